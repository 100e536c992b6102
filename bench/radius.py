"""A large `radacct` export, always the same, and the sites and access points it names."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from sqlalchemy import Engine

from data import schema
from data.settings import Settings
from data.territory import load_territory
from loaders import store
from loaders.demo import places

SEED = 20260701
FIRST = datetime(2026, 6, 30, 22, tzinfo=UTC)
DAYS = 30
# The loads are made in the name of the day after the last session.
NOW_S = int((FIRST + timedelta(days=DAYS + 1)).timestamp())
HOUR_WEIGHTS = (1, 1, 1, 1, 1, 2, 4, 8, 14, 22, 28, 30, 32, 30, 30, 28, 26, 24, 20, 14, 10, 6, 3, 2)
SESSIONS_PER_TERMINAL = 4


def add_sites(engine: Engine) -> None:
    """The sites of the demonstration, and their access points known by a MAC address.

    Given as real ones: a real session is refused on a simulated site.
    """
    territory = load_territory(Path(Settings().territory_dir))
    sites = places.site_rows(places.all_places(), territory)
    with engine.begin() as connection:
        store.insert(connection, schema.site, sites.with_columns(simulated=pl.lit(False)))
        store.insert(connection, schema.access_point, _access_points())


def _access_points() -> pl.DataFrame:
    rows = places.access_point_rows(places.all_places())
    return rows.with_columns(access_point_id=pl.Series(_macs("AC-DE-48", np.arange(rows.height))))


def write_sessions(path: Path, rows: int) -> None:
    """A CSV of `rows` sessions over 30 days: busy and quiet sites, days and hours."""
    random = np.random.default_rng(SEED)
    points = _access_points()["access_point_id"]
    # One access point in ten takes about two thirds of the sessions.
    busy = random.pareto(1.2, len(points)) + 0.05
    point = random.choice(len(points), rows, p=busy / busy.sum())
    hour = random.choice(24, rows, p=np.array(HOUR_WEIGHTS) / sum(HOUR_WEIGHTS))
    start_s = random.integers(0, DAYS, rows) * 86_400 + hour * 3600 + random.integers(0, 3600, rows)
    length_s = np.clip(random.lognormal(7.2, 1.1, rows), 20, 80_000).astype(int)
    terminal = random.integers(0, rows // SESSIONS_PER_TERMINAL, rows)
    # Local wall-clock text, as the database of a French FreeRADIUS writes it.
    local = pl.from_epoch(pl.col("start_s")) + timedelta(hours=2)
    frame = pl.DataFrame(
        {
            "radacctid": np.arange(rows),
            "acctuniqueid": [f"{number:032x}" for number in random.permutation(rows).tolist()],
            "username": pl.Series(_macs("02-00-00", terminal)),
            "callingstationid": pl.Series(_macs("02-00-00", terminal)),
            "calledstationid": points.gather(point) + ":Wifi-public",
            "nasipaddress": "10.20.0.1",
            "start_s": start_s + int(FIRST.timestamp()),
            "length_s": length_s,
            "acctinputoctets": random.integers(1_000, 10_000_000, rows),
            "acctoutputoctets": random.integers(10_000, 100_000_000, rows),
        }
    ).sort("start_s")
    stop = local + pl.duration(seconds="length_s")
    frame.with_columns(
        acctstarttime=local.dt.to_string("%Y-%m-%d %H:%M:%S"),
        acctstoptime=stop.dt.to_string("%Y-%m-%d %H:%M:%S"),
    ).drop("start_s", "length_s").write_csv(path, separator=";")


def _macs(maker: str, numbers: np.ndarray) -> list[str]:
    return [
        f"{maker}-{number >> 16 & 255:02X}-{number >> 8 & 255:02X}-{number & 255:02X}"
        for number in numbers.tolist()
    ]
