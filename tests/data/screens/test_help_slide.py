"""The slide of digital help: the nearest places and their hours of today."""

import pytest

from data import schema
from data.screens.slides import help
from data.screens.slides.reasons import NO_HELP
from data.screens.slides.slide import LeftOut
from tests.data.screens.screen_store import OFFICE, add_screen, at, lines_of, moment, plain, rows_in

NOON = at(12, 10)


def add_place(engine, place_id, km, hours=None, **other):
    lists = dict.fromkeys(
        ("kinds", "services", "support", "access", "publics", "special_care", "fees",
         "programmes", "sources"), "",
    )  # fmt: skip
    row = {
        "place_id": place_id,
        "name": f"Lieu {place_id}",
        "town": "Amboise",
        "latitude_deg": OFFICE[0] + km / 111.195,
        "longitude_deg": OFFICE[1],
        "at_town_hall": False,
        "hours": hours,
        "itinerant": None,
        "disagreements": "{}",
        "simulated": False,
    }
    rows_in(engine, schema.inclusion_place, [lists | row | other])


def test_the_nearest_places_are_told_with_their_hours_of_today(engine):
    add_screen(engine)
    add_place(engine, "A", 9, "Mo-Fr 09:00-12:30,13:30-17:00")
    add_place(engine, "B", 1, "We 14:00-17:00", name="Médiathèque d’Amboise")
    add_place(engine, "C", 3, town="Nazelles-Négron")
    add_place(engine, "D", 12, "24/7")
    told = [(one[1], plain(one[2])) for one in lines_of(help, engine, NOON)]
    assert told == [
        ("Médiathèque d’Amboise", "Fermé aujourd’hui, ouvre mercredi à 14 h"),
        ("Lieu C", "Nazelles-Négron · Horaires à demander sur place"),
        ("Lieu A", "Amboise · 9 h – 17 h, fermé le midi"),
    ]


def test_a_place_says_its_spans_and_its_whole_days(engine):
    add_screen(engine)
    add_place(engine, "A", 1, "24/7")
    add_place(engine, "B", 2, "Tu 08:30-10:00,16:30-18:00")
    add_place(engine, "C", 3, "Tu 14:00-17:00")
    assert [plain(one[2]) for one in lines_of(help, engine, NOON)] == [
        "Amboise · Ouvert toute la journée",
        "Amboise · 8 h 30 – 10 h et 16 h 30 – 18 h",
    ]


def test_a_fourth_span_leaves_the_last_place_out(engine):
    add_screen(engine)
    for rank in (1, 2, 3):
        add_place(engine, str(rank), rank, "Tu 08:30-10:00,16:30-18:00")
    # Two spans of two times each, and two more would make eight numbers.
    assert len(lines_of(help, engine, NOON)) == 1


@pytest.mark.parametrize(
    "other", [{"at_town_hall": True}, {"itinerant": True}, {"latitude_deg": None}]
)
def test_a_place_that_is_not_there_is_not_told(engine, other):
    add_screen(engine)
    add_place(engine, "A", 1, **other)
    assert help.tell(moment(engine, NOON)) == LeftOut(NO_HELP)


def test_a_place_too_far_is_not_told(engine):
    add_screen(engine)
    add_place(engine, "A", 25.5)
    assert help.tell(moment(engine, NOON)) == LeftOut(NO_HELP)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Fermé aujourd’hui, ouvre lundi à 9 h"),
        ("en", "Closed today, opens Monday at 9 am"),
        ("de", "Heute geschlossen, öffnet Montag um 9 Uhr"),
        ("nl", "Vandaag gesloten, open vanaf maandag om 9 uur"),
        ("es", "Cerrado hoy, abre el lunes a las 9:00"),
        ("it", "Oggi chiuso, apre lunedì alle 9:00"),
    ],
)
def test_a_closed_place_says_when_it_opens_again(engine, language, said):
    add_screen(engine)
    add_place(engine, "A", 1, "Mo 09:00-12:00", town=None)
    ((_level, _name, detail),) = lines_of(help, engine, NOON, language)
    assert plain(detail) == said


def test_a_place_that_never_opens_is_closed_today(engine):
    add_screen(engine)
    add_place(engine, "A", 1, "off", town=None)
    assert lines_of(help, engine, NOON) == [(None, "Lieu A", "Fermé aujourd’hui")]
