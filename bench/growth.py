"""A store with a hundred times the history: ten times the years, ten times the sites.

Only what screens of footfall read grows. Every dated row comes back nine times, four years earlier
each time (whole cycles of leap years: no day is doubled); every site nine times, in the same
commune.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, text

from bench.progress import say
from data import schema

TIMES = 10
CYCLE_YEARS = 4
SERIES_STEP = 1000


@dataclass(frozen=True)
class Growth:
    """How a table grows: its dated column, and the columns that name a site or a series."""

    table: Table
    dated: str | None = None
    sites: tuple[str, ...] = ()
    series: bool = False


GROWTHS = (
    Growth(schema.site, sites=("site_id",)),
    Growth(schema.site_day, "day", ("site_id",)),
    Growth(schema.site_month, "month", ("site_id", "item")),
    Growth(schema.site_month_total, "month", ("site_id",)),
    Growth(schema.footfall_day, "day", ("scope",)),
    Growth(schema.footfall_month, "month", ("scope",)),
    Growth(schema.footfall_week_hour, "month", ("scope",)),
    Growth(schema.footfall_return, "month", ("scope",)),
    # Read as footfall_day is: its years are enough.
    Growth(schema.availability_day, "day"),
    Growth(schema.series, series=True),
    Growth(schema.series_scope, series=True),
    Growth(schema.series_day, "day", series=True),
)
COPIED = (schema.scope, schema.event, schema.calendar_day, schema.source, schema.load_run)


def grow(connection: Connection, source: str) -> None:
    """Fill the tables of an empty store from those of `source`, another schema of its database."""
    _write_numbers(connection)
    for table in COPIED:
        columns = ", ".join(column.name for column in table.columns)
        connection.execute(
            text(
                f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {source}.{table.name}"
            )
        )
    for growth in GROWTHS:
        say(f"historique × 100 : {growth.table.name}")
        with _without_indexes(connection, growth.table):
            connection.execute(text(_statement(growth, source, connection.dialect.name)))
    # As autovacuum does; nothing ever analyzes a SQLite store.
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


@contextlib.contextmanager
def _without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    """Write first, index after: many times faster. SQLite's primary key is the table itself."""
    key = f"ALTER TABLE {table.name} DROP CONSTRAINT {table.name}_pkey"
    columns = ", ".join(column.name for column in table.primary_key)
    is_postgresql = connection.dialect.name == "postgresql"
    for index in table.indexes:
        index.drop(connection)
    if is_postgresql:
        connection.execute(text(key))
        connection.execute(text(f"ALTER TABLE {table.name} SET UNLOGGED"))
    yield
    if is_postgresql:
        connection.execute(text(f"ALTER TABLE {table.name} ADD PRIMARY KEY ({columns})"))
    for index in table.indexes:
        index.create(connection)


def _write_numbers(connection: Connection) -> None:
    for name, numbers in (("years", range(TIMES - 1, -1, -1)), ("copies", range(TIMES))):
        connection.execute(text(f"CREATE TEMP TABLE {name} (n INTEGER)"))
        rows = ", ".join(f"({number})" for number in numbers)
        connection.execute(text(f"INSERT INTO {name} VALUES {rows}"))


def _statement(growth: Growth, source: str, dialect: str) -> str:
    """One INSERT in the order of the primary key, which is the fastest to write.

    CROSS JOIN keeps SQLite to this order: site by site, copy by copy, oldest years first.
    """
    table = growth.table
    keys = [column.name for column in table.primary_key]
    led_by = keys[:2] if keys[0] == "kind" else keys[:1]
    first = ", ".join(led_by)
    columns = [column.name for column in table.columns]
    values = [_value(growth, name, dialect) for name in columns]
    match = " AND ".join(f"t.{name} = f.{name}" for name in led_by)
    years = "CROSS JOIN years y" if growth.dated else ""
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM (SELECT DISTINCT {first} FROM {source}.{table.name} ORDER BY {first}) f "
        f"CROSS JOIN copies c {years} CROSS JOIN {source}.{table.name} t "
        f"WHERE {match} AND {_copied(growth, source)}"
    )


def _copied(growth: Growth, source: str) -> str:
    """Which rows come back with their site: territories stay as many, meters are not counters."""
    if growth.series:
        counters = f"SELECT series_no FROM {source}.core_series WHERE theme = 'footfall'"
        return f"t.series_no IN ({counters})"
    if growth.sites == ("scope",):
        return "(c.n = 0 OR f.scope LIKE 'site:%')"
    return "1 = 1" if growth.sites else "c.n = 0"


def _value(growth: Growth, name: str, dialect: str) -> str:
    copy = "CASE c.n WHEN 0 THEN '' ELSE '-' || c.n END"
    if name == growth.dated:
        return _earlier(name, dialect)
    if name == "item":
        return f"t.item || CASE t.kind WHEN 'pair' THEN {copy} ELSE '' END"
    if name in growth.sites:
        return f"t.{name} || {copy}"
    if growth.series and name == "series_no":
        return f"t.series_no + {SERIES_STEP} * c.n"
    if growth.series and name in ("series_key", "place"):
        return f"t.{name} || {copy}"
    return f"t.{name}"


def _earlier(name: str, dialect: str) -> str:
    if dialect == "sqlite":
        return f"date(t.{name}, '-' || (y.n * {CYCLE_YEARS}) || ' years')"
    return f"(t.{name} - make_interval(years => y.n * {CYCLE_YEARS}))::date"
