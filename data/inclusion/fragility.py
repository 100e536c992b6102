"""The recomputed score of digital fragility of communes, and how sure their ranks are.

Each ingredient is brought to 0..10 by the rank of the commune among those that have it: of
percentages so unlike (coverage, age, poverty), only the order is comparable, and one extreme
commune does not flatten the others. The score is the mean of the known ingredients, weighted.
It orders communes of this territory between themselves; it is not the published index.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from data.inclusion.vocabulary import INGREDIENTS, WEIGHT_SHIFT

Figures = NDArray[np.float64]
HIGHEST = 10.0
# A commune of which fewer ingredients are known has no score.
LEAST_KNOWN = len(INGREDIENTS) - 1


def positions(ingredients: Figures) -> Figures:
    """Each column (communes, ingredients) as positions 0..10; equals share one, NaN stays NaN.

    Position = 10 × (communes under + half of the other equals) ÷ (known communes − 1); 5 where all
    are equal.
    """
    found = np.full(ingredients.shape, np.nan)
    for column, values in enumerate(ingredients.T):
        known = np.isfinite(values)
        ordered = np.sort(values[known])
        if len(ordered) < 2:
            continue
        under = np.searchsorted(ordered, values[known], side="left")
        until = np.searchsorted(ordered, values[known], side="right")
        found[known, column] = HIGHEST * (under + until - 1) / 2 / (len(ordered) - 1)
    return found


def scores(ingredients: Figures, weights: Figures) -> Figures:
    """0 to 10 for each commune of `ingredients` (communes, ingredients), in percent.

    The weighted mean of the positions that are known; NaN when fewer than LEAST_KNOWN are, or
    when those known have no weight.
    """
    return _scores(positions(ingredients), weights)


def _scores(found: Figures, weights: Figures) -> Figures:
    known = np.isfinite(found)
    weight = known @ weights
    usable = (known.sum(axis=1) >= LEAST_KNOWN) & (weight > 0)
    total = np.where(known, found, 0) @ weights
    return np.divide(total, weight, out=np.full(len(found), np.nan), where=usable)


def ranks(score: Figures) -> Figures:
    """1 for the most fragile; equals share the best rank; NaN without score."""
    known = np.isfinite(score)
    ordered = np.sort(score[known])
    rank = np.full(len(score), np.nan)
    rank[known] = len(ordered) - np.searchsorted(ordered, score[known], side="right") + 1
    return rank


def rank_intervals(
    ingredients: Figures, weights: Figures, shift: float = WEIGHT_SHIFT
) -> tuple[Figures, Figures]:
    """The best and worst rank of each commune when every weight is moved by ± `shift`.

    Over all the corners: each weight at its least, as it is, or at its most.
    """
    found = positions(ingredients)
    levels = (1 - shift, 1.0, 1 + shift)
    moved = (weights * np.array(corner) for corner in product(levels, repeat=len(weights)))
    every = np.array([ranks(_scores(found, one)) for one in moved])
    return every.min(axis=0), every.max(axis=0)
