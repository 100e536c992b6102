"""Hours of meters and tanks brought to the net inflow of sectors, and the sensors at fault."""

from datetime import date, timedelta

import numpy as np
import pytest

from data import schema
from loaders.water.sector_balance import sector_balance
from tests.building_store import fill
from tests.loaders.measured import at, description, load, register
from tests.loaders.water.flow_store import (
    FIRST,
    HOUR_S,
    OF_WATER,
    add_hours,
    add_levels,
    add_sector,
    hours,
    local,
    one,
    ordinary,
    rebuild,
    table,
)

WEEKS = 10


@pytest.fixture
def balance_of(engine):
    def found():
        with engine.connect() as connection:
            return sector_balance(connection)

    return found


def add_tank(connection, tank, sector, volume_m3=100.0):
    """A tank of 5 m whose level of 1 m is so many m³."""
    fill(connection, schema.water_tank, [{"tank_id": tank, "sector_id": sector, "name": tank}])
    curve = [
        {"tank_id": tank, "level_m": float(level), "volume_m3": level * volume_m3}
        for level in (0, 5)
    ]
    fill(connection, schema.water_tank_volume, curve)


def test_what_leaves_is_taken_off_what_enters(engine, balance_of):
    at_s = hours(2)
    with engine.begin() as connection:
        add_sector(connection, "S", "in", "-out")
        add_hours(connection, "in", at_s, np.arange(48.0))
        add_hours(connection, "out", at_s, np.full(48, 0.25))
    flow = balance_of().hours.flow_m3_h
    assert flow[0, 1].tolist() == [hour - 0.25 for hour in range(24, 48)]


def test_one_missing_meter_makes_the_hour_unknown(engine, balance_of):
    at_s, value = hours(1), np.arange(24.0)
    value[5] = np.nan
    with engine.begin() as connection:
        add_sector(connection, "S", "in", "-out")
        add_hours(connection, "in", at_s, np.arange(24.0))
        add_hours(connection, "out", at_s, value)
    flow = balance_of().hours.flow_m3_h[0, 0]
    assert np.flatnonzero(np.isnan(flow)).tolist() == [5]


def test_a_volume_half_read_is_brought_to_the_hour_and_less_is_not_known(engine, balance_of):
    at_s = hours(1)
    volume = {"quantity": "water_m3", "kind": "consumption", "step_s": 600}
    with engine.begin() as connection:
        add_sector(connection, "S", "a")
        add_sector(connection, "T", "b")
        add_hours(connection, "a", at_s, np.full(24, 6.0), readings=3, expected=6, **volume)
        add_hours(connection, "b", at_s, np.full(24, 6.0), readings=2, expected=6, **volume)
    flow = balance_of().hours.flow_m3_h
    assert flow[0, 0].tolist() == [6.0 * 6 / 3] * 24
    assert np.isnan(flow[1]).all()


def test_hours_that_an_index_leaps_over_are_not_known(engine, balance_of):
    start = at("2025-01-06")
    index = [(start + HOUR_S * hour, 100.0 + 2 * hour) for hour in range(49)]
    del index[10:13]
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        register(connection, description_of_index("m"))
        load(connection, "m", index)
    flow = balance_of().hours.flow_m3_h[0, 0]
    # Read at 9 h then at 13 h: the four hours between took 8 m³, no one knows when.
    assert np.flatnonzero(np.isnan(flow)).tolist() == [9, 10, 11, 12]
    assert flow[8] == flow[13] == 2.0


def description_of_index(meter):
    return description(meter, **{**OF_WATER, "quantity": "water_m3", "unit": "m³", "kind": "index"})


def test_an_index_that_goes_back_is_named(engine):
    start = at("2025-01-06")
    index = [(start + HOUR_S * hour, 100.0 + 2 * hour - 150 * (hour >= 30)) for hour in range(49)]
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        register(connection, description_of_index("m"))
        load(connection, "m", index)
    rebuild(engine)
    fault = one(engine, schema.water_fault, kind="reset")
    assert (fault["meter_id"], fault["sector_id"], fault["open"]) == ("m", "S", False)
    assert fault["first_day"] == fault["last_day"] == date(2025, 1, 7)
    assert fault["detail"] == pytest.approx(150 - 2)


def test_the_days_of_clock_changes_have_their_hours(engine, balance_of):
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        for first in (date(2025, 3, 30), date(2025, 10, 26)):
            at_s = hours(1, first)
            value = np.arange(float(len(at_s)))
            add_hours(connection, "m", at_s, value, series_key=f"m:{first}")
    flow = balance_of().hours.flow_m3_h[0]
    assert np.flatnonzero(np.isnan(flow[0])).tolist() == [2]
    assert flow[-1].tolist() == [0, 1, (2 + 3) / 2, *range(4, 25)]


