"""A store of water whose answers are done by hand: three services, four sectors, two customers.

What screens read is written as it is, without any load or rebuild.
"""

import tempfile
from datetime import date, timedelta

from sqlalchemy import Connection, Engine

from data import schema
from data.quality import Notice
from data.selection import Selection
from data.settings import Settings
from data.water import follow_up
from data.water.follow_up import FollowUp
from data.water.vocabulary import BUDGET, CUSTOMER_METER, SECTOR
from loaders.scopes import rebuild_scopes
from tests.building_store import BLOIS, TOURS, fill
from tests.loaders.measured import at, territory

TODAY, LAST = date(2026, 7, 1), date(2026, 6, 30)
PLACE = ("commune_code", "epci_code", "departement_code")
EUR_M3, LEVY_EUR_M3 = 0.5, 0.1
# m³ of the services "A" and "B" in 2024 and 2025; "C" did not declare what it measures in 2025.
VOLUMES = {
    ("A", 2024): {"produced": 1000, "imported": 0, "exported": 100, "metered": 650,
                  "unmetered": 30, "service": 20},
    ("A", 2025): {"produced": 900, "imported": 100, "exported": 100, "metered": 700,
                  "unmetered": 30, "service": 20},
    ("B", 2024): {"produced": 200, "imported": 0, "exported": 0, "metered": 110,
                  "unmetered": 10, "service": 0},
    ("B", 2025): {"produced": 200, "imported": 0, "exported": 0, "metered": 130,
                  "unmetered": 10, "service": 0},
    ("C", 2025): {"produced": 400, "imported": 0, "exported": 0, "unmetered": 10, "service": 0},
}  # fmt: skip
PIPE_KM = {"A": 2.0, "B": 1.0, "C": 4.0}
CUSTOMERS = {"A": 120, "B": 10, "C": 40}
THRESHOLD_PCT = {"A": 80.0, "B": 66.0}


def asked(scope: str = "syndicat", **more: str) -> Selection:
    """The twelve months that end with the last night, unless told otherwise."""
    selection, notices = Selection.parse({"territoire": scope, **more}, today=TODAY)
    assert notices == []
    return selection


def add_service(connection: Connection, service_id: str, place: tuple = TOURS, **more) -> None:
    """A service of one commune, held by it, by its EPCI and its département."""
    row = {"service_id": service_id, "name": f"Service {service_id}", "agency": "loire-bretagne",
           "simulated": False, **more}  # fmt: skip
    fill(connection, schema.water_service, [row])
    codes = dict(zip(PLACE, place, strict=True))
    fill(connection, schema.water_service_commune, [{"service_id": service_id, **codes}])
    kinds = zip(("commune", "epci", "departement"), place, strict=True)
    scopes = ["syndicat", f"service:{service_id}", *(f"{kind}:{code}" for kind, code in kinds)]
    held = [{"scope": scope, "service_id": service_id} for scope in scopes]
    fill(connection, schema.water_scope_service, held)


def add_year(connection: Connection, service_id: str, year: int, **more) -> None:
    """A declared year with the indicators that follow from VOLUMES."""
    said = {f"{name}_m3": float(value) for name, value in VOLUMES[service_id, year].items()}
    entered = said["produced_m3"] + said["imported_m3"]
    row = {"service_id": service_id, "year": year, "pipe_km": PIPE_KM[service_id], **said,
           "distributed_m3": entered - said["exported_m3"],
           "customers": float(CUSTOMERS[service_id]), "density_class": "rural", **more}  # fmt: skip
    if "metered_m3" in said:
        authorised = said["metered_m3"] + said["unmetered_m3"] + said["service_m3"]
        lost = row["distributed_m3"] - authorised
        row |= {
            "authorised_m3": authorised,
            "lost_m3": lost,
            "yield_pct": 100 * (authorised + said["exported_m3"]) / entered,
            "threshold_pct": THRESHOLD_PCT[service_id],
            "loss_index_m3_km_day": lost / (365 * PIPE_KM[service_id]),
            "lost_eur": lost * EUR_M3,
            "levy_eur": 20.0,
            "point_eur": 5.0,
            "judgement": "good",
        }
    fill(connection, schema.water_service_year, [row])


