"""Great-circle distances, against known ones."""

import numpy as np
import pytest

from data.inclusion.distances import EARTH_RADIUS_KM, great_circle_km, nearest

TOURS, BLOIS = (47.3941, 0.6848), (47.5861, 1.3359)


def test_a_degree_of_latitude_is_a_360th_of_the_circle():
    degree = great_circle_km([47.0], [1.0], [48.0], [1.0])
    assert degree.item() == pytest.approx(2 * np.pi * EARTH_RADIUS_KM / 360)


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_latitude():
    # Small enough for the chord to be the arc of the parallel.
    east = great_circle_km([60.0], [0.0], [60.0], [0.001])
    assert east.item() == pytest.approx(2 * np.pi * EARTH_RADIUS_KM / 360 * 0.001 * 0.5, rel=1e-4)


def test_tours_and_blois_are_53_km_apart():
    there = great_circle_km([TOURS[0]], [TOURS[1]], [BLOIS[0]], [BLOIS[1]])
    back = great_circle_km([BLOIS[0]], [BLOIS[1]], [TOURS[0]], [TOURS[1]])
    assert there.item() == pytest.approx(53.4, abs=0.5)
    assert there.item() == back.item()


def test_the_nearest_place_is_the_least_known_distance():
    km = np.array([[3.0, 1.0, np.nan], [np.nan, np.nan, np.nan]])
    column, distance = nearest(km)
    assert column.tolist() == [1, -1]
    assert distance[0] == 1.0
    assert np.isnan(distance[1])


def test_without_any_place_nothing_is_near():
    column, distance = nearest(great_circle_km([47.0], [1.0], [], []))
    assert column.tolist() == [-1]
    assert np.isnan(distance).all()


def test_a_place_without_position_is_nowhere():
    assert np.isnan(great_circle_km([47.0], [1.0], [np.nan], [1.0])).all()
