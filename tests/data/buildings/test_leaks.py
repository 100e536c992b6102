"""Suspected leaks: 48 known hours above the limit, gaps, level and cost."""

import numpy as np
import pytest

from data.buildings.leaks import Leak, cost_eur_year, leaks, runs_at_night

NAN = float("nan")


def _hours(*parts: tuple[int, float]) -> np.ndarray:
    """Hours of (how many, litres each), in m³."""
    return np.concatenate([np.full(count, litres / 1000) for count, litres in parts])


def test_48_hours_running_are_a_leak_at_the_level_of_the_least() -> None:
    # The 3 L of an ordinary hour just before the leak are not its level.
    hourly_m3 = _hours((10, 0), (1, 3), (19, 30), (40, 5), (3, 80), (12, 0))
    (found,) = leaks(hourly_m3)
    assert (found.start, found.detected, found.end, found.open) == (10, 10 + 47, 72, False)
    assert found.litres_per_h == pytest.approx(5)


def test_47_hours_are_not_enough() -> None:
    assert leaks(_hours((5, 0), (47, 9), (5, 0))) == []


def test_two_litres_an_hour_are_not_above_two() -> None:
    assert leaks(_hours((100, 2))) == []
    assert leaks(_hours((100, 2.5)), limit_l_per_h=3) == []


def test_one_still_hour_begins_the_count_again() -> None:
    hourly_m3 = _hours((30, 9), (1, 1), (60, 9))
    assert leaks(hourly_m3) == [Leak(31, 31 + 47, 90, True, pytest.approx(9), 60)]


def test_a_short_gap_is_neither_flow_nor_stop() -> None:
    assert leaks(_hours((24, 9), (24, NAN), (23, 9))) == []
    (found,) = leaks(_hours((24, 9), (24, NAN), (24, 9)))
    assert (found.start, found.detected, found.end, found.open) == (0, 71, 71, True)


def test_a_long_gap_begins_the_count_again() -> None:
    assert leaks(_hours((40, 9), (25, NAN), (40, 9))) == []
    (found,) = leaks(_hours((40, 9), (25, NAN), (48, 9)))
    assert (found.start, found.detected) == (65, 65 + 47)


def test_a_gap_does_not_end_a_suspected_leak() -> None:
    (found,) = leaks(_hours((48, 9), (500, NAN), (2, 6), (1, 0)))
    assert (found.start, found.end, found.open) == (0, 549, False)
    # Missing hours are no flow.
    assert found.hours == 48 + 2
    assert found.litres_per_h == pytest.approx(9)
    (still_open,) = leaks(_hours((48, 9), (500, NAN)))
    assert (still_open.end, still_open.open) == (47, True)


def test_a_leak_is_told_from_water_that_runs_every_night() -> None:
    day = [(23, 0.0), (1, 20.0)]
    hour = np.arange(40 * 24 + 72) % 24
    still, running = _hours(*day * 40, (72, 9)), _hours(*[(23, 3.0), (1, 20.0)] * 40, (72, 9))
    leak = leaks(still)[-1]
    # The hour before it, at 20 L, runs on into it.
    assert leak.start == 40 * 24 - 1
    assert not runs_at_night(still, hour, leak)
    # 3 L/h every night: the whole of it looks like one leak, nothing is left to compare with.
    (always,) = leaks(running)
    assert runs_at_night(running, hour, always)
    # Still for an hour every third day: suspected leaks, all of them ordinary use.
    stopped = np.where(np.arange(len(hour)) % 72 == 12, 0.0, running)
    assert [runs_at_night(stopped, hour, found) for found in leaks(stopped)] == [True] * 14
    few = still[20 * 24 :]
    assert runs_at_night(few, hour[20 * 24 :], leaks(few)[-1])


def test_no_data_is_no_leak() -> None:
    assert leaks(np.array([])) == []
    assert leaks(np.full(100, NAN)) == []


def test_the_cost_of_a_year() -> None:
    assert cost_eur_year(10, 4.5) == pytest.approx(10 * 24 * 365 / 1000 * 4.5)
