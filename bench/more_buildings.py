"""A store with four times the buildings: all that is known of them comes back under other names.

Readings stay as they are, but those that are not measured: no screen reads the others.
"""

from sqlalchemy import Column, ColumnElement, Connection, Table, literal, select, text, true

from data import schema
from data.buildings.vocabulary import MEASURED

TIMES = 4
# Each doubling names its copies: a, a-1, then a-2 and a-1-2.
DOUBLINGS = (1, 2)
SERIES_STEP = 10_000
NAMES = ("building_id", "meter_id", "work_id", "series_key", "place")


def _of_meters(table: Table) -> ColumnElement[bool]:
    series = schema.series.c
    return table.c.series_no.in_(select(series.series_no).where(series.theme == "buildings"))


# What is known of buildings, and which of its rows are about them.
DOUBLED = {
    schema.building: true(),
    schema.opening: true(),
    schema.meter: true(),
    schema.meter_building: true(),
    schema.meter_change: true(),
    schema.bill: true(),
    schema.work: true(),
    schema.series: schema.series.c.theme == "buildings",
    schema.series_day: _of_meters(schema.series_day),
    schema.series_hour: _of_meters(schema.series_hour),
    schema.series_notice: _of_meters(schema.series_notice),
    schema.reading: _of_meters(schema.reading) & (schema.reading.c.quality != MEASURED),
}


def add_buildings(connection: Connection) -> None:
    """Double twice what loads have stored; the sums that screens read are to be rebuilt."""
    for copy in DOUBLINGS:
        for table, kept in DOUBLED.items():
            names = [column.name for column in table.columns]
            rows = select(*(_value(column, copy) for column in table.columns)).where(kept)
            connection.execute(table.insert().from_select(names, rows))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


def _value(column: Column, copy: int) -> ColumnElement:
    if column.name == "series_no":
        return column + SERIES_STEP * copy
    return column + literal(f"-{copy}") if column.name in NAMES else column
