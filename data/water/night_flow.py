"""Night flow of sectors: when people sleep, what still flows is mostly leaks."""

import numpy as np
from numpy.typing import NDArray

# From 2 h to 5 h local time, when least is drawn.
NIGHT = slice(2, 5)
LEAST_HOURS = 2


def night_flow_m3_h(flow_m3_h: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the known hours from 2 h to 5 h, (s, d) from hours (s, d, 24), in m³/h.

    NaN when fewer than two of the three are known: the night of March that has no 2 h still counts.
    """
    return mean_of_known(flow_m3_h[..., NIGHT], LEAST_HOURS)


def day_flow_m3_h(flow_m3_h: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the known hours of a day, (s, d), in m³/h; NaN when fewer than 18 are known."""
    return mean_of_known(flow_m3_h, 18)


def mean_of_known(values: NDArray[np.float64], least: int) -> NDArray[np.float64]:
    """Mean over the last axis of what is known; NaN with fewer than `least` known."""
    known = np.isfinite(values)
    count = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count >= least)
