"""Faults that only raw readings show: an index that goes back."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.calendar import PARIS
from data.water.fault import Fault
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

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


def hours_of(at_s: NDArray[np.int64], first_day: np.datetime64) -> NDArray[np.int64]:
    """(n,) local hours since the midnight of the first day, on days of 24 hours."""
    local = pd.to_datetime(at_s, unit="s", utc=True).tz_convert(PARIS).tz_localize(None)
    day = local.to_numpy().astype("datetime64[D]")
    return (day - first_day).astype(np.int64) * HOURS + local.hour.to_numpy()
