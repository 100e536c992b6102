"""A small map of a place as one picture: it needs no script, and prints."""

from html import escape
from typing import Any, Protocol
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import theme

WIDE_PX, HIGH_PX = 480, 480
# Names closer than that would lie on one another.
NAME_APART_PX, MARK_APART_PX = (110, 22), (44, 34)
SCALE_KM = 2
GROUND, OWN = "#efe8d8", "#fbf6ea"


class Around(Protocol):
    """What is drawn, in km east and north of the place."""

    reach_km: float
    outlines: dict[str, Any]
    town_halls: list[tuple[str, float, float]]


def place_picture(around: Around, commune_code: str | None, about: str) -> Component:
    """The communes around, the one of the place lighter, names of towns and a mark at the centre.

    `about` is what the picture shows, in words.
    """
    drawing = _drawing(around, commune_code)
    return html.Img(
        src=f"data:image/svg+xml,{quote(drawing)}", alt=about, width=WIDE_PX, height=HIGH_PX
    )


def _drawing(around: Around, commune_code: str | None) -> str:
    px_per_km = WIDE_PX / 2 / around.reach_km
    shapes = [
        f'<path d="{_path(rings, px_per_km)}" fill="{OWN if code == commune_code else GROUND}"/>'
        for code, rings in around.outlines.items()
    ]
    names = "".join(
        f'<circle cx="{x}" cy="{y}" r="2.5"/><text x="{x}" y="{y - 6}">{escape(name)}</text>'
        for name, x, y in _named(around, px_per_km)
    )
    scale = SCALE_KM * px_per_km
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE_PX} {HIGH_PX}">'
        f'<rect width="100%" height="100%" fill="#e4eff1"/>'
        f'<g stroke="{theme.CONTEXT}" stroke-width="1">{"".join(shapes)}</g>'
        f'<g fill="{theme.INK}" font-family="sans-serif" font-size="14" text-anchor="middle" '
        f'paint-order="stroke" stroke="#fff" stroke-width="3">{names}</g>'
        f'<path d="M{WIDE_PX / 2},{HIGH_PX / 2} l-11,-20 a12.5,12.5 0 1 1 22,0 z" '
        f'fill="{theme.ALERT}" stroke="#fff" stroke-width="2"/>'
        f'<circle cx="{WIDE_PX / 2}" cy="{HIGH_PX / 2 - 25}" r="4.5" fill="#fff"/>'
        f'<path d="M14,{HIGH_PX - 14} h{scale:.0f}" stroke="{theme.INK}" stroke-width="3"/>'
        f'<text x="14" y="{HIGH_PX - 22}" fill="{theme.INK}" font-family="sans-serif" '
        f'font-size="13">{SCALE_KM} km</text></svg>'
    )


def _path(rings: Any, px_per_km: float) -> str:
    return "".join(
        "M"
        + "L".join(f"{_x(east, px_per_km)},{_y(north, px_per_km)}" for east, north in ring)
        + "z"
        for ring in rings
    )


def _named(around: Around, px_per_km: float) -> list[tuple[str, int, int]]:
    """The towns that are named: the most populated first, none on another nor on the mark."""
    taken = [(WIDE_PX / 2, HIGH_PX / 2 - 14, *MARK_APART_PX)]
    named = []
    for name, east, north in around.town_halls:
        x, y = _x(east, px_per_km), _y(north, px_per_km)
        free = all(abs(x - ax) > wide or abs(y - ay) > high for ax, ay, wide, high in taken)
        if free and 50 < x < WIDE_PX - 50 and 20 < y < HIGH_PX - 40:
            taken.append((x, y, *NAME_APART_PX))
            named.append((name, x, y))
    return named


def _x(east: float, px_per_km: float) -> int:
    return round(WIDE_PX / 2 + east * px_per_km)


def _y(north: float, px_per_km: float) -> int:
    return round(HIGH_PX / 2 - north * px_per_km)
