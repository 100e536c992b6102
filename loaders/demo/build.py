"""Builds the demonstration store: simulated sources through the real publication and sums."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, Engine, func, select
from tqdm import tqdm

from data import schema
from data.db import loader_lock
from data.footfall import publication
from data.months import month_end, month_starts
from data.settings import Settings
from data.territory import Territory, load_territory
from loaders import calendar_days, reference_values, sources, store
from loaders import series as measured
from loaders.buildings import building_rollup
from loaders.demo import (
    building_load,
    counters,
    events,
    inclusion_load,
    light_load,
    outages,
    water_load,
)
from loaders.demo import places as site_places
from loaders.demo.buildings import DemoBuilding, chosen_buildings
from loaders.demo.collection import collected_sessions, hours_today
from loaders.demo.days import day_facts
from loaders.demo.energy import demo_days
from loaders.demo.runs import Loaded, load, record
from loaders.demo.screens import screen_rows
from loaders.demo.sessions import VisitModel
from loaders.demo.targets import target_rows
from loaders.footfall import footfall_rollup
from loaders.footfall.availability import rebuild_availability
from loaders.inclusion import inclusion_rollup
from loaders.lighting import lighting_rollup
from loaders.pipeline import LoadError
from loaders.scopes import rebuild_scopes
from loaders.water import water_rollup

COUNTER_YEARS = 2
# What the bar counts beside months, in about the time of a month each.
COUNTER_STEPS, ROLLUP_STEPS, AVAILABILITY_STEPS, ENERGY_STEPS, LIGHT_STEPS = 3, 18, 4, 20, 12
WATER_STEPS, INCLUSION_STEPS = 20, 3
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True)
class Demo:
    """What is simulated: which sites and buildings, from a first day to the eve of `today`."""

    sites: pl.DataFrame
    buildings: list[DemoBuilding]
    first: date
    today: date

    @property
    def yesterday(self) -> date:
        return self.today - timedelta(days=1)

    @property
    def consent_since(self) -> date:
        """The first whole calendar year: returns are counted from a 1st of January."""
        return date(self.first.year + (self.first > date(self.first.year, 1, 1)), 1, 1)


def build(
    engine: Engine,
    settings: Settings,
    *,
    today: date,
    hour: int = 0,
    sites: int = 252,
    years: int = 3,
    buildings: int = 400,
    lights: int = 60_000,
    sectors: int = 60,
    customers: int = 4_000,
    places: int = 170,
    screens: int = 12,
) -> None:
    """Fill an empty migrated store with simulated data, from `years` years ago to yesterday.

    The first month is whole; of `today`, public screens alone know the hours before `hour`. One
    transaction: killed, the store is as before. The same `today` and `hour` give the same tables,
    and later ones the same past. Without `places`, nothing of digital inclusion is simulated.
    Raises LoadError when the store already holds sites or series.
    """
    territory = load_territory(Path(settings.territory_dir))
    chosen = chosen_buildings(buildings, territory)
    demo = Demo(site_places.chosen_places(sites), chosen, _first_day(today, years), today)
    months = month_starts(demo.first, demo.yesterday)
    with loader_lock(engine), engine.begin() as connection, _bar(len(months)) as bar:
        _require_empty(connection)
        sources.sync(connection)
        reference_values.sync(connection)
        calendar_days.sync(connection, settings.school_zone, today)
        runs = list(_load_all(connection, demo, territory, settings.privacy_threshold, bar))
        runs += _load_buildings(connection, demo, territory, settings.school_zone, bar)
        shown = screen_rows(screens, demo.sites, territory)
        runs.append(load(connection, "ecrans", schema.screen, shown))
        aims = target_rows(today, demo.sites.height, len(demo.buildings), lights, places)
        runs.append(load(connection, "objectifs", schema.target, aims))
        bar.set_description_str("Sommes par territoire")
        rebuild_scopes(connection, territory)
        footfall_rollup.rebuild_all(connection)
        days = pl.date_range(demo.first, demo.yesterday, eager=True).to_list()
        bar.update(ROLLUP_STEPS)
        bar.set_description_str("Service des bornes")
        rebuild_availability(connection, days)
        bar.update(AVAILABILITY_STEPS)
        bar.set_description_str("Sommes des bâtiments")
        building_rollup.rebuild(connection, territory)
        bar.update(ENERGY_STEPS)
        bar.set_description_str("Éclairage public")
        runs += light_load.load_lights(connection, lights, today, territory)
        lighting_rollup.rebuild(connection, territory, today)
        bar.update(LIGHT_STEPS)
        bar.set_description_str("Eau")
        runs += water_load.load_water(connection, sectors, customers, today, territory)
        water_rollup.rebuild(connection, territory, today)
        bar.update(WATER_STEPS)
        bar.set_description_str("Inclusion numérique")
        if places:
            runs += inclusion_load.load_inclusion(connection, places, today, territory)
        inclusion_rollup.rebuild(connection, territory)
        bar.update(INCLUSION_STEPS)
        if settings.screens_now:
            so_far = hours_today(demo.sites, demo.first, today, hour, settings.privacy_threshold)
            store.insert(connection, schema.footfall_today, so_far)
        sizes = demo.sites.height, len(demo.buildings), lights, sectors, customers, places, screens
        built = f"{' '.join(map(str, sizes))} {demo.first} {demo.today}"
        record(connection, runs, built, demo.today)


def _bar(months: int) -> tqdm:
    return tqdm(
        total=months
        + COUNTER_STEPS
        + building_load.LOTS
        + ROLLUP_STEPS
        + AVAILABILITY_STEPS
        + ENERGY_STEPS
        + LIGHT_STEPS
        + WATER_STEPS
        + INCLUSION_STEPS,
        desc="Données simulées",
        file=sys.stderr,
        bar_format="{desc:<32} {percentage:3.0f} % {bar} {elapsed}",
        disable=None,
    )


def _first_day(today: date, years: int) -> date:
    """The first of the month, `years` years before yesterday."""
    yesterday = today - timedelta(days=1)
    return date(yesterday.year - years, yesterday.month, 1)


def _require_empty(connection: Connection) -> None:
    for table in (schema.site, schema.series, schema.load_run):
        if connection.scalar(select(func.count()).select_from(table)):
            raise LoadError(
                "MAGASIN_NON_VIDE",
                "Le magasin contient déjà des données : la démonstration se construit dans un "
                "magasin vide. Indiquez-en un autre par GABARE_DATABASE_URL.",
            )


def _load_all(
    connection: Connection, demo: Demo, territory: Territory, threshold: int, bar: tqdm
) -> Iterator[Loaded]:
    """Every source in turn; yields what each has brought."""
    yield load(connection, "sites", schema.site, site_places.site_rows(demo.sites, territory))
    access_points = site_places.access_point_rows(demo.sites)
    yield load(connection, "bornes", schema.access_point, access_points)
    happenings = events.event_rows(demo.first, demo.today.year)
    yield load(connection, "evenements", schema.event, happenings)
    everywhere = site_places.access_point_rows(site_places.all_places())
    broken = outages.outages(everywhere, demo.first, demo.today)
    states = outages.state_rows(everywhere, broken, demo.first, demo.today)
    kept = states.join(access_points, on="access_point_id", how="semi")
    yield load(
        connection, "etat-bornes", schema.access_point_state, kept, demo.first, demo.yesterday
    )
    facts = day_facts(demo.first, month_end(demo.yesterday))
    sessions = _load_sessions(connection, demo, facts, broken, threshold, bar)
    yield Loaded("sessions-portail", sessions, demo.first, demo.yesterday)
    bar.set_description_str("Compteurs de passages")
    yield _load_counters(connection, demo, facts, territory)
    bar.update(COUNTER_STEPS)


def _load_buildings(
    connection: Connection, demo: Demo, territory: Territory, zone: str, bar: tqdm
) -> list[Loaded]:
    bar.set_description_str("Bâtiments et énergie")
    days = demo_days(demo.first, demo.yesterday, zone)
    loads = building_load.load_buildings(connection, demo.buildings, days, territory, bar.update)
    return list(loads)


def _load_sessions(
    connection: Connection,
    demo: Demo,
    facts: pl.DataFrame,
    broken: pl.DataFrame,
    threshold: int,
    bar: tqdm,
) -> int:
    """Simulate and publish month by month; returns the number of sessions."""
    model = VisitModel(demo.sites)
    consented: list[pl.DataFrame] = []
    total = 0
    for month in month_starts(demo.first, demo.yesterday):
        bar.set_description_str(f"Fréquentation, {MONTHS[month.month - 1]} {month.year}")
        of_month = facts.filter(pl.col("day").is_between(month, month_end(month)))
        collected = collected_sessions(model, of_month, broken, month >= demo.consent_since)
        sessions = collected.filter(pl.col("day") < demo.today)
        if month.month == 1:
            consented.clear()
        _publish(connection, demo, sessions, month, threshold, consented)
        total += sessions.height
        bar.update()
    return total


def _publish(
    connection: Connection,
    demo: Demo,
    sessions: pl.DataFrame,
    month: date,
    threshold: int,
    consented: list[pl.DataFrame],
) -> None:
    """Write what may be said of a month; `consented` gathers the days of the year so far."""
    days = publication.site_days(sessions, threshold)
    store.insert(connection, schema.site_day, _with_silent_days(demo, days, month))
    published = publication.of_published_days(sessions, days)
    store.insert(connection, schema.site_hour, publication.site_hours(published, threshold))
    counts = publication.month_counts(published)
    consented.append(_consented_days(published))
    if month_end(month) >= demo.today:
        store.insert(connection, schema.month_count, counts)
        return
    months = publication.published_months(counts, threshold)
    store.insert(connection, schema.site_month, months)
    returns = publication.published_returns(pl.concat(consented), month, threshold)
    store.insert(connection, schema.site_return, returns)


def _with_silent_days(demo: Demo, days: pl.DataFrame, month: date) -> pl.DataFrame:
    """Rows of core_footfall_site_day: a site in service that nobody used is hidden, not absent."""
    last = min(month_end(month), demo.yesterday)
    everyday = pl.DataFrame({"day": pl.date_range(month, last, eager=True)})
    in_service = demo.sites.join(everyday, how="cross").filter(
        pl.col("day") >= pl.col("opened_on"),
        (pl.col("day") <= pl.col("closed_on")).fill_null(True),
    )
    complete = pl.col("day") != outages.collection_stop(month.year)
    return (
        in_service.select("site_id", "day")
        .join(days, on=["site_id", "day"], how="left")
        .with_columns(complete.alias("complete"))
    )


def _consented_days(sessions: pl.DataFrame) -> pl.DataFrame:
    columns = ["site_id", "consented_terminal", "day"]
    return sessions.select(columns).drop_nulls().unique()


def _load_counters(
    connection: Connection, demo: Demo, facts: pl.DataFrame, territory: Territory
) -> Loaded:
    first = max(demo.first, _first_day(demo.today, COUNTER_YEARS))
    counted = counters.counter_places()
    measured.register_series(connection, counters.series_rows(counted), territory)
    readings = counters.readings(counted, facts, first, demo.today)
    changed = measured.write_readings(connection, readings)
    measured.rebuild_rollups(connection, changed)
    return Loaded("compteurs", readings.height, first, demo.yesterday)
