"""Small measured series for the tests: their description and their readings."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Connection, Engine, Table, select

from data import schema
from data.territory import Territory, load_territory
from loaders import series

PARIS = ZoneInfo("Europe/Paris")


def territory() -> Territory:
    """The territory shipped in the repository."""
    return load_territory(Path("data/reference/territory"))


def at(text: str, fold: int = 0) -> int:
    """The instant of a local time in France, "2022-03-27 03:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=PARIS, fold=fold).timestamp())


def description(key: str, kind: str = "count", step_s: int = 3600, **others: object) -> dict:
    """A row of core_series, of a counter in Tours unless told otherwise."""
    return {
        "series_key": key,
        "theme": "footfall",
        "quantity": "passages",
        "unit": "passages",
        "kind": kind,
        "step_s": step_s,
        "place": key,
        "direction": "both",
        "commune_code": "37261",
        "latitude_deg": None,
        "longitude_deg": None,
        "source_key": "tests",
        "simulated": False,
        **others,
    }


def register(connection: Connection, *rows: dict) -> dict[str, int]:
    """Register series described by `description`."""
    return series.register_series(connection, pl.DataFrame(rows), territory())


def load(connection: Connection, key: str, readings: list[tuple[int, float]]) -> pl.DataFrame:
    """Write readings (at_s, value) of one series and rebuild; returns the dirty days."""
    frame = pl.DataFrame(readings, schema={"at_s": pl.Int64, "value": pl.Float64}, orient="row")
    frame = frame.with_columns(series_key=pl.lit(key), quality=pl.lit(0))
    dirty = series.write_readings(connection, frame)
    series.rebuild_rollups(connection, dirty)
    return dirty


def rows(engine: Engine, table: Table) -> list[tuple]:
    """Every row of a table in the order of its key."""
    with engine.connect() as connection:
        return [
            tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
        ]


def rollup_rows(engine: Engine) -> dict[str, list[tuple]]:
    """Everything that a rebuild writes."""
    tables = (schema.series_hour, schema.series_day, schema.series_notice)
    return {table.name: rows(engine, table) for table in tables}
