"""What a repair gave back to its sector, from its nights."""

from datetime import timedelta

import numpy as np
import pytest

from data import schema
from data.water.repair_savings import repair_saving
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


def test_the_saving_is_the_fall_of_the_median_night():
    before, after = np.array([5.0, 6.0, 7.0, np.nan]), np.array([3.0] * 6 + [2.0, 4.0])
    saved = repair_saving(before, after)
    assert (saved.before_m3_h, saved.after_m3_h, saved.saved_m3_h) == (6.0, 3.0, 3.0)
    # The deviation of the first is 1.4826 × 1, that of the second is none.
    margin = 1.645 * 1.2533 * 1.4826 / np.sqrt(3)
    assert (saved.low_m3_h, saved.high_m3_h) == (
        pytest.approx(3 - margin), pytest.approx(3 + margin),
    )  # fmt: skip


def test_too_few_nights_say_nothing():
    assert repair_saving(np.ones(2), np.ones(10)) is None
    assert repair_saving(np.array([1, 1, np.nan]), np.ones(10)) is None
    assert repair_saving(np.ones(10), np.ones(6)) is None


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


def test_nights_before_are_those_of_the_leak(engine):
    with engine.begin() as connection:
        add_leaking(connection, first=REPAIRED - timedelta(days=11), last=REPAIRED)
        add_repair(connection, "S", REPAIRED)
    rebuild(engine)
    # Of 28 nights before the repair, 16 are without leak.
    saved = one(engine, schema.water_saving)
    assert saved["saved_m3_h"] == pytest.approx(FLOW_M3_H, rel=0.05)


def test_nights_stop_at_the_other_repairs(repaired):
    # The second finds a sector without leak: it gives nothing back.
    first, second = table(repaired(REPAIRED, REPAIRED + timedelta(days=12)), schema.water_saving)
    assert first["saved_m3_h"] == pytest.approx(FLOW_M3_H, rel=0.05)
    assert second["saved_m3_h"] == pytest.approx(0.0, abs=0.2)


def test_repairs_of_one_day_are_not_told_apart(repaired):
    assert not table(repaired(REPAIRED, REPAIRED), schema.water_saving)


def test_a_repair_of_yesterday_has_no_saving_yet(repaired):
    last = FIRST + timedelta(days=DAYS - 2)
    assert not table(repaired(last), schema.water_saving)
