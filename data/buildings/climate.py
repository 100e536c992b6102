"""A year's consumption as it would have been in the normal climate of its station."""

import numpy as np


def adjusted(
    total: np.ndarray,
    heating: np.ndarray,
    cooling: np.ndarray,
    degree_days: np.ndarray,
    normal_degree_days: np.ndarray,
    cooling_degree_days: np.ndarray,
    normal_cooling_degree_days: np.ndarray,
) -> np.ndarray:
    """other + heating × DJref ÷ DJ + cooling × DJref ÷ DJ, in the unit of `total`.

    For whole years only: over a month the ratio of degree days says nothing. `heating` and
    `cooling` are what the signature gives of `total`, `other` is the rest; degree days (K·day) are
    those of the same twelve months and the mean of 2001-2020 at the same station, by the same
    method. Numbers or arrays that broadcast; DJ = 0 leaves its part unchanged, a part of 0 needs
    no degree days; NaN where a term that counts is missing.
    Source: arrêté du 10 avril 2020 on tertiary buildings, as read in part: indicative, the
    official platform prevails.
    """
    total, heating, cooling = (np.asarray(part, dtype=float) for part in (total, heating, cooling))
    return (
        total
        - heating
        - cooling
        + _in_normal_climate(heating, degree_days, normal_degree_days)
        + _in_normal_climate(cooling, cooling_degree_days, normal_cooling_degree_days)
    )


def _in_normal_climate(part: np.ndarray, degree_days: np.ndarray, normal: np.ndarray) -> np.ndarray:
    part, degree_days, normal = np.broadcast_arrays(
        *(np.asarray(term, dtype=float) for term in (part, degree_days, normal))
    )
    changed = (degree_days != 0) & (part != 0)
    ratio = np.divide(normal, degree_days, out=np.ones(part.shape), where=changed)
    return part * ratio
