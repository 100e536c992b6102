"""The key figures of footfall: plain arithmetic on rows of the published tables.

Every function returns None when its figure cannot be known: missing is never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

SEASON_MONTHS = range(5, 11)
# Upper bound given to the open dwell class, to interpolate inside it.
LONGEST_VISIT_MIN = 480
DWELL_BOUNDS_MIN = (0, 15, 30, 60, 120, 240, LONGEST_VISIT_MIN)
# Under this share of comparable days, two periods are not compared.
COMPARABLE_SHARE = 0.5


@dataclass(frozen=True)
class DayRow:
    """One published day of a scope; None where the day is hidden or unknown."""

    day: date
    sessions: int | None
    terminals: int | None
    complete: bool


def total(values: Iterable[int | None]) -> int | None:
    """The sum of what is known, None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def paired(
    now: Sequence[DayRow], before: Mapping[date, DayRow], measure: str
) -> tuple[int | None, int | None, int]:
    """Sums of `measure` over the complete days known on both sides, and their number.

    `before` maps each day of `now` to its counterpart. Too few pairs give no comparison.
    """
    pairs = [
        (getattr(row, measure), getattr(before[row.day], measure))
        for row in now
        if row.day in before and row.complete and before[row.day].complete
    ]
    known = [(here, there) for here, there in pairs if here is not None and there is not None]
    if not known or len(known) < COMPARABLE_SHARE * len(now):
        return None, None, len(known)
    return sum(here for here, _ in known), sum(there for _, there in known), len(known)


def peak_and_trough(rows: Sequence[DayRow]) -> tuple[DayRow, DayRow] | None:
    """The complete days with most and fewest terminals; None under two such days."""
    known = [row for row in rows if row.complete and row.terminals]
    if len(known) < 2:
        return None
    return max(known, key=lambda row: row.terminals), min(known, key=lambda row: row.terminals)


def season_terminals(rows: Sequence[DayRow]) -> int | None:
    """Terminals seen from May to October."""
    return total(row.terminals for row in rows if row.day.month in SEASON_MONTHS)


def share_pct(part: float | None, whole: float | None) -> float | None:
    """100 × part ÷ whole; None when either is unknown or the whole is zero."""
    if part is None or not whole:
        return None
    return 100 * part / whole


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """numerator ÷ denominator; None when either is unknown or the denominator is zero."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator


@dataclass(frozen=True)
class GroupedMedian:
    """A median read inside classes, with the class that holds it."""

    median_min: float
    class_start_min: int
    class_end_min: int
    visits: int


def grouped_median(visits_by_class: Mapping[int, int]) -> GroupedMedian | None:
    """The median of durations known by class (lower bound in minutes -> visits).

    Linear interpolation: L + w × (n/2 − visits below) ÷ visits of the class, with L and w the
    lower bound and width of the class that holds visit n/2. None without visits.
    """
    visits = sum(visits_by_class.values())
    below = 0
    for start, end in pairwise(DWELL_BOUNDS_MIN):
        here = visits_by_class.get(start, 0)
        if here and below + here >= visits / 2:
            inside = start + (end - start) * (visits / 2 - below) / here
            return GroupedMedian(inside, start, end, visits)
        below += here
    return None


def lift(pair: int, all_terminals: int, terminals_a: int, terminals_b: int) -> float | None:
    """Observed over expected co-visits: pair × N ÷ (A × B); None when a side is unknown."""
    return ratio(pair * all_terminals, terminals_a * terminals_b)
