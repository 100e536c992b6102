"""A small map as one picture: communes and their names, and marks; no script, and it prints."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Protocol

from dash import html
from dash.development.base_component import Component

from components import theme
from components.drawings import address_of_drawing

WIDE_PX, HIGH_PX = 480, 480
# Names closer than that would lie on one another.
NAME_APART_PX = (110, 22)
# Half of what a letter takes of a name.
HALF_SIGN_PX = 4
# Outlines are drawn on a grid, which neighbours share: short numbers, and a border seen as it is.
GRID_PX = 4
# Beyond the picture, they are cut: farther than a line is thick.
BEYOND_PX = 2 * GRID_PX
# A scale is one of these, and as long as a quarter of the picture at most.
SCALES_KM = (1, 2, 5, 10)
# A line as thick as it says, whatever the grid.
THIN = 'vector-effect="non-scaling-stroke"'
WATER, GROUND, OWN = "#e4eff1", "#efe8d8", "#fbf6ea"
# Where nothing else may be written: x, y, how far on each side.
Taken = tuple[float, float, float, float]
Spot = tuple[float, float]
Ring = Sequence[Spot]


class Around(Protocol):
    """What is drawn, in km east and north of the centre."""

    reach_km: float
    outlines: dict[str, Any]
    town_halls: list[tuple[str, float, float]]


def small_map(
    around: Around,
    commune_code: str | None,
    about: str,
    *,
    marks: str,
    taken: Sequence[Taken] = (),
    outline: str = "",
) -> Component:
    """The communes around, one of them lighter, names of towns, then SVG `marks`.

    `about` is what the picture shows, in words; `outline` are the attributes of the one commune.
    """
    scale = px_per_km(around)
    others = [
        ring for code, rings in around.outlines.items() if code != commune_code for ring in rings
    ]
    own = around.outlines.get(commune_code or "", ())
    names = "".join(
        f'<circle cx="{x}" cy="{y}" r="2.5"/><text x="{x}" y="{y - 6}">{escape(name)}</text>'
        for name, x, y in _named(around, scale, taken)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE_PX} {HIGH_PX}">'
        f'<rect width="100%" height="100%" fill="{WATER}"/>'
        f'<g stroke="{theme.CONTEXT}" transform="scale({GRID_PX})">'
        f'<path d="{_path(others, scale)}" fill="{GROUND}" {THIN}/>'
        # Last, so that neighbours do not cover its outline.
        f'<path d="{_path(own, scale)}" fill="{OWN}" {THIN} {outline}/></g>'
        f'<g fill="{theme.INK}" font-family="sans-serif" font-size="14" text-anchor="middle" '
        f'paint-order="stroke" stroke="#fff" stroke-width="3">{names}</g>'
        f"{marks}{_scale(scale)}</svg>"
    )
    return html.Img(src=address_of_drawing(drawing), alt=about, width=WIDE_PX, height=HIGH_PX)


def px_per_km(around: Around) -> float:
    """How large a kilometre is on the picture."""
    return WIDE_PX / 2 / around.reach_km


def x_px(east_km: float, scale: float) -> int:
    """From km east of the centre to the picture."""
    return round(WIDE_PX / 2 + east_km * scale)


def y_px(north_km: float, scale: float) -> int:
    """From km north of the centre to the picture."""
    return round(HIGH_PX / 2 - north_km * scale)


def _path(rings: Iterable[Ring], scale: float) -> str:
    """What is seen of rings, as closed paths of few words: steps from point to point."""
    return "".join(_steps(seen) for ring in rings if len(seen := _seen(ring, scale)) > 2)


def _steps(points: Sequence[Spot]) -> str:
    on_grid = [(round(x / GRID_PX), round(y / GRID_PX)) for x, y in points]
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(on_grid)]
    moved = " ".join(f"{x},{y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{on_grid[0][0]},{on_grid[0][1]}l{moved}z" if moved else ""


def _seen(ring: Ring, scale: float) -> Sequence[Spot]:
    """The part of a ring within the picture and a little more, cut side after side.

    The edges that it gets along a cut are out of the picture. The method is that of Sutherland
    and Hodgman (1974).
    """
    points = [(WIDE_PX / 2 + east * scale, HIGH_PX / 2 - north * scale) for east, north in ring]
    for axis, size_px in ((0, WIDE_PX), (1, HIGH_PX)):
        points = _cut(points, axis, -BEYOND_PX, 1)
        points = _cut(points, axis, size_px + BEYOND_PX, -1)
    return points


def _cut(points: Sequence[Spot], axis: int, limit_px: float, sign: int) -> list[Spot]:
    """A polygon without what lies below a limit along an axis (sign 1) or above it (-1)."""
    kept: list[Spot] = []
    for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
        was, now = (sign * (spot[axis] - limit_px) for spot in (before, here))
        if (was < 0) != (now < 0):
            share = was / (was - now)
            kept.append(tuple(a + share * (b - a) for a, b in zip(before, here, strict=True)))
        if now >= 0:
            kept.append(here)
    return kept


def _named(around: Around, scale: float, taken: Sequence[Taken]) -> list[tuple[str, int, int]]:
    """The towns that are named: the most populated first, none on another nor on what is taken."""
    filled, named = list(taken), []
    for name, east, north in around.town_halls:
        x, y = x_px(east, scale), y_px(north, scale)
        free = all(abs(x - ax) > wide or abs(y - ay) > high for ax, ay, wide, high in filled)
        half_px = HALF_SIGN_PX * len(name)
        if free and half_px < x < WIDE_PX - half_px and 20 < y < HIGH_PX - 40:
            filled.append((x, y, *NAME_APART_PX))
            named.append((name, x, y))
    return named


def _scale(scale: float) -> str:
    fitting = [km for km in SCALES_KM if km * scale <= WIDE_PX / 4]
    km = fitting[-1] if fitting else SCALES_KM[0]
    return (
        f'<path d="M14,{HIGH_PX - 14} h{km * scale:.0f}" stroke="{theme.INK}" '
        f'stroke-width="3"/><text x="14" y="{HIGH_PX - 22}" fill="{theme.INK}" '
        f'font-family="sans-serif" font-size="13">{km} km</text>'
    )
