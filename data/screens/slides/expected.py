"""What several slides say of affluence: what is usual of a place, what is measured today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from data.calendar import PARIS, day_bounds_utc_s
from data.screens.affluence import HIDDEN, HOURS, Cells, Grid
from data.screens.slides.slide import Moment

# Hours after which a measure is not "now" any more.
NOW_H = 3
S_PER_H = 3600


@dataclass(frozen=True)
class Measured:
    """The hours of today that are shown, up to the end of the last one."""

    hours: Cells
    last_hour: int
    until: datetime

    @property
    def value(self) -> float:
        """The count of the last hour."""
        return float(self.hours[self.last_hour])


def is_stale(moment: Moment, grid: Grid) -> bool:
    """Whether what is known of a place is too old to say what to expect."""
    last = grid.last_day
    return last is None or (moment.day - last).days > moment.stale_days


def known_until_s(grid: Grid) -> int | None:
    """The end of the last day of which anything is known."""
    return day_bounds_utc_s(grid.last_day)[1] if grid.last_day else None


def measured(moment: Moment, grid: Grid) -> Measured | None:
    """What is shown of today so far, when its last hour ended at most three hours ago.

    An hour is told once it is over. Hours between those shown are hidden, not empty.
    """
    hours = grid.hours[-1].copy()
    if not np.isfinite(hours).any():
        return None
    over = [hour for hour in range(len(hours)) if hour_end(moment.day, hour) <= moment.now]
    shown = [hour for hour in over if np.isfinite(hours[hour])]
    if not shown or moment.now - hour_end(moment.day, shown[-1]) > timedelta(hours=NOW_H):
        return None
    last = shown[-1]
    hours[: last + 1] = np.where(np.isfinite(hours[: last + 1]), hours[: last + 1], HIDDEN)
    hours[last + 1 :] = np.nan
    return Measured(hours, last, hour_end(moment.day, last))


def hour_end(day: date, hour: int) -> datetime:
    """The instant when a local hour is over; a repeated hour, when its second passage is."""
    if hour + 1 < HOURS:
        return datetime.combine(day, time(hour + 1), PARIS)
    return datetime.fromtimestamp(day_bounds_utc_s(day)[1], PARIS)
