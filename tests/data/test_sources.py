"""Freshness of sources, and what the Données page reads, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from data import schema
from data.sources import queries
from loaders import sources

NOON_S = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()


def run(source_key: str, status: str, last_day: date | None, ended_s: int, **more) -> dict:
    return {
        "source_key": source_key, "origin": "essai.csv", "file_sha256": str(ended_s),
        "status": status, "rows_read": 10, "rows_loaded": 8, "rows_quarantined": 2,
        "first_day": last_day, "last_day": last_day, "simulated": False,
        "message": "Colonne absente",
        "notices": "[]", "started_s": ended_s, "ended_s": ended_s, **more,
    }  # fmt: skip


@pytest.fixture
def filled(engine):
    runs = [
        run("compteurs", "loaded", date(2026, 11, 20), 100),
        run("compteurs", "loaded", date(2026, 11, 21), 200),
        run("compteurs", "failed", None, 300),
        run("sites", "loaded", None, int(NOON_S) - 3600),
    ]
    with engine.begin() as connection:
        sources.sync(connection)
        connection.execute(insert(schema.load_run), runs)
    return engine


def status(engine):
    frame = queries.with_freshness(queries.source_status(engine), NOON_S)
    return frame.set_index("source_key")


def test_every_declared_source_is_there_in_order(filled):
    assert status(filled).index.tolist() == [source.key for source in sources.SOURCES]


def test_loads_add_up_and_the_last_failure_is_told(filled):
    row = status(filled).loc["compteurs"]
    assert (row.rows_loaded, row.rows_quarantined, row.loads) == (8 + 8, 2 + 2, 2)
    assert (row.first_day, row.last_day) == (date(2026, 11, 20), date(2026, 11, 21))
    assert (row.failed_s, row.failure) == (300, "Colonne absente")


def test_an_age_counts_from_the_end_of_the_last_day_else_from_the_load(filled):
    frame = status(filled)
    assert frame.loc["compteurs", "age_h"] == 12
    assert frame.loc["sites", "age_h"] == 1
    assert frame.loc["bornes", "freshness"] == queries.NEVER


@pytest.mark.parametrize(
    ("age_h", "state"),
    [(None, "jamais chargée"), (36, "à jour"), (36.1, "à surveiller"), (169, "périmée")],
)
def test_two_thresholds_give_four_states(age_h, state):
    assert queries.freshness(age_h, fresh_h=36, stale_h=168) == state


def test_rows_put_aside_are_counted_by_code(filled):
    with filled.begin() as connection:
        rows = [
            {"run_id": 1, "line_number": n, "code": code, "reason": "r", "raw_text": "=x"}
            for n, code in enumerate(["A", "A", "B"])
        ]
        connection.execute(insert(schema.quarantine), rows)
    counts = queries.quarantine_counts(filled)
    assert dict(zip(counts["code"], counts["rows"], strict=True)) == {"A": 2, "B": 1}
    assert len(queries.quarantined(filled, "compteurs")) == 3
    assert queries.quarantined(filled, "inconnue").empty
