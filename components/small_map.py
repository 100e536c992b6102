"""A small map as one picture: communes and their names, and marks; no script, and it prints."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any, Protocol
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import theme

WIDE_PX, HIGH_PX = 480, 480
# Names closer than that would lie on one another.
NAME_APART_PX = (110, 22)
# Points of outlines are rounded to it.
GRID_PX = 2
# A scale is one of these, and as long as a quarter of the picture at most.
SCALES_KM = (1, 2, 5, 10)
WATER, GROUND, OWN = "#e4eff1", "#efe8d8", "#fbf6ea"
# Where nothing else may be written: x, y, how far on each side.
Taken = tuple[float, float, float, float]


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
        _shape(rings, scale, GROUND)
        for code, rings in around.outlines.items()
        if code != commune_code
    ]
    # Last, so that neighbours do not cover its outline.
    own = _shape(around.outlines.get(commune_code or "", ()), scale, OWN, outline)
    names = "".join(
        f'<circle cx="{x}" cy="{y}" r="2.5"/><text x="{x}" y="{y - 6}">{escape(name)}</text>'
        for name, x, y in _named(around, scale, taken)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE_PX} {HIGH_PX}">'
        f'<rect width="100%" height="100%" fill="{WATER}"/>'
        f'<g stroke="{theme.CONTEXT}" stroke-width="1">{"".join(others)}{own}</g>'
        f'<g fill="{theme.INK}" font-family="sans-serif" font-size="14" text-anchor="middle" '
        f'paint-order="stroke" stroke="#fff" stroke-width="3">{names}</g>'
        f"{marks}{_scale(scale)}</svg>"
    )
    return html.Img(
        src=f"data:image/svg+xml,{quote(drawing)}", alt=about, width=WIDE_PX, height=HIGH_PX
    )


def px_per_km(around: Around) -> float:
    """How large a kilometre is on the picture."""
    return WIDE_PX / 2 / around.reach_km


def x_px(east_km: float, scale: float) -> int:
    """From km east of the centre to the picture."""
    return round(WIDE_PX / 2 + east_km * scale)


def y_px(north_km: float, scale: float) -> int:
    """From km north of the centre to the picture."""
    return round(HIGH_PX / 2 - north_km * scale)


def _shape(rings: Any, scale: float, fill: str, attributes: str = "") -> str:
    path = "".join(
        "M" + "L".join(f"{x_px(east, scale)},{y_px(north, scale)}" for east, north in ring) + "z"
        for ring in rings
    )
    return f'<path d="{path}" fill="{fill}" {attributes}/>' if path else ""


def _ring(ring: Any, scale: float) -> str:
    """A closed path of few words: steps from point to point, on a grid that neighbours share."""
    points = [(_on_grid(x_px(east, scale)), _on_grid(y_px(north, scale))) for east, north in ring]
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(points)]
    moved = "".join(f"l{x},{y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{points[0][0]},{points[0][1]}{moved}z"


def _on_grid(px: int) -> int:
    return round(px / GRID_PX) * GRID_PX


def _named(around: Around, scale: float, taken: Sequence[Taken]) -> list[tuple[str, int, int]]:
    """The towns that are named: the most populated first, none on another nor on what is taken."""
    filled, named = list(taken), []
    for name, east, north in around.town_halls:
        x, y = x_px(east, scale), y_px(north, scale)
        free = all(abs(x - ax) > wide or abs(y - ay) > high for ax, ay, wide, high in filled)
        if free and 50 < x < WIDE_PX - 50 and 20 < y < HIGH_PX - 40:
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