def add_sector(connection: Connection, sector_id: str, place: tuple = TOURS, **more) -> None:
    """A sector of service A with 2 km and 100 customers, unless told otherwise."""
    row = {"sector_id": sector_id, "name": f"Secteur {sector_id}", "service_id": "A",
           **dict(zip(PLACE, place, strict=True)), "pipe_km": 2.0, "customers": 100,
           "latitude_deg": 47.39, "longitude_deg": 0.69, "simulated": False, **more}  # fmt: skip
    fill(connection, schema.water_sector, [row])


def add_state(connection: Connection, sector_id: str, **more) -> None:
    """What the nights of a sector say: watched, 3 m³/h of which 1 is use, 24 m³/km/day."""
    row = {"sector_id": sector_id, "judged": True, "last_day": LAST, "night_m3_h": 3.0,
           "night_use_m3_h": 1.0, "leakage_m3_km_day": 24 * (3.0 - 1.0) / 2.0,
           "inflow_m3_day": 120.0, "open_alerts": 0, "open_faults": 0, "known_days": 30,
           **more}  # fmt: skip
    fill(connection, schema.water_sector_state, [row])


def add_alert(connection: Connection, place_id: str, since: date, last: date, **more) -> None:
    """A burst of 2 m³/h in a sector, found two days later, that runs when it lasts to LAST."""
    days = (last - since).days + 1
    flow = more.get("flow_m3_h", 2.0)
    row = {"budget": BUDGET, "place_kind": SECTOR, "place_id": place_id, "since": since,
           "kind": "burst", "detected": since + timedelta(days=2), "last_day": last,
           "open": last == LAST, "flow_m3_h": flow, "low_m3_h": flow - 0.5, "high_m3_h": flow + 0.5,
           "lost_m3": flow * 24 * days, "eur": flow * 24 * days * EUR_M3,
           "eur_year": flow * 8760 * EUR_M3, "confidence": "medium", "noises": 0,
           **more}  # fmt: skip
    fill(connection, schema.water_alert, [row])


def add_customer(connection: Connection, meter_id: str, place: tuple = TOURS, **more) -> int:
    """A home of service A, sector A1, unless told otherwise; returns its number."""
    row = {"meter_id": meter_id, "service_id": "A", "sector_id": "A1",
           **dict(zip(PLACE, place, strict=True)), "usage": "domestique", "simulated": False,
           **more}  # fmt: skip
    done = connection.execute(schema.water_customer.insert().values(**row))
    return done.inserted_primary_key[0]


def add_customer_alert(connection: Connection, meter_id: str, since: date, **more) -> None:
    """50 L/h that never stop, to the last day."""
    own = {"budget": 0.0, "place_kind": CUSTOMER_METER, "kind": "customer", "flow_m3_h": 0.05,
           "low_m3_h": None, "high_m3_h": None}  # fmt: skip
    add_alert(connection, meter_id, since, LAST, **{**own, **more})


def add_days(connection: Connection, sector_id: str, nights_m3_h: dict[date, float | None]) -> None:
    """Days of a sector by their night flow; 2 m³/h are expected, the score is what is above."""
    rows = [
        {"sector_id": sector_id, "day": day, "inflow_m3": 120.0, "hours": 24, "night_m3_h": night,
         "least_m3_h": night, "expected_m3_h": 2.0,
         "score": None if night is None else night - 2.0, "threshold": 5.0}
        for day, night in nights_m3_h.items()
    ]  # fmt: skip
    fill(connection, schema.water_sector_day, rows)


