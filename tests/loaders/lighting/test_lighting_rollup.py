"""Cabinets, territories, months and squares of public lighting, done by hand."""

import json
from datetime import date

import pytest

from data import schema
from tests.building_store import BLOIS, TOURS, fill
from tests.loaders.lighting import lighting_store as made
from tests.loaders.lighting.lighting_store import MARCH_2024, MARCH_2025, PRICE
from tests.loaders.measured import rows

TABLES = [
    schema.light_cabinet_state,
    schema.light_cabinet_month,
    schema.light_scope_month,
    schema.light_scope,
    schema.light_stock,
    schema.light_change,
    schema.light_cell,
    schema.light_rule,
]


def table(engine, which, *key) -> list[dict]:
    """The rows of a table whose key begins so, in the order of its key."""
    names = [column.name for column in which.columns]
    keys = [column.name for column in which.primary_key][: len(key)]
    found = [dict(zip(names, row, strict=True)) for row in rows(engine, which)]
    return [row for row in found if tuple(row[name] for name in keys) == key]


@pytest.fixture
def lit(engine):
    made.fill_store(engine)
    return engine


def test_a_cabinet_sums_its_points_and_a_year_of_its_schedule(lit):
    (row,) = table(lit, schema.light_cabinet_state, "A")
    counts = ("points", "points_with_power", "led_points", "mercury_points", "old_points")
    assert [row[name] for name in counts] == [2, 2, 1, 0, 1]
    assert (row["power_kw"], row["led_power_kw"]) == (pytest.approx(0.14), pytest.approx(0.04))
    # 365 nights; spring and autumn cancel out.
    assert row["full_hours_year"] == pytest.approx(365 * 12)
    assert row["hours_year"] == pytest.approx(365 * 6)
    assert row["off_at_2h"] in (True, 1)
    assert str(row["decided"]) == str(made.DECIDED)
    assert row["measured_kwh"] == pytest.approx(0.14 * 365 * 6)
    assert row["expected_kwh"] == pytest.approx(row["measured_kwh"])
    assert row["anomaly"] is None


def test_what_is_not_known_is_missing_not_zero(lit):
    (without_schedule,) = table(lit, schema.light_cabinet_state, "B")
    assert without_schedule["hours_year"] is None
    assert without_schedule["off_at_2h"] is None
    assert without_schedule["potential_kwh"] is None
    (unbilled,) = table(lit, schema.light_cabinet_state, "C")
    assert (unbilled["measured_kwh"], unbilled["expected_kwh"], unbilled["eur"]) == (None,) * 3
    assert unbilled["hours_year"] == pytest.approx(365 * 12)
    (month,) = table(lit, schema.light_cabinet_month, "C", MARCH_2025)
    assert month["expected_kwh"] is None
    assert table(lit, schema.light_cabinet_month, "B", date(2023, 3, 1)) == []
    (before_bills,) = table(lit, schema.light_scope_month, "syndicat", date(2023, 3, 1))
    assert (before_bills["measured_kwh"], before_bills["eur"]) == (None, None)
    assert before_bills["billed"] == 0


def test_a_month_of_the_clock_and_of_the_switch_off(lit):
    (before,) = table(lit, schema.light_cabinet_month, "A", MARCH_2024)
    (after,) = table(lit, schema.light_cabinet_month, "A", MARCH_2025)
    assert before["hours"] == pytest.approx(31 * 12 - 1)
    assert after["hours"] == pytest.approx(31 * 6)
    assert after["full_hours"] == pytest.approx(31 * 12 - 1)
    assert after["expected_kwh"] == pytest.approx(0.14 * 31 * 6)
    assert after["full_kwh"] == pytest.approx(0.14 * (31 * 12 - 1))


