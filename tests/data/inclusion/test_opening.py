"""Opening hours: usual weeks counted by hand, holidays, what cannot be read."""

from datetime import datetime

import pytest

from data.inclusion.opening import (
    from_french_days,
    open_hours_a_week,
    open_now,
    open_on_saturday,
    usual_week,
)

OFFICE = "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"


def test_a_week_is_counted_hour_by_hour():
    # Five days of 3 h and 4 h 30, and 3 h 30 on Saturday.
    assert open_hours_a_week(OFFICE) == 5 * (3 + 4.5) + 3.5
    assert open_hours_a_week("24/7") == 7 * 24
    assert open_hours_a_week("Mo off") == 0


@pytest.mark.parametrize("text", [None, "", "  ", "sur rendez-vous le matin", "Mo 25:99"])
def test_hours_that_cannot_be_read_are_not_known(text: str | None):
    assert usual_week(text) is None
    assert open_hours_a_week(text) is None
    assert open_on_saturday(text) is None
    assert open_now(text, datetime(2026, 11, 23, 10)) is None


def test_saturday_is_open_or_not():
    assert open_on_saturday(OFFICE)
    assert not open_on_saturday("Mo-Fr 09:00-17:00")


def test_open_now_tells_until_when_or_from_when():
    # 23 November 2026 is a Monday.
    morning = open_now(OFFICE, datetime(2026, 11, 23, 10))
    assert (morning.is_open, morning.changes_at) == (True, datetime(2026, 11, 23, 12))
    noon = open_now(OFFICE, datetime(2026, 11, 23, 12, 30))
    assert (noon.is_open, noon.changes_at) == (False, datetime(2026, 11, 23, 14))
    sunday = open_now(OFFICE, datetime(2026, 11, 22, 10))
    assert (sunday.is_open, sunday.changes_at) == (False, datetime(2026, 11, 23, 9))


def test_public_holidays_are_those_of_france():
    hours = "Mo-Fr 09:00-17:00; PH off"
    assert not open_now(hours, datetime(2026, 7, 14, 10)).is_open
    assert open_now(hours, datetime(2026, 7, 15, 10)).is_open


def test_french_days_become_openstreetmap_hours():
    days = {0: "09:00 - 12:00 / 13:30 - 17:00", 2: "9h - 12h30", 3: None, 5: " "}
    told = from_french_days(days)
    assert told == "Mo 09:00-12:00,13:30-17:00; We 09:00-12:30"
    assert open_hours_a_week(told) == 3 + 3.5 + 3.5


@pytest.mark.parametrize("text", ["sur rendez-vous", "9h - 12h, 1er et 3e lundis 14", "fermé"])
def test_french_words_that_are_not_hours_leave_the_whole_unknown(text: str):
    assert from_french_days({0: "09:00 - 12:00", 1: text}) is None


def test_no_day_at_all_is_not_closed_but_unknown():
    assert from_french_days({0: None, 1: ""}) is None
