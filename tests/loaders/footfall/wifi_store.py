"""A store with two sites and their access points, and made-up sessions in true formats."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Engine, select

from data import schema
from data.settings import Settings
from loaders import pipeline, store
from loaders.footfall import wifi_sessions

FIXTURES = Path(__file__).parents[2] / "fixtures" / "wifi"
PARIS = ZoneInfo("Europe/Paris")


def fill_places(engine: Engine) -> None:
    """Sites S1 (a RADIUS access point and B0142) and S2 (known by its IP address)."""
    sites = [
        {"site_id": site, "name": f"Site {site}", "place_kind": "parc", "actor_kind": "commune",
         "commune_code": "37261", "epci_code": None, "departement_code": "37", "simulated": False}
        for site in ("S1", "S2")
    ]  # fmt: skip
    points = [("AC:DE:48:00:11:22", "S1"), ("b0142", "S1"), ("10.20.0.2", "S2")]
    with engine.begin() as connection:
        store.insert(connection, schema.site, pl.DataFrame(sites))
        columns = ["access_point_id", "site_id"]
        frame = pl.DataFrame(points, schema=columns, orient="row")
        store.insert(connection, schema.access_point, frame)


def at(text: str) -> int:
    """UTC seconds of a Paris time: "2026-07-15 08:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=PARIS).timestamp())


def context(engine: Engine, now: str, origin: str = "file:essai.csv") -> pipeline.Context:
    return pipeline.Context(Settings(), engine, at(now), origin)


SOURCES = {
    name: pipeline.Source(
        key=name, label="", theme="footfall", owner="", licence="", address="", grain="",
        refresh="", fresh_h=1, stale_h=2, columns=columns, parse=parse, write=wifi_sessions.write,
    )
    for name, columns, parse in (
        ("radius", wifi_sessions.COLUMNS, wifi_sessions.parse),
        ("portal", wifi_sessions.PORTAL_COLUMNS, wifi_sessions.parse_portal),
    )
}  # fmt: skip


def load(engine: Engine, content: bytes, now: str, source: str = "portal", **more: str):
    """The report of a load of this content at this Paris time."""
    return pipeline.load(SOURCES[source], content, context(engine, now, **more))


def portal_csv(*sessions: tuple[str, str, str]) -> bytes:
    """A portal export from (terminal, site, "2026-07-14 10:00"): sessions of 20 minutes."""
    lines = ["session;terminal;site;debut;fin;langue;consentement"]
    for number, (terminal, site, start) in enumerate(sessions):
        stop = datetime.fromisoformat(start) + timedelta(minutes=20)
        lines.append(f"P{number}-{start};{terminal};{site};{start};{stop};fr;oui")
    return "\n".join(lines).encode()


def crowd(people: int, site: str, start: str, first: int = 0) -> list[tuple[str, str, str]]:
    """One session each for `people` different terminals."""
    return [(f"compte-{number}", site, start) for number in range(first, first + people)]


def table_rows(engine: Engine, table: object, *columns: str) -> list[tuple]:
    """The rows of a table, sorted."""
    wanted = [table.c[name] for name in columns] or list(table.c)
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(select(*wanted)))


def everything_stored(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for table in schema.metadata.sorted_tables
        }
