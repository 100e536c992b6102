"""Sectors whose flows are written hour by hour, and what a rebuild makes of them."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import polars as pl
from sqlalchemy import Connection, Engine, Table, delete

from data import schema
from data.calendar import PARIS
from loaders import reference_values, store
from loaders.series import ensure_partitions
from loaders.water import water_rollup
from tests.building_store import fill
from tests.loaders.measured import at, description, register, rows, territory

FIRST, TODAY = date(2025, 1, 6), date(2026, 1, 1)
HOUR_S = 3600
# Shares of the mean flow, hour by hour: the mean of the day is 1.
PROFILE = np.array([0.4] * 6 + [1.0, 1.6, 1.6] + [1.2] * 9 + [1.6] * 3 + [1.0, 0.6, 0.4])
PROFILE = PROFILE / PROFILE.mean()
OF_WATER = {"theme": "water", "quantity": "water_flow_m3_h", "unit": "m³/h",
            "kind": "instantaneous", "commune_code": None}  # fmt: skip


def hours(days: int, first: date = FIRST) -> np.ndarray:
    """The instants of all the hours of so many local days."""
    return np.arange(at(f"{first}"), at(f"{first + timedelta(days=days)}"), HOUR_S)


def local(at_s: np.ndarray) -> pd.DatetimeIndex:
    """Clock times in Paris."""
    return pd.to_datetime(at_s, unit="s", utc=True).tz_convert(PARIS)


def ordinary(at_s: np.ndarray, mean_m3_h: float = 10.0, seed: int = 1) -> np.ndarray:
    """A sector without leak: the same day every day, give or take 3 % an hour."""
    noise = np.random.default_rng(seed).normal(1, 0.03, len(at_s))
    return mean_m3_h * PROFILE[local(at_s).hour] * noise


def leak(at_s: np.ndarray, first: date, last: date, flow_m3_h: float) -> np.ndarray:
    """A flow added to every hour of some days, both included."""
    start, end = at(f"{first}"), at(f"{last + timedelta(days=1)}")
    return np.where((at_s >= start) & (at_s < end), flow_m3_h, 0.0)


def add_sector(connection: Connection, sector_id: str, *meters: str, **more) -> None:
    """A sector of 20 km and 400 customers, and its meters; one named "-m" leaves it."""
    row = {"sector_id": sector_id, "name": sector_id, "pipe_km": 20.0, "customers": 400,
           "simulated": False, **more}  # fmt: skip
    fill(connection, schema.water_sector, [row])
    links = [
        {"sector_id": sector_id, "meter_id": meter.lstrip("-"),
         "sign": -1 if meter.startswith("-") else 1}
        for meter in meters
    ]  # fmt: skip
    if links:
        fill(connection, schema.water_sector_meter, links)


def add_hours(
    connection: Connection,
    meter: str,
    at_s: np.ndarray,
    value: np.ndarray,
    readings: int = 1,
    expected: int = 1,
    **series: object,
) -> int:
    """The known hours of a meter, of a new series; returns its number."""
    key = series.pop("series_key", f"{meter}:{series.get('kind', 'flow')}")
    row = description(key, place=meter, **{**OF_WATER, **series})
    number = register(connection, row)[key]
    known = np.isfinite(value)
    columns = {"series_no": number, "readings": readings, "expected": expected}
    frame = pl.DataFrame({"hour_s": at_s[known], "value": value[known]}).with_columns(
        **{name: pl.lit(count) for name, count in columns.items()}
    )
    store.insert(connection, schema.series_hour, frame)
    return number


def add_levels(
    connection: Connection, tank: str, at_s: np.ndarray, level_m: np.ndarray, step_s: int = HOUR_S
) -> None:
    """Readings of the level of a tank."""
    of_level = {**OF_WATER, "quantity": "water_level_m", "unit": "m", "step_s": step_s}
    number = register(connection, description(f"{tank}:level", place=tank, **of_level))
    ensure_partitions(connection, int(at_s.min()), int(at_s.max()))
    frame = pl.DataFrame({"at_s": at_s, "value": level_m}).with_columns(
        series_no=pl.lit(number[f"{tank}:level"]), quality=pl.lit(0)
    )
    store.insert(connection, schema.reading, frame)


def rebuild(engine: Engine, today: date = TODAY) -> None:
    """A rebuild at the reference values that are shipped."""
    with engine.begin() as connection:
        reference_values.sync(connection)
        water_rollup.rebuild(connection, territory(), today)


def table(engine: Engine, which: Table, **wanted: object) -> list[dict]:
    """The rows of a table that have these values, in the order of its key."""
    names = [column.name for column in which.columns]
    found = [dict(zip(names, row, strict=True)) for row in rows(engine, which)]
    return [row for row in found if all(row[name] == value for name, value in wanted.items())]


def one(engine: Engine, which: Table, **wanted: object) -> dict:
    """The only row of a table that has these values."""
    found = table(engine, which, **wanted)
    assert len(found) == 1, found
    return found[0]


def everything(engine: Engine) -> dict[str, list[tuple]]:
    """All that a rebuild writes."""
    return {which.name: rows(engine, which) for which in water_rollup.TABLES}


def forget(engine: Engine, *tables: Table) -> None:
    """Empty some tables."""
    with engine.begin() as connection:
        for which in tables:
            connection.execute(delete(which))
