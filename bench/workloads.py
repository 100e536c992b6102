"""One load in a process of its own: `python -m bench.workloads NAME URL FILE` prints JSON.

Alone in its process, so that its peak of memory is its own.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from sqlalchemy import Engine

from bench import radius
from data import db
from data.footfall import publication
from data.settings import Settings
from data.territory import load_territory
from loaders import pipeline, series
from loaders.checking import check_rows
from loaders.footfall import wifi_sessions
from loaders.pipeline import Context
from loaders.reading import read_table
from loaders.sources import BY_KEY

ROWS = 1_000_000
SERIES = 100
STEP_S = 3600
FIRST_READING_S = 1_704_067_200
METERS, HALF_HOUR_S, YEAR_STEPS = 57, 1800, 365 * 48
# A sum by site and day is over in a blink on one million rows.
ROLLUP_REPEATS = 5
THRESHOLD = Settings().privacy_threshold


def write_file(_engine: Engine, path: Path) -> Callable[[], int]:
    """Write the export that the others read."""
    return lambda: radius.write_sessions(path, ROWS) or ROWS


def read_and_check(_engine: Engine, path: Path) -> Callable[[], int]:
    """Bytes to typed rows, by slices as the loader does; nothing is written."""
    territory = load_territory(Path(Settings().territory_dir))
    columns = wifi_sessions.COLUMNS

    def run() -> int:
        raw = read_table(path.read_bytes(), columns)
        slices = raw.frame.iter_slices(wifi_sessions.SLICE_ROWS)
        parts = [check_rows(replace(raw, frame=part), columns, territory) for part in slices]
        return sum(part.rows.height for part in parts)

    return run


def load_sessions(engine: Engine, path: Path) -> Callable[[], int]:
    """The whole way of a file: read, checked, pseudonymised, published, summed."""
    radius.add_sites(engine)
    context = _context(engine)

    def run() -> int:
        report = pipeline.load(BY_KEY["sessions-radius"], path.read_bytes(), context)
        # A refused load is quick: its time would be a lie.
        if report.rows_loaded != ROWS:
            raise RuntimeError(report.message)
        return report.rows_loaded

    return run


def load_readings(engine: Engine, _path: Path) -> Callable[[], int]:
    """Hourly readings of a hundred series into an empty store, with their hours and days."""
    instants = FIRST_READING_S + STEP_S * np.arange(ROWS // SERIES)
    values = np.random.default_rng(radius.SEED).poisson(40, ROWS).astype(float)
    names = [f"bench:{number}" for number in range(SERIES)]
    frame = pl.DataFrame(
        {
            "series_key": np.repeat(names, len(instants)),
            "at_s": np.tile(instants, SERIES),
            "value": values,
            "quality": 0,
        }
    )
    territory = load_territory(Path(Settings().territory_dir))

    def run() -> int:
        with engine.begin() as connection:
            series.register_series(connection, _descriptions(names), territory)
            dirty = series.write_readings(connection, frame)
            series.rebuild_rollups(connection, dirty)
        return frame.height

    return run


def load_meters(engine: Engine, _path: Path) -> Callable[[], int]:
    """A year of half-hours of meters through the whole pipeline, and the sums of buildings."""
    meters = [f"BENCH-{number}" for number in range(METERS)]
    context = _context(engine)
    known = "\n".join(
        ["compteur;énergie;bâtiment", *(f"{one};électricité;{one}" for one in meters)]
    )
    head = "id;nom;usage;code commune"
    listed = "\n".join([head, *(f"{one};{one};école;37261" for one in meters)])
    for source, text in (("batiments", listed), ("compteurs-energie", known)):
        report = pipeline.load(BY_KEY[source], text.encode(), context)
        if report.rows_loaded != METERS:
            raise RuntimeError(report.message)
    content = _half_hours(meters)

    def run() -> int:
        report = pipeline.load(BY_KEY["releves-energie"], content, context)
        if report.rows_loaded != METERS * YEAR_STEPS:
            raise RuntimeError(report.message)
        return report.rows_loaded

    return run


def _half_hours(meters: list[str]) -> bytes:
    """The template of meter readings: kWh every half hour, instants in UTC."""
    at_s = pl.Series(FIRST_READING_S + HALF_HOUR_S * np.arange(YEAR_STEPS))
    instants = pl.from_epoch(at_s).dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_numpy()
    values = np.random.default_rng(radius.SEED).gamma(2, 1, METERS * YEAR_STEPS).round(3)
    frame = pl.DataFrame(
        {
            "compteur": np.repeat(meters, YEAR_STEPS),
            "horodatage": np.tile(instants, METERS),
            "valeur": values,
            "unité": "kWh",
        }
    )
    return frame.write_csv(separator=";").encode()


def _descriptions(names: list[str]) -> pl.DataFrame:
    told = {
        "theme": "footfall",
        "quantity": "passages",
        "unit": "passages",
        "kind": "count",
        "step_s": STEP_S,
        "direction": "both",
        "commune_code": "37261",
        "latitude_deg": None,
        "longitude_deg": None,
        "source_key": "compteurs",
        "simulated": True,
    }
    return pl.DataFrame([{"series_key": name, "place": name, **told} for name in names])


def publish_site_days(engine: Engine, path: Path) -> Callable[[], int]:
    """Sessions in memory to the rows of site and day, nothing else."""
    sessions = _parsed_sessions(engine, path)

    def run() -> int:
        for _ in range(ROLLUP_REPEATS):
            publication.site_days(sessions, THRESHOLD)
        return ROLLUP_REPEATS * sessions.height

    return run


def publish_everything(engine: Engine, path: Path) -> Callable[[], int]:
    """Sessions in memory to every published cell: days, hours, dwell, languages, pairs."""
    sessions = _parsed_sessions(engine, path)

    def run() -> int:
        days = publication.site_days(sessions, THRESHOLD)
        kept = publication.of_published_days(sessions, days)
        publication.site_hours(kept, THRESHOLD)
        publication.published_months(publication.month_counts(kept), THRESHOLD)
        return sessions.height

    return run


def _parsed_sessions(engine: Engine, path: Path) -> pl.DataFrame:
    radius.add_sites(engine)
    return wifi_sessions.parse(path.read_bytes(), _context(engine)).rows


def _context(engine: Engine) -> Context:
    return Context(Settings(), engine, radius.NOW_S, "bench")


WORKLOADS = {
    prepare.__name__: prepare
    for prepare in (
        write_file,
        read_and_check,
        load_sessions,
        load_readings,
        load_meters,
        publish_site_days,
        publish_everything,
    )
}


def peak_memory_mb() -> float:
    """The most memory this process has held, MB: of itself, whatever its parent held."""
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) * 1024 / 1e6


def main(name: str, url: str, path: str) -> None:
    """Prepare, run under the clock, print what came of it."""
    engine = db.make_engine(url)
    run = WORKLOADS[name](engine, Path(path))
    started_s, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    rows = run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    elapsed_s = time.perf_counter() - started_s
    cpu_s = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    outcome = {"rows": rows, "elapsed_s": elapsed_s, "cpu_s": cpu_s, "peak_mb": peak_memory_mb()}
    print(json.dumps(outcome))


if __name__ == "__main__":
    main(*sys.argv[1:])
