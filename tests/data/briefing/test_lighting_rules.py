"""Public lighting: energy, nights returned, bill, cabinets to be checked."""

from datetime import date

import pytest

from data.briefing import weight
from data.briefing.lighting import anomalies, bill, energy, nights
from tests.data.briefing.briefing_store import (
    JUNE,
    YEAR,
    add_cabinet,
    add_light_bills,
    add_switch_off,
    scene,
)

LATELY = date(2025, 10, 1)


def test_a_cheaper_bill_is_told_with_the_part_of_the_price(store, writing):
    add_light_bills(writing, eur=90.0, eur_before=100.0, price_eur=-4.0, billed_eur=95.0)
    writing.commit()
    found = bill(scene(store, "commune:37261", population=1000))
    assert found.facts == {
        "first_month": YEAR[0],
        "last_month": JUNE,
        "eur": 12 * 95,
        "change_eur": 12 * -10,
        "change_pct": pytest.approx(-10),
        "price_eur": 12 * -4,
    }
    assert found.weight == pytest.approx(10 * 120 / (120 + 1000 + 0.10 * 1000))


@pytest.mark.parametrize(("eur", "told"), [(105, True), (104, False), (96, False), (95, True)])
def test_a_bill_that_hardly_moves_is_not(store, writing, eur, told):
    add_light_bills(writing, eur=float(eur))
    writing.commit()
    assert (bill(scene(store)).weight is not None) is told


def test_a_bill_half_of_which_is_of_other_cabinets_is_not_compared(store, writing):
    add_light_bills(writing, eur=150.0, kwh=900.0, billed_eur=301.0)
    writing.commit()
    assert bill(scene(store)) is None
    assert energy(scene(store)) is None


def test_a_month_without_counterpart_leaves_both_alone(store, writing):
    add_light_bills(writing, eur=150.0, kwh=900.0)
    writing.exec_driver_sql(f"delete from out_light_change where month = '{YEAR[0]}'")
    writing.commit()
    assert bill(scene(store)) is None
    assert energy(scene(store)) is None


def test_energy_that_moves_more_than_usual_is_told(store, writing):
    add_light_bills(writing, kwh=450.0, kwh_before=500.0)
    writing.commit()
    found = energy(scene(store))
    assert found.facts["change_pct"] == pytest.approx(-10)
    assert found.facts["change_kwh"] == 12 * -50
    assert found.weight == pytest.approx(weight.of_change(10 / 2.5))


@pytest.mark.parametrize(("kwh", "told"), [(525, True), (524, False), (476, False), (475, True)])
def test_energy_that_moves_as_usual_is_not(store, writing, kwh, told):
    add_light_bills(writing, kwh=float(kwh))
    writing.commit()
    assert (energy(scene(store)).weight is not None) is told


def test_cabinets_that_do_not_do_as_told_are_told(store, writing):
    add_cabinet(writing, "A", measured_kwh=900.0, anomaly="inventaire", anomaly_eur=60.0)
    add_cabinet(writing, "B", measured_kwh=0.0, anomaly="morte")
    add_cabinet(writing, "C", measured_kwh=500.0)
    add_cabinet(writing, "D")
    writing.commit()
    found = anomalies(scene(store, "departement:37"))
    assert found.facts == {"cabinets": 3, "anomalies": 2, "dead": 1, "eur_year": 60.0}
    assert found.weight == pytest.approx(10 * 60 / (60 + 1000))


def test_cabinets_that_do_are_not(store, writing):
    add_cabinet(writing, "C", measured_kwh=500.0)
    writing.commit()
    assert anomalies(scene(store)).weight is None


def test_cabinets_neither_billed_nor_measured_are_not_judged(store, writing):
    add_cabinet(writing, "D")
    writing.commit()
    assert anomalies(scene(store)) is None


def test_nights_returned_this_year_are_told(store, writing):
    add_cabinet(writing, "A", off_at_2h=True, decided=LATELY, hours_year=2200.0)
    add_switch_off(writing, "A", LATELY)
    for lit in "BCD":
        add_cabinet(writing, lit)
    writing.commit()
    found = nights(scene(store, "epci:243700754"))
    assert found.facts == {
        "points": 10,
        "share_pct": pytest.approx(100 * 10 / 40),
        "dark_h_year": pytest.approx(4000 - 2200),
        "saved_kwh_year": pytest.approx(1.0 * (4000 - 2200)),
    }
    assert found.weight == pytest.approx(10 * 25 / (25 + 20))


@pytest.mark.parametrize(
    ("decided", "first_off"),
    [
        # Switched off for years: the new schedule returns no night.
        (LATELY, date(2023, 1, 1)),
        # Decided more than a year ago.
        (date(2025, 6, 30), date(2025, 6, 30)),
        # Not in force yet.
        (date(2026, 7, 2), date(2026, 7, 2)),
    ],
)
def test_nights_returned_before_or_later_are_not(store, writing, decided, first_off):
    add_cabinet(writing, "A", off_at_2h=True, decided=decided, hours_year=2200.0)
    add_switch_off(writing, "A", first_off)
    writing.commit()
    found = nights(scene(store))
    assert found.weight is None
    assert found.facts["points"] == 0


def test_a_few_points_are_not(store, writing):
    add_cabinet(writing, "A", off_at_2h=True, decided=LATELY, points=1, hours_year=2200.0)
    add_cabinet(writing, "B", points=99)
    writing.commit()
    assert nights(scene(store)).weight is None


def test_points_without_schedule_are_not_judged(store, writing):
    add_cabinet(writing, "A", off_at_2h=None)
    writing.commit()
    assert nights(scene(store)) is None
