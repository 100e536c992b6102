"""Carte: the places of every theme on one map, layer by layer, and the communes below them."""

from dataclasses import replace
from functools import partial
from typing import Any

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components.atlas import atlas_frame as frame
from components.atlas import atlas_layers as shown
from components.captioned import Chart, Reading, connect
from components.findings import atlas as findings
from components.headings import page_title
from components.views import asking
from data import db
from data.atlas import layers
from data.atlas.ground import ground, has_rivers, main_towns
from data.viewing import view

SHOWN = "atlas-shown"
OPEN = "Licence Ouverte 2.0"
# Layer -> where it is from, its licence, the sources that date it.
ORIGINS = {
    "alertes": (
        "Relevés d’énergie et d’eau des bâtiments, factures d’éclairage, débits des secteurs",
        OPEN,
        ("releves-energie", "factures-eclairage", "debits-eau"),
    ),
    "sites": ("Connexions au Wi-Fi public", OPEN, ("sessions-radius", "sessions-portail")),
    "batiments": ("Relevés et factures d’énergie", OPEN, ("releves-energie", "factures-energie")),
    "armoires": (
        "Inventaire et horaires de l’éclairage public",
        OPEN,
        ("points-lumineux", "horaires-eclairage"),
    ),
    "secteurs": ("Débits des secteurs", OPEN, ("debits-eau",)),
    "lieux": (
        "Lieux de médiation, Hub-LO, France services, Aidants Connect, conseillers numériques",
        "Licence Ouverte 2.0 (Hub-LO\u00a0: à vérifier auprès du producteur)",
        (
            *("lieux-mediation", "hub-lo", "france-services"),
            *("aidants-connect", "conseillers-numeriques"),
        ),
    ),
}
WIDER = "Choisissez un territoire plus grand, ou une autre couche."
NOTHING = {
    "alertes": "Aucune alerte ouverte sur ce territoire",
    "sites": "Aucun site de fréquentation sur ce territoire",
    "batiments": "Aucun bâtiment public connu sur ce territoire",
    "armoires": "Aucune armoire d’éclairage connue sur ce territoire",
    "secteurs": "Aucun secteur d’eau connu sur ce territoire",
    "lieux": "Aucun lieu d’aide numérique connu sur ce territoire",
}


def layer_chart(key: str) -> Chart:
    """The chart of a layer: its figure is drawn on the one map of the page."""
    source, licence, source_keys = ORIGINS[key]
    return Chart(
        id=f"atlas-{key}",
        title=layers.LAYERS[key].label,
        query=layers.QUERIES[key],
        figure=shown.columns,
        finding=findings.layer,
        columns=shown.table_columns(key),
        source=source,
        licence=licence,
        slot=frame.layer_slot,
        drawn=shown.DRAWN,
        source_keys=source_keys,
        nothing_found=NOTHING[key],
        next_step=WIDER,
    )


CHARTS = {key: layer_chart(key) for key in shown.LOOKS}

dash.register_page(
    __name__,
    path="/carte",
    name="Carte",
    title="Carte du territoire",
    description="Sites, bâtiments, éclairage, eau et lieux d’aide sur une carte, et les alertes.",
    libraries=("leaflet",),
    order=5,
)


def layout(**_: str) -> Component:
    """The map and the frames of its layers; what they show comes from the callbacks."""
    labels = {key: layer.label for key, layer in layers.LAYERS.items()}
    return html.Div(
        [
            page_title("Carte du territoire", shown_id=SHOWN),
            frame.map_figure(labels, main_towns(), db.settings(), rivers=has_rivers()),
            *frame.layer_figures(list(CHARTS.values())),
        ],
        className="gb-page",
    )


def read(chart: Chart, query_string: str) -> Reading:
    """What a layer shows for a query string; another period would bring no other place."""
    reading = asking(view, chart.source_keys)(chart.query, query_string)
    return replace(reading, last_period="")


for _key, _chart in CHARTS.items():
    connect([_chart], read, frame.part(_key, "asked"))
frame.connect_layers(CHARTS)
asked = partial(asking(view, [key for *_, keys in ORIGINS.values() for key in keys]), ground)


@callback(
    Output(SHOWN, "children"),
    Output(frame.FINDING, "children"),
    Output(frame.MAP, "communes"),
    *(Output(frame.part(key, "count"), "children") for key in CHARTS),
    Input(frame.ASKED, "data"),
)
def show_territory(query_string: str | None) -> tuple[Any, ...]:
    reading = asked(query_string)
    if reading.failed:
        return "", "", [], *[""] * len(CHARTS)
    sentence = findings.territory(reading.frame.counts)
    return frame.told(reading.frame, sentence, reading.filters)