def test_water_that_fills_a_tank_is_not_used(engine, balance_of):
    at_s = hours(1)
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_tank(connection, "T", "S")
        add_hours(connection, "m", at_s, np.full(24, 10.0))
        level = np.interp(np.arange(25), [0, 10, 24], [1.0, 2.0, 2.0])
        add_levels(connection, "T", np.append(at_s, at_s[-1] + HOUR_S), level)
    flow = balance_of().hours.flow_m3_h[0, 0]
    # 1 m in ten hours is 10 m³/h: nothing is left for the sector; then the tank stands.
    assert flow[:10].tolist() == pytest.approx([0.0] * 10)
    assert flow[10:].tolist() == pytest.approx([10.0] * 14)


def test_levels_read_off_the_hour_are_interpolated_and_not_over_a_hole(engine, balance_of):
    at_s = hours(1)
    read_s = np.arange(at_s[0] - 300, at_s[-1] + 2 * HOUR_S, 900)
    level = (read_s - at_s[0]) / HOUR_S / 10 + 1
    hole = (read_s > at_s[5]) & (read_s < at_s[7])
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_tank(connection, "T", "S")
        add_hours(connection, "m", at_s, np.full(24, 10.0))
        add_levels(connection, "T", read_s[~hole], level[~hole], step_s=900)
    flow = balance_of().hours.flow_m3_h[0, 0]
    # Without a reading at 5:10 nor at 6:55, the levels of 5 h, 6 h and 7 h are not known.
    assert np.flatnonzero(np.isnan(flow)).tolist() == [4, 5, 6, 7]
    assert np.nanmax(np.abs(flow)) == pytest.approx(0.0, abs=1e-9)


def test_a_missing_level_is_named_and_gives_no_number(engine):
    at_s = hours(7 * WEEKS)
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_tank(connection, "T", "S")
        add_hours(connection, "m", at_s, ordinary(at_s))
    rebuild(engine)
    state = one(engine, schema.water_sector_state, sector_id="S")
    assert not state["judged"]
    assert (state["night_m3_h"], state["leakage_m3_km_day"], state["leak_m3_h"]) == (None,) * 3
    assert (state["known_days"], state["open_faults"], state["open_alerts"]) == (0, 1, 0)
    fault = one(engine, schema.water_fault)
    assert (fault["meter_id"], fault["kind"], fault["sector_id"]) == ("T", "level", "S")
    assert (fault["first_day"], fault["open"]) == (FIRST, True)
    assert not table(engine, schema.water_alert)


def test_a_meter_never_read_is_named_and_its_sector_gives_no_number(engine):
    at_s = hours(7 * WEEKS)
    with engine.begin() as connection:
        add_sector(connection, "S", "m", "-lost")
        add_hours(connection, "m", at_s, ordinary(at_s))
    rebuild(engine)
    fault = one(engine, schema.water_fault)
    assert (fault["meter_id"], fault["kind"], fault["open"]) == ("lost", "gap", True)
    assert one(engine, schema.water_sector_state)["night_m3_h"] is None
    assert not table(engine, schema.water_sector_day)


def test_a_meter_turned_is_named_and_gives_no_number(engine):
    at_s = hours(7 * WEEKS)
    flow = ordinary(at_s)
    turned = at_s >= at(f"{FIRST + timedelta(days=40)}")
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_hours(connection, "m", at_s, np.where(turned, -flow, flow))
    rebuild(engine)
    fault = one(engine, schema.water_fault)
    assert (fault["meter_id"], fault["kind"], fault["open"]) == ("m", "reversed", True)
    assert fault["first_day"] == FIRST + timedelta(days=40)
    state = one(engine, schema.water_sector_state)
    assert (state["judged"], state["night_m3_h"], state["known_days"]) == (False, None, 0)
    assert not table(engine, schema.water_alert)


def test_a_sector_that_loses_more_than_it_receives_gives_no_number(engine):
    # The two meters were swapped: what enters is said to leave.
    at_s = hours(7 * WEEKS)
    with engine.begin() as connection:
        add_sector(connection, "S", "small", "-large")
        add_hours(connection, "small", at_s, ordinary(at_s, 2.0))
        add_hours(connection, "large", at_s, ordinary(at_s, 12.0, seed=2))
    rebuild(engine)
    fault = one(engine, schema.water_fault)
    assert (fault["meter_id"], fault["kind"], fault["sector_id"]) == ("S", "balance", "S")
    assert (fault["first_day"], fault["open"]) == (FIRST, True)
    assert one(engine, schema.water_sector_state)["night_m3_h"] is None
    assert not table(engine, schema.water_sector_hour)


