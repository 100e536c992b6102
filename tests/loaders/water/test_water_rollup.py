"""Leaks, nights and states of sectors from their flows: priced, said once, the same twice."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from data import schema
from data.water.detection import SectorLeak
from data.water.follow_up import FollowUp, record, state_of
from data.water.vocabulary import BUDGET, BUDGETS, SECTOR
from loaders.water import water_rollup
from loaders.water.sector_alerts import said_once
from loaders.water.sector_states import _inflow_m3_day
from tests.building_store import TOURS, fill
from tests.loaders.measured import at, rows, territory
from tests.loaders.water.flow_store import (
    FIRST,
    PROFILE,
    add_hours,
    add_sector,
    everything,
    forget,
    hours,
    leak,
    one,
    ordinary,
    rebuild,
    table,
)
from tests.water_store import add_footfall

DAYS = 300
SINCE, LAST = FIRST + timedelta(days=200), FIRST + timedelta(days=DAYS - 1)
FLOW_M3_H, EUR_M3 = 2.5, 0.8
COMMUNE = dict(zip(("commune_code", "epci_code", "departement_code"), TOURS, strict=True))


def add_price(connection, eur_m3=EUR_M3):
    row = {"kind": "water_cost_eur_per_m3", "item": "tous", "first_day": date(2020, 1, 1),
           "value": eur_m3, "unit": "€/m³", "source": "tests", "verified": True,
           "shipped": False}  # fmt: skip
    fill(connection, schema.reference_value, [row])


def add_noise(connection, sector, day):
    row = {"logger_id": "L1", "at_s": at(f"{day}"), "sector_id": sector, "simulated": False}
    fill(connection, schema.water_noise, [row])


def add_repair(connection, sector, day, repair="R1"):
    row = {"repair_id": repair, "sector_id": sector, "kind": "canalisation", "repaired_day": day,
           "simulated": False}  # fmt: skip
    fill(connection, schema.water_repair, [row])


def add_leaking(connection, first=SINCE, last=LAST, days=DAYS, sector="S", flow_m3_h=FLOW_M3_H):
    """A sector of 10 m³/h that leaks 2.5 m³/h more from one day to another."""
    at_s = hours(days)
    add_sector(connection, sector, f"m-{sector}", **COMMUNE)
    flow = ordinary(at_s) + leak(at_s, first, last, flow_m3_h)
    add_hours(connection, f"m-{sector}", at_s, flow)


@pytest.fixture
def leaking(engine):
    with engine.begin() as connection:
        add_price(connection)
        add_leaking(connection)
        at_s = hours(DAYS)
        add_sector(connection, "quiet", "q")
        add_hours(connection, "q", at_s, ordinary(at_s, seed=7))
    rebuild(engine)
    return engine


def alert_of(engine, sector="S", budget=BUDGET) -> dict:
    return one(engine, schema.water_alert, budget=budget, place_id=sector)


def test_a_leak_is_found_dated_sized_and_priced(leaking):
    found = alert_of(leaking)
    assert abs((found["since"] - SINCE).days) <= 3
    assert SINCE <= found["detected"] <= SINCE + timedelta(days=10)
    assert (found["last_day"], found["open"], found["place_kind"]) == (LAST, True, SECTOR)
    assert found["low_m3_h"] <= FLOW_M3_H <= found["high_m3_h"]
    assert found["flow_m3_h"] == pytest.approx(FLOW_M3_H, rel=0.1)
    ran = (at(f"{LAST + timedelta(days=1)}") - at(f"{found['since']}")) / 3600
    # Clock time: the night of October has an hour more, which tells its days nothing.
    assert found["lost_m3"] == pytest.approx(found["flow_m3_h"] * ran, rel=0.001)
    assert found["eur"] == pytest.approx(found["lost_m3"] * EUR_M3)
    assert found["eur_year"] == pytest.approx(found["flow_m3_h"] * 8760 * EUR_M3)


def test_every_budget_has_its_alerts_and_a_quiet_sector_none(leaking):
    found = table(leaking, schema.water_alert)
    assert {row["budget"] for row in found} == set(BUDGETS)
    assert {row["place_id"] for row in found if row["budget"] <= BUDGET} == {"S"}


def test_the_state_of_a_sector_is_that_of_its_last_nights(leaking):
    state = one(leaking, schema.water_sector_state, sector_id="S")
    night = 10 * PROFILE[2]
    use = 400 * 1.7 / 1000
    assert state["night_m3_h"] == pytest.approx(night + FLOW_M3_H, rel=0.03)
    assert state["night_use_m3_h"] == pytest.approx(use)
    assert state["leakage_m3_km_day"] == pytest.approx((state["night_m3_h"] - use) * 24 / 20)
    assert state["inflow_m3_day"] == pytest.approx(24 * (10 + FLOW_M3_H), rel=0.01)
    assert (state["judged"], state["last_day"], state["known_days"]) == (True, LAST, 30)
    assert (state["open_alerts"], state["open_faults"]) == (1, 0)
    found = alert_of(leaking)
    assert state["leak_m3_h"] == pytest.approx(found["flow_m3_h"])
    assert state["eur_year"] == pytest.approx(found["eur_year"])
    quiet = one(leaking, schema.water_sector_state, sector_id="quiet")
    assert (quiet["open_alerts"], quiet["leak_m3_h"], quiet["eur_year"]) == (0, None, None)


def test_days_show_what_the_detector_saw(leaking):
    days = table(leaking, schema.water_sector_day, sector_id="S")
    assert len(days) == DAYS
    assert days[0]["inflow_m3"] == pytest.approx(240, rel=0.05)
    assert (days[0]["hours"], days[0]["expected_m3_h"], days[0]["score"]) == (24, None, None)
    last = days[-1]
    assert last["least_m3_h"] <= last["night_m3_h"]
    assert last["threshold"] > 0
    before = days[200 - 1]
    assert before["expected_m3_h"] == pytest.approx(before["night_m3_h"], rel=0.05)


def test_hours_stand_beside_those_without_the_leak(leaking):
    shown = table(leaking, schema.water_sector_hour, sector_id="S")
    assert len({row["hour_s"] for row in shown}) == len(shown) == 60 * 24 + 1
    excess = [row["inflow_m3_h"] - row["usual_m3_h"] for row in shown]
    assert np.median(excess) == pytest.approx(FLOW_M3_H, rel=0.1)


def test_without_length_or_price_there_is_no_number_of_them(engine):
    with engine.begin() as connection:
        at_s = hours(DAYS)
        add_sector(connection, "S", "m", pipe_km=None, customers=None)
        add_hours(connection, "m", at_s, ordinary(at_s) + leak(at_s, SINCE, LAST, FLOW_M3_H))
    rebuild(engine)
    with engine.begin() as connection:
        connection.execute(schema.reference_value.delete())
        water_rollup.rebuild(connection, territory())
    state = one(engine, schema.water_sector_state)
    assert state["judged"]
    assert state["night_m3_h"] > 0
    assert (state["leakage_m3_km_day"], state["night_use_m3_h"], state["eur_year"]) == (None,) * 3
    found = alert_of(engine)
    assert found["lost_m3"] > 0
    assert (found["eur"], found["eur_year"]) == (None, None)


def test_too_little_past_judges_nothing(engine):
    with engine.begin() as connection:
        add_leaking(connection, FIRST + timedelta(days=20), FIRST + timedelta(days=40), days=40)
    rebuild(engine)
    state = one(engine, schema.water_sector_state)
    assert not state["judged"]
    assert state["night_m3_h"] > 0
    assert not table(engine, schema.water_alert)
    assert {row["score"] for row in table(engine, schema.water_sector_day)} == {None}


def test_a_leak_of_a_sector_that_fell_silent_is_not_open(engine):
    with engine.begin() as connection:
        add_leaking(connection)
        at_s = hours(DAYS + 60)
        add_sector(connection, "other", "o")
        add_hours(connection, "o", at_s, ordinary(at_s, seed=3))
    rebuild(engine)
    assert not alert_of(engine)["open"]
    state = one(engine, schema.water_sector_state, sector_id="S")
    assert (state["judged"], state["known_days"], state["open_alerts"]) == (False, 0, 0)
    assert (state["last_day"], state["open_faults"]) == (LAST, 1)


def test_a_sector_silent_for_more_than_a_week_has_no_leak_tonight(engine):
    with engine.begin() as connection:
        add_leaking(connection)
        at_s = hours(DAYS + 8)
        add_sector(connection, "other", "o")
        add_hours(connection, "o", at_s, ordinary(at_s, seed=3))
    rebuild(engine)
    assert alert_of(engine)["open"]
    state = one(engine, schema.water_sector_state, sector_id="S")
    assert (state["judged"], state["last_day"]) == (False, LAST)
    assert (state["open_alerts"], state["leak_m3_h"], state["eur_year"]) == (0, None, None)


@pytest.mark.parametrize("seen", [add_noise, add_repair])
def test_what_was_heard_or_repaired_near_gives_confidence(leaking, seen):
    with leaking.begin() as connection:
        seen(connection, "S", SINCE + timedelta(days=20))
    rebuild(leaking)
    found = alert_of(leaking)
    assert found["confidence"] == "high"
    assert found["noises"] == (1 if seen is add_noise else 0)


def test_a_full_commune_takes_confidence_away(leaking):
    days = [SINCE + timedelta(days=step) for step in range(-60, 20)]
    since = alert_of(leaking)["since"]
    with leaking.begin() as connection:
        add_footfall(connection, TOURS[0], {day: 300 if day >= since else 100 for day in days})
    rebuild(leaking)
    assert alert_of(leaking)["confidence"] == "low"
    forget(leaking, schema.footfall_day)
    with leaking.begin() as connection:
        add_footfall(connection, TOURS[0], {day: 110 if day >= since else 100 for day in days})
    rebuild(leaking)
    assert alert_of(leaking)["confidence"] != "low"


def test_few_known_hours_take_confidence_away(engine):
    at_s = hours(DAYS)
    flow = ordinary(at_s) + leak(at_s, SINCE, LAST, FLOW_M3_H)
    by_day = (at_s >= at(f"{SINCE}")) & ((at_s // 3600 + 1) % 24 >= 10)
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_hours(connection, "m", at_s, np.where(by_day, np.nan, flow))
    rebuild(engine)
    found = alert_of(engine)
    assert found["confidence"] == "low"
    ran = np.isfinite(np.where(by_day, np.nan, flow)) & (at_s >= at(f"{found['since']}"))
    assert found["lost_m3"] == pytest.approx(found["flow_m3_h"] * ran.sum(), rel=0.005)


def test_a_second_rebuild_changes_nothing(leaking):
    before = everything(leaking)
    rebuild(leaking)
    assert everything(leaking) == before


@pytest.mark.parametrize("days", [215, 240, 260])
def test_later_days_do_not_move_what_was_found(engine, days):
    end = SINCE + timedelta(days=45)
    with engine.begin() as connection:
        add_leaking(connection, last=end)
    rebuild(engine)
    whole = table(engine, schema.water_alert)
    forget(engine, schema.water_sector, schema.water_sector_meter, schema.series_hour)
    at_s = hours(DAYS)
    flow = ordinary(at_s) + leak(at_s, SINCE, end, FLOW_M3_H)
    past = at_s < at(f"{FIRST + timedelta(days=days)}")
    with engine.begin() as connection:
        add_sector(connection, "S", "m-S", **COMMUNE)
        add_hours(connection, "m-S", at_s[past], flow[past])
    rebuild(engine)

    def told(alerts):
        last = FIRST + timedelta(days=days - 1)
        names = ("budget", "place_id", "since", "kind", "detected")
        return [tuple(row[name] for name in names) for row in alerts if row["detected"] <= last]

    assert told(table(engine, schema.water_alert)) == told(whole)
    assert told(whole)


def test_what_people_said_of_an_alert_outlives_a_rebuild(leaking):
    found = alert_of(leaking)
    said = FollowUp(SECTOR, "S", found["last_day"], "seen", "Équipe prévenue", "Léa", 1)
    record(leaking, said)
    before = rows(leaking, schema.water_follow_up)
    # The same sector read again: each flow moves a little, and so may the dates.
    forget(leaking, schema.series_hour)
    at_s = hours(DAYS)
    with leaking.begin() as connection:
        flow = ordinary(at_s, seed=9) + leak(at_s, SINCE, LAST, FLOW_M3_H)
        add_hours(connection, "m-S", at_s, flow)
    rebuild(leaking)
    assert rows(leaking, schema.water_follow_up) == before
    again = alert_of(leaking)
    assert again != found
    followed = [FollowUp(*row[1:]) for row in before]
    assert state_of(SimpleNamespace(**again), followed) == said


def one_leak(since, detected, last, flow=1.0, **more):
    return SectorLeak(**{"row": 0, "budget": 1.0, "kind": "slow", "since": since,
                         "detected": detected, "last": last, "open": False, "flow_m3_h": flow,
                         "low_m3_h": flow - 0.5, "high_m3_h": flow + 0.5, "score": 1.0,
                         **more})  # fmt: skip


def test_leaks_of_the_same_days_are_said_once():
    slow = one_leak(10, 25, 40, flow=1.0)
    burst = one_leak(20, 21, 60, flow=3.0, kind="burst", open=True, score=2.0)
    apart = one_leak(61, 70, 80)
    told = said_once([burst, slow, apart])
    assert told == [one_leak(10, 21, 60, flow=3.0, kind="burst", open=True, score=2.0), apart]
    assert said_once([]) == []


def test_a_day_of_few_known_hours_says_nothing_of_what_enters():
    # Two known days of 24 m³ and 48 m³, and one of which a single hour is known.
    flow = np.full((3, 24), np.nan)
    flow[0], flow[1], flow[2, 3] = 1.0, 2.0, 50.0
    assert _inflow_m3_day(flow) == (24 + 48) / 2
    assert np.isnan(_inflow_m3_day(flow[2:]))
