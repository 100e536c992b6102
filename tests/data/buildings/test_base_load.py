"""Base load and shares of a few hours, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.buildings import base_load

# A whole week, by local hour.
WEEKDAY, HOUR = np.repeat(np.arange(7), 24), np.tile(np.arange(24), 7)


def test_the_base_load_is_the_fifth_centile_of_known_hours():
    hourly = np.append(np.arange(101.0), [np.nan] * 50)
    assert base_load.base_load(hourly) == pytest.approx(5)


def test_no_known_hour_no_base_load():
    assert np.isnan(base_load.base_load(np.array([np.nan, np.nan])))
    assert np.isnan(base_load.base_load(np.array([])))


def test_a_constant_load_gives_the_shares_of_the_clock():
    found = base_load.shares(np.full(168, 2.0), WEEKDAY, HOUR)
    assert found.night_pct == pytest.approx(100 * 8 / 24)
    assert found.weekend_pct == pytest.approx(100 * 2 / 7)
    assert np.isnan(found.closed_pct)


def test_night_runs_from_22_to_6():
    hourly = np.where(np.isin(HOUR, (21, 22, 5, 6)) & (WEEKDAY == 0), 1.0, 0.0)
    assert base_load.shares(hourly, WEEKDAY, HOUR).night_pct == pytest.approx(100 * 2 / 4)


def test_closed_hours_count_by_the_minute():
    # Monday, 9 h to 12 h 30 and 14 h to 17 h: one unit in each hour of that day.
    open_share = base_load.open_shares(WEEKDAY, HOUR, [(0, 540, 750), (0, 840, 1020)])
    assert open_share.sum() == pytest.approx(3.5 + 3)
    assert open_share[9:18].tolist() == [1, 1, 1, 0.5, 0, 1, 1, 1, 0]
    hourly = np.where(WEEKDAY == 0, 1.0, 0.0)
    found = base_load.shares(hourly, WEEKDAY, HOUR, open_share)
    assert found.closed_pct == pytest.approx(100 * (24 - 6.5) / 24)


def test_missing_hours_are_on_neither_side():
    hourly = np.where(HOUR == 23, np.nan, 1.0)
    assert base_load.shares(hourly, WEEKDAY, HOUR).night_pct == pytest.approx(100 * 7 / 23)


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_nothing_used_has_no_shares(value):
    found = base_load.shares(np.full(168, value), WEEKDAY, HOUR, np.zeros(168))
    assert np.isnan([found.night_pct, found.weekend_pct, found.closed_pct]).all()


@given(arrays(float, 168, elements=st.floats(0, 1e4)))
def test_shares_are_between_0_and_100(hourly):
    found = base_load.shares(hourly, WEEKDAY, HOUR, np.zeros(168))
    for share in (found.night_pct, found.weekend_pct):
        assert np.isnan(share) or -1e-9 <= share <= 100 + 1e-9
    assert np.isnan(found.closed_pct) or found.closed_pct == pytest.approx(100)
