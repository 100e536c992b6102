"""The hours so far of the open day: what is told, how small ones hide, how long it lasts."""

from dataclasses import replace
from datetime import date

import pytest

from data import schema
from data.screens.slides import affluence
from data.settings import Settings
from loaders import pipeline
from loaders.footfall import wifi_sessions
from tests.data.screens import screen_store
from tests.loaders.footfall.wifi_store import (
    SOURCES,
    context,
    crowd,
    fill_places,
    load,
    portal_csv,
    table_rows,
)

DAY = "2026-07-14"


@pytest.fixture
def wifi_engine(engine):
    fill_places(engine)
    return engine


def hours(engine):
    """Site, hour and sessions of what is told of DAY, and nothing of another day."""
    rows = table_rows(engine, schema.footfall_today, "site_id", "day", "hour", "sessions")
    assert {day for _site, day, *_cell in rows} <= {date.fromisoformat(DAY)}
    return [(site, hour, sessions) for site, _day, hour, sessions in rows]


def purge(engine, now):
    with engine.begin() as connection:
        wifi_sessions.purge(connection, context(engine, now))


def morning():
    """S1: 12 terminals at 9 h, 15 at 10 h, two of which come back; S2: one at 11 h."""
    return [
        *crowd(12, "S1", f"{DAY} 09:10"),
        *crowd(15, "S1", f"{DAY} 10:10"),
        *crowd(2, "S1", f"{DAY} 10:40"),
        *crowd(1, "S2", f"{DAY} 11:05", first=90),
    ]


