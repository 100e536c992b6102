"""The simulator on a few cabinets by hand, and what holds for any stock and scenario."""

from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lighting.burning import ALL_YEAR, EVERY_DAY, Reduction, Schedule, burning
from data.lighting.hours_table import HoursTable, hours_table
from data.lighting.nights import Nights, nights
from data.lighting.scenario import Dimming, Scenario, Window
from data.lighting.simulator import Simulation, Stock, simulate, works_year
from data.lighting.vocabulary import STREETS

ALL_NIGHT = Schedule("astronomic")
OFF_AT_MIDNIGHT = Schedule("astronomic", reductions=(Reduction(EVERY_DAY, *ALL_YEAR, 0, 300, 0.0),))
FIXED = Schedule("fixed", 18 * 60, 23 * 60)
SCHEDULES = (ALL_NIGHT, OFF_AT_MIDNIGHT, FIXED)
STREET = list(STREETS).index("rue")


@lru_cache(maxsize=1)
def sky() -> Nights:
    return nights(47.25, 0.75, date(2027, 1, 1), date(2027, 12, 31))


@lru_cache(maxsize=1)
def present_hours() -> list[float]:
    return [float(burning(sky(), schedule).effective_h.sum()) for schedule in SCHEDULES]


def stock_of(**changed) -> Stock:
    """Three cabinets of ten sodium points of 100 W and of ten LED of 50 W, in ordinary streets,
    unless told otherwise: 4,000 h a year, 0.2 €/kWh, 100 € of subscription each."""

    def in_street(*values: float) -> np.ndarray:
        filled = np.zeros((len(values), len(STREETS)))
        filled[:, STREET] = values
        return filled

    given = {
        "points": in_street(20, 20, 20),
        "old_points": in_street(10, 10, 10),
        "old_kw": in_street(1, 1, 1),
        "other_kw": in_street(0.5, 0.5, 0.5),
        "hours": np.full(3, 4000.0),
        "schedule": np.zeros(3, dtype=int),
        "mean_year": np.array([2000.0, np.nan, 1990.0]),
        "price_eur_kwh": np.full(3, 0.2),
        "subscription_eur": np.full(3, 100.0),
        "schedules": SCHEDULES,
        "place_deg": (47.25, 0.75),
        "first_year": 2027,
        "left_out": 0,
        "co2_kg_per_kwh": 0.07,
        "led_w_per_point": 40.0,
        "led_eur_per_point": 800.0,
        "grant_pct": 30.0,
    } | changed  # fmt: skip
    return Stock(**given)


def simulated(stock: Stock, scenario: Scenario) -> Simulation:
    return simulate(stock, scenario, hours_table(sky(), stock.schedules, scenario.reductions))


def test_an_empty_scenario_changes_nothing():
    done = simulated(stock_of(), Scenario(years=5))
    assert done.year.tolist() == [2027, 2028, 2029, 2030, 2031]
    assert done.kwh.tolist() == [3 * 1.5 * 4000] * 5
    assert done.eur.tolist() == pytest.approx([3 * 1.5 * 4000 * 0.2 + 3 * 100] * 5)
    assert done.tco2e[0] == pytest.approx(3 * 1.5 * 4000 * 0.07 / 1000)
    assert done.hours.tolist() == [4000] * 5
    for name in ("invest_eur", "grant_eur", "loan_eur", "saved_eur", "cash_eur", "unmet_eur"):
        assert getattr(done, name).tolist() == [0] * 5
    assert np.isnan(done.fund_eur).all()
    assert (done.payback_years, done.npv_eur, done.irr_pct) == (None, 0, None)
    assert (done.saved_kwh_year, done.saved_eur_year, done.dark_hours_year) == (0, 0, 0)


def test_switching_off_saves_energy_and_no_subscription():
    done = simulate(
        stock_of(), Scenario(winter_off=Window(0, 300), years=5),
        HoursTable(np.array([0.6, 1, 1]), np.array([1600.0, 0, 0])),
    )  # fmt: skip
    kwh = 3 * 1.5 * 4000
    assert done.kwh[0] == pytest.approx(0.6 * kwh)
    assert done.eur[0] == pytest.approx(0.6 * kwh * 0.2 + 3 * 100)
    assert done.saved_eur[0] == pytest.approx(0.4 * kwh * 0.2)
    assert done.dark_hours_year == 1600
    assert done.hours[0] == pytest.approx(2400)
    assert done.payback_years == 0
    # Everything dark: the subscription is all that is left to pay.
    none = simulate(stock_of(), Scenario(years=5), HoursTable(np.zeros(3), np.full(3, 4000.0)))
    assert none.eur.tolist() == [300] * 5


