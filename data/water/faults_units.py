"""A meter read in another unit: every hour is the usual one times the ratio of two units.

A burst multiplies the flow too, but the night far more than the day: a factor is believed only
where it explains the hours better than a flow added to each of them.
"""

import numpy as np
from numpy.typing import NDArray

from data.water.fault import Fault, stretches
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

# What a value is multiplied by when it is read in the unit of another: L/s and m³/h, m³ and L,
# per minute, per hour and per day, a decimal place.
FACTORS = np.array([3.6, 10.0, 24.0, 60.0, 100.0, 1000.0, 3600.0])
FACTORS = np.concatenate([FACTORS, 1 / FACTORS])
# A level may be this far (in log) under the least factor: days differ, and so do seasons.
FACTOR_SLACK = 0.35
# Half of the hours of a day are multiplied alike within this (in log).
SHAPE_SLACK = 0.35
# A factor leaves less than this part of the spread that a flow added to every hour leaves.
BETTER_PART = 0.7


def unit_factors(flow: Values, usual: Values) -> Values:
    """(n,) the factor nearest to what multiplies the usual days (n, 24); 1 when none does."""
    ratio = _log_ratio(flow, usual)
    level = _median(ratio)
    spread = _median(np.abs(ratio - level[:, None]))
    nearest = FACTORS[np.abs(level[:, None] - np.log(FACTORS)).argmin(axis=1)]
    far = np.abs(level) > np.log(FACTORS[0]) - FACTOR_SLACK
    return np.where(far & (spread < SHAPE_SLACK), nearest, 1.0)


def added_to_every_hour(flow: Values, usual: Values) -> NDArray[np.bool_]:
    """(n,) whether a flow added explains the days about as well as a factor does."""
    extra = _median(flow - usual)
    added = _spread(_log_ratio(flow, usual + extra[:, None]))
    return _spread(_log_ratio(flow, usual)) >= BETTER_PART * added


def unit_changes(
    flow_m3_h: Values,
    usual_m3_h: Values,
    factor: Values,
    told: NDArray[np.bool_],
    end_hour: NDArray[np.int64],
) -> list[Fault]:
    """The days (s, d) of a factor, with the hours around them that it multiplies too."""
    found = []
    for row in np.flatnonzero((factor != 1).any(axis=1)).tolist():
        ratio = _log_ratio(flow_m3_h[row], usual_m3_h[row])
        for first, last in stretches(factor[row] != 1, told[row]):
            by = float(np.median(factor[row, first : last + 1]))
            before = max(first - 2, 0)
            start = before * HOURS + _turn(ratio[before : first + 1], by)
            after = ratio[last : last + 2]
            end = (last + len(after)) * HOURS - _turn(after[::-1, ::-1], by)
            is_open = not told[row, last + 1 :].any()
            end = int(end_hour[row]) if is_open else end
            found.append(Fault(row, "unit", start, end, by, is_open))
    return found


def _turn(ratio: Values, factor: float) -> int:
    """Hours of the days (n, 24) before the level turns to the factor: fewest misplaced."""
    flat = ratio.reshape(-1)
    turned = np.abs(flat - np.log(factor)) < np.abs(flat)
    usual = ~turned & np.isfinite(flat)
    before = np.concatenate(([0], np.cumsum(turned)))
    after = np.concatenate((np.cumsum(usual[::-1])[::-1], [0]))
    return int((before + after).argmin())


def _log_ratio(flow: Values, usual: Values) -> Values:
    """Log of flow ÷ usual; NaN unless both are positive."""
    positive = (flow > 0) & (usual > 0)
    return np.log(np.where(positive, flow, np.nan)) - np.log(np.where(positive, usual, np.nan))


def _median(values: Values) -> Values:
    """(n,) median of the known hours; 0 without any."""
    ordered = np.sort(values, axis=1)
    count = np.isfinite(values).sum(axis=1)
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    row = np.arange(len(values))
    middle = (ordered[row, low] + ordered[row, np.minimum(high, values.shape[1] - 1)]) / 2
    return np.where(count > 0, middle, 0.0)


def _spread(ratio: Values) -> Values:
    """(n,) standard deviation of the hours; infinite when half of them cannot be told."""
    told = np.isfinite(ratio)
    count = np.maximum(told.sum(axis=1), 1)
    mean = np.where(told, ratio, 0).sum(axis=1) / count
    square = np.where(told, (ratio - mean[:, None]) ** 2, 0).sum(axis=1)
    return np.where(count > HOURS / 2, np.sqrt(square / count), np.inf)
