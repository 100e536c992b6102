"""Drift alerts: the sums by hand, the rules of gaps and blocks, properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.buildings.day_types import HOLIDAY_WEEKDAY, HOLIDAY_WEEKEND, day_types
from data.buildings.drift import Cusum, Drift, judged_days, monitor, watch
from data.buildings.drift_reference import long_run_sd

YEAR = 364
NAN = float("nan")
# A year and its weather, once a day; whole weeks, so that years are alike.
MEAN_C = 12 - 9 * np.cos(2 * np.pi * np.arange(YEAR) / YEAR)


def _follow(added: list[float], excess: list[float], threshold: float) -> list[Drift]:
    cusum = Cusum(7, 1, (threshold,))
    latest = np.zeros((1, len(added)), dtype=int)
    cusum.follow(10, latest, np.array([[excess]]), np.array([[added]]))
    return cusum.drifts()


def _steady(years: int, level: float = 100.0) -> np.ndarray:
    return np.full((1, years * YEAR), level)


def _monitor(per_day: np.ndarray, *thresholds: float) -> list[Drift]:
    return monitor(np.resize(MEAN_C, per_day.shape[1]), per_day, YEAR, thresholds)


def test_the_sum_by_hand_from_its_last_zero_to_its_end() -> None:
    # S: 0.5, 0, 1, 2, 2.5 > 2; then back: 0, 1, 2, 3 > 2; the day without data changes nothing.
    added = [0.5, -1, 1, 1, 0.5, NAN, 1, -1, -1, -1]
    excess = [5, -1, 20, 30, 10, NAN, 40, -5, -5, -5]
    (found,) = _follow(added, excess, 2.0)
    total = 20 + 30 + 10 + 40
    assert found == Drift(7, 2.0, 10 + 2, 10 + 4, 10 + 6, False, total / 4, total)


def test_a_new_drift_begins_after_the_end_of_the_former() -> None:
    first, second = _follow([1, 1, 1, -2, -2, -1, 1, 1, 1], [8, 8, 8, 0, 0, 0, 6, 6, 6], 2.0)
    assert (first.since, first.detected, first.last, first.open) == (10, 12, 12, False)
    assert (second.since, second.detected, second.last, second.open) == (16, 18, 18, True)
    assert (first.excess, second.excess) == (3 * 8, 3 * 6)


def test_a_sum_that_only_reaches_the_threshold_is_no_alert() -> None:
    assert _follow([1, 1], [9, 9], 2.0) == []


def test_a_drift_of_a_fifth_is_found_on_the_day_that_arithmetic_says() -> None:
    per_day = _steady(2)
    per_day[0, 500:] *= 1.2
    (found,) = _monitor(per_day, 12.0)
    # s is 8 % of 100, the allowance 7 %: (20 - 7) / 8 = 1.625, clipped to 1.5; 9 × 1.5 > 12.
    assert (found.since, found.detected, found.last, found.open) == (500, 500 + 8, 727, True)
    assert found.excess_per_day == pytest.approx(20)
    assert found.excess == pytest.approx(20 * (728 - 500))


def test_missing_days_delay_and_never_reset() -> None:
    per_day = _steady(2)
    per_day[0, 500:] *= 1.2
    per_day[0, 503:563] = NAN
    (found,) = _monitor(per_day, 12.0)
    assert (found.since, found.detected) == (500, 500 + 8 + 60)
    assert found.excess == pytest.approx(20 * (728 - 500 - 60))


def test_a_drift_that_lasts_is_never_its_own_reference() -> None:
    per_day = _steady(4)
    per_day[0, 400:] *= 1.2
    (found,) = _monitor(per_day, 12.0)
    assert (found.since, found.open, found.last) == (400, True, 4 * YEAR - 1)


def test_a_drift_closes_when_the_model_is_right_again() -> None:
    per_day = _steady(3)
    per_day[0, 400:460] *= 1.2
    (found,) = _monitor(per_day, 12.0)
    assert (found.since, found.last, found.open) == (400, 459, False)


def test_what_stays_within_the_allowance_or_falls_is_no_drift() -> None:
    for factor in (0.5, 1.06):
        per_day = _steady(2)
        per_day[0, YEAR:] *= factor
        assert _monitor(per_day, 5.0) == []


def test_one_absurd_day_is_no_drift() -> None:
    per_day = _steady(2)
    per_day[0, 500] *= 50
    assert _monitor(per_day, 5.0) == []


def test_a_year_too_poorly_known_judges_nothing() -> None:
    per_day = np.vstack([_steady(2), _steady(2)])
    per_day[0, :100] = NAN
    per_day[:, 500:] *= 1.5
    assert judged_days(per_day, YEAR).tolist() == [0, YEAR]
    assert {drift.row for drift in _monitor(per_day, 12.0)} == {1}


def test_a_meter_that_uses_nothing_is_not_judged() -> None:
    per_day = _steady(2, 0.0)
    per_day[0, 500:] = 3.0
    assert judged_days(per_day, YEAR).tolist() == [0]
    assert _monitor(per_day, 5.0) == []


def test_each_row_has_its_own_days_of_a_new_reference() -> None:
    per_day = np.vstack([_steady(3), _steady(3)])
    # The second row is known from day 200 on only: a fifth more since day 600.
    per_day[1, :200] = NAN
    per_day[1, 600:] *= 1.2
    types, mean_c = np.arange(3 * YEAR) % 7, np.resize(MEAN_C, 3 * YEAR)
    starts = np.array([[YEAR, 2 * YEAR, 3 * YEAR], [YEAR, 200 + YEAR, 2 * YEAR]])
    (found,), models = watch(mean_c, per_day, starts, YEAR, (12.0,), types)
    assert (found.row, found.since, found.last) == (1, 600, 3 * YEAR - 1)
    # The first start of the second row has 164 days behind it: it judges nothing.
    judging = [(0, YEAR), (0, 2 * YEAR), (1, 200 + YEAR), (1, 2 * YEAR)]
    assert sorted((model.row, model.start) for model in models) == judging
    # The excess of a drift is that over the model which found it.
    usual = next(model.usual for model in models if (model.row, model.start) == (1, 200 + YEAR))
    excess = per_day[1] - usual.expected(mean_c, types)[0]
    assert found.excess == pytest.approx(excess[600:].sum())


def test_a_long_gap_before_a_start_counts_as_missing_days() -> None:
    per_day = _steady(2)
    per_day[0, 500:] *= 1.2
    types, mean_c = np.arange(2 * YEAR) % 7, np.resize(MEAN_C, 2 * YEAR)
    known = round(0.75 * YEAR)
    for start, count in ((known - 1, 0), (known + 1, 1)):
        found, _ = watch(mean_c, per_day, np.array([[start]]), YEAR, (12.0,), types)
        assert len(found) == count


def test_weekends_and_holidays_are_no_drift() -> None:
    days = np.arange(3 * YEAR)
    # The holidays of the third year come three weeks later than those of the first two.
    begin = np.where(days // YEAR == 2, 121, 100)
    holiday = (days % YEAR >= begin) & (days % YEAR < begin + 28)
    types = day_types(0, np.zeros(len(days), dtype=bool), holiday)
    level = np.where(holiday, 20.0, np.where(days % 7 >= 5, 30.0, 100.0))
    mean_c = np.resize(MEAN_C, len(days))
    assert monitor(mean_c, level[None, :], YEAR, (5.0,), types) == []
    level[800:] *= 1.2
    (found,) = monitor(mean_c, level[None, :], YEAR, (5.0,), types)
    assert found.since == 800


def test_days_have_the_type_of_their_weekday_and_holiday() -> None:
    public = np.array([False, True, False, False, False, False, False, False])
    school = np.array([False] * 4 + [True] * 4)
    # From a Tuesday on; the Wednesday is a public holiday.
    expected = [1, 6, 3, 4, *[HOLIDAY_WEEKEND] * 2, *[HOLIDAY_WEEKDAY] * 2]
    assert day_types(1, public, school).tolist() == expected


def test_the_long_run_deviation_by_hand() -> None:
    residual = np.array([[2.0, 2.0, -2.0, -2.0, NAN], [1.0, -1.0, 1.0, -1.0, 1.0], [NAN] * 5])
    # First: variance 4, pairs 4 - 4 + 4 over 3, so ρ = 1/3. Second: ρ below 0 counts as 0.
    expected = [np.sqrt(4 * (1 + 1 / 3) / (1 - 1 / 3)), 1.0, 0.0]
    assert long_run_sd(residual) == pytest.approx(expected)


@given(st.lists(st.floats(-1.5, 1.5) | st.just(NAN), max_size=80))
@settings(max_examples=100, deadline=None)
def test_a_higher_threshold_never_gives_more_alerts(added: list[float]) -> None:
    counts = [len(_follow(added, added, threshold)) for threshold in (1.0, 2.0, 4.0, 8.0)]
    assert counts == sorted(counts, reverse=True)


@given(st.integers(0, 2**32 - 1), st.floats(0.001, 1000))
@settings(max_examples=10, deadline=None)
def test_the_unit_changes_no_date(seed: int, factor: float) -> None:
    random = np.random.default_rng(seed)
    per_day = 50 + 8 * np.maximum(16 - np.resize(MEAN_C, 3 * YEAR), 0)
    per_day = per_day * random.normal(1, 0.1, (3, 3 * YEAR))
    per_day[:, 600:] *= 1.15
    ours, theirs = (_monitor(values, 6.0) for values in (per_day, per_day * factor))
    assert [_dates(drift) for drift in ours] == [_dates(drift) for drift in theirs]
    assert [drift.excess * factor for drift in ours] == pytest.approx(
        [drift.excess for drift in theirs]
    )
    assert ours


def _dates(drift: Drift) -> tuple[int, int, int, int, bool]:
    return drift.row, drift.since, drift.detected, drift.last, drift.open
