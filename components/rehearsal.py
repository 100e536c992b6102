"""The rehearsal of alerts: what another threshold would have given, said at once by the browser."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, clientside_callback, html
from dash.development.base_component import Component

from components import formats
from components.captioned import Chart, graph_slot
from components.filters import options
from components.findings.buildings import threshold_sentence
from components.tables import values

THRESHOLD, TOLD = "threshold", "told"
IN_FORCE = "seuil en service"


def rehearsal_slot(chart: Chart, *, thresholds: Sequence[float], in_force: float) -> Component:
    """A choice of thresholds, the sentence of the one chosen, then the chart."""
    labels = {key_of(one): _label(one, in_force) for one in thresholds}
    field_id = chart.part(THRESHOLD)
    field = html.Div(
        [
            html.Label("Seuil d’alerte", htmlFor=field_id, className="gb-field__label"),
            dbc.Select(id=field_id, options=options(labels), value=key_of(in_force)),
        ],
        className="gb-field",
    )
    told = html.P(id=chart.part(TOLD), className="gb-told", role="status")
    choice = html.Div([field, told], className="gb-rehearsal")
    return html.Div([choice, graph_slot(chart)], className="gb-plot")


def sentences(frame: Any) -> dict[str, str]:
    """The sentence of each threshold, which travels with the figure."""
    rows = zip(*(values(frame, name) for name in ("threshold", "alerts", "eur")), strict=True)
    return {key_of(threshold): threshold_sentence(*given) for threshold, *given in rows}


def connect_rehearsal(chart: Chart) -> None:
    """Say the sentence of the threshold chosen, from the figure, without asking the server."""
    clientside_callback(
        ClientsideFunction("gabare", "rehearsed"),
        Output(chart.part(TOLD), "children"),
        Input(chart.part(THRESHOLD), "value"),
        Input(chart.part("graph"), "figure"),
    )


def key_of(threshold: float) -> str:
    """A threshold as the value of an option: "6", "4.5"."""
    return f"{threshold:g}"


def _label(threshold: float, in_force: float) -> str:
    words = formats.with_unit(threshold, "écarts-types")
    return f"{words} ({IN_FORCE})" if threshold == in_force else words
