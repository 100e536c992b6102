"""Writes the imagined street lights: cabinets, points, schedules, bills, faults, zones, loads."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import day_bounds_utc_s
from data.lighting.burning import lit_bounds_s, windows_s
from data.lighting.nights import nights
from data.lighting.vocabulary import FAULT_KINDS
from data.months import month_end, month_starts
from data.territory import Territory
from loaders import series as measured_series
from loaders import store
from loaders.demo import light_bills, light_schedules, lights
from loaders.demo.days import LIGHT_FAULTS, LIGHT_LOADS, generator
from loaders.demo.lights import DemoCabinet
from loaders.demo.runs import Loaded, load
from loaders.lighting.lighting_hours import cabinet_hours, cabinet_places, read_schedules
from loaders.lighting.lighting_sky import Sky

METERED = 20
FAULTS_SINCE, FAULTS_PER_POINT_YEAR, REPAIR_DAYS, NEVER_REPAIRED = date(2023, 1, 1), 0.06, 9, 0.01
DAY_S, HOUR_S, SAMPLES, NOISE = 86_400, 3600, 4, 0.02
LOAD_SOURCE = "courbes-eclairage"
# Commune -> protected place that stands there, half a kilometre around its town hall.
ZONES = {
    "41034": ("site", "Domaine de Chambord (périmètre simulé)"),
    "37070": ("site", "Abords de Chenonceau (périmètre simulé)"),
    "41018": ("reserve", "Bords de Loire à Blois (périmètre simulé)"),
}
HALF_SIDE_DEG = 0.006


def load_lights(
    connection: Connection, wanted: int, today: date, territory: Territory
) -> Iterator[Loaded]:
    """Every source of lighting up to the day before `today`; yields what each has brought."""
    cabinets = lights.demo_cabinets(wanted, territory)
    yield load(connection, "armoires", schema.light_cabinet, lights.cabinet_rows(cabinets))
    points = lights.point_rows(cabinets)
    yield load(connection, "points-lumineux", schema.light_point, points)
    reductions = light_schedules.reduction_rows(cabinets, today)
    store.insert(connection, schema.light_reduction, reductions)
    schedules = light_schedules.schedule_rows(cabinets, today)
    yield load(connection, "horaires-eclairage", schema.light_schedule, schedules)
    yield load(connection, "zones-protegees", schema.light_zone, _zone_rows(territory))
    months = light_bills.billed_months(today)
    hours = _hours(connection, cabinets, points, months, territory)
    bills = light_bills.bill_rows(cabinets, hours, months)
    yield load(
        connection,
        "factures-eclairage",
        schema.light_bill,
        bills,
        months[0],
        month_end(months[-1]),
    )
    faults = pl.concat(_fault_rows(cabinet, today) for cabinet in cabinets)
    yield load(
        connection,
        "pannes-eclairage",
        schema.light_fault,
        faults,
        FAULTS_SINCE,
        today - timedelta(days=1),
    )
    yield _load_curves(connection, cabinets, today, territory)


def _hours(
    connection: Connection,
    cabinets: Sequence[DemoCabinet],
    points: pl.DataFrame,
    months: list[date],
    territory: Territory,
) -> pl.DataFrame:
    """The hours that each cabinet burns in each month, as its schedules say."""
    places = cabinet_places(lights.cabinet_rows(cabinets), points, territory)
    sky = Sky(months[0], month_end(months[-1]))
    return cabinet_hours(read_schedules(connection), places, sky, months)


def _zone_rows(territory: Territory) -> pl.DataFrame:
    rows = []
    for code, (kind, label) in ZONES.items():
        commune = territory.commune(code)
        if commune is None or commune.town_hall_lat is None:
            continue
        north, east = commune.town_hall_lat, commune.town_hall_lon
        corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
        ring = [[east + HALF_SIDE_DEG * x, north + HALF_SIDE_DEG * y] for x, y in corners]
        geometry = json.dumps({"type": "Polygon", "coordinates": [ring]})
        rows.append((f"demo-{code}", kind, label, geometry, True))
    names = [column.name for column in schema.light_zone.columns]
    return pl.DataFrame(rows, schema=names, orient="row")


def _fault_rows(cabinet: DemoCabinet, today: date) -> pl.DataFrame:
    """Faults since a fixed day, drawn by the day so that the past does not change."""
    random = cabinet.random(LIGHT_FAULTS)
    count = cabinet.points.height
    days = np.flatnonzero(random.random(20 * 365) < FAULTS_PER_POINT_YEAR * count / 365)
    point = random.integers(0, count, len(days))
    kind = random.choice(list(FAULT_KINDS), len(days), p=[0.62, 0.1, 0.06, 0.12, 0.1])
    reported_s = (
        day_bounds_utc_s(FAULTS_SINCE)[0] + days * DAY_S + random.integers(0, DAY_S, len(days))
    )
    repair_s = random.exponential(REPAIR_DAYS * DAY_S, len(days)).astype(int)
    now_s = day_bounds_utc_s(today)[0]
    mended = (random.random(len(days)) > NEVER_REPAIRED) & (reported_s + repair_s < now_s)
    return (
        pl.DataFrame(
            {
                "fault_id": [f"{cabinet.cabinet_id}-{number}" for number in range(len(days))],
                "point_id": [f"{cabinet.cabinet_id}-{number}" for number in point],
                "cabinet_id": [cabinet.cabinet_id] * len(days),
                "commune_code": [cabinet.commune.code] * len(days),
                "kind": kind,
                "reported_s": reported_s,
                "repaired_s": pl.Series(reported_s + repair_s),
                "simulated": [True] * len(days),
            },
            schema_overrides={"fault_id": pl.String, "point_id": pl.String, "kind": pl.String},
        )
        .with_columns(repaired_s=pl.when(pl.Series(mended, dtype=pl.Boolean)).then("repaired_s"))
        .filter(pl.col("reported_s") < now_s)
    )


def _load_curves(
    connection: Connection, cabinets: Sequence[DemoCabinet], today: date, territory: Territory
) -> Loaded:
    """Hourly loads of a few cabinets over the last year."""
    metered = _metered(cabinets)
    # A whole month more than a year, so that the past does not move as days go by.
    first, last = date(today.year - 1, today.month, 1), today - timedelta(days=1)
    described = pl.DataFrame([_series(cabinet) for cabinet in metered])
    measured_series.register_series(connection, described, territory)
    schedules = read_schedules(connection)
    readings = pl.concat(
        _hourly(cabinet, schedules[cabinet.cabinet_id], first, last) for cabinet in metered
    )
    dirty = measured_series.write_readings(connection, readings)
    measured_series.rebuild_rollups(connection, dirty)
    return Loaded(LOAD_SOURCE, readings.height, first, last)


def _metered(cabinets: Sequence[DemoCabinet]) -> list[DemoCabinet]:
    """Two cabinets that burn by day, if there are, and others here and there."""
    by_day = [one for one in cabinets if light_bills.fault_of(one)[0] == light_bills.LIT_BY_DAY]
    others = [one for one in cabinets if all(one is not odd for odd in by_day[:2])]
    return [*by_day[:2], *others[:: max(1, len(others) // METERED)]][:METERED]


def _key(cabinet: DemoCabinet) -> str:
    return f"eclairage:light_kwh:{cabinet.cabinet_id}:courbe"


def _series(cabinet: DemoCabinet) -> dict[str, object]:
    return {
        "series_key": _key(cabinet),
        "theme": "lighting",
        "quantity": "light_kwh",
        "unit": "kWh",
        "kind": "consumption",
        "step_s": HOUR_S,
        "place": cabinet.cabinet_id,
        "direction": "",
        "commune_code": cabinet.commune.code,
        "latitude_deg": cabinet.latitude_deg,
        "longitude_deg": cabinet.longitude_deg,
        "source_key": LOAD_SOURCE,
        "simulated": True,
    }


def _hourly(
    cabinet: DemoCabinet, schedules: list[tuple[date, object]], first: date, last: date
) -> pl.DataFrame:
    """kWh of each hour: the share of it that is lit, four looks an hour, and some noise."""
    start_s, end_s = day_bounds_utc_s(first)[0], day_bounds_utc_s(last)[1]
    at_s = np.arange(start_s, end_s, HOUR_S)
    looks_s = (at_s[:, None] + (np.arange(SAMPLES) + 0.5) * HOUR_S / SAMPLES).ravel()
    found = nights(cabinet.latitude_deg, cabinet.longitude_deg, first, last)
    schedule = [schedule for since, schedule in schedules if since <= first][-1]
    lit_from_s, lit_to_s = lit_bounds_s(found, schedule)
    night = np.searchsorted(lit_from_s, looks_s) - 1
    level = (looks_s < lit_to_s[night.clip(0)]) & (night >= 0)
    level = level.astype(float)
    for from_s, to_s, left in windows_s(found, schedule):
        inside = (looks_s >= from_s[night.clip(0)]) & (looks_s < to_s[night.clip(0)])
        level = np.where(inside, level * left[night.clip(0)], level)
    fault, since = light_bills.fault_of(cabinet)
    if fault == light_bills.LIT_BY_DAY:
        level = np.where(looks_s >= day_bounds_utc_s(since)[0], 1.0, level)
    noise = np.concatenate([_noise(cabinet, month, last) for month in month_starts(first, last)])
    kwh = cabinet.power_kw * level.reshape(-1, SAMPLES).mean(axis=1) * noise
    return pl.DataFrame(
        {
            "series_key": [_key(cabinet)] * len(at_s),
            "at_s": at_s,
            "value": kwh.clip(0).round(3),
            "quality": [0] * len(at_s),
        }
    )


def _noise(cabinet: DemoCabinet, month: date, last: date) -> np.ndarray:
    """What each hour of a month is to what is expected, the same whatever the last day."""
    key = int(cabinet.commune.code, 36), cabinet.rank, month.year, month.month
    start_s = day_bounds_utc_s(month)[0]
    whole_s = day_bounds_utc_s(month_end(month))[1] - start_s
    until_s = day_bounds_utc_s(min(month_end(month), last))[1] - start_s
    drawn = 1 + NOISE * generator(LIGHT_LOADS, *key).standard_normal(whole_s // HOUR_S)
    return drawn[: until_s // HOUR_S]
