"""False drift alerts and days to find a drift, on simulated buildings under real weather."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.progress import say
from bench.proof_leaks import leak_table
from bench.report import Measure, Part, Table
from bench.simulated_buildings import REPORTED, TUNED, Calendar, Kind, read_calendar, simulate
from components.formats import number, percent
from data.buildings.drift import judged_days, monitor
from data.buildings.vocabulary import DRIFT_THRESHOLD, DRIFT_THRESHOLDS

Values = NDArray[np.float64]

# Habits and figures chosen on the first, told on the second: other kinds, other years.
TUNED_YEARS, REPORTED_YEARS = (2016, 2018), (2020, 2022)
METERS = 150
SIZES = (1.05, 1.10, 1.20)
WANTED = SIZES.index(1.10)
YEAR = 365
# A drift begins this long before the end of the data at least.
LEAST_DAYS = 185
SOON_DAYS = 60
SPEED_METERS = 10_000
SEED = 20260701


class Outcome:
    """What the alerts of one kind were worth: false ones and delays, by threshold."""

    def __init__(self, kind: Kind, calendar: Calendar, random: np.random.Generator) -> None:
        self.kind = kind
        per_day = simulate(kind, calendar, METERS, random)
        self.meter_years = judged_days(per_day, YEAR).sum() / YEAR
        alerts = _alerts(calendar, per_day)
        self.false = np.array([sum(of == t for _, of, _ in alerts) for t in DRIFT_THRESHOLDS])
        # (sizes, meters, thresholds), in days.
        self.delays = np.array([_delays(calendar, per_day, size, random) for size in SIZES])


def measure(folder: Path) -> Part:
    """Alerts by threshold on both halves, by kind on the second; water leaks; speed."""
    part = Part("Dérives et fuites : preuve sur bâtiments simulés", [leak_table()])
    halves = {"réglage": (TUNED, TUNED_YEARS), "contrôle": (REPORTED, REPORTED_YEARS)}
    for name, (kinds, years) in halves.items():
        calendar = read_calendar(*years)
        if calendar is None:
            say("DÉRIVES NON MESURÉES : GABARE_OPEN_DATA_DIR ne donne pas la météo de Tours")
            note = "Sans GABARE_OPEN_DATA_DIR, la météo réelle de Tours manque."
            part.tables.append(Table("Dérives", note, ("état",), [("NON MESURÉES",)]))
            return part
        say(f"dérives : {name}, {len(kinds)} sortes de bâtiments, {years[0]}-{years[1]}")
        random = np.random.default_rng(SEED)
        outcomes = [Outcome(kind, calendar, random) for kind in kinds]
        part.tables.append(_threshold_table(name, years, outcomes))
    part.tables.append(_kind_table(outcomes))
    part.measures += _measures(outcomes)
    part.measures.append(_speed(read_calendar(*TUNED_YEARS)))
    return part


def _alerts(calendar: Calendar, per_day: Values) -> list[tuple[int, float, int]]:
    """Row, threshold and day of detection of each alert."""
    found = monitor(calendar.mean_c, per_day, YEAR, DRIFT_THRESHOLDS, calendar.types)
    return [(drift.row, drift.threshold, drift.detected) for drift in found]


def _delays(
    calendar: Calendar, per_day: Values, size: float, random: np.random.Generator
) -> Values:
    """Days from the start of a lasting drift to the next alert (meters, thresholds); inf: none."""
    count = per_day.shape[1]
    starts = random.integers(YEAR, count - LEAST_DAYS, len(per_day))
    drifting = np.where(np.arange(count) >= starts[:, None], size, 1.0) * per_day
    delays = np.full((len(per_day), len(DRIFT_THRESHOLDS)), np.inf)
    for row, threshold, detected in _alerts(calendar, drifting):
        if detected >= starts[row]:
            at = row, DRIFT_THRESHOLDS.index(threshold)
            delays[at] = min(delays[at], detected - starts[row])
    return delays


def _threshold_table(name: str, years: tuple[int, int], outcomes: Sequence[Outcome]) -> Table:
    rows = [
        (number(threshold), *_cells(outcomes, column))
        for column, threshold in enumerate(DRIFT_THRESHOLDS)
    ]
    note = (
        f"{len(outcomes)} sortes × {METERS} compteurs, météo de Tours {years[0]}-{years[1]} : une "
        "année de référence, deux surveillées. Une dérive commence un jour quelconque, l’été "
        "compris, et dure. Retards en jours, médian / 9e décile (— : pas trouvée avant la fin), "
        f"puis part trouvée en {SOON_DAYS} jours. En vigueur : {number(DRIFT_THRESHOLD)}."
    )
    return Table(f"Dérives par seuil, moitié de {name}", note, _header("seuil"), rows)


def _kind_table(outcomes: Sequence[Outcome]) -> Table:
    column = DRIFT_THRESHOLDS.index(DRIFT_THRESHOLD)
    rows = [
        (f"{outcome.kind.name}, {outcome.kind.energy}", *_cells([outcome], column))
        for outcome in outcomes
    ]
    return Table(
        f"Dérives au seuil {number(DRIFT_THRESHOLD)}, moitié de contrôle, par sorte",
        "Mêmes colonnes que plus haut.",
        _header("sorte"),
        rows,
    )


def _header(first: str) -> tuple[str, ...]:
    sizes = [percent(100 * (size - 1), 0) for size in SIZES]
    columns = [text for size in sizes for text in (f"{size} : retard", f"{size} : en 60 j")]
    return (first, "fausses par compteur et an", *columns)


def _cells(outcomes: Sequence[Outcome], column: int) -> list[str]:
    delays = _all_delays(outcomes, column)
    cells = [number(_false_per_year(outcomes, column), 2)]
    for of_size in delays:
        middle, late = np.quantile(of_size, (0.5, 0.9), method="higher")
        cells += [f"{_days(middle)} / {_days(late)}", percent(100 * _soon(of_size), 0)]
    return cells


def _all_delays(outcomes: Sequence[Outcome], column: int) -> Values:
    return np.concatenate([outcome.delays for outcome in outcomes], axis=1)[..., column]


def _false_per_year(outcomes: Sequence[Outcome], column: int) -> float:
    years = sum(outcome.meter_years for outcome in outcomes)
    return float(sum(outcome.false[column] for outcome in outcomes) / years)


def _soon(delays: Values) -> float:
    return float((delays <= SOON_DAYS).mean())


def _days(delay: float) -> str:
    return number(delay) if np.isfinite(delay) else "—"


def _measures(outcomes: Sequence[Outcome]) -> list[Measure]:
    column = DRIFT_THRESHOLDS.index(DRIFT_THRESHOLD)
    median = float(np.median(_all_delays(outcomes, column)[WANTED]))
    return [
        Measure("drift_false", 10 * _false_per_year(outcomes, column), "moitié de contrôle"),
        Measure("drift_delay_days", median, "moitié de contrôle"),
    ]


def _speed(calendar: Calendar) -> Measure:
    """Seconds to fit and watch many meters over three years."""
    random = np.random.default_rng(SEED)
    each = -(-SPEED_METERS // len(TUNED))
    per_day = np.concatenate([simulate(kind, calendar, each, random) for kind in TUNED])
    say(f"dérives : vitesse sur {SPEED_METERS} compteurs")
    started_s = time.perf_counter()
    monitor(calendar.mean_c, per_day[:SPEED_METERS], YEAR, DRIFT_THRESHOLDS, calendar.types)
    elapsed_s = time.perf_counter() - started_s
    what = f"{number(SPEED_METERS)} compteurs, {number(per_day.shape[1])} jours"
    return Measure("drift_s", elapsed_s, what)
