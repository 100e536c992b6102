"""Degree days of days that can be counted by hand, and what any day must satisfy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.buildings import degree_days

TEMPERATURES = st.floats(-40, 50)


@pytest.mark.parametrize(
    ("tn", "tx", "expected"),
    [
        (2, 8, 18 - (2 + 8) / 2),
        (-5, 1, 18 - (-5 + 1) / 2),
        (12, 24, 0),
        (10, 20, 18 - (10 + 20) / 2),
        (18, 18, 0),
    ],
)
def test_heating_by_the_mean_of_the_day(tn, tx, expected):
    assert degree_days.heating_meteo(tn, tx) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("tn", "tx", "expected"),
    [
        # Cold all day: as by the mean.
        (2, 8, 18 - (2 + 8) / 2),
        # Warm all day.
        (19, 28, 0),
        (18, 28, 0),
        # The day crosses the base.
        (12, 24, (18 - 12) * (0.08 + 0.42 * (18 - 12) / (24 - 12))),
        (8, 18, (18 - 8) * (0.08 + 0.42 * 1)),
        # As warm as cold.
        (10, 10, 18 - 10),
        (20, 20, 0),
        (18, 18, 0),
    ],
)
def test_heating_by_the_professionals_method(tn, tx, expected):
    assert degree_days.heating_costic(tn, tx) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("tn", "tx", "expected"),
    [
        (28, 36, (28 + 36) / 2 - 26),
        (12, 20, 0),
        (20, 32, (32 - 26) * (0.08 + 0.42 * (32 - 26) / (32 - 20))),
    ],
)
def test_cooling_is_the_mirror_of_heating(tn, tx, expected):
    assert degree_days.cooling_costic(tn, tx) == pytest.approx(expected)


def test_cooling_by_the_mean_of_the_day():
    assert degree_days.cooling_meteo(22, 36) == pytest.approx((22 + 36) / 2 - 26)
    assert degree_days.cooling_meteo(20, 30) == 0
    assert degree_days.cooling_of_mean(25.0, 22.0) == 25 - 22


def test_a_measured_mean_stands_for_the_day():
    given_c = np.array([4.5, 21.0, np.nan])
    expected = np.array([17 - 4.5, 0, np.nan])
    np.testing.assert_array_equal(degree_days.heating_of_mean(given_c, 17.0), expected)


@pytest.mark.parametrize(
    "method",
    [
        degree_days.heating_meteo,
        degree_days.heating_costic,
        degree_days.cooling_meteo,
        degree_days.cooling_costic,
    ],
)
def test_a_missing_temperature_is_no_warm_day(method):
    days = method(np.array([np.nan, 1.0, np.nan, 5.0]), np.array([5.0, np.nan, np.nan, 9.0]))
    np.testing.assert_array_equal(np.isnan(days), [True, True, True, False])


@given(TEMPERATURES, st.floats(0, 30))
def test_both_methods_agree_but_on_days_that_cross_the_base(tn, amplitude):
    tx = tn + amplitude
    costic, meteo = degree_days.heating_costic(tn, tx), degree_days.heating_meteo(tn, tx)
    assert costic >= 0
    if tx < 18 or tn >= 18:
        assert costic == pytest.approx(meteo)


@given(TEMPERATURES, st.floats(0, 30), st.floats(0, 5))
def test_a_colder_day_never_has_fewer_degree_days(tn, amplitude, colder):
    warm = degree_days.heating_costic(tn, tn + amplitude)
    assert degree_days.heating_costic(tn - colder, tn + amplitude - colder) >= warm - 1e-9