def add_footfall(connection: Connection, commune: str, terminals: dict[date, int | None]) -> None:
    """Terminals connected in a commune, by day."""
    rows = [
        {"scope": f"commune:{commune}", "day": day, "sessions": count, "terminals": count,
         "sites_published": 1, "sites_hidden": 0, "sites_in_service": 1, "common_sites": 0,
         "complete": True}
        for day, count in terminals.items()
    ]  # fmt: skip
    fill(connection, schema.footfall_day, rows)


def days_back(count: int, last: date = LAST) -> list[date]:
    """So many days, the last one included, in order."""
    return [last - timedelta(days=step) for step in reversed(range(count))]


def fill_store(engine: Engine) -> None:
    """The whole store: A1 leaks, A2 did, B1 has no length, B2 is too recent to be watched."""
    with engine.begin() as connection:
        _add_services(connection)
        _add_sectors(connection)
        _add_customers(connection)
        _add_events(connection)
        rebuild_scopes(connection, territory())


def _add_services(connection: Connection) -> None:
    add_service(connection, "A", target_yield_pct=90.0)
    add_service(connection, "B", BLOIS)
    add_service(connection, "C", BLOIS)
    for service_id, year in VOLUMES:
        add_year(connection, service_id, year)
    parts = {"VP.236": 1, "VP.237": 1, "VP.238": 0, "VP.239": 62, "VP.242": 1}
    rows = [
        {"service_id": "A", "year": 2025, "code": code, "value": float(value), "simulated": False}
        for code, value in parts.items()
    ]
    fill(connection, schema.water_variable, rows)
    prices = [
        ("water_cost_eur_per_m3", "tous", EUR_M3),
        ("water_levy_eur_per_m3", "loire-bretagne", LEVY_EUR_M3),
        *(("water_levy", item, value) for item, value in (
            ("per_point", 0.0275), ("from_pct", 65.0), ("most_performance", 0.55),
            ("most_assets", 0.25), ("points_per_index", 0.2))),
        *(("water_density", item, value) for item, value in (
            ("rural_customers_km", 25.0), ("urban_customers_km", 50.0), ("rural_index", 10.0),
            ("urban_index", 30.0))),
        *(("water_loss_limit_m3_km_day", f"{density}_{word}", value)
          for density, limits in (("rural", (1.5, 2.5, 4.0)), ("intermediate", (3.0, 5.0, 8.0)),
                                  ("urban", (7.0, 10.0, 15.0)))
          for word, value in zip(("good", "fair", "poor"), limits, strict=True)),
    ]  # fmt: skip
    rows = [
        {"kind": kind, "item": item, "first_day": date(2020, 1, 1), "value": value, "unit": "",
         "source": "tests", "verified": True, "shipped": False}
        for kind, item, value in prices
    ]  # fmt: skip
    connection.execute(schema.reference_value.delete())
    fill(connection, schema.reference_value, rows)


def _add_sectors(connection: Connection) -> None:
    add_sector(connection, "A1")
    add_sector(connection, "A2")
    add_sector(connection, "B1", BLOIS, service_id="B", pipe_km=None)
    add_sector(connection, "B2", BLOIS, service_id="B")
    add_state(connection, "A1", open_alerts=1, leak_m3_h=2.0, eur_year=2.0 * 8760 * EUR_M3)
    add_state(connection, "A2", night_m3_h=1.5, leakage_m3_km_day=24 * 0.5 / 2.0, open_faults=1)
    add_state(connection, "B1", leakage_m3_km_day=None, open_alerts=1, leak_m3_h=1.0)
    add_state(connection, "B2", judged=False, known_days=12, leakage_m3_km_day=5.0)
    last_ten = days_back(10)
    add_alert(connection, "A1", last_ten[0], LAST, noises=2, confidence="high")
    # Never repaired since spring of the year before: over, and found over a year ago.
    add_alert(connection, "A2", date(2025, 3, 1), date(2025, 4, 9), kind="slow")
    add_alert(connection, "A2", date(2026, 1, 1), date(2026, 1, 20), kind="slow")
    add_alert(connection, "B1", last_ten[5], LAST, flow_m3_h=1.0, eur=None, eur_year=None,
              confidence="low")  # fmt: skip
    # A greater budget finds the same ones and one more.
    add_alert(connection, "A1", last_ten[0], LAST, budget=2.0)
    add_alert(connection, "A2", date(2026, 3, 1), date(2026, 3, 10), budget=2.0)
    nights = dict.fromkeys(days_back(30), 2.0) | dict.fromkeys(last_ten, 4.0)
    add_days(connection, "A1", nights | {last_ten[3]: None})
    hours = [
        {"sector_id": "A1", "hour_s": at(f"{LAST} 0{hour}:00"), "inflow_m3_h": 4.0,
         "usual_m3_h": 2.0}
        for hour in range(3)
    ]  # fmt: skip
    fill(connection, schema.water_sector_hour, hours)


