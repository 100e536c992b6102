"""The slide of calm sites: who is sent where, and when nobody is."""

from datetime import timedelta

import pytest

from data.screens.slides import calm
from data.screens.slides.reasons import NONE_CALM
from data.screens.slides.slide import LeftOut
from data.screens.texts import voice
from tests.data.screens.screen_store import (
    TODAY,
    add_calendar,
    add_grid,
    add_hours,
    add_screen,
    add_site,
    at,
    change_screen,
    moment,
    office,
    said,
)

FR = voice("fr")
NOON = at(12, 10)
CALM_TUESDAY = (300, 100, 300, 300, 300, 300, 300)
HIDDEN_TUESDAY = (300, None, 300, 300, 300, 300, 300)


def around(engine, **sites):
    """An office on a territory without its own site; site -> km north and weekday totals."""
    add_screen(engine, scope="commune:37261")
    add_calendar(engine)
    for site_id, (km, totals) in sites.items():
        add_site(engine, site_id, km_north=km)
        add_grid(engine, site_id, totals=totals, hours={})


def test_the_nearest_calm_sites_come_first_and_are_three(engine):
    around(engine, A=(12, CALM_TUESDAY), B=(0.8, CALM_TUESDAY), C=(24, CALM_TUESDAY),
           D=(5.5, CALM_TUESDAY), E=(2, (300,) * 7))  # fmt: skip
    words = said(calm, engine, NOON)
    assert words["title"] == "3 lieux calmes près d’ici"
    assert words["lead"] == "Attendu aujourd’hui"
    told = [(one["level"], one["text"], one["detail"].split()) for one in words["lines"]]
    assert told == [
        ("calm", "Château B", ["Calme", "·", "à", "800", "m"]),
        ("calm", "Château D", ["Calme", "·", "à", "5,5", "km"]),
        ("calm", "Château A", ["Calme", "·", "à", "12", "km"]),
    ]


def test_a_site_too_far_or_not_calm_or_hidden_is_not_told(engine):
    around(engine, A=(25.5, CALM_TUESDAY), B=(1, (300,) * 7), C=(2, HIDDEN_TUESDAY))
    assert calm.tell(moment(engine, NOON)) == LeftOut(NONE_CALM)


def test_a_single_calm_site_is_said_in_the_singular(engine):
    around(engine, A=(24.9, CALM_TUESDAY))
    assert said(calm, engine, NOON)["title"] == "Un lieu calme près d’ici"
    assert said(calm, engine, NOON, "en")["title"] == "A quiet place nearby"


@pytest.mark.parametrize(
    "other",
    [
        {"place_kind": "Camping"},
        {"closed_on": TODAY - timedelta(days=1)},
        {"opened_on": TODAY + timedelta(days=1)},
        {"latitude_deg": None, "longitude_deg": None},
    ],
)
def test_where_nobody_is_sent(engine, other):
    add_screen(engine, scope="commune:37261")
    add_calendar(engine)
    add_site(engine, "A", **other)
    add_grid(engine, "A", totals=CALM_TUESDAY, hours={})
    assert calm.tell(moment(engine, NOON)) == LeftOut(NONE_CALM)


def test_the_own_site_of_the_screen_is_not_sent_to_itself(engine):
    office(engine)
    assert calm.tell(moment(engine, at(10, 30))) == LeftOut(NONE_CALM)


def test_hours_tell_when_they_are_known(engine):
    office(engine)
    change_screen(engine, scope="commune:37003")
    # 20 connections from 10 h to 11 h are calm, 50 from 13 h are not, at 9 h nothing is usual.
    slide = calm.tell(moment(engine, at(10, 30)))
    assert slide.content(FR)["lead"] == "Attendu à cette heure"
    assert slide.valid_until_s == at(11, 30).timestamp()
    for hour in (9, 13):
        assert calm.tell(moment(engine, at(hour, 30))) == LeftOut(NONE_CALM)


def test_a_measure_of_now_goes_before_what_is_expected(engine):
    office(engine)
    change_screen(engine, scope="commune:37003")
    add_hours(engine, {12: 15})
    slide = calm.tell(moment(engine, at(13, 30)))
    assert slide.content(FR)["lead"] == "Mesuré en ce moment"
    assert slide.data_at_s == at(13).timestamp()
    assert slide.valid_until_s == at(14, 30).timestamp()
    # Two hours and fifty minutes old, it is not now for another hour.
    assert calm.tell(moment(engine, at(15, 50))).valid_until_s == at(16).timestamp()


def test_old_data_send_nobody(engine):
    add_screen(engine, scope="commune:37261")
    add_calendar(engine)
    add_site(engine, "A")
    add_grid(engine, "A", totals=CALM_TUESDAY, hours={}, until=TODAY - timedelta(days=9))
    assert calm.tell(moment(engine, NOON)) == LeftOut(NONE_CALM)
