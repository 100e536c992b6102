"""A small map of a place as one picture: it needs no script, and prints."""

from dash.development.base_component import Component

from components import theme
from components.small_map import HIGH_PX, WIDE_PX, Around, small_map

MARK_APART_PX = (44, 34)
PIN = (
    f'<path d="M{WIDE_PX / 2},{HIGH_PX / 2} l-11,-20 a12.5,12.5 0 1 1 22,0 z" '
    f'fill="{theme.ALERT}" stroke="#fff" stroke-width="2"/>'
    f'<circle cx="{WIDE_PX / 2}" cy="{HIGH_PX / 2 - 25}" r="4.5" fill="#fff"/>'
)


def place_picture(around: Around, commune_code: str | None, about: str) -> Component:
    """The communes around, the one of the place lighter, names of towns and a mark at the centre.

    `about` is what the picture shows, in words.
    """
    taken = [(WIDE_PX / 2, HIGH_PX / 2 - 14, *MARK_APART_PX)]
    return small_map(around, commune_code, about, marks=PIN, taken=taken)
