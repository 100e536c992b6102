"""The types of the days that models of buildings tell apart, from the calendar of the store."""

from datetime import date

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings.day_types import day_types
from loaders import store

CALENDAR = {"day": pl.Date, "public_holiday": pl.Boolean, "school_holiday": pl.Boolean}


def calendar_types(connection: Connection, first: date, count: int) -> np.ndarray:
    """The type (`day_types`) of `count` days from `first`; a day of no calendar has its weekday."""
    row = schema.calendar_day.c
    statement = select(row.day, row.public_holiday.is_not(None), row.school_holiday.is_not(None))
    known = store.read(connection, statement, CALENDAR)
    days = pl.DataFrame({"day": np.datetime64(first, "D") + np.arange(count)})
    kinds = days.with_columns(pl.col("day").cast(pl.Date)).join(
        known, on="day", how="left", maintain_order="left"
    )
    public, school = (
        kinds[name].fill_null(value=False).to_numpy()
        for name in ("public_holiday", "school_holiday")
    )
    return day_types(first.weekday(), public, school)
