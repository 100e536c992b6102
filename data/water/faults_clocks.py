"""A meter whose clock is late or early: the usual day, shifted by whole hours, day after day."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from data.water.fault import Fault, stretches
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

# A day is late when its usual shape, shifted, leaves less than this part of what is unexplained.
LATE_PART = 0.85
# A late clock does not change what a day draws: the ratio to the usual mean is within this. A large
# burst draws more, and more by night than by day, as a day turned upside down does.
SAME_LEVEL = 1.5
# Days late by the same hours. One hour is what two weeks of holidays do to mornings.
LATE_DAYS, ONE_HOUR_LATE_DAYS = 3, 15
# Days late beyond this part of all are no exception.
MOSTLY = 0.5


def lateness(flow: Values, usual: Values) -> NDArray[np.int64]:
    """(n,) the circular shift of the usual days (n, 24) that explains the days best, -11 to 12.

    0 when no shift explains them much better than none, or when the level is not the usual one.
    Unknown hours are taken as usual, which speaks for no shift.
    """
    day = np.where(np.isfinite(flow), flow, usual)
    same = same_level(flow, usual)
    day = day - day.mean(axis=1, keepdims=True)
    usual = usual - usual.mean(axis=1, keepdims=True)
    crossed = np.fft.irfft(np.fft.rfft(day) * np.conj(np.fft.rfft(usual)), HOURS)
    size = np.sqrt((day**2).sum(axis=1) * (usual**2).sum(axis=1))[:, None]
    alike = np.divide(crossed, size, out=np.zeros_like(crossed), where=size > 0)
    unexplained = 1 - np.sign(alike) * alike**2
    best = alike.argmax(axis=1)
    late = np.where(best > HOURS // 2, best - HOURS, best)
    least = np.take_along_axis(unexplained, best[:, None], axis=1)[:, 0]
    return np.where(same & (least < LATE_PART * unexplained[:, 0]), late, 0)


def same_level(flow: Values, usual: Values) -> NDArray[np.bool_]:
    """(n,) whether the days draw about what the usual days do, over the hours known."""
    known = np.isfinite(flow) & np.isfinite(usual)
    drawn = np.where(known, flow, 0).sum(axis=1)
    usually = np.where(known, usual, 0).sum(axis=1)
    return (drawn < SAME_LEVEL * usually) & (usually < SAME_LEVEL * drawn)


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
                if (shifted & told[row])[first : last + 1].sum() < least:
                    continue
                is_open = not told[row, last + 1 :].any()
                end = int(end_hour[row]) if is_open else (last + 1) * HOURS
                found.append(Fault(row, "clock", first * HOURS, end, float(shift), is_open))
    return found


def without_truth(
    shifts: list[Fault], told: NDArray[np.bool_], end_hour: NDArray[np.int64]
) -> list[Fault]:
    """The shifts of meters whose right hours are known; of others, all since the first shift.

    The usual day is only what came first: when a shift still runs, or holds most of the days told
    (s, d), the clock may be right then and wrong before, as one of UTC said to be that of Paris.
    """
    found = []
    for row in sorted({fault.row for fault in shifts}):
        own = [fault for fault in shifts if fault.row == row]
        days = sum(
            told[row, fault.start_hour // HOURS : -(-fault.end_hour // HOURS)].sum()
            for fault in own
        )
        still = any(fault.open for fault in own)
        if not still and days <= MOSTLY * told[row].sum():
            found += own
            continue
        first = min(own, key=lambda fault: fault.start_hour)
        found.append(replace(first, end_hour=int(end_hour[row]), open=True))
    return found
