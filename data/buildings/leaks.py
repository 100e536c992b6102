"""Suspected water leaks of a building: water that never stops running.

A leak is suspected when every known hour is above 2 L/h during 48 hours. Its level is the least of
its hours but the first and last twelve, where ordinary use may join what the leak takes. Where
water runs at night by use, the rule says nothing: `runs_at_night`.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

LIMIT_L_PER_H = 2.0
LEAST_HOURS = 48
# Two known hours further apart than this do not speak of the same 48 hours.
LONGEST_GAP_H = 24
# Hours at each end of a leak that say nothing of its level.
EDGE_H = 12
# A night of use is told from a leak by so many nights without it.
NIGHT_END_H = 5
LEAST_NIGHTS = 30
LITRES = 1000.0
# m³ a year for 1 L/h: 24 × 365 ÷ 1,000.
M3_YEAR_PER_L_PER_H = 8.76


@dataclass(frozen=True)
class Leak:
    """Hours are indices: the first that runs, the one that makes it a suspect, the last known one.

    `open`: no known hour after `end` is at or under the limit. `hours` are those known from `start`
    to `end`: what it has taken is `litres_per_h` × `hours`, a missing hour being no flow.
    """

    start: int
    detected: int
    end: int
    open: bool
    litres_per_h: float
    hours: int


def leaks(hourly_m3: NDArray[np.float64], limit_l_per_h: float = LIMIT_L_PER_H) -> list[Leak]:
    """The suspected leaks of hourly volumes (n,) in m³, in order; NaN is a missing hour.

    A missing hour is neither flow nor stop: the 48 hours are known hours, and no two that follow
    each other may be more than LONGEST_GAP_H missing hours apart. Once suspected, a leak ends
    with a known hour at or under the limit only; a gap, however long, does not end it.
    """
    hours = np.flatnonzero(np.isfinite(hourly_m3))
    litres = hourly_m3[hours] * LITRES
    found = []
    for first, after in _runs(litres > limit_l_per_h):
        begun = _first_sure(hours[first:after])
        if begun is not None:
            start, ends = first + begun, after == len(hours)
            least = float(litres[start + EDGE_H : after - EDGE_H].min())
            sure = hours[start + LEAST_HOURS - 1]
            span = int(hours[start]), int(sure), int(hours[after - 1])
            found.append(Leak(*span, ends, least, after - start))
    return found


def runs_at_night(
    hourly_m3: NDArray[np.float64],
    hour: NDArray[np.int64],
    leak: Leak,
    limit_l_per_h: float = LIMIT_L_PER_H,
) -> bool:
    """Whether the nights without this leak run as much as with it: then it may be ordinary use.

    The median, over the nights of the other hours (0 to 5 h of their local `hour`), of the least
    hour is above the limit. Under LEAST_NIGHTS nights to compare with, use cannot be excluded.
    """
    away = np.arange(len(hour))
    away = (away < leak.start) | (away > leak.end)
    night = np.flatnonzero(away & (hour < NIGHT_END_H) & np.isfinite(hourly_m3))
    # Hours of one night follow each other within it.
    firsts = np.flatnonzero(np.diff(night, prepend=-2 * NIGHT_END_H) >= NIGHT_END_H)
    if len(firsts) < LEAST_NIGHTS:
        return True
    least = np.minimum.reduceat(hourly_m3[night], firsts)
    return bool(np.median(least) * LITRES > limit_l_per_h)


def cost_eur_year(litres_per_h: float, eur_per_m3: float) -> float:
    """What a leak costs in a year if nothing is done: L/h × 8.76 × €/m³."""
    return litres_per_h * M3_YEAR_PER_L_PER_H * eur_per_m3


def _runs(running: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one past the last of each run of True that is long enough to be a leak."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], running, [False]))))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(first, after) for first, after in pairs if after - first >= LEAST_HOURS]


def _first_sure(hours: NDArray[np.int64]) -> int | None:
    """Where the first LEAST_HOURS known hours without a long gap begin; None without any."""
    cuts = np.flatnonzero(np.diff(hours) - 1 > LONGEST_GAP_H) + 1
    bounds = [0, *cuts.tolist(), len(hours)]
    return next((first for first, after in pairwise(bounds) if after - first >= LEAST_HOURS), None)
