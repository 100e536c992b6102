"""What days add to the sum of evidence, on flat sectors, and the thresholds of a past."""

import numpy as np
import pytest

from data.water.bursts import FULL as BURST_FULL
from data.water.bursts import MARGIN as BURST_MARGIN
from data.water.leak_evidence import FULL, MARGIN, leak_evidence
from data.water.own_threshold import OF_PEAK, own_thresholds
from tests.data.water.leaking import FIRST, flat, with_leak


def test_small_leak_adds_part_of_a_night():
    score = leak_evidence(with_leak(flat(110), 100, 110, 0.2)).score[0]

    a_night = (0.02 - MARGIN) / FULL
    assert score[99] == 0
    assert score[100] == pytest.approx(a_night)
    assert score[104] == pytest.approx(5 * a_night)


def test_large_leak_adds_a_night_and_what_its_hours_say():
    score = leak_evidence(with_leak(flat(110), 100, 110, 1.0)).score[0]

    assert score[101] == pytest.approx(2 * (1 + (0.10 - BURST_MARGIN) / BURST_FULL))


def test_one_feast_counts_for_one_night():
    hours = flat(110)
    hours.flow_m3_h[0, 100, :5] = 80
    score = leak_evidence(hours).score[0]

    assert score[100] == 1
    # The next night is under the ceiling by the margin.
    assert score[101] == pytest.approx(1 - MARGIN / FULL)


def test_what_is_drawn_at_night_instead_of_by_day_is_no_leak():
    hours = flat(130)
    hours.flow_m3_h[0, 100:, :6] += 1
    hours.flow_m3_h[0, 100:, 6:12] -= 1.2

    assert leak_evidence(hours).score[0].max() == 0


def test_what_is_drawn_by_day_alone_is_no_leak():
    hours = flat(130)
    hours.flow_m3_h[0, 100:, 7:22] += 4

    assert leak_evidence(hours).score[0].max() == 0


def test_unknown_nights_change_nothing():
    hours = with_leak(flat(120), 100, 120, 0.2)
    hours.flow_m3_h[0, 102:105] = np.nan
    score = leak_evidence(hours).score[0]

    assert score[101:105].tolist() == [score[101]] * 4
    assert score[105] > score[104]


@pytest.mark.parametrize("usual", [0.0, -3.0, float("nan")])
def test_sector_that_is_off_reversed_or_silent_is_not_judged(usual):
    evidence = leak_evidence(with_leak(flat(120, usual), 100, 120, 5.0))

    assert not evidence.judged.any()
    assert evidence.score.max() == 0


def test_eight_weeks_of_nights_are_needed():
    judged = leak_evidence(flat(70)).judged[0]

    assert np.flatnonzero(judged)[0] == 8 * 7 - 1


def test_quiet_past_leaves_the_least_threshold():
    days = FIRST + np.arange(400)

    assert own_thresholds(np.zeros((1, 400)), days, (0.5, 1.0, 3.0))[0, -1].tolist() == [
        10,
        7,
        (5.5 + 3) / 2,
    ]


def test_restless_past_raises_the_threshold():
    days, score = FIRST + np.arange(500), np.zeros((1, 500))
    # Five rises of the year before, the last of which is a shoulder of the fourth.
    score[0, [150, 200, 250, 300, 310]] = [20, 40, 30, 24, 23]
    threshold = own_thresholds(score, days, (1.0,))[0, :, 0]

    # One false alarm and two true leaks a year: the fourth rise is the one not to pass.
    assert threshold[-1] == pytest.approx(OF_PEAK * 20)
    assert threshold[149] == 7


def test_threshold_of_a_day_knows_nothing_of_what_follows():
    days, score = FIRST + np.arange(300), np.zeros((1, 300))
    score[0, 100::40] = 50
    before = own_thresholds(score[:, :180], days[:180], (1.0,))
    whole = own_thresholds(score, days, (1.0,))

    assert np.array_equal(whole[:, :180], before)
