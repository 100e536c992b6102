"""Objectives of the decree, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.buildings import trajectory

REDUCTIONS = {2030: 0.40, 2040: 0.50, 2050: 0.60}


@pytest.mark.parametrize(
    ("year", "reduction"),
    [(2026, 0.40), (2030, 0.40), (2031, 0.50), (2040, 0.50), (2045, 0.60), (2060, 0.60)],
)
def test_a_year_aims_at_the_next_milestone(year, reduction):
    target = trajectory.target_kwh(200_000, year, REDUCTIONS)
    assert target == pytest.approx(200_000 * (1 - reduction))


def test_no_reference_no_target():
    assert np.isnan(trajectory.target_kwh(None, 2030, REDUCTIONS))


def test_the_gap_is_positive_when_too_much_is_used():
    assert trajectory.gap_pct(150_000, 120_000) == pytest.approx(100 * (150 / 120 - 1))
    assert trajectory.gap_pct(90_000, 120_000) == pytest.approx(100 * (90 / 120 - 1))


@pytest.mark.parametrize(("adjusted", "target"), [(None, 1.0), (1.0, None), (1.0, 0.0)])
def test_no_gap_without_both_terms(adjusted, target):
    assert np.isnan(trajectory.gap_pct(adjusted, target))


def test_the_easier_of_the_two_objectives_stands():
    relative, absolute = 200_000 * (1 - 0.40), 80 * 1_000
    easier = trajectory.objective([200_000, 100_000], 80, 1_000, 2030, REDUCTIONS)
    np.testing.assert_allclose(easier, [max(relative, absolute), max(100_000 * 0.6, absolute)])


def test_one_objective_stands_alone():
    assert trajectory.objective(None, 80, 1_000, 2030, REDUCTIONS) == 80 * 1_000
    assert trajectory.objective(100, None, 1_000, 2030, REDUCTIONS) == pytest.approx(100 * 0.6)
    assert trajectory.objective(100, 80, None, 2030, REDUCTIONS) == pytest.approx(100 * 0.6)
    assert np.isnan(trajectory.objective(None, 80, None, 2030, REDUCTIONS))


def test_the_absolute_objective_of_2030_says_nothing_of_2040():
    later = trajectory.objective(100_000, 80, 1_000, 2040, REDUCTIONS)
    assert later == pytest.approx(100_000 * 0.5)


@given(st.floats(1, 1e7), st.integers(2010, 2060))
def test_a_later_year_is_never_easier(reference_kwh, year):
    now = trajectory.target_kwh(reference_kwh, year, REDUCTIONS)
    assert trajectory.target_kwh(reference_kwh, year + 1, REDUCTIONS) <= now
