"""Sensor faults of flow meters, told apart from leaks on the meter's own past.

A leak adds a flow that moves little to every hour. Each fault is asked for what a leak never does:
values that stand still, a sign that turns, a level multiplied as a whole by the ratio of two units,
a day shifted by whole hours, a profile whose every hour grows by the same part.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from data.water.fault import Fault
from data.water.faults_clocks import clock_shifts, without_truth
from data.water.faults_drift import drifts
from data.water.faults_hours import gaps, reversals, standstills
from data.water.faults_profile import watch_profiles
from data.water.faults_units import unit_changes
from data.water.sector_hours import HOURS, SectorHours

WEEKEND = 5
# 1970-01-01 was a Thursday.
EPOCH_WEEKDAY = 3


def sensor_faults(hours: SectorHours) -> list[Fault]:
    """The faults of flow meters, one a row (their names in `sectors`), by row and hour.

    What is found first is not known to what is asked next: a frozen meter has no profile, a meter
    in another unit does not drift.
    """
    found = gaps(hours.flow_m3_h) + standstills(hours.flow_m3_h) + reversals(hours.flow_m3_h)
    known = masked(hours, found)
    seen = watch_profiles(known.flow_m3_h, resting(hours))
    flow = known.flow_m3_h
    shapes = unit_changes(flow, seen.usual, seen.factor, seen.told, seen.end_hour)
    late = clock_shifts(seen.late, seen.told, seen.end_hour)
    shapes += without_truth(late, seen.told, seen.end_hour)
    found += shapes + drifts(masked(known, shapes).flow_m3_h)
    return sorted(found, key=lambda fault: (fault.row, fault.start_hour, fault.kind))


def masked(hours: SectorHours, faults: Iterable[Fault]) -> SectorHours:
    """These hours, not known where a sensor is at fault."""
    flow = hours.flow_m3_h.copy()
    by_hour = flow.reshape(len(flow), -1)
    for fault in faults:
        by_hour[fault.row, fault.start_hour : fault.end_hour] = np.nan
    return replace(hours, flow_m3_h=by_hour.reshape(-1, len(hours.days), HOURS))


def resting(hours: SectorHours) -> np.ndarray:
    """(d,) whether the day is a week-end or a public holiday."""
    weekday = (hours.days.astype("datetime64[D]").astype(np.int64) + EPOCH_WEEKDAY) % 7
    return (weekday >= WEEKEND) | hours.holiday
