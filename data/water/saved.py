"""What a repair gave back: the level of nights before it, less the level after."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.water.leak_size import WEEK, weekly_move

Values = NDArray[np.float64]

# Nights read on either side of the day of the repair, itself left out, and how many must be known.
BEFORE_NIGHTS, AFTER_NIGHTS, LEAST_NIGHTS = 7, 28, 5
# Moves that hold nine errors in ten: set on the tuning half of the proof.
MOVES_90 = 1.45


@dataclass(frozen=True)
class Saving:
    """Levels of nights in m³/h, their difference and its 90 % interval; may be below 0."""

    before_m3_h: float
    after_m3_h: float
    saved_m3_h: float
    low_m3_h: float
    high_m3_h: float


def saved_flow(night_m3_h: Values, repaired: int) -> Saving | None:
    """Medians of the nights (d,) around day `repaired`, and what their level moves by itself.

    None when fewer than five of the nights are known on either side (the repair is too recent, or
    meters were silent), or when too little past says how much the level moves.
    """
    before = _known(night_m3_h[max(repaired - BEFORE_NIGHTS, 0) : repaired])
    after = _known(night_m3_h[repaired + 1 : repaired + 1 + AFTER_NIGHTS])
    move = weekly_move(night_m3_h, repaired)
    if min(len(before), len(after)) < LEAST_NIGHTS or np.isnan(move):
        return None
    levels = float(np.median(before)), float(np.median(after))
    saved = levels[0] - levels[1]
    weeks = (BEFORE_NIGHTS + len(after)) / 2 / WEEK
    half = float(MOVES_90 * move * np.sqrt(weeks))
    return Saving(*levels, saved, saved - half, saved + half)


def _known(nights: Values) -> Values:
    return nights[np.isfinite(nights)]
