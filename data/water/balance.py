"""Water balances: the hourly one of a sector with its tanks, the yearly one of a service.

Sector: Q = Σ inflows − Σ outflows − Σ changes of tank volume, hour by hour. What is not known is
never taken as nothing: one meter or one tank level missing makes the hour NaN, for inflows alone
would pass a tank that fills as a leak.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.water.official import Volumes, authorised_m3, distributed_m3, entered_m3, yearly


class Flow(NamedTuple):
    """What goes from one node of the yearly balance to another."""

    source: str
    target: str
    volume_m3: float


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


def outside_curve(level_m: ArrayLike, curve_level_m: ArrayLike) -> NDArray[np.bool_]:
    """The known levels that the curve of the tank does not reach: to be named, never guessed."""
    level, heights = np.asarray(level_m, dtype=float), np.asarray(curve_level_m, dtype=float)
    return (level < heights.min(initial=np.inf)) | (level > heights.max(initial=-np.inf))


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


def yearly_flows(volumes: Volumes) -> list[Flow]:
    """The year of a service as flows between nodes, what enters a node being what leaves it.

    Nodes are the columns of a year ("produced_m3"…), "entered_m3" where sources meet. Empty when a
    volume is missing, or when losses or what is distributed would be negative.
    """
    year = yearly(volumes)
    distributed = float(distributed_m3(volumes))
    lost = distributed - float(authorised_m3(volumes))
    if not (lost >= 0 and distributed >= 0) or np.isnan(entered_m3(volumes)):
        return []
    sources = ((name, "entered_m3") for name in ("produced_m3", "imported_m3"))
    uses = (("distributed_m3", name) for name in ("metered_m3", "unmetered_m3", "service_m3"))
    return [
        *(Flow(source, target, float(getattr(year, source))) for source, target in sources),
        Flow("entered_m3", "exported_m3", float(year.exported_m3)),
        Flow("entered_m3", "distributed_m3", distributed),
        *(Flow(source, target, float(getattr(year, target))) for source, target in uses),
        Flow("distributed_m3", "lost_m3", lost),
    ]
