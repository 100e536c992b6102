"""What each source has brought to the demonstration store, as a `load_run` says it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import Connection, Table

from data import schema
from data.calendar import day_bounds_utc_s
from loaders import store


@dataclass(frozen=True)
class Loaded:
    """What a source has brought: for its `load_run`."""

    source_key: str
    rows: int
    first_day: date | None = None
    last_day: date | None = None


def load(
    connection: Connection,
    source_key: str,
    table: Table,
    rows: pl.DataFrame,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Loaded:
    """Store the rows of a source."""
    return Loaded(source_key, store.insert(connection, table, rows), first_day, last_day)


def record(connection: Connection, runs: Sequence[Loaded], built: str, today: date) -> None:
    """One `load_run` a source, marked simulated and dated of the night before `today`.

    `built` tells what was chosen, for the digests.
    """
    built_s = day_bounds_utc_s(today)[0]
    rows = [
        {
            "source_key": run.source_key,
            "origin": "demo",
            "file_sha256": hashlib.sha256(f"demo {run.source_key} {built}".encode()).hexdigest(),
            "status": "loaded",
            "rows_read": run.rows,
            "rows_loaded": run.rows,
            "rows_quarantined": 0,
            "first_day": run.first_day,
            "last_day": run.last_day,
            "watermark": None,
            "simulated": True,
            "message": f"{run.rows:,} lignes simulées.".replace(",", "\u202f"),
            "notices": "[]",
            "started_s": built_s,
            "ended_s": built_s,
        }
        for run in runs
    ]
    connection.execute(schema.load_run.insert(), rows)
