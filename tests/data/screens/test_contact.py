"""Signs of life: one row a screen, at most one writing a minute, which nobody waits for."""

import time

import pytest
from sqlalchemy import Engine, Row, select

from data import db, schema
from data.db import StoreBusy
from data.screens.contact import record
from data.screens.queries import UnknownScreen
from tests.data.screens.screen_store import SCREEN, add_screen

TOLD = {"version": "1.2-abc", "data_version": "7-100", "state": "normal", "error": ""}


def contacts(engine: Engine) -> list[Row]:
    with engine.connect() as connection:
        return list(connection.execute(select(schema.screen_contact)))


def last(engine: Engine) -> Row:
    (row,) = contacts(engine)
    return row


def test_the_first_contact_is_kept(engine):
    add_screen(engine)
    assert contacts(engine) == []
    assert record(engine, SCREEN, TOLD, 1000) is True
    row = last(engine)
    assert (row.screen_id, row.at_s, row.version, row.state) == (SCREEN, 1000, "1.2-abc", "normal")
    assert (row.data_version, row.last_error, row.last_error_s) == ("7-100", None, None)


def test_a_second_one_within_the_minute_is_not_written(engine):
    add_screen(engine)
    record(engine, SCREEN, TOLD, 1000)
    assert record(engine, SCREEN, TOLD | {"state": "veille"}, 1044) is False
    assert (last(engine).at_s, last(engine).state) == (1000, "normal")
    assert record(engine, SCREEN, TOLD | {"state": "veille"}, 1055) is True
    assert (last(engine).at_s, last(engine).state) == (1055, "veille")


def test_a_clock_that_was_put_back_does_not_silence_a_screen(engine):
    add_screen(engine)
    record(engine, SCREEN, TOLD, 5000)
    assert record(engine, SCREEN, TOLD, 1000) is True


def test_an_error_stays_with_its_time_until_another_one(engine):
    add_screen(engine)
    record(engine, SCREEN, TOLD | {"error": "x is undefined"}, 1000)
    record(engine, SCREEN, TOLD, 1100)
    assert (last(engine).last_error, last(engine).last_error_s) == ("x is undefined", 1000)
    record(engine, SCREEN, TOLD | {"error": "y"}, 1200)
    assert (last(engine).last_error, last(engine).last_error_s) == ("y", 1200)


@pytest.mark.parametrize("screen_id", ["nowhere", "", "a\x00b", "\ud800", "x" * 5000, "TOURS"])
def test_a_screen_that_is_not_known_is_refused(engine, screen_id):
    with pytest.raises(UnknownScreen):
        record(engine, screen_id, TOLD, 1000)
    assert contacts(engine) == []


def test_a_busy_store_is_not_waited_for(sqlite_store):
    engine = db.make_engine(sqlite_store)
    add_screen(engine)
    with db.loader_lock(engine):
        began = time.monotonic()
        with pytest.raises(StoreBusy):
            record(engine, SCREEN, TOLD, 1000)
        assert time.monotonic() - began < db.FORM_WAIT_S / 2
    assert record(engine, SCREEN, TOLD, 1000) is True
    engine.dispose()
