"""The slide of the office: its message, what happens nearby, when it is open."""

from datetime import date, timedelta

import pytest

from data.screens.slides import message
from data.screens.slides.reasons import NO_MESSAGE
from data.screens.slides.slide import LeftOut
from data.screens.texts import voice
from tests.data.screens.screen_store import (
    TODAY,
    add_event,
    add_screen,
    add_site,
    at,
    change_screen,
    lines_of,
    moment,
    office,
    plain,
    said,
)

FR = voice("fr")
NOON = at(12, 10)


def test_the_message_is_in_french_where_it_is_not_translated(engine):
    add_screen(engine, messages={"fr": "Visite à 15 h", "de": "Führung"})
    add_site(engine, "S1")
    assert said(message, engine, NOON)["lead"] == "Visite à 15 h"
    assert said(message, engine, NOON, "en")["lead"] == "Visite à 15 h"
    assert said(message, engine, NOON, "de")["lead"] == "Führung"


def test_events_of_the_fortnight_are_three_the_soonest_first(engine):
    office(engine)
    for label, first, last in (
        ("Lointain", 15, 15), ("Passé", -3, -1), ("Long", -30, 40), ("Demain", 1, 1),
        ("Dernier jour", -3, 0), ("Dans dix jours", 10, 12),
    ):  # fmt: skip
        add_event(engine, label, *(TODAY + timedelta(days=days) for days in (first, last)))
    assert lines_of(message, engine, NOON) == [
        (None, "Dernier jour", "Aujourd’hui"),
        (None, "Long", "Jusqu’au dimanche 26 juillet"),
        (None, "Demain", "Mercredi 17 juin"),
    ]
    assert said(message, engine, NOON)["title"] == "Près d’ici, bientôt"


def test_an_event_to_come_says_when_it_begins(engine):
    office(engine)
    add_event(engine, "Foire", TODAY + timedelta(days=14), TODAY + timedelta(days=20))
    assert lines_of(message, engine, NOON) == [(None, "Foire", "À partir du mardi 30 juin")]
    assert lines_of(message, engine, NOON, "en") == [(None, "Foire", "From Tuesday 30 June")]


@pytest.mark.parametrize(
    ("scope", "is_near"),
    [
        ("site:S1", True),
        ("commune:37003", True),
        ("epci:200043065", True),
        ("departement:37", True),
        ("syndicat", True),
        ("commune:37261", False),
        ("departement:41", False),
        ("site:S2", False),
    ],
)
def test_events_are_those_of_the_territory(engine, scope, is_near):
    office(engine)
    add_event(engine, "Fête", TODAY, TODAY, scope)
    slide = message.tell(moment(engine, NOON))
    assert slide == LeftOut(NO_MESSAGE) if not is_near else slide.content(FR)["lines"]


def test_the_events_of_the_communes_of_an_epci_are_its_own(engine):
    add_screen(engine, scope="epci:200043065")
    add_site(engine, "S1")
    add_event(engine, "Fête", TODAY, TODAY, "commune:37003")
    add_event(engine, "Visite", TODAY, TODAY, "site:S1")
    assert [one[1] for one in lines_of(message, engine, NOON)] == ["Fête", "Visite"]


def test_the_office_says_when_it_is_open(engine):
    add_screen(engine, opening="Mo-Sa 09:30-12:30,14:00-18:00")
    add_site(engine, "S1")
    note = "Office ouvert aujourd’hui : 9 h 30 – 12 h 30 et 14 h – 18 h"
    assert plain(said(message, engine, NOON)["note"]) == note
    sunday = at(12, day=TODAY + timedelta(days=5))
    assert said(message, engine, sunday)["note"] == "L’office est fermé aujourd’hui."
    bastille = at(12, day=date(2026, 7, 14))
    assert plain(said(message, engine, bastille)["note"]) == note
    change_screen(engine, opening="Mo-Sa 09:30-18:00; PH off")
    assert said(message, engine, bastille)["note"] == "L’office est fermé aujourd’hui."


def test_an_office_that_has_nothing_to_say_says_nothing(engine):
    add_screen(engine, opening="n’importe quand")
    add_site(engine, "S1")
    assert message.tell(moment(engine, NOON)) == LeftOut(NO_MESSAGE)
