"""A meter whose clock is late or early: the usual day, shifted by whole hours, day after day."""

import numpy as np
from numpy.typing import NDArray

from data.water.fault import Fault, stretches
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

# A day is late when its usual shape, shifted, leaves less than this part of what is unexplained.
LATE_PART = 0.85
# Days in a row late by the same hours. One hour is what a week of holidays does to mornings.
LATE_DAYS, ONE_HOUR_LATE_DAYS = 3, 6


def lateness(flow: Values, usual: Values) -> NDArray[np.int64]:
    """(n,) the circular shift of the usual days (n, 24) that explains the days best, -11 to 12.

    0 when no shift explains them much better than none. Unknown hours are taken as usual, which
    speaks for no shift; the level says nothing.
    """
    day = np.where(np.isfinite(flow), flow, usual)
    day = day - day.mean(axis=1, keepdims=True)
    usual = usual - usual.mean(axis=1, keepdims=True)
    crossed = np.fft.irfft(np.fft.rfft(day) * np.conj(np.fft.rfft(usual)), HOURS)
    size = np.sqrt((day**2).sum(axis=1) * (usual**2).sum(axis=1))[:, None]
    alike = np.divide(crossed, size, out=np.zeros_like(crossed), where=size > 0)
    unexplained = 1 - np.sign(alike) * alike**2
    best = alike.argmax(axis=1)
    late = np.where(best > HOURS // 2, best - HOURS, best)
    least = np.take_along_axis(unexplained, best[:, None], axis=1)[:, 0]
    return np.where(least < LATE_PART * unexplained[:, 0], late, 0)


def clock_shifts(
    late: NDArray[np.int64], told: NDArray[np.bool_], end_hour: NDArray[np.int64]
) -> list[Fault]:
    """The stretches of days (s, d) late by the same hours, long enough not to be chance."""
    found = []
    for row in np.flatnonzero((late != 0).any(axis=1)).tolist():
        for shift in np.unique(late[row][late[row] != 0]).tolist():
            least = ONE_HOUR_LATE_DAYS if abs(shift) == 1 else LATE_DAYS
            shifted = late[row] == shift
            for first, last in stretches(shifted, told[row]):
                days = slice(first, last + 1)
                if _most_in_a_row(shifted[days][told[row, days]]) < least:
                    continue
                is_open = not told[row, last + 1 :].any()
                end = int(end_hour[row]) if is_open else (last + 1) * HOURS
                found.append(Fault(row, "clock", first * HOURS, end, float(shift), is_open))
    return found


def _most_in_a_row(flags: NDArray[np.bool_]) -> int:
    """The longest run of True."""
    turns = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    return int((turns[1::2] - turns[::2]).max(initial=0))