def test_a_territory_is_its_cabinets_and_the_bills_of_no_cabinet(lit):
    (row,) = table(lit, schema.light_scope_month, "syndicat", MARCH_2025)
    assert (row["cabinets"], row["billed"], row["prorated"]) == (4, 3, 0)
    assert row["measured_kwh"] == pytest.approx(made.A_KWH_2025 + 80 + 60)
    assert row["eur"] == pytest.approx(0.25 * (made.A_KWH_2025 + 80 + 60) + 12)
    assert row["subscription_eur"] == pytest.approx(12)
    # Of A alone: B has no schedule, C no power.
    assert row["expected_kwh"] == pytest.approx(made.A_KWH_2025)
    assert row["billed_power_kw"] == pytest.approx(0.14)
    assert row["power_kw"] == pytest.approx(0.14 + 0.2)
    assert row["billed_points"] == 2 + 1


def test_communes_add_up_to_the_syndicate(lit):
    for which, names in (
        (schema.light_scope_month, ("measured_kwh", "eur", "expected_kwh", "cabinets", "billed")),
        (schema.light_change, ("kwh", "kwh_before", "gap_kwh", "hours_eur", "cabinets")),
    ):
        whole = table(lit, which, "syndicat", MARCH_2025)[0]
        parts = [
            table(lit, which, f"commune:{place[0]}", MARCH_2025)[0] for place in (TOURS, BLOIS)
        ]
        for name in names:
            assert sum(part[name] or 0 for part in parts) == pytest.approx(whole[name])


def test_the_parts_of_a_change_are_those_of_the_hand_and_add_up(lit):
    (tours,) = table(lit, schema.light_change, f"commune:{TOURS[0]}", MARCH_2025)
    fewer_kwh = made.A_KWH_2025 - made.A_KWH_2024
    assert tours["cabinets"] == 2
    assert tours["hours_kwh"] == pytest.approx(fewer_kwh)
    # B has no schedule: what it lost is explained by nothing.
    assert tours["gap_kwh"] == pytest.approx(80 - 100)
    assert tours["power_kwh"] == pytest.approx(0, abs=1e-9)
    middle = (PRICE[2024] + PRICE[2025]) / 2
    dearer = PRICE[2025] - PRICE[2024]
    assert tours["hours_eur"] == pytest.approx(fewer_kwh * middle)
    assert tours["gap_eur"] == pytest.approx((80 - 100) * middle)
    assert tours["subscription_eur"] == pytest.approx(12 - 10)
    billed_kwh = (made.A_KWH_2025 + made.A_KWH_2024 + 80 + 100) / 2
    assert tours["price_eur"] == pytest.approx(dearer * billed_kwh)
    for row in table(lit, schema.light_change):
        parts_kwh = row["power_kwh"] + row["hours_kwh"] + row["gap_kwh"]
        assert parts_kwh == pytest.approx(row["kwh"] - row["kwh_before"])
        names = ("power_eur", "hours_eur", "price_eur", "subscription_eur", "gap_eur")
        changed = row["eur"] - row["eur_before"]
        assert sum(row[name] for name in names) == pytest.approx(changed)


def test_the_stock_of_a_territory_counts_the_points_of_no_cabinet(lit):
    (tours,) = table(lit, schema.light_scope, f"commune:{TOURS[0]}")
    counts = ("points", "points_with_power", "points_with_year", "cabinets", "led_points")
    assert [tours[name] for name in counts] == [4, 3, 3, 2, 1]
    assert (tours["scheduled_points"], tours["off_at_2h_points"]) == (2, 2)
    assert tours["mean_age_years"] == pytest.approx(2026 - (2022 + 1990 + 1980) / 3)
    # 23 h to 5 h each night.
    assert tours["dark_hours_year"] == pytest.approx(365 * 6)
    assert (tours["faults_year"], tours["repair_h"]) == (1, 48)
    assert tours["population"] > 100_000
    (whole,) = table(lit, schema.light_scope, "syndicat")
    (blois,) = table(lit, schema.light_scope, f"commune:{BLOIS[0]}")
    assert whole["points"] == tours["points"] + blois["points"]
    assert whole["population"] == tours["population"] + blois["population"]
    assert whole["scheduled_points"] == 3
    assert blois["faults_year"] == 0