def _add_customers(connection: Connection) -> None:
    number = add_customer(connection, "C1")
    add_customer(connection, "C2", BLOIS, sector_id="B1", service_id="B", usage="agricole")
    add_customer_alert(connection, "C1", days_back(4)[0])
    rows = [
        {"customer_no": number, "day": day, "volume_m3": 0.5 + step, "hours": 24,
         "least_l_per_h": 50.0 if step else None, "last_index_m3": 100.0 + step}
        for step, day in enumerate(days_back(5))
    ]  # fmt: skip
    fill(connection, schema.water_customer_day, rows)


def _add_events(connection: Connection) -> None:
    repair = {"repair_id": "R1", "sector_id": "A2", "commune_code": TOURS[0], "kind": "branchement",
              "found_day": date(2026, 1, 15), "repaired_day": date(2026, 1, 20),
              "flow_m3_h": 1.8, "simulated": False}  # fmt: skip
    fill(connection, schema.water_repair, [repair])
    saving = {"repair_id": "R1", "before_m3_h": 3.5, "after_m3_h": 1.5, "saved_m3_h": 2.0,
              "low_m3_h": 1.6, "high_m3_h": 2.4, "eur_year": 2.0 * 8760 * EUR_M3}  # fmt: skip
    fill(connection, schema.water_saving, [saving])
    meters = [
        {"sector_id": "A1", "meter_id": "M1", "sign": 1},
        {"sector_id": "A1", "meter_id": "M2", "sign": -1},
        {"sector_id": "A2", "meter_id": "M2", "sign": 1},
    ]
    fill(connection, schema.water_sector_meter, meters)
    fill(connection, schema.water_tank, [{"tank_id": "T1", "sector_id": "A1", "name": "Château"}])
    faults = [
        {"meter_id": "M2", "kind": "stuck", "first_day": date(2026, 6, 21), "last_day": LAST,
         "open": True, "sector_id": "A2"},
        {"meter_id": "M1", "kind": "gap", "first_day": date(2025, 2, 1),
         "last_day": date(2025, 2, 3), "open": False, "sector_id": "A1"},
    ]  # fmt: skip
    fill(connection, schema.water_fault, faults)
    series = {"series_key": "eau:M1", "theme": "water", "quantity": "water_flow_m3_h",
              "unit": "m³/h", "kind": "mean", "step_s": 900, "place": "M1", "direction": "",
              "source_key": "debits-eau", "simulated": False}  # fmt: skip
    done = connection.execute(schema.series.insert().values(**series))
    day = {"series_no": done.inserted_primary_key[0], "day": LAST, "value": 1.0, "minimum": 1.0,
           "maximum": 1.0, "readings": 96, "expected": 96}  # fmt: skip
    fill(connection, schema.series_day, [day])
    weeks = days_back(7 * 9)
    add_footfall(connection, TOURS[0], dict.fromkeys(weeks, 100) | dict.fromkeys(weeks[-7:], 150))


def submit(engine: Engine, code: str, given_code: str, said: FollowUp) -> Notice:
    """The answer of a site where nobody has tried a code yet."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(follow_up_code=code, web_cache_dir=folder)
        return follow_up.submit(engine, settings, given_code, "", said)
