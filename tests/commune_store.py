"""A store of communes whose figures are done by hand: a village, twelve like it, a town.

What screens read is written as it is, without any load or rebuild.
"""

from datetime import timedelta

import numpy as np
from sqlalchemy import Connection, Engine

from data import schema
from data.buildings.months import last_whole_month, months_before
from data.buildings.vocabulary import DRIFT, DRIFT_THRESHOLD
from data.communes.areas import areas_km2
from data.communes.peers import classified
from data.inclusion.similar import COMMUNE_CLASSES
from data.months import month_end
from data.selection import SYNDICAT
from data.viewing import today
from tests.building_store import fill
from tests.loaders.measured import territory

CHAMBORD, TOURS = "41034", "37261"
LAST = last_whole_month(today() - timedelta(days=1))
MONTHS = [months_before(LAST, back) for back in reversed(range(12))]
POPULATION = 102
# Off at 2 am, in points of a hundred: ten of the villages are around Chambord's 65.
OFF = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]
OWN_OFF = 65


def villages() -> list[str]:
    """Twelve communes of the class of Chambord by size and density, by code."""
    land = territory()
    areas = areas_km2(land.outline_path("communes"))
    codes = [one.code for one in land.communes]
    population = np.array([one.population or np.nan for one in land.communes], dtype=float)
    classes = classified(population, np.array([areas[code] for code in codes]), None)
    own = classes[codes.index(CHAMBORD)]
    assert COMMUNE_CLASSES[own[0]].startswith("Moins de 500")
    alike = [code for code, row in zip(codes, classes, strict=True) if (row == own).all()]
    return [code for code in sorted(alike) if code != CHAMBORD][: len(OFF)]


def fill_store(engine: Engine) -> None:
    """The whole store."""
    with engine.begin() as connection:
        add_source(connection)
        lit = {CHAMBORD: OWN_OFF, **dict(zip(villages(), OFF, strict=True))}
        add_scopes(connection, [*lit, TOURS])
        for code, off in lit.items():
            add_lighting(connection, code, off)
        add_footfall(connection, CHAMBORD, published=300, hidden=65)
        add_footfall(connection, TOURS, published=30, hidden=335)
        add_buildings(connection)


def add_source(connection: Connection) -> None:
    """One source loaded once, simulated: lighting."""
    row = {"source_key": "factures-eclairage", "position": 1, "label": "Factures",
           "theme": "lighting", "owner": "", "licence": "", "address": "", "grain": "",
           "refresh": "", "fresh_h": 24, "stale_h": 48}  # fmt: skip
    fill(connection, schema.source, [row])
    run = {"source_key": "factures-eclairage", "origin": "", "file_sha256": "", "message": "",
           "status": "loaded", "rows_read": 1, "rows_loaded": 1, "rows_quarantined": 0,
           "first_day": MONTHS[0], "last_day": month_end(LAST), "simulated": True,
           "notices": "[]", "started_s": 1, "ended_s": 2}  # fmt: skip
    connection.execute(schema.load_run.insert(), [run])


def add_scopes(connection: Connection, codes: list[str]) -> None:
    """The communes that can be chosen."""
    rows = [
        {"scope": f"commune:{code}", "kind": "commune", "code": code,
         "label": territory().commune(code).name, "place_phrase": "",
         "sites": int(code in (CHAMBORD, TOURS))}
        for code in codes
    ]  # fmt: skip
    whole = {"scope": SYNDICAT, "kind": SYNDICAT, "code": "", "label": "", "place_phrase": "",
             "sites": 2}  # fmt: skip
    fill(connection, schema.scope, [whole, *rows])


def add_lighting(connection: Connection, code: str, off: int) -> None:
    """A hundred points, `off` of them off at 2 am; 2,000 kWh and 204 € a month."""
    scope = f"commune:{code}"
    stock = {"scope": scope, "points": 100, "points_with_power": 100, "points_with_year": 0,
             "cabinets": 2, "led_points": 0, "mercury_points": 0, "old_points": 0,
             "off_at_2h_points": off, "scheduled_points": 100, "power_kw": 5.0,
             "population": POPULATION, "faults_year": 0}  # fmt: skip
    fill(connection, schema.light_scope, [stock])
    months = [
        {"scope": scope, "month": month, "cabinets": 2, "billed": 2, "power_kw": 5.0,
         "billed_points": 100, "billed_population": POPULATION, "measured_kwh": 2000.0,
         "eur": 204.0, "prorated": 0}
        for month in MONTHS
    ]  # fmt: skip
    fill(connection, schema.light_scope_month, months)
    if code == CHAMBORD:
        # The last month billed is that of the whole.
        fill(connection, schema.light_scope_month, [{**row, "scope": SYNDICAT} for row in months])


def add_footfall(connection: Connection, code: str, published: int, hidden: int) -> None:
    """A castle: twenty terminals each published day, and access points up 90 % of the time."""
    site = {"site_id": f"site-{code}", "name": f"Château {code}", "place_kind": "Château",
            "actor_kind": "Commune", "commune_code": code, "latitude_deg": 47.616,
            "longitude_deg": 1.517, "simulated": False}  # fmt: skip
    fill(connection, schema.site, [site])
    total = {"month": LAST, "site_id": f"site-{code}", "sessions": 30 * published,
             "terminals": 20 * published, "days_published": published,
             "days_hidden": hidden}  # fmt: skip
    fill(connection, schema.site_month_total, [total])
    up = {"scope": f"commune:{code}", "day": LAST, "access_points": 1, "up_h": 21.6,
          "expected_h": 24.0}  # fmt: skip
    fill(connection, schema.availability_day, [up])


def add_buildings(connection: Connection) -> None:
    """Two buildings in Chambord, of 100 and 300 m²; one drift open, of 730 € a year."""
    own = {"commune_code": CHAMBORD, "category": "ecole", "simulated": False}
    buildings = [
        {"building_id": "b1", "name": "École", "floor_m2": 100.0, **own},
        {"building_id": "b2", "name": "Salle", "floor_m2": 300.0, **own},
    ]
    fill(connection, schema.building, buildings)
    years = [
        {"last_month": LAST, "building_id": "b1", "final_kwh": 20_000.0, "eur": 3_000.0,
         "known_share": 1.0, "kwh_m2": 200.0},
        {"last_month": LAST, "building_id": "b2", "final_kwh": 30_000.0, "eur": 2_100.0,
         "known_share": 1.0, "kwh_m2": 100.0},
    ]  # fmt: skip
    fill(connection, schema.building_year, years)
    month = {"scope": SYNDICAT, "month": LAST, "energy": "electricity", "value": 1.0,
             "buildings": 2, "complete": 2, "common": 0}  # fmt: skip
    fill(connection, schema.building_scope_month, [month])
    alert = {"threshold": DRIFT_THRESHOLD, "kind": DRIFT, "building_id": "b1",
             "energy": "electricity", "since": MONTHS[9], "detected": MONTHS[10],
             "last_day": month_end(LAST), "open": True, "excess_per_day": 10.0, "excess": 600.0,
             "eur_year": 730.0, "eur": 120.0}  # fmt: skip
    fill(connection, schema.alert, [alert])
