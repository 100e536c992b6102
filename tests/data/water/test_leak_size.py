"""Start, flow and saving of a leak, from nights that can be read."""

import numpy as np
import pytest

from data.water.leak_size import leak_flow, leak_start, level_before, weekly_move
from data.water.saved import MOVES_90, saved_flow


def test_step_is_dated_to_the_day():
    nights = np.r_[np.full(60, 5.0), np.full(8, 6.0)]

    assert leak_start(nights, 67) == 60


def test_ramp_is_dated_to_its_foot_and_gaps_are_left_out():
    nights = np.r_[np.full(60, 5.0), 5 + np.arange(1, 21) / 10]
    nights[[50, 65]] = np.nan

    assert leak_start(nights, 79) == 60


def test_level_before_is_a_median_of_known_nights():
    nights = np.r_[np.full(40, 5.0), 9, 7.0]
    nights[20] = np.nan

    assert level_before(nights, 41) == 5
    assert np.isnan(level_before(np.r_[np.full(30, np.nan), np.ones(4)], 34))


def test_weekly_move_is_a_root_mean_square():
    # Weeks at 5, 5.2, 4.8: changes of 0.2 and −0.4.
    nights = np.repeat([5, 5.2, 4.8], 7)

    assert weekly_move(nights, 21) == pytest.approx(np.sqrt((0.2**2 + 0.4**2) / 2))
    assert np.isnan(weekly_move(nights, 13))


def test_a_leak_of_the_year_before_is_not_the_usual_move():
    # Forty-one weeks that go up and down by 0.1, of which one jumps by 3 for good: the two greatest
    # of the forty changes are left out.
    weeks = 5 + 0.1 * (np.arange(41) % 2) + 3.0 * (np.arange(41) >= 20)

    assert weekly_move(np.repeat(weeks, 7), 41 * 7) == pytest.approx(0.1)


def test_flow_is_the_mean_above_the_level_before():
    nights = np.r_[np.full(56, 5.0), np.full(14, 6.5)]
    flow = leak_flow(nights, 56, 69)

    assert flow.m3_h == pytest.approx(1.5)
    # 2.3 × 0.5 % of 5 m³/h × √(1 + half of 28 + 14 days in weeks).
    half = 2.3 * 0.005 * 5 * np.sqrt(1 + (28 + 14) / 2 / 7)
    assert flow.high_m3_h - flow.m3_h == pytest.approx(half)
    assert flow.m3_h - flow.low_m3_h == pytest.approx(half)


def test_saving_is_before_less_after():
    nights = np.r_[np.full(70, 5.0), np.full(30, 6.5), np.full(20, 5.1)]
    nights[105] = np.nan
    saving = saved_flow(nights, 99)

    # The day of the repair itself is left out.
    assert (saving.before_m3_h, saving.after_m3_h) == (6.5, 5.1)
    assert saving.saved_m3_h == pytest.approx(6.5 - 5.1)
    half = MOVES_90 * weekly_move(nights, 99) * np.sqrt((7 + 19) / 2 / 7)
    assert saving.high_m3_h == pytest.approx(1.4 + half)


@pytest.mark.parametrize("repaired", [3, 97])
def test_saving_needs_five_nights_on_either_side(repaired):
    assert saved_flow(np.full(102, 5.0), repaired) is None
