"""Coverage and bias of savings, on simulated buildings whose true savings are known."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.progress import say
from bench.report import Measure, Part, Table
from bench.simulated_buildings import REPORTED, TUNED, Calendar, Kind, read_calendar, simulate
from components.formats import number, percent
from data.buildings import savings, signature
from data.buildings.savings import Periods, Saving
from data.buildings.uncertainty import student_quantile

Values = NDArray[np.float64]

# Constants of the interval chosen on the first half, told on the second: other kinds, other years.
HALVES = {"réglage": (TUNED, (2016, 2019)), "contrôle": (REPORTED, (2020, 2022))}
CONTROL = "contrôle"
SAVINGS = (0.0, 0.05, 0.10, 0.20)
CORRELATIONS = (0.3, 0.5, 0.7)
BUILDINGS = 30
DAYS, MONTHS = "jours", "mois"
YEAR, LEAST_REPORTING, MONTH = 365, 183, 30
SHORT_BASELINES = (150, 210, 270)
LEVEL = 0.90
SEED = 20260703


@dataclass(frozen=True)
class Trial:
    """A building, its works, and how the saving found stands beside the true one."""

    kind: str
    grain: str
    true_share: float
    error_pct: float
    half_width_pct: float
    covered: bool
    proven: bool
    ashrae_covered: bool
    elapsed_ms: float


@dataclass(frozen=True)
class Works:
    """Days before and after works, day types beside; `without` is what would have been used."""

    kind: str
    true_share: float
    mean_c: Values
    types: NDArray[np.int64]
    before: Values
    without: Values

    @property
    def after(self) -> Values:
        return self.without * (1 - self.true_share)


def measure(folder: Path) -> Part:
    """Both halves by true saving, kinds and short baselines on the second."""
    part = Part("Économies : preuve sur bâtiments simulés")
    for half, (kinds, years) in HALVES.items():
        calendar = read_calendar(*years)
        if calendar is None:
            return _skipped(part)
        say(f"économies : moitié de {half}, {len(kinds)} sortes de bâtiments")
        random = np.random.default_rng(SEED)
        works = [each for kind in kinds for each in _works(kind, calendar, YEAR, random)]
        trials = [
            trial for each in works for of in (_daily_trials, _monthly_trials) for trial in of(each)
        ]
        part.tables.append(_saving_table(half, years, trials))
    part.tables.append(_kind_table(trials))
    part.tables.append(_short_table(calendar, random))
    part.measures += _measures(trials)
    return part


def _skipped(part: Part) -> Part:
    why = "GABARE_OPEN_DATA_DIR ne donne pas la météo de Tours"
    say(f"ÉCONOMIES NON MESURÉES : {why}")
    part.tables.append(Table("Économies : NON MESURÉES", f"{why}.", ("mesure",), [("aucune",)]))
    return part


def _works(
    kind: Kind, calendar: Calendar, baseline_days: int, random: np.random.Generator
) -> Iterator[Works]:
    """Works on days drawn at random, followed for six to twelve months."""
    name = f"{kind.name}, {kind.energy}"
    for share in SAVINGS:
        for rho in CORRELATIONS:
            for per_day in simulate(replace(kind, rho=rho), calendar, BUILDINGS, random):
                followed = int(random.integers(LEAST_REPORTING, YEAR + 1))
                works = int(random.integers(baseline_days, len(per_day) - followed + 1))
                span = slice(works - baseline_days, works + followed)
                before, without = np.split(per_day[span], [baseline_days])
                yield Works(
                    name, share, calendar.mean_c[span], calendar.types[span], before, without
                )


def _daily_trials(works: Works) -> Iterator[Trial]:
    """The works judged on days; nothing when the baseline is too short to judge."""
    types = np.split(works.types, [len(works.before)])
    before_c, after_c = np.split(works.mean_c, [len(works.before)])
    started_s = time.perf_counter()
    found = savings.saving(before_c, works.before, after_c, works.after, LEVEL, *types)
    elapsed_ms = 1000 * (time.perf_counter() - started_s)
    if found is not None:
        error, half_width = _ashrae(works)
        true = float(np.nansum(works.without - works.after))
        yield _trial(works, DAYS, found, true, abs(error) <= half_width, elapsed_ms)


def _monthly_trials(works: Works) -> Iterator[Trial]:
    """The works judged on months, one being missing under 90 % of its days."""
    baseline, reporting, without = _months(works)
    started_s = time.perf_counter()
    found = savings.saving_of_periods(works.mean_c, baseline, reporting, LEVEL, works.types)
    elapsed_ms = 1000 * (time.perf_counter() - started_s)
    if found is not None:
        saved = np.subtract(without, reporting.per_day)
        true = float(np.nansum(saved * np.subtract(reporting.ends, reporting.starts)))
        yield _trial(works, MONTHS, found, true, False, elapsed_ms)


def _trial(
    works: Works, grain: str, found: Saving, true: float, ashrae_covered: bool, elapsed_ms: float
) -> Trial:
    return Trial(
        kind=works.kind,
        grain=grain,
        true_share=works.true_share,
        error_pct=100 * (found.saving - true) / found.expected,
        half_width_pct=50 * (found.high - found.low) / found.expected,
        covered=found.low <= true <= found.high,
        proven=found.proven,
        ashrae_covered=ashrae_covered,
        elapsed_ms=elapsed_ms,
    )


def _months(works: Works) -> tuple[Periods, Periods, Values]:
    """Twelve periods before, periods of a month after, and what these would have used."""
    start, end = len(works.before), len(works.mean_c)
    edges = np.linspace(0, start, 13).astype(int)
    later = np.linspace(start, end, (end - start) // MONTH + 1).astype(int)
    baseline = Periods(edges[:-1], edges[1:], _means(works.before, edges))
    reporting = Periods(later[:-1], later[1:], _means(works.after, later - start))
    return baseline, reporting, _means(works.without, later - start)


def _means(per_day: Values, edges: NDArray[np.int64]) -> Values:
    spans = [per_day[first:last] for first, last in pairwise(edges)]
    enough = [np.isfinite(span).mean() >= savings.COMPLETE_SHARE for span in spans]
    return np.array(
        [np.nanmean(span) if known else np.nan for span, known in zip(spans, enough, strict=True)]
    )


def _ashrae(works: Works) -> tuple[float, float]:
    """Error and half-width by ASHRAE Guideline 14-2014 on the signature alone, daily.

    t × 1.26 × RMSE × √(m × n/n' × (1 + 2/n')), n' = n (1 − ρ)/(1 + ρ), ρ of a day to the next.
    """
    baseline_c, reporting_c = np.split(works.mean_c, [len(works.before)])
    model = signature.fit(baseline_c, works.before[None, :])
    residual = works.before - signature.predict(model, baseline_c)[0]
    residual = residual[np.isfinite(residual)]
    n, rho = len(residual), float(np.corrcoef(residual[:-1], residual[1:])[0, 1])
    effective = n * (1 - rho) / (1 + rho)
    error = (signature.predict(model, reporting_c)[0] - works.without)[np.isfinite(works.without)]
    ratio = n / effective * (1 + 2 / effective) * len(error)
    quantile = student_quantile((1 + LEVEL) / 2, effective - 3)
    return float(np.nansum(error)), quantile * 1.26 * float(model.residual_sd[0]) * ratio**0.5


def _saving_table(half: str, years: tuple[int, int], trials: Sequence[Trial]) -> Table:
    rows = []
    groups = _groups(sorted(trials, key=lambda trial: trial.grain), "grain", "true_share")
    for (grain, share), of in groups.items():
        ashrae = percent(_share_pct(of, "ashrae_covered"), 1) if grain == DAYS else "—"
        rows.append((grain, percent(100 * share, 0), *_cells(of), _proven(of), ashrae))
    note = (
        f"Météo de Tours {years[0]}-{years[1]}, travaux un jour quelconque, un an avant, six à "
        "douze mois après ; résidus corrélés d’un jour à l’autre (0,3, 0,5 ou 0,7), semaines, "
        "vacances, habitudes qui changent, jours manquants. Biais et demi-intervalle en points "
        f"de la consommation attendue. Intervalle à {percent(100 * LEVEL, 0)}. À 0 % d’économie, "
        "« démontrée » est la part d’annonces fausses. Dernière colonne : couverture de la formule "
        "ASHRAE sur la signature seule."
    )
    header = ("données", "économie", *_HEADER, "démontrée", "ASHRAE")
    return Table(f"Économies, moitié de {half}", note, header, rows)


_HEADER = ("essais", "couverture", "biais", "demi-intervalle")


def _kind_table(trials: Sequence[Trial]) -> Table:
    rows = []
    for (kind, grain), of in _groups(trials, "kind", "grain").items():
        proven = [_proven(same) for same in _groups(of, "true_share").values()]
        rows.append((kind, grain, *_cells(of), *proven))
    columns = [f"démontrée à {percent(100 * share, 0)}" for share in SAVINGS]
    header = ("sorte", "données", *_HEADER, *columns)
    return Table(f"Économies par sorte, moitié de {CONTROL}", "Comme plus haut.", header, rows)


def _short_table(calendar: Calendar, random: np.random.Generator) -> Table:
    """What a baseline of less than a year is worth; loud when it claims what is not."""
    rows = []
    for days in SHORT_BASELINES:
        works = [each for kind in REPORTED for each in _works(kind, calendar, days, random)]
        trials = [trial for each in works for trial in _daily_trials(each)]
        false = [trial for trial in trials if trial.true_share == 0]
        rows.append((number(days), *_cells(trials), _proven(false), _proven(trials)))
    header = ("jours de référence", *_HEADER, "démontrée à 0 %", "démontrée, toutes")
    note = "Données par jour. Sous neuf mois de référence, rien n’est dit démontré."
    return Table(f"Références courtes, moitié de {CONTROL}", note, header, rows)


def _cells(trials: Sequence[Trial]) -> tuple[str, ...]:
    return (
        number(len(trials)),
        percent(_share_pct(trials, "covered"), 1),
        number(_bias(trials), 2),
        number(float(np.median([trial.half_width_pct for trial in trials])), 1),
    )


def _proven(trials: Sequence[Trial]) -> str:
    return percent(_share_pct(trials, "proven"), 1)


def _share_pct(trials: Sequence[Trial], name: str) -> float:
    return 100 * float(np.mean([getattr(trial, name) for trial in trials]))


def _bias(trials: Sequence[Trial]) -> float:
    return float(np.mean([trial.error_pct for trial in trials]))


def _groups(trials: Sequence[Trial], *names: str) -> dict[tuple[object, ...], list[Trial]]:
    """Trials by the values of these fields, in the order of the trials."""
    groups: dict[tuple[object, ...], list[Trial]] = {}
    for trial in trials:
        groups.setdefault(tuple(getattr(trial, name) for name in names), []).append(trial)
    return groups


def _measures(trials: Sequence[Trial]) -> list[Measure]:
    """By true saving, and every kind by itself: a mean of kinds would hide one that is wrong."""
    groups = {
        f"économie de {percent(100 * share, 0)}, {grain}": of
        for (share, grain), of in _groups(trials, "true_share", "grain").items()
    }
    groups |= {
        f"{kind}, {grain}": of for (kind, grain), of in _groups(trials, "kind", "grain").items()
    }
    measures = [
        Measure(target, value(of), what)
        for what, of in groups.items()
        for target, value in (
            ("saving_coverage_least", _coverage_pct),
            ("saving_coverage_most", _coverage_pct),
            ("saving_bias", lambda group: abs(_bias(group))),
        )
    ]
    for (grain,), of in _groups(trials, "grain").items():
        measures.append(Measure("saving_ms", float(np.median([t.elapsed_ms for t in of])), grain))
    return measures


def _coverage_pct(trials: Sequence[Trial]) -> float:
    return _share_pct(trials, "covered")
