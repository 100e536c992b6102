"""Hours that a cabinet burns on each local day: its nights under its schedule.

A night is one whole: it goes from noon to noon, and a reduction follows the weekday and the season
of its evening. Days are civil ones: an evening counts on its day, what follows midnight on the
next. Instants are true: on the night of the change to summer time "0 h – 5 h" lasts four hours.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from data.lighting.nights import (
    Nights,
    end_instant_s,
    night_end_min,
    night_start_min,
    start_instant_s,
)
from data.lighting.vocabulary import FIXED

EVERY_DAY = "0123456"
ALL_YEAR = ("01-01", "12-31")


@dataclass(frozen=True)
class Reduction:
    """A window that lowers the light: `start_min` to `end_min`, minutes from midnight, local time.

    `weekdays` (digits, 0 is Monday) and the season ("MM-DD", both ends included, may cross the
    new year) are those of the evening. `level_pct` is the power left; 0 switches off.
    """

    weekdays: str
    season_start: str
    season_end: str
    start_min: int
    end_min: int
    level_pct: float


@dataclass(frozen=True)
class Schedule:
    """Lit by the sun (`astronomic`) or from `on_min` to `off_min` (`fixed`), less reductions."""

    rule: str
    on_min: int | None = None
    off_min: int | None = None
    reductions: tuple[Reduction, ...] = ()


@dataclass(frozen=True, eq=False)
class Burning:
    """Hours of each local day: without reduction, weighted by the power left, switched off.

    effective_h ≤ full_h − off_h, equal where nothing is dimmed without being switched off.
    """

    day: np.ndarray
    full_h: np.ndarray
    effective_h: np.ndarray
    off_h: np.ndarray


def burning(found: Nights, schedule: Schedule) -> Burning:
    """Hours of every day that the nights hold whole (all but the first evening's).

    Where reductions overlap the lowest level holds, so their order does not matter and one can
    only lower the hours.
    """
    lit_from_s, lit_to_s = lit_bounds_s(found, schedule)
    windows = [
        (np.clip(start_s, lit_from_s, lit_to_s), np.clip(end_s, lit_from_s, lit_to_s), left)
        for start_s, end_s, left in windows_s(found, schedule)
    ]
    midnight_s = np.clip(found.midnight_s, lit_from_s, lit_to_s)
    ends = [lit_from_s, lit_to_s, midnight_s, *(end for w in windows for end in w[:2])]
    bounds_s = np.sort(np.stack(ends), axis=0)
    hours, middle_s = np.diff(bounds_s, axis=0) / 3600, (bounds_s[1:] + bounds_s[:-1]) / 2
    level = np.ones(hours.shape)
    for start_s, end_s, left in windows:
        inside = (middle_s > start_s) & (middle_s < end_s)
        level = np.where(inside, np.minimum(level, left), level)
    evening = middle_s < midnight_s
    return Burning(
        found.day[1:],
        _by_day(hours, evening),
        _by_day(hours * level, evening),
        _by_day(hours * (level <= 0), evening),
    )


def lit_bounds_s(found: Nights, schedule: Schedule) -> tuple[np.ndarray, np.ndarray]:
    """UTC seconds between which each night burns when nothing reduces it."""
    if schedule.rule != FIXED:
        return found.lit_from_s, found.lit_to_s
    on_s = start_instant_s(found, schedule.on_min)
    return on_s, end_instant_s(found, schedule.off_min)


def windows_s(found: Nights, schedule: Schedule) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Of each reduction, for each night: UTC seconds of its ends and the share of power left.

    The share is 1 on the evenings that the reduction does not concern.
    """
    return [
        (
            start_instant_s(found, reduction.start_min),
            end_instant_s(found, reduction.end_min),
            np.where(concerned(found.day, reduction), reduction.level_pct / 100, 1.0),
        )
        for reduction in schedule.reductions
    ]


def concerned(evenings: np.ndarray, reduction: Reduction) -> np.ndarray:
    """Whether each evening (datetime64[D]) has the weekday and the season of a reduction."""
    # The first of January 1970 was a Thursday.
    weekday = (evenings.astype(np.int64) + 3) % 7
    chosen = np.isin(weekday, [int(digit) for digit in reduction.weekdays])
    months = evenings.astype("datetime64[M]")
    month_day = 100 * (months.astype(np.int64) % 12 + 1) + (evenings - months).astype(np.int64) + 1
    start, end = _month_day(reduction.season_start), _month_day(reduction.season_end)
    after, before = month_day >= start, month_day <= end
    return chosen & (after & before if start <= end else after | before)


def off_at(schedule: Schedule, evening: date, minute: int) -> bool:
    """Whether the night of an evening is switched off at a local time, as the schedule says.

    A fixed schedule is also off outside its hours; an astronomic one says nothing of daylight.
    """
    day = np.array([evening], dtype="datetime64[D]")
    if schedule.rule == FIXED and not _holds(schedule.on_min, schedule.off_min, minute):
        return True
    return any(
        reduction.level_pct <= 0
        and concerned(day, reduction)[0]
        and _holds(reduction.start_min, reduction.end_min, minute)
        for reduction in schedule.reductions
    )


def crosses_midnight_twice(start_min: int, end_min: int) -> bool:
    """Whether hours cannot belong to one night (05:00 – 23:00, or twice the same): to refuse.

    A night goes from noon to noon: 12:00 – 12:00 is the whole of it.
    """
    return night_start_min(start_min) >= night_end_min(end_min)


def _holds(start_min: int, end_min: int, minute: int) -> bool:
    return night_start_min(start_min) <= night_start_min(minute) < night_end_min(end_min)


def _by_day(hours: np.ndarray, evening: np.ndarray) -> np.ndarray:
    """Hours of the parts of each night, by local day: a morning joins the next evening."""
    evenings, mornings = (np.where(part, hours, 0.0).sum(axis=0) for part in (evening, ~evening))
    return evenings[1:] + mornings[:-1]


def _month_day(text: str) -> int:
    month, day = text.split("-")
    return 100 * int(month) + int(day)
