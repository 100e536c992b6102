"""One fault of one sensor, and the runs of hours that faults are made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Days at fault with no more known days between them are one fault.
SAME_FAULT_DAYS = 2


@dataclass(frozen=True)
class Fault:
    """A span of hours start..end (end excluded) that a sensor does not tell truly.

    Hours count from the midnight of the first day, 24 local hours a day; `kind` is a key of
    `FAULTS` (data/water/vocabulary.py). `detail` is the evidence in one number, by kind:
    stuck, the value that stands still (m³/h); gap, its hours; reversed, the median flow (m³/h);
    unit, the factor; clock, the hours by which the day is late (0: an instant repeated); drift, the
    ratio to the year before; reset, the index before (m³). `open`: it runs to the last hour.
    """

    row: int
    kind: str
    start_hour: int
    end_hour: int
    detail: float
    open: bool = False


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Row, first and one past the last column of each run of True of (s, n), by row."""
    edges = np.zeros((len(flags), flags.shape[1] + 2), np.int8)
    edges[:, 1:-1] = flags
    turns = np.diff(edges, axis=1)
    rows, firsts = np.nonzero(turns == 1)
    afters = np.nonzero(turns == -1)[1]
    return list(zip(rows.tolist(), firsts.tolist(), afters.tolist(), strict=True))


def stretches(flags: NDArray[np.bool_], known: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last day of the flagged stretches of (d,); short breaks do not part them."""
    days = np.flatnonzero(flags & known)
    if not days.size:
        return []
    breaks = np.flatnonzero(np.diff(np.cumsum(known)[days]) > SAME_FAULT_DAYS + 1) + 1
    return [(int(part[0]), int(part[-1])) for part in np.split(days, breaks)]
