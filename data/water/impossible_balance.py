"""Sectors that would lose more water than they receive: their balance says nothing."""

import numpy as np
from numpy.typing import NDArray

from data.water.fault import Fault, runs
from data.water.night_flow import day_flow_m3_h, night_flow_m3_h
from data.water.sector_hours import HOURS, SectorHours

KIND = "balance"
# Days around each, itself included, among which most must be possible; fewer known say nothing.
AROUND_DAYS, LEAST_DAYS = 31, 7
MOSTLY = 0.5


def impossible_balances(hours: SectorHours) -> list[Fault]:
    """Where the night or the day of a sector is negative or null more often than not.

    When it is so of most of the days known, a meter is turned or in another unit all along: none
    of them is believed. Else the days around which most are, a month at a time.
    """
    night, day = night_flow_m3_h(hours.flow_m3_h), day_flow_m3_h(hours.flow_m3_h)
    found = []
    for row in range(len(night)):
        by_kind = [_mostly(flow[row] <= 0, np.isfinite(flow[row])) for flow in (night, day)]
        impossible = by_kind[0] | by_kind[1]
        found += [_fault(hours, row, first, after) for _, first, after in runs(impossible[None])]
    return found


def _mostly(flags: NDArray[np.bool_], known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(d,) the days around which most of those known are flagged; all of them when most are."""
    days = np.flatnonzero(known)
    if len(days) < LEAST_DAYS:
        return np.zeros(len(flags), bool)
    if flags[days].mean() > MOSTLY:
        return np.arange(len(flags)) >= days[0]
    total = np.concatenate(([0], np.cumsum(flags[days])))
    first = np.clip(np.arange(len(days)) - AROUND_DAYS // 2, 0, None)
    after = np.clip(np.arange(len(days)) + AROUND_DAYS // 2 + 1, None, len(days))
    most = (total[after] - total[first]) > MOSTLY * (after - first)
    # A day not known is as the last one known before it.
    return most[np.clip(np.searchsorted(days, np.arange(len(flags)), side="right") - 1, 0, None)]


def _fault(hours: SectorHours, row: int, first: int, after: int) -> Fault:
    """The days first..after of a sector, with the median of their known hours (m³/h)."""
    flow = hours.flow_m3_h[row]
    known = flow[first:after][np.isfinite(flow[first:after])]
    is_open = not np.isfinite(flow[after:]).any()
    return Fault(row, KIND, first * HOURS, after * HOURS, float(np.median(known)), is_open)
