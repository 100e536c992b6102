"""What was loaded, when, and how fresh it is: (engine) -> frames, from `core_source` and runs."""

import time
from datetime import UTC, date, datetime, timedelta

import pandas as pd
from sqlalchemy import Engine, Integer, func, select

from data import schema
from data.db import fetch

FRESH, AGEING, STALE, NEVER = "à jour", "à surveiller", "périmée", "jamais chargée"


def source_status(engine: Engine) -> pd.DataFrame:
    """One row a declared source, in their order.

    Columns: those of `core_source`, first_day, last_day, ended_s, rows_loaded, rows_quarantined,
    loads, simulated, age_h (since the end of the last day of data), freshness.
    """
    run = schema.load_run.c
    runs = (
        select(
            run.source_key.label("run_source"),
            func.min(run.first_day).label("first_day"),
            func.max(run.last_day).label("last_day"),
            func.max(run.ended_s).label("ended_s"),
            func.sum(run.rows_loaded).label("rows_loaded"),
            func.sum(run.rows_quarantined).label("rows_quarantined"),
            func.count().label("loads"),
            func.max(run.simulated.cast(Integer)).label("simulated"),
        )
        .where(run.status == "loaded")
        .group_by(run.source_key)
        .subquery()
    )
    frame = fetch(
        engine,
        select(schema.source, runs)
        .join_from(
            schema.source, runs, schema.source.c.source_key == runs.c.run_source, isouter=True
        )
        .order_by(schema.source.c.position),
    ).drop(columns="run_source")
    now_s = time.time()
    frame["age_h"] = [
        age_h(row.last_day, row.ended_s, now_s) for row in frame.itertuples(index=False)
    ]
    frame["freshness"] = [
        freshness(row.age_h, row.fresh_h, row.stale_h) for row in frame.itertuples()
    ]
    return frame


def age_h(last_day: date | None, ended_s: float | None, now_s: float) -> float | None:
    """Hours since the end of the last day of data, else since the load; None when never loaded."""
    if ended_s is None or pd.isna(ended_s):
        return None
    if last_day is None or pd.isna(last_day):
        return max(0.0, (now_s - ended_s) / 3600)
    end = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), UTC)
    return max(0.0, (now_s - end.timestamp()) / 3600)


def freshness(age_h: float | None, fresh_h: int, stale_h: int) -> str:
    """The state that a source's two thresholds give to an age."""
    if age_h is None or pd.isna(age_h):
        return NEVER
    if age_h <= fresh_h:
        return FRESH
    return AGEING if age_h <= stale_h else STALE


def runs(engine: Engine, source_key: str, limit: int = 20) -> pd.DataFrame:
    """The last loads of a source, failed ones included, newest first."""
    run = schema.load_run.c
    return fetch(
        engine,
        select(schema.load_run)
        .where(run.source_key == source_key)
        .order_by(run.run_id.desc())
        .limit(limit),
    )


def quarantined(engine: Engine, source_key: str) -> pd.DataFrame:
    """Rows put aside: origin, file_sha256, line_number, code, reason, raw_text."""
    run, row = schema.load_run.c, schema.quarantine.c
    return fetch(
        engine,
        select(run.origin, run.file_sha256, row.line_number, row.code, row.reason, row.raw_text)
        .join_from(schema.quarantine, schema.load_run, run.run_id == row.run_id)
        .where(run.source_key == source_key)
        .order_by(run.run_id, row.line_number),
    )


def quarantine_counts(engine: Engine) -> pd.DataFrame:
    """How many rows stand aside, by source and code: source_key, code, reason (one), rows."""
    run, row = schema.load_run.c, schema.quarantine.c
    return fetch(
        engine,
        select(
            run.source_key,
            row.code,
            func.min(row.reason).label("reason"),
            func.count().label("rows"),
        )
        .join_from(schema.quarantine, schema.load_run, run.run_id == row.run_id)
        .group_by(run.source_key, row.code)
        .order_by(run.source_key, func.count().desc(), row.code),
    )
