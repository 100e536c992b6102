"""What lies around a place: outlines and town halls, in km."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from data.inclusion.surroundings import KM_PER_DEG, surroundings
from tests.loaders.measured import territory

TOURS = (47.3936, 0.6892)


def test_a_point_is_told_in_km_from_the_centre(tmp_path: Path):
    square = [[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.0]]
    far = [[[[9.0, 9.0], [9.1, 9.0], [9.1, 9.1]]]]
    features = [
        {"properties": {"code": "1"}, "geometry": {"type": "Polygon", "coordinates": [square]}},
        {"properties": {"code": "2"}, "geometry": {"type": "MultiPolygon", "coordinates": far}},
    ]
    path = tmp_path / "communes.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    halls = [
        SimpleNamespace(name="Ici", population=5, town_hall_lat=0.05, town_hall_lon=0.0),
        SimpleNamespace(name="Ville", population=50, town_hall_lat=0.0, town_hall_lon=0.05),
        SimpleNamespace(name="Sans lieu", population=9, town_hall_lat=None, town_hall_lon=None),
        SimpleNamespace(name="Loin", population=90, town_hall_lat=1.0, town_hall_lon=1.0),
    ]
    place = SimpleNamespace(communes=halls, outline_path=lambda level: path)
    found = surroundings(place, 0.0, 0.0, 20.0)
    assert list(found.outlines) == ["1"]
    # At the equator a degree of longitude is as long as one of latitude.
    side = round(0.1 * KM_PER_DEG, 2)
    assert found.outlines["1"] == [[(0.0, 0.0), (side, 0.0), (side, side), (0.0, 0.0)]]
    half = pytest.approx(0.05 * KM_PER_DEG, abs=0.01)
    assert found.town_halls == [("Ville", half, 0.0), ("Ici", 0.0, half)]


def test_around_tours_are_its_neighbours_the_most_populated_first():
    found = surroundings(territory(), *TOURS, 8.0)
    assert {"37261", "37122", "37214"} <= set(found.outlines)
    assert "41018" not in found.outlines
    names = [name for name, _east, _north in found.town_halls]
    assert names[0] == "Tours"
    assert all(max(abs(east), abs(north)) < 8 for _name, east, north in found.town_halls)
