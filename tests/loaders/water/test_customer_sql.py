"""Readings of customers taken day after day from the base that receives them."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine, create_engine, text

from data import db
from data.settings import Settings
from loaders import extract, pipeline, sources
from loaders.pipeline import Context
from tests.loaders.measured import PARIS
from tests.loaders.water.customer_store import days, fill_customers, hourly

pytestmark = pytest.mark.usefixtures("without_sums")
SOURCE = sources.BY_KEY["releves-abonnes"]
QUERY = "SELECT dev_eui, time, index_l FROM trame WHERE time >= :depuis AND time < '{}' ORDER BY 2"
FIRST = "2024-05-13 00:00"
HOURS = 6 * 24 + 1


def read(url: str, engine: Engine, until: datetime) -> pipeline.Report:
    """What the command does, of a base that ends at a time."""
    query = QUERY.format(f"{until:%Y-%m-%d %H:%M}")
    content = extract.from_sql(url, query, extract.since(engine, SOURCE))
    context = Context(Settings(), engine, int(until.timestamp()), "sql:releves-abonnes")
    return pipeline.load(SOURCE, content, context)


def test_day_after_day_the_store_holds_the_days_of_the_base(tmp_path, sqlite_store) -> None:
    url = f"sqlite:///{tmp_path / 'base.db'}"
    base = create_engine(url)
    instants = hourly(FIRST, HOURS)
    litres = 412_000 + np.cumsum(np.random.default_rng(3).integers(0, 40, HOURS))
    with base.begin() as connection:
        connection.execute(text("CREATE TABLE trame (dev_eui text, time text, index_l float)"))
        for at, index in zip(instants, litres, strict=True):
            connection.execute(
                text("INSERT INTO trame VALUES ('C1', :at, :index)"),
                {"at": f"{at:%Y-%m-%d %H:%M:%S}", "index": float(index)},
            )
    engine = db.make_engine(sqlite_store)
    fill_customers(engine)
    start = datetime.fromisoformat(FIRST).replace(tzinfo=PARIS)
    for hours in (10, 26, 55, 79, 103, 127, HOURS):
        report = read(url, engine, start + timedelta(hours=hours))
        assert (report.status, report.rejected.height, report.notices) == ("loaded", 0, [])
    used = np.diff(litres).reshape(6, 24) / 1000
    assert [(volume, least, known) for _, volume, least, known, _ in days(engine)] == [
        (pytest.approx(day.sum()), pytest.approx(1000 * day.min()), 24) for day in used
    ]
    base.dispose()
    engine.dispose()
