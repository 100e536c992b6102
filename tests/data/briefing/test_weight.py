"""The scale of statements: from 0 to 10, more never weighs less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.briefing import weight

EUR = st.floats(0, 1e12)
PEOPLE = st.integers(0, 10_000_000)
DEVIATIONS = st.floats(0, 1e6)
SHARES = st.floats(0, 100)
HALVES = st.floats(0.1, 100)


def test_a_sum_weighs_half_at_what_its_territory_makes_of_it() -> None:
    assert weight.of_money(1000, 0) == 5
    assert weight.of_money(1000 + 0.10 * 500, 500) == 5
    assert weight.of_money(3150, 500) == pytest.approx(10 * 3150 / (3150 + 1050))


def test_a_change_weighs_half_when_it_begins_to_be_unusual() -> None:
    assert weight.of_change(weight.UNUSUAL) == weight.of_change(-weight.UNUSUAL) == 5
    assert weight.of_share(30, 30) == 5


def test_money_that_nobody_can_count_weighs_what_is_declared() -> None:
    assert weight.of_money(None, 500) == weight.UNPRICED == 3


@given(EUR, EUR, PEOPLE)
def test_more_money_never_weighs_less(one: float, other: float, population: int) -> None:
    low, high = sorted((one, other))
    assert weight.of_money(low, population) <= weight.of_money(high, population)
    assert weight.of_money(-high, population) == weight.of_money(high, population)


@given(EUR, PEOPLE, PEOPLE)
def test_the_same_sum_weighs_no_more_in_a_larger_territory(eur: float, a: int, b: int) -> None:
    small, large = sorted((a, b))
    assert weight.of_money(eur, large) <= weight.of_money(eur, small)


@given(DEVIATIONS, DEVIATIONS)
def test_a_larger_change_never_weighs_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert weight.of_change(low) <= weight.of_change(high)


@given(SHARES, SHARES, HALVES)
def test_a_larger_share_never_weighs_less(one: float, other: float, half: float) -> None:
    low, high = sorted((one, other))
    assert weight.of_share(low, half) <= weight.of_share(high, half)


@given(EUR, PEOPLE, DEVIATIONS, SHARES, HALVES)
def test_weights_stay_on_the_scale(
    eur: float, population: int, deviations: float, share: float, half: float
) -> None:
    weights = (
        weight.of_money(eur, population),
        weight.of_change(deviations),
        weight.of_share(share, half),
    )
    assert all(0 <= one <= weight.MOST for one in weights)
    assert weight.of_money(0, population) == weight.of_change(0) == 0
