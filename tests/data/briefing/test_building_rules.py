"""Public buildings: energy, savings, bill, alerts, decree."""

from datetime import date

import pytest

from data.briefing import weight
from data.briefing.buildings import alerts, bill, decree, energy, savings
from data.buildings.vocabulary import DRIFT, DRIFT_THRESHOLD, LEAK
from tests.building_store import BLOIS, add_building, add_reference_values
from tests.data.briefing.briefing_store import (
    JUNE,
    JUNE_BEFORE,
    YEAR,
    add_alert,
    add_bills,
    add_saving,
    add_school,
    add_year,
    scene,
)


def test_a_dearer_bill_of_the_same_buildings_is_told(store, writing):
    add_bills(writing, now_eur=105.0, before_eur=100.0, common_kwh=900.0)
    writing.commit()
    found = bill(scene(store, population=500))
    change_eur = 12 * 0.9 * 5
    assert found.facts == {
        "first_month": YEAR[0],
        "last_month": JUNE,
        "eur": pytest.approx(12 * 105),
        "change_eur": pytest.approx(change_eur),
        "change_pct": pytest.approx(5),
    }
    assert found.weight == pytest.approx(10 * change_eur / (change_eur + 1000 + 0.10 * 500))


@pytest.mark.parametrize(("eur", "told"), [(105, True), (104, False), (96, False), (95, True)])
def test_a_bill_that_hardly_moves_is_not(store, writing, eur, told):
    add_bills(writing, now_eur=eur, before_eur=100.0)
    writing.commit()
    assert (bill(scene(store, "commune:37261")).weight is not None) is told


def test_a_bill_that_is_half_of_other_buildings_is_not_compared(store, writing):
    add_bills(writing, now_eur=200.0, before_eur=100.0, common_kwh=499.0)
    writing.commit()
    assert bill(scene(store)) is None


def test_a_month_without_counterpart_leaves_the_bill_alone(store, writing):
    add_bills(writing, now_eur=200.0, before_eur=100.0)
    table = "out_building_scope_month"
    writing.exec_driver_sql(f"update {table} set common = 0 where month = '{YEAR[3]}'")
    writing.commit()
    assert bill(scene(store)) is None


def add_two_years(writing, now_kwh: float, before_kwh: float, building_id: str = "E1") -> None:
    add_school(writing, building_id)
    add_year(writing, building_id, adjusted_kwh=now_kwh)
    add_year(writing, building_id, JUNE_BEFORE, adjusted_kwh=before_kwh)


def test_adjusted_energy_that_moves_more_than_usual_is_told(store, writing):
    add_bills(writing, 100.0, 100.0)
    add_two_years(writing, 940.0, 1000.0)
    writing.commit()
    found = energy(scene(store, "epci:243700754"))
    assert found.facts == {
        "last_month": JUNE,
        "change_pct": pytest.approx(-6),
        "change_kwh": pytest.approx(-60),
        "buildings": 1,
    }
    assert found.weight == pytest.approx(weight.of_change(6 / 2.5))


@pytest.mark.parametrize(("kwh", "told"), [(1050, True), (1049, False), (951, False)])
def test_adjusted_energy_that_moves_as_usual_is_not(store, writing, kwh, told):
    add_bills(writing, 100.0, 100.0)
    add_two_years(writing, kwh, 1000.0)
    writing.commit()
    assert (energy(scene(store)).weight is not None) is told


def test_energy_of_too_few_of_the_buildings_is_not_compared(store, writing):
    add_bills(writing, 100.0, 100.0)
    add_two_years(writing, 500.0, 1000.0)
    for building_id in ("E2", "E3"):
        add_school(writing, building_id)
        add_year(writing, building_id, adjusted_kwh=100.0)
    writing.commit()
    assert energy(scene(store)) is None


def test_open_alerts_are_told_with_what_they_cost(store, writing):
    add_bills(writing, 100.0, 100.0)
    add_school(writing, "E1", name="École du Bourg")
    add_school(writing, "E2")
    add_year(writing, "E1")
    add_alert(writing, "E1", LEAK, eur_year=300.0)
    add_alert(writing, "E2", DRIFT, eur_year=100.0)
    add_alert(writing, "E2", LEAK, eur_year=None)
    writing.commit()
    found = alerts(scene(store))
    assert found.facts == {
        "drifts": 1,
        "leaks": 2,
        "eur_year": 300 + 100,
        "unpriced": 1,
        "name": "École du Bourg",
        "commune": "",
    }
    assert found.weight == pytest.approx(10 * 400 / (400 + 1000))


