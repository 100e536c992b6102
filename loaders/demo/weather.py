"""Simulated weather of two stations: the climate of Touraine, moved by the days of `days`."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from loaders.demo.attendance import MID_MONTH_DAYS
from loaders.demo.days import STATIONS as STATION_DRAWS
from loaders.demo.days import daily_draws, generator, recent, smooth, warmth_c

FIRST_DAY = date(2001, 1, 1)
# Mean lowest and highest temperature of each month at Tours, in round figures.
SEASON_LOW_C = (2.4, 2.2, 4.2, 6.3, 9.8, 12.9, 14.7, 14.6, 11.5, 8.9, 5.2, 2.8)
SEASON_HIGH_C = (7.9, 9.2, 13.2, 16.5, 20.1, 23.9, 26.4, 26.4, 22.5, 17.2, 11.6, 8.4)
WARMING_C_PER_YEAR, WARMING_SINCE = 0.035, date(2010, 7, 1)
SPREAD_SD, LOCAL_SD_C = 0.35, 0.5


@dataclass(frozen=True)
class Station:
    """An imagined station; `offset_c` is how much warmer than Tours it is."""

    station_id: str
    name: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    offset_c: float


STATIONS = (
    Station("37179901", "Tours-Saint-Symphorien", 47.4445, 0.7273, 108.0, 0.0),
    Station("41018901", "Blois-Le Breuil", 47.6785, 1.2095, 119.0, -0.4),
)


@dataclass(frozen=True)
class Temperatures:
    """Lowest and highest temperature of each day from `first` on: stations x days."""

    first: date
    low_c: np.ndarray
    high_c: np.ndarray

    @property
    def mean_c(self) -> np.ndarray:
        """(Tn + Tx) / 2, as degree days read it: stations x days."""
        return (self.low_c + self.high_c) / 2


def temperatures(first: date, last: date) -> Temperatures:
    """What each station would have measured had it missed no day."""
    days = pl.date_range(first, last, eager=True).dt
    ordinal = days.ordinal_day().to_numpy()
    low, high = (
        np.interp(ordinal, MID_MONTH_DAYS, season, period=365)
        for season in (SEASON_LOW_C, SEASON_HIGH_C)
    )
    years = np.arange((last - first).days + 1) / 365.25 + (first - WARMING_SINCE).days / 365.25
    mean = (low + high) / 2 + warmth_c(first, last) + WARMING_C_PER_YEAR * years
    draws = daily_draws(first, last, 1 + len(STATIONS), STATION_DRAWS)
    half_spread = (high - low) / 2 * np.exp(SPREAD_SD * recent(draws[0]) - SPREAD_SD**2 / 2)
    local = np.array(
        [
            station.offset_c + LOCAL_SD_C * smooth(draw, 3)
            for station, draw in zip(STATIONS, draws[1:], strict=True)
        ]
    )
    return Temperatures(first, mean + local - half_spread, mean + local + half_spread)


def station_rows() -> pl.DataFrame:
    """Rows of core_weather_station."""
    rows = pl.DataFrame(STATIONS, orient="row")
    return rows.drop("offset_c").with_columns(simulated=pl.lit(True))


def weather_rows(weather: Temperatures) -> pl.DataFrame:
    """Rows of core_weather_day, in tenths of a degree; the first station misses a day a year."""
    stations, days = weather.low_c.shape
    last = weather.first + timedelta(days=days - 1)
    missing = [_missing_day(year) for year in range(weather.first.year, last.year + 1)]
    day = pl.date_range(weather.first, last, eager=True)
    rows = pl.DataFrame(
        {
            "station_id": np.repeat([station.station_id for station in STATIONS], days),
            "day": pl.concat([day] * stations),
            "minimum_c": weather.low_c.round(1).ravel(),
            "maximum_c": weather.high_c.round(1).ravel(),
            "mean_c": pl.Series([None] * stations * days, dtype=pl.Float64),
        }
    )
    lost = (pl.col("station_id") == STATIONS[0].station_id) & pl.col("day").is_in(missing)
    return rows.filter(~lost)


def _missing_day(year: int) -> date:
    return date(year, 1, 1) + timedelta(days=int(generator(STATION_DRAWS, year, 1).integers(365)))
