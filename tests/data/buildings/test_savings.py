"""Savings: sums on measured days, what the interval covers, what is never called proven."""

import numpy as np
import pytest

from data.buildings.day_types import HOLIDAY_WEEKDAY
from data.buildings.notices import BUILDING_NOTICES
from data.buildings.savings import Periods, Saving, saving, saving_of_periods
from data.buildings.uncertainty import WANDER, Points, half_width, student_quantile

YEAR = 365
# Quantiles 0.95 of Student, from a printed table.
T_4, T_9, T_13 = 2.132, 1.833, 1.771
SEASONS_C = 12 - 10 * np.cos(2 * np.pi * np.arange(2 * YEAR) / YEAR)
MILD_C = SEASONS_C + 5 * np.sin(2.1 * np.arange(2 * YEAR))


def flat(before: float, after: float) -> Saving:
    """A year at a constant consumption, then another year at another."""
    return found(np.full(YEAR, before), np.full(YEAR, after))


def found(before: np.ndarray, after: np.ndarray, *types: np.ndarray) -> Saving:
    start = len(before)
    temperature_c = MILD_C[YEAR - start : YEAR], MILD_C[YEAR : YEAR + len(after)]
    result = saving(temperature_c[0], before, temperature_c[1], after, 0.90, *types)
    assert result is not None
    return result


def test_flat_consumption_saves_the_difference_and_wanders_by_its_share():
    result = flat(100, 80)
    assert result.expected == pytest.approx(100 * 365)
    assert result.measured == pytest.approx(80 * 365)
    assert result.saving == pytest.approx(20 * 365)
    # No residual at all: only habits may change. 0.25 × 365^(2/3) = 12.8 cosines, so 13.
    assert result.high - result.saving == pytest.approx(T_13 * WANDER * 100 * 365, rel=1e-3)
    assert result.saving - result.low == pytest.approx(result.high - result.saving)
    assert (result.proven, result.notices, result.reporting_share) == (True, (), 1)
    assert (result.model, result.base_per_day) == ("1P", pytest.approx(100))


def test_proven_up_to_a_half_width_of_half_the_saving():
    # The half-width is 1.771 × 1.5 % = 2.66 % of the expected: 5.3 % of saving at least.
    assert flat(100, 94).proven
    assert not flat(100, 95).proven
    assert not flat(100, 100).proven
    more = flat(100, 120)
    assert (more.proven, more.saving) == (False, pytest.approx(-20 * 365))


def test_weather_is_that_of_the_reporting_period():
    usual = 20 + 3 * np.maximum(0, 15 - MILD_C)
    result = found(usual[:YEAR], 0.9 * usual[YEAR : YEAR + 200])
    assert result.saving == pytest.approx(0.1 * usual[YEAR : YEAR + 200].sum())
    assert (result.model, result.heating_balance_c) == ("3PH", pytest.approx(15))
    assert result.heating_per_k_d == pytest.approx(3)
    assert np.isnan(result.cooling_balance_c)
    assert result.reporting_expected == pytest.approx(usual[YEAR : YEAR + 200])


def test_only_measured_days_of_known_weather_are_compared():
    after = np.full(100, 80.0)
    after[:8] = np.nan
    temperature_c = MILD_C[YEAR : YEAR + 100].copy()
    temperature_c[-2:] = np.nan
    result = saving(MILD_C[:YEAR], np.full(YEAR, 100.0), temperature_c, after)
    assert result.saving == pytest.approx(20 * (100 - 8 - 2))
    assert result.measured == pytest.approx(80 * 90)
    assert result.reporting_share == pytest.approx(0.90)
    assert result.notices == ()


def test_missing_days_beyond_a_tenth_are_named():
    before, after = np.full(YEAR, 100.0), np.full(100, 80.0)
    before[:37] = after[:11] = np.nan
    result = found(before, after)
    assert result.notices == ("ECONOMIE_REFERENCE_LACUNAIRE", "ECONOMIE_SUIVI_LACUNAIRE")
    assert result.saving == pytest.approx(20 * 89)
    assert set(result.notices) <= set(BUILDING_NOTICES)


def test_short_baseline_is_named_and_under_nine_months_proves_nothing():
    after = np.full(YEAR, 50.0)
    year, eleven, eight = (found(np.full(days, 100.0), after) for days in (365, 335, 245))
    assert year.notices == ()
    assert (eleven.notices, eleven.proven) == (("ECONOMIE_REFERENCE_COURTE",), True)
    assert (eight.notices, eight.proven) == (("ECONOMIE_REFERENCE_COURTE",), False)
    assert eight.saving == pytest.approx(50 * 365)


