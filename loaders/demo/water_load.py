"""Writes the imagined water: services, sectors, flows, tanks, customers, volumes, repairs."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import day_bounds_utc_s
from data.months import month_end, month_starts
from data.territory import Territory
from loaders import series as measured_series
from loaders import store
from loaders.demo import water_customers, water_events, water_flows, water_places, water_volumes
from loaders.demo.days import day_facts
from loaders.demo.runs import Loaded, load
from loaders.demo.water_events import HOUR_S, Happening
from loaders.demo.water_flows import DemoHours
from loaders.demo.water_places import DemoSector

YEARS = 2
FLOW_SOURCE, THEME = "debits-eau", "water"
# One meter in so many is read by its index.
BY_INDEX = 6
# The level of this sector's tank is not read any more from a day on.
LOST_LEVEL, LOST_ON = 10, date(2026, 9, 14)


def load_water(
    connection: Connection, sectors: int, customers: int, today: date, territory: Territory
) -> Iterator[Loaded]:
    """Every source of water up to the day before `today`; yields what each has brought."""
    chosen = water_places.demo_sectors(sectors, territory)
    first, last = date(today.year - YEARS, today.month, 1), today - timedelta(days=1)
    services = water_places.service_rows(chosen, territory)
    yield load(connection, "services-eau", schema.water_service, services)
    communes = water_places.commune_rows(chosen, territory)
    store.insert(connection, schema.water_service_commune, communes)
    yield load(connection, "secteurs-eau", schema.water_sector, water_places.sector_rows(chosen))
    sensors = water_places.sensor_rows(chosen)
    yield load(connection, "capteurs-eau", schema.water_sector_meter, sensors)
    store.insert(connection, schema.water_tank, water_places.tank_rows(chosen))
    curves = water_places.tank_curve_rows(chosen)
    yield load(connection, "reservoirs-eau", schema.water_tank_volume, curves)
    leaks = {one.number: water_events.leaks(one, first, last) for one in chosen}
    yield _load_flows(connection, chosen, leaks, first, last, territory)
    happened = [leak for found in leaks.values() for leak in found]
    repairs = water_events.repair_rows(happened, first, today)
    yield load(connection, "interventions-eau", schema.water_repair, repairs, first, last)
    noises = water_events.noise_rows(happened, chosen, first, today)
    yield load(connection, "bruits-eau", schema.water_noise, noises, first, last)
    yield from _load_customers(connection, customers, chosen, first, last)
    volumes = water_volumes.variable_rows(chosen, territory, today)
    years = date(today.year - water_volumes.YEARS, 1, 1), date(today.year - 1, 12, 31)
    yield load(connection, "volumes-eau", schema.water_variable, volumes, *years)


def _load_customers(
    connection: Connection,
    wanted: int,
    sectors: Sequence[DemoSector],
    first: date,
    last: date,
) -> Iterator[Loaded]:
    customers = water_places.customer_rows(wanted, sectors)
    yield load(connection, "compteurs-abonnes", schema.water_customer, customers)
    rows = sum(
        store.insert(connection, schema.water_customer_day, days)
        for days in water_customers.day_rows(customers, first, last)
    )
    yield Loaded("releves-abonnes", rows, first, last)


def _load_flows(
    connection: Connection,
    sectors: Sequence[DemoSector],
    leaks: dict[int, list[Happening]],
    first: date,
    last: date,
    territory: Territory,
) -> Loaded:
    """Hourly readings of every meter and tank, a month at a time."""
    describe = pl.DataFrame([row for one in sectors for row in _series(one)])
    measured_series.register_series(connection, describe, territory)
    takers = {taker.number: giver for giver, taker in water_places.givers(sectors)}
    broken = {one.number: water_events.faults(one, first, last) for one in sectors}
    faces: dict[str, float] = {}
    rows = 0
    for month in month_starts(first, last):
        hours = water_flows.demo_hours(month, last)
        facts = day_facts(month, month_end(month))
        net = {
            one.number: water_flows.used_m3_h(one, hours, facts)
            + water_flows.leaked_m3_h(one, hours, leaks[one.number])
            for one in sectors
        }
        told = [
            frame
            for one in sectors
            for frame in _readings(one, hours, _flows(one, hours, net, takers), broken, faces)
        ]
        readings = pl.concat(told)
        rows += readings.height
        dirty = measured_series.write_readings(connection, readings)
        measured_series.rebuild_rollups(connection, dirty)
    return Loaded(FLOW_SOURCE, rows, first, last)


def _flows(
    sector: DemoSector,
    hours: DemoHours,
    net: dict[int, np.ndarray],
    takers: dict[int, DemoSector],
) -> dict[str, np.ndarray]:
    """What goes through each meter of a sector: what it takes, gives on, and puts in its tank."""
    entering = net[sector.number]
    flows = {}
    if sector.gift and sector.number + 1 in net:
        # Half of what the next one takes comes through here.
        flows[sector.gift] = net[sector.number + 1] / 2
        entering = entering + flows[sector.gift]
    if sector.number in takers:
        entering = entering - net[sector.number] / 2
    if sector.tank:
        entering = entering + np.diff(water_flows.tank_volumes_m3(sector, hours))
    shares = (0.6, 0.4) if len(sector.inflows) > 1 else (1.0,)
    return flows | {
        meter: entering * share for meter, share in zip(sector.inflows, shares, strict=True)
    }


def _readings(
    sector: DemoSector,
    hours: DemoHours,
    flows: dict[str, np.ndarray],
    broken: dict[int, list[Happening]],
    faces: dict[str, float],
) -> Iterator[pl.DataFrame]:
    """The readings of the meters and of the tank of a sector."""
    for meter, flow in flows.items():
        faulty = broken[sector.number] if meter == sector.inflows[0] else ()
        told, silent = water_flows.with_faults(hours, flow, faulty)
        if _by_index(sector, meter):
            # Read as the hour begins: what has gone through before it.
            face = faces.get(meter, 0.0) + np.cumsum(flow)
            told, faces[meter] = face - flow, float(face[hours.kept - 1])
        yield _frame(_key(sector, meter), hours.at_s, np.round(told, 2), silent, hours.kept)
    if sector.tank:
        level = water_flows.level_m(sector, water_flows.tank_volumes_m3(sector, hours)[:-1])
        silent = (sector.number == LOST_LEVEL) & (hours.at_s >= day_bounds_utc_s(LOST_ON)[0])
        yield _frame(_level_key(sector), hours.at_s, level, silent, hours.kept)


def _frame(
    key: str, at_s: np.ndarray, value: np.ndarray, silent: np.ndarray, kept: int
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "series_key": [key] * kept,
            "at_s": at_s[:kept],
            "value": value[:kept],
            "quality": [0] * kept,
        }
    ).filter(~silent[:kept])


def _by_index(sector: DemoSector, meter: str) -> bool:
    return sector.number % BY_INDEX == 1 and meter in sector.inflows


def _key(sector: DemoSector, meter: str) -> str:
    if _by_index(sector, meter):
        return f"eau:water_m3:{meter}:index"
    return f"eau:water_flow_m3_h:{meter}:courbe"


def _level_key(sector: DemoSector) -> str:
    return f"eau:water_level_m:{sector.tank}:niveau"


def _series(sector: DemoSector) -> Iterator[dict[str, object]]:
    """core_series of the meters and of the tank of a sector."""
    place = {
        "theme": THEME,
        "step_s": HOUR_S,
        "direction": "",
        "commune_code": sector.commune.code,
        "latitude_deg": sector.commune.town_hall_lat,
        "longitude_deg": sector.commune.town_hall_lon,
        "source_key": FLOW_SOURCE,
        "simulated": True,
    }
    meters = [*sector.inflows, *([sector.gift] if sector.gift else [])]
    for meter in meters:
        index = _by_index(sector, meter)
        yield place | {
            "series_key": _key(sector, meter),
            "quantity": "water_m3" if index else "water_flow_m3_h",
            "unit": "m³" if index else "m³/h",
            "kind": "index" if index else "instantaneous",
            "place": meter,
        }
    if sector.tank:
        yield place | {
            "series_key": _level_key(sector),
            "quantity": "water_level_m",
            "unit": "m",
            "kind": "instantaneous",
            "place": sector.tank,
        }
