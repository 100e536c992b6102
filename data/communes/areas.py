"""How large communes are, from the outlines that maps draw."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from data.inclusion.surroundings import outlines

# The sphere of the same area as the Earth.
EARTH_RADIUS_KM = 6371.0072


@lru_cache(maxsize=2)
def areas_km2(path: Path) -> dict[str, float]:
    """Area of each commune of a GeoJSON file, in km².

    The outlines are simplified to about 100 m: within 1 % for most communes, within 5 % for small
    or narrow ones (docs/methods-communes.md). Rings that go round the other way are holes.
    """
    return {one.code: abs(sum(map(ring_km2, one.rings))) for one in outlines(path)}


def ring_km2(ring: Sequence[tuple[float, float]]) -> float:
    """Signed area of a closed ring of (longitude, latitude) in degrees, on a sphere.

    R² ÷ 2 × Σ (λ₂ − λ₁)(sin φ₁ + sin φ₂): Chamberlain and Duquette, 2007, for short sides.
    """
    longitude, latitude = np.radians(np.asarray(ring, dtype=float)).T
    heights = np.sin(latitude[:-1]) + np.sin(latitude[1:])
    return float(EARTH_RADIUS_KM**2 / 2 * np.sum(np.diff(longitude) * heights))