def test_hours_that_are_over_are_told_by_site(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 11:30")
    assert hours(wifi_engine) == [("S1", 9, 12), ("S1", 10, 15 + 2)]


def test_nothing_of_the_open_day_enters_the_published_grid(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 11:30")
    for table in (
        schema.site_day,
        schema.site_hour,
        schema.footfall_day,
        schema.footfall_week_hour,
    ):
        assert table_rows(wifi_engine, table) == []


def test_an_hour_is_over_when_a_later_one_is_known_anywhere_whatever_the_clock_says(wifi_engine):
    """The last row comes from 10 h: what followed until 14 h may not have been collected."""
    load(wifi_engine, portal_csv(*morning()[:-1]), f"{DAY} 14:00")
    assert hours(wifi_engine) == [("S1", 9, 12)]


@pytest.mark.parametrize(("people", "told"), [(10, []), (11, [("S1", 9, 11)])])
def test_an_hour_under_the_threshold_is_hidden(wifi_engine, people, told):
    visits = [*crowd(people, "S1", f"{DAY} 09:10"), *crowd(1, "S2", f"{DAY} 10:05", first=90)]
    load(wifi_engine, portal_csv(*visits), f"{DAY} 10:30")
    assert hours(wifi_engine) == told


def test_a_small_hour_hides_the_smallest_of_the_others_too(wifi_engine):
    """8 h has 3 terminals, 9 h 12 and 10 h 15: 8 h and 9 h are hidden, so far."""
    visits = [*crowd(3, "S1", f"{DAY} 08:10"), *morning()]
    load(wifi_engine, portal_csv(*visits), f"{DAY} 11:30")
    assert hours(wifi_engine) == [("S1", 10, 17)]


def test_persons_are_counted_not_their_sessions(wifi_engine):
    """Six terminals open two sessions each: twelve sessions, six persons."""
    visits = [
        *crowd(6, "S1", f"{DAY} 09:10"),
        *crowd(6, "S1", f"{DAY} 09:40"),
        *crowd(1, "S2", f"{DAY} 10:05", first=90),
    ]
    load(wifi_engine, portal_csv(*visits), f"{DAY} 10:30")
    assert hours(wifi_engine) == []


def test_a_second_load_replaces_what_the_first_said(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 11:30")
    more = [*crowd(4, "S1", f"{DAY} 12:10", first=40), *crowd(1, "S2", f"{DAY} 13:05", first=90)]
    load(wifi_engine, portal_csv(*more), f"{DAY} 13:30")
    # 12 h is small: it hides 9 h, which was told before.
    assert hours(wifi_engine) == [("S1", 10, 17)]


def test_a_load_of_past_days_keeps_what_is_said_of_today(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 11:30")
    load(wifi_engine, portal_csv(*crowd(12, "S2", "2026-07-10 09:10")), f"{DAY} 11:40")
    purge(wifi_engine, f"{DAY} 11:40")
    assert hours(wifi_engine) == [("S1", 9, 12), ("S1", 10, 17)]


def test_the_next_day_empties_it(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 11:30")
    load(wifi_engine, portal_csv(*crowd(1, "S2", "2026-07-15 00:05")), "2026-07-15 00:30")
    assert table_rows(wifi_engine, schema.footfall_today) == []
    assert ("S1", 17) in table_rows(wifi_engine, schema.site_hour, "site_id", "sessions")


def test_the_purge_after_midnight_empties_it(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 23:59")
    assert hours(wifi_engine)
    purge(wifi_engine, "2026-07-15 00:01")
    assert table_rows(wifi_engine, schema.footfall_today) == []


def test_both_passages_of_a_repeated_hour_are_one_hour(wifi_engine):
    """2 h comes twice on 25 October 2026; it is over when 3 h begins."""
    day = "2026-10-25"
    passages = [
        *crowd(6, "S1", f"{day} 02:10:00+02:00"),
        *crowd(6, "S1", f"{day} 02:10:00+01:00", first=20),
    ]
    load(wifi_engine, portal_csv(*passages), f"{day} 09:00")
    assert table_rows(wifi_engine, schema.footfall_today) == []
    load(wifi_engine, portal_csv(*crowd(1, "S2", f"{day} 03:05", first=90)), f"{day} 09:10")
    assert table_rows(wifi_engine, schema.footfall_today, "hour", "sessions") == [(2, 6 + 6)]


def test_the_operator_refuses_it(wifi_engine):
    load(wifi_engine, portal_csv(*morning()), f"{DAY} 11:30")
    refused = replace(context(wifi_engine, f"{DAY} 11:40"), settings=Settings(screens_now=False))
    content = portal_csv(*crowd(12, "S1", f"{DAY} 11:10"))
    assert pipeline.load(SOURCES["portal"], content, refused).status == "loaded"
    assert table_rows(wifi_engine, schema.footfall_today) == []
    assert table_rows(wifi_engine, schema.session)


TODAY = screen_store.TODAY
# Of the 50 connections that are usual at 13 h, over the 70 of the upper quartile.
MANY = 75


@pytest.fixture
def loaded_office(engine):
    """The office of screen_store, whose site had MANY sessions at 13 h, loaded at 14:20."""
    screen_store.office(engine)
    visits = [*crowd(MANY, "S1", f"{TODAY} 13:10"), *crowd(1, "S1", f"{TODAY} 14:00", first=90)]
    assert load(engine, portal_csv(*visits), f"{TODAY} 14:20").rows_loaded == MANY + 1
    return engine


@pytest.mark.parametrize(
    ("hour", "minute", "value", "label"),
    [
        (14, 21, "Très fréquenté", "en ce moment"),
        (17, 0, "Très fréquenté", "en ce moment"),
        # 90 are usual at 17 h.
        (17, 1, "Très fréquenté", "attendu à cette heure"),
    ],
)
def test_a_load_makes_the_screen_say_now_for_three_hours(loaded_office, hour, minute, value, label):
    said = screen_store.said(affluence, loaded_office, screen_store.at(hour, minute))
    assert said["big"] == {"value": value, "label": label}


def test_the_word_is_that_of_the_hour_that_is_over(loaded_office):
    said = screen_store.said(affluence, loaded_office, screen_store.at(14, 30))
    assert "Mesuré jusqu’à 14\u00a0h" in said["note"]
    assert [bar["label"] for bar in said["bars"] if bar["now"]] == [""]
    assert next(at for at, bar in enumerate(said["bars"]) if bar["now"]) == 13 - 10
