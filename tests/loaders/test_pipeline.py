"""The pipeline's promises, on a source as small as can be and on both databases."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import func, select

from data import db, schema
from data.settings import Settings
from data.territory import load_territory
from loaders import pipeline, store
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, LoadError, Source, Written
from loaders.reading import read_table

COLUMNS = (Column("nom", "text", "Nom.", "Fête"), Column("le", "day", "Jour.", "31/12/2026"))
TERRITORY = Settings().territory_dir


def parse(content: bytes, context: Context) -> Batch:
    return check_rows(read_table(content, COLUMNS), COLUMNS, load_territory(Path(TERRITORY)))


def write(connection, batch: Batch, context: Context) -> Written:
    rows = batch.rows.select(
        event_id=pl.col("nom"),
        label=pl.col("nom"),
        kind=pl.lit("fête"),
        first_day=pl.col("le"),
        last_day=pl.col("le"),
        scope=pl.lit("syndicat"),
        simulated=pl.lit(False),
    )
    store.upsert(connection, schema.event, rows)
    return Written(rows["first_day"].min(), rows["first_day"].max())


SOURCE = Source(
    key="fetes", label="Fêtes", theme="footfall", owner="", licence="", address="", grain="",
    refresh="", fresh_h=1, stale_h=2, columns=COLUMNS, parse=parse, write=write,
)  # fmt: skip
GOOD = b"nom;le\nLoire;01/07/2026\nVendanges;12/09/2026\n;13/09/2026\n"


def context(engine, now_s: int = 1_790_000_000) -> Context:
    return Context(Settings(), engine, now_s, "fetes.csv")


def count(engine, table) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_loaded_plus_quarantined_is_what_was_read(engine):
    report = pipeline.load(SOURCE, GOOD, context(engine))
    assert (report.status, report.rows_read, report.rows_loaded) == ("loaded", 3, 2)
    assert report.rejected.height == 3 - 2
    assert count(engine, schema.event) == 2
    with engine.connect() as connection:
        run = connection.execute(select(schema.load_run)).one()
        aside = connection.execute(select(schema.quarantine)).one()
    assert (run.rows_read, run.rows_loaded, run.rows_quarantined) == (3, 2, 1)
    assert (run.first_day, run.last_day) == (date(2026, 7, 1), date(2026, 9, 12))
    assert (aside.line_number, aside.code, aside.raw_text) == (4, "VALEUR_ABSENTE", ";13/09/2026")


def test_the_same_content_twice_changes_nothing(engine):
    pipeline.load(SOURCE, GOOD, context(engine))
    report = pipeline.load(SOURCE, GOOD, context(engine))
    assert report.status == "unchanged"
    assert count(engine, schema.load_run) == 1
    assert count(engine, schema.quarantine) == 1


def test_a_check_says_the_same_and_writes_nothing(engine):
    report = pipeline.check(SOURCE, GOOD, context(engine))
    assert (report.status, report.rows_loaded, report.rejected.height) == ("checked", 2, 1)
    assert [count(engine, t) for t in (schema.event, schema.load_run, schema.quarantine)] == [0] * 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FICHIER_VIDE"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "PAGE_HTML"),
        (b"nom;date\nLoire;01/07/2026\n", "COLONNE_ABSENTE"),
        (b"nom;le\n", "FICHIER_SANS_LIGNE"),
    ],
)
def test_a_bad_file_leaves_the_last_good_data(engine, content, code):
    pipeline.load(SOURCE, GOOD, context(engine))
    report = pipeline.load(SOURCE, content, context(engine))
    assert (report.status, report.code) == ("failed", code)
    assert count(engine, schema.event) == 2
    with engine.connect() as connection:
        failed = connection.execute(
            select(schema.load_run).where(schema.load_run.c.status == "failed")
        ).one()
    assert failed.message == report.message


def test_a_file_with_bad_rows_only_has_failed(engine):
    report = pipeline.load(SOURCE, b"nom;le\nLoire;hier\n", context(engine))
    assert (report.status, report.rows_loaded) == ("failed", 0)
    assert count(engine, schema.quarantine) == 1


def test_two_loaders_never_write_together(engine):
    with db.loader_lock(engine), pytest.raises(db.StoreBusy):
        pipeline.load(SOURCE, GOOD, context(engine))


def test_a_writer_that_fails_leaves_nothing(engine):
    def failing(connection, batch, context):
        write(connection, batch, context)
        raise LoadError("ESSAI", "Panne au milieu de l’écriture.")

    broken = Source(**{**SOURCE.__dict__, "write": failing})
    assert pipeline.load(broken, GOOD, context(engine)).code == "ESSAI"
    assert count(engine, schema.event) == 0


def test_texts_that_are_marks_to_a_database_stay_texts(engine):
    content = b'nom;le\n\\.;01/07/2026\n"a\n\\.\nb";02/07/2026\n\\N\n;";03/07/2026\n'
    report = pipeline.load(SOURCE, content, context(engine))
    assert report.rows_loaded == 2
    with engine.connect() as connection:
        names = set(connection.scalars(select(schema.event.c.label)))
        aside = set(connection.scalars(select(schema.quarantine.c.raw_text)))
    assert names == {"\\.", "a\n\\.\nb"}
    assert "\\N" in aside


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from tests.loaders.test_pipeline import GOOD, SOURCE, context
    from data import db, schema
    from loaders import pipeline

    step = sys.argv[2]

    def die(*_args, **_more):
        os.kill(os.getpid(), signal.SIGKILL)

    def die_after(function):
        def wrapped(*args, **more):
            function(*args, **more)
            die()
        return wrapped

    source = SOURCE
    if step == "parse":
        source = pipeline.Source(**{**SOURCE.__dict__, "parse": die})
    elif step == "write":
        source = pipeline.Source(**{**SOURCE.__dict__, "write": die_after(SOURCE.write)})
    elif step == "record":
        pipeline._record = die_after(pipeline._record)
    elif step == "commit":
        pipeline._load_new = die_after(pipeline._load_new)
    engine = db.make_engine(sys.argv[1])
    pipeline.load(source, GOOD, context(engine))
    """
)


@pytest.mark.parametrize(
    ("step", "events"), [("parse", 0), ("write", 0), ("record", 0), ("commit", 2)]
)
def test_a_killed_load_leaves_the_store_as_before_or_as_after(store_url, step, events):
    """kill -9 at each step; the lock is freed by the death and the next load goes through."""
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, store_url, step],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    engine = db.make_engine(store_url)
    assert count(engine, schema.event) == events
    assert count(engine, schema.load_run) == (1 if events else 0)
    report = pipeline.load(SOURCE, GOOD, context(engine))
    assert report.status == ("unchanged" if events else "loaded")
    assert count(engine, schema.event) == 2
    engine.dispose()
