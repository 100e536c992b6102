"""Sessions in: what is read, what is put aside, how long it stays and what becomes of it."""

import logging
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import func, select

from data import schema
from data.footfall.publication import SESSION
from data.settings import Settings
from loaders import pipeline
from loaders.footfall import footfall_rollup, wifi_sessions
from loaders.purging import purge_ended_days
from tests.loaders.footfall import wifi_store
from tests.loaders.footfall.wifi_store import (
    FIXTURES,
    SOURCES,
    at,
    context,
    crowd,
    everything_stored,
    load,
    portal_csv,
    table_rows,
)

RADACCT = (FIXTURES / "radacct.csv").read_bytes()
PORTAL = (FIXTURES / "portail.csv").read_bytes()
LATER = "2026-07-20 08:00"
# Long enough not to be found by chance in the hexadecimal digits of a key.
PERSONAL = ("02005EAA", "5E-AA", "5E:AA", "5E-BB", "JEANNE", "PAUL", "COMPTE-", "100.64")


@pytest.fixture
def wifi_engine(engine):
    wifi_store.fill_places(engine)
    return engine


@pytest.fixture
def sqlite_engine(sqlite_store):
    from data import db

    engine = db.make_engine(sqlite_store)
    wifi_store.fill_places(engine)
    yield engine
    engine.dispose()


def test_radius_sessions_are_typed_and_given_their_site(sqlite_engine):
    rows = wifi_sessions.parse(RADACCT, context(sqlite_engine, LATER)).rows
    assert rows.select(list(SESSION)).schema == pl.Schema(SESSION)
    assert rows["site_id"].to_list() == ["S1", "S1", "S2", "S1"]
    assert rows["day"].unique().to_list() == [date(2026, 7, 14)]
    assert rows["hour"].to_list() == [10, 11, 23, 12]
    # The same terminal however its address is written; the open session has no known end.
    assert rows["terminal"].n_unique() == 3
    assert rows["stop_s"].to_list() == [
        at("2026-07-14 10:48:07"), at("2026-07-14 11:12"), at("2026-07-15 00:40"), None,
    ]  # fmt: skip


def test_each_fault_has_its_code_and_nothing_is_lost(sqlite_engine):
    batch = wifi_sessions.parse(RADACCT, context(sqlite_engine, LATER))
    assert dict(batch.rejected.select("line_number", "code").iter_rows()) == {
        6: "BORNE_INCONNUE",
        7: "FIN_AVANT_DEBUT",
        8: "SESSION_TROP_LONGUE",
        9: "HEURE_FUTURE",
        10: "SESSION_EN_DOUBLE",
        11: "DATE_ILLISIBLE",
    }
    assert batch.rows_read == 10
    assert "chargez d’abord" in batch.rejected["reason"][0]


def test_portal_sessions_have_language_and_consent(sqlite_engine):
    batch = wifi_sessions.parse_portal(PORTAL, context(sqlite_engine, LATER))
    assert batch.rows["language"].to_list() == ["fr", "en", None]
    assert batch.rows["site_id"].to_list() == ["S1", "S2", "S1"]
    first, second, third = batch.rows["consented_terminal"]
    assert second is None
    assert first == third
    assert batch.rejected["code"].to_list() == ["BORNE_INCONNUE"]


def test_an_open_session_lasts_until_now_for_a_day_at_most(sqlite_engine):
    soon = wifi_sessions.parse_portal(PORTAL, context(sqlite_engine, "2026-07-14 18:00"))
    assert soon.rows["stop_s"][2] == at("2026-07-14 18:00")
    late = wifi_sessions.parse_portal(PORTAL, context(sqlite_engine, "2026-07-15 15:01"))
    assert late.rows["stop_s"][2] is None


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("2026-10-25T02:30:00+02:00", 2),
        ("2026-10-25T02:30:00+01:00", 2),
        ("2026-10-25T00:30:00Z", 2),
        ("2026-03-29T03:10:00", 3),
        ("2026-07-14T22:10:00Z", 0),
    ],
)
def test_day_and_hour_are_those_of_paris(sqlite_engine, start, hour):
    content = f"session;terminal;site;debut\nP;compte;S1;{start}".encode()
    rows = wifi_sessions.parse_portal(content, context(sqlite_engine, "2026-12-01 00:00")).rows
    assert rows["hour"].to_list() == [hour]
    assert rows["day"].to_list() == [date.fromisoformat("2026-07-15" if hour == 0 else start[:10])]


