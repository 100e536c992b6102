"""Maps of communes: each filled by class, in a colour and a hatching, below the marks of places."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

import dash_bootstrap_components as dbc
import dash_leaflet as dl
from dash import ClientsideFunction, Input, Output, State, clientside_callback, html
from dash.development.base_component import Component

from components.captioned import Chart
from components.filters import options
from components.maps import LEAFLET, POINTS, Places, TileSettings, place_map

GROUND, LAYERS = "ground", "layers"
FILLED, OUTLINED, MARKED = "fills", "outlines", "marks"
COMMUNES_URL = "/contours/communes.geojson"
# Functions of assets/maps/communes.js, by name.
LOOK_OF, TELL = {"variable": "gabare.communes.look"}, {"variable": "gabare.communes.tell"}
# Between the cells of a commune, in the short text that travels.
JOIN = "|"
# Around the communes of the selection.
ROOM_DEG = 0.045


@dataclass(frozen=True)
class Look:
    """How communes of a class are filled, and the words of the legend.

    `hatch`: "plain", "dots", "lines", "cross" or "nd" (these letters), told apart without colour.
    """

    fill: str
    hatch: str
    words: str


@dataclass(frozen=True)
class Ground:
    """The communes of a map: looks by class, what a thick dashed outline says (empty: none).

    `lines`: what the tooltip of a class says after the name; {0}, {1}… are cells of the commune.
    `layers`: what a reader may hide, of FILLED, OUTLINED and MARKED, in words.
    """

    looks: Mapping[str, Look]
    lines: Mapping[str, Sequence[str]]
    outlined: str = ""
    layers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class DrawnCommune:
    """A commune on its map: where, its class, the cells of its tooltip, outlined or not."""

    code: str
    look: str
    cells: Sequence[str]
    latitude_deg: float | None
    longitude_deg: float | None
    outlined: bool = False


def commune_map(
    chart: Chart, *, ground: Ground, shown: Places, settings: Callable[[], TileSettings]
) -> Component:
    """The place of a map of communes: layers to choose, the map, its legend."""
    given = settings()
    outlines = dl.GeoJSON(
        id=chart.part(GROUND),
        url=COMMUNES_URL,
        style=LOOK_OF,
        onEachFeature=TELL,
        hideout={"map": chart.id},
    )
    drawn = place_map(
        chart,
        shown,
        tiles_url=given.map_tiles_url,
        attribution=given.map_tiles_attribution,
        ground=outlines,
    )
    inside = [*_choice(chart, ground), drawn, _legend(ground)]
    return html.Div(inside, className="gb-plot gb-communes")


def commune_slot(
    ground: Ground, shown: Places, settings: Callable[[], TileSettings]
) -> Callable[[Chart], Component]:
    """The slot of a chart that draws communes."""
    return partial(commune_map, ground=ground, shown=shown, settings=settings)


def connect_ground(chart: Chart, ground: Ground) -> None:
    """Draw the communes that the figure brings and the reader shows, without asking the server."""
    clientside_callback(
        ClientsideFunction("gabare", "drawCommunes"),
        Output(chart.part(GROUND), "hideout"),
        Output(chart.part(LEAFLET), "viewport"),
        Input(chart.part(POINTS), "data"),
        *([Input(chart.part(LAYERS), "value")] if ground.layers else []),
        State(chart.part(GROUND), "hideout"),
        prevent_initial_call=True,
    )


def collection(
    marks: Sequence[dict[str, Any]], communes: Sequence[DrawnCommune], ground: Ground
) -> dict[str, Any]:
    """The marks as GeoJSON, which carries what is below them."""
    return {
        "type": "FeatureCollection",
        "features": list(marks),
        "ground": {
            "looks": {name: [look.fill, look.hatch] for name, look in ground.looks.items()},
            "lines": {name: list(lines) for name, lines in ground.lines.items()},
            "communes": {
                one.code: JOIN.join((one.look, str(int(one.outlined)), *one.cells))
                # In the order of their codes, which then weigh little once compressed.
                for one in sorted(communes, key=attrgetter("code"))
            },
            "bounds": bounds(communes),
        },
    }


def bounds(communes: Sequence[DrawnCommune]) -> list[list[float]] | None:
    """South-west and north-east corners around these communes; None when none has a place."""
    places = [
        (one.latitude_deg, one.longitude_deg)
        for one in communes
        if one.latitude_deg is not None and one.longitude_deg is not None
    ]
    if not places:
        return None
    latitudes, longitudes = zip(*places, strict=True)
    return [
        [round(least(axis) + room, 3) for axis in (latitudes, longitudes)]
        for least, room in ((min, -ROOM_DEG), (max, ROOM_DEG))
    ]


def _choice(chart: Chart, ground: Ground) -> list[Component]:
    if not ground.layers:
        return []
    boxes = dbc.Checklist(
        id=chart.part(LAYERS),
        options=options(ground.layers),
        value=list(ground.layers),
        class_name="gb-layers__boxes",
    )
    legend = html.Legend("Ce que montre la carte")
    return [html.Fieldset([legend, boxes], className="gb-layers")]


def _legend(ground: Ground) -> Component:
    entries = [
        html.Li(
            look.words,
            className=f"gb-key gb-key--look gb-hatch--{look.hatch}",
            style={"--fill": look.fill},
        )
        for look in ground.looks.values()
    ]
    if ground.outlined:
        entries.append(html.Li(ground.outlined, className="gb-key gb-key--outlined"))
    return html.Ul(entries, className="gb-legend")
