"""The slide of the week: seven days in words, holidays and events."""

from datetime import timedelta

import pytest

from data.screens.slides import week
from data.screens.slides.reasons import NO_SITE, TOO_FEW, TOO_OLD
from data.screens.slides.slide import LeftOut
from tests.data.screens.screen_store import (
    TODAY,
    add_calendar,
    add_event,
    add_grid,
    add_screen,
    add_site,
    at,
    lines_of,
    moment,
    office,
    said,
)

NOON = at(12, 10)


def test_the_week_is_seven_days_in_words(engine):
    office(engine)
    words = said(week, engine, NOON)
    assert words["title"] == "La semaine qui vient"
    assert [one["text"] for one in words["lines"]] == [
        "Aujourd’hui", "Demain", "Jeudi", "Vendredi", "Samedi", "Dimanche", "Lundi",
    ]  # fmt: skip
    assert [one["detail"] for one in words["lines"]] == ["Habituel"] * 5 + [
        "Très fréquenté",
        "Calme",
    ]


def test_holidays_and_events_of_the_week_are_told(engine):
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1")
    saturday, monday = TODAY + timedelta(days=4), TODAY + timedelta(days=6)
    past = [TODAY + timedelta(days=4 - 7 * weeks) for weeks in range(104)]
    add_calendar(engine, public={monday: "Fête"}, school=past)
    add_event(engine, "Fête de la Loire", saturday, saturday)
    told = {one[1]: one[2] for one in lines_of(week, engine, NOON)}
    assert told["Samedi"] == "Habituel · Vacances scolaires · Fête de la Loire"
    # A public holiday is a Sunday.
    assert told["Lundi"] == "Très fréquenté · Jour férié"
    assert lines_of(week, engine, NOON, "en")[6][2] == "Busy · Public holiday"


@pytest.mark.parametrize(
    ("days", "until", "reason"),
    [(731, TODAY - timedelta(days=8), TOO_OLD), (15, TODAY - timedelta(days=1), TOO_FEW)],
)
def test_a_week_that_is_not_known_is_left_out(engine, days, until, reason):
    add_screen(engine)
    add_site(engine, "S1")
    add_calendar(engine)
    add_grid(engine, "S1", days=days, until=until)
    assert week.tell(moment(engine, NOON)) == LeftOut(reason)


def test_a_week_without_site_is_left_out(engine):
    add_screen(engine, scope="commune:37001")
    assert week.tell(moment(engine, NOON)) == LeftOut(NO_SITE)
