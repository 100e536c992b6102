"""Areas of communes: a rectangle done by hand, then three communes against known areas."""

import math

import pytest

from data.communes.areas import EARTH_RADIUS_KM, areas_km2, ring_km2
from tests.loaders.measured import territory


def rectangle(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_a_rectangle_of_the_sphere_is_exact() -> None:
    # R² × Δλ × (sin φ₂ − sin φ₁).
    expected = (
        EARTH_RADIUS_KM**2
        * math.radians(0.5)
        * (math.sin(math.radians(47.5)) - math.sin(math.radians(47.0)))
    )
    assert abs(ring_km2(rectangle(1.0, 47.0, 1.5, 47.5))) == pytest.approx(expected)


def test_a_ring_the_other_way_round_is_a_hole() -> None:
    ring = rectangle(1.0, 47.0, 1.5, 47.5)
    assert ring_km2(ring) == pytest.approx(-ring_km2(ring[::-1]))


@pytest.mark.parametrize(
    ("code", "known_km2", "error"),
    # Tours is narrow between two rivers that the simplified outline cuts.
    [("41018", 37.5, 0.01), ("41034", 54.0, 0.01), ("37261", 34.7, 0.05)],
)
def test_communes_have_about_their_known_area(code: str, known_km2: float, error: float) -> None:
    areas = areas_km2(territory().outline_path("communes"))
    assert areas[code] == pytest.approx(known_km2, rel=error)


def test_every_commune_has_an_area_and_they_make_their_departements() -> None:
    areas = areas_km2(territory().outline_path("communes"))
    assert set(areas) == {commune.code for commune in territory().communes}
    assert min(areas.values()) > 0.5
    for departement, known_km2 in (("37", 6127), ("41", 6343)):
        total = sum(area for code, area in areas.items() if code.startswith(departement))
        assert total == pytest.approx(known_km2, rel=0.01)
