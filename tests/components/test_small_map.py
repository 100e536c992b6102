"""The small map as a picture: what lies outside is cut, what is left keeps its place."""

import re
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from components.small_map import GRID_PX, GROUND, OWN, small_map

# 10 km on each side of the centre: 24 px a km.
REACH_KM, PX_PER_KM = 10, 24


def square(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def drawn(outlines: dict[str, list], town_halls: list = ()) -> str:
    around = SimpleNamespace(reach_km=REACH_KM, outlines=outlines, town_halls=town_halls)
    address = small_map(around, "own", "Une carte.", marks="").src
    assert address.startswith("data:image/svg+xml,")
    assert not set(address) & set('"<>#')
    return unquote(address)


def corners(drawing: str, fill: str) -> list[set[tuple[int, int]]]:
    """The points of each closed path of this fill."""
    path = re.search(rf"<g [^>]*scale\({GRID_PX}\).*d='([^']*)' fill='{fill}'", drawing)[1]
    found = []
    for start, steps in re.findall(r"M(\S+?)l(.*?)z", path):
        x, y = map(int, start.split(","))
        points = {(x, y)}
        for step in steps.split():
            right, down = map(int, step.split(","))
            x, y = x + right, y + down
            points.add((x, y))
        found.append({(x * GRID_PX, y * GRID_PX) for x, y in points})
    return found


def test_a_commune_within_is_drawn_where_it_is() -> None:
    (own,) = corners(drawn({"own": [square(-1, -2, 3, 4)]}), OWN)
    west, south, east, north = 240 - 24, 240 + 2 * 24, 240 + 3 * 24, 240 - 4 * 24
    assert own == {(west, south), (east, south), (east, north), (west, north)}


@pytest.mark.parametrize("far_km", [30, 300])
def test_what_lies_beyond_is_cut_out_of_sight(far_km: float) -> None:
    neighbour = square(0, 0, far_km, far_km)
    (seen,) = corners(drawn({"own": [], "other": [neighbour]}), GROUND)
    # The corner at the centre stays; the far sides are just out of the picture of 480 px.
    assert seen == {(240, 240), (488, 240), (488, -8), (240, -8)}


def test_a_commune_around_the_whole_picture_covers_it() -> None:
    (seen,) = corners(drawn({"other": [square(-50, -50, 50, 50)]}), GROUND)
    assert seen == {(-8, -8), (-8, 488), (488, 488), (488, -8)}


def test_a_commune_out_of_sight_is_not_drawn() -> None:
    assert corners(drawn({"other": [square(11, 11, 20, 20)]}), GROUND) == []


def test_a_name_may_hold_any_sign() -> None:
    drawing = drawn({}, [('L\'Île <Bouchard> & "co"', 0, 0)])
    assert "L&#x27;Île &lt;Bouchard&gt; &amp; &quot;co&quot;</text>" in drawing


def test_a_name_that_would_pass_the_edge_is_left_out() -> None:
    # 24 px from the left edge: room for a name of 5 letters, of 8 px each, and not of 9.
    drawing = drawn({}, [("Membrolle", -9, 0), ("Blois", -9, 5)])
    assert ">Blois</text>" in drawing
    assert "Membrolle" not in drawing
