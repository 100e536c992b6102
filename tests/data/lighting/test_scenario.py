"""Scenarios in a link: what is written is read back, what is absurd is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.lighting.burning import Reduction, crosses_midnight_twice
from data.lighting.scenario import ORDERS, Dimming, Scenario, Window, parse_scenarios
from data.lighting.vocabulary import STREETS
from data.selection import DETAIL_FORM

FORM = re.compile(r"[\w.:-]{1,120}")
minutes = st.integers(0, 1439)
windows = st.builds(Window, minutes, minutes).filter(lambda w: not crosses_midnight_twice(*w))


def tenths(least: int, most: int) -> st.SearchStrategy[float]:
    return st.integers(10 * least, 10 * most).map(lambda whole: whole / 10)


def scenarios() -> st.SearchStrategy[Scenario]:
    """With a loan or a fund, not both."""
    financing = st.tuples(st.integers(0, 30), st.just(0)) | st.tuples(
        st.just(0), st.integers(0, 100)
    )
    return st.builds(
        lambda paid, **rest: Scenario(loan_years=paid[0], fund_share_pct=paid[1], **rest),
        financing,
        summer_off=st.none() | windows,
        winter_off=st.none() | windows,
        dimming=st.none() | st.builds(Dimming, st.integers(1, 99), windows),
        streets=st.frozensets(st.sampled_from(list(STREETS)), min_size=1),
        led_cabinets_per_year=st.integers(0, 5000),
        led_years=st.integers(1, 20),
        led_order=st.sampled_from(list(ORDERS)),
        led_power=st.none() | st.integers(1, 500) | st.integers(-95, -1),
        led_eur_per_point=st.none() | st.integers(0, 9999),
        price_rise_pct=tenths(-10, 20),
        grant_pct=st.none() | tenths(0, 100),
        loan_rate_pct=tenths(0, 15),
        fund_start_keur=st.integers(0, 99_999),
        discount_pct=tenths(0, 15),
        years=st.integers(5, 30),
    )


@given(scenarios())
def test_a_scenario_is_read_back_from_its_text(scenario):
    text = scenario.to_text()
    assert FORM.fullmatch(text)
    assert Scenario.parse(text) == (scenario, [])


@given(scenarios(), scenarios())
def test_two_scenarios_live_in_the_detail_of_a_link(one, other):
    detail = f"{one.to_text()}~{other.to_text()}"
    assert DETAIL_FORM.fullmatch(detail)
    assert parse_scenarios(detail) == ((one, other), [])


@given(st.text(max_size=80) | st.text("ehgrlnowupabtifdy0123456789._-:", max_size=80))
def test_parsing_never_raises_and_gives_a_sound_scenario(text):
    scenario, notices = Scenario.parse(text)
    assert Scenario.parse(scenario.to_text()) == (scenario, [])
    assert all(notice.text for notice in notices)


def test_the_longest_text_keeps_to_the_form():
    window = Window(1320, 360)
    longest = Scenario(
        window, window, Dimming(50, window), frozenset(list(STREETS)[:7]), 5000, 20, "age", -95,
        9999, -9.5, 99.5, 0, 14.5, 99, 99_999, 14.5, 30,
    )  # fmt: skip
    assert len(longest.to_text()) <= 120


def test_only_what_differs_is_written():
    assert Scenario().to_text() == "rien"
    assert Scenario.parse("rien") == Scenario.parse("") == (Scenario(), [])
    decided = Scenario(winter_off=Window(1380, 330), led_cabinets_per_year=40, grant_pct=30.0)
    assert decided.to_text() == "h2300.0530_l40_a30"


@pytest.mark.parametrize(
    "text",
    ["h2500.0500", "h2360.0500", "h0500.2300", "h2300", "g0.2300.0500", "g50", "rz", "r", "l-3",
     "l5001", "n0", "w0", "u1.5", "p50", "a101", "b31", "dxx", "y4", "oq", "a1e3", "anan"],
)  # fmt: skip
def test_an_absurd_value_gives_the_default_and_is_told(text):
    scenario, notices = Scenario.parse(text)
    assert scenario == Scenario()
    assert [notice.code for notice in notices] == ["SCENARIO_VALEUR_ABSURDE"]


def test_an_unknown_setting_is_told_and_the_rest_kept():
    scenario, notices = Scenario.parse("z9_a30")
    assert scenario == Scenario(grant_pct=30.0)
    assert [notice.code for notice in notices] == ["SCENARIO_REGLAGE_INCONNU"]


def test_a_loan_and_a_fund_do_not_go_together():
    scenario, notices = Scenario.parse("b15_i100")
    assert (scenario.loan_years, scenario.fund_share_pct) == (15, 0)
    assert [notice.code for notice in notices] == ["SCENARIO_DEUX_FINANCEMENTS"]


def test_a_third_scenario_is_left_out():
    found, notices = parse_scenarios("a10~a20~a30")
    assert [scenario.grant_pct for scenario in found] == [10, 20]
    assert [notice.code for notice in notices] == ["SCENARIOS_EN_TROP"]
    assert parse_scenarios("") == ((), [])


def test_decisions_become_reductions():
    scenario, _ = Scenario.parse("e2200.0600_g50.2100.0500")
    assert scenario.reductions == (
        Reduction("0123456", "05-01", "08-31", 1320, 360, 0.0),
        Reduction("0123456", "01-01", "12-31", 1260, 300, 50.0),
    )
