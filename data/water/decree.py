"""The yield that the decree of 27 January 2012 asks of a network, and how far a service stands.

Under it, a plan of action is due within two years, or the levy on water taken is doubled.
Source: décret n° 2012-97, code de l'environnement, article D. 213-48-14-1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Decree:
    """Values in force: the yield that is enough for all, and what is asked of those under it."""

    enough_pct: float
    base_pct: float
    # Where water is short, above a volume taken in such zones.
    short_base_pct: float
    short_taken_m3: float
    points_per_index: float


def threshold_pct(
    consumption_index: ArrayLike | None,
    short_of_water: bool | None,
    taken_m3: float | None,
    decree: Decree,
) -> NDArray[np.float64]:
    """min(85, 65 + 0.2 ILC), in %; 70 instead of 65 when over 2 Mm³ are taken where it is short.

    NaN when the index is missing, or when what is not known of the zone or of the volume taken
    would change the threshold.
    """
    asked = _base_pct(short_of_water, taken_m3, decree) + decree.points_per_index * np.asarray(
        consumption_index, dtype=float
    )
    return np.minimum(decree.enough_pct, asked)


def _base_pct(short_of_water: bool | None, taken_m3: float | None, decree: Decree) -> float:
    if short_of_water is False:
        return decree.base_pct
    if taken_m3 is not None and taken_m3 <= decree.short_taken_m3:
        return decree.base_pct
    if short_of_water and taken_m3 is not None and taken_m3 > decree.short_taken_m3:
        return decree.short_base_pct
    return float("nan")
