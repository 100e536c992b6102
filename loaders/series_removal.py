"""Takes measured series out of the store, with all that is derived from each alone."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from data import schema

# A series itself comes last: the others name it.
TABLES = (
    schema.reading,
    schema.series_notice,
    schema.series_hour,
    schema.series_day,
    schema.series_scope,
    schema.series,
)


def remove_series(connection: Connection, theme: str, places: Sequence[str]) -> int:
    """Remove every series of these places of a theme; the number of readings removed."""
    series = schema.series.c
    numbers = list(
        connection.scalars(
            select(series.series_no).where(series.theme == theme, series.place.in_(places))
        )
    )
    rows = {
        table.name: connection.execute(delete(table).where(table.c.series_no.in_(numbers))).rowcount
        for table in TABLES
    }
    return rows[schema.reading.name]
