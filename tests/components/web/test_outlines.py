"""The outlines that maps draw, and a territory that has no rivers."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from components.web import outlines
from data.settings import Settings
from data.territory import load_territory

SHIPPED = Path(Settings().territory_dir)


def client(folder: Path) -> FlaskClient:
    server = Flask("outlines")
    path_of = load_territory(SHIPPED).outline_path
    outlines.register(server, lambda level: folder / path_of(level).name)
    return server.test_client()


def test_the_rivers_of_the_territory_are_served_as_lines():
    answer = client(SHIPPED).get("/contours/rivers.geojson")
    assert answer.mimetype == "application/geo+json"
    rivers = {one["properties"]["nom"]: one["geometry"] for one in answer.json["features"]}
    assert set(rivers) == {"Loire", "Vienne"}
    points = [point for one in rivers.values() for line in one["coordinates"] for point in line]
    # The territory is between 0.05 and 2.25 °E, 46.74 and 48.13 °N; its rivers go a little beyond.
    assert all(-0.2 <= east <= 2.5 and 46.4 <= north <= 48.4 for east, north in points)


def test_a_territory_without_rivers_draws_none(tmp_path: Path):
    answer = client(tmp_path).get("/contours/rivers.geojson")
    assert (answer.status_code, answer.json["features"]) == (200, [])


@pytest.mark.parametrize("level", ["lakes", "..%2Fcommunes", "communes.csv"])
def test_an_unknown_level_is_not_found(level: str):
    assert client(SHIPPED).get(f"/contours/{level}.geojson").status_code == 404
