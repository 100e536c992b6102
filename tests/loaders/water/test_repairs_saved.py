"""What a repair gave back to its sector, from its nights."""

from datetime import timedelta

import pytest

from data import schema
from data.water.vocabulary import BUDGET
from tests.loaders.water.flow_store import FIRST, one, rebuild, table
from tests.loaders.water.test_water_rollup import (
    DAYS,
    EUR_M3,
    FLOW_M3_H,
    SINCE,
    add_leaking,
    add_price,
    add_repair,
)

REPAIRED = SINCE + timedelta(days=20)


@pytest.fixture
def repaired(engine):
    def rebuilt(*days):
        with engine.begin() as connection:
            add_price(connection)
            add_leaking(connection, last=REPAIRED)
            for number, day in enumerate(days):
                add_repair(connection, "S", day, f"R{number}")
        rebuild(engine)
        return engine

    return rebuilt


def test_a_repair_gives_back_the_flow_of_its_leak(repaired):
    saved = one(repaired(REPAIRED), schema.water_saving)
    assert saved["saved_m3_h"] == pytest.approx(FLOW_M3_H, rel=0.05)
    assert saved["saved_m3_h"] == pytest.approx(saved["before_m3_h"] - saved["after_m3_h"])
    assert saved["low_m3_h"] <= FLOW_M3_H <= saved["high_m3_h"]
    assert saved["eur_year"] == pytest.approx(saved["saved_m3_h"] * 8760 * EUR_M3)


@pytest.mark.parametrize(("nights", "known"), [(4, False), (6, True)])
def test_nights_before_are_those_of_the_leak(engine, nights, known):
    with engine.begin() as connection:
        first = REPAIRED - timedelta(days=nights - 1)
        add_leaking(connection, first=first, last=REPAIRED, flow_m3_h=4 * FLOW_M3_H)
        add_repair(connection, "S", REPAIRED)
    rebuild(engine)
    assert one(engine, schema.water_alert, budget=BUDGET)["since"] <= first
    saved = [row["saved_m3_h"] for row in table(engine, schema.water_saving)]
    assert saved == ([pytest.approx(4 * FLOW_M3_H, rel=0.05)] if known else [])


def test_nights_stop_at_the_other_repairs(repaired):
    # The second finds a sector without leak: it gives nothing back.
    first, second = table(repaired(REPAIRED, REPAIRED + timedelta(days=6)), schema.water_saving)
    assert first["saved_m3_h"] == pytest.approx(FLOW_M3_H, rel=0.05)
    assert second["saved_m3_h"] == pytest.approx(0.0, abs=0.2)


def test_too_few_nights_between_two_repairs_say_nothing(repaired):
    store = repaired(REPAIRED, REPAIRED + timedelta(days=5))
    assert not table(store, schema.water_saving)


def test_repairs_of_one_day_are_not_told_apart(repaired):
    assert not table(repaired(REPAIRED, REPAIRED), schema.water_saving)


def test_a_repair_of_yesterday_has_no_saving_yet(repaired):
    last = FIRST + timedelta(days=DAYS - 2)
    assert not table(repaired(last), schema.water_saving)
