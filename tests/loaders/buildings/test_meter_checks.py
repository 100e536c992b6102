"""Units mistaken on a first load, and against what only spreads its periods."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update

from data import schema
from loaders.pipeline import Report
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import GAS, GAS_PCI, PRM, WATER, content, load, table

BILLS = "compteur;début;fin;consommation;unité;estimée"


@pytest.fixture(autouse=True)
def _meters(engine: Engine) -> None:
    energy_store.fill_meters(engine)


def floor(engine: Engine, floor_m2: float) -> None:
    with engine.begin() as connection:
        connection.execute(update(schema.building).values(floor_m2=floor_m2))


def ten_days(meter: str, value: float, unit: str) -> str:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(10)]
    return table(*((meter, day, value, unit, "") for day in days))


@pytest.mark.parametrize(
    ("floor_m2", "meter", "value", "unit", "loaded"),
    [
        # 100 kWh and 1 m³ by m² and day at most: Wh said kWh are far above.
        (500, GAS, 499 * 100, "kWh", 10),
        (500, GAS, 501 * 100, "kWh", 0),
        (500, WATER, 499, "m³", 10),
        (500, WATER, 501, "m³", 0),
        # A shelter counts for 100 m².
        (8, GAS, 99 * 100, "kWh", 10),
        (8, GAS, 101 * 100, "kWh", 0),
        # Floor not known.
        (None, GAS, 199_999, "kWh", 10),
        (None, GAS, 200_001, "kWh", 0),
    ],
)
def test_a_day_that_no_building_can_use_is_put_aside(engine, floor_m2, meter, value, unit, loaded):
    floor(engine, floor_m2)
    before = content(engine)
    report = load(engine, "releves-energie", ten_days(meter, value, unit))
    assert report.rows_loaded == loaded
    if not loaded:
        assert set(report.rejected["code"]) == {"UNITE_SUSPECTE"}
        assert "plus qu’aucun bâtiment" in report.rejected["reason"][0]
        assert "python -m loaders remove releves" in report.rejected["reason"][0]
        assert content(engine) == before


def test_a_part_of_a_day_is_judged_too(engine):
    floor(engine, 500)
    rows = [(GAS, f"01/01/2025 {hour:02}:00", 1e9, "kWh", "") for hour in (0, 1, 2)]
    assert load(engine, "releves-energie", table(*rows)).rows_loaded == 0


def test_a_bill_that_no_building_can_use_is_put_aside_even_estimated(engine):
    floor(engine, 500)
    bill = table((GAS, "01/01/2025", "31/01/2025", 31 * 501 * 100, "kWh", "oui"), titles=BILLS)
    assert load(engine, "factures-energie", bill).rejected["code"].to_list() == ["UNITE_SUSPECTE"]


def test_a_bill_of_gas_in_m3_said_kwh_is_belied_by_monthly_readings(engine):
    titles = "PCE;Date de début;Date de fin;Energie consommée (kWh)"
    months = [(GAS, "01/01/2025", "01/02/2025", 2240), (GAS, "01/02/2025", "01/03/2025", 2016)]
    assert load(engine, "grdf-mensuel", table(*months, titles=titles)).rows_loaded == 2
    in_m3 = table((GAS, "01/01/2025", "28/02/2025", 4256 / 11.2, "kWh", ""), titles=BILLS)
    refused = load(engine, "factures-energie", in_m3)
    assert refused.rejected["code"].to_list() == ["UNITE_SUSPECTE"]
    # Two periods that do not match give shares that differ: that alone is no doubt.
    astride = table((GAS, "15/01/2025", "28/02/2025", 4256 * 1.4, "kWh", ""), titles=BILLS)
    assert load(engine, "factures-energie", astride).rows_loaded == 1


def test_a_power_said_in_wh_is_put_aside(engine):
    titles = "Identifiant PRM;Horodate;Valeur;Unité;Pas;Grandeur physique"
    rows = [(PRM, f"2025-03-01T{hour:02}:30:00+01:00", 2000, "Wh", "PT30M", "PA")
            for hour in range(3)]  # fmt: skip
    report = load(engine, "enedis-courbe", table(*rows, titles=titles))
    assert set(report.rejected["code"]) == {"PUISSANCE_EN_WH"}


def to_be_checked(report: Report) -> str:
    """The meters that are loaded and named for their size; "" when none is."""
    found = [notice for notice in report.notices if notice.code == "UNITES_A_VERIFIER"]
    return "".join(notice.facts["names"] for notice in found)


def test_two_meters_of_a_building_both_in_wh_on_a_first_load_are_named(engine):
    floor(engine, 1000)
    # 0,05 kWh by m² and day each, in Wh said kWh: no day of them is beyond any building.
    lines = [ten_days(meter, 50_000, "kWh").split("\n", 1)[1] for meter in (GAS, GAS_PCI)]
    report = load(engine, "releves-energie", table() + "".join(lines))
    assert report.rows_loaded == 20
    assert to_be_checked(report) == f"{GAS}, {GAS_PCI}"
    assert "vérifiez leur unité" in "".join(notice.text for notice in report.notices)


@pytest.mark.parametrize(
    ("floor_m2", "meter", "value", "unit", "named"),
    [
        # 10 kWh and 0,2 m³ by m² and day.
        (500, GAS, 4999, "kWh", False),
        (500, GAS, 5001, "kWh", True),
        (500, WATER, 99, "m³", False),
        (500, WATER, 101, "m³", True),
        # A shelter counts for 100 m²; where the floor is not known, nothing is said.
        (8, GAS, 999, "kWh", False),
        (8, GAS, 1001, "kWh", True),
        (None, GAS, 190_000, "kWh", False),
        # What is put aside is named once.
        (500, GAS, 51_000, "kWh", False),
    ],
)
def test_a_meter_too_large_for_its_floor_is_loaded_and_named(
    engine, floor_m2, meter, value, unit, named
):
    floor(engine, floor_m2)
    report = load(engine, "releves-energie", ten_days(meter, value, unit))
    assert to_be_checked(report) == (meter if named else "")


def test_a_day_of_much_among_others_is_no_doubt(engine):
    floor(engine, 500)
    rows = [(GAS, f"{day:02}/01/2025", 20_000 if day == 4 else 500, "kWh", "")
            for day in range(1, 11)]  # fmt: skip
    assert to_be_checked(load(engine, "releves-energie", table(*rows))) == ""


def test_a_bill_too_large_for_its_floor_is_named_too(engine):
    floor(engine, 500)
    for day, named in ((4999, ""), (5001, GAS)):
        bill = table((GAS, "01/01/2025", "31/01/2025", 31 * day, "kWh", ""), titles=BILLS)
        assert to_be_checked(load(engine, "factures-energie", bill)) == named
