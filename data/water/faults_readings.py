"""Faults that only raw readings show: an index that goes back, a clock that stands still."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.calendar import PARIS
from data.water.fault import Fault, runs
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

# As many readings at one instant: a clock that stands still, not a line sent twice.
LEAST_REPEATED = 3
# A counter of so many digits passes through zero: it stood this near to the next power of ten.
NEAR_ROUND = 0.95
HOUR_S = 3600


def resets(
    row: int, at_s: NDArray[np.int64], index_m3: Values, first_day: np.datetime64
) -> list[Fault]:
    """Where an index (n,) goes back: from one reading to the next, nothing can be said.

    A counter that passes through zero goes back too, and loses nothing: see `unrolled`.
    """
    known = np.isfinite(index_m3)
    index, hour = unrolled(index_m3[known]), hours_of(at_s[known], first_day)
    return [
        Fault(row, "reset", int(hour[at - 1]), int(hour[at]), float(index_m3[known][at - 1]))
        for at in np.flatnonzero(np.diff(index, prepend=-np.inf) < 0)
    ]


def unrolled(index_m3: Values) -> Values:
    """The index (n,), no value missing, as if its counter had one digit more.

    An index just under a power of ten (`NEAR_ROUND`) followed by one near zero went through it.
    """
    if not len(index_m3):
        return index_m3
    before = np.maximum(index_m3[:-1], 1.0)
    top = 10.0 ** np.ceil(np.log10(before))
    rolled = (before >= NEAR_ROUND * top) & (index_m3[1:] < (1 - NEAR_ROUND) * top)
    turns = np.concatenate(([0.0], np.cumsum(np.where(rolled, top, 0.0))))
    return index_m3 + turns


def frozen_clocks(
    row: int, at_s: NDArray[np.int64], value: Values, first_day: np.datetime64
) -> list[Fault]:
    """Readings (n,) in the order of their arrival whose instant stands still or goes back.

    The same instant `LEAST_REPEATED` times with different values: what was measured meanwhile is
    not known until the clock moves on. An instant more than an hour before the one before: the
    hours told twice are those of `detail`, negative.
    """
    hour = hours_of(at_s, first_day)
    found = []
    for _, first, after in runs((np.diff(at_s, prepend=at_s[:1] - 1) == 0)[None]):
        stands = slice(first - 1, after)
        if after - first + 1 < LEAST_REPEATED or len(np.unique(value[stands])) == 1:
            continue
        is_open = after == len(at_s)
        end = int(hour[after]) if not is_open else int(hour[first]) + 1
        found.append(
            Fault(row, "clock", int(hour[first]), max(end, int(hour[first]) + 1), 0.0, is_open)
        )
    for at in np.flatnonzero(np.diff(at_s, prepend=at_s[:1]) < -HOUR_S):
        back = float(at_s[at] - at_s[at - 1]) / HOUR_S
        found.append(Fault(row, "clock", int(hour[at]), int(hour[at - 1]) + 1, back))
    return sorted(found, key=lambda fault: fault.start_hour)


def hours_of(at_s: NDArray[np.int64], first_day: np.datetime64) -> NDArray[np.int64]:
    """(n,) local hours since the midnight of the first day, on days of 24 hours."""
    local = pd.to_datetime(at_s, unit="s", utc=True).tz_convert(PARIS).tz_localize(None)
    day = local.to_numpy().astype("datetime64[D]")
    return (day - first_day).astype(np.int64) * HOURS + local.hour.to_numpy()
