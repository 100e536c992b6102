"""The rehearsal of alerts: what another setting would have given, said at once by the browser."""

from collections.abc import Callable, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, clientside_callback, html
from dash.development.base_component import Component

from components.captioned import Chart, graph_slot
from components.filters import options
from components.tables import values

THRESHOLD, TOLD = "threshold", "told"


def rehearsal_slot(
    chart: Chart, *, label: str, tried: Sequence[float], words: Callable[[float], str], value: float
) -> Component:
    """A choice of settings, each in its words, the sentence of the one chosen, then the chart."""
    labels = {key_of(one): words(one) for one in tried}
    field_id = chart.part(THRESHOLD)
    field = html.Div(
        [
            html.Label(label, htmlFor=field_id, className="gb-field__label"),
            dbc.Select(id=field_id, options=options(labels), value=key_of(value)),
        ],
        className="gb-field",
    )
    told = html.P(id=chart.part(TOLD), className="gb-told", role="status")
    choice = html.Div([field, told], className="gb-rehearsal")
    return html.Div([choice, graph_slot(chart)], className="gb-plot")


def sentences(frame: Any, names: Sequence[str], tell: Callable[..., str]) -> dict[str, str]:
    """The sentence of each setting, which travels with the figure.

    `names`: the column of the setting, then those that `tell` takes.
    """
    rows = zip(*(values(frame, name) for name in names), strict=True)
    return {key_of(tried): tell(*given) for tried, *given in rows}


def connect_rehearsal(chart: Chart) -> None:
    """Say the sentence of the setting chosen, from the figure, without asking the server."""
    clientside_callback(
        ClientsideFunction("gabare", "rehearsed"),
        Output(chart.part(TOLD), "children"),
        Input(chart.part(THRESHOLD), "value"),
        Input(chart.part("graph"), "figure"),
    )


def key_of(tried: float) -> str:
    """A setting as the value of an option: "6", "4.5"."""
    return f"{tried:g}"