def test_lamps_by_decade(lit):
    found = {
        (row["lamp"], row["decade"]): row["points"]
        for row in table(lit, schema.light_stock, "syndicat")
    }
    assert found == {("led", 2020): 1, ("sodium_hp", 1990): 1, ("mercury", 1980): 1,
                     ("unknown", 0): 2}  # fmt: skip


def test_squares_hold_every_placed_point_once_a_size(lit):
    cells = table(lit, schema.light_cell)
    for size in range(4):
        own = [cell for cell in cells if cell["size"] == size]
        assert sum(cell["points"] for cell in own) == 5
        assert sum(cell["led_points"] for cell in own) == 1
        assert sum(cell["off_at_2h_points"] for cell in own) == 2
        assert sum(cell["power_kw"] for cell in own) == pytest.approx(0.34)


def test_a_supply_point_of_two_cabinets_is_shared_by_their_power(engine):
    with engine.begin() as connection:
        fill(
            connection,
            schema.light_cabinet,
            [made.cabinet(name, TOURS, "P1") for name in ("A", "B", "C")],
        )
        fill(
            connection,
            schema.light_point,
            [
                made.point("a", "A", TOURS, power_w=100.0),
                made.point("b", "B", TOURS, power_w=300.0),
            ],
        )
        bills = [made.bill("P1", MARCH_2025, TOURS, kwh=400.0, eur=80.0, subscription_eur=8.0)]
        fill(connection, schema.light_bill, bills)
    made.rebuild(engine)
    shared = [
        table(engine, schema.light_cabinet_month, name, MARCH_2025)[0] for name in ("A", "B", "C")
    ]
    assert [row["measured_kwh"] for row in shared] == pytest.approx([100, 300, 0])
    assert [row["eur"] for row in shared] == pytest.approx([20, 60, 0])
    (whole,) = table(engine, schema.light_scope_month, "syndicat", MARCH_2025)
    assert whole["measured_kwh"] == pytest.approx(400)


def test_lamps_laid_between_two_dates_make_the_change_one_of_power(engine):
    with engine.begin() as connection:
        fill(connection, schema.light_cabinet, [made.cabinet("A", TOURS, "P1")])
        fill(
            connection,
            schema.light_point,
            [made.point("a", "A", TOURS, lamp="led", power_w=40.0, installed_year=2024)],
        )
        fill(connection, schema.light_schedule, [made.clock("A", date(2023, 1, 1))])
        bills = [
            made.bill("P1", MARCH_2024, TOURS, kwh=37.1),
            made.bill("P1", MARCH_2025, TOURS, kwh=14.84),
        ]
        fill(connection, schema.light_bill, bills)
    made.rebuild(engine)
    (row,) = table(engine, schema.light_change, "syndicat", MARCH_2025)
    assert row["power_kwh"] == pytest.approx(14.84 - 37.1)
    assert (row["hours_kwh"], row["gap_kwh"]) == (pytest.approx(0), pytest.approx(0))


def test_what_a_cabinet_could_save_is_led_and_a_switch_off(engine):
    with engine.begin() as connection:
        made.reference_values.sync(connection)
        fill(connection, schema.light_cabinet, [made.cabinet("A", TOURS, "P1")])
        lamps = [
            made.point("old", "A", TOURS, lamp="mercury", power_w=140.0),
            made.point("new", "A", TOURS, lamp="led", power_w=60.0),
        ]
        fill(connection, schema.light_point, lamps)
        fill(connection, schema.light_schedule, [made.clock("A", date(2023, 1, 1))])
        bills = [
            made.bill("P1", date(2025, month, 1), TOURS, kwh=100.0, eur=35.0, subscription_eur=5.0)
            for month in range(1, 13)
        ]
        fill(connection, schema.light_bill, bills)
    made.rebuild(engine)
    (row,) = table(engine, schema.light_cabinet_state, "A")
    # 40 W in place of the old lamp, 6 hours of 12 each night.
    saved = 0.2 * 365 * 12 - (0.04 + 0.06) * 365 * 6
    assert row["potential_kwh"] == pytest.approx(saved)
    assert row["potential_eur"] == pytest.approx(saved * 0.30)
    # 1,200 kWh measured for 876 expected.
    assert row["anomaly"] == "inventaire"
    assert row["anomaly_kwh"] == pytest.approx(1200 - 0.2 * 365 * 12)
    assert row["anomaly_eur"] == pytest.approx((1200 - 876) * 0.30)


