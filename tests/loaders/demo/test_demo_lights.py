"""The imagined street lights: real communes, decisions, bills whose truth is known."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.territory import load_territory
from loaders.demo import light_bills, light_schedules, lights

TERRITORY = load_territory(Path("data/reference/territory"))
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def every() -> list[lights.DemoCabinet]:
    return lights.demo_cabinets(60_000, TERRITORY)


@pytest.fixture(scope="module")
def cabinets() -> list[lights.DemoCabinet]:
    return lights.demo_cabinets(3000, TERRITORY)


def test_about_as_many_points_as_wanted_in_cabinets_of_about_thirty(cabinets) -> None:
    points = sum(cabinet.points.height for cabinet in cabinets)
    assert points == pytest.approx(3000, rel=0.02)
    assert points / len(cabinets) == pytest.approx(lights.POINTS_PER_CABINET, rel=0.1)
    assert lights.point_rows(cabinets)["point_id"].n_unique() == points


def test_points_stand_near_the_town_hall_of_their_commune(cabinets) -> None:
    for cabinet in cabinets:
        hall = cabinet.commune.town_hall_lat
        assert cabinet.points["latitude_deg"].is_between(hall - 0.1, hall + 0.1).all()


def test_the_same_cabinet_whatever_the_number_of_days(cabinets) -> None:
    early, late = (
        light_schedules.schedules_of(cabinets[0], day) for day in (date(2020, 1, 1), TODAY)
    )
    assert late[: len(early)] == early


def test_about_two_thirds_of_the_communes_have_decided(every) -> None:
    communes = {cabinet.commune.code: cabinet for cabinet in every}
    decided = [
        len(light_schedules.schedules_of(cabinet, TODAY)) > 1 for cabinet in communes.values()
    ]
    # 8 % of the cabinets of a commune that has decided stay lit.
    assert sum(decided) / len(decided) == pytest.approx(2 / 3 * 0.92, abs=0.06)


def test_bills_come_by_whole_quarters_a_month_later() -> None:
    assert light_bills.billed_months(date(2026, 11, 22))[-1] == date(2026, 9, 1)
    assert light_bills.billed_months(date(2026, 10, 15))[-1] == date(2026, 6, 1)


def test_a_quarter_is_prorated_and_its_price_is_that_of_the_year(cabinets) -> None:
    months = light_bills.billed_months(date(2022, 8, 1))
    one = next(c for c in cabinets if not light_bills.fault_of(c)[0] and c.year < 2021)
    hours = pl.DataFrame(
        {"cabinet_id": [one.cabinet_id] * len(months), "month": months, "hours": [300.0] * 9}
    )
    bills = light_bills.bill_rows([one], hours, months)
    january, february = bills["kwh"][3], bills["kwh"][4]
    assert january / february == pytest.approx(31 / 28, rel=1e-4)
    assert bills["kwh"].sum() == pytest.approx(9 * 300 * one.power_kw, rel=0.2)
    energy_eur = bills["eur"][3] - bills["subscription_eur"][3]
    assert energy_eur / january == pytest.approx(light_bills.PRICES_EUR[2022], rel=0.15)


def test_faults_keep_their_share(every) -> None:
    faulty = [light_bills.fault_of(cabinet)[0] for cabinet in every]
    for fault, share in light_bills.FAULTS.items():
        assert faulty.count(fault) / len(every) == pytest.approx(share, abs=0.012)
