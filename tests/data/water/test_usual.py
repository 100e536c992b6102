"""What was usual: quantiles by hand, lag, missing days, weeks of the calendar."""

import numpy as np
import pytest

from data.water.night_flow import day_flow_m3_h, night_flow_m3_h
from data.water.usual import known_quantiles, usual_before, usual_hours

NAN = float("nan")


def test_quantiles_leave_missing_values_out():
    middle, high = known_quantiles(np.array([[4.0, NAN, 1.0, 2.0]]), (0.5, 0.75))

    assert middle.tolist() == [2]
    # Between 2 and 4, the place being 0.75 × (3 − 1).
    assert high.tolist() == [2 + 0.5 * (4 - 2)]


def test_fewer_than_half_known_is_not_known():
    values = np.array([[1.0, NAN, NAN, 3.0], [1.0, NAN, NAN, NAN]])

    assert known_quantiles(values, (0.5,))[0].tolist() == [2, pytest.approx(NAN, nan_ok=True)]


def test_window_ends_lag_days_before():
    per_day = np.arange(10.0)[None, :]
    usual = usual_before(per_day, days=3, lag=2, shares=(0.5,))[0][0]

    # On day 9 the window is 5, 6, 7.
    assert usual[9] == 6
    # On day 3, only days 0 and 1 of its three exist: 2 of 3 are enough.
    assert usual[3] == (0 + 1) / 2
    assert np.isnan(usual[2])


def test_lag_longer_than_the_data_is_not_known():
    assert np.isnan(usual_before(np.ones((1, 4)), 3, 9, (0.5,))[0]).all()


def test_hours_are_compared_with_whole_weeks_before():
    # 1 January 2024 is a Monday: days 0..6, 7..13, 14..20 are weeks.
    days = np.datetime64("2024-01-01") + np.arange(21)
    flow = np.zeros((1, 21, 24)) + (np.arange(21) // 7)[None, :, None]
    usual = usual_hours(flow, days, weeks=2, share=0.5)

    assert usual[0, 14:, 5].tolist() == [(0 + 1) / 2] * 7
    # One of the two weeks before is half of them: enough.
    assert usual[0, 7:14, 5].tolist() == [0] * 7
    assert np.isnan(usual[0, :7]).all()


def test_first_day_given_does_not_move_the_usual_of_an_hour():
    days = np.datetime64("2024-02-26") + np.arange(60)
    flow = np.random.default_rng(1).gamma(3, 1, (2, 60, 24))
    whole = usual_hours(flow, days, 4, 0.9)
    later = usual_hours(flow[:, 3:], days[3:], 4, 0.9)

    assert np.array_equal(whole[:, 40:], later[:, 37:])


def test_night_is_the_mean_of_two_known_hours_at_least():
    flow = np.full((1, 3, 24), 50.0)
    flow[0, :, 2:5] = [[1, 2, 6], [NAN, 2, 6], [NAN, NAN, 6]]
    night = night_flow_m3_h(flow)[0]

    # The second is the night of March that has no 2 h.
    assert night[:2].tolist() == [(1 + 2 + 6) / 3, (2 + 6) / 2]
    assert np.isnan(night[2])


def test_day_of_few_hours_is_not_known():
    flow = np.ones((1, 2, 24))
    flow[0, 0, :6] = NAN
    flow[0, 1, :7] = NAN

    assert day_flow_m3_h(flow)[0].tolist() == [1, pytest.approx(NAN, nan_ok=True)]
