"""The weather of each building: daily temperatures, degree days of twelve months, normal years."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.months import month_end
from loaders import store

NORMAL_FIRST, NORMAL_LAST = 2001, 2020
# With fewer of the normal years, the mean is that of all complete years known.
LEAST_NORMAL_YEARS = 15
# Three days of a year may lack: more would pass for a warmer winter.
WEATHER_SHARE = 0.99
DEGREE_DAY = {
    "station_id": pl.String,
    "day": pl.Date,
    "mean_c": pl.Float64,
    "heating_k_d": pl.Float64,
    "cooling_k_d": pl.Float64,
}
SUMS = ("heating_k_d", "cooling_k_d")
NORMALS = {"station_id": pl.String, **{f"normal_{name}": pl.Float64 for name in SUMS}}


@dataclass(frozen=True)
class Weather:
    """Days of the stations that buildings use (DEGREE_DAY), and the station of each building."""

    days: pl.DataFrame
    station_of: dict[str, str]

    def temperatures(self, buildings: list[str], first: date, count: int) -> np.ndarray:
        """Daily means in °C, one row a building, `count` days from `first`; NaN if not known."""
        stations = sorted(set(self.station_of.values()))
        known = self.days.with_columns(column=(pl.col("day") - first).dt.total_days()).filter(
            pl.col("column").is_between(0, count - 1)
        )
        # The last row stands for a building without a station.
        mean_c = np.full((len(stations) + 1, count), np.nan)
        rows = {station: row for row, station in enumerate(stations)}
        row = known["station_id"].cast(pl.Enum(stations)).to_physical().to_numpy()
        mean_c[row, known["column"].to_numpy()] = known["mean_c"].to_numpy()
        order = [rows.get(self.station_of.get(building), -1) for building in buildings]
        return mean_c[np.array(order, dtype=int)]


def read_weather(connection: Connection) -> Weather:
    """The weather of the stations of buildings, all years."""
    building, row = schema.building.c, schema.degree_day.c
    statement = select(building.building_id, building.station_id).where(
        building.station_id.is_not(None)
    )
    station_of = dict(connection.execute(statement).all())
    days = select(*(row[name] for name in DEGREE_DAY)).where(
        row.station_id.in_(set(station_of.values()))
    )
    return Weather(store.read(connection, days, DEGREE_DAY), station_of)


def year_degree_days(weather: Weather, last_month: date) -> pl.DataFrame:
    """station_id, heating_k_d, cooling_k_d of twelve months that a station knows."""
    first, last = months_before(last_month, YEAR_OF_MONTHS - 1), month_end(last_month)
    days = (last - first).days + 1
    return (
        weather.days.filter(pl.col("day").is_between(first, last))
        .group_by("station_id")
        .agg(pl.col(SUMS).sum(), known=pl.len())
        .filter(pl.col("known") >= WEATHER_SHARE * days)
        .drop("known")
    )


def normals(weather: Weather) -> pl.DataFrame:
    """NORMALS: mean of the calendar years 2001-2020, else of the complete years known."""
    year = pl.col("day").dt.year().alias("year")
    length = pl.date(pl.col("year"), 12, 31).dt.ordinal_day()
    years = (
        weather.days.group_by("station_id", year)
        .agg(pl.col(SUMS).sum(), known=pl.len())
        .filter(pl.col("known") >= WEATHER_SHARE * length)
        .with_columns(normal=pl.col("year").is_between(NORMAL_FIRST, NORMAL_LAST))
        .with_columns(enough=pl.col("normal").sum().over("station_id") >= LEAST_NORMAL_YEARS)
        .filter(pl.col("normal") | ~pl.col("enough"))
    )
    means = [pl.col(name).mean().alias(f"normal_{name}") for name in SUMS]
    return years.group_by("station_id").agg(means).select(NORMALS.keys())
