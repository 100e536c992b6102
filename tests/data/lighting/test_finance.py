"""Payback, value, rate, loan and fund: by hand, and as pyxirr says."""

import numpy as np
import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from data.lighting.finance import (
    annuity_eur,
    intracting_fund,
    irr_pct,
    loan_payments_eur,
    npv,
    payback_years,
)

# Works, then what they save.
INVESTMENTS = [
    [-800, 300, 300, 300],
    [-1000] + [120] * 20,
    [-1000] + [10] * 20,
    [-1000, 500, 500],
    [-100, 0, 0, 0, 0, 400],
    [-1000, -1000, -1000] + [400] * 17,
    [-1000, 900],
    [-1000, 40],
    [-1, 51],
    [-250_000.5, 12_345.6, 45_678.9, 78_901.2, 98_765.4, 123_456.7],
]
WITHOUT_RATE = [[100, 50, 20], [-100, -50, -20], [0, 0, 0], [-100, 0, 0], [5], []]


@pytest.mark.parametrize("flows", INVESTMENTS)
def test_the_rate_is_that_of_pyxirr(flows):
    assert irr_pct(flows) == pytest.approx(100 * pyxirr.irr(flows), abs=1e-6)


@pytest.mark.parametrize("flows", WITHOUT_RATE)
def test_without_a_rate_there_is_none(flows):
    assert irr_pct(flows) is None
    if flows:
        assert len(flows) == 1 or pyxirr.irr(flows, silent=True) is None


def test_two_rates_are_no_answer():
    # (v − 1/1.1)(v − 1/1.3) × −100 × 1.43: worth nothing at 10 % and at 30 %.
    flows = [-100, 240, -143]
    assert npv(10, flows) == pytest.approx(0)
    assert npv(30, flows) == pytest.approx(0)
    assert irr_pct(flows) is None


@pytest.mark.parametrize("rate_pct", [0, 1.5, 4, 12])
@pytest.mark.parametrize("flows", INVESTMENTS + WITHOUT_RATE[:-1])
def test_the_present_value_is_that_of_pyxirr(flows, rate_pct):
    assert npv(rate_pct, flows) == pytest.approx(pyxirr.npv(rate_pct / 100, flows))


def test_the_present_value_by_hand():
    assert npv(10, [-100, 60, 60]) == pytest.approx(-100 + 60 / 1.1 + 60 / 1.1**2)


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ([-800, 300, 300, 300], 800 / 300),
        ([-800, 400, 400], 2),
        ([-800, 300, 300], None),
        ([100, 100], 0),
        # Works again in year 2: paid back for good in the fourth year only.
        ([-100, 150, -100, 40, 40], 3 + 10 / 40),
        ([-800, float("nan"), 900], None),
        ([], None),
    ],
)
def test_payback_counts_fractions_of_years(flows, years):
    assert payback_years(flows) == (years if years is None else pytest.approx(years))


def test_a_missing_flow_leaves_nothing_known():
    flows = [-100, float("nan"), 300]
    assert npv(4, flows) is None
    assert irr_pct(flows) is None


def test_an_annuity_by_hand_and_by_pyxirr():
    # 1,000 € over two years at 10 %: 1,000 = a ÷ 1.1 + a ÷ 1.21.
    assert annuity_eur(1000, 10, 2) == pytest.approx(1000 / (1 / 1.1 + 1 / 1.21))
    assert annuity_eur(1000, 3.5, 15) == pytest.approx(-pyxirr.pmt(0.035, 15, 1000))
    assert annuity_eur(1000, 0, 4) == 1000 / 4
    with pytest.raises(ValueError, match="emprunt"):
        annuity_eur(1000, 3, 0)


def test_payments_add_up_and_give_the_loan_back():
    paid = loan_payments_eur([1000, 500] + [0] * 8, 3, 5)
    one = annuity_eur(1000, 3, 5)
    assert paid[0] == 0
    assert paid[1] == pytest.approx(one)
    assert paid[2] == pytest.approx(one * 1.5)
    assert paid[6] == pytest.approx(one / 2)
    assert paid[7:].tolist() == [0, 0, 0]
    assert npv(3, paid) == pytest.approx(1000 + 500 / 1.03)


def test_a_fund_turns_and_tells_what_it_cannot_pay():
    fund = intracting_fund(100, [80, 80, 0], [0, 50, 50], 80)
    # 100 − 80 = 20; 20 − 80 + 40 is 20 short; 0 + 40.
    assert fund.balance_eur.tolist() == [20, 0, 40]
    assert fund.unmet_eur.tolist() == [0, 20, 0]


@given(
    st.floats(0, 1e6),
    st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=20),
    st.floats(0, 100),
)
def test_a_fund_is_never_negative_and_loses_nothing(start, years, share_pct):
    invested, saved = np.array(years).T
    fund = intracting_fund(start, invested, saved, share_pct)
    assert (fund.balance_eur >= 0).all()
    assert (fund.unmet_eur >= 0).all()
    left = start - invested.sum() + share_pct / 100 * saved.sum() + fund.unmet_eur.sum()
    assert fund.balance_eur[-1] == pytest.approx(left, abs=1e-3)