def test_a_sector_whose_nights_are_most_negative_gives_no_number(engine):
    # L/s said to be m³/h at the entry: by day more enters than leaves, by night less.
    at_s = hours(7 * WEEKS)
    night = np.isin(local(at_s).hour, range(6))
    leaves = ordinary(at_s, 5.0, seed=2)
    with engine.begin() as connection:
        add_sector(connection, "S", "in", "-out")
        add_hours(connection, "in", at_s, ordinary(at_s, 10.0) - 6.0 * night)
        add_hours(connection, "out", at_s, leaves)
    rebuild(engine)
    fault = one(engine, schema.water_fault)
    assert (fault["meter_id"], fault["kind"], fault["open"]) == ("S", "balance", True)
    state = one(engine, schema.water_sector_state)
    numbers = ("night_m3_h", "leakage_m3_km_day", "inflow_m3_day", "leak_m3_h", "last_day")
    assert [state[name] for name in numbers] == [None] * len(numbers)
    assert (state["judged"], state["known_days"], state["open_faults"]) == (False, 0, 1)
    assert not table(engine, schema.water_alert)


def test_a_month_of_impossible_days_leaves_those_before(engine):
    at_s = hours(7 * WEEKS)
    wrong = at_s >= at(f"{FIRST + timedelta(days=40)}")
    with engine.begin() as connection:
        add_sector(connection, "S", "in", "-out")
        add_hours(connection, "in", at_s, np.where(wrong, 0.4, 1.0) * ordinary(at_s))
        add_hours(connection, "out", at_s, ordinary(at_s, 5.0, seed=2))
    rebuild(engine)
    fault = one(engine, schema.water_fault)
    assert (fault["kind"], fault["open"]) == ("balance", True)
    assert fault["first_day"] == FIRST + timedelta(days=40)
    assert one(engine, schema.water_sector_state)["night_m3_h"] is None


def test_a_sector_that_nothing_enters_is_named_and_its_neighbour_too(engine):
    # The meter between the two is declared the wrong way on both sides.
    at_s = hours(7 * WEEKS)
    with engine.begin() as connection:
        add_sector(connection, "UP", "in", "between")
        add_sector(connection, "DOWN", "-between")
        add_hours(connection, "in", at_s, ordinary(at_s))
        add_hours(connection, "between", at_s, ordinary(at_s, 4.0, seed=2))
    rebuild(engine)
    told = {(row["meter_id"], row["kind"]) for row in table(engine, schema.water_fault)}
    assert told == {("DOWN", "balance"), ("between", "reversed")}
    for state in table(engine, schema.water_sector_state):
        assert (state["night_m3_h"], state["inflow_m3_day"], state["judged"]) == (None, None, False)
        assert state["open_faults"] > 0
    assert not table(engine, schema.water_alert)


def test_a_meter_of_two_sectors_at_fault_is_counted_in_both(engine):
    at_s = hours(7 * WEEKS)
    silent = at_s >= at(f"{FIRST + timedelta(days=60)}")
    with engine.begin() as connection:
        add_sector(connection, "UP", "in", "-between")
        add_sector(connection, "DOWN", "between")
        add_hours(connection, "in", at_s, ordinary(at_s))
        flow = ordinary(at_s, 4.0, seed=2)
        add_hours(connection, "between", at_s, np.where(silent, np.nan, flow))
    rebuild(engine)
    one(engine, schema.water_fault, meter_id="between", kind="gap")
    states = table(engine, schema.water_sector_state)
    assert [state["open_faults"] for state in states] == [1, 1]


def test_the_rest_of_the_last_day_is_no_hole(engine):
    at_s = hours(7 * WEEKS)[:-20]
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_sector(connection, "T", "n")
        add_hours(connection, "m", at_s, ordinary(at_s))
        add_hours(connection, "n", at_s[:-30], ordinary(at_s[:-30]))
    rebuild(engine)
    fault = one(engine, schema.water_fault)
    assert (fault["meter_id"], fault["open"]) == ("n", True)


def test_a_finer_series_speaks_first_and_the_other_fills_its_holes(engine, balance_of):
    at_s = hours(1)
    fine = np.full(24, 3.0)
    fine[12:] = np.nan
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
        add_hours(connection, "m", at_s, np.full(24, 7.0))
        add_hours(connection, "m", at_s, fine, quantity="water_m3", kind="consumption", step_s=900)
    flow = balance_of().hours.flow_m3_h[0, 0]
    assert flow.tolist() == [3.0] * 12 + [7.0] * 12


def test_nothing_read_gives_no_balance(engine, balance_of):
    with engine.begin() as connection:
        add_sector(connection, "S", "m")
    assert balance_of() is None
    rebuild(engine)
    state = one(engine, schema.water_sector_state)
    assert (state["sector_id"], state["judged"], state["last_day"]) == ("S", False, None)
