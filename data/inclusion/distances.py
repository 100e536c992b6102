"""Great-circle distances between communes (their town halls) and places, in km.

As the crow flies: a road is longer, by about a third in this country of plains.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
Distances = NDArray[np.float64]


def great_circle_km(
    from_latitude_deg: ArrayLike,
    from_longitude_deg: ArrayLike,
    to_latitude_deg: ArrayLike,
    to_longitude_deg: ArrayLike,
) -> Distances:
    """Every distance (n, m) by the haversine formula; NaN where a position is not known."""
    north, east = np.radians(np.array([from_latitude_deg, from_longitude_deg], dtype=float))
    to_north, to_east = np.radians(np.array([to_latitude_deg, to_longitude_deg], dtype=float))
    half_north = np.sin((north[:, None] - to_north) / 2) ** 2
    half_east = np.sin((east[:, None] - to_east) / 2) ** 2
    chord = half_north + np.cos(north)[:, None] * np.cos(to_north) * half_east
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))


def nearest(distances_km: Distances) -> tuple[NDArray[np.int64], Distances]:
    """The nearest of the columns for each row, and how far: −1 and NaN where there is none."""
    if not distances_km.shape[1]:
        return np.full(len(distances_km), -1), np.full(len(distances_km), np.nan)
    filled = np.where(np.isnan(distances_km), np.inf, distances_km)
    column = filled.argmin(axis=1)
    km = filled[np.arange(len(filled)), column]
    known = np.isfinite(km)
    return np.where(known, column, -1), np.where(known, km, np.nan)
