"""A commune among its neighbours, and its places, as one picture that prints."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats, theme
from components.captioned import Chart, sized
from components.findings.wording import agrees
from components.formats import NBSP, number
from components.small_map import Around, px_per_km, small_map, x_px, y_px
from components.tables import TableColumn

PICTURE = "picture"
DRAWN = (PICTURE, "children")
# Layer -> shape, one place, several places, colour. The shape tells them without colour.
SHAPES = {
    "mairie": ("✚", "mairie", "mairies", theme.INK),
    "sites": ("●", "site de fréquentation", "sites de fréquentation", theme.FOCUS),
    "batiments": ("■", "bâtiment public", "bâtiments publics", theme.COMPARISON),
    "secteurs": ("▲", "secteur d’eau", "secteurs d’eau", theme.FOCUS),
    "lieux": ("◆", "lieu d’aide numérique", "lieux d’aide numérique", theme.ALERT),
    "armoires": ("·", "armoire d’éclairage", "armoires d’éclairage", theme.INK),
}
# Paths around 0, 0.
PATHS = {
    "mairie": "m-1.5,-6h3v4.5h4.5v3h-4.5v4.5h-3v-4.5h-4.5v-3h4.5z",
    "sites": "m-5,0a5,5 0 1 0 10,0a5,5 0 1 0 -10,0z",
    "batiments": "m-4.5,-4.5h9v9h-9z",
    "secteurs": "m0,-6l6,10h-12z",
    "lieux": "m0,-6l6,6l-6,6l-6,-6z",
    "armoires": "h0",
}
# Many and small: drawn by a round pen, below the others.
DOTS = "armoires"
ORDER = ("armoires", "batiments", "secteurs", "sites", "lieux", "mairie")
OUTLINE = f'stroke="{theme.FOCUS}" stroke-width="2.5"'
COLUMNS = (
    TableColumn("name", "Nom", link="{href}"),
    TableColumn("kind", "Ce que c’est"),
    TableColumn("words", "À savoir"),
)
PlacedKm = dict[str, Sequence[tuple[float, float]]]


def picture_slot(chart: Chart) -> Component:
    """The place of the picture: as high as it is."""
    picture = html.Div(id=chart.part(PICTURE), className="gb-commune-map")
    return html.Div([picture, html.Div(**sized(chart), hidden=True)], className="gb-plot")


def described(frame: Any) -> Any:
    """The frame of places with what each is."""
    kinds = [SHAPES[layer][1].capitalize() for layer in frame["layer"]]
    return frame.assign(kind=kinds)


def picture(
    around: Around | None, placed: PlacedKm, commune_code: str, frame: Any
) -> dict[str, Any]:
    """The picture and its legend; `placed`: layer -> km east and north of the middle."""
    parts = [html.Ul([_legend_entry(layer, frame) for layer in _layers(frame)],
                     className="gb-legend")]  # fmt: skip
    if around is not None:
        scale = px_per_km(around)
        marks = "".join(_marks(layer, placed.get(layer, ()), scale) for layer in ORDER)
        about = f"Carte de la commune parmi ses voisines, avec ses lieux{NBSP}: {counts(frame)}."
        drawing = small_map(around, commune_code, about, marks=marks, outline=OUTLINE)
        parts.insert(0, drawing)
    return html.Div(parts).to_plotly_json()


def finding(frame: Any, _selection: object) -> str:
    """How many places of each kind the commune has."""
    told = counts(frame)
    return f"Dans la commune{NBSP}: {told}." if told else "Aucun lieu suivi dans cette commune."


def counts(frame: Any) -> str:
    """ "10 sites de fréquentation, 4 bâtiments publics et 22 armoires d’éclairage"."""
    return formats.enumeration([_counted(layer, frame) for layer in _layers(frame)[1:]])


def _layers(frame: Any) -> list[str]:
    held = set(frame["layer"])
    return [layer for layer in SHAPES if layer in held]


def _counted(layer: str, frame: Any) -> str:
    count = int((frame["layer"] == layer).sum())
    _shape, one, many, _colour = SHAPES[layer]
    return f"{number(count)}{NBSP}{agrees(count, one, many)}"


def _legend_entry(layer: str, frame: Any) -> Component:
    shape, one, _many, colour = SHAPES[layer]
    told = one if layer == "mairie" else _counted(layer, frame)
    return html.Li(told, className="gb-shape", style={"--shape": f'"{shape}"', "--key": colour})


def _marks(layer: str, placed: Sequence[tuple[float, float]], scale: float) -> str:
    # Those at one point are one mark.
    points = dict.fromkeys((x_px(east, scale), y_px(north, scale)) for east, north in placed)
    path = "".join(f"M{x},{y}{PATHS[layer]}" for x, y in points)
    if not path:
        return ""
    colour = SHAPES[layer][3]
    if layer == DOTS:
        drawn = f'stroke="{colour}" stroke-width="3" stroke-linecap="round"'
    else:
        drawn = f'fill="{colour}" stroke="#fff"'
    return f'<path d="{path}" {drawn}/>'
