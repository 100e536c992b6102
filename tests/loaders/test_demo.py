"""The demonstration store: plausible, deterministic, marked simulated, whole or absent."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import polars.selectors as cs
import pytest
from shapely.geometry import Point, shape
from sqlalchemy import Connection, Engine, Row, Table, func, select

from data import db, schema
from data.calendar import PARIS, day_bounds_utc_s
from data.footfall.publication import DWELL_CLASSES, SESSION
from data.settings import Settings
from data.territory import load_territory
from loaders import demo, footfall_rollup
from loaders.demo import counters, days, events, outages, places
from loaders.demo.attendance import drawn_terminals, expected_terminals, kind_factor
from loaders.demo.profiles import PROFILES
from loaders.demo.sessions import VisitModel, month_sessions
from loaders.pipeline import LoadError

TODAY = date(2026, 4, 16)
FIRST = date(2025, 4, 1)
SMALL = {"sites": 12, "years": 1}
THRESHOLD = Settings().privacy_threshold
TERRITORY = load_territory(Path("data/reference/territory"))


def _built(path: Path, **choice: object) -> Engine:
    engine = db.make_engine(f"sqlite:///{path}")
    db.upgrade(engine)
    demo.build(engine, Settings(), **{"today": TODAY, **SMALL, **choice})
    return engine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """24 sites over a year and a half month."""
    return _built(tmp_path_factory.mktemp("demo") / "a.db", sites=24)


@pytest.fixture
def connection(built: Engine) -> Connection:
    with built.connect() as connection:
        yield connection


def _rows(engine: Engine, table: Table) -> list[Row]:
    with engine.connect() as connection:
        return sorted(connection.execute(select(table)).all())


def _same_rows(one: Engine, other: Engine, table: Table) -> bool:
    """Whether both stores hold the same rows; hours are sums of floats, in any order."""
    frames = [
        pl.DataFrame(_rows(engine, table), orient="row", infer_schema_length=None)
        for engine in (one, other)
    ]
    rounded = [frame.with_columns(cs.float().round(6)) for frame in frames]
    return rounded[0].equals(rounded[1])


# --- places ---


def test_the_network_has_252_sites_and_695_access_points_of_both_departements():
    everything = places.all_places()
    assert everything.height == everything["site_id"].n_unique() == 252
    assert everything["name"].n_unique() == 252
    assert places.access_point_rows(everything)["access_point_id"].n_unique() == 695
    rows = places.site_rows(everything, TERRITORY)
    assert set(rows["departement_code"]) == {"37", "41"}
    assert rows["epci_code"].null_count() == 0
    assert set(everything["place_kind"]) == set(PROFILES)


def test_every_site_stands_in_its_commune():
    outlines = json.loads(TERRITORY.outline_path("communes").read_text())["features"]
    inside = {feature["properties"]["code"]: shape(feature["geometry"]) for feature in outlines}
    astray = [
        row["name"]
        for row in places.all_places().iter_rows(named=True)
        if not inside[row["commune_code"]].covers(Point(row["longitude_deg"], row["latitude_deg"]))
    ]
    assert astray == []


def test_counters_stand_in_known_communes():
    assert all(TERRITORY.commune(code) for code in counters.counter_places()["commune_code"])


def test_events_name_known_communes_and_kinds():
    for event in events.EVENTS:
        assert event.scope == "syndicat" or TERRITORY.place(event.scope), event.key
        assert set(event.kinds) <= set(PROFILES), event.key


def test_a_small_network_keeps_the_kinds_and_the_two_departements():
    chosen = places.chosen_places(24)
    assert chosen.height == chosen["site_id"].n_unique() == 24
    assert chosen["place_kind"].n_unique() >= 9
    assert set(chosen["commune_code"].str.head(2)) == {"37", "41"}


def test_the_network_grows():
    opened = places.all_places()["opened_on"]
    before = (opened < date(2023, 12, 1)).sum()
    assert 0.55 * 252 <= before <= 0.65 * 252
    assert places.all_places()["closed_on"].drop_nulls().len() == 6


# --- attendance ---


@pytest.fixture(scope="module")
def year() -> tuple[pl.DataFrame, np.ndarray]:
    """Days of 2025 and the expected terminals of the whole network, places x days."""
    facts = days.day_facts(date(2025, 1, 1), date(2025, 12, 31))
    return facts, expected_terminals(places.all_places(), facts)


def _of_kind(kind: str) -> np.ndarray:
    return (places.all_places()["place_kind"] == kind).to_numpy()


def test_two_thirds_of_the_year_are_seen_from_may_to_october(year):
    facts, expected = year
    season = facts["day"].dt.month().is_between(5, 10).to_numpy()
    assert 0.60 < expected[:, season].sum() / expected.sum() < 0.70


def test_castles_live_on_sundays_stations_on_fridays_museums_close_on_tuesdays(year):
    facts, expected = year
    weekday = facts["day"].dt.weekday().to_numpy()

    def mean(kind: str, day: int) -> float:
        return expected[_of_kind(kind)][:, weekday == day].mean()

    assert mean("Château", 7) > 1.2 * mean("Château", 2)
    assert mean("Gare", 5) > 1.3 * mean("Gare", 6)
    assert mean("Musée", 2) < 0.4 * mean("Musée", 3)


def test_a_closed_site_sees_nobody_and_a_new_one_starts_low(year):
    facts, expected = year
    for row in places.all_places().iter_rows(named=True):
        outside = (facts["day"] < row["opened_on"]).to_numpy()
        if row["closed_on"]:
            outside |= (facts["day"] > row["closed_on"]).to_numpy()
        seen = expected[row["place_no"]]
        assert (seen[outside] == 0).all()
        assert (seen[~outside] > 0).all()


def test_rain_empties_the_cycle_halts_and_fills_the_museums():
    dry = days.day_facts(date(2025, 7, 2), date(2025, 7, 2)).with_columns(rain=pl.lit(0.0))
    wet = dry.with_columns(rain=pl.lit(1.0))
    for kind, factor in (("Halte vélo", 0.45), ("Musée", 1.20)):
        change = kind_factor(PROFILES[kind], wet) / kind_factor(PROFILES[kind], dry)
        assert change == pytest.approx(factor)


def test_a_site_without_any_access_point_sees_nobody():
    facts = days.day_facts(date(2025, 7, 1), date(2025, 7, 31))
    everything = places.all_places()
    up = np.ones((everything.height, facts.height))
    whole = drawn_terminals(everything, facts, up)
    up[0, 3] = 0
    broken = drawn_terminals(everything, facts, up)
    assert whole[0, 3] > 0
    assert broken[0, 3] == 0
    whole[0, 3] = 0
    assert (broken == whole).all()


# --- sessions ---


@pytest.mark.parametrize("month", [date(2025, 3, 1), date(2025, 10, 1)], ids=["23 h", "25 h"])
def test_session_times_agree_with_their_local_day_and_hour(month: date):
    facts = days.day_facts(month, month + timedelta(days=30))
    chosen = places.chosen_places(12)
    terminals = np.full((12, facts.height), 9)
    sessions = month_sessions(VisitModel(chosen), facts["day"], terminals, consent=True)
    assert sessions.schema == SESSION
    local = pl.from_epoch("start_s").dt.convert_time_zone(PARIS.key)
    seen = sessions.with_columns(local_day=local.dt.date(), local_hour=local.dt.hour())
    assert (seen["local_day"] == seen["day"]).all()
    assert (seen["local_hour"] == seen["hour"]).all()
    assert (seen["stop_s"] > seen["start_s"]).all()


def test_terminals_speak_french_first_and_some_go_on_to_a_second_site():
    facts = days.day_facts(date(2025, 6, 1), date(2025, 6, 30))
    chosen = places.all_places()
    terminals = np.random.default_rng(1).poisson(expected_terminals(chosen, facts))
    sessions = month_sessions(VisitModel(chosen), facts["day"], terminals, consent=True)
    told = sessions["language"].drop_nulls()
    assert 0.55 < (told == "fr").mean() < 0.70
    consenting = sessions["consented_terminal"].is_not_null().mean()
    assert consenting == pytest.approx(0.25, abs=0.01)
    sites = sessions.group_by("day", "terminal").agg(pl.col("site_id").n_unique())["site_id"]
    assert 0.02 < (sites > 1).mean() < 0.12
    assert sites.max() == 2
    assert 1.1 < sessions.height / terminals.sum() < 1.4


def test_without_consent_nobody_is_followed():
    facts = days.day_facts(date(2025, 6, 1), date(2025, 6, 30))
    model = VisitModel(places.chosen_places(12))
    sessions = month_sessions(model, facts["day"], np.full((12, 30), 5), consent=False)
    assert sessions["consented_terminal"].null_count() == sessions.height


# --- outages and counters ---


def test_the_log_of_an_access_point_alternates_and_takes_attendance_away():
    access_points = places.access_point_rows(places.all_places())
    broken = outages.outages(access_points, FIRST, TODAY)
    states = outages.state_rows(access_points, broken, FIRST, TODAY)
    changes = states.with_columns(before=pl.col("up").shift().over("access_point_id"))
    assert changes.filter(pl.col("before").is_null())["up"].mean() > 0.99
    assert changes.filter(pl.col("before") == pl.col("up")).is_empty()
    assert states["at_s"].max() < day_bounds_utc_s(TODAY)[0]
    june = pl.date_range(date(2025, 6, 1), date(2025, 6, 30), eager=True)
    left = outages.up_shares(places.all_places(), broken, june)
    assert left.min() >= 0
    assert 0.97 < left.mean() < 1


def test_half_a_site_down_all_day_loses_what_its_neighbour_cannot_serve():
    two = places.all_places().filter(pl.col("access_points") == 2).head(1)
    day = date(2025, 6, 3)
    start_s, stop_s = day_bounds_utc_s(day)
    broken = pl.DataFrame(
        {"access_point_id": ["x"], "site_id": two["site_id"], "start_s": start_s, "stop_s": stop_s}
    )
    left = outages.up_shares(two, broken, pl.Series("day", [day, day + timedelta(days=1)]))
    assert left.tolist() == [[1 - 0.85 * 0.5, 1.0]]


def test_counters_have_every_hour_of_the_short_day_and_some_gaps():
    first, today = date(2025, 3, 1), date(2026, 3, 1)
    facts = days.day_facts(first, date(2026, 3, 31))
    counted = counters.counter_places()
    readings = counters.readings(counted, facts, first, today)
    opens_s, closes_s = day_bounds_utc_s(date(2025, 3, 30))
    short = readings.filter(pl.col("at_s").is_between(opens_s, closes_s, closed="left"))
    assert short.group_by("series_key").len()["len"].to_list() == [23] * counted.height
    assert readings["value"].min() >= 0
    hours = (day_bounds_utc_s(today)[0] - day_bounds_utc_s(first)[0]) // 3600
    assert 0.97 < readings.height / (hours * counted.height) < 1


# --- the store ---


def test_everything_is_marked_simulated(connection: Connection):
    for table in (schema.load_run, schema.site, schema.series, schema.event):
        marks = connection.scalars(select(table.c.simulated)).all()
        assert marks, table.name
        assert all(marks), table.name
    assert set(connection.scalars(select(schema.load_run.c.origin))) == {"demo"}


def test_load_runs_tell_the_rows_that_are_there(connection: Connection):
    run = schema.load_run.c
    rows = connection.execute(select(run.source_key, run.rows_read, run.rows_loaded)).all()
    loaded = {key: count for key, read, count in rows if read == count}
    tables = {
        "sites": schema.site,
        "bornes": schema.access_point,
        "evenements": schema.event,
        "etat-bornes": schema.access_point_state,
        "compteurs": schema.reading,
    }
    for key, table in tables.items():
        assert loaded[key] == connection.scalar(select(func.count()).select_from(table)) > 0
    published = connection.scalar(select(func.sum(schema.site_day.c.sessions)))
    assert 0.85 * loaded["sessions-portail"] < published < loaded["sessions-portail"]


def test_the_window_goes_from_a_first_of_month_to_yesterday(connection: Connection):
    day = schema.site_day.c.day
    span = connection.execute(select(func.min(day), func.max(day))).one()
    assert tuple(span) == (FIRST, TODAY - timedelta(days=1))


def test_published_days_respect_the_threshold_and_the_small_are_hidden(connection: Connection):
    grid = pl.DataFrame(_rows(connection.engine, schema.site_day), orient="row")
    grid.columns = [column.name for column in schema.site_day.columns]
    assert grid["terminals"].min() >= THRESHOLD
    assert (grid["sessions"].drop_nulls() >= grid["terminals"].drop_nulls()).all()
    assert grid["sessions"].is_null().equals(grid["terminals"].is_null())
    assert 0.2 < grid["terminals"].is_null().mean() < 0.6


def test_each_site_has_one_row_a_day_of_service(connection: Connection):
    chosen = places.chosen_places(24)
    window = pl.date_range(FIRST, TODAY - timedelta(days=1), eager=True)
    expected = sum(
        window.is_between(opened, closed or date.max).sum()
        for opened, closed in chosen.select("opened_on", "closed_on").iter_rows()
    )
    assert connection.scalar(select(func.count()).select_from(schema.site_day)) == expected


def test_hours_never_say_more_than_their_day(connection: Connection):
    hour, day = schema.site_hour.c, schema.site_day.c
    sums = (
        select(hour.site_id, hour.day, func.sum(hour.sessions).label("sessions"))
        .group_by(hour.site_id, hour.day)
        .subquery()
    )
    both = select(sums.c.sessions, day.sessions).join_from(
        sums, schema.site_day, (sums.c.site_id == day.site_id) & (sums.c.day == day.day)
    )
    rows = connection.execute(both).all()
    assert len(rows) > 500
    assert all(hours <= whole for hours, whole in rows)


def test_the_day_of_maintenance_alone_is_partial(connection: Connection):
    day = schema.site_day.c
    partial = set(connection.scalars(select(day.day).where(~day.complete)))
    assert partial == {date(2025, 10, 14)}  # the second Tuesday of October 2025
    afternoon = schema.site_hour.c.hour >= outages.COLLECTION_STOP_H
    cells = select(func.count()).where(schema.site_hour.c.day == date(2025, 10, 14), afternoon)
    assert connection.scalar(cells) == 0


def test_months_that_are_over_are_published_and_the_current_one_waits(connection: Connection):
    for kind in ("dwell", "language", "pair"):
        month = schema.site_month.c
        shown = set(connection.scalars(select(month.month).where(month.kind == kind).distinct()))
        assert max(shown) == date(2026, 3, 1), kind
    waiting = set(connection.scalars(select(schema.month_count.c.month).distinct()))
    assert waiting == {date(2026, 4, 1)}
    items = connection.scalars(select(month.item).where(month.kind == "dwell").distinct())
    assert set(items) == set(DWELL_CLASSES)


def test_no_session_nor_terminal_is_kept(connection: Connection):
    for table in (schema.session, schema.consented_day, schema.terminal_key, schema.quarantine):
        assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_returns_are_counted_from_the_first_whole_year(connection: Connection):
    rows = connection.execute(select(schema.site_return)).all()
    assert min(row.month for row in rows) == date(2026, 1, 1)
    assert all(
        row.returned >= THRESHOLD and row.terminals - row.returned >= THRESHOLD for row in rows
    )


def test_screens_find_sums_by_territory(connection: Connection):
    for table in (
        schema.scope,
        schema.footfall_day,
        schema.footfall_week_hour,
        schema.series_day,
        schema.availability_day,
    ):
        assert connection.scalar(select(func.count()).select_from(table)) > 0, table.name


def test_access_points_are_up_most_of_the_time(connection: Connection):
    hours = schema.availability_day.c
    up_h, expected_h = connection.execute(
        select(func.sum(hours.up_h), func.sum(hours.expected_h)).where(hours.scope == "syndicat")
    ).one()
    assert 0.96 < up_h / expected_h < 1


def test_the_same_day_gives_the_same_tables(built: Engine, tmp_path: Path):
    again = _built(tmp_path / "b.db", sites=24)
    for table in schema.metadata.sorted_tables:
        assert _same_rows(again, built, table), table.name


def test_the_past_does_not_change_when_a_day_goes_by(built: Engine, tmp_path: Path):
    later = _built(tmp_path / "c.db", sites=24, today=TODAY + timedelta(days=1))
    midnight_s = day_bounds_utc_s(TODAY)[0]
    past: dict[object, Callable[[object], bool]] = {
        schema.site_day: lambda row: row.day < TODAY,
        schema.site_hour: lambda row: row.day < TODAY,
        schema.site_month: lambda row: True,
        schema.site_return: lambda row: True,
        schema.reading: lambda row: row.at_s < midnight_s,
        schema.access_point_state: lambda row: row.at_s < midnight_s,
    }
    for table, is_past in past.items():
        kept = [row for row in _rows(later, table) if is_past(row)]
        assert kept == _rows(built, table), table.name


def test_a_store_that_holds_data_is_refused(built: Engine):
    with pytest.raises(LoadError, match="contient déjà des données"):
        demo.build(built, Settings(), today=TODAY, **SMALL)


def test_an_interrupted_build_leaves_the_store_empty(
    sqlite_store: str, monkeypatch: pytest.MonkeyPatch
):
    def interrupt(_connection: Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(footfall_rollup, "rebuild_all", interrupt)
    engine = db.make_engine(sqlite_store)
    with pytest.raises(KeyboardInterrupt):
        demo.build(engine, Settings(), today=TODAY, **SMALL)
    for table in schema.metadata.sorted_tables:
        assert _rows(engine, table) == [], table.name


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(postgresql_store: str, tmp_path: Path):
    engine = db.make_engine(postgresql_store)
    demo.build(engine, Settings(), today=TODAY, **SMALL)
    beside = _built(tmp_path / "d.db")
    for table in schema.metadata.sorted_tables:
        assert _same_rows(engine, beside, table), table.name
    engine.dispose()
