"""Leaks after the meter: from the least hour of days, from days alone; Warsmann."""

import numpy as np
import pytest

from data.water.customer_leaks import (
    abnormal_m3,
    leaks_from_days,
    leaks_from_least,
    usual_m3,
)

NAN = float("nan")


def test_two_days_whose_least_hour_runs_make_a_suspect():
    least = np.array([0, 0, 9, 8, NAN, 10, 0, 0, 7.0])
    (leak,) = leaks_from_least(least)
    assert (leak.since, leak.detected, leak.last, leak.open) == (2, 3, 5, False)
    assert leak.litres_per_h == 8
    # One day is not enough, and two known days apart are not two on end.
    assert leaks_from_least(np.array([0, 9.0, 0])) == []
    assert leaks_from_least(np.array([0, 9.0, NAN, 9.0, 0])) == []
    (still,) = leaks_from_least(np.array([0, 5.0, 5.0, NAN]))
    assert (still.open, still.last) == (True, 2)
    assert leaks_from_least(np.full(5, NAN)) == []


def _home(days: int = 150) -> np.ndarray:
    """Two hundred litres a day, fifty each Sunday."""
    daily = np.full(days, 0.2)
    daily[::7] = 0.05
    return daily


def test_days_alone_show_a_rise_of_the_least_day():
    daily = _home()
    assert leaks_from_days(daily) == []
    daily[110:] += 0.24
    (leak,) = leaks_from_days(daily)
    # Day 105 is the last Sunday at fifty litres: the 14 days after it end with day 119.
    assert (leak.detected, leak.since, leak.open) == (119, 106, True)
    assert leak.litres_per_h == pytest.approx(1000 * 0.24 / 24)


def test_a_rise_ends_with_a_day_back_at_the_past_level():
    daily = _home(200)
    daily[110:140] += 0.24
    (leak,) = leaks_from_days(daily)
    # Day 140, a Sunday, is back at fifty litres.
    assert (leak.last, leak.open) == (139, False)
    assert leak.litres_per_h == pytest.approx(1000 * 0.24 / 24)


def test_a_small_rise_or_a_short_past_or_a_gap_says_nothing():
    small = _home()
    small[110:] += 0.04
    assert leaks_from_days(small) == []
    assert leaks_from_days(_home(97) + np.linspace(0, 1, 97)) == []
    holed = _home()
    holed[110:] += 0.24
    holed[113::10] = NAN
    assert leaks_from_days(holed) == []


def test_warsmann_by_hand():
    past = np.array([[40.0, 44.0, NAN], [NAN, NAN, NAN]])
    usual = usual_m3(past, [180, 181, 180], 182)
    expected = (40 / 180 + 44 / 181) / 2 * 182
    np.testing.assert_allclose(usual, [expected, NAN])
    np.testing.assert_allclose(abnormal_m3([130.0, 130.0], usual, 2), [130 - 2 * expected, NAN])
    assert abnormal_m3(80, 42, 2) == 0
    assert np.isnan(abnormal_m3(None, 42, 2))
