"""What rules read, written as loaders would leave it, in numbers added by hand.

The day is TODAY; months are those of energy, the last one over is JUNE.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, Engine

from data import schema
from data.briefing.rule import Scene
from data.buildings.vocabulary import DRIFT, DRIFT_THRESHOLD
from data.months import month_starts
from data.selection import Selection
from loaders import sources
from tests import inclusion_store, water_store
from tests.building_store import TOURS, add_building, add_reference_values, fill
from tests.data.test_sources import run

TODAY, LAST, JUNE = date(2026, 7, 1), date(2026, 6, 30), date(2026, 6, 1)
JUNE_BEFORE = date(2025, 6, 1)
YEAR, YEAR_BEFORE = (month_starts(date(year - 1, 7, 1), date(year, 6, 1)) for year in (2026, 2025))
SCOPES = ("syndicat", "departement:37", "epci:243700754", "commune:37261")


def scene(engine: Engine, scope: str = "syndicat", population: int = 0) -> Scene:
    """A territory on TODAY."""
    selection, notices = Selection.parse({"territoire": scope}, today=TODAY)
    assert notices == []
    return Scene(engine, selection, TODAY, population)


def asked(scope: str, **more: str) -> Selection:
    """What a viewer asks of a territory."""
    return Selection.parse({"territoire": scope, **more}, today=TODAY)[0]


def days_back(count: int, last: date = LAST) -> list[date]:
    """So many days, the last one first."""
    return [last - timedelta(days=step) for step in range(count)]


def add_run(connection: Connection, source_key: str, last_day: date | None) -> None:
    """A successful load of a declared source, on the evening of its last day."""
    sources.sync(connection)
    connection.execute(schema.load_run.insert(), [run(source_key, "loaded", last_day, 1)])


def add_footfall(
    connection: Connection,
    days: dict[date, tuple[int, int]],
    scopes: Sequence[str] = SCOPES,
    sites: int = 3,
) -> None:
    """Terminals of the sites compared, and theirs 52 weeks before."""
    rows = [
        {"scope": scope, "day": day, "sessions": now, "terminals": now, "sites_published": sites,
         "sites_hidden": 0, "sites_in_service": sites, "common_sites": sites,
         "common_terminals": now, "common_terminals_before": before, "complete": True}
        for scope in scopes
        for day, (now, before) in days.items()
    ]  # fmt: skip
    fill(connection, schema.footfall_day, rows)


def add_service(connection: Connection, up_h: float, access_points: int = 4, days: int = 7) -> None:
    """Hours of service of access points, the same each day, of the 24 expected of each."""
    rows = [
        {"scope": scope, "day": day, "access_points": access_points, "up_h": up_h,
         "expected_h": 24.0 * access_points}
        for scope in SCOPES
        for day in days_back(days)
    ]  # fmt: skip
    fill(connection, schema.availability_day, rows)


def add_bills(
    connection: Connection, now_eur: float, before_eur: float, common_kwh: float = 1000.0
) -> None:
    """Two years of months of 1 000 kWh of electricity, at these euros each."""
    rows = [
        {"scope": scope, "month": month, "energy": "electricity", "value": 1000.0,
         "final_kwh": 1000.0, "eur": eur, "buildings": 2, "complete": 2, "common": 2,
         "common_value": common_kwh, "common_value_before": common_kwh}
        for scope in SCOPES
        for months, eur in ((YEAR, now_eur), (YEAR_BEFORE, before_eur))
        for month in months
    ]  # fmt: skip
    fill(connection, schema.building_scope_month, rows)


def add_year(
    connection: Connection, building_id: str, last_month: date = JUNE, **more: object
) -> None:
    """The year of a building, complete."""
    row = {"last_month": last_month, "building_id": building_id, "known_share": 1.0, **more}
    fill(connection, schema.building_year, [row])


def add_alert(connection: Connection, building_id: str, kind: str, **more: object) -> None:
    """An alert that is open, of 100 € a year."""
    row = {
        "threshold": DRIFT_THRESHOLD if kind == DRIFT else 0.0, "kind": kind,
        "building_id": building_id, "energy": "electricity" if kind == DRIFT else "water",
        "since": date(2026, 6, 1), "detected": date(2026, 6, 5), "last_day": LAST, "open": True,
        "excess_per_day": 1.0, "excess": 30.0, "eur_year": 100.0, "eur": 8.0, **more,
    }  # fmt: skip
    fill(connection, schema.alert, [row])


def add_saving(connection: Connection, building_id: str, **more: object) -> None:
    """Works followed until LAST, whose saving is proved and worth 100 € a year."""
    row = {
        "work_id": f"T-{building_id}", "energy": "gas", "building_id": building_id,
        "baseline_first_day": date(2024, 6, 1), "baseline_last_day": date(2025, 5, 31),
        "reporting_first_day": date(2025, 7, 1), "reporting_last_day": LAST,
        "reporting_share": 1.0, "measured": 900.0, "expected": 1000.0, "saving": 100.0,
        "saving_low": 80.0, "saving_high": 120.0, "eur_year": 100.0, "proven": True,
        "notices": "", **more,
    }  # fmt: skip
    fill(connection, schema.saving, [row])


def add_light_bills(connection: Connection, **of_month: float) -> None:
    """Twelve months of two cabinets billed both years: 100 € and 500 kWh, 0 € by the price."""
    told = {"eur": 100.0, "eur_before": 100.0, "kwh": 500.0, "kwh_before": 500.0,
            "price_eur": 0.0, "billed_eur": 100.0, **of_month}  # fmt: skip
    billed = told.pop("billed_eur")
    parts = ("power_kwh", "hours_kwh", "gap_kwh", "power_eur", "hours_eur", "subscription_eur",
             "gap_eur")  # fmt: skip
    own = [(scope, month) for scope in SCOPES for month in YEAR]
    changes = [
        {"scope": scope, "month": month, "cabinets": 2, **dict.fromkeys(parts, 0.0), **told}
        for scope, month in own
    ]
    months = [
        {"scope": scope, "month": month, "cabinets": 2, "billed": 2, "power_kw": 1.0,
         "measured_kwh": told["kwh"], "eur": billed, "prorated": 0}
        for scope, month in own
    ]  # fmt: skip
    fill(connection, schema.light_change, changes)
    fill(connection, schema.light_scope_month, months)


def add_cabinet(connection: Connection, cabinet_id: str, **more: object) -> None:
    """A cabinet of Tours with ten points of 1 kW in all, lit 4 000 hours a year."""
    codes = dict(zip(("commune_code", "epci_code", "departement_code"), TOURS, strict=True))
    cabinet = {"cabinet_id": cabinet_id, "name": cabinet_id, "simulated": False, **codes}
    state = {"cabinet_id": cabinet_id, "points": 10, "points_with_power": 10, "led_points": 0,
             "mercury_points": 0, "old_points": 0, "power_kw": 1.0, "led_power_kw": 0.0,
             "hours_year": 4000.0, "full_hours_year": 4000.0, "off_at_2h": False,
             **more}  # fmt: skip
    fill(connection, schema.light_cabinet, [cabinet])
    fill(connection, schema.light_cabinet_state, [state])


def add_switch_off(connection: Connection, cabinet_id: str, first_day: date) -> None:
    """Off from midnight to 5 h since a day."""
    row = {"cabinet_id": cabinet_id, "first_day": first_day, "rank": 1, "weekdays": "0123456",
           "season_start": "01-01", "season_end": "12-31", "start_min": 0, "end_min": 300,
           "level_pct": 0.0}  # fmt: skip
    fill(connection, schema.light_reduction, [row])


def add_school(connection: Connection, building_id: str, **more: object) -> None:
    """A building of Tours."""
    add_building(connection, building_id, TOURS, **more)


def fill_every_theme(engine: Engine) -> None:
    """All five themes: nearly everything is unusual in Tours, and at its site S1."""
    water_store.fill_store(engine)
    inclusion_store.fill_store(engine)
    with engine.begin() as writing:
        writing.exec_driver_sql("delete from out_footfall_day")
        days = dict.fromkeys(days_back(28 * 7), (100, 100))
        days |= dict.fromkeys(days_back(28), (150, 100))
        add_footfall(writing, days, (*SCOPES, "site:S1"))
        add_service(writing, up_h=48.0)
        add_reference_values(writing)
        _add_buildings(writing)
        _add_lights(writing)


def _add_buildings(writing) -> None:
    add_bills(writing, now_eur=150.0, before_eur=100.0)
    add_school(writing, "E1", subject_to_decree=True, reference_kwh=2000.0)
    add_year(writing, "E1", adjusted_kwh=1500.0, eur=150.0, final_kwh=1500.0)
    add_year(writing, "E1", JUNE_BEFORE, adjusted_kwh=1000.0)
    add_alert(writing, "E1", DRIFT)
    add_saving(writing, "E1")


def _add_lights(writing) -> None:
    add_light_bills(writing, eur=150.0, kwh=900.0, billed_eur=150.0)
    add_cabinet(
        writing, "A", measured_kwh=900.0, anomaly="inventaire", anomaly_eur=60.0,
        off_at_2h=True, decided=date(2025, 10, 1), hours_year=2200.0,
    )  # fmt: skip
    add_switch_off(writing, "A", date(2025, 10, 1))
