"""Public and school holidays, written once for all themes from well-kept libraries."""

from datetime import date

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.calendar import public_holidays, school_holidays
from loaders import store
from loaders.pipeline import LoadError

FIRST_YEAR = 2015
ZONES = ("A", "B", "C")


def sync(connection: Connection, zone: str, today: date) -> None:
    """Rewrite `core_calendar_day` from 2015 to the end of next year, for the school zone given."""
    if zone not in ZONES:
        raise LoadError("ZONE_INCONNUE", f"GABARE_SCHOOL_ZONE vaut « {zone} » ; écrivez A, B ou C.")
    start, end = date(FIRST_YEAR, 1, 1), date(today.year + 1, 12, 31)
    public = {row.day: row.name for row in public_holidays(start, end).itertuples(index=False)}
    school = {name: _school_days(start, end, name) for name in ZONES}
    days = pl.date_range(start, end, eager=True)
    rows = [
        (day, public.get(day), school[zone].get(day), "".join(z for z in ZONES if day in school[z]))
        for day in days
    ]
    columns = {
        "day": pl.Date,
        "public_holiday": pl.String,
        "school_holiday": pl.String,
        "school_zones": pl.String,
    }
    connection.execute(delete(schema.calendar_day))
    store.insert(connection, schema.calendar_day, pl.DataFrame(rows, schema=columns, orient="row"))


def _school_days(start: date, end: date, zone: str) -> dict[date, str]:
    return {
        day: row.name
        for row in school_holidays(start, end, zone).itertuples(index=False)
        for day in pl.date_range(row.start, row.end, eager=True)
    }
