"""Leaks after the meter of a customer: from the least hour of days, or from days alone.

Hours are not kept: the rule of buildings, above 2 L/h during 48 hours, becomes two days on end
whose least hour is above it. A daily index alone does not tell a leak from a use
of each day: it shows a rise only, when the least day of two weeks is above all those of the
customer's own past.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from data.buildings.leaks import LIMIT_L_PER_H, LITRES
from data.water.official import known, ratio

DAY_H = 24
LEAST_DAYS = 2
# From days alone: so many days on end, against the same of so many days before.
WINDOW_DAYS = 14
PAST_DAYS = 84
# Years before that make the usual volume of a period.
USUAL_YEARS = 3


@dataclass(frozen=True)
class CustomerLeak:
    """Days are indices: the first that runs, the one at whose end it is a suspect, the last.

    `open`: nothing known after `last` says that it has stopped.
    """

    since: int
    detected: int
    last: int
    open: bool
    litres_per_h: float


def leaks_from_least(
    least_l_per_h: NDArray[np.float64], limit_l_per_h: float = LIMIT_L_PER_H
) -> list[CustomerLeak]:
    """The suspected leaks of the least hour (d,) of days in L/h; NaN is a day not known.

    Two known days that follow each other make a suspect; once made, a day not known does not end
    it, a day at or under the limit does. Its level is the least of its days.
    """
    days = np.flatnonzero(np.isfinite(least_l_per_h))
    found = []
    for first, after in _runs(least_l_per_h[days] > limit_l_per_h):
        run = days[first:after]
        pairs = np.flatnonzero(np.diff(run) == 1)
        if len(pairs):
            since, detected = run[pairs[0]], run[pairs[0] + LEAST_DAYS - 1]
            level = float(least_l_per_h[run[pairs[0] :]].min())
            ends = after == len(days)
            found.append(CustomerLeak(int(since), int(detected), int(run[-1]), ends, level))
    return found


def leaks_from_days(
    daily_m3: NDArray[np.float64], limit_l_per_h: float = LIMIT_L_PER_H
) -> list[CustomerLeak]:
    """The suspected leaks of volumes (d,) of days in m³, when no hour is known; NaN is missing.

    The least of the last 14 days, all known, must be above the greatest such least of the 84 days
    before them by 24 h × the limit. The level is the rise of its last 14 days ÷ 24 h. It ends with
    a day back at the past level. Less than 14 + 84 days say nothing.
    """
    if len(daily_m3) < WINDOW_DAYS + PAST_DAYS:
        return []
    least = sliding_window_view(daily_m3, WINDOW_DAYS).min(axis=1) * LITRES
    usual = _greatest_before(least)
    rises = least[PAST_DAYS:] - usual > DAY_H * limit_l_per_h
    found: list[CustomerLeak] = []
    for row in np.flatnonzero(rises).tolist():
        end = row + PAST_DAYS + WINDOW_DAYS - 1
        if not found or (not found[-1].open and end > found[-1].last + WINDOW_DAYS):
            found.append(_rise(daily_m3 * LITRES, end, float(usual[row]), limit_l_per_h))
    return found


def usual_m3(
    past_m3: NDArray[np.float64], past_days: ArrayLike, days: ArrayLike
) -> NDArray[np.float64]:
    """What a customer usually takes in `days`, from the same period of three years (…, 3).

    Mean of the known years, each brought to a day, × days; NaN when none is known.
    """
    per_day = ratio(known(past_m3), past_days)
    count = np.isfinite(per_day).sum(axis=-1)
    return ratio(np.nansum(per_day, axis=-1), count) * np.asarray(days, dtype=float)


def abnormal_m3(
    volume_m3: ArrayLike | None, usual: ArrayLike | None, factor: float
) -> NDArray[np.float64]:
    """What is above `factor` (two) times the usual volume: m³ that a customer may be let off.

    0 when the volume is not abnormal; NaN when it or the usual volume is missing. The customer of a
    home whose leak is repaired does not pay it. Source: code général des collectivités
    territoriales, article L. 2224-12-4, III bis (loi Warsmann).
    """
    above = known(volume_m3) - factor * np.asarray(usual, dtype=float)
    return np.maximum(above, 0)


def _rise(
    litres: NDArray[np.float64], detected: int, usual: float, limit_l_per_h: float
) -> CustomerLeak:
    """A leak seen at the end of a day: it runs until a known day is back at the past level."""
    back = np.flatnonzero(litres[detected + 1 :] <= usual + DAY_H * limit_l_per_h)
    last = detected + int(back[0]) if len(back) else len(litres) - 1
    since = detected - WINDOW_DAYS + 1
    recent = litres[max(since, last - WINDOW_DAYS + 1) : last + 1]
    level = (float(np.nanmin(recent)) - usual) / DAY_H
    return CustomerLeak(since, detected, last, not len(back), level)


def _greatest_before(least: NDArray[np.float64]) -> NDArray[np.float64]:
    """The greatest known value of the windows that end in the PAST_DAYS before each window.

    NaN where none of them is wholly known.
    """
    windows = PAST_DAYS - WINDOW_DAYS + 1
    filled = np.where(np.isnan(least), -np.inf, least)
    greatest = sliding_window_view(filled, windows).max(axis=1)[: len(least) - PAST_DAYS]
    return np.where(np.isinf(greatest), np.nan, greatest)


def _runs(running: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], running, [False]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
