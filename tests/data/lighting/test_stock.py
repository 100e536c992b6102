"""The stock that the simulator reads from a store, and the frames it gives, on sums by hand."""

from datetime import date

import pytest
from sqlalchemy import Connection, Engine

from data import schema
from data.lighting import stock as stock_module
from data.lighting.scenario import Scenario, Window
from data.lighting.stock import TOTALS, YEARLY, simulation, stock, stored_scenarios, totals
from data.lighting.vocabulary import STREETS
from data.selection import Selection

TODAY = date(2026, 3, 15)
TOURS = {"commune_code": "37261", "epci_code": "243700754", "departement_code": "37"}
BLOIS = {"commune_code": "41018", "epci_code": "200030385", "departement_code": "41"}
RUE, PARC = list(STREETS).index("rue"), list(STREETS).index("parc")


def chosen(scope: str = "syndicat", detail: str = "") -> Selection:
    return Selection.parse({"territoire": scope, "detail": detail}, today=TODAY)[0]


def fill(connection: Connection, table, rows: list[dict]) -> None:
    """Insert rows; what one lacks is null."""
    names = {name: None for row in rows for name in row}
    connection.execute(table.insert(), [names | row for row in rows])


def cabinet(cabinet_id: str, place: dict, kva: float | None = None) -> dict:
    where = {"latitude_deg": 47.4, "longitude_deg": 0.7, "subscribed_kva": kva}
    return {"cabinet_id": cabinet_id, "name": cabinet_id, "simulated": False, **place, **where}


def state(cabinet_id: str, points: int, power_kw: float, hours_year: float | None) -> dict:
    counts = {"points_with_power": points, "led_points": 0, "mercury_points": 0, "old_points": 0}
    known = {"power_kw": power_kw, "led_power_kw": 0.0, "hours_year": hours_year}
    return {"cabinet_id": cabinet_id, "points": points, "mean_year": 1995.0, **counts, **known}


def lights(cabinet_id: str, count: int, lamp: str, power_w: float | None, street: str) -> list:
    return [
        {"point_id": f"{cabinet_id}-{lamp}-{power_w}-{rank}", "cabinet_id": cabinet_id,
         "lamp": lamp, "power_w": power_w, "street": street, "simulated": False, **TOURS}
        for rank in range(count)
    ]  # fmt: skip


def schedule(cabinet_id: str, first_day: date) -> dict:
    return {"cabinet_id": cabinet_id, "first_day": first_day, "rule": "astronomic",
            "simulated": False}  # fmt: skip


def window(cabinet_id: str, first_day: date, end_min: int) -> dict:
    return {"cabinet_id": cabinet_id, "first_day": first_day, "rank": 1, "weekdays": "0123456",
            "season_start": "01-01", "season_end": "12-31", "start_min": 0, "end_min": end_min,
            "level_pct": 0.0}  # fmt: skip


def bill(cabinet_id: str, month: date, kwh: float, eur: float, subscription: float | None) -> dict:
    return {"cabinet_id": cabinet_id, "month": month, "power_kw": 1.0, "measured_kwh": kwh,
            "eur": eur, "subscription_eur": subscription}  # fmt: skip


def reference(kind: str, value: float, item: str = "light") -> dict:
    return {"kind": kind, "item": item, "first_day": date(2010, 1, 1), "value": value, "unit": "",
            "source": "tests", "verified": False, "shipped": True}  # fmt: skip


VALUES = [
    reference("co2_kg_per_kwh", 0.07, "electricity"),
    reference("light_price_eur_per_kwh", 0.5),
    reference("light_subscription_eur_per_kva", 20.0),
    reference("light_led_w_per_point", 40.0),
    reference("light_led_eur_per_point", 800.0),
    reference("light_grant_pct", 30.0),
]


