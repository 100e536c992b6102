"""Each day of a meter held against its usual day, which a day at fault never joins.

The usual day is a running mean of the days of the same type (at rest or not). As a fault does not
change it, a fault lasts as long as it lasts, be it for months.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.water.faults_clocks import lateness, same_level
from data.water.faults_units import added_to_every_hour, unit_factors
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

# Hours that a day must know to be told.
LEAST_KNOWN = 20
# Memory of the usual day, and days before it is one: at work, at rest.
MEMORY_DAYS = np.array([20, 8])
LEARNING_DAYS = np.array([15, 6])
# A unit changes from one day to the next: days of another level before it is believed. The first is
# left: part of a day with a burst looks multiplied.
BELIEVED_DAYS = range(2, 8)
# A day of another level (a burst, visitors) counts for this part of one.
PART_OF_UNUSUAL = 0.1
# One day moves an hour of the usual day as if it differed by this part at most.
MOST_MOVED = 0.3


@dataclass(frozen=True)
class WatchedProfiles:
    """What each day (s, d) shows against `usual` (s, d, 24), NaN at first.

    `factor` of unit (1: none), `late` in hours (0: none); `told`: the day could be held against
    the usual one; `end_hour` (s,) one past the last known hour.
    """

    usual: Values
    factor: Values
    late: NDArray[np.int64]
    told: NDArray[np.bool_]
    end_hour: NDArray[np.int64]


def watch_profiles(flow_m3_h: Values, resting: NDArray[np.bool_]) -> WatchedProfiles:
    """Each day of (s, d, 24) against the usual day, day after day: it uses no later day."""
    count, days = flow_m3_h.shape[:2]
    watched = WatchedProfiles(
        np.full((count, days, HOURS), np.nan),
        np.ones((count, days)),
        np.zeros((count, days), np.int64),
        np.zeros((count, days), bool),
        _end_hours(flow_m3_h),
    )
    model, seen = np.full((count, 2, HOURS), np.nan), np.zeros((count, 2), np.int64)
    in_force, days_off = np.ones(count), np.zeros(count, np.int64)
    for day in range(days):
        kind, flow = int(resting[day]), flow_m3_h[:, day]
        usual = watched.usual[:, day] = model[:, kind]
        enough = np.isfinite(flow).sum(axis=1) >= LEAST_KNOWN
        told = watched.told[:, day] = enough & (seen[:, kind] >= LEARNING_DAYS[kind])
        off = told & ~same_level(flow, usual)
        days_off = np.where(told, np.where(off, days_off + 1, 0), days_off)
        in_force[told & ~off] = 1.0
        believed = np.isin(days_off[off], BELIEVED_DAYS)
        in_force[off] = _factor(flow[off], usual[off], in_force[off], believed)
        watched.factor[told, day] = in_force[told]
        watched.late[told, day] = lateness(flow[told], usual[told])
        joins = enough & (watched.factor[:, day] == 1) & (watched.late[:, day] == 0)
        seen[joins, kind] += 1
        weight = 1 / np.minimum(seen[joins, kind], MEMORY_DAYS[kind])
        weight = np.where(off[joins], PART_OF_UNUSUAL * weight, weight)
        model[joins, kind] = _joined(usual[joins], flow[joins], weight[:, None])
    return watched


def _factor(flow: Values, usual: Values, in_force: Values, believed: NDArray[np.bool_]) -> Values:
    """(n,) the factor of a day: once it is in force, its level is enough to keep it so."""
    factor = unit_factors(flow, usual)
    kept = (factor == in_force) | (believed & ~added_to_every_hour(flow, usual))
    return np.where(kept, factor, 1.0)


def _joined(usual: Values, flow: Values, weight: Values) -> Values:
    """The usual day after one more day; an hour never seen is as this day tells it."""
    room = MOST_MOVED * np.abs(usual)
    held = np.clip(flow, usual - room, usual + room)
    moved = usual + weight * (np.where(np.isfinite(held), held, usual) - usual)
    return np.where(np.isfinite(moved), moved, flow)


def _end_hours(flow_m3_h: Values) -> NDArray[np.int64]:
    """(s,) one past the last known hour; 0 without any."""
    known = np.isfinite(flow_m3_h).reshape(len(flow_m3_h), -1)
    last = known.shape[1] - known[:, ::-1].argmax(axis=1)
    return np.where(known.any(axis=1), last, 0)
