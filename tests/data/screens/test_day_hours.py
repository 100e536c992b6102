"""Opening hours of a day."""

from datetime import date, datetime

import pytest

from data.screens.day_hours import closes_for_lunch, day_spans, is_whole_day, next_opening

TUESDAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("hours", "spans"),
    [
        ("Tu 09:00-12:00", [("09:00", "12:00")]),
        ("Mo-Fr 09:00-12:00,14:00-18:00", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("We 09:00-12:00", []),
        ("off", []),
        (None, None),
        ("", None),
        ("sur rendez-vous", None),
        ("Tu unknown", None),
    ],
)
def test_the_hours_of_a_day_are_known_closed_or_unknown(hours, spans):
    found = day_spans(hours, TUESDAY)
    told = found and [(f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in found]
    assert told == spans


@pytest.mark.parametrize(
    ("hours", "reopens"),
    [
        ("Tu 09:00-12:00", datetime(2026, 6, 23, 9)),
        ("We,Th 14:00-17:00", datetime(2026, 6, 17, 14)),
        ("24/7", datetime(2026, 6, 17)),
        ("off", None),
        ("2026 Dec 01 09:00-12:00", None),
        (None, None),
    ],
)
def test_a_place_opens_again_within_a_week_or_nobody_knows(hours, reopens):
    assert next_opening(hours, TUESDAY) == reopens


def test_a_night_is_cut_at_midnight():
    (span,) = day_spans("24/7", TUESDAY)
    assert is_whole_day(span)
    first, second = day_spans("Mo-Su 18:00-02:00", TUESDAY)
    assert (first.end, second.start) == (datetime(2026, 6, 16, 2), datetime(2026, 6, 16, 18))


@pytest.mark.parametrize(
    ("hours", "is_lunch"),
    [
        ("Tu 09:00-12:00,14:00-18:00", True),
        ("Tu 09:00-11:30,14:00-18:00", True),
        ("Tu 09:00-11:00,14:00-18:00", False),
        ("Tu 09:00-12:30,15:00-18:00", False),
        ("Tu 08:30-10:00,16:30-18:00", False),
        ("Tu 09:00-18:00", False),
        ("Tu 09:00-10:00,12:00-13:00,14:00-18:00", False),
    ],
)
def test_a_break_of_lunch_is_told_from_others(hours, is_lunch):
    assert closes_for_lunch(day_spans(hours, TUESDAY)) is is_lunch
