"""The slide of a fact: darkness given back, water saved, each in its turn."""

from datetime import timedelta

from data import schema
from data.screens.slides import fact
from data.screens.slides.reasons import NO_FACT
from data.screens.slides.slide import LeftOut
from tests.data.screens.screen_store import TODAY, at, moment, office, rows_in, said

NOON = at(12, 10)


def add_dark_hours(engine, scope, hours):
    counts = dict.fromkeys(
        ("points", "points_with_power", "points_with_year", "cabinets", "led_points",
         "mercury_points", "old_points", "off_at_2h_points", "scheduled_points", "power_kw",
         "faults_year"), 1,
    )  # fmt: skip
    rows_in(engine, schema.light_scope, [counts | {"scope": scope, "dark_hours_year": hours}])


def add_saving(engine, number, saved, half, repaired=TODAY, sector="D1"):
    repair = {"repair_id": str(number), "sector_id": sector, "kind": "Fuite", "simulated": False}
    rows_in(engine, schema.water_repair, [repair | {"repaired_day": repaired}])
    flows = {"before_m3_h": 9.0, "after_m3_h": 9.0 - saved, "saved_m3_h": saved}
    bounds = {"low_m3_h": saved - half, "high_m3_h": saved + half}
    rows_in(engine, schema.water_saving, [{"repair_id": str(number), **flows, **bounds}])


def add_sector(engine, sector_id="D1", **codes):
    row = {"sector_id": sector_id, "name": sector_id, "simulated": False}
    rows_in(engine, schema.water_sector, [row | codes])


def test_hours_of_darkness_are_those_of_the_narrowest_territory(engine):
    office(engine)
    add_dark_hours(engine, "epci:200043065", 1460.4)
    add_dark_hours(engine, "departement:37", 900.0)
    add_dark_hours(engine, "commune:37003", 0.0)
    told = said(fact, engine, NOON)
    assert told["big"] == {
        "value": "1\u202f460",
        "label": "heures de nuit rendues à l’obscurité en un an",
    }
    assert "lampadaire" not in told["note"]


def test_one_hour_of_darkness_is_singular(engine):
    office(engine)
    add_dark_hours(engine, "commune:37003", 1.2)
    assert said(fact, engine, NOON)["big"]["label"].startswith("heure de nuit rendue ")


def test_water_saved_adds_proved_repairs_and_their_errors_in_squares(engine):
    office(engine)
    add_sector(engine, commune_code="37003", epci_code="200043065", departement_code="37")
    add_saving(engine, 1, saved=3.0, half=0.3)
    add_saving(engine, 2, saved=2.0, half=0.4)
    # Not proved, too old, elsewhere.
    add_saving(engine, 3, saved=1.0, half=1.0)
    add_saving(engine, 4, saved=5.0, half=0.1, repaired=TODAY - timedelta(days=366))
    add_sector(engine, "D2", commune_code="37261", departement_code="37")
    add_saving(engine, 5, saved=5.0, half=0.1, sector="D2")
    told = said(fact, engine, NOON)
    # 5 m³/h are 120,000 litres a day; 0.5 m³/h (3, 4, 5) are 12,000: two figures are known.
    assert told["big"]["value"] == "120\u202f000"
    assert told["note"].endswith("entre 110\u202f000 et 130\u202f000 litres.")


def test_facts_take_turns_a_day_each(engine):
    office(engine)
    add_dark_hours(engine, "commune:37003", 1460.0)
    add_sector(engine, commune_code="37003")
    add_saving(engine, 1, saved=3.0, half=0.3)
    values = [
        said(fact, engine, at(12, day=TODAY + timedelta(days=step)))["big"]["value"]
        for step in range(4)
    ]
    assert values[0] != values[1]
    assert values[:2] == values[2:]
    assert said(fact, engine, at(23, 50))["big"]["value"] == values[0]


def test_without_any_fact_nothing_is_said(engine):
    office(engine)
    assert fact.tell(moment(engine, NOON)) == LeftOut(NO_FACT)
