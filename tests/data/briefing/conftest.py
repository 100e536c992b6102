"""What tests of the briefing share."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from data import db, viewing
from tests.data.briefing.briefing_store import TODAY, fill_every_theme


@pytest.fixture
def store(sqlite_store: str) -> Iterator[Engine]:
    """An empty store; that rules answer alike on both databases is in test_briefing.py."""
    engine = db.make_engine(sqlite_store)
    yield engine
    engine.dispose()


@pytest.fixture
def every_theme(engine: Engine) -> Engine:
    """A store of the five themes, on each database in turn."""
    fill_every_theme(engine)
    return engine


@pytest.fixture
def writing(store: Engine) -> Iterator[Connection]:
    """What a test writes of its store; it commits before it asks anything."""
    with store.connect() as connection:
        yield connection


@pytest.fixture(autouse=True)
def _on_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "today", lambda: TODAY)
