"""Contributions to a change: by hand, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.lighting.shapley import split, split_bill

amounts = st.floats(0, 1e4)
NAMES = ("points", "kw_per_point", "hours")
BILL = ("power_kw", "hours", "price_eur_kwh", "subscription_eur")


def factors(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries(dict.fromkeys(names, amounts))


def bill_eur(terms: dict[str, float]) -> float:
    energy_eur = terms["power_kw"] * terms["hours"] * terms["price_eur_kwh"]
    return energy_eur + terms["subscription_eur"]


def test_three_factors_by_hand():
    parts = split(
        {"points": 100, "kw_per_point": 0.1, "hours": 4000},
        {"points": 110, "kw_per_point": 0.05, "hours": 2000},
    )
    # d = change × (both others before ÷ 3 + both after ÷ 3 + one of each ÷ 6 + the other ÷ 6).
    points = 10 * (0.1 * 4000 / 3 + 0.05 * 2000 / 3 + 0.05 * 4000 / 6 + 0.1 * 2000 / 6)
    assert parts["points"] == pytest.approx(points)
    power = -0.05 * (100 * 4000 / 3 + 110 * 2000 / 3 + 110 * 4000 / 6 + 100 * 2000 / 6)
    assert parts["kw_per_point"] == pytest.approx(power)
    assert sum(parts.values()) == pytest.approx(110 * 0.05 * 2000 - 100 * 0.1 * 4000)


def test_kwh_halve_and_the_bill_does_not():
    """Half the hours, a price up by half, the subscription up by 10 €."""
    parts = split_bill(
        {"power_kw": 10, "hours": 4000, "price_eur_kwh": 0.1, "subscription_eur": 200},
        {"power_kw": 10, "hours": 2000, "price_eur_kwh": 0.15, "subscription_eur": 210},
    )
    assert parts["power_kw"] == 0
    assert parts["hours"] == pytest.approx(10 * -2000 * (0.1 + 0.15) / 2)
    assert parts["price_eur_kwh"] == pytest.approx(10 * 0.05 * (4000 + 2000) / 2)
    assert parts["subscription_eur"] == 10


def test_arrays_split_cabinet_by_cabinet_and_missing_stays_missing():
    before = {"hours": np.array([4000.0, np.nan]), "power_kw": np.array([1.0, 2.0])}
    after = {"hours": np.array([2000.0, 2000.0]), "power_kw": np.array([1.0, 2.0])}
    np.testing.assert_allclose(split(before, after)["hours"], [-2000 * 1, np.nan])


def test_other_factors_are_refused():
    with pytest.raises(ValueError, match="facteurs"):
        split({"hours": 1}, {"points": 1})


@given(factors(NAMES), factors(NAMES))
def test_the_split_always_sums(before, after):
    change = np.prod(list(after.values())) - np.prod(list(before.values()))
    scale = np.prod(list(after.values())) + np.prod(list(before.values()))
    largest = np.prod([max(before[name], after[name]) for name in NAMES])
    total = sum(split(before, after).values())
    assert total == pytest.approx(change, abs=1e-12 * (scale + largest) + 1e-12)


@given(factors(BILL), factors(BILL))
def test_the_split_of_a_bill_always_sums(before, after):
    largest = bill_eur({name: max(before[name], after[name]) for name in BILL})
    total = sum(split_bill(before, after).values())
    change = bill_eur(after) - bill_eur(before)
    assert total == pytest.approx(change, abs=1e-11 * largest + 1e-12)


@given(factors(NAMES), factors(NAMES), st.permutations(NAMES))
def test_the_split_does_not_depend_on_the_order(before, after, order):
    parts = split(before, after)
    again = split({n: before[n] for n in order}, {n: after[n] for n in reversed(order)})
    for name in NAMES:
        assert again[name] == pytest.approx(parts[name], rel=1e-9, abs=1e-6)


@given(factors(NAMES), factors(NAMES))
def test_back_again_is_the_opposite(before, after):
    there, back = split(before, after), split(after, before)
    for name in NAMES:
        assert there[name] == pytest.approx(-back[name], rel=1e-9, abs=1e-6)


@given(amounts, amounts, amounts, amounts)
def test_factors_that_change_alike_weigh_alike(first, then, hours_before, hours_after):
    parts = split(
        {"one": first, "other": first, "hours": hours_before},
        {"one": then, "other": then, "hours": hours_after},
    )
    assert parts["one"] == pytest.approx(parts["other"], rel=1e-9, abs=1e-6)
