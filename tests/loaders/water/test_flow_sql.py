"""Flows taken hour after hour from a base: what is stored is what the base holds."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, create_engine, text

from data import db
from data.settings import Settings
from loaders import extract, pipeline, sources
from loaders.pipeline import Context
from tests.loaders.measured import PARIS
from tests.loaders.water.water_store import fill_water, readings

pytestmark = pytest.mark.usefixtures("without_sums")
SOURCE = sources.BY_KEY["debits-eau"]
QUERY = "SELECT capteur, horodatage, valeur, unite FROM mesure WHERE horodatage >= :depuis"
# The day of 25 hours is among them.
FIRST = datetime(2025, 10, 24, tzinfo=PARIS)
QUARTER_S, HOURS = 900, 72 + 1


@pytest.fixture(params=["text", pytest.param("timestamptz", marks=pytest.mark.postgresql)])
def base(request: pytest.FixtureRequest, tmp_path) -> Iterator[Engine]:
    """A source on SQLite, where times are texts, and on PostgreSQL, where they have a zone."""
    zoned = request.param == "timestamptz"
    url = request.getfixturevalue("postgresql_store") if zoned else f"sqlite:///{tmp_path / 'b.db'}"
    engine = create_engine(url)
    kind = "timestamp with time zone" if zoned else "text"
    with engine.begin() as connection:
        connection.execute(
            text(f"CREATE TABLE mesure (capteur text, horodatage {kind}, valeur float, unite text)")
        )
        statement = text("INSERT INTO mesure VALUES (:sensor, :stamp, :value, 'L/s')")
        for step in range(HOURS * 4):
            local = datetime.fromtimestamp(FIRST.timestamp() + QUARTER_S * step, PARIS)
            stamp = local if zoned else f"{local:%Y-%m-%d %H:%M:%S}"
            row = {"sensor": "D1", "stamp": stamp, "value": float(step % 7 + 1)}
            connection.execute(statement, row)
    yield engine
    engine.dispose()


def read(base: Engine, engine: Engine, until: datetime) -> pipeline.Report:
    """What the command does, of a base that ends at a time."""
    stamp = until.isoformat(" ") if base.dialect.name == "postgresql" else f"{until:%Y-%m-%d %H:%M}"
    url = base.url.render_as_string(hide_password=False)
    query = f"{QUERY} AND horodatage < '{stamp}' ORDER BY horodatage"
    content = extract.from_sql(url, query, extract.since(engine, SOURCE))
    context = Context(Settings(), engine, int(until.timestamp()), "sql:debits-eau")
    return pipeline.load(SOURCE, content, context)


def test_hour_after_hour_the_store_holds_what_the_base_holds(base, sqlite_store) -> None:
    engine = db.make_engine(sqlite_store)
    fill_water(engine)
    for hours in (30, 31, 54, 72, 80):
        report = read(base, engine, FIRST + timedelta(hours=hours))
        assert report.rejected.is_empty()
    first_s = int(FIRST.timestamp())
    assert readings(engine, "D1") == [
        (first_s + QUARTER_S * step, pytest.approx((step % 7 + 1) * 3.6))
        for step in range(HOURS * 4)
    ]
    engine.dispose()
