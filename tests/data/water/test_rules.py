"""Reference values of water: read as shipped, replaced by the operator's, never invented."""

import math
from datetime import date

import pytest

from data.reference_values import ReferenceValues
from data.water.official import Volumes
from data.water.rules import levy_rate, rules, unit_cost_eur_m3
from tests.data.water.water_rules import DAY, in_force, own, shipped


def test_rates_change_with_the_year_and_are_known_for_the_agencies_read():
    values = shipped()
    rates = [
        levy_rate(values, "loire-bretagne", date(year, 1, 1)) for year in (2024, 2025, 2028, 2029)
    ]
    assert [rate and rate.value for rate in rates] == [None, 0.10, 0.10, 0.11]
    assert levy_rate(values, "seine-normandie", DAY) is None
    assert levy_rate(values, None, DAY) is None


def test_what_is_not_verified_is_named():
    unverified = in_force().unverified
    assert any("Pondération du rendement primaire" in source for source in unverified)
    assert "Code de l’environnement, article D. 213-48-12-4" not in unverified


def test_without_values_rules_are_unknown():
    none = rules(ReferenceValues({}), DAY)
    assert math.isnan(none.decree.enough_pct)
    assert math.isnan(none.levy.per_point)
    assert none.unverified == ()


def test_the_cost_of_a_m3_is_the_nearest_one_given():
    volumes = Volumes(300, 100, 0, 200, 0, 0)
    kind = "water_cost_eur_per_m3"
    sides = own(kind, "production", 0.2), own(kind, "achat", 0.6)
    assert unit_cost_eur_m3(shipped(), "S1", volumes, DAY) == 0.50
    mixed = unit_cost_eur_m3(shipped(*sides), "S1", volumes, DAY)
    assert mixed == pytest.approx((300 * 0.2 + 100 * 0.6) / 400)
    assert unit_cost_eur_m3(shipped(*sides, own(kind, "S1", 0.9)), "S1", volumes, DAY) == 0.9
    assert unit_cost_eur_m3(shipped(*sides), "S1", None, DAY) == 0.50
    assert unit_cost_eur_m3(shipped(*sides), "S1", Volumes(produced_m3=1), DAY) == 0.50
    assert unit_cost_eur_m3(ReferenceValues({}), "S1", volumes, DAY) is None
