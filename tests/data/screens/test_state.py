"""The state of a screen: its shape, what it leaves out, and what it may read and show."""

import json
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from data import db, schema
from data.calendar import PARIS
from data.screens.queries import UnknownScreen
from data.screens.slides.reasons import NO_FACT, NO_HELP, REASONS
from data.screens.state import THEMES, left_out, state
from data.screens.texts import voice
from data.screens.vocabulary import AFFLUENCE, CALM, FACT, HELP, LANGUAGES, MESSAGE, SLIDES, WEEK
from tests.data.screens.screen_store import (
    SCREEN,
    TODAY,
    add_screen,
    at,
    change_screen,
    office,
    rows_in,
)

NOON = at(12, 10)
# A number as it is read: a time with its minutes, a thousand with its space, are one.
NUMBER = re.compile(r"\d+(?:[.,:\u202f\u00a0]\d+|\u00a0h\u00a0\d+)*")
MOST_NUMBERS = 7


def test_the_state_has_the_shape_that_screens_read(engine):
    office(engine)
    change_screen(engine, standby_from="21:00", standby_until="08:00", slides="semaine:12 calme:15")
    told = state(engine, SCREEN, NOON)
    assert told["screen"] == {
        "id": SCREEN,
        "name": "Office d’Amboise",
        "orientation": "portrait",
        "languages": ["fr", "en"],
        "standby": ["21:00", "08:00"],
        "simulated": False,
    }
    assert told["at_s"] == NOON.timestamp()
    assert told["valid_until_s"] == (NOON + timedelta(hours=24)).timestamp()
    assert told["data_version"] == "0"
    (slide,) = told["slides"]
    assert (slide["kind"], slide["seconds"]) == (WEEK, 12)
    assert slide["data_at_s"] < told["at_s"] < slide["valid_until_s"] <= told["valid_until_s"]
    assert set(slide["content"]) == {"fr", "en"}
    assert set(slide["content"]["fr"]) == {"title", "lead", "big", "lines", "bars", "note"}
    assert set(slide["content"]["fr"]["lines"][0]) == {"level", "text", "detail"}
    assert told["words"]["en"]["neutral_title"] == "Welcome"
    assert json.loads(json.dumps(told)) == told


def test_bars_have_what_screens_draw(engine):
    office(engine)
    told = state(engine, SCREEN, NOON)
    affluence = next(one for one in told["slides"] if one["kind"] == AFFLUENCE)
    for bar in affluence["content"]["fr"]["bars"]:
        assert set(bar) == {"label", "level", "share", "now"}


def test_a_screen_without_standby_has_none(engine):
    office(engine)
    assert state(engine, SCREEN, NOON)["screen"]["standby"] is None


def test_an_unknown_screen_is_an_error_of_its_own(engine):
    for asked in (state, left_out):
        with pytest.raises(UnknownScreen):
            asked(engine, "nowhere", NOON)


def test_what_is_left_out_is_said_and_the_rest_is_shown(engine):
    office(engine)
    kinds = [one["kind"] for one in state(engine, SCREEN, NOON)["slides"]]
    reasons = left_out(engine, SCREEN, NOON)
    assert kinds == [AFFLUENCE, WEEK]
    assert set(reasons) == {CALM, MESSAGE, HELP, FACT}
    assert (reasons[HELP], reasons[FACT]) == (REASONS[NO_HELP], REASONS[NO_FACT])


def test_an_empty_store_leaves_everything_out(engine):
    add_screen(engine)
    assert state(engine, SCREEN, NOON)["slides"] == []
    assert set(left_out(engine, SCREEN, NOON)) == set(SLIDES)


