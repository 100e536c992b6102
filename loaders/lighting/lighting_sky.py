"""Nights and hours kept by place and by schedule: the sun is the dear part of a rebuild."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np

from data.lighting.burning import Burning, Schedule, burning
from data.lighting.nights import Nights, nights

Place = tuple[float, float]
# Place-years kept from one rebuild of a process to the next: 15 kB each.
KEPT_YEARS = 1000
FIELDS = ("day", "lit_from_s", "lit_to_s", "midnight_s", "clock_shift_s")


@lru_cache(maxsize=KEPT_YEARS)
def _year_nights(place: Place, year: int) -> Nights:
    return nights(*place, date(year, 1, 1), date(year, 12, 31))


def place_nights(place: Place, first: date, last: date) -> Nights:
    """The nights of a place (a `night_cell`) that touch the days first..last, as `nights`."""
    years = [_year_nights(place, year) for year in range(first.year, last.year + 1)]
    # A year begins with the night of the eve, which the year before has too.
    whole = {
        name: np.concatenate(
            [getattr(years[0], name)[:1], *(getattr(year, name)[1:] for year in years)]
        )
        for name in FIELDS
    }
    start = (first - date(first.year, 1, 1)).days
    count = (last - first).days + 2
    return Nights(**{name: values[start : start + count] for name, values in whole.items()})


@dataclass
class Sky:
    """The hours of every day between two, kept by place and by schedule."""

    first: date
    last: date
    _nights: dict[Place, Nights] = field(default_factory=dict)
    _cumulated: dict[tuple[Place, Schedule], np.ndarray] = field(default_factory=dict)

    def nights(self, place: Place) -> Nights:
        """The nights of a place."""
        if place not in self._nights:
            self._nights[place] = place_nights(place, self.first, self.last)
        return self._nights[place]

    def burning(self, place: Place, schedule: Schedule) -> Burning:
        """The hours of every day under one schedule."""
        return burning(self.nights(place), schedule)

    def cumulated(self, place: Place, schedule: Schedule) -> np.ndarray:
        """Effective, full and off hours (three rows) before each day, then before the day after
        the last: what a run of days has is a difference."""
        if (place, schedule) not in self._cumulated:
            hours = self.burning(place, schedule)
            days = np.stack([hours.effective_h, hours.full_h, hours.off_h])
            self._cumulated[place, schedule] = np.pad(days.cumsum(axis=1), ((0, 0), (1, 0)))
        return self._cumulated[place, schedule]

    def index(self, day: date) -> int:
        """The column of a day in `cumulated`, within its bounds."""
        return min(max((day - self.first).days, 0), (self.last - self.first).days + 1)
