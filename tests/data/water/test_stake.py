"""The levy on performance and the money of each point of yield, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.water.official import Volumes, yield_pct
from data.water.redevance import (
    better_performance,
    levy_eur,
    modulation,
    performance,
    primary_yield_pct,
    weighted_yield_pct,
)
from data.water.stake import LevyBasis, cost_eur_m3, gained, lost_eur, water_stake
from tests.data.water.water_rules import in_force

RULES = in_force().levy
UNWEIGHTED = replace(RULES, points_per_index=0.0)
CASE = Volumes(1_400_000, 100_000, 50_000, 1_015_000, 20_000, 5_000)
KM = 200


def test_the_weighted_yield_by_hand():
    assert primary_yield_pct(CASE) == pytest.approx(100 * 1_015_000 / 1_450_000)
    index = 1_015_000 / (365 * 200)
    assert weighted_yield_pct(CASE, KM, RULES) == pytest.approx(70 - 0.2 * index)
    assert np.isnan(weighted_yield_pct(CASE, 0, RULES))


@pytest.mark.parametrize(
    ("weighted", "part"),
    [(60, 0), (65, 0), (66, 0.0275), (75, 0.275), (85, 0.55), (95, 0.55), (np.nan, np.nan)],
)
def test_the_first_way_by_hand(weighted, part):
    assert performance(weighted, RULES) == pytest.approx(part, nan_ok=True)


def test_the_better_of_two_ways_is_kept():
    assert better_performance(75, 0.4, RULES) == pytest.approx(0.4)
    assert better_performance(75, 0.1, RULES) == pytest.approx(0.275)
    assert better_performance(75, None, RULES) == pytest.approx(0.275)
    assert better_performance(75, 3, RULES) == pytest.approx(0.55)
    assert np.isnan(better_performance(np.nan, 0.1, RULES))


def test_the_levy_by_hand():
    assert modulation(0.275, 0.15, RULES) == pytest.approx(1 - 0.425)
    assert modulation(0.55, 0.9, RULES) == pytest.approx(0.2)
    assert levy_eur(1_000_000, 0.10, 0.575) == pytest.approx(57_500)
    assert np.isnan(levy_eur(1_000_000, None, 0.575))
    assert np.isnan(modulation(0.275, None, RULES))


def test_a_point_is_worth_2750_eur_per_million_m3():
    """Between 65 and 85, at 0.10 €/m³, when all that is used is metered and the index weighs 0."""
    volumes = Volumes(1_000_000, 0, 0, 700_000, 0, 0)
    basis = LevyBasis(billed_m3=1_000_000, rate_eur_m3=0.10)
    table = water_stake(volumes, KM, basis, UNWEIGHTED, 0.5)
    assert table["levy_gain_eur"].tolist() == pytest.approx([2750 * k for k in range(11)])
    # 70 → 71 %: 1,000,000 − 700,000 ÷ 0.71 m³ need not enter, at 0.50 €.
    saved = 1_000_000 - 700_000 / 0.71
    assert table["saved_m3"][1] == pytest.approx(saved)
    assert table["water_gain_eur"][1] == pytest.approx(saved * 0.5)
    assert table["gain_eur"][1] == pytest.approx(2750 + saved * 0.5)
    # The level of the levy needs the coefficient of assets, its gain does not.
    assert table["levy_eur"].isna().all()
    known = water_stake(volumes, KM, replace(basis, assets_part=0.1), UNWEIGHTED, 0.5)
    part = 0.0275 * (70 - 65)
    assert known["levy_eur"][0] == pytest.approx(100_000 * (1 - part - 0.1))
    assert known["water_eur"][0] == pytest.approx(300_000 * 0.5)
    assert known["total_eur"][0] == known["levy_eur"][0] + known["water_eur"][0]


def test_points_keep_what_is_used_and_shrink_what_enters():
    after = gained(CASE, np.arange(3))
    now = float(yield_pct(CASE))
    assert yield_pct(after).tolist() == pytest.approx([now, now + 1, now + 2])
    assert after.metered_m3.tolist() == [1_015_000] * 3
    entered = after.produced_m3 + after.imported_m3
    assert entered[1] == pytest.approx(100 * (1_040_000 + 50_000) / (now + 1))
    assert after.imported_m3[1] / after.produced_m3[1] == pytest.approx(100_000 / 1_400_000)


def test_there_is_no_point_above_100():
    table = water_stake(Volumes(100, 0, 0, 97, 0, 0), 1, LevyBasis(97, 0.1), RULES, 1.0)
    assert table["yield_pct"].tolist()[:4] == pytest.approx([97, 98, 99, 100])
    assert table["yield_pct"][4:].isna().all()
    assert table["gain_eur"][4:].isna().all()


@pytest.mark.parametrize(
    "volumes", [Volumes(), Volumes(100, 0, 0, 120, 0, 0), replace(CASE, unmetered_m3=None)]
)
def test_no_money_from_volumes_that_are_missing_or_impossible(volumes):
    table = water_stake(volumes, KM, LevyBasis(1000, 0.1, 0.1), RULES, 0.5)
    assert table["water_eur"].isna().all()
    assert table["gain_eur"].isna().all()
    assert np.isnan(lost_eur(volumes, 0.5))


def test_costs_of_water():
    assert cost_eur_m3(CASE, 0.3, 0.9) == pytest.approx((1_400_000 * 0.3 + 100_000 * 0.9) / 1.5e6)
    assert np.isnan(cost_eur_m3(CASE, 0.3, None))
    # Nothing is bought: its price is not needed.
    assert cost_eur_m3(replace(CASE, imported_m3=0), 0.3, None) == pytest.approx(0.3)
    assert lost_eur(CASE, 0.5) == pytest.approx((1_450_000 - 1_040_000) * 0.5)
    assert np.isnan(lost_eur(CASE, None))


@given(st.floats(0.3, 1), st.floats(1, 1000))
def test_gaining_points_never_costs(share, km):
    volumes = Volumes(1_000_000, 0, 0, 1_000_000 * share, 0, 0)
    table = water_stake(volumes, km, LevyBasis(900_000, 0.1, 0.1), RULES, 0.5)
    gain = table["gain_eur"].dropna()
    assert (gain.diff().dropna() >= -1e-6).all()
