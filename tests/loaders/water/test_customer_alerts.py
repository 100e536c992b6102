"""Leaks of customers from their days: found, priced, never where water runs by use."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from data import schema
from loaders import store
from tests.loaders.water.flow_store import one, rebuild, table
from tests.water_store import add_customer

FIRST, DAYS = date(2025, 1, 1), 200
EUR_M3 = 4.30


def add_days(connection, number, volume_m3, least_l_per_h=None, first=FIRST, hours=24):
    """The days of a customer; NaN is a day not known, no least: only days are read."""
    known = np.isfinite(volume_m3)
    days = [first + timedelta(days=int(step)) for step in np.flatnonzero(known)]
    least = None if least_l_per_h is None else pl.Series(least_l_per_h[known])
    frame = pl.DataFrame({"day": days, "volume_m3": volume_m3[known]}).with_columns(
        customer_no=pl.lit(number),
        least_l_per_h=pl.lit(None, pl.Float64) if least is None else least,
        hours=pl.lit(hours) if isinstance(hours, int) else pl.Series(hours[known]),
    )
    store.insert(connection, schema.water_customer_day, frame)


def least_with_leak(first, last, l_per_h=20.0):
    """Nothing runs at night, but on these days."""
    least = np.zeros(DAYS)
    least[first : last + 1] = l_per_h
    return least


def day(step):
    return FIRST + timedelta(days=step)


def test_two_whole_days_above_the_limit_are_a_leak(engine):
    with engine.begin() as connection:
        volume = np.full(DAYS, 0.3)
        volume[155] = np.nan
        least = least_with_leak(150, DAYS - 1)
        add_days(connection, add_customer(connection, "C1"), volume, least)
        # One day only: people were up all night.
        add_days(connection, add_customer(connection, "C2"), volume, least_with_leak(150, 150))
        # At the limit of 2 L/h, not above.
        least = least_with_leak(150, 190, 2.0)
        add_days(connection, add_customer(connection, "C3"), volume, least)
    rebuild(engine)
    found = one(engine, schema.water_alert)
    assert (found["place_kind"], found["place_id"], found["kind"]) == (
        "customer", "C1", "customer",
    )  # fmt: skip
    assert (found["budget"], found["open"], found["noises"]) == (0.0, True, 0)
    assert (found["since"], found["detected"], found["last_day"]) == (day(150), day(151), day(199))
    assert found["flow_m3_h"] == pytest.approx(0.02)
    assert found["lost_m3"] == pytest.approx(0.02 * 24 * 49)
    assert found["eur"] == pytest.approx(0.02 * 24 * 49 * EUR_M3)
    assert found["eur_year"] == pytest.approx(0.02 * 8760 * EUR_M3)
    assert (found["low_m3_h"], found["high_m3_h"]) == (None, None)


def test_a_leak_repaired_is_closed(engine):
    with engine.begin() as connection:
        add_days(connection, add_customer(connection, "C1"), np.full(DAYS, 0.3),
                 least_with_leak(50, 59))  # fmt: skip
    rebuild(engine)
    found = one(engine, schema.water_alert)
    assert (found["since"], found["last_day"], found["open"]) == (day(50), day(59), False)


def test_where_water_runs_by_use_nothing_is_said(engine):
    with engine.begin() as connection:
        for usage, running, quiet in (
            # All night, two days in five: ten days in a row are no news.
            ("domestique", 60, 90), ("public", 60, 90),
            # One day in five.
            ("professionnel", 30, 120),
            # Too little past to tell.
            ("agricole", 0, 20), ("autre", 0, 40),
        ):  # fmt: skip
            least = np.zeros(running + quiet)
            least[1 : 2 * running : 2] = 30.0
            least = np.concatenate([least, np.full(10, 30.0)])
            customer = add_customer(connection, usage, usage=usage)
            add_days(connection, customer, np.full(len(least), 2.0), least)
    rebuild(engine)
    found = [row["place_id"] for row in table(engine, schema.water_alert)]
    assert found == ["autre", "professionnel"]


def test_a_leak_that_is_back_within_a_week_is_the_same(engine):
    least = least_with_leak(50, 59)
    least[66:70], least[90:95] = 10.0, 10.0
    with engine.begin() as connection:
        add_days(connection, add_customer(connection, "C1"), np.full(DAYS, 0.6), least)
    rebuild(engine)
    first, second = table(engine, schema.water_alert)
    assert (first["since"], first["detected"], first["last_day"]) == (day(50), day(51), day(69))
    assert first["flow_m3_h"] == pytest.approx(0.01)
    # It ran ten days, then four.
    assert first["lost_m3"] == pytest.approx(0.01 * 24 * (10 + 4))
    assert (second["since"], second["last_day"]) == (day(90), day(94))


def test_days_alone_show_a_rise_with_little_confidence(engine):
    rng = np.random.default_rng(1)
    volume = rng.uniform(0.2, 0.5, DAYS)
    leaking = volume + np.where(np.arange(DAYS) >= 150, 0.5, 0.0)
    with engine.begin() as connection:
        add_days(connection, add_customer(connection, "C1"), leaking)
        add_days(connection, add_customer(connection, "C2"), volume)
    rebuild(engine)
    found = one(engine, schema.water_alert)
    assert (found["place_id"], found["since"], found["confidence"]) == ("C1", day(150), "low")
    assert found["detected"] == day(163)
    assert 0 < found["flow_m3_h"] < 0.5 / 24 + 0.01


@pytest.mark.parametrize(("litres", "confidence"), [(20.0, "high"), (5.0, "medium")])
def test_twice_the_usual_of_the_year_before_gives_confidence(engine, litres, confidence):
    days = 365 + 60
    least = np.zeros(days)
    least[-30:] = litres
    with engine.begin() as connection:
        volume = 0.3 + least * 24 / 1000
        add_days(connection, add_customer(connection, "C1"), volume, least)
    rebuild(engine)
    # 0.3 + 24 × 0.02 is above 2 × 0.3, 0.3 + 24 × 0.005 is not.
    assert one(engine, schema.water_alert)["confidence"] == confidence


def test_without_a_past_confidence_is_medium_and_holes_end_nothing(engine):
    least = least_with_leak(0, DAYS - 1)
    volume = np.full(DAYS, 0.6)
    volume[60:100] = np.nan
    with engine.begin() as connection:
        add_days(connection, add_customer(connection, "C1"), volume, least)
    rebuild(engine)
    found = one(engine, schema.water_alert)
    assert (found["since"], found["last_day"]) == (day(0), day(DAYS - 1))
    assert found["lost_m3"] == pytest.approx(0.02 * 24 * (DAYS - 40))
    assert found["confidence"] == "medium"


def test_a_part_of_a_day_is_not_a_day(engine):
    """Half of the days of a leak are half known: they neither end it nor add to it."""
    leaking, usual = 40, 0.3 + 24 * 0.02
    volume, hours = np.full(DAYS, 0.3), np.full(DAYS, 24)
    volume[DAYS - leaking :] = usual
    # The last day has just begun; others before it are not a rise that stops.
    for step in (-1, -3, -5):
        volume[step], hours[step] = 0.001, 19
    least = least_with_leak(DAYS - leaking, DAYS - 1)
    least[[-1, -3, -5]] = 0.0
    with engine.begin() as connection:
        add_days(connection, add_customer(connection, "C1"), volume, hours=hours)
        add_days(connection, add_customer(connection, "C2"), volume, least, hours=hours)
    rebuild(engine)
    alerts = {row["place_id"]: row for row in table(engine, schema.water_alert)}
    assert set(alerts) == {"C1", "C2"}
    assert alerts["C2"]["open"]
    assert alerts["C2"]["last_day"] == day(DAYS - 2)
    assert alerts["C2"]["lost_m3"] == pytest.approx(0.02 * 24 * (leaking - 3))