@pytest.mark.parametrize("now", ["2026-07-14 23:59:30", LATER])
def test_nothing_of_a_person_is_stored_or_logged(wifi_engine, caplog, now):
    caplog.set_level(logging.DEBUG)
    load(wifi_engine, RADACCT, now, "radius")
    load(wifi_engine, PORTAL, now, "portal")
    stored = str(everything_stored(wifi_engine)) + caplog.text
    assert "quarantine" in stored
    assert [word for word in PERSONAL if word in stored.upper()] == []


def test_a_check_writes_nothing(wifi_engine):
    before = everything_stored(wifi_engine)
    report = pipeline.check(SOURCES["radius"], RADACCT, context(wifi_engine, "2026-07-14 23:59:30"))
    assert report.rows_read == 10
    assert everything_stored(wifi_engine) == before


def busy_days() -> list[tuple[str, str, str]]:
    return [
        *crowd(12, "S1", "2026-07-14 09:10"),
        *crowd(15, "S1", "2026-07-14 10:10", first=5),
        *crowd(3, "S2", "2026-07-14 10:10"),
        *crowd(20, "S2", "2026-07-15 16:10"),
    ]


def test_days_that_are_over_are_published_at_once(wifi_engine):
    load(wifi_engine, portal_csv(*busy_days()), LATER)
    assert table_rows(wifi_engine, schema.session) == []
    assert table_rows(wifi_engine, schema.site_day, "site_id", "day", "sessions", "terminals") == [
        ("S1", date(2026, 7, 14), 12 + 15, 5 + 15),
        # S1 had no one on the 15th: hidden as S2's three terminals are.
        ("S1", date(2026, 7, 15), None, None),
        ("S2", date(2026, 7, 14), None, None),
        ("S2", date(2026, 7, 15), 20, 20),
    ]
    assert table_rows(wifi_engine, schema.site_hour, "site_id", "hour", "sessions") == [
        ("S1", 9, 12),
        ("S1", 10, 15),
        ("S2", 16, 20),
    ]


def test_sessions_of_today_wait_then_give_the_same_publication(wifi_engine):
    rows = busy_days()[:-20]
    load(wifi_engine, portal_csv(*rows[:20]), "2026-07-14 12:00")
    load(wifi_engine, portal_csv(*rows), "2026-07-14 20:00")
    assert len(table_rows(wifi_engine, schema.session)) == len(rows)
    assert table_rows(wifi_engine, schema.site_day) == []
    with wifi_engine.begin() as connection:
        wifi_sessions.purge(connection, context(wifi_engine, "2026-07-15 00:05"))
    waited = everything_stored(wifi_engine)
    for table in schema.metadata.sorted_tables:
        if table.name.startswith(("core_footfall_site_", "out_", "raw_", "load_run")):
            with wifi_engine.begin() as connection:
                connection.execute(table.delete())
    load(wifi_engine, portal_csv(*rows), "2026-07-15 00:05")
    direct = everything_stored(wifi_engine)
    published = [name for name in waited if name.startswith(("core_footfall_site_", "out_"))]
    assert {name: waited[name] for name in published} == {name: direct[name] for name in published}
    assert waited["core_footfall_site_day"]
    assert waited["raw_footfall_month_count"] == direct["raw_footfall_month_count"]


def test_no_session_stays_a_day_and_no_key_outlives_its_day(wifi_engine):
    for day in (14, 15, 16):
        for hour in (0, 9, 23):
            now = f"2026-07-{day} {hour:02}:58"
            load(wifi_engine, portal_csv(*crowd(12, "S1", f"2026-07-{day} {hour:02}:30")), now)
            starts = [row[0] for row in table_rows(wifi_engine, schema.session, "start_s")]
            assert starts
            assert min(starts) > at(now) - 24 * 3600
            periods = {row[0] for row in table_rows(wifi_engine, schema.terminal_key, "period")}
            assert periods == {f"2026-07-{day}", "year:2026"}


