"""What was loaded, when, and how fresh it is: (engine) -> frames, from `core_source` and runs."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
from sqlalchemy import Engine, Integer, Select, func, select

from data import schema
from data.db import fetch

FRESH, AGEING, STALE, NEVER = "à jour", "à surveiller", "périmée", "jamais chargée"


def source_status(engine: Engine) -> pd.DataFrame:
    """One row a declared source, in their order.

    Columns: those of `core_source`, first_day, last_day, ended_s, rows_loaded, rows_quarantined,
    loads, simulated, failed_s and failure (the last load, when it failed).
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
    failures = _last_failures().subquery()
    key = schema.source.c.source_key
    return fetch(
        engine,
        select(schema.source, runs, failures)
        .join_from(schema.source, runs, key == runs.c.run_source, isouter=True)
        .join(failures, key == failures.c.failed_source, isouter=True)
        .order_by(schema.source.c.position),
    ).drop(columns=["run_source", "failed_source"])


def _last_failures() -> Select:
    """The sources whose last load failed, when and why."""
    run = schema.load_run.c
    last = select(func.max(run.run_id)).group_by(run.source_key)
    return select(
        run.source_key.label("failed_source"),
        run.ended_s.label("failed_s"),
        run.message.label("failure"),
    ).where(run.run_id.in_(last), run.status == "failed")


def with_freshness(status: pd.DataFrame, now_s: float) -> pd.DataFrame:
    """The rows of `source_status` with age_h and freshness at a moment.

    Apart from the query, whose answer is kept: an age must never be.
    """
    ages = [age_h(row.last_day, row.ended_s, now_s) for row in status.itertuples(index=False)]
    states = [
        freshness(age, fresh_h, stale_h)
        for age, fresh_h, stale_h in zip(ages, status["fresh_h"], status["stale_h"], strict=True)
    ]
    return status.assign(age_h=pd.Series(ages, status.index, dtype=float), freshness=states)


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
