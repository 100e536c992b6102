"""Official indicators of a network, each against a case computed by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.water.official import (
    VOLUMES,
    Volumes,
    authorised_m3,
    consumption_index_m3_km_day,
    distributed_m3,
    loss_index_m3_km_day,
    lost_m3,
    renewal_pct,
    unmetered_index_m3_km_day,
    yearly,
    yield_pct,
)

CASE = Volumes(
    produced_m3=900_000,
    imported_m3=100_000,
    exported_m3=50_000,
    metered_m3=700_000,
    unmetered_m3=20_000,
    service_m3=10_000,
)
KM = 120


def _without(name: str) -> Volumes:
    return Volumes(**{other: getattr(CASE, other) for other in VOLUMES if other != name})


def test_each_indicator_equals_a_case_computed_by_hand():
    assert distributed_m3(CASE) == 900_000 + 100_000 - 50_000
    assert authorised_m3(CASE) == 700_000 + 20_000 + 10_000
    assert lost_m3(CASE) == 950_000 - 730_000
    assert yield_pct(CASE) == pytest.approx(100 * (730_000 + 50_000) / (900_000 + 100_000))
    assert unmetered_index_m3_km_day(CASE, KM) == pytest.approx((950_000 - 700_000) / 365 / 120)
    assert loss_index_m3_km_day(CASE, KM) == pytest.approx((950_000 - 730_000) / 365 / 120)
    assert consumption_index_m3_km_day(CASE, KM) == pytest.approx(780_000 / 365 / 120)
    assert renewal_pct(4.5, KM) == pytest.approx(100 * (4.5 / 5) / 120)


@pytest.mark.parametrize("name", VOLUMES)
def test_a_missing_volume_gives_no_number(name):
    volumes = _without(name)
    assert np.isnan(yield_pct(volumes))
    assert np.isnan(loss_index_m3_km_day(volumes, KM))
    assert np.isnan(consumption_index_m3_km_day(volumes, KM)) == (
        name not in ("produced_m3", "imported_m3")
    )
    # What is not metered plays no part in P105.3.
    needed = name not in ("unmetered_m3", "service_m3")
    assert np.isnan(unmetered_index_m3_km_day(volumes, KM)) == needed


def test_zero_is_a_volume_and_missing_is_not():
    none_imported = Volumes(*(0 if name == "imported_m3" else 1000 for name in VOLUMES))
    assert not np.isnan(yield_pct(none_imported))
    assert np.isnan(yield_pct(Volumes(*(0 for _ in VOLUMES))))


@pytest.mark.parametrize("km", [None, 0, float("nan"), -3])
def test_no_length_gives_no_index(km):
    assert np.isnan(loss_index_m3_km_day(CASE, km))
    assert np.isnan(unmetered_index_m3_km_day(CASE, km))
    assert np.isnan(consumption_index_m3_km_day(CASE, km))
    assert np.isnan(renewal_pct(1, km))


def test_a_negative_volume_gives_no_number():
    wrong = Volumes(-1, 100, 0, 50, 0, 0)
    assert np.isnan(yield_pct(wrong))
    assert np.isnan(distributed_m3(wrong))


def test_periods_are_brought_to_365_days_each_by_its_own():
    volumes = Volumes(366, 0, 0, 300, 0, 0, days=366, reading_days=300)
    assert yearly(volumes).produced_m3 == pytest.approx(365)
    assert yield_pct(volumes) == pytest.approx(100 * (300 * 365 / 300) / 365)
    assert np.isnan(yield_pct(Volumes(366, 0, 0, 300, 0, 0, days=0)))
    assert np.isnan(yield_pct(Volumes(366, 0, 0, 300, 0, 0, reading_days=None)))


def test_a_yield_above_100_is_shown_as_it_is():
    assert yield_pct(Volumes(100, 0, 0, 110, 0, 0)) == pytest.approx(110)


def test_years_come_in_arrays():
    years = Volumes(np.array([100.0, np.nan, 0.0]), 0, 0, np.array([80.0, 80.0, 0.0]), 0, 0)
    np.testing.assert_allclose(yield_pct(years), [80, np.nan, np.nan])


M3 = st.floats(0, 1e7)


@given(M3, M3, M3, M3, M3, M3)
def test_losses_are_what_is_left_and_the_yield_falls_when_they_grow(v1, v2, v3, v7, v8, v9):
    volumes = Volumes(v1, v2, v3, v7, v8, v9)
    parts = v7 + v8 + v9 + v3 + float(lost_m3(volumes))
    assert parts == pytest.approx(v1 + v2, abs=1e-3)
    more = Volumes(v1 + 1000, v2, v3, v7, v8, v9)
    if v1 + v2 > 0:
        assert yield_pct(more) <= yield_pct(volumes)
