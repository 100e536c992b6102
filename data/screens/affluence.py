"""How busy a place is, in words: what is usual of a day and of an hour, and where a count stands.

Counts are cells of the published grid, or hours of today that are hidden alike: a number, HIDDEN
(under what may be published) or NaN (nothing is known). HIDDEN is lower than any number shown:
medians and comparisons take it as it is.
The rules and how often they are right are in docs/methods-affluence.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

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
# Where most of what is known is hidden, a number that is shown is already a large one.
SHOWN_SHARE = 0.5
SUNDAY = 6

Cells = NDArray[np.float64]
Scale = tuple[float, float]


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

    def taken(self, rows: NDArray[np.bool_]) -> "Grid":
        """The days where a mask is true."""
        days = tuple(day for day, kept in zip(self.days, rows, strict=True) if kept)
        return Grid(days, self.totals[rows], self.hours[rows])

    @property
    def last_day(self) -> date | None:
        """The last day of which anything is known."""
        known = np.flatnonzero(~np.isnan(self.totals))
        return self.days[known[-1]] if len(known) else None


@dataclass(frozen=True)
class Usual:
    """What to expect of a day of a place, beside the quartiles of its season."""

    # The rows of the season, and among them those of the days alike.
    season: Grid
    alike: Grid

    @cached_property
    def total(self) -> float:
        """The connections to expect of the day."""
        return float(medians(self.alike.totals[:, None])[0])

    @cached_property
    def hours(self) -> Cells:
        """The connections to expect of each hour (24,)."""
        return medians(self.alike.hours)

    @cached_property
    def total_scale(self) -> Scale | None:
        """The quartiles of the totals of the season; None without enough of them."""
        return _quartiles(self.season.totals, LEAST_DAYS)

    @cached_property
    def hour_scale(self) -> Scale | None:
        """The quartiles of the open hours of the season; None without enough of them."""
        hours = self.open_hours
        return _quartiles(self.season.hours[:, hours.start : hours.stop], LEAST_HOURS)

    @property
    def total_level(self) -> str:
        """The level to expect of the day."""
        return self.measured_total_level(self.total)

    def measured_total_level(self, value: float) -> str:
        """The level of a count of a day."""
        return level(value, self.total, self.total_scale)

    def hour_level(self, hour: int) -> str:
        """The level to expect of an hour."""
        return self.measured_level(hour, self.hours[hour])

    def measured_level(self, hour: int, value: float) -> str:
        """The level of a count of one hour."""
        return level(value, self.hours[hour], self.hour_scale)

    @property
    def open_hours(self) -> range:
        """From the first to the last hour that is usually shown; empty when none is."""
        shown = np.flatnonzero(np.isfinite(self.hours))
        return range(int(shown[0]), int(shown[-1]) + 1) if len(shown) else range(0)


def level(value: float, usual: float, scale: Scale | None) -> str:
    """CALM under the lower quartile, BUSY over the upper one, USUAL between.

    A HIDDEN count is CALM when the usual itself is small, else UNKNOWN: it may be the smallest of
    a busy day, hidden to protect another.
    """
    if scale is None or np.isnan(value):
        return UNKNOWN
    low, high = scale
    if value == HIDDEN:
        return CALM if usual <= low else UNKNOWN
    return CALM if value < low else BUSY if value > high else USUAL


def season_days(day: date, margin: int = 0) -> list[date]:
    """The days of the two years before `day` that are of its season, `margin` days more wide."""
    past = days_between(day - PAST, day - timedelta(days=1))
    return [one for one in past if _apart(day, one) <= SEASON_DAYS + margin]


def _apart(day: date, past: date) -> float:
    """Days between the dates of two days within the year; a year is 365.25 days long."""
    rest = abs((day - past).days) % YEAR_DAYS
    return min(rest, YEAR_DAYS - rest)


@dataclass(frozen=True)
class Past:
    """Which of the days of a grid tell of a day: those of its season, among them those alike."""

    season: NDArray[np.bool_]
    alike: NDArray[np.bool_]

    @classmethod
    def of(cls, day: date, days: Sequence[date], kinds: Mapping[date, DayKind]) -> "Past":
        """The days before `day`; one that the calendar does not know is like no other."""
        season = np.array(
            [day - PAST <= one < day and _apart(day, one) <= SEASON_DAYS for one in days], bool
        )
        kind = kinds.get(day)
        same = [kind is not None and kinds.get(one) == kind for one in days]
        return cls(season, season & np.array(same, bool))

    def usual(self, grid: Grid) -> Usual:
        """What a place of these days leads to expect."""
        return Usual(grid.taken(self.season), grid.taken(self.alike))


def medians(cells: Cells) -> Cells:
    """The lower median of the known cells of each column: a cell that was really there.

    NaN where fewer than LEAST_ALIKE are known.
    """
    known = (~np.isnan(cells)).sum(axis=0)
    if len(cells) < LEAST_ALIKE:
        return np.full(cells.shape[1], np.nan)
    # What is not known is sorted last.
    middle = np.maximum(known - 1, 0) // 2
    medians = np.take_along_axis(np.sort(cells, axis=0), middle[None], axis=0)[0]
    return np.where(known >= LEAST_ALIKE, medians, np.nan)


def _quartiles(cells: Cells, least: int) -> Scale | None:
    """The lower and upper quartiles of the known cells, hidden ones being the smallest.

    None when fewer than `least` cells, or than half of those known, are shown.
    """
    known = np.sort(cells[~np.isnan(cells)], axis=None)
    shown = int(np.isfinite(known).sum())
    if shown < max(least, SHOWN_SHARE * len(known)):
        return None
    last = len(known) - 1
    return float(known[last // 4]), float(known[3 * last // 4])
