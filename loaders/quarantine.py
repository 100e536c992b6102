"""The rows that loads have put aside: each once, known by its last load, and not for ever.

A base read again each hour gives the same bad rows each time: they follow the last load that saw
them. What each load put aside stays counted in its account (`load_run`).
"""

import polars as pl
from sqlalchemy import Connection, Select, case, delete, func, select, tuple_

from data import schema
from loaders import store

# Stands for a text that may be about a person.
MASK = "•••"
S_PER_DAY = 24 * 3600
RUN, ROW = schema.load_run.c, schema.quarantine.c


def put_aside(connection: Connection, run_id: int, source_key: str, rejected: pl.DataFrame) -> None:
    """Keep the rows of a load, and no more those of the same source that say the same.

    The same code and the same text; where the text is hidden, the same line number too.
    """
    store.insert(
        connection, schema.quarantine, rejected.select(pl.lit(run_id).alias("run_id"), pl.all())
    )
    if rejected.is_empty():
        return
    new = schema.quarantine.alias()
    connection.execute(
        delete(schema.quarantine).where(
            ROW.run_id != run_id,
            ROW.run_id.in_(select(RUN.run_id).where(RUN.source_key == source_key)),
            tuple_(*_said(ROW)).in_(select(*_said(new.c)).where(new.c.run_id == run_id)),
        )
    )


def _said(row: object) -> tuple:
    """What makes two rows the same."""
    return row.code, row.raw_text, case((row.raw_text == MASK, row.line_number), else_=0)


def forget_old(connection: Connection, days: int, now_s: int) -> int:
    """Erase the rows put aside more than `days` ago; how many.

    Those of the last load of a source that put any aside stay: they are of the list in use.
    """
    before = select(RUN.run_id).where(RUN.ended_s < now_s - days * S_PER_DAY)
    forgotten = delete(schema.quarantine).where(
        ROW.run_id.in_(before), ROW.run_id.not_in(_last_ones())
    )
    return connection.execute(forgotten).rowcount


def _last_ones() -> Select:
    return select(func.max(RUN.run_id)).where(RUN.rows_quarantined > 0).group_by(RUN.source_key)
