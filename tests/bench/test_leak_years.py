"""Simulated sector-years: the same each time, their leaks where they are said to be."""

import numpy as np
import pytest

from bench.leak_years import (
    ABRUPT,
    GROWING,
    QUIET_DAYS,
    inject,
    real_hours,
    simulate,
    without_leaks,
)
from data.water.sector_hours import HOURS


def test_the_same_seed_gives_the_same_years() -> None:
    first, second, other = simulate(3, 1, 5), simulate(3, 1, 5), simulate(3, 1, 6)
    np.testing.assert_array_equal(first.hours.flow_m3_h, second.hours.flow_m3_h)
    assert first.leaks == second.leaks
    assert not np.array_equal(first.hours.flow_m3_h, other.hours.flow_m3_h, equal_nan=True)


def test_water_leaks_during_the_leaks_and_then_only() -> None:
    years = simulate(20, 2, 1)
    leaking = np.zeros((20, len(years.hours.days) * HOURS), bool)
    for leak in years.leaks:
        assert leak.start >= QUIET_DAYS * HOURS
        leaking[leak.row, leak.start : leak.end] = True
    np.testing.assert_array_equal(years.leak_m3_h.reshape(20, -1) > 0, leaking)


def test_an_injected_leak_has_the_flow_asked_for() -> None:
    hours = without_leaks(simulate(2, 1, 3))
    years = inject(hours, 0.12, ABRUPT, np.random.default_rng(0))
    for leak in years.leaks:
        mean = np.nanmean(hours.flow_m3_h[leak.row])
        lost = years.leak_m3_h[leak.row].reshape(-1)[leak.start : leak.end]
        assert leak.flow_m3_h == pytest.approx(0.12 * mean)
        # Whole days apart, the mean over the hours of the day is the flow.
        assert lost[: len(lost) // HOURS * HOURS].mean() == pytest.approx(leak.flow_m3_h)


def test_a_growing_leak_begins_small() -> None:
    years = inject(without_leaks(simulate(1, 1, 3)), 0.12, GROWING, np.random.default_rng(0))
    leak = years.leaks[0]
    lost = years.leak_m3_h[0].reshape(-1)[leak.start : leak.end]
    assert lost[:HOURS].mean() < 0.05 * leak.flow_m3_h


def test_real_sectors_are_read_in_cubic_metres_an_hour() -> None:
    hours = real_hours((3,))
    if hours is None:
        pytest.skip("GABARE_OPEN_DATA_DIR does not give the real inflows (BWDF)")
    # 3.7 L/s at midnight on 1 January 2021.
    assert hours.flow_m3_h[0, 0, 0] == pytest.approx(3.7 * 3.6)
    assert len(hours.days) == 2 * 365
