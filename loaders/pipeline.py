"""The way in: extract, parse, check, write. One transaction a load; nothing is ever lost.

`loaded + quarantined = read`, always. The same file twice changes nothing. A bad file leaves the
last good data in place.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from sqlalchemy import Connection, Engine, Select, insert, select

from data import schema
from data.db import loader_lock
from data.quality import Notice
from data.settings import Settings
from loaders import quarantine
from loaders.counts import spaced

ALREADY_LOADED = (
    "Contenu déjà chargé : rien à faire. Pour l’appliquer de nouveau, par exemple après un "
    "chargement fautif, ajoutez --again."
)
REJECTED_SCHEMA = {
    "line_number": pl.Int64,
    "code": pl.String,
    "reason": pl.String,
    "raw_text": pl.String,
}


class LoadError(ValueError):
    """Nothing can be loaded from this input; `code` is stable, the message French and practical."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Column:
    """One column of a source's declared schema; the CSV template is written from these."""

    name: str
    kind: str  # text, integer, number, day, instant, boolean, commune, latitude, longitude
    help: str
    example: str
    required: bool = True
    aliases: tuple[str, ...] = ()
    personal: bool = False  # masked in quarantine and never stored


@dataclass(frozen=True)
class Context:
    """What a parser or writer may know besides the file."""

    settings: Settings
    engine: Engine
    now_s: int
    origin: str
    simulated: bool = False
    progress: Callable[[str], None] = lambda message: None
    # Asked for by the operator: a content that was loaded before is applied once more.
    again: bool = False

    @property
    def from_sql(self) -> bool:
        """Whether the content was read straight from a base, where rows still change."""
        return self.origin.startswith("sql:")


@dataclass(frozen=True)
class Batch:
    """Parsed input: typed rows, and those put aside (REJECTED_SCHEMA)."""

    rows: pl.DataFrame
    rejected: pl.DataFrame
    notices: list[Notice] = field(default_factory=list)

    @property
    def rows_read(self) -> int:
        return self.rows.height + self.rejected.height


@dataclass(frozen=True)
class Written:
    """What a writer did; `rejected` are rows refused by the store's own content."""

    first_day: date | None
    last_day: date | None
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTED_SCHEMA))
    watermark: str | None = None


@dataclass(frozen=True)
class Source:
    """Everything the application knows of a source; rows live in loaders/sources.py."""

    key: str
    label: str
    theme: str
    owner: str
    licence: str
    address: str
    grain: str
    refresh: str
    fresh_h: int
    stale_h: int
    columns: tuple[Column, ...]
    parse: Callable[[bytes, Context], Batch]
    write: Callable[[Connection, Batch, Context], Written]
    # Read from SQL, how far behind the watermark late rows are read again; 0: from the local
    # midnight of the watermark's day.
    reread_s: int = 0


@dataclass(frozen=True)
class Report:
    """The outcome of a load or of a check, in figures and in one French sentence."""

    run_id: int | None
    status: str  # loaded, unchanged, failed, checked
    rows_read: int
    rows_loaded: int
    rejected: pl.DataFrame
    notices: list[Notice]
    message: str
    code: str = ""


def check(source: Source, content: bytes, context: Context) -> Report:
    """What `load` would do with this content; writes nothing."""
    try:
        batch = source.parse(content, context)
        with context.engine.connect() as connection, connection.begin() as transaction:
            # The writer itself says what it would refuse; its work is rolled back.
            written = source.write(connection, batch, context)
            transaction.rollback()
    except LoadError as fault:
        return _failure(fault)
    rejected = pl.concat([batch.rejected, written.rejected])
    return _report(None, "checked", batch, rejected)


def load(source: Source, content: bytes, context: Context) -> Report:
    """Load one content into the store, with its `load_run` row and quarantine."""
    started_s = int(time.time())
    digest = hashlib.sha256(content).hexdigest()
    with loader_lock(context.engine):
        with context.engine.connect() as connection:
            known = connection.scalar(_same_content(source.key, digest))
        # Rows of a base that read the same may mean more: a day may have ended since.
        if known is not None and not (context.from_sql or context.again):
            return _unchanged(known, ALREADY_LOADED)
        try:
            # Handed over, not kept: a parser lets go of a large file once it is cut.
            handed = [content]
            del content
            return _load_new(source, handed, digest, started_s, context)
        except LoadError as fault:
            report = _failure(fault)
            with context.engine.begin() as connection:
                _record(connection, source.key, report, digest, started_s, context)
            return report


