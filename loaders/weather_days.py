"""Degree days of the weather stations, from the daily temperatures of the store."""

from collections.abc import Collection
from datetime import date

import numpy as np
import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.buildings import degree_days
from data.reference_values import ReferenceValues, read_values
from loaders import store
from loaders.pipeline import LoadError

DAY = {
    "station_id": pl.String,
    "day": pl.Date,
    "minimum_c": pl.Float64,
    "maximum_c": pl.Float64,
    "mean_c": pl.Float64,
}


def rebuild(connection: Connection, station_ids: Collection[str] | None = None) -> None:
    """Recompute `out_degree_day` of these stations, of all when none is named.

    One base for every day of the store, the latest known: years are compared with one another.
    """
    day, computed = schema.weather_day, schema.degree_day
    wanted = select(*(day.c[name] for name in DAY))
    emptied = delete(computed)
    if station_ids is not None:
        wanted = wanted.where(day.c.station_id.in_(station_ids))
        emptied = emptied.where(computed.c.station_id.in_(station_ids))
    values = read_values(connection)
    days = store.read(connection, wanted, DAY)
    connection.execute(emptied)
    bases = _base_c(values, "heating"), _base_c(values, "cooling")
    store.insert(connection, computed, with_degree_days(days, *bases))


def _base_c(values: ReferenceValues, item: str) -> float:
    value = values.at("degree_day_base_c", item, date.max)
    if value is None:
        raise LoadError(
            "VALEUR_DE_REFERENCE_ABSENTE",
            "La base des degrés-jours manque dans le magasin. Lancez `python -m loaders migrate`, "
            "puis recommencez.",
        )
    return value.value


def with_degree_days(
    days: pl.DataFrame, heating_base_c: float, cooling_base_c: float
) -> pl.DataFrame:
    """Columns of `out_degree_day`, one row for each day (DAY) that has a mean temperature.

    The mean is (Tn + Tx) / 2, or that which was measured where one of the two is missing; COSTIC
    is then null.
    """
    minimum, maximum = days["minimum_c"].to_numpy(), days["maximum_c"].to_numpy()
    middle = (minimum + maximum) / 2
    mean = np.where(np.isnan(middle), days["mean_c"].to_numpy(), middle)
    return (
        days.select("station_id", "day")
        .with_columns(
            pl.Series("mean_c", mean),
            pl.Series("heating_k_d", degree_days.heating_of_mean(mean, heating_base_c)),
            pl.Series(
                "heating_costic_k_d", degree_days.heating_costic(minimum, maximum, heating_base_c)
            ),
            pl.Series("cooling_k_d", degree_days.cooling_of_mean(mean, cooling_base_c)),
        )
        .fill_nan(None)
        .drop_nulls("mean_c")
    )