def test_a_session_read_again_takes_its_end(wifi_engine):
    line = "session;terminal;site;debut;fin\nP1;compte-1;S1;2026-07-14 09:00;{}"
    load(wifi_engine, line.format("").encode(), "2026-07-14 09:30")
    load(wifi_engine, line.format("2026-07-14 09:50").encode(), "2026-07-14 10:30")
    assert table_rows(wifi_engine, schema.session, "stop_s") == [(at("2026-07-14 09:50"),)]


def test_a_published_day_is_never_changed(wifi_engine):
    load(wifi_engine, portal_csv(*crowd(12, "S1", "2026-07-14 09:10")), LATER)
    before = everything_stored(wifi_engine)
    late = portal_csv(
        *crowd(30, "S1", "2026-07-14 11:10", first=50), *crowd(11, "S2", "2026-07-14 11:10")
    )
    report = load(wifi_engine, late, LATER)
    assert report.rejected["code"].value_counts().rows() == [("JOUR_DEJA_PUBLIE", 30)]
    assert report.rows_loaded == 11
    after = everything_stored(wifi_engine)
    assert set(before["core_footfall_site_hour"]) < set(after["core_footfall_site_hour"])
    days = table_rows(wifi_engine, schema.site_day, "site_id", "terminals")
    assert days == [("S1", 12), ("S2", 11)]


def test_a_hidden_day_may_be_published_by_a_fuller_file(wifi_engine):
    load(wifi_engine, portal_csv(*crowd(10, "S1", "2026-07-14 09:10")), LATER)
    assert table_rows(wifi_engine, schema.site_day, "terminals") == [(None,)]
    load(wifi_engine, portal_csv(*crowd(11, "S1", "2026-07-14 09:10")), LATER)
    assert table_rows(wifi_engine, schema.site_day, "terminals") == [(11,)]


@pytest.mark.parametrize(
    ("first_hour", "last_hour", "origin", "complete"),
    [
        ("09", "23", "file:a.csv", [False, True, True]),
        ("00", "20", "file:a.csv", [True, True, False]),
        ("09", "20", "sql:sessions", [True, True, True]),
    ],
)
def test_the_ends_of_a_file_tell_whether_their_day_is_whole(
    wifi_engine, first_hour, last_hour, origin, complete
):
    rows = [
        *crowd(12, "S1", f"2026-07-14 {first_hour}:10"),
        *crowd(12, "S1", "2026-07-15 12:10"),
        *crowd(12, "S1", f"2026-07-16 {last_hour}:10"),
    ]
    load(wifi_engine, portal_csv(*rows), LATER, origin=origin)
    days = table_rows(wifi_engine, schema.site_day, "day", "complete")
    assert [bool(whole) for _day, whole in days] == complete


def test_a_month_is_published_when_it_is_over(wifi_engine):
    load(wifi_engine, portal_csv(*crowd(12, "S1", "2026-07-14 09:10")), "2026-07-31 23:00")
    assert table_rows(wifi_engine, schema.site_month) == []
    assert len(table_rows(wifi_engine, schema.month_count)) == 2
    with wifi_engine.begin() as connection:
        wifi_sessions.purge(connection, context(wifi_engine, "2026-08-01 00:05"))
    july = date(2026, 7, 1)
    assert table_rows(wifi_engine, schema.site_month) == [
        ("dwell", july, "S1", "15", 12),
        ("language", july, "S1", "fr", 12),
    ]
    assert table_rows(wifi_engine, schema.month_count) == []
    assert ("language", "syndicat", july, "fr", 12) in table_rows(
        wifi_engine, schema.footfall_month
    )


def test_returns_are_followed_within_the_year_then_forgotten(wifi_engine):
    visits = [
        *crowd(24, "S1", "2026-12-10 09:10"),
        *crowd(12, "S1", "2026-12-20 09:10"),
    ]
    load(wifi_engine, portal_csv(*visits[:24]), "2026-12-11 08:00")
    load(wifi_engine, portal_csv(*visits[24:]), "2026-12-21 08:00")
    assert table_rows(wifi_engine, schema.site_return) == []
    assert len(table_rows(wifi_engine, schema.consented_day)) == 24 + 12
    with wifi_engine.begin() as connection:
        wifi_sessions.purge(connection, context(wifi_engine, "2027-01-01 00:05"))
    assert table_rows(wifi_engine, schema.site_return) == [("S1", date(2026, 12, 1), 24, 12)]
    assert table_rows(wifi_engine, schema.consented_day) == []
    assert table_rows(wifi_engine, schema.terminal_key) == []