def _load_new(
    source: Source, handed: list[bytes], digest: str, started_s: int, context: Context
) -> Report:
    batch = source.parse(handed.pop(), context)
    if batch.rows_read == 0:
        with context.engine.connect() as connection:
            known = connection.execute(latest_watermark(source.key)).first()
        if context.from_sql and known:
            return _unchanged(known.run_id, "Aucune ligne nouvelle dans la base source.")
        raise LoadError(
            "FICHIER_SANS_LIGNE",
            "Le fichier ne contient aucune ligne de données. Vérifiez l’export et recommencez.",
        )
    with context.engine.begin() as connection:
        written = source.write(connection, batch, context)
        rejected = pl.concat([batch.rejected, written.rejected])
        loaded = batch.rows_read - rejected.height
        status = "loaded" if loaded else "failed"
        report = _report(None, status, batch, rejected)
        run_id = _record(connection, source.key, report, digest, started_s, context, written)
    return Report(**{**report.__dict__, "run_id": run_id})


def latest_watermark(source_key: str) -> Select:
    """The run_id and watermark of the last load that has one.

    A load of which every row was put aside counts: it has read that far.
    """
    run = schema.load_run.c
    return (
        select(run.run_id, run.watermark)
        .where(run.source_key == source_key, run.watermark.is_not(None))
        .order_by(run.run_id.desc())
        .limit(1)
    )


def _same_content(source_key: str, digest: str) -> object:
    run = schema.load_run.c
    return select(run.run_id).where(
        run.source_key == source_key, run.file_sha256 == digest, run.status == "loaded"
    )


def _nothing_rejected() -> pl.DataFrame:
    return pl.DataFrame(schema=REJECTED_SCHEMA)


def _unchanged(run_id: int, message: str) -> Report:
    return Report(run_id, "unchanged", 0, 0, _nothing_rejected(), [], message)


def _failure(fault: LoadError) -> Report:
    return Report(None, "failed", 0, 0, _nothing_rejected(), [], str(fault), fault.code)


def _report(run_id: int | None, status: str, batch: Batch, rejected: pl.DataFrame) -> Report:
    loaded = batch.rows_read - rejected.height
    message = (
        f"{_lines(loaded)} {'chargeable' if status == 'checked' else 'chargée'}{_plural(loaded)}, "
        f"{spaced(rejected.height)} mise{_plural(rejected.height)} de côté "
        f"sur {spaced(batch.rows_read)} lue{_plural(batch.rows_read)}."
    )
    return Report(run_id, status, batch.rows_read, loaded, rejected, batch.notices, message)


def _lines(rows: int) -> str:
    return f"{spaced(rows)} ligne{_plural(rows)}"


def _plural(rows: int) -> str:
    return "s" if rows > 1 else ""


def record_change(connection: Connection, source_key: str, message: str, context: Context) -> None:
    """Say in the account of loads that the store has changed: screens then read it again."""
    report = Report(None, "loaded", 0, 0, _nothing_rejected(), [], message)
    _record(connection, source_key, report, "", context.now_s, context)


def _record(
    connection: Connection,
    source_key: str,
    report: Report,
    digest: str,
    started_s: int,
    context: Context,
    written: Written | None = None,
) -> int:
    result = connection.execute(
        insert(schema.load_run).values(
            source_key=source_key,
            origin=context.origin,
            file_sha256=digest,
            status=report.status,
            rows_read=report.rows_read,
            rows_loaded=report.rows_loaded,
            rows_quarantined=report.rejected.height,
            first_day=written.first_day if written else None,
            last_day=written.last_day if written else None,
            watermark=written.watermark if written else None,
            simulated=context.simulated,
            message=report.message,
            notices=json.dumps([notice.text for notice in report.notices], ensure_ascii=False),
            started_s=started_s,
            ended_s=int(time.time()),
        )
    )
    run_id = result.inserted_primary_key[0]
    quarantine.put_aside(connection, run_id, source_key, report.rejected)
    quarantine.forget_old(connection, context.settings.quarantine_days, int(time.time()))
    return run_id
