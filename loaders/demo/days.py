"""The days of the demonstration: calendar and simulated weather, the same whatever the window."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from data.calendar import ZONES, public_holidays, school_holidays

SEED = 20_230_415
# What a generator is for: two uses of one month never share their draws.
WEATHER, ATTENDANCE, VISITS, OUTAGES, COUNTERS = range(5)
STATIONS, BUILDINGS, ENERGY, LOADS, SILENCES, CHANGES, METERS = range(5, 12)
LIGHTS, LIGHT_RULES, LIGHT_BILLS, LIGHT_ODDITIES, LIGHT_FAULTS, LIGHT_LOADS = range(12, 18)
SECTORS, SECTOR_USE, LEAKS, FAULTS, CUSTOMERS, CUSTOMER_DAYS, VOLUMES = range(18, 25)
HELP_PLACES, COVERAGE, INGREDIENTS, HELP_ACTIVITY, ANSWERS = range(25, 30)
WARMTH_SPREAD_C = 3.2
MEMORY_LENGTH_DAYS = 40


def generator(use: int, *period: int) -> np.random.Generator:
    """The random generator of one use and one period: the past never changes with `today`."""
    return np.random.default_rng([SEED, use, *period])


def day_facts(first: date, last: date) -> pl.DataFrame:
    """One row a day: public_holiday, school_share (zones on holiday / 3), rain, warmth_c, mood.

    rain goes from 0 (dry) to 1 (wet all day); warmth_c is the gap to the seasonal mean; mood is
    what moves every place together without a name.
    """
    days = pl.date_range(first, last, eager=True).alias("day")
    holidays = public_holidays(first, last)["day"].tolist()
    return pl.DataFrame(days).with_columns(
        pl.col("day").is_in(holidays).alias("public_holiday"),
        pl.Series("school_share", _school_share(days, first, last)),
        **_weather(first, last),
    )


def _school_share(days: pl.Series, first: date, last: date) -> np.ndarray:
    share = np.zeros(len(days))
    for zone in ZONES:
        for period in school_holidays(first, last, zone).itertuples(index=False):
            share += days.is_between(period.start, period.end).to_numpy() / len(ZONES)
    return share


def _weather(first: date, last: date) -> dict[str, pl.Series]:
    draws = daily_draws(first, last, 3, WEATHER)
    wetness = smooth(draws[1], 2)
    return {
        "warmth_c": pl.Series(WARMTH_SPREAD_C * smooth(draws[0], 6)),
        "rain": pl.Series(np.clip((wetness - 0.35) / 1.2, 0, 1)),
        "mood": pl.Series(np.exp(0.05 * recent(draws[2]))),
    }


def warmth_c(first: date, last: date) -> np.ndarray:
    """How much warmer than the season each day is: the same as in `day_facts`."""
    return _weather(first, last)["warmth_c"].to_numpy()


def daily_draws(first: date, last: date, channels: int, use: int, *who: int) -> np.ndarray:
    """Standard normal draws of each day, seeded by the year: channels x days.

    The days begin MEMORY_LENGTH_DAYS before `first`, for `smooth` and `recent`.
    """
    begin = first - timedelta(days=MEMORY_LENGTH_DAYS)
    draws = np.hstack(
        [
            generator(use, *who, year).standard_normal((channels, _length_days(year)))
            for year in range(begin.year, last.year + 1)
        ]
    )
    offset = (begin - date(begin.year, 1, 1)).days
    return draws[:, offset : offset + (last - begin).days + 1]


def _length_days(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def smooth(draws: np.ndarray, memory_days: float) -> np.ndarray:
    """A process of unit variance that remembers its last days, from those of `daily_draws`."""
    weights = np.exp(-np.arange(MEMORY_LENGTH_DAYS) / memory_days)
    return recent(np.convolve(draws, weights / np.sqrt((weights**2).sum()))[: draws.size])


def recent(draws: np.ndarray) -> np.ndarray:
    """The draws of the days asked for, without those of the memory before them."""
    return draws[MEMORY_LENGTH_DAYS:]
