"""Sensor faults are named to the hour, and what is none is left alone."""

from dataclasses import replace

import numpy as np
import pytest

from bench.leak_years import KINDS, WORKDAY, inject, real_hours
from data.water.fault import Fault
from data.water.faults import masked, sensor_faults
from data.water.sector_hours import HOURS, SectorHours

# A Monday, so that weeks are those of the calendar.
FIRST = np.datetime64("2024-01-01")
HOUR = 100 * HOURS + 5


def meter(days: int = 140, mean_m3_h: float = 20.0) -> SectorHours:
    """One meter whose days are alike within 5 %, each hour drawn apart."""
    random = np.random.default_rng(4)
    noise = 1 + 0.05 * random.standard_normal((1, days, HOURS))
    flow = mean_m3_h * np.array(WORKDAY) * noise
    return SectorHours(["D1"], FIRST + np.arange(days), flow, np.zeros(days, bool))


def spoiled(hours: SectorHours, first: int, after: int, told) -> SectorHours:
    """The meter with hours first..after replaced by what `told` makes of them."""
    flow = hours.flow_m3_h.copy()
    by_hour = flow.reshape(-1)
    by_hour[first:after] = told(by_hour[first:after])
    return replace(hours, flow_m3_h=flow)


def only(hours: SectorHours) -> Fault:
    faults = sensor_faults(hours)
    assert len(faults) == 1
    return faults[0]


def test_a_meter_that_tells_the_truth_has_no_fault() -> None:
    assert sensor_faults(meter()) == []


def test_missing_hours_are_a_gap_from_the_sixth_on() -> None:
    assert sensor_faults(spoiled(meter(), HOUR, HOUR + 5, lambda v: np.nan)) == []
    fault = only(spoiled(meter(), HOUR, HOUR + 6, lambda v: np.nan))
    assert fault == Fault(0, "gap", HOUR, HOUR + 6, 6.0)


def test_hours_before_the_first_known_one_are_no_gap() -> None:
    assert sensor_faults(spoiled(meter(), 0, 48, lambda v: np.nan)) == []


def test_a_meter_silent_to_the_end_has_an_open_gap() -> None:
    assert only(spoiled(meter(), HOUR, 140 * HOURS, lambda v: np.nan)).open


def test_a_value_that_stands_still_is_named_with_the_value() -> None:
    fault = only(spoiled(meter(), HOUR, HOUR + 10, lambda v: 12.5))
    assert fault == Fault(0, "stuck", HOUR, HOUR + 10, 12.5)


def test_a_still_value_with_a_hole_in_it_is_one_fault() -> None:
    held = spoiled(meter(), HOUR, HOUR + 20, lambda v: 12.5)
    faults = sensor_faults(spoiled(held, HOUR + 8, HOUR + 10, lambda v: np.nan))
    assert faults == [Fault(0, "stuck", HOUR, HOUR + 20, 12.5)]


def test_a_coarse_meter_may_stand_still_every_night() -> None:
    hours = meter(mean_m3_h=2.0)
    coarse = replace(hours, flow_m3_h=np.floor(hours.flow_m3_h) + 1)
    assert [fault for fault in sensor_faults(coarse) if fault.kind == "stuck"] == []


def test_zero_is_a_fault_where_it_never_was() -> None:
    assert only(spoiled(meter(), HOUR, HOUR + 8, lambda v: 0.0)).kind == "stuck"


def test_zero_every_night_is_a_habit() -> None:
    hours = meter()
    flow = hours.flow_m3_h.copy()
    flow[:, :, :7] = 0
    assert sensor_faults(replace(hours, flow_m3_h=flow)) == []


def test_a_turned_meter_is_named_to_the_hour() -> None:
    fault = only(spoiled(meter(), HOUR, HOUR + 240, lambda v: -v))
    assert (fault.kind, fault.start_hour, fault.end_hour) == ("reversed", HOUR, HOUR + 240)
    assert fault.detail < 0


def test_a_meter_that_was_always_turned_is_named() -> None:
    hours = meter()
    fault = only(replace(hours, flow_m3_h=-hours.flow_m3_h))
    assert (fault.kind, fault.start_hour, fault.open) == ("reversed", 0, True)


def test_a_meter_that_flows_back_every_night_is_not_turned() -> None:
    hours = meter()
    flow = hours.flow_m3_h.copy()
    flow[:, :, :7] *= -1
    assert sensor_faults(replace(hours, flow_m3_h=flow)) == []


