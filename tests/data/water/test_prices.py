"""Which prices are said to be indicative: those of the services that a territory holds."""

from datetime import date

import pytest
from sqlalchemy import Engine

from data import schema
from data.water.prices import indicative_prices
from tests.building_store import fill
from tests.water_store import asked, fill_store


def add_price(engine: Engine, item: str, value: float, verified: bool) -> None:
    with engine.begin() as connection:
        fill(connection, schema.reference_value, [
            {"kind": "water_cost_eur_per_m3", "item": item, "first_day": date(2020, 1, 1),
             "value": value, "unit": "€/m³", "source": "essai", "verified": verified,
             "shipped": not verified},
        ])  # fmt: skip


@pytest.fixture
def priced(engine: Engine) -> Engine:
    fill_store(engine)
    add_price(engine, "A", 0.8, verified=True)
    add_price(engine, "B", 0.6, verified=False)
    return engine


def test_a_sector_has_the_price_of_its_service(priced: Engine):
    with priced.connect() as connection:
        sectors = connection.execute(
            schema.water_sector.select().order_by(schema.water_sector.c.sector_id)
        ).all()
    of_a = next(row.sector_id for row in sectors if row.service_id == "A")
    assert indicative_prices(priced, asked(f"secteur:{of_a}")) == []
    assert indicative_prices(priced, asked("service:A")) == []


def test_a_price_that_nobody_checked_is_said(priced: Engine):
    assert indicative_prices(priced, asked("service:B")) == [("service", 0.6)]
    assert ("service", 0.6) in indicative_prices(priced, asked())
