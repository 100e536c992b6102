"""Signs of life: one row a screen, at most one writing a minute."""

import pytest
from sqlalchemy import func, select

from data import schema
from data.screens.contact import contacts, record
from data.screens.queries import UnknownScreen
from tests.data.screens.screen_store import SCREEN, add_screen

TOLD = {"version": "1.2-abc", "data_version": "7-100", "state": "normal", "error": ""}


def last(engine):
    (row,) = contacts(engine).itertuples(index=False)
    return row


def test_the_first_contact_is_kept(engine):
    add_screen(engine)
    assert contacts(engine).empty
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
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.screen_contact)) == 1


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


def test_a_screen_that_is_not_known_is_refused(engine):
    with pytest.raises(UnknownScreen):
        record(engine, "nowhere", TOLD, 1000)
    assert contacts(engine).empty
