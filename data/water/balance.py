"""The water balance of a sector with its tanks, hour by hour.

Q = Σ inflows − Σ outflows − Σ changes of tank volume. What is not known is
never taken as nothing: one meter or one tank level missing makes the hour NaN, for inflows alone
would pass a tank that fills as a leak.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def tank_volume_m3(
    level_m: ArrayLike, curve_level_m: ArrayLike, curve_volume_m3: ArrayLike
) -> NDArray[np.float64]:
    """The volume at levels of any shape, linear between the points of the curve.

    The points come by rising level. NaN for a level that is missing or outside the curve, and for a
    curve of fewer than two points.
    """
    level = np.asarray(level_m, dtype=float)
    heights = np.asarray(curve_level_m, dtype=float)
    if len(heights) < 2:
        return np.full(level.shape, np.nan)
    volume = np.interp(level, heights, np.asarray(curve_volume_m3, dtype=float))
    return np.where((level >= heights[0]) & (level <= heights[-1]), volume, np.nan)


def net_inflow_m3_h(
    meters_m3_h: NDArray[np.float64],
    signs: ArrayLike,
    tanks_m3: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Net inflow (n,) in m³/h of a sector from its meters (k, n) and its tanks (t, n + 1).

    `signs` (k,): +1 enters, −1 leaves. `tanks_m3` are the volumes at the ends of the hours, the
    start of the first included; (0, n + 1) without tank. NaN for an hour with a meter or one of its
    two levels missing, and for all hours of a sector without a meter that enters.
    """
    signs = np.asarray(signs, dtype=float)
    if not (signs > 0).any():
        return np.full(meters_m3_h.shape[1], np.nan)
    return signs @ meters_m3_h - np.diff(tanks_m3, axis=1).sum(axis=0)
