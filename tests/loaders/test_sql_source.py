"""FreeRADIUS accounting read hour after hour: counts are those of the table, whatever happens."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from data import db, schema
from loaders import extract, pipeline, sources
from loaders.footfall import wifi_sessions
from loaders.pipeline import LoadError
from tests.loaders.footfall import wifi_store
from tests.loaders.footfall.wifi_store import PARIS, at, context, table_rows

SOURCE = sources.BY_KEY["sessions-radius"]
QUERY = "SELECT * FROM radacct WHERE acctstarttime >= :depuis"
# The day of 25 hours is among them.
FIRST_DAY, DAYS = date(2026, 10, 24), 3
DAY_S, THRESHOLD = 24 * 3600, 11
TABLE = """CREATE TABLE radacct (radacctid integer primary key, acctuniqueid text, username text,
    nasipaddress text, acctstarttime {time}, acctstoptime {time}, callingstationid text)"""


class Radius:
    """An accounting table which fills as time passes: rows come late, sessions end."""

    def __init__(self, url: str, time: str) -> None:
        self.url, self.aware = url, "zone" in time
        self.engine = create_engine(url)
        with self.engine.begin() as connection:
            connection.execute(text(TABLE.format(time=time)))

    def moment(self, instant_s: int) -> datetime | str:
        local = datetime.fromtimestamp(instant_s, PARIS)
        return local if self.aware else f"{local:%Y-%m-%d %H:%M:%S}"

    def advance(self, rows: list[dict], before_s: int, now_s: int) -> None:
        insert = text(
            "INSERT INTO radacct VALUES "
            "(:number, :unique, 'jeanne', :point, :start, NULL, :terminal)"
        )
        update = text("UPDATE radacct SET acctstoptime = :stop WHERE radacctid = :number")
        with self.engine.begin() as connection:
            for row in rows:
                start, stop = self.moment(row["start_s"]), self.moment(row["stop_s"])
                if before_s < row["seen_s"] <= now_s:
                    connection.execute(insert, {**row, "start": start})
                if before_s < max(row["stop_s"], row["seen_s"]) <= now_s:
                    connection.execute(update, {"stop": stop, "number": row["number"]})


@pytest.fixture(params=["text", pytest.param("timestamptz", marks=pytest.mark.postgresql)])
def radius(request: pytest.FixtureRequest, tmp_path) -> Iterator[Radius]:
    """A source on SQLite, where times are texts, and on PostgreSQL, where they have a zone."""
    if request.param == "text":
        source = Radius(f"sqlite:///{tmp_path / 'radius.db'}", "text")
    else:
        server = request.getfixturevalue("postgresql_store")
        source = Radius(server, "timestamp with time zone")
    yield source
    source.engine.dispose()


@pytest.fixture
def engine(sqlite_store):
    engine = db.make_engine(sqlite_store)
    wifi_store.fill_places(engine)
    yield engine
    engine.dispose()


def made_up_sessions() -> list[dict]:
    """S1 is busy, S2 has a few sessions a day; some rows come late, some sessions last."""
    chance = random.Random(7)
    first_s = at(f"{FIRST_DAY} 00:00")
    rows = []
    for number in range(DAYS * 80):
        start_s = first_s + int(chance.random() * DAYS * DAY_S)
        late_s = chance.choice([0, 0, 0, 0, 900, 5000, 90_000])
        terminal = chance.randrange(60)
        rows.append(
            {
                "number": number,
                "unique": f"{number:032x}",
                "point": "10.20.0.2" if number % 10 == 0 else "B0142",
                "start_s": start_s,
                "stop_s": start_s + chance.choice([60, 900, 4000, 30_000]),
                "seen_s": start_s + late_s,
                "terminal": f"02-00-5E-AA-00-{terminal:02X}",
            }
        )
    return rows


def expected_days(rows: list[dict], reads: list[int]) -> list[tuple]:
    """(site, day, sessions, terminals) counted on the rows that the first reading after each
    midnight could see."""
    found = []
    for day in (FIRST_DAY + timedelta(days=shift) for shift in range(DAYS)):
        midnight_s = at(f"{day + timedelta(days=1)} 00:00")
        published_s = next(read_s for read_s in reads if read_s >= midnight_s)
        for site, point in (("S1", "B0142"), ("S2", "10.20.0.2")):
            seen = [
                row
                for row in rows
                if row["point"] == point
                and at(f"{day} 00:00") <= row["start_s"] < midnight_s
                and row["seen_s"] <= published_s
            ]
            terminals = len({row["terminal"] for row in seen})
            shown = terminals >= THRESHOLD
            found.append((site, day, len(seen) if shown else None, terminals if shown else None))
    return sorted(found)


def read(radius: Radius, engine, now_s: int) -> pipeline.Report:
    """What the command does each hour."""
    now = f"{datetime.fromtimestamp(now_s, PARIS):%Y-%m-%d %H:%M}"
    where = context(engine, now, "sql:sessions-radius")
    content = extract.from_sql(radius.url, QUERY, extract.since(engine, SOURCE))
    report = pipeline.load(SOURCE, content, where)
    with engine.begin() as connection:
        wifi_sessions.purge(connection, where)
    return report


def test_hour_after_hour_counts_are_those_of_the_table(radius, engine):
    rows = made_up_sessions()
    # Readings at five past, every five hours: midnight never falls on one.
    first_s = at(f"{FIRST_DAY} 05:05")
    reads = list(range(first_s, first_s + (DAYS + 1) * DAY_S, 5 * 3600))
    before_s = 0
    for now_s in reads:
        radius.advance(rows, before_s, now_s)
        report = read(radius, engine, now_s)
        assert report.status in ("loaded", "unchanged")
        assert report.rejected.is_empty()
        today = datetime.fromtimestamp(now_s, PARIS).date()
        days = {day for (day,) in table_rows(engine, schema.session, "day")}
        assert days <= {today}
        assert {p for (p,) in table_rows(engine, schema.terminal_key, "period")} <= {str(today)}
        before_s = now_s
    published = table_rows(engine, schema.site_day, "site_id", "day", "sessions", "terminals")
    assert sorted(published) == expected_days(rows, reads)
    assert sum(sessions is None for _site, _day, sessions, _terminals in published) == DAYS


def test_a_base_without_news_is_no_failure_once_it_was_read(radius, engine):
    nothing = read(radius, engine, at("2026-10-24 08:05"))
    assert (nothing.status, nothing.code) == ("failed", "FICHIER_SANS_LIGNE")
    rows = made_up_sessions()
    radius.advance(rows, 0, at("2026-10-24 23:05"))
    assert read(radius, engine, at("2026-10-24 23:05")).status == "loaded"
    # A day later the rows of the 24th are published, and read no more.
    assert read(radius, engine, at("2026-10-25 00:05")).status == "loaded"
    assert read(radius, engine, at("2026-10-25 01:05")).status == "unchanged"
    assert extract.since(engine, SOURCE).isoformat() == "2026-10-25T00:00:00+02:00"


def test_late_rows_are_put_aside_once(radius, engine):
    rows = [row for row in made_up_sessions() if row["point"] == "B0142"]
    radius.advance(rows, 0, at("2026-10-24 23:05"))
    read(radius, engine, at("2026-10-24 23:05"))
    with engine.begin() as connection:
        # A base that was away at midnight: what waited was published without it.
        wifi_sessions.purge(connection, context(engine, "2026-10-25 00:05"))
    report = read(radius, engine, at("2026-10-25 01:05"))
    assert (report.status, set(report.rejected["code"])) == ("failed", {"JOUR_DEJA_PUBLIE"})
    assert read(radius, engine, at("2026-10-25 02:05")).status == "unchanged"


def test_an_open_session_of_the_day_of_25_hours_waits_like_the_others(radius, engine):
    start_s = at("2026-10-25 00:01")
    row = made_up_sessions()[0] | {"start_s": start_s, "seen_s": start_s}
    radius.advance([row | {"stop_s": start_s + 3 * DAY_S}], 0, start_s)
    now_s = at("2026-10-25 23:59")
    assert now_s - start_s > DAY_S
    assert read(radius, engine, now_s).status == "loaded"
    assert table_rows(engine, schema.session, "stop_s") == [(now_s,)]
    assert read(radius, engine, at("2026-10-26 00:05")).rows_loaded == 1


def test_the_source_base_is_never_written(tmp_path):
    path = tmp_path / "radius.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE radacct (acctstarttime text)")
    before = path.read_bytes()
    url = f"sqlite:///{path}"
    extract.from_sql(url, "SELECT * FROM radacct", extract.BEGINNING)
    with pytest.raises(LoadError, match="readonly"):
        extract.from_sql(url, "DELETE FROM radacct", extract.BEGINNING)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["radius.db"]


@pytest.mark.parametrize(
    "url",
    ["pas une adresse", "sqlite:////nulle/part.db", "mysql://compte:secret@hote/base",
     "inconnu://hote/base", "postgresql+psycopg://compte:secret@127.0.0.1:1/base"],
)  # fmt: skip
def test_a_base_that_does_not_open_is_told_in_french(url):
    with pytest.raises(LoadError, match="La base source a refusé") as told:
        extract.from_sql(url, "SELECT 1", extract.BEGINNING)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)