def test_only_the_streets_chosen_go_dark():
    table = HoursTable(np.array([0.5, 1, 1]), np.array([2000.0, 0, 0]))
    elsewhere = Scenario(winter_off=Window(0, 300), streets=frozenset({"parc"}), years=5)
    assert simulate(stock_of(), elsewhere, table).saved_kwh_year == 0
    park = np.zeros((3, len(STREETS)))
    park[0, list(STREETS).index("parc")] = 0.5
    done = simulate(stock_of(other_kw=park), elsewhere, table)
    assert done.saved_kwh_year == pytest.approx(0.5 * 4000 * 0.5)


def test_works_by_hand():
    """One cabinet a year, for two years: ten points of 100 W become ten of 40 W."""
    scenario = Scenario(led_cabinets_per_year=1, led_years=2, years=5, price_rise_pct=10.0)
    done = simulated(stock_of(), scenario)
    gain_kwh = (1 - 0.4) * 4000
    whole_kwh = 3 * 1.5 * 4000
    assert done.kwh.tolist() == pytest.approx(
        [whole_kwh, whole_kwh - gain_kwh] + [whole_kwh - 2 * gain_kwh] * 3
    )
    assert done.invest_eur.tolist() == [10 * 800, 10 * 800, 0, 0, 0]
    assert done.grant_eur.tolist() == pytest.approx([0.3 * 8000, 0.3 * 8000, 0, 0, 0])
    saved = [0] + [n * gain_kwh * 0.2 * 1.1**t for n, t in ((1, 1), (2, 2), (2, 3), (2, 4))]
    assert done.saved_eur.tolist() == pytest.approx(saved)
    assert done.eur[2] == pytest.approx((whole_kwh - 2 * gain_kwh) * 0.2 * 1.21 + 300)
    assert done.cash_eur[1] == pytest.approx(saved[1] - 0.7 * 8000)
    assert done.saved_kwh_year == pytest.approx(2 * gain_kwh)
    assert done.saved_eur_year == pytest.approx(2 * gain_kwh * 0.2)
    flows = [-5600, saved[1] - 5600, *saved[2:]]
    assert done.npv_eur == pytest.approx(sum(f / 1.04**t for t, f in enumerate(flows)))


def test_payback_of_works_is_cost_by_yearly_saving():
    scenario = Scenario(led_cabinets_per_year=3, led_years=1, grant_pct=0.0)
    done = simulated(stock_of(), scenario)
    assert done.payback_years == pytest.approx(800 * 10 / (0.6 * 4000 * 0.2))


def test_led_power_is_asked_or_a_share_of_the_old_and_never_more():
    for asked, left_kw in ((25, 0.25), (-60, 0.4), (300, 1.0)):
        scenario = Scenario(led_cabinets_per_year=3, led_years=1, led_power=asked)
        saved = simulated(stock_of(), scenario).saved_kwh_year
        assert saved == pytest.approx(3 * (1 - left_kw) * 4000)


def test_the_largest_saving_or_the_oldest_comes_first():
    gains = np.array([10.0, 30.0, 20.0])
    one_a_year = Scenario(led_cabinets_per_year=1, led_years=2, years=5)
    assert works_year(stock_of(), one_a_year, gains).tolist() == [5, 0, 1]
    by_age = Scenario(led_cabinets_per_year=1, led_years=2, years=5, led_order="age")
    # The cabinet of unknown age comes last.
    assert works_year(stock_of(), by_age, gains).tolist() == [1, 5, 0]
    nothing_old = stock_of(old_points=np.zeros((3, len(STREETS))))
    assert works_year(nothing_old, one_a_year, gains).tolist() == [5, 5, 5]


def test_a_loan_is_paid_from_the_year_after():
    scenario = Scenario(led_cabinets_per_year=3, led_years=1, loan_years=4, loan_rate_pct=0.0)
    done = simulated(stock_of(), scenario)
    assert done.loan_eur.tolist() == pytest.approx([0] + [3 * 8000 * 0.7 / 4] * 4 + [0] * 15)
    np.testing.assert_allclose(done.cash_eur, done.saved_eur - done.loan_eur)


def test_the_fund_pays_while_it_can():
    scenario = Scenario(
        led_cabinets_per_year=3, led_years=1, grant_pct=0.0, fund_share_pct=80,
        fund_start_keur=10, years=5,
    )  # fmt: skip
    done = simulated(stock_of(), scenario)
    saved = 3 * 0.6 * 4000 * 0.2
    assert done.unmet_eur.tolist() == [24_000 - 10_000, 0, 0, 0, 0]
    assert done.fund_eur.tolist() == pytest.approx([0.8 * saved * n for n in range(5)])
    assert done.cash_eur.tolist() == pytest.approx([-10_000 - 14_000] + [0.2 * saved] * 4)