@pytest.mark.parametrize("factor", [1 / 3.6, 3.6, 10, 24, 60, 1000, 1 / 1000])
def test_another_unit_is_named_with_its_factor_to_the_hour(factor: float) -> None:
    fault = only(spoiled(meter(), HOUR, HOUR + 200, lambda v: v * factor))
    assert (fault.kind, fault.start_hour, fault.end_hour) == ("unit", HOUR, HOUR + 200)
    assert fault.detail == pytest.approx(factor)


def test_a_burst_of_three_times_the_inflow_is_no_change_of_unit() -> None:
    assert sensor_faults(spoiled(meter(), HOUR, HOUR + 480, lambda v: v + 60.0)) == []


@pytest.mark.parametrize("late", [-3, 2, 12])
def test_a_clock_set_wrong_is_named_with_its_hours(late: int) -> None:
    first, after = 100 * HOURS, 120 * HOURS
    fault = only(spoiled(meter(), first, after, lambda v: np.roll(v, late)))
    assert fault == Fault(0, "clock", first, after, float(late))


def test_one_hour_late_for_a_week_of_holidays_is_no_fault() -> None:
    first, after = 100 * HOURS, 107 * HOURS
    assert sensor_faults(spoiled(meter(), first, after, lambda v: np.roll(v, 1))) == []


def test_one_hour_early_for_a_summer_is_a_fault() -> None:
    hours = meter()
    flow = hours.flow_m3_h.copy()
    flow[:, 100:] = np.roll(flow[:, 100:], -1, axis=2)
    fault = only(replace(hours, flow_m3_h=flow))
    assert (fault.kind, fault.detail, fault.open) == ("clock", -1.0, True)


def test_a_clock_late_most_of_the_time_leaves_nothing_after_the_first_shift() -> None:
    # As stamps of UTC said to be those of Paris: the summer learnt first is no truer.
    hours = meter(days=260)
    flow = hours.flow_m3_h.copy()
    flow[:, 40:180] = np.roll(flow[:, 40:180], 1, axis=2)
    fault = only(replace(hours, flow_m3_h=flow))
    assert fault == Fault(0, "clock", 40 * HOURS, 260 * HOURS, 1.0, open=True)


def test_a_clock_still_late_takes_all_since_its_first_shift() -> None:
    hours = meter(days=260)
    flow = hours.flow_m3_h.copy()
    for days in (slice(60, 80), slice(240, 260)):
        flow[:, days] = np.roll(flow[:, days], 2, axis=2)
    fault = only(replace(hours, flow_m3_h=flow))
    assert fault == Fault(0, "clock", 60 * HOURS, 260 * HOURS, 2.0, open=True)


def drifted(by: float) -> SectorHours:
    """Two years and a half; from the end of the first, `by` more each day, up to its double."""
    hours = meter(days=900)
    scale = np.minimum(1 + by * np.maximum(np.arange(900) - 400, 0), 2.0)
    return replace(hours, flow_m3_h=hours.flow_m3_h * scale[None, :, None])


def test_a_slow_growth_of_the_whole_profile_is_a_drift() -> None:
    fault = only(drifted(0.002))
    assert (fault.kind, fault.open) == ("drift", True)
    # One tenth more on the eight weeks before: between 400 + 50 and 400 + 50 + 56.
    assert 450 * HOURS <= fault.start_hour <= 510 * HOURS
    assert fault.detail > 1.5


def test_a_season_that_comes_back_is_no_drift() -> None:
    hours = meter(days=900)
    season = 1.5 + 0.5 * np.sin(2 * np.pi * np.arange(900) / 364)
    assert sensor_faults(replace(hours, flow_m3_h=hours.flow_m3_h * season[None, :, None])) == []


def test_a_slow_leak_is_no_drift() -> None:
    hours = meter(days=900)
    leak = np.minimum(0.05 * np.maximum(np.arange(900) - 400, 0), 20.0)
    assert sensor_faults(replace(hours, flow_m3_h=hours.flow_m3_h + leak[None, :, None])) == []


def test_hours_at_fault_are_not_known() -> None:
    hours = meter()
    known = masked(hours, [Fault(0, "stuck", HOUR, HOUR + 3, 1.0)]).flow_m3_h.reshape(-1)
    assert np.isnan(known[HOUR : HOUR + 3]).all()
    assert np.isnan(known).sum() == 3
    assert np.isfinite(hours.flow_m3_h).all()


def test_leaks_in_real_inflows_are_never_faults() -> None:
    hours = real_hours((1, 2, 3, 4, 5))
    if hours is None:
        pytest.skip("GABARE_OPEN_DATA_DIR does not give the real inflows (BWDF)")
    random = np.random.default_rng(8)
    for share in (0.05, 0.2, 0.5):
        for kind in KINDS:
            found = sensor_faults(inject(hours, share, kind, random).hours)
            assert {fault.kind for fault in found} == {"gap"}
