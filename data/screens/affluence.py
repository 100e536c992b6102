"""How busy a place is, in words: what is usual of a day and of an hour, and where a count stands.

Counts are cells of the published grid alone: a number, HIDDEN (under what may be published) or NaN
(nothing is known). HIDDEN is lower than any number shown: medians and comparisons take it as it is.
The rules and how often they are right are in docs/methods-affluence.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from data.calendar import days_between

CALM, USUAL, BUSY, UNKNOWN = "calm", "usual", "busy", "unknown"
HIDDEN = -np.inf
HOURS = 24
# What is compared: the two years before a day, at most six weeks from its date in each.
PAST, SEASON_DAYS, YEAR_DAYS = timedelta(days=731), 42, 365.25
# Under these numbers of shown cells there is no scale, and of days there is no usual.
LEAST_HOURS, LEAST_DAYS, LEAST_ALIKE = 40, 20, 4
SUNDAY = 6

Cells = NDArray[np.float64]


@dataclass(frozen=True)
class DayKind:
    """What makes two days alike: the weekday (a public holiday is a Sunday), school holidays."""

    weekday: int
    school_holiday: bool

    @classmethod
    def of(cls, day: date, public_holiday: bool, school_holiday: bool) -> "DayKind":
        """The kind of a day of the calendar."""
        return cls(SUNDAY if public_holiday else day.weekday(), school_holiday)


@dataclass(frozen=True)
class Grid:
    """What is published of a place: one row a day, connections of the day and of its 24 hours."""

    days: tuple[date, ...]
    totals: Cells
    hours: Cells


@dataclass(frozen=True)
class Usual:
    """Of a kind of day: the total and the hours to expect, beside the quartiles of the season."""

    total: float
    hours: Cells
    # Lower and upper quartile of the shown totals, then of the shown hours; None without enough.
    total_scale: tuple[float, float] | None
    hour_scale: tuple[float, float] | None

    @property
    def total_level(self) -> str:
        """The level to expect of the day."""
        return level(self.total, self.total, self.total_scale)

    @property
    def hour_levels(self) -> list[str]:
        """The level to expect of each hour."""
        return [level(value, value, self.hour_scale) for value in self.hours]

    def measured_level(self, hour: int, value: float) -> str:
        """The level of a count of one hour."""
        return level(value, self.hours[hour], self.hour_scale)


def level(value: float, usual: float, scale: tuple[float, float] | None) -> str:
    """CALM under the lower quartile, BUSY over the upper one, USUAL between.

    A HIDDEN count is CALM when the usual itself is small, else UNKNOWN: it may be the smallest of
    a busy day, hidden to protect another.
    """
    if scale is None or np.isnan(value):
        return UNKNOWN
    low, high = scale
    if value == HIDDEN:
        return CALM if usual < low else UNKNOWN
    return CALM if value < low else BUSY if value > high else USUAL


def season_days(day: date, margin: int = 0) -> list[date]:
    """The days of the two years before `day` that are of its season, `margin` days more wide."""
    past = days_between(day - PAST, day - timedelta(days=1))
    return [one for one in past if _apart(day, one) <= SEASON_DAYS + margin]


def _apart(day: date, past: date) -> float:
    """Days between the dates of two days within the year; a year is 365.25 days long."""
    rest = abs((day - past).days) % YEAR_DAYS
    return min(rest, YEAR_DAYS - rest)


def usual(grid: Grid, day: date, kinds: Mapping[date, DayKind]) -> Usual:
    """What to expect of `day` from the days before it: medians of the days alike of the season."""
    known = (kinds.get(one) for one in grid.days)
    season = np.array([one < day and _apart(day, one) <= SEASON_DAYS for one in grid.days], bool)
    alike = season & np.array([kind == kinds.get(day) for kind in known], bool)
    return Usual(
        total=_median(grid.totals[alike]),
        hours=np.array([_median(column) for column in grid.hours[alike].T]),
        total_scale=_quartiles(grid.totals[season], LEAST_DAYS),
        hour_scale=_quartiles(grid.hours[season], LEAST_HOURS),
    )


def _median(cells: Cells) -> float:
    """The lower median of the known cells, NaN under LEAST_ALIKE: a cell that was really there."""
    known = np.sort(cells[~np.isnan(cells)])
    return float(known[(len(known) - 1) // 2]) if len(known) >= LEAST_ALIKE else np.nan


def _quartiles(cells: Cells, least: int) -> tuple[float, float] | None:
    """The quartiles of the shown cells; None when fewer than `least` are."""
    shown = cells[np.isfinite(cells)]
    if len(shown) < least:
        return None
    low, high = np.quantile(shown, (0.25, 0.75))
    return float(low), float(high)


def open_hours(usual_of: Usual) -> range:
    """From the first to the last hour that is usually shown; empty when none is."""
    shown = np.flatnonzero(np.isfinite(usual_of.hours))
    return range(int(shown[0]), int(shown[-1]) + 1) if len(shown) else range(0)


def together(grids: Sequence[Grid]) -> Grid:
    """The sum of what is shown of several places on the same days.

    HIDDEN where all that is known is hidden, NaN where nothing is known.
    """
    if len(grids) == 1:
        return grids[0]
    return Grid(
        grids[0].days,
        _sum(np.array([one.totals for one in grids])),
        _sum(np.array([one.hours for one in grids])),
    )


def _sum(cells: Cells) -> Cells:
    shown = np.isfinite(cells)
    total = np.where(shown, cells, 0.0).sum(axis=0)
    known = ~np.isnan(cells).all(axis=0)
    return np.where(shown.any(axis=0), total, np.where(known, HIDDEN, np.nan))
