"""The hours so far of the open day, for the words of public screens alone.

Always what the sessions that wait give: replaced at each load, gone with them when the day is over.
"""

from datetime import date

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.footfall.publication import hours_so_far
from loaders import store
from loaders.footfall.wifi_parsing import local_start
from loaders.pipeline import Context

WAITING = {
    "site_id": pl.String,
    "day": pl.Date,
    "terminal": pl.String,
    "start_s": pl.Int64,
}


def rewrite(connection: Connection, today: date, context: Context) -> None:
    """Replace what screens know of `today`; nothing is kept where the operator refuses it."""
    connection.execute(delete(schema.footfall_today))
    if not context.settings.screens_now:
        return
    session = schema.session.c
    statement = select(*(session[name] for name in WAITING)).where(session.day == today)
    waiting = store.read(connection, statement, WAITING).with_columns(hour=local_start().dt.hour())
    hours = hours_so_far(waiting, context.settings.privacy_threshold)
    store.insert(connection, schema.footfall_today, hours)
