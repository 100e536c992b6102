"""The recomputed score: hand-computed positions, what is missing, ranks and their intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.inclusion.fragility import positions, rank_intervals, ranks, scores
from data.inclusion.vocabulary import INGREDIENTS

ONES = np.ones(len(INGREDIENTS))
TABLES = arrays(
    float,
    st.tuples(st.integers(2, 12), st.just(len(INGREDIENTS))),
    elements=st.integers(0, 20).map(float),
)


def test_positions_go_from_0_to_10_and_equals_share_theirs():
    column = np.array([[10.0], [30.0], [20.0], [20.0], [np.nan]])
    # Four are known: 10 × 0 ÷ 3, 10 × 3 ÷ 3, and 1 under with 1 other equal: 10 × 1.5 ÷ 3.
    assert positions(column)[:4, 0] == pytest.approx([0, 10, 5, 5])
    assert np.isnan(positions(column)[4, 0])


def test_a_score_is_the_weighted_mean_of_the_positions():
    table = np.array([[0.0, 0, 0, 0, 10], [10.0, 10, 10, 10, 0]])
    weights = np.array([1.0, 1, 1, 1, 4])
    # First: (0 + 0 + 0 + 0 + 4 × 10) ÷ 8; second: (4 × 10 + 4 × 0) ÷ 8.
    assert scores(table, weights) == pytest.approx([40 / 8, 40 / 8])
    assert scores(table, ONES) == pytest.approx([10 / 5, 40 / 5])


def test_one_missing_ingredient_is_left_out_and_two_leave_no_score():
    table = np.array([[1.0, 2, 3, 4, 5], [2.0, 3, 4, 5, np.nan], [3.0, 4, 5, np.nan, np.nan]])
    found = scores(table, ONES)
    # Second: 5, 5 and 5 among three, then 10 among the two that have the fourth.
    assert found[1] == pytest.approx((5 + 5 + 5 + 10) / 4)
    assert np.isnan(found[2])


def test_weights_of_zero_leave_no_score():
    assert np.isnan(scores(np.array([[1.0] * 5, [2.0] * 5]), np.zeros(5))).all()


def test_the_most_fragile_is_first_and_equals_share_the_best_rank():
    assert ranks(np.array([2.0, 9.0, 2.0, np.nan]))[:3].tolist() == [2, 1, 2]
    assert np.isnan(ranks(np.array([2.0, np.nan]))[1])


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_scores_stay_between_0_and_10_and_follow_every_ingredient(table: np.ndarray):
    found = scores(table, ONES)
    assert ((found >= 0) & (found <= 10)).all()
    worse = table.copy()
    worse[0] += 100
    assert scores(worse, ONES)[0] >= found[0] - 1e-9


@given(TABLES)
@settings(max_examples=30, deadline=None)
def test_the_interval_holds_the_rank_and_no_shift_leaves_it_alone(table: np.ndarray):
    rank = ranks(scores(table, ONES))
    low, high = rank_intervals(table, ONES)
    assert (low <= rank).all()
    assert (rank <= high).all()
    still = rank_intervals(table, ONES, shift=0)
    assert (still[0] == rank).all()
    assert (still[1] == rank).all()
