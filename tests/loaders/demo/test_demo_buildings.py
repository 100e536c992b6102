"""The buildings of the demonstration: same seeds, same past, and what happens to them shows."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sqlalchemy import Connection, Engine, func, select

from data import db, schema
from data.buildings.vocabulary import CATEGORIES, ENERGIES, SPREAD
from data.calendar import day_bounds_utc_s
from data.series.rollups import ROLLOVER
from data.territory import load_territory
from loaders import sources
from loaders.demo import building_load, energy_readings, weather
from loaders.demo.building_kinds import BUILDING_KINDS
from loaders.demo.buildings import (
    all_buildings,
    building_rows,
    chosen_buildings,
    of_commune,
    opening_rows,
)
from loaders.demo.energy import DemoDays, demo_days
from loaders.demo.meters import demo_meters, share_rows
from loaders.demo.runs import record
from loaders.reference_values import sync

TERRITORY = load_territory(Path("data/reference/territory"))
TODAY, FIRST = date(2026, 4, 16), date(2025, 4, 1)
BUILDINGS = 24


def _days(first: date = FIRST, today: date = TODAY) -> DemoDays:
    return demo_days(first, today - timedelta(days=1), "B")


def _built(path: Path, today: date = TODAY) -> Engine:
    engine = db.make_engine(f"sqlite:///{path}")
    db.upgrade(engine)
    chosen = chosen_buildings(BUILDINGS, TERRITORY)
    with engine.begin() as connection:
        sources.sync(connection)
        sync(connection)
        runs = building_load.load_buildings(
            connection, chosen, _days(today=today), TERRITORY, lambda: None
        )
        record(connection, list(runs), "", today)
    return engine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """24 buildings over a year and a half month."""
    return _built(tmp_path_factory.mktemp("demo") / "a.db")


@pytest.fixture
def connection(built: Engine) -> Connection:
    with built.connect() as connection:
        yield connection


def _count(connection: Connection, table: object) -> int:
    return connection.scalar(select(func.count()).select_from(table))


# --- the store ---


def test_every_source_says_the_rows_that_are_there(connection: Connection):
    run = schema.load_run.c
    rows = connection.execute(select(run.source_key, run.rows_loaded, run.last_day)).all()
    loaded = {key: count for key, count, _last in rows}
    tables = {
        "batiments": schema.building,
        "compteurs-energie": schema.meter_building,
        "meteo": schema.weather_day,
        "travaux": schema.work,
        "factures-energie": schema.bill,
    }
    for key, table in tables.items():
        assert loaded[key] == _count(connection, table) > 0, key
    spread = connection.scalar(select(func.count()).where(schema.reading.c.quality == SPREAD))
    read = loaded["releves-energie"] + loaded["enedis-courbe"]
    assert read + spread == _count(connection, schema.reading)
    lasts = {key: last for key, _rows, last in rows}
    assert lasts["meteo"] == lasts["releves-energie"] == TODAY - timedelta(days=1)
    assert lasts["factures-energie"] == date(2026, 3, 31)


def test_everything_is_marked_simulated(connection: Connection):
    tables = (schema.building, schema.meter, schema.bill, schema.work, schema.weather_station)
    for table in (*tables, schema.series):
        marks = connection.scalars(select(table.c.simulated)).all()
        assert marks, table.name
        assert all(marks), table.name


def test_every_meter_is_of_a_building_and_every_series_of_a_meter(connection: Connection):
    meters = set(connection.scalars(select(schema.meter.c.meter_id)))
    share = schema.meter_building.c
    sums = dict(
        connection.execute(
            select(share.meter_id, func.sum(share.share)).group_by(share.meter_id)
        ).all()
    )
    assert set(sums) == meters
    assert all(total == pytest.approx(1) for total in sums.values())
    known = set(connection.scalars(select(schema.building.c.building_id)))
    assert set(connection.scalars(select(share.building_id))) == known
    series = connection.execute(select(schema.series)).all()
    assert {row.place for row in series} == meters
    for row in series:
        quantity, meter_id, grain = row.series_key.split(":")[1:]
        assert (quantity, meter_id) == (row.quantity, row.place)
        assert grain in ("courbe", "jour", "releve", "facture")
        assert row.theme == "buildings"


def test_load_curves_add_up_to_their_days(connection: Connection):
    series, day = schema.series.c, schema.series_day.c
    rows = connection.execute(
        select(series.quantity, series.series_key, day.day, day.value, day.readings, day.expected)
        .join_from(schema.series_day, schema.series, series.series_no == day.series_no)
        .where(series.place.in_(select(series.place).where(series.step_s < 86_400)))
    ).all()
    frame = pl.DataFrame(
        rows, orient="row", schema=["quantity", "key", *("day", "value", "n", "of")]
    )
    frame = frame.with_columns(place=pl.col("key").str.split(":").list.get(2))
    fine = frame.filter(pl.col("key").str.ends_with("courbe"))
    assert set(fine["quantity"]) == {"electricity_kwh", "water_m3"}
    assert (fine["n"] == fine["of"]).all()
    both = fine.join(frame.filter(pl.col("key").str.ends_with("jour")), on=["place", "day"])
    assert both.height == fine.height
    assert np.allclose(both["value"], both["value_right"], atol=0.02)


def test_an_index_starts_again_and_a_meter_is_changed(connection: Connection):
    notice = schema.series_notice.c
    rolled = connection.execute(select(notice).where(notice.code == ROLLOVER)).all()
    start_s, stop_s = (
        day_bounds_utc_s(energy_readings.ROLLOVER_ON + timedelta(days=step))[0]
        for step in (-31, 31)
    )
    assert len(rolled) == 1
    assert start_s < rolled[0].end_s < stop_s
    (change,) = connection.execute(select(schema.meter_change)).all()
    assert change.at_s == day_bounds_utc_s(energy_readings.METER_CHANGED_ON)[0]
    reading, series = schema.reading.c, schema.series.c
    faces = connection.scalars(
        select(reading.value)
        .join_from(schema.reading, schema.series, series.series_no == reading.series_no)
        .where(series.place == change.meter_id)
        .order_by(reading.at_s)
    ).all()
    # The series goes on from the last index of the old meter.
    assert faces == sorted(faces)
    assert faces[0] < change.last_index < faces[-1]


def test_bills_are_spread_without_loss(connection: Connection):
    reading, series, bill = schema.reading.c, schema.series.c, schema.bill.c
    spread = dict(
        connection.execute(
            select(series.place, func.sum(reading.value))
            .join_from(schema.reading, schema.series, series.series_no == reading.series_no)
            .where(reading.quality == SPREAD)
            .group_by(series.place)
        ).all()
    )
    billed = dict(
        connection.execute(
            select(bill.meter_id, func.sum(bill.value)).group_by(bill.meter_id)
        ).all()
    )
    assert spread == pytest.approx(billed)
    assert True in set(connection.scalars(select(bill.estimated)))


def test_the_same_day_gives_the_same_tables_and_a_later_one_the_same_past(
    built: Engine, tmp_path: Path
):
    later = _built(tmp_path / "b.db", TODAY + timedelta(days=1))
    midnight_s = day_bounds_utc_s(TODAY)[0]
    tables = {
        schema.reading: lambda row: row.at_s < midnight_s,
        schema.weather_day: lambda row: row.day < TODAY,
        schema.building: lambda row: True,
        schema.opening: lambda row: True,
        schema.meter: lambda row: True,
        schema.meter_building: lambda row: True,
        schema.meter_change: lambda row: True,
        schema.bill: lambda row: row.last_day < TODAY,
        schema.work: lambda row: row.last_day < TODAY,
    }
    for table, is_past in tables.items():
        kept = [row for row in _all(later, table) if is_past(row)]
        assert kept == _all(built, table), table.name


def _all(engine: Engine, table: object) -> list:
    with engine.connect() as connection:
        return connection.execute(select(table).order_by(*table.primary_key)).all()


# --- what buildings are ---


def test_the_four_hundred_buildings_are_of_known_kinds_with_names_of_their_own():
    everything = all_buildings(TERRITORY)
    assert len(everything) == sum(kind.count for kind in BUILDING_KINDS.values()) == 400
    assert {building.category for building in everything} == set(CATEGORIES)
    assert len({building.name for building in everything}) == 400
    heated = pl.Series([building.heating for building in everything]).value_counts()
    shares = dict(zip(heated[""], heated["count"] / 400, strict=True))
    assert 0.5 < shares["gas"] < 0.68
    assert 0.18 < shares["electricity"] < 0.3
    assert set(shares) <= set(ENERGIES)


def test_names_of_communes_are_in_french():
    phrases = {of_commune(TERRITORY.commune(code)) for code in ("37261", "37003", "41147")}
    assert {"de Tours", "d’Amboise"} <= phrases
    named = {commune.name: of_commune(commune) for commune in TERRITORY.communes}
    assert named["Le Grand-Pressigny"] == "du Grand-Pressigny"
    assert named["Les Montils"] == "des Montils"
    assert named["La Riche"] == "de La Riche"
    assert named["L'Île-Bouchard"] == "de L’Île-Bouchard"


def test_town_halls_have_their_real_place_and_hours():
    amboise = next(c for c in TERRITORY.communes if c.name == "Amboise")
    halls = [b for b in all_buildings(TERRITORY) if b.category == "mairie"]
    assert len({hall.commune.code for hall in halls}) == len(halls)
    for hall in halls:
        assert hall.latitude_deg == pytest.approx(hall.commune.town_hall_lat, abs=1e-5)
    rows = opening_rows(halls, TERRITORY.folder)
    assert (rows["end_min"] > rows["start_min"]).all()
    hall = next((h for h in halls if h.commune == amboise), None)
    if hall:
        saturday = rows.filter(pl.col("building_id") == hall.building_id, pl.col("weekday") == 5)
        assert saturday["start_min"].to_list() == [9 * 60]


def test_large_buildings_are_subject_to_the_decree():
    rows = building_rows(all_buildings(TERRITORY))
    assert 0.02 < rows["floor_m2"].null_count() / 400 < 0.08
    told = rows.drop_nulls("floor_m2")
    assert (told["subject_to_decree"] == (told["floor_m2"] >= 1000)).all()
    subject = told.filter("subject_to_decree")
    assert subject["reference_year"].drop_nulls().is_between(2012, 2019).all()
    assert 0 < subject["absolute_target_kwh_m2"].drop_nulls().len() < 40
    assert rows["station_id"].n_unique() == len(weather.STATIONS)


def test_a_few_meters_are_shared_sixty_forty():
    meters = demo_meters(chosen_buildings(400, TERRITORY))
    shares = share_rows(meters)["share"]
    assert sorted(shares.unique().round(3)) == [0.4, 0.6, 1.0]
    assert 3 <= (shares < 1).sum() / 2 <= 10
    ids = [meter.meter_id for meter in meters]
    assert len(set(ids)) == len(ids)
