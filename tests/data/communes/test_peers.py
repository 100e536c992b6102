"""Similar communes: classes, what is dropped when too few have a figure, and where one stands."""

import numpy as np
import pytest

from data.communes.peers import (
    HIGH,
    LEAST_PEERS,
    LOW,
    UNKNOWN,
    USUAL,
    classified,
    peers_with,
    similar,
    standing,
)

NAN = float("nan")


def test_classes_have_their_lower_bound() -> None:
    population = np.array([499.0, 600, 1999, 2000, 10_000, NAN])
    area_km2 = np.array([16.7, 20.0, 10.0, NAN, 1.0, 1.0])
    tourist = np.array([True, False, False, False, True, True])
    assert classified(population, area_km2, tourist).tolist() == [
        [0, 0, 1],
        [1, 1, 0],
        [1, 2, 0],
        [2, UNKNOWN, 0],
        [3, 2, 1],
        [UNKNOWN, UNKNOWN, 1],
    ]


def test_without_any_site_no_commune_differs_by_tourism() -> None:
    classes = classified(np.array([100.0, 100]), np.array([10.0, 10]), None)
    assert [group.criteria for group in similar(classes, 0)] == [1, 2]
    assert [group.count for group in similar(classes, 0)] == [1, 1]


def test_a_commune_is_not_its_own_peer_and_an_unknown_class_stops() -> None:
    classes = np.array(
        [[0, 0, 1], [0, 0, 1], [0, 1, 1], [1, 0, 1], [UNKNOWN, 0, 1], [0, UNKNOWN, 1]]
    )
    assert [group.where.nonzero()[0].tolist() for group in similar(classes, 0)] == [
        [1, 2, 5],
        [1],
        [1],
    ]
    assert similar(classes, 4) == []
    assert [group.criteria for group in similar(classes, 5)] == [1]


@pytest.mark.parametrize(
    ("all_three", "same_density", "same_size", "criteria"),
    [
        (LEAST_PEERS, 0, 0, 3),
        (LEAST_PEERS - 1, 1, 0, 2),
        (LEAST_PEERS - 2, 1, 1, 1),
        (LEAST_PEERS - 2, 1, 0, None),
    ],
)
def test_the_last_criterion_is_dropped_when_too_few_have_the_figure(
    all_three: int, same_density: int, same_size: int, criteria: int | None
) -> None:
    rows = [
        [0, 0, 1],
        *[[0, 0, 1]] * all_three,
        *[[0, 0, 0]] * same_density,
        *[[0, 1, 0]] * same_size,
        # These are like it too, but do not have the figure.
        *[[0, 0, 1]] * 20,
    ]
    known = np.arange(len(rows)) < len(rows) - 20
    found = peers_with(similar(np.array(rows), 0), known)
    assert (found and found.criteria) == criteria
    if found:
        assert found.count == LEAST_PEERS


@pytest.mark.parametrize(
    ("value", "place"),
    [(2.9, LOW), (3.0, USUAL), (5.0, USUAL), (7.0, USUAL), (7.1, HIGH), (7.04, USUAL)],
)
def test_a_value_stands_below_between_or_above_the_quartiles(value: float, place: str) -> None:
    # 1 to 9: quartiles are at 3, 5 and 7, the 5th and 95th percentiles at 1.4 and 8.6.
    found = standing(value, np.arange(1.0, 10.0), 1)
    assert (found.q1, found.median, found.q3) == (3.0, 5.0, 7.0)
    assert (found.low, found.high) == pytest.approx((1.4, 8.6))
    assert found.place == place


def test_when_peers_are_all_alike_only_another_value_stands_out() -> None:
    same = np.zeros(LEAST_PEERS)
    assert standing(0.0, same, 0).place == USUAL
    assert standing(1.0, same, 0).place == HIGH
