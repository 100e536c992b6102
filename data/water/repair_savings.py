"""What a repair gave back to a sector: its nights before against its nights after."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NIGHTS = 28
# Fewer say nothing: a burst may be repaired on its third day, what follows has time.
LEAST_BEFORE, LEAST_AFTER = 3, 7
# Of a normal deviation: the 90 % interval, the standard error of a median over that of a mean, and
# the standard deviation over the median absolute one.
NINE_IN_TEN, OF_MEDIAN, OF_ABSOLUTE = 1.645, 1.2533, 1.4826


class RepairSaving(NamedTuple):
    """Night flows in m³/h: medians before and after, their difference and its 90 % interval."""

    before_m3_h: float
    after_m3_h: float
    saved_m3_h: float
    low_m3_h: float
    high_m3_h: float


def repair_saving(
    before_m3_h: NDArray[np.float64], after_m3_h: NDArray[np.float64]
) -> RepairSaving | None:
    """The saving of a repair from the nights (n,) before it and after it, NaN where not known.

    saved = median before − median after; ± 1.645 × 1.2533 × √(σ₁²/n₁ + σ₂²/n₂), σ being 1.4826 ×
    the median absolute deviation. Below 0 when more flows after. None with too few nights.
    """
    before, after = (flow[np.isfinite(flow)] for flow in (before_m3_h, after_m3_h))
    if len(before) < LEAST_BEFORE or len(after) < LEAST_AFTER:
        return None
    saved = float(np.median(before) - np.median(after))
    error = np.sqrt(sum(_deviation(flow) ** 2 / len(flow) for flow in (before, after)))
    margin = float(NINE_IN_TEN * OF_MEDIAN * error)
    return RepairSaving(
        float(np.median(before)), float(np.median(after)), saved, saved - margin, saved + margin
    )


def _deviation(flow: NDArray[np.float64]) -> float:
    return OF_ABSOLUTE * float(np.median(np.abs(flow - np.median(flow))))
