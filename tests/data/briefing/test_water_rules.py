"""Water: repairs, losses, leaks, yields, on the store done by hand and beside it."""

from dataclasses import replace
from datetime import date

import pytest

from data import schema
from data.briefing import weight
from data.briefing.water import leaks, losses, repairs, yields
from tests import inclusion_store
from tests import water_store as made
from tests.building_store import BLOIS, fill
from tests.data.briefing.briefing_store import TODAY, scene

HOURS_OF_YEAR = 8760


@pytest.fixture
def watered(store):
    made.fill_store(store)
    return store


def test_leaks_that_run_are_told_with_their_flow_and_cost(watered):
    found = leaks(scene(watered, population=500))
    # A1 loses 2 m³/h, B1 1 m³/h at no known price; the meter of C1 is its customer's.
    eur_year = 2 * HOURS_OF_YEAR * made.EUR_M3
    assert found.facts == {
        "leaks": 2,
        "flow_m3_h": 2 + 1,
        "eur_year": pytest.approx(eur_year),
        "unpriced": 1,
        "indicative": False,
        "name": "Secteur A1",
        "commune": "Tours",
    }
    assert found.weight == pytest.approx(10 * eur_year / (eur_year + 1000 + 0.10 * 500))


def test_leaks_of_unknown_cost_weigh_what_is_declared(watered):
    found = leaks(scene(watered, f"commune:{BLOIS[0]}"))
    assert (found.facts["leaks"], found.facts["eur_year"]) == (1, None)
    assert found.weight == weight.UNPRICED


def test_sectors_that_keep_their_water_have_nothing_told(store, writing):
    made.add_sector(writing, "A1")
    made.add_state(writing, "A1")
    made.add_alert(writing, "A1", date(2026, 1, 1), date(2026, 1, 20))
    writing.commit()
    found = leaks(scene(store))
    assert found.weight is None
    assert found.facts["leaks"] == 0


def test_sectors_not_watched_have_no_leak_to_judge(store, writing):
    made.add_sector(writing, "A1")
    made.add_state(writing, "A1", judged=False)
    writing.commit()
    assert leaks(scene(store)) is None


def add_repair(writing, repair_id: str, repaired: date, **more) -> None:
    """A repair of A1 that gave back 2 m³/h, between 1 and 3."""
    row = {"repair_id": repair_id, "sector_id": "A1", "kind": "branchement",
           "repaired_day": repaired, "simulated": False}  # fmt: skip
    fill(writing, schema.water_repair, [row])
    saving = {"repair_id": repair_id, "before_m3_h": 4.0, "after_m3_h": 2.0, "saved_m3_h": 2.0,
              "low_m3_h": 1.0, "high_m3_h": 3.0, "eur_year": 800.0, **more}  # fmt: skip
    fill(writing, schema.water_saving, [saving])


def test_repairs_that_gave_water_back_are_told(store, writing):
    made.add_sector(writing, "A1")
    add_repair(writing, "R1", date(2026, 5, 1))
    add_repair(writing, "R2", date(2026, 6, 1), saved_m3_h=3.0, eur_year=None)
    add_repair(writing, "R3", date(2026, 6, 2), saved_m3_h=9.0, low_m3_h=-1.0)
    writing.commit()
    found = repairs(scene(store, "commune:37261"))
    assert found.facts == {
        "repairs": 2,
        "saved_m3_h": 2 + 3,
        "eur_year": 800.0,
        "unpriced": 1,
        "indicative": False,
    }
    assert found.weight == pytest.approx(10 * 800 / (800 + 1000))
    assert found.href == "/eau/secteurs/A1"


def test_repairs_that_proved_nothing_are_not(store, writing):
    made.add_sector(writing, "A1")
    add_repair(writing, "R3", date(2026, 6, 2), low_m3_h=0.0)
    writing.commit()
    assert repairs(scene(store)).weight is None


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 7, 2)])
def test_repairs_of_long_ago_or_to_come_are_no_news(store, writing, day):
    made.add_sector(writing, "A1")
    add_repair(writing, "R1", day)
    writing.commit()
    assert repairs(scene(store)) is None


