from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from data import calendar

WINTER_S, SUMMER_S = 3600, 7200


def utc_s(text, offset_s):
    return int((pd.Timestamp(text) - pd.Timestamp(0)).total_seconds()) - offset_s


@pytest.mark.parametrize("year", range(2023, 2028))
@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_every_year_has_its_five_school_holidays(year, zone):
    found = calendar.school_holidays(date(year, 1, 1), date(year, 12, 31), zone)
    assert {
        "Vacances de Noël",
        "Vacances d'hiver",
        "Vacances de printemps",
        "Vacances d'été",
        "Vacances de la Toussaint",
    } <= set(found["name"])


def test_winter_holidays_2026_of_zone_b():
    found = calendar.school_holidays(date(2026, 2, 20), date(2026, 2, 21))
    assert found.to_dict("records") == [
        {"start": date(2026, 2, 14), "end": date(2026, 3, 1), "name": "Vacances d'hiver"}
    ]


def test_an_unknown_zone_is_refused():
    with pytest.raises(ValueError, match="zone inconnue"):
        calendar.school_holidays(date(2026, 1, 1), date(2026, 1, 2), "D")


def test_public_holidays_are_the_eleven_with_french_names():
    found = calendar.public_holidays(date(2026, 1, 1), date(2026, 12, 31))
    assert len(found) == 11
    assert found["day"].is_monotonic_increasing
    names = dict(found.itertuples(index=False))
    assert names[date(2026, 5, 14)] == "Ascension"
    assert names[date(2026, 7, 14)] == "Fête nationale"


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 22), 24)],
)
def test_days_have_their_true_length(day, hours):
    assert calendar.hours_in_day(day) == hours
    first, after = calendar.day_bounds_utc_s(day)
    assert calendar.paris_day(first) == calendar.paris_day(after - 1) == day
    assert calendar.paris_day(after) != day


def test_days_between_includes_both_ends():
    assert calendar.days_between(date(2026, 2, 28), date(2026, 3, 1)) == [
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]
    assert calendar.days_between(date(2026, 3, 1), date(2026, 2, 28)) == []


def test_local_times_become_utc_seconds():
    local = np.array(["2026-01-10 12:00", "2026-07-10 12:00"], dtype="datetime64[s]")
    seconds, repeated, inexistent = calendar.local_to_utc_s(local)
    assert seconds.tolist() == [
        utc_s("2026-01-10 12:00", WINTER_S),
        utc_s("2026-07-10 12:00", SUMMER_S),
    ]
    assert not repeated.any()
    assert not inexistent.any()


def test_a_repeated_hour_is_summer_time_unless_order_says_otherwise():
    night = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]
    local = pd.Series(pd.to_datetime([f"2026-10-25 {t}" for t in night]))
    expected_summer = [utc_s(f"2026-10-25 {t}", SUMMER_S) for t in night[:5]]
    seconds, repeated, _ = calendar.local_to_utc_s(local)
    assert repeated.tolist() == [False, True, True, True, True, False]
    assert seconds.tolist() == [*expected_summer, utc_s("2026-10-25 03:00", WINTER_S)]
    in_order, _, _ = calendar.local_to_utc_s(local, ordered=True)
    assert np.diff(in_order).tolist() == [1800] * 5


def test_a_duplicated_hour_in_order_is_the_second_one():
    local = pd.Series(pd.to_datetime(["2022-10-30 02:00", "2022-10-30 02:00"]))
    seconds, _, _ = calendar.local_to_utc_s(local, ordered=True)
    assert np.diff(seconds).tolist() == [3600]


def test_an_inexistent_hour_is_flagged_and_read_as_winter_time():
    local = pd.Series([datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 3, 30)])
    seconds, _, inexistent = calendar.local_to_utc_s(local)
    assert inexistent.tolist() == [True, False]
    assert seconds[0] == seconds[1] == utc_s("2026-03-29 02:30", WINTER_S)


def test_a_missing_time_is_neither_repeated_nor_inexistent():
    seconds, repeated, inexistent = calendar.local_to_utc_s(pd.Series([pd.NaT, pd.Timestamp(0)]))
    assert seconds.tolist() == [0, -3600]
    assert not repeated.any()
    assert not inexistent.any()
