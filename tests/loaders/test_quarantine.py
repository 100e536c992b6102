"""Rows put aside: each once, with its last load, as long as it is of use."""

import time

import polars as pl
from sqlalchemy import Engine, select, update

from data import db, schema
from data.settings import Settings
from loaders import pipeline, quarantine
from loaders.__main__ import main
from loaders.pipeline import Context, Source
from tests.loaders.measured import rows
from tests.loaders.test_pipeline import SOURCE

HEADER = "nom;le\n"
BAD, WORSE = "Loire;hier\n", ";13/09/2026\n"
DAY_S = 24 * 3600
OTHER = Source(**{**SOURCE.__dict__, "key": "autres"})


def load(engine: Engine, *lines: str, source: Source = SOURCE, origin: str = "sql:fetes") -> int:
    """Load these lines; the number of the load."""
    context = Context(Settings(), engine, 0, origin)
    report = pipeline.load(source, (HEADER + "".join(lines)).encode(), context)
    assert report.rows_read == report.rows_loaded + report.rejected.height == len(lines)
    with engine.connect() as connection:
        run = schema.load_run.c
        (last, *_) = connection.execute(select(run).order_by(run.run_id.desc())).all()
    assert (last.rows_read, last.rows_quarantined) == (len(lines), report.rejected.height)
    return last.run_id


def kept(engine: Engine) -> list[tuple]:
    """Load, line and text of each row put aside."""
    return sorted((row[0], row[1], row[4]) for row in rows(engine, schema.quarantine))


def aged(engine: Engine, days: float) -> None:
    """All that was loaded so far was so many days before."""
    run = schema.load_run
    with engine.begin() as connection:
        connection.execute(update(run).values(ended_s=run.c.ended_s - int(days * DAY_S)))


def test_a_base_read_again_each_hour_keeps_a_bad_row_once(engine):
    for hour in range(5):
        last = load(engine, f"Fête {hour};01/07/2026\n", BAD, WORSE)
    assert kept(engine) == [(last, 3, BAD.strip()), (last, 4, WORSE.strip())]
    # What each load put aside is told by its account.
    assert [row[7] for row in rows(engine, schema.load_run)] == [2] * 5


def test_rows_that_say_something_else_stay(engine):
    first = load(engine, BAD, WORSE)
    last = load(engine, "Vendanges;demain\n", BAD)
    assert kept(engine) == [
        (first, 3, WORSE.strip()),
        (last, 2, "Vendanges;demain"),
        (last, 3, BAD.strip()),
    ]


def test_two_same_lines_of_one_file_are_two(engine):
    load(engine, BAD)
    last = load(engine, BAD, BAD)
    assert kept(engine) == [(last, 2, BAD.strip()), (last, 3, BAD.strip())]


def test_another_source_or_another_reason_is_another_row(engine):
    load(engine, BAD)
    load(engine, BAD, source=OTHER)
    assert len(kept(engine)) == 2
    with engine.begin() as connection:
        connection.execute(update(schema.quarantine).values(code="AUTRE"))
    load(engine, BAD)
    assert len(kept(engine)) == 3


def test_hidden_texts_are_the_same_on_the_same_line_only(engine):
    run_id = load(engine, BAD)

    def aside(line: int) -> pl.DataFrame:
        row = {"line_number": line, "code": "X", "reason": "", "raw_text": quarantine.MASK}
        return pl.DataFrame([row], schema=pipeline.REJECTED_SCHEMA)

    with engine.begin() as connection:
        for number, line in enumerate((2, 3, 2), start=1):
            quarantine.put_aside(connection, run_id, "fetes", aside(line + 10 * number))
    hidden = [line for _, line, text in kept(engine) if text == quarantine.MASK]
    assert hidden == [12, 23, 32]
    later = load(engine, BAD)
    with engine.begin() as connection:
        quarantine.put_aside(connection, later, "fetes", aside(23))
    hidden = [(run, line) for run, line, text in kept(engine) if text == quarantine.MASK]
    assert hidden == [(run_id, 12), (run_id, 32), (later, 23)]


def test_old_rows_go_with_the_next_load_and_those_of_the_last_list_stay(engine):
    load(engine, BAD)
    listed = load(engine, WORSE, source=OTHER)
    aged(engine, 91)
    load(engine, "Loire;01/07/2026\n")
    # Of this source, the row is that of the last load that put any aside.
    assert len(kept(engine)) == 2
    last = load(engine, "Vendanges;demain\n")
    assert kept(engine) == [(listed, 2, WORSE.strip()), (last, 2, "Vendanges;demain")]


def test_rows_stay_for_their_whole_time(engine):
    first = load(engine, BAD)
    aged(engine, 89.9)
    last = load(engine, WORSE)
    assert [run for run, *_ in kept(engine)] == [first, last]


def test_the_purge_says_what_goes(sqlite_store, monkeypatch, capsys):
    engine = db.make_engine(sqlite_store)
    load(engine, BAD)
    last = load(engine, WORSE)
    aged(engine, 31)
    monkeypatch.setenv("GABARE_DATABASE_URL", sqlite_store)
    assert main(["purge"]) == 0
    assert "plus de 90 jours, effacées\u00a0: 0." in capsys.readouterr().out
    monkeypatch.setenv("GABARE_QUARANTINE_DAYS", "30")
    assert main(["purge"]) == 0
    assert "plus de 30 jours, effacées\u00a0: 1." in capsys.readouterr().out
    assert kept(engine) == [(last, 2, WORSE.strip())]
    engine.dispose()


def test_many_rows_read_again_are_looked_up_and_not_compared_each_with_each(engine):
    lines = [f"Fête {number};hier\n" for number in range(20_000)]
    load(engine, *lines)
    began = time.process_time()
    last = load(engine, "Loire;01/07/2026\n", *lines)
    assert time.process_time() - began < 10
    assert [run for run, *_ in kept(engine)] == [last] * len(lines)
