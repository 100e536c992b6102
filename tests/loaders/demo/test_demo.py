"""The demonstration store: deterministic, marked simulated, lawful, whole or absent."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import polars.selectors as cs
import pytest
from sqlalchemy import Connection, Engine, Row, Table, func, select

from data import db, schema
from data.calendar import day_bounds_utc_s
from data.footfall.publication import DWELL_CLASSES
from data.settings import Settings
from loaders import demo
from loaders.demo import outages, places
from loaders.footfall import footfall_rollup
from loaders.pipeline import LoadError

pytestmark = pytest.mark.long

TODAY = date(2026, 4, 16)
FIRST = date(2025, 4, 1)
SMALL = {"hour": 15, "sites": 12, "years": 1, "buildings": 12, "lights": 300, "sectors": 7,
         "customers": 40, "places": 12}  # fmt: skip
THRESHOLD = Settings().privacy_threshold


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
        # As tuples: rows compare ten times slower.
        return sorted(connection.execute(select(table)), key=tuple)


def _same_rows(one: Engine, other: Engine, table: Table) -> bool:
    """Whether both stores hold the same rows; hours are sums of floats, in any order."""
    frames = [
        pl.DataFrame(_rows(engine, table), orient="row", infer_schema_length=None)
        for engine in (one, other)
    ]
    rounded = [frame.with_columns(cs.float().round_sig_figs(9)) for frame in frames]
    return rounded[0].equals(rounded[1])


def test_everything_is_marked_simulated(connection: Connection):
    for table in (schema.load_run, schema.site, schema.series, schema.event, schema.building):
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
        "batiments": schema.building,
        "travaux": schema.work,
    }
    for key, table in tables.items():
        assert loaded[key] == connection.scalar(select(func.count()).select_from(table)) > 0
    series = schema.series.c
    readings = select(func.count()).join_from(
        schema.reading, schema.series, schema.reading.c.series_no == series.series_no
    )
    for key in ("compteurs", "enedis-courbe", "releves-energie"):
        assert loaded[key] == connection.scalar(readings.where(series.source_key == key)) > 0
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


def test_screens_alone_know_the_hours_of_today_so_far(connection: Connection):
    so_far = connection.execute(select(schema.footfall_today)).all()
    assert {row.day for row in so_far} == {TODAY}
    assert max(row.hour for row in so_far) == 14
    assert min(row.sessions for row in so_far) >= THRESHOLD
    for table in (schema.site_hour, schema.footfall_day):
        assert connection.scalar(select(func.max(table.c.day))) < TODAY


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
        schema.building_month,
        schema.building_scope_month,
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
    # What screens said of the day is what the grid says of it afterwards, where both show it.
    so_far, grid = schema.footfall_today, schema.site_hour
    said = {(row.site_id, row.hour): row.sessions for row in _rows(built, so_far)}
    shown = {
        (row.site_id, row.hour): row.sessions for row in _rows(later, grid) if row.day == TODAY
    }
    assert len(said.keys() & shown.keys()) > len(said) / 2
    assert all(said[cell] == shown[cell] for cell in said.keys() & shown.keys())


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
def test_postgresql_holds_the_same_rows(built: Engine, postgresql_store: str):
    engine = db.make_engine(postgresql_store)
    demo.build(engine, Settings(), today=TODAY, **SMALL | {"sites": 24})
    for table in schema.metadata.sorted_tables:
        assert _same_rows(engine, built, table), table.name
    engine.dispose()
