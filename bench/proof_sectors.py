"""Leaks of sectors found, missed and imagined: simulated years and real inflows given leaks."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.leak_rules import (
    HEADER,
    IN_FORCE,
    NIGHT,
    PLAIN,
    Judged,
    best_night_threshold,
    days_text,
    rule_rows,
    together,
)
from bench.leak_scores import Score
from bench.leak_years import (
    ABRUPT,
    GROWING,
    KINDS,
    LeakYears,
    inject,
    real_hours,
    simulate,
)
from bench.progress import say
from bench.report import Measure, Part, Table
from components.formats import number, percent
from data.water.detection import watch
from data.water.sector_hours import sector_hours
from data.water.vocabulary import BUDGET

TUNING, REPORT = "réglage", "contrôle"
# Chosen on the first, told on the second.
SEEDS = {TUNING: 11, REPORT: 12}
REAL = {TUNING: (1, 3, 5), REPORT: (2, 4)}
SECTORS, YEARS = 100, 3
SHARES = (0.03, 0.06, 0.12, 0.25)
# The aim is told on these: the largest would flatter it.
AIMED = (0.03, 0.06, 0.12)
REPEATS = 6
SIMULATED_SIZES = ((0.03, 0.06), (0.06, 0.12), (0.12, 0.25), (0.25, 0.61))
KIND_LABELS = {ABRUPT: "franche", GROWING: "croissante"}
SHOWN = (IN_FORCE, PLAIN, NIGHT)
NIGHT_SERIES, SERIES_AT_ONCE = 10_000, 1_000
YEAR_SECTORS, HALF_HOUR_S = 250, 1800


def measure(folder: Path) -> Part:
    """Both worlds, the half that tuned then the half that did not; speed."""
    part = Part("Fuites des secteurs : preuve sur années simulées et débits réels")
    part.tables += _simulated_tables()
    if real_hours(REAL[REPORT]) is None:
        say("FUITES SUR DÉBITS RÉELS NON MESURÉES : GABARE_OPEN_DATA_DIR ne donne pas BWDF")
        note = "Sans GABARE_OPEN_DATA_DIR, les cinq secteurs réels (BWDF) manquent."
        part.tables.append(Table("Débits réels", note, ("état",), [("NON MESURÉES",)]))
    else:
        _add_real(part)
    part.measures += [_night_speed(), _year_speed()]
    return part


def _simulated_tables() -> list[Table]:
    years = {half: simulate(SECTORS, YEARS, seed) for half, seed in SEEDS.items()}
    threshold = best_night_threshold([years[TUNING]])
    tables = []
    for half, truth in years.items():
        say(f"fuites : années simulées, {half}")
        scores, by_chance = together([Judged(truth, threshold)])
        note = (
            f"{SECTORS} secteurs × {YEARS} ans, graine {SEEDS[half]} ; {len(truth.leaks)} fuites "
            "de 3 à 60 % du débit moyen. Ces secteurs ont la même météo et les mêmes dates de "
            "saison, ce qui aide à reconnaître une hausse partagée : de vrais secteurs se "
            f"ressemblent moins. {_rules_note(threshold)}"
        )
        tables.append(
            Table(_title("années simulées", half), note, HEADER, rule_rows(scores, by_chance))
        )
    tables.append(_size_table(_title("années simulées, par taille", half), scores, SIMULATED_SIZES))
    return tables


def _add_real(part: Part) -> None:
    """Tables and measures of the real sectors."""
    threshold = best_night_threshold(
        [truth for share in AIMED for truth in _injected(TUNING, share)]
    )
    for half, numbers in REAL.items():
        say(f"fuites : débits réels, {half}")
        judged = {
            share: [Judged(truth, threshold) for truth in _injected(half, share)]
            for share in SHARES
        }
        scores, by_chance = together([one for share in AIMED for one in judged[share]])
        sizes = ", ".join(number(100 * share) for share in AIMED)
        note = (
            f"Secteurs BWDF {', '.join(map(str, numbers))}, 2021-2022, {REPEATS} tirages par "
            f"taille et par sorte : fuites de {sizes} % du débit moyen, une par semestre. Une "
            "alerte sans fuite posée compte comme fausse, même si une vraie fuite inconnue "
            f"l’explique. {_rules_note(threshold)}"
        )
        part.tables.append(
            Table(_title("débits réels", half), note, HEADER, rule_rows(scores, by_chance))
        )
    everything, _ = together([one for of_share in judged.values() for one in of_share])
    exact = [(share - 0.005, share + 0.005) for share in SHARES]
    part.tables.append(_size_table(_title("débits réels, par taille", half), everything, exact))
    quiet = {half: [_bare(number, threshold) for number in REAL[half]] for half in REAL}
    part.tables.append(_quiet_table(quiet))
    part.measures += _measures(scores[IN_FORCE], together(judged[0.12])[0][IN_FORCE])
    bare = together(quiet[REPORT])[0][IN_FORCE].false_per_year
    part.measures.append(Measure("leak_false", bare, "débits réels tels quels, contrôle"))


def _injected(half: str, share: float) -> list[LeakYears]:
    """The real sectors of a half, several times, with leaks of one size; the same each time.

    Each draw is watched by itself: side by side, a sector would have its own twins, without this
    leak, for neighbours.
    """
    hours = real_hours(REAL[half])
    random = np.random.default_rng((SEEDS[half], round(100 * share)))
    return [inject(hours, share, kind, random) for kind in KINDS for _ in range(REPEATS)]


def _title(what: str, half: str) -> str:
    return f"Fuites, {what}, moitié de {half}"


def _rules_note(threshold: float) -> str:
    return (
        "Minimum de nuit : au-dessus du plus bas des 14 nuits d’avant, de "
        f"{percent(100 * threshold, 0)} (meilleur F1 de la moitié de réglage). Cinq nuits : "
        "médiane de cinq nuits (2 h à 5 h) contre les 35 d’avant. Par hasard : part des fuites "
        "« retrouvées » dans les mêmes années sans fuite. Retard de toutes les fuites ; écarts "
        f"médians et couverture de l’intervalle à 90 % de celles retrouvées. En vigueur : "
        f"{IN_FORCE}."
    )


def _size_table(
    title: str, scores: dict[str, Score], sizes: Sequence[tuple[float, float]]
) -> Table:
    header = ["taille et sorte", "fuites"]
    for name in SHOWN:
        header += [f"{name} : rappel", "retard (j)"]
    rows = [_size_row(scores, kind, low, high) for low, high in sizes for kind in KINDS]
    note = (
        "Part du débit moyen ; retard médian de toutes les fuites, du début à la fin du jour de "
        "l’alerte (— : moins de la moitié retrouvées). Une fuite croissante commence à zéro."
    )
    return Table(title, note, header, rows)


def _size_row(scores: dict[str, Score], kind: str, low: float, high: float) -> list[str]:
    parts = {name: scores[name].of(kind, low, high) for name in SHOWN}
    middle = f"{number(100 * (low + high) / 2)} %"
    label = middle if high - low < 0.02 else f"{number(100 * low)} à {number(100 * high)} %"
    cells = [f"{label}, {KIND_LABELS[kind]}", number(len(parts[IN_FORCE].outcomes))]
    for part in parts.values():
        cells += [percent(100 * part.recall, 0), days_text(part.median_delay_days)]
    return cells


def _bare(sector: int, threshold: float) -> Judged:
    """What the rules say of a real sector without any leak laid in it."""
    hours = real_hours([sector])
    return Judged(LeakYears(hours, np.zeros_like(hours.flow_m3_h), []), threshold)


def _quiet_table(quiet: dict[str, list[Judged]]) -> Table:
    """False alarms of the real sectors as they are, one by one."""
    rows = [
        (f"DMA {sector} ({half})", *(number(of.false_per_year, 1) for of in bare.scores.values()))
        for half in REAL
        for sector, bare in zip(REAL[half], quiet[half], strict=True)
    ]
    note = (
        "Aucune fuite posée : alertes par an, que rien ne permet de dire vraies ou fausses. Dans "
        "les tables plus haut, celles qui tombent pendant une fuite posée passent pour trouvées."
    )
    return Table("Débits réels tels quels", note, ("secteur", *quiet[REPORT][0].scores), rows)


def _measures(aimed: Score, twelve: Score) -> list[Measure]:
    what = "débits réels, moitié de contrôle"
    return [
        Measure("leak_f1", 100 * aimed.f1, what),
        Measure("leak_false", aimed.false_per_year, what),
        Measure("leak_delay_days", twelve.of(ABRUPT, 0, 1).median_delay_days, what),
    ]


def _night_speed() -> Measure:
    """Seconds to say tonight's leaks of many series, from their last year."""
    say(f"fuites : une nuit de {NIGHT_SERIES} séries")
    hours = simulate(SERIES_AT_ONCE, 1, SEEDS[REPORT]).hours
    started_s = time.perf_counter()
    for _ in range(NIGHT_SERIES // SERIES_AT_ONCE):
        watch(hours, (BUDGET,))
    elapsed_s = time.perf_counter() - started_s
    return Measure("leak_night_s", elapsed_s, f"{number(NIGHT_SERIES)} séries, un an de passé")


def _year_speed() -> Measure:
    """Seconds for a year of many sectors read every half-hour, all budgets."""
    say(f"fuites : une année de {YEAR_SECTORS} secteurs au pas de 30 min")
    hours = simulate(YEAR_SECTORS, 1, SEEDS[REPORT]).hours
    flat = hours.flow_m3_h.reshape(YEAR_SECTORS, -1)
    first_s = int(hours.days[0].astype("datetime64[s]").astype(np.int64))
    at_s = first_s + HALF_HOUR_S * np.arange(2 * flat.shape[1])
    half_hours = np.repeat(flat, 2, axis=1)
    started_s = time.perf_counter()
    watch(sector_hours(hours.sectors, at_s, half_hours))
    elapsed_s = time.perf_counter() - started_s
    return Measure("leak_year_s", elapsed_s, f"{YEAR_SECTORS} secteurs, tous les budgets")