def test_a_screen_is_simulated_as_soon_as_something_that_it_shows_is(engine):
    office(engine)
    source = {"source_key": "S", "position": 1, "fresh_h": 1, "stale_h": 24}
    texts = dict.fromkeys(("label", "owner", "licence", "address", "grain", "refresh"), "")
    rows_in(engine, schema.source, [source | texts | {"theme": "footfall"}])
    run = dict.fromkeys(("rows_read", "rows_loaded", "rows_quarantined", "started_s", "ended_s"), 1)
    words = dict.fromkeys(("origin", "file_sha256", "message", "notices"), "")
    run |= words | {"source_key": "S", "status": "loaded", "simulated": True}
    rows_in(engine, schema.load_run, [run])
    assert state(engine, SCREEN, NOON)["screen"]["simulated"] is True
    change_screen(engine, slides="aide:15")
    assert state(engine, SCREEN, NOON)["screen"]["simulated"] is False


def test_every_slide_says_what_it_reads():
    assert set(THEMES) == set(SLIDES)


# --- on the demonstration ---
@pytest.fixture(scope="module")
def demo_engine(demo_store):
    engine = db.make_engine(demo_store)
    yield engine
    engine.dispose()


def states(engine) -> list[dict]:
    """The states of every screen at several hours of today."""
    with engine.connect() as connection:
        ids = connection.scalars(select(schema.screen.c.screen_id)).all()
    today = datetime.now(PARIS).replace(minute=20)
    return [state(engine, one, today.replace(hour=hour)) for one in ids for hour in (9, 15)]


def contents(told: dict) -> list[tuple[str, dict]]:
    return [
        (f"{told['screen']['id']} {slide['kind']} {code}", words)
        for slide in told["slides"]
        for code, words in slide["content"].items()
    ]


def texts(words: object) -> list[str]:
    if isinstance(words, str):
        return [words]
    inside = words.values() if isinstance(words, dict) else words
    return [text for one in inside if isinstance(one, str | dict | list) for text in texts(one)]


def test_the_demonstration_has_its_screens_and_they_speak(demo_engine):
    with demo_engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.screen)) == 3
    told = states(demo_engine)
    assert all(one["screen"]["simulated"] for one in told)
    assert all(len(one["slides"]) >= 3 for one in told)
    assert {code for one in told for code in one["screen"]["languages"]} == set(LANGUAGES)


def test_a_slide_has_seven_numbers_at_most(demo_engine):
    for told in states(demo_engine):
        for name, words in contents(told):
            numbers = [found for text in texts(words) for found in NUMBER.findall(text)]
            assert len(numbers) <= MOST_NUMBERS, (name, numbers)


def test_no_place_is_left_open_and_no_word_is_missing(demo_engine):
    for told in states(demo_engine):
        for name, words in contents(told):
            assert words["title"], name
            assert not [text for text in texts(words) if re.search(r"[{}]|None|nan", text)], name


def test_only_what_is_published_is_read(demo_engine):
    asked = []
    listener = ("before_cursor_execute", lambda *told: asked.append(told[2]))
    event.listen(demo_engine, *listener)
    try:
        states(demo_engine)
    finally:
        event.remove(demo_engine, *listener)
    tables = {table for one in asked for table in re.findall(r"(?:FROM|JOIN) (\w+)", one)}
    assert not {table for table in tables if table.startswith("raw_")}
    footfall = {table for table in tables if "footfall" in table}
    assert footfall == {
        "core_footfall_site",
        "core_footfall_site_day",
        "core_footfall_site_hour",
        "out_footfall_today",
    }


def test_the_same_instant_gives_the_same_state(demo_engine):
    now = datetime.now(PARIS)
    with demo_engine.connect() as connection:
        screen_id = connection.scalar(select(schema.screen.c.screen_id))
    assert state(demo_engine, screen_id, now) == state(demo_engine, screen_id, now)


def test_the_language_of_a_slide_is_that_of_its_catalogue(engine):
    office(engine)
    change_screen(engine, languages=" ".join(LANGUAGES))
    (affluence, *_) = state(engine, SCREEN, at(12, day=TODAY))["slides"]
    titles = {code: words["title"] for code, words in affluence["content"].items()}
    assert titles == {code: voice(code).text("affluence", "title") for code in LANGUAGES}
