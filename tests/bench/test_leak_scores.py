"""Alerts judged by event, on leaks written by hand."""

from dataclasses import replace

import numpy as np
import pytest

from bench.leak_scores import GRACE_DAYS, Alert, judge, plain_rule, pooled
from bench.leak_years import ABRUPT, LeakYears, TrueLeak
from data.water.sector_hours import HOURS, SectorHours

DAYS = 200
FLOW = 2.0
LEAK = TrueLeak(0, 120 * HOURS, 140 * HOURS, FLOW, 0.2, ABRUPT)


def truth(leaks: tuple[TrueLeak, ...] = (LEAK,)) -> LeakYears:
    leaking = np.zeros((1, DAYS, HOURS))
    for leak in leaks:
        leaking.reshape(1, -1)[leak.row, leak.start : leak.end] = leak.flow_m3_h
    days = np.datetime64("2024-01-01") + np.arange(DAYS)
    hours = SectorHours(["S"], days, 10.0 + leaking, np.zeros(DAYS, bool))
    return LeakYears(hours, leaking, list(leaks))


def alert(detected: int, **changed: float) -> Alert:
    return replace(Alert(0, detected - 2, detected, detected + 5, FLOW), **changed)


def test_an_alert_during_the_leak_finds_it() -> None:
    score = judge(truth(), [alert(123)])
    assert (score.found, score.false, score.recall, score.precision, score.f1) == (1, 0, 1, 1, 1)
    # From the midnight of day 120 to the end of day 123.
    assert score.median_delay_days == 4
    assert score.start_error_days == 1
    assert score.flow_error == pytest.approx(0)


def test_alerts_before_and_after_are_false_and_the_leak_is_missed() -> None:
    score = judge(truth(), [alert(110), alert(140 + GRACE_DAYS)])
    assert (score.found, score.false, score.f1) == (0, 2, 0)
    assert score.median_delay_days == np.inf
    # 200 days, less 90 of learning and the 20 of the leak with its grace.
    assert score.free_years == pytest.approx((200 - 90 - 20 - GRACE_DAYS) / 365.25)


def test_a_second_alert_of_a_leak_is_neither_found_nor_false() -> None:
    score = judge(truth(), [alert(123), alert(135)])
    assert (score.found, score.false) == (1, 0)


def test_alerts_of_the_first_days_count_for_nothing() -> None:
    assert judge(truth(), [alert(60)]).false == 0


def test_days_not_judged_are_not_leak_free_years() -> None:
    judged = np.zeros((1, DAYS), bool)
    judged[:, 150:] = True
    assert judge(truth(), [], judged).free_years == pytest.approx(50 / 365.25)


def test_an_interval_covers_the_true_flow_or_not() -> None:
    holds = judge(truth(), [alert(123, low_m3_h=1.5, high_m3_h=2.5)])
    misses = judge(truth(), [alert(123, low_m3_h=2.1, high_m3_h=2.5)])
    assert (holds.coverage, misses.coverage) == (1, 0)
    assert pooled([holds, misses]).coverage == 1 / 2


def test_pooled_scores_add_counts() -> None:
    found, missed = judge(truth(), [alert(123)]), judge(truth(), [alert(100)])
    both = pooled([found, missed])
    assert (both.recall, both.precision) == (1 / 2, 1 / 2)
    assert both.false_per_year == pytest.approx(1 / (2 * found.free_years))


def test_the_plain_rule_finds_a_fifth_more_in_three_nights() -> None:
    alerts = plain_rule(truth().hours)
    # The median of five nights is that of the leak on its third: days 120, 121, 122.
    assert [(found.detected, found.since) for found in alerts] == [(122, 120)]
    assert alerts[0].flow_m3_h == pytest.approx(FLOW)
