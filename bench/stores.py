"""The stores that are measured: migrated, filled by the demonstration, copied to PostgreSQL."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Engine, func, select, text

from bench.progress import say
from data import db, schema
from data.settings import Settings
from loaders import demo, store
from loaders.series import ensure_partitions

# The demonstration always ends the same day, so that two reports can be compared.
TODAY = date(2026, 11, 22)
SLICE_ROWS = 200_000


@contextlib.contextmanager
def migrated(url: str) -> Iterator[Engine]:
    """The store at this address with its tables; closed at the end."""
    engine = db.make_engine(url)
    db.upgrade(engine)
    yield engine
    engine.dispose()


def demo_store(
    folder: Path, *, sites: int = 252, buildings: int = 400, sectors: int = 6, customers: int = 60
) -> str:
    """The URL of the demonstration store of this size, built once in this folder."""
    path = folder / f"demo-{sites}-{buildings}-{sectors}.db"
    url = f"sqlite:///{path}"
    if not path.exists():
        say(f"magasin de démonstration, {sites} sites et {buildings} bâtiments")
        settings = Settings(database_url=url)
        with migrated(url) as engine:
            demo.build(
                engine,
                settings,
                today=TODAY,
                sites=sites,
                buildings=buildings,
                lights=600,
                sectors=sectors,
                customers=customers,
                places=12,
            )
    return url


def followed_building(url: str) -> str:
    """The identifier of a building that has everything to show: hours, works and their savings."""
    saving, load = schema.saving.c, schema.load.c
    statement = select(func.min(saving.building_id)).join_from(
        schema.saving, schema.load, load.building_id == saving.building_id
    )
    engine = db.make_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(statement)
    engine.dispose()
    return found


def copy_store(source: Engine, target: Engine) -> None:
    """The rows of every table of a store, written into another that has none."""
    with source.connect() as reading, target.begin() as writing:
        for table in schema.metadata.sorted_tables:
            types = {column.name: _polars_type(column.type.python_type) for column in table.columns}
            result = reading.execution_options(yield_per=SLICE_ROWS).execute(select(table))
            for rows in result.partitions():
                frame = pl.DataFrame([tuple(row) for row in rows], schema=types, orient="row")
                if table is schema.reading:
                    ensure_partitions(writing, frame["at_s"].min(), frame["at_s"].max())
                store.insert(writing, table, frame)
        if target.dialect.name == "postgresql":
            writing.execute(text("ANALYZE"))


def _polars_type(kind: type) -> pl.DataType:
    kinds = {int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date, str: pl.String}
    return kinds[kind]
