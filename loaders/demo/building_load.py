"""Writes the imagined buildings, their weather, meters, works and readings."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection

from data import schema
from data.series import rollups
from data.territory import Territory
from loaders import series as measured_series
from loaders import store, weather_days
from loaders.demo import bills, buildings, energy_readings, meters, weather
from loaders.demo import building_works as happenings
from loaders.demo.building_works import Changes
from loaders.demo.buildings import DemoBuilding
from loaders.demo.energy import DemoDays
from loaders.demo.meters import DemoMeter, Reading
from loaders.demo.runs import Loaded, load
from loaders.series_windows import READING

# Meters are written in as many lots: what the bar counts, and what bounds memory.
LOTS = 20


def load_buildings(
    connection: Connection,
    chosen: Sequence[DemoBuilding],
    days: DemoDays,
    territory: Territory,
    progress: Callable[[], object],
) -> Iterator[Loaded]:
    """Every source of buildings over `days`; yields what each has brought."""
    today = days.last + timedelta(days=1)
    yield _load_weather(connection, days.last)
    yield load(connection, "batiments", schema.building, buildings.building_rows(chosen))
    store.insert(connection, schema.opening, buildings.opening_rows(chosen, territory.folder))
    fitted = meters.demo_meters(chosen)
    store.insert(connection, schema.meter, meters.meter_rows(fitted))
    shares = meters.share_rows(fitted)
    yield load(connection, "compteurs-energie", schema.meter_building, shares)
    changes = all_changes(chosen, days)
    works = [work for some in changes.works.values() for work in some]
    yield load(connection, "travaux", schema.work, happenings.work_rows(works, days.first, today))
    replaced = energy_readings.meter_change_rows(fitted, days, changes)
    store.insert(connection, schema.meter_change, replaced)
    yield _load_bills(connection, fitted, days, changes)
    yield from _load_readings(connection, fitted, days, changes, territory, progress)


def all_changes(chosen: Sequence[DemoBuilding], days: DemoDays) -> Changes:
    """What happens to these buildings, from the first day that an index counts."""
    since = min(energy_readings.INDEX_FROM, days.first)
    today = days.last + timedelta(days=1)
    drifting = happenings.drifting_buildings(chosen)
    pairs = meters.shared_heating(chosen)
    apart = {*pairs, *(building.number for building in (*pairs.values(), *drifting))}
    steady = [building for building in chosen if building.number not in apart]
    leaking = meters.leaking_buildings(chosen)
    return Changes(
        happenings.by_building(happenings.works(steady)),
        happenings.by_building(happenings.drifts(drifting, since, today)),
        happenings.by_building(happenings.leaks(leaking, since, today)),
    )


def _load_weather(connection: Connection, yesterday: date) -> Loaded:
    store.insert(connection, schema.weather_station, weather.station_rows())
    rows = weather.weather_rows(weather.temperatures(weather.FIRST_DAY, yesterday))
    loaded = load(connection, "meteo", schema.weather_day, rows, weather.FIRST_DAY, yesterday)
    weather_days.rebuild(connection)
    return loaded


def _load_bills(
    connection: Connection, fitted: Sequence[DemoMeter], days: DemoDays, changes: Changes
) -> Loaded:
    billed = [meter for meter in fitted if meter.reading is Reading.BILL]
    empty = pl.DataFrame(schema=bills.BILL)
    rows = pl.concat([empty, *(bills.bill_rows(meter, days, changes) for meter in billed)])
    first, last = rows["first_day"].min(), rows["last_day"].max()
    return load(connection, "factures-energie", schema.bill, rows, first, last)


def _load_readings(
    connection: Connection,
    fitted: Sequence[DemoMeter],
    days: DemoDays,
    changes: Changes,
    territory: Territory,
    progress: Callable[[], object],
) -> Iterator[Loaded]:
    series = meters.series_rows(fitted)
    numbers = measured_series.register_series(connection, series, territory)
    today_s = int(days.midnights_s[-1])
    measured_series.ensure_partitions(connection, int(days.midnights_s[0]), today_s - 1)
    described = series.select(
        pl.col("series_key").replace_strict(numbers, return_dtype=pl.Int64).alias("series_no"),
        "series_key",
        "kind",
        pl.col("step_s").cast(pl.Int64),
        "source_key",
    )
    rows: Counter[str] = Counter()
    for lot in np.array_split(np.arange(len(fitted)), LOTS):
        told = [
            each
            for place in lot
            for each in energy_readings.meter_readings(fitted[place], days, changes)
        ]
        if told:
            rows.update(_write(connection, pl.concat(told), described))
        progress()
    for source_key in ("releves-energie", "enedis-courbe"):
        yield Loaded(source_key, rows[source_key], days.first, days.last)


def _write(connection: Connection, told: pl.DataFrame, described: pl.DataFrame) -> dict[str, int]:
    """Store readings of new series with their hours, days and notices; rows by source.

    What `loaders.series` does of any readings, without reading back what is in hand.
    """
    readings = told.join(described, on="series_key").sort("series_no", "at_s")
    store.insert(connection, schema.reading, readings.select(READING.keys()))
    steps = rollups.steps(readings.drop("series_key", "source_key", "quality"))
    measured = rollups.measured(steps)
    store.insert(connection, schema.series_hour, rollups.hours(measured))
    store.insert(connection, schema.series_day, rollups.days(measured))
    store.insert(connection, schema.series_notice, rollups.notices(steps))
    return dict(readings.group_by("source_key").len().iter_rows())
