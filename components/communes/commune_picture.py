"""A commune among its neighbours, and its places, as one picture that prints."""

from collections import Counter
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
DOTS, TOWN_HALL, MOST_DOTS = "armoires", "mairie", 60
ORDER = ("armoires", "batiments", "secteurs", "sites", "lieux", "mairie")
HALL_PX = (20, 16)
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
    entries = [_legend_entry(layer, told) for layer, told in _counted(frame)]
    parts = [html.Ul(entries, className="gb-legend")]
    if around is not None:
        scale = px_per_km(around)
        marks = "".join(_marks(layer, placed.get(layer, ()), scale) for layer in ORDER)
        about = f"Carte de la commune parmi ses voisines, avec ses lieux{NBSP}: {counts(frame)}."
        # The name of the commune is that of the page: its town hall alone is shown.
        halls = placed.get(TOWN_HALL, ())
        taken = [(x_px(east, scale), y_px(north, scale), *HALL_PX) for east, north in halls]
        drawing = small_map(around, commune_code, about, marks=marks, taken=taken, outline=OUTLINE)
        parts.insert(0, drawing)
    return html.Div(parts).to_plotly_json()


def finding(frame: Any, _selection: object) -> str:
    """How many places of each kind the commune has."""
    told = counts(frame)
    return f"Dans la commune{NBSP}: {told}." if told else "Aucun lieu suivi dans cette commune."


def counts(frame: Any) -> str:
    """ "10 sites de fréquentation, 4 bâtiments publics et 22 armoires d’éclairage"."""
    return formats.enumeration([told for _layer, told in _counted(frame)[1:]])


def _counted(frame: Any) -> list[tuple[str, str]]:
    """The town hall, then each layer that has places and how many, in the order of the legend."""
    held = Counter(frame["layer"].tolist())
    counted = []
    for layer, (_shape, one, many, _colour) in SHAPES.items():
        count = held[layer]
        if layer == TOWN_HALL:
            counted.append((layer, one))
        elif count:
            hidden = f" (plus de {MOST_DOTS}, non dessinées)" if _too_many(layer, count) else ""
            counted.append((layer, f"{number(count)}{NBSP}{agrees(count, one, many)}{hidden}"))
    return counted


def _too_many(layer: str, count: int) -> bool:
    """Whether these would hide the others, and weigh more than they tell."""
    return layer == DOTS and count > MOST_DOTS


def _legend_entry(layer: str, told: str) -> Component:
    shape, _one, _many, colour = SHAPES[layer]
    return html.Li(told, className="gb-shape", style={"--shape": f'"{shape}"', "--key": colour})


def _marks(layer: str, placed: Sequence[tuple[float, float]], scale: float) -> str:
    # Those at one point are one mark.
    points = dict.fromkeys((x_px(east, scale), y_px(north, scale)) for east, north in placed)
    path = "".join(f"M{x},{y}{PATHS[layer]}" for x, y in points)
    if not path or _too_many(layer, len(placed)):
        return ""
    colour = SHAPES[layer][3]
    if layer == DOTS:
        drawn = f'stroke="{colour}" stroke-width="3" stroke-linecap="round"'
    else:
        drawn = f'fill="{colour}" stroke="#fff"'
    return f'<path d="{path}" {drawn}/>'
