"""Readings taken day after day from a base: what is stored is what the base holds."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, create_engine, text

from data import db
from data.settings import Settings
from loaders import extract, pipeline, sources
from loaders.pipeline import Context
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import PRM, SMALL_PRM, days, total
from tests.loaders.measured import PARIS

SOURCE = sources.BY_KEY["releves-energie"]
QUERY = "SELECT compteur, horodatage, valeur, unite, nature FROM releve WHERE horodatage >= :depuis"
# The day of 25 hours is among them.
FIRST = datetime(2025, 10, 24, tzinfo=PARIS)
STEPS = (72 + 1) * 2


@pytest.fixture(params=["text", pytest.param("timestamptz", marks=pytest.mark.postgresql)])
def base(request: pytest.FixtureRequest, tmp_path) -> Iterator[Engine]:
    """A source on SQLite, where times are texts, and on PostgreSQL, where they have a zone."""
    zoned = request.param == "timestamptz"
    url = request.getfixturevalue("postgresql_store") if zoned else f"sqlite:///{tmp_path / 'b.db'}"
    engine = create_engine(url)
    kind = "timestamp with time zone" if zoned else "text"
    with engine.begin() as connection:
        connection.execute(
            text(f"CREATE TABLE releve (compteur text, horodatage {kind}, valeur float, "
                 "unite text, nature text)")
        )  # fmt: skip
        for step in range(STEPS):
            at_s = FIRST.timestamp() + 1800 * step
            local = datetime.fromtimestamp(at_s, PARIS)
            stamp = local if zoned else f"{local:%Y-%m-%d %H:%M:%S}"
            rows = [(PRM, stamp, 1000.0, "W", "puissance")]
            if local.hour == local.minute == 0:
                face = 500 + (local.replace(tzinfo=None) - datetime(2025, 10, 24)).days * 12
                rows.append((SMALL_PRM, stamp, face, "kWh", "index"))
            names = ("compteur", "horodatage", "valeur", "unite", "nature")
            statement = text(f"INSERT INTO releve VALUES ({', '.join(f':{n}' for n in names)})")
            connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])
    yield engine
    engine.dispose()


def read(base: Engine, engine: Engine, until: datetime) -> pipeline.Report:
    """What the command does, of a base that ends at a time."""
    stamp = until.isoformat(" ") if base.dialect.name == "postgresql" else f"{until:%Y-%m-%d %H:%M}"
    url = base.url.render_as_string(hide_password=False)
    query = f"{QUERY} AND horodatage < '{stamp}' ORDER BY horodatage"
    content = extract.from_sql(url, query, extract.since(engine, SOURCE))
    context = Context(Settings(), engine, int(until.timestamp()), "sql:releves-energie")
    return pipeline.load(SOURCE, content, context)


def test_day_after_day_the_store_holds_what_the_base_holds(base, sqlite_store):
    engine = db.make_engine(sqlite_store)
    energy_store.fill_meters(engine)
    for hours in (30, 31, 54, 72, 80):
        report = read(base, engine, FIRST + timedelta(hours=hours))
        assert report.rejected.is_empty()
    assert days(engine, PRM, "courbe") == {
        "2025-10-24": (pytest.approx(24.0), 48, 48),
        "2025-10-25": (pytest.approx(24.0), 48, 48),
        "2025-10-26": (pytest.approx(25.0), 50, 50),
    }
    # Faces at midnight of the 24th, 25th, 26th: two days are known.
    assert total(engine, SMALL_PRM, "jour-releve") == pytest.approx(2 * 12)
    engine.dispose()