@pytest.fixture
def four_cabinets(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A of Tours is billed and lit all night; B of Tours is off 0 h – 5 h since 2023 and has no
    bill; C of Blois has no schedule; D of Blois has no known power."""
    monkeypatch.setattr(stock_module, "today", lambda: TODAY)
    points = [
        *lights("A", 10, "sodium_hp", 100, "rue"),
        *lights("A", 4, "led", 50, "rue"),
        *lights("A", 2, "unknown", 100, "parc"),
        *lights("A", 3, "sodium_hp", None, "rue"),
        *lights("B", 5, "mercury", 200, "rue"),
        *lights("C", 5, "mercury", 200, "rue"),
        *lights("D", 5, "mercury", None, "rue"),
    ]
    decided = date(2023, 1, 1)
    with engine.begin() as connection:
        fill(connection, schema.light_cabinet, [
            cabinet("A", TOURS), cabinet("B", TOURS, 3.0), cabinet("C", BLOIS),
            cabinet("D", BLOIS),
        ])  # fmt: skip
        fill(connection, schema.light_cabinet_state, [
            state("A", 19, 1.4, 4100.0), state("B", 5, 1.0, 2300.0), state("C", 5, 1.0, None),
            state("D", 5, 0.0, 4100.0),
        ])  # fmt: skip
        fill(connection, schema.light_point, points)
        fill(connection, schema.light_schedule, [
            schedule("A", date(2020, 1, 1)), schedule("B", date(2020, 1, 1)),
            schedule("B", decided), schedule("B", date(2026, 4, 1)),
            schedule("D", date(2020, 1, 1)),
        ])  # fmt: skip
        fill(connection, schema.light_reduction, [
            window("B", decided, 300), window("B", date(2026, 4, 1), 420),
        ])  # fmt: skip
        old = [bill("A", date(2024, month, 1), 1e6, 1.0, 0.0) for month in range(1, 13)]
        new = [bill("A", date(2025, month, 1), 100, 25.0, 5.0) for month in range(1, 13)]
        fill(connection, schema.light_cabinet_month, old + new)
        fill(connection, schema.reference_value, VALUES)
    return engine


def test_the_stock_has_what_can_be_computed(four_cabinets):
    found = stock(four_cabinets, chosen())
    assert found.left_out == 2
    assert found.hours.tolist() == [4100, 2300]
    # The sixteen of A whose power is known; an unknown lamp is never replaced.
    assert found.points.sum(axis=1).tolist() == [16, 5]
    assert found.old_points[:, RUE].tolist() == [10, 5]
    assert found.old_points[:, PARC].tolist() == [0, 0]
    assert found.old_kw[:, RUE].tolist() == [1.0, 1.0]
    assert found.other_kw[0, [RUE, PARC]].tolist() == [0.2, 0.2]
    assert [len(each.reductions) for each in found.schedules] == [0, 1]
    # The schedule of next month is not in force.
    assert found.schedules[1].reductions[0].end_min == 300
    assert found.first_year == 2027
    assert found.place_deg == (47.5, 0.75)


def test_prices_are_billed_then_of_the_territory_then_of_reference(four_cabinets):
    found = stock(four_cabinets, chosen())
    own = (25 - 5) / 100
    assert found.price_eur_kwh.tolist() == pytest.approx([own, own])
    # B is not billed: 3 kVA at 20 €.
    assert found.subscription_eur.tolist() == pytest.approx([12 * 5, 3 * 20])
    alone = stock(four_cabinets, chosen("armoire:B"))
    assert alone.price_eur_kwh.tolist() == [0.5]


@pytest.mark.parametrize(
    ("scope", "cabinets"),
    [("commune:37261", 2), ("epci:243700754", 2), ("departement:37", 2), ("armoire:A", 1),
     ("departement:41", 0), ("site:A", 0)],
)  # fmt: skip
def test_a_scope_has_its_own_cabinets(four_cabinets, scope, cabinets):
    assert len(stock(four_cabinets, chosen(scope)).hours) == cabinets


def test_without_scenario_there_is_the_stock_as_it_is(four_cabinets):
    frame = simulation(four_cabinets, chosen())
    assert list(frame.columns) == YEARLY
    assert frame["scenario"].unique().tolist() == ["Sans décision"]
    assert frame["year"].tolist() == list(range(2027, 2047))
    kwh = 1.4 * 4100 + 1.0 * 2300
    assert frame["kwh"].tolist() == pytest.approx([kwh] * 20)
    assert frame["eur"][0] == pytest.approx(kwh * 0.2 + 60 + 60)
    assert totals(four_cabinets, chosen()).empty


def test_two_scenarios_stand_beside_the_stock(four_cabinets):
    one, other = Scenario(winter_off=Window(0, 300)), Scenario(led_cabinets_per_year=1)
    asked = chosen(detail=f"{one.to_text()}~{other.to_text()}")
    frame = simulation(four_cabinets, asked).set_index(["scenario", "year"])
    last = frame.xs(2046, level="year")
    assert last.index.tolist() == ["Sans décision", "Scénario A", "Scénario B"]
    # B is already dark from 0 h to 5 h: only A saves, outside summer.
    saved = last["kwh"]["Sans décision"] - last["kwh"]["Scénario A"]
    assert 0.25 < saved / (1.4 * 4100) < 0.40
    led = (1.0 - 10 * 0.04) * 4100 + (1.0 - 5 * 0.04) * 2300
    assert last["kwh"]["Sans décision"] - last["kwh"]["Scénario B"] == pytest.approx(led)
    total = totals(four_cabinets, asked).set_index("scenario")
    assert total["invest_eur"].tolist() == [0, 15 * 800]
    assert total["grant_eur"]["Scénario B"] == pytest.approx(0.3 * 15 * 800)
    assert total["saved_kwh_year"].tolist() == pytest.approx([saved, led])
    assert total["left_out"].tolist() == [2, 2]
    assert total["points"].tolist() == [21, 21]


def test_nothing_known_gives_empty_frames(four_cabinets):
    blois = chosen("commune:41018", "h2300.0500")
    assert simulation(four_cabinets, blois).empty
    assert list(simulation(four_cabinets, blois).columns) == YEARLY
    assert totals(four_cabinets, blois).empty
    assert list(totals(four_cabinets, blois).columns) == TOTALS


def test_the_link_tells_what_it_could_not_read():
    scenarios, notices = stored_scenarios(chosen(detail="h2300.0500_z1"))
    assert scenarios == (Scenario(winter_off=Window(1380, 300)),)
    assert [notice.code for notice in notices] == ["SCENARIO_REGLAGE_INCONNU"]
