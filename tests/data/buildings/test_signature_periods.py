"""Signatures of months and bills whose daily law is known."""

import numpy as np
import pytest

from data.buildings import signature
from tests.data.buildings.test_signature import LAWS, law, weather

STARTS = np.arange(0, 1080, 30)
ENDS = STARTS + 30
# Balance points of the laws brought to the half degree that periods can tell.
HALF_DEGREES = {"3PH": (16.5, np.nan), "3PC": (np.nan, 18.5), "5P": (15.0, 20.5)}


def period_means(per_day: np.ndarray) -> np.ndarray:
    return np.array([per_day[a:b].mean() for a, b in zip(STARTS, ENDS, strict=True)])


@pytest.mark.parametrize("name", HALF_DEGREES)
def test_the_daily_law_is_found_from_its_means_by_period(name):
    temperature_c = weather()
    true = law(name)
    true.heating_balance_c[:], true.cooling_balance_c[:] = HALF_DEGREES[name]
    means = period_means(signature.predict(true, temperature_c)[0])
    found = signature.fit_periods(temperature_c, STARTS, ENDS, means)
    assert found.model.tolist() == [name]
    np.testing.assert_allclose(found.heating_balance_c, true.heating_balance_c)
    np.testing.assert_allclose(found.cooling_balance_c, true.cooling_balance_c)
    np.testing.assert_allclose(found.base_per_day, LAWS[name][0], rtol=1e-6)
    assert found.points.tolist() == [len(STARTS)]


def test_noisy_months_of_three_years_recover_the_heating():
    temperature_c = weather()
    noise = 1 + 0.03 * np.random.default_rng(5).standard_normal((60, len(STARTS)))
    means = period_means(signature.predict(law("3PH"), temperature_c)[0]) * noise
    found = signature.fit_periods(temperature_c, STARTS, ENDS, means)
    heated = found.heating_per_k_d > 0
    assert heated.all()
    assert np.median(found.heating_balance_c) == pytest.approx(16.3, abs=0.5)
    assert np.median(found.heating_per_k_d) == pytest.approx(12, rel=0.05)


def test_a_bill_of_two_months_counts_its_own_days():
    temperature_c = weather()
    true = law("3PH")
    true.heating_balance_c[:] = 16.0
    daily = signature.predict(true, temperature_c)[0]
    ends = np.cumsum([31, 61, 28, 60, 92, 30, 31, 61, 35, 62, 33, 90])
    starts = np.concatenate([[0], ends[:-1]])
    means = np.array([daily[a:b].mean() for a, b in zip(starts, ends, strict=True)])
    found = signature.fit_periods(temperature_c, starts, ends, means)
    assert found.heating_balance_c.tolist() == [16.0]
    np.testing.assert_allclose(found.heating_per_k_d, 12.0)


def test_under_nine_periods_there_is_no_model():
    found = signature.fit_periods(weather(), STARTS[:9], ENDS[:9], np.ones((2, 9)))
    assert found.model.tolist() == ["1P", "1P"]
    fewer = np.array([[np.nan] + [1.0] * 8])
    found = signature.fit_periods(weather(), STARTS[:9], ENDS[:9], fewer)
    assert found.model.tolist() == [""]
    assert found.points.tolist() == [8]


def test_a_period_without_its_temperatures_is_missing():
    temperature_c = weather()
    temperature_c[STARTS[3] : STARTS[3] + 4] = np.nan
    temperature_c[STARTS[5] : STARTS[5] + 3] = np.nan
    starts, ends = np.append(STARTS, 1090), np.append(ENDS, 1120)
    found = signature.fit_periods(temperature_c, starts, ends, np.ones(len(starts)))
    # 26 of 30 days are too few, 27 are enough; the last one runs past the weather.
    assert found.points.tolist() == [len(starts) - 2]


def test_a_missing_day_is_out_of_the_mean_of_its_period():
    temperature_c = weather()
    true = law("3PH")
    true.heating_balance_c[:] = 16.0
    temperature_c[STARTS[:12] + 4] = np.nan
    daily = signature.predict(true, temperature_c)[0]
    means = np.array([np.nanmean(daily[a:b]) for a, b in zip(STARTS, ENDS, strict=True)])
    found = signature.fit_periods(temperature_c, STARTS, ENDS, means)
    assert found.points.tolist() == [len(STARTS)]
    np.testing.assert_allclose(found.heating_balance_c, 16.0)
    np.testing.assert_allclose(found.heating_per_k_d, 12.0)