def test_losses_are_compared_over_the_same_services(watered):
    found = losses(scene(watered, population=500))
    # Service A: 900 − 700 = 200 then 900 − 750 = 150 m³; B: 200 − 120 = 80 then 60. C is not whole.
    assert found.facts == {
        "year": 2025,
        "services": 2,
        "name": "Service A",
        "lost_m3": 150 + 60,
        "eur": pytest.approx((150 + 60) * made.EUR_M3),
        "change_pct": pytest.approx(100 * (210 - 280) / 280),
        "indicative": False,
    }
    change_eur = 70 * made.EUR_M3
    assert found.weight == pytest.approx(10 * change_eur / (change_eur + 1000 + 0.10 * 500))


@pytest.mark.parametrize(("factor", "told"), [(1.05, True), (1.04, False), (0.96, False)])
def test_losses_that_hardly_move_are_not(watered, factor, told):
    with watered.begin() as writing:
        for service, before in (("A", 200.0), ("B", 80.0)):
            writing.exec_driver_sql(
                f"update out_water_service_year set lost_m3 = {before * factor} "
                f"where year = 2025 and service_id = '{service}'"
            )
    assert (losses(scene(watered)).weight is not None) is told


def test_losses_without_a_cost_or_another_year_are_not_judged(watered):
    with watered.begin() as writing:
        writing.exec_driver_sql(
            "update out_water_service_year set lost_eur = null where service_id = 'A'"
        )
        writing.exec_driver_sql(
            "delete from out_water_service_year where service_id = 'B' and year = 2024"
        )
    assert losses(scene(watered, "commune:37261")) is None
    assert losses(scene(watered, f"commune:{BLOIS[0]}")) is None


def test_a_service_that_declares_half_of_its_volumes_both_years_is_left_out(watered):
    known = losses(scene(watered)).facts
    with watered.begin() as writing:
        half = {"service_id": "C", "year": 2024, "produced_m3": 400.0, "lost_m3": 300.0}
        fill(writing, schema.water_service_year, [half])
        writing.exec_driver_sql(
            "update out_water_service_year set lost_m3 = 10 where service_id = 'C' and year = 2025"
        )
    assert losses(scene(watered)).facts == known


def test_services_under_their_threshold_are_told(watered):
    with watered.begin() as writing:
        writing.exec_driver_sql(
            "update out_water_service_year set threshold_pct = 90 where service_id = 'A'"
        )
    found = yields(scene(watered))
    assert found.facts == {
        "year": 2025,
        "judged": 2,
        "services": 1,
        "point_eur": 5.0,
        "levy_eur": 20.0,
        "name": "Service A",
        # 750 authorised and 100 exported of 1 000 that entered.
        "yield_pct": pytest.approx(100 * (750 + 100) / 1000),
        "threshold_pct": 90.0,
        "indicative": False,
    }
    assert found.weight == pytest.approx(10 * 5 / (5 + 1000))


def test_a_service_weighs_for_all_those_it_serves(watered):
    """The service of Tours also serves Joué: 14 000 inhabitants, not the 10 000 of Tours."""
    inclusion_store.fill_store(watered)
    with watered.begin() as writing:
        joue = {"service_id": "A", **inclusion_store.codes_of(inclusion_store.JOUE)}
        fill(writing, schema.water_service_commune, [joue])
        writing.exec_driver_sql("update out_water_service_year set threshold_pct = 90")
    found = yields(scene(watered, "commune:37261", population=10_000))
    assert found.weight == pytest.approx(10 * 5 / (5 + 1000 + 0.10 * 14_000))
    wider = yields(scene(watered, "departement:37", population=15_000))
    assert wider.weight == pytest.approx(10 * 5 / (5 + 1000 + 0.10 * 15_000))


def test_services_above_it_are_not(watered):
    found = yields(scene(watered))
    assert found.weight is None
    assert (found.facts["judged"], found.facts["services"]) == (2, 0)


def test_years_of_long_ago_say_nothing(watered):
    later = replace(scene(watered), today=date(2028, 1, 1))
    assert yields(later) is None
    assert losses(later) is None
    assert yields(replace(later, today=date(2027, 12, 31))) is not None


def test_a_price_that_nobody_checked_is_said(watered):
    price = {"kind": "water_cost_eur_per_m3", "item": "A", "first_day": date(2020, 1, 1),
             "value": 0.5, "unit": "", "source": "tests", "verified": False,
             "shipped": False}  # fmt: skip
    with watered.begin() as writing:
        fill(writing, schema.reference_value, [price])
    assert leaks(scene(watered)).facts["indicative"]
    assert not leaks(scene(watered, f"commune:{BLOIS[0]}")).facts["indicative"]


def test_both_stores_are_of_the_same_day():
    assert made.TODAY == TODAY
