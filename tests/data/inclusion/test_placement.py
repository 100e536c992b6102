"""Where to put the next place: hand cases, laws, and the ratio to the best possible choice."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.inclusion.placement import (
    GREEDY_LEAST_PCT,
    GREEDY_MEAN_PCT,
    TRIED_CASES,
    place_next,
)

NOBODY = np.zeros(4, dtype=bool)
DEMAND = np.array([100.0, 50, 30, 20])
# Columns: candidates.
REACHABLE = np.array(
    [[True, False, False], [True, True, False], [False, True, True], [False, False, True]]
)


def best_gain(demand: np.ndarray, reachable: np.ndarray, covered: np.ndarray, count: int) -> float:
    """The most that any choice of `count` candidates covers: all of them are tried."""
    return max(
        demand[(reachable[:, list(some)].any(axis=1)) & ~covered].sum()
        for some in combinations(range(reachable.shape[1]), count)
    )


def test_each_place_goes_where_it_brings_the_most():
    found = place_next(DEMAND, REACHABLE, NOBODY, 2)
    # 150 from the first; then 30 more from the second, 50 more from the third.
    assert found.chosen == [0, 2]
    assert found.gained == [100 + 50, 30 + 20]
    assert (found.before, found.after) == (0, 200)


def test_what_exists_is_kept_and_brings_nothing_new():
    found = place_next(DEMAND, REACHABLE, np.array([True, True, False, False]), 1)
    assert found.chosen == [2]
    assert found.gained == [30 + 20]
    assert found.before == 150


def test_it_stops_when_nothing_is_left_to_gain():
    assert place_next(DEMAND, REACHABLE, NOBODY, 10).chosen == [0, 2]
    assert place_next(DEMAND, REACHABLE, ~NOBODY, 3).chosen == []
    assert place_next(DEMAND, REACHABLE[:, :0], NOBODY, 3).chosen == []


def test_an_unknown_demand_weighs_nothing():
    found = place_next(np.array([np.nan, 50, 30, 20]), REACHABLE, NOBODY, 1)
    assert found.chosen == [1]
    assert found.gained == [80]


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_gains_decrease_and_add_up_to_what_is_covered(seed: int):
    random = np.random.default_rng(seed)
    demand, reachable = random.integers(0, 50, 12).astype(float), random.random((12, 8)) < 0.3
    covered = random.random(12) < 0.2
    found = place_next(demand, reachable, covered, 5)
    assert found.after - found.before == pytest.approx(sum(found.gained))
    assert found.gained == sorted(found.gained, reverse=True)
    assert len(set(found.chosen)) == len(found.chosen)


def test_the_greedy_choice_is_close_to_the_best_one():
    ratios = []
    for seed in range(TRIED_CASES):
        random = np.random.default_rng(seed)
        communes, candidates = random.random((30, 2)), random.random((10, 2))
        gap = communes[:, None] - candidates
        reachable = np.hypot(gap[..., 0], gap[..., 1]) < 0.25
        demand, covered = random.lognormal(6, 1, 30), random.random(30) < 0.2
        found = place_next(demand, reachable, covered, 4)
        best = best_gain(demand, reachable, covered, 4)
        ratios.append(sum(found.gained) / best)
    assert min(ratios) > 1 - 1 / np.e
    # What the screen says of it.
    assert int(100 * np.mean(ratios)) == GREEDY_MEAN_PCT
    assert int(100 * min(ratios)) == GREEDY_LEAST_PCT
