"""A store of a few buildings whose sums are done by hand: meters, flat days, prices, weather."""

from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection, Engine

from data import schema
from data.buildings.vocabulary import ENERGIES, SPREAD
from loaders import series, store
from loaders.buildings import building_rollup
from tests.loaders.measured import at, territory

TOURS, BLOIS = ("37261", "243700754", "37"), ("41018", "200030385", "41")
EUR = {"electricity": 0.2, "gas": 0.1, "heat": 0.1, "oil": 0.1, "water": 4.0}
KGCO2E = {"electricity": 0.05, "gas": 0.2, "heat": 0.1, "oil": 0.3}
PCS_PER_PCI = 1.25
FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)


def days_between(first: date, last: date) -> list[date]:
    """Every day, both included."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def fill(connection: Connection, table: object, rows: list[dict]) -> None:
    """Insert rows of a table; what a row lacks is null."""
    store.insert(connection, table, pl.DataFrame(rows, infer_schema_length=None))


def add_building(connection: Connection, building_id: str, place: tuple = TOURS, **more) -> None:
    """A school of 100 m² unless told otherwise."""
    commune, epci, departement = place
    row = {
        "building_id": building_id,
        "name": f"Bâtiment {building_id}",
        "category": "ecole",
        "floor_m2": 100.0,
        "commune_code": commune,
        "epci_code": epci,
        "departement_code": departement,
        "simulated": False,
        **more,
    }
    fill(connection, schema.building, [row])


def add_meter(connection: Connection, meter_id: str, energy: str, **shares: float) -> None:
    """A meter that reads for some buildings, by their share."""
    fill(
        connection,
        schema.meter,
        [{"meter_id": meter_id, "energy": energy, "simulated": False}],
    )
    links = [
        {"meter_id": meter_id, "building_id": building, "share": share}
        for building, share in shares.items()
    ]
    fill(connection, schema.meter_building, links)


def add_days(
    connection: Connection,
    meter_id: str,
    energy: str,
    values: dict[date, float],
    grain: str = "jour",
    partial: tuple[date, ...] = (),
) -> int:
    """A series of a meter and its days, complete but those of `partial`; returns its number."""
    number = _add_series(connection, meter_id, energy, grain)
    rows = [
        {"series_no": number, "day": day, "value": float(value), "minimum": 0.0,
         "maximum": float(value), "readings": 0 if day in partial else 1, "expected": 1}
        for day, value in values.items()
    ]  # fmt: skip
    fill(connection, schema.series_day, rows)
    if grain == "facture":
        _add_shares(connection, number, list(values))
    return number


def _add_shares(connection: Connection, number: int, days: list[date]) -> None:
    """The readings that say that days are shares of a bill."""
    at_s = [at(f"{day} 00:00") for day in days]
    series.ensure_partitions(connection, min(at_s), max(at_s))
    rows = [
        {"series_no": number, "at_s": second, "value": 1.0, "quality": SPREAD} for second in at_s
    ]
    fill(connection, schema.reading, rows)


def _add_series(connection: Connection, meter_id: str, energy: str, grain: str) -> int:
    kind = ENERGIES[energy]
    row = {
        "series_key": f"energie:{kind.quantity}:{meter_id}:{grain}",
        "theme": "buildings",
        "quantity": kind.quantity,
        "unit": kind.unit,
        "kind": "consumption",
        "step_s": 3600 if grain == "courbe" else 86_400,
        "place": meter_id,
        "direction": "",
        "source_key": "tests",
        "simulated": False,
    }
    return connection.execute(schema.series.insert().values(row)).inserted_primary_key[0]


def add_hours(connection: Connection, number: int, values: dict[int, float]) -> None:
    """Complete hours of a series, by the second at which they begin."""
    rows = [
        {"series_no": number, "hour_s": hour_s, "value": value, "readings": 1, "expected": 1}
        for hour_s, value in values.items()
    ]
    fill(connection, schema.series_hour, rows)


def flat(value: float, first: date = FIRST, last: date = LAST) -> dict[date, float]:
    """The same value every day."""
    return dict.fromkeys(days_between(first, last), value)


def add_reference_values(connection: Connection) -> None:
    """Prices and factors from 2020 on, of the operator: nothing before."""
    wanted = [
        *(("price_eur_per_unit", item, value) for item, value in EUR.items()),
        *(("co2_kg_per_kwh", item, value) for item, value in KGCO2E.items()),
        ("gas_pcs_per_pci", "gas", PCS_PER_PCI),
        ("water_leak_l_per_h", "water", 2.0),
        ("decree_reduction", "2030", 0.4),
        ("decree_reduction", "2040", 0.5),
        ("decree_reduction", "2050", 0.6),
    ]
    rows = [
        {"kind": kind, "item": item, "first_day": date(2020, 1, 1), "value": value, "unit": "",
         "source": "tests", "verified": True, "shipped": False}
        for kind, item, value in wanted
    ]  # fmt: skip
    connection.execute(schema.reference_value.delete())
    fill(connection, schema.reference_value, rows)


def add_weather(connection: Connection, station_id: str, mean_c: dict[date, float]) -> None:
    """A station, the mean temperature of its days and their degree days on 18 and 26 °C."""
    station = {"station_id": station_id, "name": f"Station {station_id}", "simulated": False}
    fill(connection, schema.weather_station, [station])
    rows = [
        {"station_id": station_id, "day": day, "mean_c": float(mean),
         "heating_k_d": max(0.0, 18.0 - mean), "cooling_k_d": max(0.0, mean - 26.0)}
        for day, mean in mean_c.items()
    ]  # fmt: skip
    fill(connection, schema.degree_day, rows)


def rebuild(engine: Engine) -> None:
    """Recompute everything that screens read."""
    with engine.begin() as connection:
        building_rollup.rebuild(connection, territory())
