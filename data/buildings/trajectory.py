"""Objectives of the décret tertiaire for a building, and how far a year stands from them.

Energies in kWh of final energy per year. `reductions` are those of the decree by milestone, as
shares: {2030: 0.40, 2040: 0.50, 2050: 0.60}, from the reference values in force.
Source: décret n° 2019-771 of 23 July 2019 (obligations of tertiary buildings).
"""

from collections.abc import Mapping

import numpy as np


def milestone(year: int, reductions: Mapping[int, float]) -> int:
    """The first milestone not before `year`; the last one once all are past."""
    return min((each for each in reductions if each >= year), default=max(reductions))


def target_kwh(
    reference_kwh: np.ndarray | float | None, year: int, reductions: Mapping[int, float]
) -> np.ndarray:
    """Crelat = Cref × (1 − reduction of the milestone of `year`); NaN without a reference."""
    reference_kwh = np.asarray(reference_kwh, dtype=float)
    return reference_kwh * (1 - reductions[milestone(year, reductions)])


def gap_pct(adjusted: np.ndarray | float | None, target: np.ndarray | float | None) -> np.ndarray:
    """100 × (adjusted ÷ target − 1): positive when too much is used.

    NaN when either is missing or the target is not positive.
    """
    adjusted, target = np.broadcast_arrays(
        np.asarray(adjusted, dtype=float), np.asarray(target, dtype=float)
    )
    ratio = np.divide(adjusted, target, out=np.full(target.shape, np.nan), where=target > 0)
    return 100 * (ratio - 1)


def objective(
    reference_kwh: np.ndarray | float | None,
    absolute_kwh_m2: np.ndarray | float | None,
    floor_m2: np.ndarray | float | None,
    year: int,
    reductions: Mapping[int, float],
) -> np.ndarray:
    """The easier of Crelat and Cabs × floor area: the decree asks for one of the two.

    The absolute value is that of the first milestone (later ones are not published): past it,
    only the relative objective stands. Where one of the two is missing, the other; NaN when
    both are.
    """
    relative = target_kwh(reference_kwh, year, reductions)
    if year > min(reductions):
        return relative
    absolute = np.asarray(absolute_kwh_m2, dtype=float) * np.asarray(floor_m2, dtype=float)
    return np.fmax(relative, absolute)
