"""When the night to light begins and ends, wherever a cabinet stands.

The convention of this project: points burn while the centre of the sun is more than 3° under the
horizon, refraction left out. It is what usual astronomic clocks and the trade's "4 100 h a year"
amount to: 4,118 h at Tours in 2026, against 4,291 h from sunset to sunrise and 3,876 h by civil
twilight (6°). The sun is astral's, which follows the formulas of NOAA and J. Meeus,
*Astronomical Algorithms*; it is right within a minute at the latitudes of France.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from data.calendar import PARIS
from data.lighting.vocabulary import DEPRESSION_DEG

DAY_S = 86_400
DAY_MIN, NOON_MIN, CHANGED_MIN = 1440, 720, 180
CELL_DEG = 0.25


@dataclass(frozen=True, eq=False)
class Nights:
    """Consecutive nights, one row for each evening; instants in UTC seconds.

    `day` is the local day of the evening (datetime64[D]); `midnight_s` is the local midnight that
    ends it. `clock_shift_s` is what the next day has more than 24 h: 3600 on the day of the
    change to winter time, −3600 on that of summer time, else 0.
    """

    day: np.ndarray
    lit_from_s: np.ndarray
    lit_to_s: np.ndarray
    midnight_s: np.ndarray
    clock_shift_s: np.ndarray


def nights(
    latitude_deg: float,
    longitude_deg: float,
    first: date,
    last: date,
    depression_deg: float = DEPRESSION_DEG,
) -> Nights:
    """Every night that touches the local days first..last: its evenings go from the eve of `first`.

    So `burning` of it gives the days first..last, each whole. ValueError where the sun does not
    come down to that depression (summer above 63° for 3°) or `last` precedes `first`.
    """
    # Loaded here: importing the application does not need the sun.
    from astral import Observer, SunDirection
    from astral.sun import time_of_transit

    if last < first:
        raise ValueError(f"jours à l’envers : {first} > {last}")
    observer = Observer(latitude_deg, longitude_deg)
    count = (last - first).days + 2
    days = [first + timedelta(days=n - 1) for n in range(count + 2)]

    def crossings_s(chosen: list[date], direction: SunDirection) -> np.ndarray:
        zenith = 90 + depression_deg
        moments = (
            time_of_transit(observer, day, zenith, direction, with_refraction=False)
            for day in chosen
        )
        return np.array([round(moment.timestamp()) for moment in moments], dtype=np.int64)

    midnights = np.array([_midnight_s(day) for day in days[1:]], dtype=np.int64)
    return Nights(
        day=np.array(days[:count], dtype="datetime64[D]"),
        lit_from_s=crossings_s(days[:count], SunDirection.SETTING),
        lit_to_s=crossings_s(days[1 : count + 1], SunDirection.RISING),
        midnight_s=midnights[:-1],
        clock_shift_s=np.diff(midnights) - DAY_S,
    )


def night_cell(latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
    """The centre, to a quarter of a degree, of the square whose places share their nights.

    Half a cell moves a night by half a minute and the hours of a year by less than 0.03 %.
    """
    return tuple(round(degrees / CELL_DEG) * CELL_DEG for degrees in (latitude_deg, longitude_deg))


def start_instant_s(found: Nights, minute: int) -> np.ndarray:
    """UTC seconds, in each night, of the local time (minutes from midnight) where hours begin.

    The hour that autumn repeats is its first passage; 02:30 of the spring night, which does not
    exist, is the same instant as 03:30, as in `data.calendar.local_to_utc_s`.
    """
    return _instant_s(found, night_start_min(minute))


def end_instant_s(found: Nights, minute: int) -> np.ndarray:
    """The same where hours end: noon is that of the morning after."""
    return _instant_s(found, night_end_min(minute))


def night_start_min(minute: int) -> int:
    """Minutes from the noon that begins a night to the local time where hours begin."""
    return (minute - NOON_MIN) % DAY_MIN


def night_end_min(minute: int) -> int:
    """The same where hours end: 12:00 ends the night."""
    return night_start_min(minute) or DAY_MIN


def _instant_s(found: Nights, night_min: int) -> np.ndarray:
    # Clocks change at 2 h or 3 h of the morning.
    changed = night_min >= NOON_MIN + CHANGED_MIN
    instant_s = found.midnight_s + 60 * (night_min - NOON_MIN)
    return instant_s + found.clock_shift_s if changed else instant_s


def _midnight_s(day: date) -> int:
    return int(datetime.combine(day, time(), PARIS).timestamp())
