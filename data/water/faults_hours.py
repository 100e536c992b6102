"""Faults seen in the hours alone: missing, standing still, of the wrong sign."""

import numpy as np
from numpy.typing import NDArray

from data.water.fault import Fault, runs
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

# Shorter holes and stops are the daily lot of remote reading.
LEAST_HOURS = 6
# A value other than zero that stands for so long is frozen, whatever the meter's habits.
SURELY_HOURS = 72
# -log of the chance of a run under the meter's own habits, as if its hours were independent: they
# are not, hence a threshold far beyond that of any one run.
UNLIKELY = 24.0
# A turned meter tells the usual flow but for its sign: within this ratio.
USUAL_RATIO = 3.0


def gaps(flow_m3_h: Values) -> list[Fault]:
    """Stretches of `LEAST_HOURS` missing hours and more, from the first known hour on."""
    flow = _by_hour(flow_m3_h)
    known = np.isfinite(flow)
    missing = ~known & np.maximum.accumulate(known, axis=1)
    return [
        Fault(row, "gap", first, after, float(after - first), after == flow.shape[1])
        for row, first, after in runs(missing)
        if after - first >= LEAST_HOURS
    ]


def standstills(flow_m3_h: Values) -> list[Fault]:
    """The same value, or zero, for longer than the meter ever had reason to.

    With p(h) the share of hours h of the day that repeat the hour before (or that are zero), a
    run is a fault when the sum of -log p(h) passes `UNLIKELY`: a coarse meter, or one that stands
    every night, needs a longer run than one that always moves.
    """
    flow = _by_hour(flow_m3_h)
    repeats = np.zeros(flow.shape, bool)
    before = np.take_along_axis(flow, _last_known(np.isfinite(flow)), axis=1)[:, :-1]
    repeats[:, 1:] = (flow[:, 1:] == before) & (before != 0)
    # The value that is then repeated belongs to the run.
    still = [(row, first - 1, after) for row, first, after in _unlikely(repeats, flow)]
    still += _unlikely(flow == 0, flow, surely=flow.shape[1] + 1)
    return [
        Fault(row, "stuck", first, after, float(flow[row, first]), _to_end(flow, row, after))
        for row, first, after in still
    ]


def reversals(flow_m3_h: Values) -> list[Fault]:
    """Negative hours of the usual size, on a meter that is not used to them.

    A meter between two sectors that flows both ways has its habits: its negative hours are likely.
    One that tells nothing but negative flows is turned, or its sign is declared wrong.
    """
    flow = _by_hour(flow_m3_h)
    return [
        Fault(row, "reversed", first, after, _median(flow[row, first:after]), last)
        for row, first, after in _unlikely(flow < 0, flow)
        if _usual_size(flow[row], first, after)
        for last in [_to_end(flow, row, after)]
    ]


def _by_hour(flow_m3_h: Values) -> Values:
    return flow_m3_h.reshape(len(flow_m3_h), -1)


def _unlikely(
    flags: NDArray[np.bool_], flow: Values, surely: int = SURELY_HOURS
) -> list[tuple[int, int, int]]:
    """Runs of flags too long for the meter's habits at these hours of the day.

    A missing hour neither breaks a run nor makes it longer.
    """
    known = np.isfinite(flow)
    daily = (len(flow), -1, HOURS)
    often = (flags.reshape(daily).sum(axis=1) + 1) / (known.reshape(daily).sum(axis=1) + 2)
    rarity = np.where(flags, -np.log(often)[:, np.arange(flow.shape[1]) % HOURS], 0.0)
    found = []
    for row, first, after in _runs_over_gaps(flags, known):
        length = int(flags[row, first:after].sum())
        rare = rarity[row, first:after].sum() >= UNLIKELY
        if length >= surely or (length >= LEAST_HOURS and rare):
            found.append((row, first, after))
    return found


def _runs_over_gaps(
    flags: NDArray[np.bool_], known: NDArray[np.bool_]
) -> list[tuple[int, int, int]]:
    """Runs of flags where missing hours take the flag of the last known one, cut after it."""
    last_known = _last_known(known)
    carried = np.take_along_axis(flags, last_known, axis=1)
    return [
        (row, first, int(last_known[row, after - 1]) + 1) for row, first, after in runs(carried)
    ]


def _last_known(known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(s, n) the column of the last known hour, this one included; 0 before the first."""
    return np.maximum.accumulate(np.where(known, np.arange(known.shape[1]), 0), axis=1)


def _usual_size(flow: Values, first: int, after: int) -> bool:
    """Whether the size of these hours is that of the meter's positive ones; True without any."""
    positive = flow[flow > 0]
    if len(positive) < HOURS:
        return True
    ratio = -_median(flow[first:after]) / np.median(positive)
    return 1 / USUAL_RATIO <= ratio <= USUAL_RATIO


def _median(values: Values) -> float:
    return float(np.median(values[np.isfinite(values)]))


def _to_end(flow: Values, row: int, after: int) -> bool:
    """Whether nothing is known after."""
    return not np.isfinite(flow[row, after:]).any()
