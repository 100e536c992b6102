"""Stores of the tests of lists of places."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data import db


@pytest.fixture
def sqlite_engine(sqlite_store: str) -> Iterator[Engine]:
    """An empty migrated SQLite store: what is read of a file does not depend on the store."""
    engine = db.make_engine(sqlite_store)
    yield engine
    engine.dispose()
