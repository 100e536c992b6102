"""Signatures of meters whose law is known."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.buildings import signature
from data.buildings.signature import Signatures

DAYS = 1096
METERS = 40
NOISE = 0.10
LAWS = {
    "1P": (100.0, 0.0, np.nan, 0.0, np.nan),
    "3PH": (100.0, 12.0, 16.3, 0.0, np.nan),
    "3PC": (100.0, 0.0, np.nan, 20.0, 18.7),
    "5P": (100.0, 12.0, 15.2, 30.0, 20.4),
}


@pytest.fixture(autouse=True)
def _no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def weather(seed: int = 7, days: int = DAYS) -> np.ndarray:
    """Daily means with the seasons of the Loire valley, and spells of a few days."""
    draws = np.random.default_rng(seed).normal(0, 2.5, days)
    spells = np.zeros(days)
    for day in range(1, days):
        spells[day] = 0.7 * spells[day - 1] + draws[day]
    return 12.5 - 8 * np.cos(2 * np.pi * (np.arange(days) - 15) / 365.25) + spells


def law(name: str) -> Signatures:
    numbers = [np.array([number]) for number in LAWS[name]]
    unknown = [np.array([np.nan])] * 4
    return Signatures(np.array([name]), *numbers, *unknown)


def noisy(name: str, temperature_c: np.ndarray) -> np.ndarray:
    expected = signature.predict(law(name), temperature_c)
    noise = np.random.default_rng(3).standard_normal((METERS, len(temperature_c)))
    return expected * (1 + NOISE * noise)


def test_expected_values_by_hand():
    meter = law("5P")
    temperatures = np.array([5.2, 18.0, 22.4, np.nan])
    expected = [100 + 12 * (15.2 - 5.2), 100, 100 + 30 * (22.4 - 20.4), np.nan]
    np.testing.assert_allclose(signature.predict(meter, temperatures)[0], expected)
    heating = signature.heating_part(meter, temperatures)[0]
    np.testing.assert_allclose(heating, [12 * (15.2 - 5.2), 0, 0, np.nan])
    cooling = signature.cooling_part(meter, temperatures)[0]
    np.testing.assert_allclose(cooling, [0, 0, 30 * (22.4 - 20.4), np.nan])


def test_a_side_without_slope_is_zero_and_not_missing():
    assert signature.cooling_part(law("3PH"), np.array([30.0])).tolist() == [[0.0]]
    assert signature.heating_part(law("1P"), np.array([-5.0])).tolist() == [[0.0]]


@pytest.mark.parametrize("name", LAWS)
def test_a_law_without_noise_is_found_exactly(name):
    temperature_c = weather()
    found = signature.fit(temperature_c, signature.predict(law(name), temperature_c))
    assert found.model.tolist() == [name]
    parameters = (
        found.base_per_day,
        found.heating_per_k_d,
        found.heating_balance_c,
        found.cooling_per_k_d,
        found.cooling_balance_c,
    )
    np.testing.assert_allclose(np.ravel(parameters), LAWS[name], rtol=1e-6)
    assert found.points.tolist() == [DAYS]
    assert found.residual_sd[0] < 1e-3


def test_a_tiny_use_is_no_rounding():
    temperature_c = weather()
    found = signature.fit(temperature_c, 1e-9 * signature.predict(law("5P"), temperature_c))
    assert found.model.tolist() == ["5P"]
    np.testing.assert_allclose(found.heating_per_k_d, 1e-9 * 12, rtol=1e-6)


@pytest.mark.parametrize(("cold_days", "model"), [(9, "1P"), (10, "3PH")])
def test_a_slope_needs_ten_days_on_its_side(cold_days, model):
    temperature_c = np.where(np.arange(DAYS) < cold_days, 4.0, 20.0)
    found = signature.fit(temperature_c, np.where(temperature_c < 10, 300.0, 100.0))
    assert found.model.tolist() == [model]


@pytest.mark.parametrize("name", LAWS)
def test_parameters_are_recovered_under_ten_percent_of_noise(name):
    temperature_c = weather()
    found = signature.fit(temperature_c, noisy(name, temperature_c))
    assert (found.model == name).mean() >= 0.95
    kept = found.model == name
    base, heating, heating_balance, cooling, cooling_balance = LAWS[name]
    np.testing.assert_allclose(found.base_per_day[kept], base, rtol=0.05)
    if heating:
        np.testing.assert_allclose(found.heating_per_k_d[kept], heating, rtol=0.05)
        np.testing.assert_allclose(found.heating_balance_c[kept], heating_balance, atol=1)
    if cooling:
        # Warm days are few: a single fit is within 20 %, their mean within 5 %.
        slopes = found.cooling_per_k_d[kept]
        assert slopes.mean() == pytest.approx(cooling, rel=0.05)
        np.testing.assert_allclose(slopes, cooling, rtol=0.2)
        np.testing.assert_allclose(found.cooling_balance_c[kept], cooling_balance, atol=1)


def test_quality_of_a_flat_meter_by_hand():
    per_day = np.tile([90.0, 110.0], 20)
    found = signature.fit(np.tile([10.0, 10.0], 20), per_day)
    sd = np.sqrt(40 * 10**2 / (40 - 1))
    assert found.model.tolist() == ["1P"]
    assert found.base_per_day[0] == pytest.approx(100)
    assert found.residual_sd[0] == pytest.approx(sd)
    assert found.cv_rmse_pct[0] == pytest.approx(100 * sd / 100)
    assert found.r2[0] == pytest.approx(0)


def test_statistics_are_those_of_the_residuals():
    temperature_c = weather()
    per_day = noisy("3PH", temperature_c)
    found = signature.fit(temperature_c, per_day)
    squares = ((per_day - signature.predict(found, temperature_c)) ** 2).sum(axis=1)
    around_mean = ((per_day - per_day.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    sd = np.sqrt(squares / (DAYS - 3))
    np.testing.assert_allclose(found.residual_sd, sd)
    np.testing.assert_allclose(found.cv_rmse_pct, 100 * sd / per_day.mean(axis=1))
    np.testing.assert_allclose(found.r2, 1 - squares / around_mean)


def test_no_other_balance_point_explains_more():
    temperature_c = weather()
    per_day = noisy("3PH", temperature_c)[0]
    found = signature.fit(temperature_c, per_day)
    least = min(
        _squares_left(temperature_c, per_day, balance_c) for balance_c in np.arange(10, 22, 0.1)
    )
    assert found.residual_sd[0] ** 2 * (DAYS - 3) == pytest.approx(least, rel=1e-6)


def _squares_left(temperature_c: np.ndarray, per_day: np.ndarray, balance_c: float) -> float:
    degrees = np.maximum(balance_c - temperature_c, 0)
    terms = np.column_stack([np.ones(DAYS), degrees])
    return float(np.linalg.lstsq(terms, per_day)[1][0])


@pytest.mark.parametrize("name", LAWS)
def test_missing_days_change_nothing_of_the_law(name):
    temperature_c = weather()
    per_day = signature.predict(law(name), temperature_c)
    per_day[0, ::7] = np.nan
    temperature_c[3::11] = np.nan
    found = signature.fit(temperature_c, per_day)
    assert found.model.tolist() == [name]
    assert found.base_per_day[0] == pytest.approx(LAWS[name][0])
    known = np.isfinite(per_day[0]) & np.isfinite(temperature_c)
    assert found.points.tolist() == [known.sum()]


def test_a_meter_of_its_own_station_is_fitted_on_its_own_weather():
    stations = np.stack([weather(1), weather(2)])
    per_day = signature.predict(law("3PH"), stations)
    found = signature.fit(stations, per_day)
    np.testing.assert_allclose(found.heating_balance_c, 16.3)
    np.testing.assert_allclose(signature.predict(found, stations), per_day, rtol=1e-6)


def test_many_chunks_give_what_one_gives(monkeypatch):
    temperature_c = weather()
    per_day = noisy("5P", temperature_c)
    whole = signature.fit(temperature_c, per_day)
    monkeypatch.setattr(signature, "CHUNK_CELLS", 3 * signature.PAIRS)
    by_three = signature.fit(temperature_c, per_day)
    np.testing.assert_array_equal(by_three.model, whole.model)
    np.testing.assert_allclose(by_three.base_per_day, whole.base_per_day)


def test_a_use_that_falls_with_cold_has_no_negative_slope():
    temperature_c = weather()
    found = signature.fit(temperature_c, 500 - 5 * np.maximum(15 - temperature_c, 0))
    assert found.heating_per_k_d[0] == 0
    assert found.cooling_per_k_d[0] > 0


def test_under_thirty_days_there_is_no_model():
    temperature_c = weather()
    per_day = np.full((2, DAYS), np.nan)
    per_day[0, :29] = 10.0
    per_day[1, :30] = 10.0
    found = signature.fit(temperature_c, per_day)
    assert found.model.tolist() == ["", "1P"]
    assert found.points.tolist() == [29, 30]
    assert np.isnan(found.base_per_day[0])
    assert np.isnan(signature.predict(found, temperature_c)[0]).all()


DEGENERATE = {
    "zero": np.zeros(DAYS),
    "constant": np.full(DAYS, 0.1),
    "missing": np.full(DAYS, np.nan),
    "infinite": np.full(DAYS, np.inf),
    "negative": np.full(DAYS, -3.0),
    "one day": np.where(np.arange(DAYS) == 500, 7.0, 0.0),
}


@pytest.mark.parametrize("name", DEGENERATE)
@pytest.mark.parametrize("temperature_c", [weather(), np.full(DAYS, 12.0), np.full(DAYS, np.nan)])
def test_degenerate_series_neither_raise_nor_warn(name, temperature_c):
    found = signature.fit(temperature_c, DEGENERATE[name])
    periods = signature.fit_periods(
        temperature_c, np.arange(12) * 30, np.arange(1, 13) * 30, DEGENERATE[name][:12]
    )
    for each in (found, periods):
        assert each.model[0] in ("", "1P")
        signature.predict(each, temperature_c)


def test_constant_series_have_a_base_and_no_scatter():
    found = signature.fit(weather(), np.stack([DEGENERATE["zero"], DEGENERATE["constant"]]))
    assert found.model.tolist() == ["1P", "1P"]
    np.testing.assert_allclose(found.base_per_day, [0, 0.1])
    np.testing.assert_allclose(found.residual_sd, 0, atol=1e-12)
    assert np.isnan(found.r2).all()
    assert np.isnan(found.cv_rmse_pct[0])


def test_no_series_gives_no_signature():
    assert signature.fit(weather(), np.empty((0, DAYS))).model.shape == (0,)
    assert signature.fit(np.empty(0), np.empty((3, 0))).model.tolist() == ["", "", ""]


@settings(deadline=None, max_examples=40)
@given(
    st.floats(0, 1_000),
    st.floats(1, 100),
    st.floats(10, 20),
    st.integers(0, 10_000),
    st.floats(1e-3, 1e6),
)
def test_the_unit_makes_no_difference(base, slope, balance_c, seed, factor):
    temperature_c = weather(seed, 400)
    noise = np.random.default_rng(seed).normal(0, 1, 400)
    per_day = base + slope * np.maximum(balance_c - temperature_c, 0) + noise
    found, scaled = (signature.fit(temperature_c, per_day * each) for each in (1, factor))
    assert scaled.model.tolist() == found.model.tolist()
    np.testing.assert_allclose(scaled.base_per_day, found.base_per_day * factor, rtol=1e-6)
    np.testing.assert_allclose(scaled.residual_sd, found.residual_sd * factor, rtol=1e-6)
    assert (found.heating_per_k_d >= 0).all()
    assert (found.cooling_per_k_d >= 0).all()
    # The base and the slopes leave a mean residual of zero.
    expected = signature.predict(found, temperature_c)[0]
    assert (per_day - expected).mean() == pytest.approx(0, abs=1e-8 * max(per_day))
