"""The buildings of the demonstration: same seeds, same past, and what happens to them shows."""

from collections.abc import Callable
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
from loaders.demo import bills, building_load, energy_readings, load_curves, weather
from loaders.demo import building_works as happenings
from loaders.demo.building_kinds import BUILDING_KINDS
from loaders.demo.buildings import (
    DemoBuilding,
    all_buildings,
    building_rows,
    chosen_buildings,
    of_commune,
    opening_rows,
)
from loaders.demo.energy import DemoDays, consumption, demo_days
from loaders.demo.meters import DemoMeter, Reading, demo_meters, leaking_buildings, share_rows
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


# --- what happens to buildings ---


def _one(energy: str, works: Callable, drifts: Callable) -> np.ndarray:
    building = next(b for b in all_buildings(TERRITORY) if b.heating == "gas")
    changes = happenings.Changes(
        happenings.by_building(works(building)), happenings.by_building(drifts(building)), {}
    )
    return consumption(DemoMeter(building, energy, Reading.DAILY), _days(), changes)


def test_works_save_what_they_say_from_the_day_after_them():
    finished = date(2025, 10, 1)

    def insulation(building: DemoBuilding) -> list[happenings.Work]:
        return [
            happenings.Work(
                building, "isolation", "", finished, finished, "gas", 1 - 0.2, 100_000.0
            )
        ]

    before = _one("gas", _none, _none)
    after = _one("gas", insulation, _none)
    row = (finished - FIRST).days + 1
    assert (before[:row] == after[:row]).all()
    assert after[row:].sum() / before[row:].sum() == pytest.approx(0.8, abs=1e-4)
    lit = [_one("electricity", works, _none) for works in (insulation, _none)]
    assert (lit[0] == lit[1]).all()


def test_a_drift_adds_its_share_between_its_days():
    def drift(building: DemoBuilding) -> list[happenings.Episode]:
        return [happenings.Episode(building, date(2025, 12, 1), date(2026, 1, 1), 0.15)]

    plain = _one("gas", _none, _none)
    drifted = _one("gas", _none, drift)
    changed = slice((date(2025, 12, 1) - FIRST).days, (date(2026, 1, 1) - FIRST).days)
    ratio = drifted / plain
    assert ratio[changed] == pytest.approx(1.15, abs=1e-3)
    assert (np.delete(drifted, changed) == np.delete(plain, changed)).all()


@pytest.mark.parametrize("count", [24, 400])
@pytest.mark.parametrize("today", [date(2025, 2, 3), TODAY, date(2028, 8, 20)])
def test_some_drift_and_some_leak_are_open_on_any_day(count: int, today: date):
    days = _days(date(today.year - 2, today.month, 1), today)
    changes = building_load.all_changes(chosen_buildings(count, TERRITORY), days)
    yesterday = today - timedelta(days=1)
    for kind in (changes.drifts, changes.leaks):
        episodes = [episode for some in kind.values() for episode in some]
        assert [e for e in episodes if e.start <= yesterday < e.stop]
        assert [e for e in episodes if e.stop <= yesterday]


def test_about_sixty_works_are_known_over_three_years():
    days = _days(date(2023, 11, 1), date(2026, 11, 22))
    changes = building_load.all_changes(chosen_buildings(400, TERRITORY), days)
    works = [work for some in changes.works.values() for work in some]
    rows = happenings.work_rows(works, days.first, date(2026, 11, 22))
    assert 50 <= rows.height <= 80
    saving = rows.drop_nulls("cost_eur")["expected_saving_pct"]
    assert saving.is_between(5, 35).all()
    assert rows["kind"].value_counts()["count"].len() == 5


def test_nobody_draws_water_at_night_and_hours_add_up_to_the_day():
    building = next(b for b in all_buildings(TERRITORY) if b.category == "ecole")
    days = _days()
    steps = load_curves.clock(days, 3600)
    daily = consumption(DemoMeter(building, "water", Reading.DAILY), days, _nothing())
    hours = load_curves.water_steps(building, daily, days, steps)
    night = steps.slot < 6
    assert (hours[night] == 0).all()
    assert np.bincount(steps.row, hours) == pytest.approx(daily, abs=1e-6)
    assert np.bincount(steps.row)[(date(2025, 10, 26) - FIRST).days] == 25


def test_a_leak_shows_in_every_hour_of_a_meter_read_by_the_hour():
    chosen = chosen_buildings(BUILDINGS, TERRITORY)
    leaking = leaking_buildings(chosen)[0]
    leak = happenings.Episode(leaking, date(2026, 1, 10), date(2026, 2, 10), 30.0)
    changes = happenings.Changes({}, {}, happenings.by_building([leak]))
    meter = next(m for m in demo_meters(chosen) if m.building == leaking and m.energy == "water")
    assert meter.fine
    hours = energy_readings.meter_readings(meter, _days(), changes)[1]
    during = pl.col("at_s").is_between(
        *(day_bounds_utc_s(day)[0] for day in (leak.start, leak.stop)), closed="left"
    )
    assert hours.filter(during)["value"].min() == pytest.approx(0.030)
    assert hours.filter(~during)["value"].min() == 0


def _none(_building: DemoBuilding) -> list:
    return []


def _nothing() -> happenings.Changes:
    return happenings.Changes({}, {}, {})


def test_buildings_consume_what_their_kind_says_in_a_normal_year():
    year = demo_days(date(2019, 1, 1), date(2019, 12, 31), "B")
    for building in all_buildings(TERRITORY)[::40]:
        electricity = DemoMeter(building, "electricity", Reading.DAILY)
        used = consumption(electricity, year, _nothing()).sum()
        if building.heating != "electricity":
            heating = DemoMeter(building, building.heating, Reading.DAILY)
            pci = 1.11 if building.heating == "gas" else 1
            used += consumption(heating, year, _nothing()).sum() / pci
        assert used == pytest.approx(building.yearly_kwh, rel=0.08), building.name


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


# --- weather ---


def test_the_weather_has_the_climate_of_touraine_and_three_missing_days():
    told = weather.temperatures(weather.FIRST_DAY, date(2026, 4, 15))
    assert (told.high_c > told.low_c).all()
    mean_c = told.mean_c.mean(axis=1)
    assert mean_c == pytest.approx([12.8, 12.4], abs=0.5)
    rows = weather.weather_rows(told)
    days = (date(2026, 4, 15) - weather.FIRST_DAY).days + 1
    last = rows.filter(pl.col("day") > date(2022, 12, 31), pl.col("day") <= date(2025, 12, 31))
    assert last.height == 2 * 1096 - 3
    assert rows.height >= 2 * days - 26


def test_a_bill_that_was_too_high_is_put_right_by_the_next_one():
    meter = next(
        meter
        for meter in demo_meters(chosen_buildings(400, TERRITORY))
        if meter.reading is Reading.BILL and meter.energy == "gas"
    )
    days = _days()
    rows = bills.bill_rows(meter, days, _nothing())
    assert rows["first_day"][0] == FIRST
    assert rows["last_day"][-1] == date(2026, 3, 31)
    used = consumption(meter, days, _nothing())
    told = days.between(FIRST, date(2026, 4, 1))
    if not rows["estimated"][-1]:
        assert rows["value"].sum() == pytest.approx(used[told].sum(), abs=1)
    assert rows["estimated"].sum() >= 1
    assert bills.spread_values(rows)["quality"].unique().to_list() == [SPREAD]
