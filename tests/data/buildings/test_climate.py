"""A year brought to the normal climate, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.buildings.climate import adjusted

KWH = st.floats(0, 1e6)


def test_each_part_follows_its_own_degree_days():
    expected = (100_000 - 60_000 - 5_000) + 60_000 * 2_200 / 2_000 + 5_000 * 40 / 50
    assert adjusted(100_000, 60_000, 5_000, 2_000, 2_200, 50, 40) == pytest.approx(expected)


def test_no_degree_day_leaves_the_part_as_it_is():
    expected = (1_000 - 300 - 20) + 300 * 2_200 / 2_000 + 20
    assert adjusted(1_000, 300, 20, 2_000, 2_200, 0, 15) == pytest.approx(expected)


def test_a_building_without_cooling_needs_no_cooling_degree_days():
    expected = 400 + 600 * 1_800 / 2_000
    assert adjusted(1_000, 600, 0, 2_000, 1_800, np.nan, np.nan) == pytest.approx(expected)


@pytest.mark.parametrize("missing", range(7))
def test_a_missing_term_gives_no_number(missing):
    terms = [1_000.0, 600.0, 50.0, 2_000.0, 1_800.0, 60.0, 50.0]
    terms[missing] = np.nan
    assert np.isnan(adjusted(*terms))


def test_buildings_at_once_are_as_one_by_one():
    total, heating = np.array([1_000.0, 500.0]), np.array([600.0, 0.0])
    both = adjusted(total, heating, 0.0, 2_000.0, 1_800.0, 0.0, 0.0)
    np.testing.assert_allclose(both, [400 + 600 * 0.9, 500])


@given(KWH, KWH, KWH, st.floats(1, 5_000), st.floats(1, 500))
def test_a_normal_year_is_not_adjusted(other, heating, cooling, degree_days, cooling_days):
    total = other + heating + cooling
    same = adjusted(total, heating, cooling, degree_days, degree_days, cooling_days, cooling_days)
    assert same == pytest.approx(total, abs=1e-6)


@given(KWH, KWH, st.floats(1, 5_000), st.floats(0, 5_000))
def test_a_warm_year_is_brought_up_and_a_cold_one_down(other, heating, degree_days, normal):
    change = adjusted(other + heating, heating, 0, degree_days, normal, 0, 0) - other - heating
    assert change * (normal - degree_days) >= -1e-3
