"""When a leak began, and how much it loses: levels of nights before and since."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.water.usual import known_quantiles

Values = NDArray[np.float64]

# Nights read to date a leak, before the day of its alert; the last ones cannot be a start.
SEARCHED_DAYS, WINDOW_DAYS = 42, 63
# Nights before the start that give the level without the leak, and how many must be known.
BEFORE_DAYS, LEAST_BEFORE = 28, 5
# Parts of the nights, on either side, that are too exceptional to date or to size a leak.
DATE_TRIM, SIZE_TRIM = 0.05, 0.1
WEEK = 7
# Weeks whose changes of level say how much a level moves by itself, and its least share.
WEEKS, LEAST_MOVE = 52, 0.005
# The greatest moves of the year are left out: a leak that starts, or is mended, is not the usual.
MOVE_TRIM = 0.05
# Moves that hold nine errors in ten: set on the tuning half of the proof.
MOVES_90 = 2.3


@dataclass(frozen=True)
class Flow:
    """A flow in m³/h and its 90 % interval."""

    m3_h: float
    low_m3_h: float
    high_m3_h: float


def leak_start(night_m3_h: Values, detected: int) -> int:
    """The day on which a leak began, from nights (d,) up to the day of its alert.

    The least squares among a step and a ramp that would begin on each of the last `SEARCHED_DAYS`
    days; the 5 % of nights that are highest, or lowest, count as the next ones.
    """
    first = max(detected + 1 - WINDOW_DAYS, 0)
    known = np.flatnonzero(np.isfinite(night_m3_h[first : detected + 1]))
    level = night_m3_h[first + known]
    ordered, cut = np.sort(level), int(DATE_TRIM * len(level))
    level = np.clip(level, ordered[cut], ordered[-1 - cut])
    days = first + known
    starts = np.arange(max(detected + 1 - SEARCHED_DAYS, first + 1), detected)
    since = days - starts[:, None] + 1.0
    shapes = np.concatenate([since > 0, np.maximum(since, 0.0)])
    starts = np.concatenate([starts, starts])
    return int(starts[np.argmin(_misfit(shapes, level))])


def level_before(night_m3_h: Values, start: int) -> float:
    """Median of the four weeks of nights before `start`; NaN when fewer than 5 are known."""
    before = night_m3_h[max(start - BEFORE_DAYS, 0) : start]
    known = before[np.isfinite(before)]
    return float(np.median(known)) if len(known) >= LEAST_BEFORE else np.nan


def weekly_move(night_m3_h: Values, start: int) -> float:
    """Root mean square of the change of the weekly median of nights in the year before `start`.

    Without the greatest twentieth of the changes. A share of the level at least, so that a meter
    that hardly moves is not taken for certain.
    """
    weeks = min(WEEKS, start // WEEK)
    nights = night_m3_h[start - weeks * WEEK : start].reshape(weeks, WEEK)
    medians = known_quantiles(nights, (0.5,))[0]
    medians = medians[np.isfinite(medians)]
    if len(medians) < 2:
        return np.nan
    moves = np.sort(np.abs(np.diff(medians)))
    usual = moves[: len(moves) - int(MOVE_TRIM * len(moves))]
    return max(float(np.sqrt(np.mean(usual**2))), LEAST_MOVE * abs(float(medians[-1])))


def level_rise(night_m3_h: Values, start: int, last: int) -> float:
    """Mean of the nights start..last, without the most exceptional fifth, above those before."""
    nights = night_m3_h[start : last + 1]
    nights = np.sort(nights[np.isfinite(nights)])
    if not len(nights):
        return np.nan
    cut = int(SIZE_TRIM * len(nights))
    return float(nights[cut : len(nights) - cut].mean()) - level_before(night_m3_h, start)


def leak_flow(night_m3_h: Values, start: int, last: int) -> Flow:
    """Mean flow of a leak that ran start..last: `level_rise` and its 90 % interval.

    The level moves by itself from week to week: over w weeks, by `weekly_move` × √(1 + w). The
    interval is that move, from the middle of the nights before to that of the nights since; NaN
    when too little past says how much the level moves.
    """
    flow = level_rise(night_m3_h, start, last)
    weeks = (BEFORE_DAYS + last + 1 - start) / 2 / WEEK
    half = float(MOVES_90 * weekly_move(night_m3_h, start) * np.sqrt(1 + weeks))
    return Flow(flow, max(flow - half, 0.0), flow + half)


def _misfit(shapes: Values, level: Values) -> Values:
    """Residual sum of squares of level = a + b × shape, b ≥ 0, for each row of `shapes`."""
    shapes = shapes - shapes.mean(axis=1, keepdims=True)
    level = level - level.mean()
    spread = np.maximum((shapes**2).sum(axis=1), 1e-12)
    rise = np.maximum(shapes @ level, 0.0)
    return (level**2).sum() - rise**2 / spread
