"""How a store is opened."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from data import db


def store_of(path: Path, word: str) -> str:
    """The URL of a store that holds a word."""
    url = f"sqlite:///{path}"
    engine = db.make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE told (word TEXT)")
        connection.execute(text("INSERT INTO told VALUES (:word)"), {"word": word})
    engine.dispose()
    return url


def test_a_store_that_is_replaced_is_read_at_once(tmp_path: Path) -> None:
    url = store_of(tmp_path / "gabare.db", "before")
    store_of(tmp_path / "restored.db", "after")
    engine = db.make_engine(url, create=False)
    read = "SELECT word FROM told"
    with engine.connect() as connection:
        assert connection.exec_driver_sql(read).scalar() == "before"
        # What has begun ends as it began.
        os.replace(tmp_path / "restored.db", tmp_path / "gabare.db")
        assert connection.exec_driver_sql(read).scalar() == "before"
    with engine.connect() as connection:
        assert connection.exec_driver_sql(read).scalar() == "after"
    engine.dispose()


def test_a_store_that_is_taken_away_is_away_and_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "gabare.db"
    engine = db.make_engine(store_of(path, "before"), create=False)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    path.rename(tmp_path / "aside.db")
    with pytest.raises(OperationalError, match="unable to open"):
        engine.connect()
    assert not path.exists()
    (tmp_path / "aside.db").rename(path)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT word FROM told").scalar() == "before"
    engine.dispose()