def test_alerts_closed_elsewhere_or_of_another_threshold_are_not(store, writing):
    add_bills(writing, 100.0, 100.0)
    add_school(writing, "E1")
    add_year(writing, "E1")
    add_alert(writing, "E1", LEAK, open=False)
    add_alert(writing, "E1", DRIFT, threshold=DRIFT_THRESHOLD + 1)
    add_building(writing, "B1", BLOIS)
    add_alert(writing, "B1", LEAK)
    writing.commit()
    found = alerts(scene(store, "commune:37261"))
    assert found.weight is None
    assert (found.facts["drifts"], found.facts["leaks"]) == (0, 0)


def test_alerts_without_price_weigh_what_is_declared(store, writing):
    add_bills(writing, 100.0, 100.0)
    add_school(writing, "E1")
    add_alert(writing, "E1", LEAK, eur_year=None)
    writing.commit()
    assert alerts(scene(store)).weight == weight.UNPRICED


def test_buildings_without_data_have_no_alert_to_judge(store, writing):
    add_bills(writing, 100.0, 100.0)
    add_school(writing, "E1")
    writing.commit()
    assert alerts(scene(store)) is None


def add_subject(writing, building_id: str, adjusted_kwh: float | None) -> None:
    """1 200 kWh are the objective of 2030: 2 000 less 40 %."""
    add_school(writing, building_id, subject_to_decree=True, reference_kwh=2000.0)
    add_year(writing, building_id, adjusted_kwh=adjusted_kwh, eur=150.0, final_kwh=1500.0)


def test_a_gap_to_the_decree_is_told_at_the_price_paid(store, writing):
    add_reference_values(writing)
    add_bills(writing, 100.0, 100.0)
    add_subject(writing, "E1", 1500.0)
    add_subject(writing, "E2", 1300.0)
    writing.commit()
    found = decree(scene(store))
    assert found.facts == {
        "buildings": 2,
        "gap_pct": pytest.approx(100 * 400 / 2400),
        "excess_kwh": pytest.approx(300 + 100),
        "eur_year": pytest.approx(400 * 150 / 1500),
    }
    assert found.weight == pytest.approx(10 * 40 / (40 + 1000))


@pytest.mark.parametrize(("kwh", "told"), [(1212, True), (1211, False), (900, False)])
def test_an_objective_that_is_reached_is_not(store, writing, kwh, told):
    add_reference_values(writing)
    add_bills(writing, 100.0, 100.0)
    add_subject(writing, "E1", kwh)
    writing.commit()
    assert (decree(scene(store)).weight is not None) is told


def test_buildings_not_subject_or_not_known_have_no_objective(store, writing):
    add_reference_values(writing)
    add_bills(writing, 100.0, 100.0)
    add_school(writing, "E1", subject_to_decree=False, reference_kwh=2000.0)
    add_year(writing, "E1", adjusted_kwh=1500.0)
    add_subject(writing, "E2", None)
    writing.commit()
    assert decree(scene(store)) is None


def test_savings_proved_this_year_are_told(store, writing):
    add_school(writing, "E1", name="École du Bourg")
    add_school(writing, "E2")
    add_saving(writing, "E1", eur_year=300.0)
    add_saving(writing, "E2", eur_year=None)
    add_saving(writing, "E2", work_id="T-non", proven=False, eur_year=900.0)
    writing.commit()
    found = savings(scene(store, "departement:37"))
    assert found.facts == {
        "buildings": 2,
        "eur_year": 300.0,
        "without_year": 1,
        "name": "École du Bourg",
    }
    assert found.weight == pytest.approx(10 * 300 / (300 + 1000))
    assert found.href == "/batiments/E1/travaux"


def test_savings_not_proved_are_not(store, writing):
    add_school(writing, "E1")
    add_saving(writing, "E1", proven=False)
    writing.commit()
    assert savings(scene(store)).weight is None


def test_savings_of_long_ago_are_no_news(store, writing):
    add_school(writing, "E1")
    add_saving(writing, "E1", reporting_last_day=date(2025, 7, 1))
    writing.commit()
    assert savings(scene(store)) is None