def test_the_watermark_is_the_last_start_or_the_last_midnight(wifi_engine):
    content = portal_csv(*crowd(1, "S1", "2026-07-14 09:10"))
    for now, expected in (
        ("2026-07-14 10:00", "2026-07-14T07:10:00+00:00"),
        ("2026-07-15 01:00", "2026-07-14T22:00:00+00:00"),
    ):
        for origin, watermark in (("sql:sessions-portail", expected), ("essai.csv", None)):
            where = context(wifi_engine, now, origin)
            batch = wifi_sessions.parse_portal(content, where)
            with wifi_engine.connect() as connection:
                assert wifi_sessions.write(connection, batch, where).watermark == watermark
                connection.rollback()


def test_what_loads_leave_equals_a_full_rebuild(wifi_engine):
    load(wifi_engine, portal_csv(*busy_days()), LATER)
    load(wifi_engine, portal_csv(*crowd(13, "S1", "2026-06-20 12:10")), LATER)
    incremental = everything_stored(wifi_engine)
    with wifi_engine.begin() as connection:
        footfall_rollup.rebuild_all(connection)
    assert everything_stored(wifi_engine) == incremental


def test_an_empty_file_is_refused_in_french(sqlite_engine):
    report = load(sqlite_engine, b"session;terminal;site;debut\n", LATER)
    assert report.status == "failed"
    assert report.message


def test_nothing_of_an_ended_day_is_left_in_the_files(wifi_engine, monkeypatch):
    """Whoever reads the disk finds neither sessions nor their key, be a reader connected."""
    load(wifi_engine, portal_csv(*crowd(300, "S1", "2026-07-14 09:10")), "2026-07-14 12:00")
    keys = dict(table_rows(wifi_engine, schema.terminal_key, "period", "secret_hex"))
    terminals = [name for (name,) in table_rows(wifi_engine, schema.session, "terminal")]
    assert len(terminals) == 300
    monkeypatch.setattr(time, "time", lambda: at("2026-07-15 00:05"))
    with wifi_engine.connect() as reader:
        purge_ended_days(wifi_engine, Settings())
        if wifi_engine.dialect.name == "postgresql":
            assert reader.scalar(select(func.pg_relation_size(schema.session.name))) == 0
            return
        file = Path(wifi_engine.url.database)
        left = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert keys["year:2026"].encode() in left
    assert keys["2026-07-14"].encode() not in left
    assert [name for name in terminals if name.encode() in left] == []


def test_real_sessions_never_join_simulated_sites(wifi_engine):
    with wifi_engine.begin() as connection:
        connection.execute(schema.site.update().values(simulated=True))
    before = everything_stored(wifi_engine)["raw_footfall_session"]
    report = load(wifi_engine, portal_csv(*crowd(12, "S1", "2026-07-14 09:10")), "2026-07-14 12:00")
    assert (report.status, report.code) == ("failed", "MAGASIN_DE_DEMONSTRATION")
    assert everything_stored(wifi_engine)["raw_footfall_session"] == before


def test_unknown_access_points_are_named_when_enough_terminals_share_them(wifi_engine):
    """Eleven terminals share B9; three share what may be a person's address in its column."""
    rows = [("B9", number) for number in range(11)] + [("5E-BB-AA-00-00-01", n) for n in range(3)]
    lines = [f"P{n}{p};compte-{n};{p};14/07/2026 09:00;14/07/2026 09:10" for p, n in rows]
    content = "\n".join(["session;terminal;borne;debut;fin", *lines]).encode()
    report = load(wifi_engine, content, LATER)
    assert report.rejected["code"].unique().to_list() == ["BORNE_INCONNUE"]
    (notice,) = report.notices
    assert notice.facts == {"names": "B9"}
    assert "5E-BB" not in str(everything_stored(wifi_engine))
