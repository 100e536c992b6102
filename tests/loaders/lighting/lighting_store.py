"""A store of three cabinets in two communes whose hours, kWh and euros are done by hand.

A (Tours) burns 12 h every night by its clock, 6 h since July 2024; B (Tours) has no schedule; C
(Blois) has a schedule but no known power and no bill. P9, billed in Blois, is in no inventory.
"""

from datetime import date

from sqlalchemy import Connection, Engine

from data import schema
from data.months import month_starts
from loaders import reference_values
from loaders.lighting import lighting_rollup
from tests.building_store import BLOIS, TOURS, fill
from tests.loaders.measured import at, territory

TODAY = date(2026, 1, 10)
DECIDED = date(2024, 7, 1)
MONTHS = month_starts(date(2024, 1, 1), date(2025, 12, 1))
MARCH_2024, MARCH_2025 = date(2024, 3, 1), date(2025, 3, 1)
# The clock of A, 18 h to 6 h; March loses an hour, inside the switch-off of 23 h to 5 h.
A_KW = 0.14
HOURS_2024, HOURS_2025 = 31 * 12 - 1, 31 * 6
A_KWH_2024, A_KWH_2025 = A_KW * HOURS_2024, A_KW * HOURS_2025
PRICE = {2024: 0.20, 2025: 0.25}
SUBSCRIPTION = {2024: 10.0, 2025: 12.0}
# Billed each month, without subscription told.
B_KWH, P9_KWH = {2024: 100.0, 2025: 80.0}, {2024: 50.0, 2025: 60.0}


def place(where: tuple) -> dict[str, str]:
    """The columns of where something is."""
    return dict(zip(("commune_code", "epci_code", "departement_code"), where, strict=True))


def cabinet(cabinet_id: str, where: tuple, supply_point: str | None) -> dict:
    """A row of core_light_cabinet, without coordinates."""
    return {
        "cabinet_id": cabinet_id,
        "name": f"Armoire {cabinet_id}",
        "supply_point": supply_point,
        "simulated": False,
        **place(where),
    }


def point(point_id: str, cabinet_id: str | None, where: tuple, **more: object) -> dict:
    """A row of core_light_point: a lamp of unknown kind and power in a street unless told."""
    return {
        "point_id": point_id,
        "cabinet_id": cabinet_id,
        "latitude_deg": 47.39,
        "longitude_deg": 0.69,
        "lamp": "unknown",
        "street": "rue",
        "simulated": False,
        **place(where),
        **more,
    }


def bill(supply_point: str, month: date, where: tuple, **more: object) -> dict:
    """A row of core_light_bill."""
    given = {"prorated": False, "simulated": False, **place(where), **more}
    return {"supply_point": supply_point, "month": month, **given}


def clock(cabinet_id: str, first_day: date) -> dict:
    """A row of core_light_schedule: 18 h to 6 h."""
    hours = {"rule": "fixed", "on_min": 18 * 60, "off_min": 6 * 60, "simulated": False}
    return {"cabinet_id": cabinet_id, "first_day": first_day, **hours}


def switch_off(cabinet_id: str, first_day: date) -> dict:
    """A row of core_light_reduction: off from 23 h to 5 h, every night."""
    return {
        "cabinet_id": cabinet_id,
        "first_day": first_day,
        "rank": 1,
        "weekdays": "0123456",
        "season_start": "01-01",
        "season_end": "12-31",
        "start_min": 23 * 60,
        "end_min": 5 * 60,
        "level_pct": 0.0,
    }


def fill_inventory(connection: Connection) -> None:
    """The cabinets, their points (and one of no cabinet) and their schedules."""
    fill(
        connection,
        schema.light_cabinet,
        [cabinet("A", TOURS, "P1"), cabinet("B", TOURS, "P2"), cabinet("C", BLOIS, None)],
    )
    points = [
        point("a1", "A", TOURS, lamp="led", power_w=40.0, installed_year=2022),
        point("a2", "A", TOURS, lamp="sodium_hp", power_w=100.0, installed_year=1990),
        point("b1", "B", TOURS, lamp="mercury", power_w=200.0, installed_year=1980),
        point("c1", "C", BLOIS, latitude_deg=47.59, longitude_deg=1.33),
        point("lone", None, TOURS),
    ]
    fill(connection, schema.light_point, points)
    start = date(2023, 1, 1)
    fill(
        connection,
        schema.light_schedule,
        [clock("A", start), clock("A", DECIDED), clock("C", start)],
    )
    fill(connection, schema.light_reduction, [switch_off("A", DECIDED)])


def a_hours(month: date) -> float:
    """The hours of A in a month: those of the clock, less the switch-off."""
    days = (date(month.year + month.month // 12, month.month % 12 + 1, 1) - month).days
    if month >= DECIDED:
        return 6.0 * days
    return 12.0 * days + {3: -1, 10: 1}.get(month.month, 0)


def fill_bills(connection: Connection) -> None:
    """Two years of P1 (what is expected of A), P2 and P9."""
    rows = []
    for month in MONTHS:
        year, kwh = month.year, A_KW * a_hours(month)
        fixed = SUBSCRIPTION[year]
        eur = kwh * PRICE[year] + fixed
        rows += [
            bill("P1", month, TOURS, kwh=kwh, eur=eur, subscription_eur=fixed),
            bill("P2", month, TOURS, kwh=B_KWH[year], eur=B_KWH[year] * PRICE[year]),
            bill("P9", month, BLOIS, kwh=P9_KWH[year], eur=P9_KWH[year] * PRICE[year]),
        ]
    fill(connection, schema.light_bill, rows)


def fill_fault(connection: Connection) -> None:
    """A fault of a point of A, repaired in 48 h."""
    reported_s = at("2025-11-03 08:00")
    fault = {
        "fault_id": "F1",
        "point_id": "a1",
        "kind": "eteint",
        "reported_s": reported_s,
        "repaired_s": reported_s + 48 * 3600,
        "simulated": False,
    }
    fill(connection, schema.light_fault, [fault])


def rebuild(engine: Engine) -> None:
    """What screens read, rebuilt as on TODAY."""
    with engine.begin() as connection:
        lighting_rollup.rebuild(connection, territory(), TODAY)


def fill_store(engine: Engine) -> None:
    """Everything of the docstring, rebuilt."""
    with engine.begin() as connection:
        reference_values.sync(connection)
        fill_inventory(connection)
        fill_bills(connection)
        fill_fault(connection)
    rebuild(engine)
