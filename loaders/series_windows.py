"""Reads measured series back: which days of which series, their readings and their neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import Connection, Select, case, select

from data import schema
from data.series import rollups
from loaders import store

READING = {"series_no": pl.Int64, "at_s": pl.Int64, "value": pl.Float64, "quality": pl.Int64}
# Series handled together: bounds the memory of a rebuild and the length of a statement.
SERIES_AT_ONCE = 500


def kinds_of(connection: Connection, numbers: list[int]) -> pl.DataFrame:
    """series_no, kind, step_s of the given series."""
    columns = schema.series.c
    statement = select(columns.series_no, columns.kind, columns.step_s)
    kinds = store.read(
        connection, statement, {"series_no": pl.Int64, "kind": pl.String, "step_s": pl.Int64}
    )
    return kinds.filter(pl.col("series_no").is_in(numbers))


@dataclass(frozen=True)
class Window:
    """Local days `first`..`last` of some series, and the instants that bound them."""

    numbers: list[int]
    first: date
    last: date
    start_s: int
    end_s: int


def windows(dirty: pl.DataFrame) -> Iterator[Window]:
    """The runs of consecutive days of `dirty` (series_no, day), those of the same days together."""
    runs = (
        dirty.select("series_no", "day")
        .unique()
        .sort("series_no", "day")
        .with_columns(
            (pl.col("day").diff().over("series_no") != pl.duration(days=1))
            .fill_null(True)
            .cum_sum()
            .alias("run")
        )
        .group_by("run", "series_no")
        .agg(pl.col("day").min().alias("first"), pl.col("day").max().alias("last"))
        .group_by("first", "last")
        .agg(pl.col("series_no").sort())
        .sort("first", "last")
        .with_columns(
            rollups.day_start_s(pl.col("first")).alias("start_s"),
            rollups.day_start_s(pl.col("last").dt.offset_by("1d")).alias("end_s"),
        )
    )
    for row in runs.iter_rows(named=True):
        numbers = row.pop("series_no")
        for position in range(0, len(numbers), SERIES_AT_ONCE):
            yield Window(numbers[position : position + SERIES_AT_ONCE], **row)


def read_readings(
    connection: Connection, numbers: list[int], start_s: int, end_s: int
) -> pl.DataFrame:
    """Readings from `start_s` to `end_s`, both included: an index at midnight closes the day."""
    columns = schema.reading.c
    statement = select(columns.series_no, columns.at_s, columns.value, columns.quality).where(
        columns.series_no.in_(numbers), columns.at_s.between(start_s, end_s)
    )
    return _read_many(connection, statement)


def _read_many(connection: Connection, statement: Select) -> pl.DataFrame:
    """The rows of READING that a statement finds, a million in about a second.

    A Python object for each row would cost several times that: the lines of a series are joined
    by PostgreSQL itself.
    """
    literal = {"literal_binds": True}
    sql = str(statement.compile(dialect=connection.dialect, compile_kwargs=literal))
    cursor = connection.connection.cursor()
    if connection.dialect.name != "postgresql":
        return pl.DataFrame(cursor.execute(sql).fetchall(), schema=READING, orient="row")
    lines = f"string_agg(concat_ws(',', {', '.join(READING)}), E'\\n')"
    found = cursor.execute(f"SELECT {lines} FROM ({sql}) AS found GROUP BY series_no").fetchall()
    if not found:
        return pl.DataFrame(schema=READING)
    content = "\n".join(text for (text,) in found).encode()
    return pl.read_csv(content, has_header=False, schema=READING)


def neighbours(
    connection: Connection, numbers: list[int], at_s: int, *, forward: bool
) -> pl.DataFrame:
    """The first reading of each series measured from an instant on, or the last one before it."""
    columns = schema.reading.c
    # As in `rollups.measured_at_s`: an index read at this very instant closes what precedes.
    lag_s = case((schema.series.c.kind.startswith("index"), 1), else_=0)
    side = columns.at_s >= at_s + lag_s if forward else columns.at_s < at_s
    order = columns.at_s if forward else columns.at_s.desc()
    number = schema.series.c.series_no
    found = [
        select(column)
        .where(columns.series_no == number, side)
        .order_by(order)
        .limit(1)
        .scalar_subquery()
        .label(name)
        for name, column in (("at_s", columns.at_s), ("value", columns.value))
    ]
    statement: Select = select(number, *found).where(number.in_(numbers))
    kinds = {name: READING[name] for name in ("series_no", "at_s", "value")}
    return store.read(connection, statement, kinds).drop_nulls()
