"""The days of the demonstration: calendar and simulated weather, the same whatever the window."""

from datetime import date

import numpy as np
import polars as pl

from data.calendar import ZONES, public_holidays, school_holidays

SEED = 20_230_415
# What a generator is for: two uses of one month never share their draws.
WEATHER, ATTENDANCE, VISITS, OUTAGES, COUNTERS = range(5)
WARMTH_SPREAD_C = 3.2


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
    """Smooth daily processes, drawn year by year and seeded by the year."""
    years = range(first.year - 1, last.year + 1)
    draws = np.hstack(
        [generator(WEATHER, year).standard_normal((3, _length_days(year))) for year in years]
    )
    offset = (first - date(first.year - 1, 1, 1)).days
    window = slice(offset, offset + (last - first).days + 1)
    warmth, wetness = _smooth(draws[0], 6)[window], _smooth(draws[1], 2)[window]
    return {
        "warmth_c": pl.Series(WARMTH_SPREAD_C * warmth),
        "rain": pl.Series(np.clip((wetness - 0.35) / 1.2, 0, 1)),
        "mood": pl.Series(np.exp(0.05 * draws[2][window])),
    }


def _length_days(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _smooth(draws: np.ndarray, memory_days: float) -> np.ndarray:
    """A process of unit variance that remembers its last days."""
    weights = np.exp(-np.arange(40) / memory_days)
    return np.convolve(draws, weights / np.sqrt((weights**2).sum()))[: draws.size]