def test_what_is_not_known_is_never_zero():
    done = simulated(stock_of(price_eur_kwh=np.array([0.2, np.nan, 0.2])), Scenario(years=5))
    assert np.isnan(done.eur).all()
    assert not np.isnan(done.kwh).any()
    unpriced = Scenario(led_cabinets_per_year=1, led_years=1, years=5)
    works = simulated(stock_of(led_eur_per_point=np.nan), unpriced)
    assert np.isnan(works.invest_eur[0])
    assert (works.payback_years, works.npv_eur, works.irr_pct) == (None, None, None)


def test_a_window_already_dark_saves_nothing_more():
    window = Scenario(winter_off=Window(0, 300), summer_off=Window(0, 300))
    table = hours_table(sky(), SCHEDULES, window.reductions)
    # 0 h to 5 h takes 44 % of a whole night's hours; a clock that stops at 23 h has none of it.
    assert table.kept.tolist() == pytest.approx([0.56, 1, 1], abs=0.005)
    assert table.dark_h[0] == pytest.approx(0.44 * present_hours()[0], rel=0.01)
    assert table.dark_h[1:].tolist() == [0, 0]


starts, ends = st.integers(20 * 60, 24 * 60 - 1), st.integers(1 * 60, 9 * 60)
counts = st.integers(0, 50)


@st.composite
def stocks(draw) -> Stock:
    cabinets = draw(st.integers(1, 6))
    shape = cabinets, len(STREETS)
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    old_points = random.integers(0, 30, shape) * (random.random(shape) < 0.4)
    led_points = random.integers(0, 30, shape) * (random.random(shape) < 0.4)
    schedule = random.integers(0, len(SCHEDULES), cabinets)
    return stock_of(
        points=(old_points + led_points).astype(float),
        old_points=old_points.astype(float),
        old_kw=old_points * random.uniform(0.02, 0.4, shape),
        other_kw=led_points * 0.03,
        hours=np.array(present_hours())[schedule],
        schedule=schedule,
        mean_year=random.uniform(1970, 2020, cabinets),
        price_eur_kwh=random.uniform(0.1, 0.3, cabinets),
        subscription_eur=random.uniform(50, 500, cabinets),
    )


@settings(max_examples=40, deadline=None)
@given(stocks(), starts, ends, st.integers(0, 60), st.integers(0, 60), st.integers(0, 95))
def test_more_switch_off_never_costs_more(stock, start, end, earlier, later, less_pct):
    shorter = Window(start, end)
    longer = Window(max(start - earlier, 18 * 60), min(end + later, 10 * 60))
    dimmed = Dimming(100 - max(1, less_pct), shorter)
    kwh = [
        simulated(stock, scenario).kwh[0]
        for scenario in (
            Scenario(),
            Scenario(dimming=dimmed),
            Scenario(dimming=dimmed, winter_off=shorter),
            Scenario(dimming=dimmed, winter_off=longer),
            Scenario(dimming=dimmed, winter_off=longer, summer_off=shorter),
        )
    ]
    assert all(more >= less - 1e-9 for more, less in pairwise(kwh))


@settings(max_examples=40, deadline=None)
@given(stocks(), counts, st.integers(-95, 500).filter(bool), st.sampled_from(["gain", "age"]))
def test_renewal_never_raises_kwh(stock, per_year, power, order):
    scenario = Scenario(led_cabinets_per_year=per_year, led_power=power, led_order=order)
    done, undecided = simulated(stock, scenario), simulated(stock, Scenario())
    assert (done.kwh <= undecided.kwh + 1e-9).all()
    assert (np.diff(done.kwh) <= 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(stocks(), st.integers(0, 100), st.integers(0, 200), counts, starts, ends)
def test_a_fund_changes_who_pays_and_not_what(stock, share_pct, keur, per_year, start, end):
    decided = {"led_cabinets_per_year": per_year, "winter_off": Window(start, end)}
    paid = simulated(stock, Scenario(**decided))
    turned = simulated(stock, Scenario(**decided, fund_share_pct=share_pct, fund_start_keur=keur))
    assert turned.npv_eur == pytest.approx(paid.npv_eur)
    left = turned.fund_eur[-1] if share_pct else 0
    assert turned.cash_eur.sum() + left == pytest.approx(paid.cash_eur.sum(), abs=1e-3)