def test_nothing_is_said_without_enough_days():
    year = np.full(YEAR, 100.0)
    missing = np.full(YEAR, np.nan)
    assert saving(MILD_C[:60], year[:60], MILD_C[:YEAR], year) is None
    assert saving(MILD_C[:YEAR], missing, MILD_C[:YEAR], year) is None
    assert saving(MILD_C[:YEAR], year, MILD_C[:YEAR], missing) is None


def test_types_of_days_narrow_the_interval_of_a_building_that_closes():
    types = np.where(np.arange(2 * YEAR) % 100 < 30, HOLIDAY_WEEKDAY, 0)
    noise = np.random.default_rng(1).normal(0, 5, 2 * YEAR)
    usual = np.where(types == HOLIDAY_WEEKDAY, 30, 100) + noise
    alike = found(usual[:YEAR], 0.9 * usual[YEAR:])
    typed = found(usual[:YEAR], 0.9 * usual[YEAR:], types[:YEAR], types[YEAR:])
    assert typed.low < 0.1 * usual[YEAR:].sum() < typed.high
    assert typed.high - typed.low < (alike.high - alike.low) / 2
    assert (typed.proven, alike.proven) == (True, False)


def months(first: int, count: int, per_day: np.ndarray) -> Periods:
    """`count` periods of 30 days from the day `first`, of the mean of their days."""
    starts = first + 30 * np.arange(count)
    return Periods(starts, starts + 30, [per_day[day : day + 30].mean() for day in starts])


def test_months_expect_the_degrees_of_each_of_their_days():
    usual = 20 + 3 * np.maximum(0, 15 - MILD_C)
    after = months(360, 6, 0.8 * usual)
    result = saving_of_periods(MILD_C, months(0, 12, usual), after)
    assert result.saving == pytest.approx(0.2 * usual[360 : 360 + 180].sum())
    assert result.expected == pytest.approx(usual[360 : 360 + 180].sum())
    assert (result.proven, result.notices) == (True, ("ECONOMIE_REFERENCE_COURTE",))


def test_missing_months_are_not_compared_and_few_give_nothing():
    before, after = months(0, 13, np.full(2 * YEAR, 100.0)), months(390, 6, np.full(2 * YEAR, 90.0))
    after.per_day[2] = np.nan
    result = saving_of_periods(MILD_C, before, after)
    assert result.saving == pytest.approx(10 * 30 * 5)
    assert result.reporting_share == pytest.approx(5 / 6)
    assert result.notices == ("ECONOMIE_SUIVI_LACUNAIRE",)
    assert saving_of_periods(MILD_C, months(0, 8, MILD_C), after) is None


def test_months_know_school_holidays():
    off = (np.arange(2 * YEAR) % 80 > 50).astype(int) * HOLIDAY_WEEKDAY
    usual = np.where(off, 40.0, 100.0)
    before, after = months(0, 13, usual), months(390, 8, 0.9 * usual)
    result = saving_of_periods(MILD_C, before, after, types=off)
    assert result.saving == pytest.approx(0.1 * usual[390 : 390 + 240].sum())
    unaware = saving_of_periods(MILD_C, before, after)
    assert unaware.high - unaware.low > 3 * (result.high - result.low)


def test_half_width_of_a_mean_is_the_textbook_one():
    # Ten bills of 30 days at 10 ± 1 per day, five expected: residuals of √30 by √day.
    measured = np.array([9.0, 11] * 5)
    ten, five = np.ones((10, 1)), np.ones((5, 1))
    before = Points(ten, np.full(10, 10.0), measured, np.full(10, 30.0))
    after = Points(five, np.full(5, 10.0), np.full(5, 8.0), np.full(5, 30.0))
    omega = 30 * 10 / 9
    weights = 150 / 10
    variance = omega * (10 * weights**2 / 30 + 150) + (WANDER * 10 * 150) ** 2
    assert half_width(before, after, 9, 0.90) == pytest.approx(T_9 * variance**0.5, rel=1e-3)


def test_student_quantiles_are_those_of_the_tables():
    found = [student_quantile(0.95, degrees) for degrees in (4, 9, 13)]
    assert found == pytest.approx([T_4, T_9, T_13], abs=6e-4)


def test_interval_covers_the_true_saving_of_autocorrelated_days():
    random = np.random.default_rng(7)
    covered = []
    for _ in range(200):
        noise = random.normal(0, 0.2 * (1 - 0.7**2) ** 0.5, 2 * YEAR)
        for day in range(1, 2 * YEAR):
            noise[day] += 0.7 * noise[day - 1]
        usual = (40 + 3 * np.maximum(0, 15 - MILD_C)) * (1 + noise)
        result = found(usual[:YEAR], 0.9 * usual[YEAR:])
        covered.append(result.low <= 0.1 * usual[YEAR:].sum() <= result.high)
    assert 0.85 <= np.mean(covered) <= 0.97
