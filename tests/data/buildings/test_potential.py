"""Peers and potential of a handful of buildings, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.buildings import potential


def test_the_potential_is_what_is_above_the_median():
    eur = potential.potential_eur([180, 90, np.nan], 120, [500, 500, 500], 0.2)
    np.testing.assert_allclose(eur, [(180 - 120) * 500 * 0.2, 0, np.nan])


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_term_gives_no_potential(missing):
    terms = [180.0, 120.0, 500.0, 0.2]
    terms[missing] = np.nan
    assert np.isnan(potential.potential_eur(*terms))


def test_peers_are_the_others_of_like_communes():
    kwh_m2 = [100, 110, 120, 130, 140, 900, 50]
    population = [600, 700, 800, 900, 1_000, 1_999, 2_000]
    peers = potential.peer_medians(kwh_m2, ["ecole"] * 7, population)
    # Six schools of communes of 500 to 2,000 inhabitants: five peers each.
    assert peers.count.tolist() == [5, 5, 5, 5, 5, 5, 6]
    assert peers.median_kwh_m2[0] == 130
    assert peers.median_kwh_m2[5] == 120
    # The only one of a larger commune: all six others.
    assert peers.median_kwh_m2[6] == (120 + 130) / 2


def test_with_too_few_peers_anywhere_there_is_no_median():
    peers = potential.peer_medians([100] * 5 + [80], ["ecole"] * 5 + ["mairie"], [800] * 6)
    assert peers.count.tolist() == [0] * 6
    assert np.isnan(peers.median_kwh_m2).all()


def test_a_building_without_floor_area_has_peers_and_is_none():
    peers = potential.peer_medians([1, 2, 3, 4, 5, np.nan], ["ecole"] * 6, [800] * 6)
    assert peers.count.tolist() == [0, 0, 0, 0, 0, 5]
    assert peers.median_kwh_m2[5] == 3


def test_an_unknown_population_is_compared_over_the_whole_territory():
    population = [100, 600, 3_000, 20_000, 20_000, np.nan]
    peers = potential.peer_medians([1, 2, 3, 4, 5, 9], ["ecole"] * 6, population)
    assert peers.count.tolist() == [5] * 6
    assert peers.median_kwh_m2.tolist() == [4, 4, 4, 3, 3, 3]


def test_no_building_no_peer():
    peers = potential.peer_medians([], [], [])
    assert peers.count.tolist() == []


@given(
    st.lists(
        st.tuples(
            st.floats(1, 500) | st.just(float("nan")),
            st.sampled_from(["ecole", "mairie"]),
            st.sampled_from([100.0, 1_000.0, 5_000.0, 50_000.0, float("nan")]),
        ),
        max_size=40,
    )
)
def test_medians_are_those_counted_one_by_one(buildings):
    peers = potential.peer_medians(*zip(*buildings, strict=True)) if buildings else None
    for row, (_, category, population) in enumerate(buildings):
        others = buildings[:row] + buildings[row + 1 :]
        whole = [kwh for kwh, kind, _ in others if kind == category and kwh == kwh]
        near = [
            kwh
            for kwh, kind, people in others
            if kind == category and people == population and kwh == kwh
        ]
        expected = next((group for group in (near, whole) if len(group) >= 5), [])
        assert peers.count[row] == len(expected)
        median = np.median(expected) if expected else np.nan
        assert peers.median_kwh_m2[row] == pytest.approx(median, nan_ok=True)
