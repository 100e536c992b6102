"""Loads of lists of places from files, and what is stored of them."""

from pathlib import Path

from sqlalchemy import Engine, select

from data import schema
from data.settings import Settings
from loaders import pipeline, sources
from loaders.pipeline import Context
from tests.loaders.buildings.building_store import NOW_S

FIXTURES = Path(__file__).parents[2] / "fixtures/inclusion"
FILES = {
    "lieux-mediation": "standard.csv",
    "hub-lo": "hub_lo.csv",
    "france-services": "france_services.csv",
    "aidants-connect": "aidants_connect.json",
    "conseillers-numeriques": "conseillers.json",
}


def load_file(engine: Engine, source: str, path: Path | None = None) -> pipeline.Report:
    """The report of a load of a file (the fixture of its source), of which no row may be lost."""
    path = path or FIXTURES / FILES[source]
    context = Context(Settings(), engine, NOW_S, path.name)
    report = pipeline.load(sources.BY_KEY[source], path.read_bytes(), context)
    assert report.rows_loaded + report.rejected.height == report.rows_read
    return report


def records(engine: Engine, source: str) -> dict[str, dict]:
    """The stored records of a source, by identifier."""
    record = schema.inclusion_record
    with engine.connect() as connection:
        rows = connection.execute(select(record).where(record.c.source_key == source)).mappings()
        return {row["record_id"]: dict(row) for row in rows}


def rows_of(engine: Engine, table: object, key: str) -> dict[str, dict]:
    """The rows of a table by one of its columns."""
    with engine.connect() as connection:
        return {row[key]: dict(row) for row in connection.execute(select(table)).mappings()}