def test_twice_gives_the_same_and_an_empty_store_nothing(lit):
    before = {which.name: rows(lit, which) for which in TABLES}
    made.rebuild(lit)
    assert {which.name: rows(lit, which) for which in TABLES} == before
    with lit.begin() as connection:
        for which in (
            schema.light_point, schema.light_cabinet, schema.light_schedule,
            schema.light_reduction, schema.light_bill, schema.light_fault,
        ):  # fmt: skip
            connection.execute(which.delete())
    made.rebuild(lit)
    assert {which.name: rows(lit, which) for which in TABLES} == {
        which.name: [] for which in TABLES
    }


def test_cabinets_are_territories(lit):
    found = {row["scope"]: row for row in table(lit, schema.scope)}
    assert found["armoire:A"]["kind"] == "armoire"
    assert found["armoire:A"]["place_phrase"] == "sur l’armoire «\u00a0Armoire A\u00a0»"
    assert {"syndicat", "commune:37261", "commune:41018", "departement:41"} <= set(found)


def test_points_alone_and_bills_alone_are_counted(engine):
    with engine.begin() as connection:
        fill(connection, schema.light_point, [made.point("p", None, TOURS, power_w=70.0)])
    made.rebuild(engine)
    (stock,) = table(engine, schema.light_scope, "syndicat")
    assert (stock["points"], stock["cabinets"], stock["scheduled_points"]) == (1, 0, 0)
    assert stock["dark_hours_year"] is None
    with engine.begin() as connection:
        connection.execute(schema.light_point.delete())
        bills = [
            made.bill("P9", month, (None,) * 3, kwh=50.0) for month in (MARCH_2024, MARCH_2025)
        ]
        fill(connection, schema.light_bill, bills)
    made.rebuild(engine)
    (month,) = table(engine, schema.light_scope_month, "syndicat", MARCH_2025)
    assert (month["cabinets"], month["billed"], month["measured_kwh"]) == (1, 1, 50)
    (change,) = table(engine, schema.light_change, "syndicat", MARCH_2025)
    assert (change["kwh"], change["kwh_before"]) == (50, 50)


def test_rules_know_protected_places_and_hours(lit):
    square = {
        "type": "Polygon",
        "coordinates": [[[0.6, 47.3], [0.8, 47.3], [0.8, 47.5], [0.6, 47.5], [0.6, 47.3]]],
    }
    zone = {"zone_id": "Z", "kind": "reserve", "label": "Île", "geometry": json.dumps(square)}
    with lit.begin() as connection:
        fill(connection, schema.light_zone, [{**zone, "simulated": False}])
        connection.execute(
            schema.light_point.update()
            .where(schema.light_point.c.point_id.in_(["a1", "c1"]))
            .values(colour_k=2700)
        )
        connection.execute(
            schema.light_point.update()
            .where(schema.light_point.c.cabinet_id == "A")
            .values(street="parc")
        )
    made.rebuild(lit)
    tours = {row["rule"]: row for row in table(lit, schema.light_rule, "commune:37261")}
    blois = {row["rule"]: row for row in table(lit, schema.light_rule, "commune:41018")}
    # 2,700 K is too blue for a reserve and warm enough out of one; a2 is sodium.
    assert (tours["colour_k"]["kept"], tours["colour_k"]["broken"]) == (1, 1)
    assert (blois["colour_k"]["kept"], blois["colour_k"]["broken"]) == (1, 0)
    # Off from 23 h, but lit again at 5 h.
    assert tours["heritage_off"]["broken"] == 2
    assert "heritage_off" not in blois
