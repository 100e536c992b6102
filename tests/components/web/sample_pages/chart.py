"""A page with a chart and a control, drawn from the selection."""

from urllib.parse import parse_qs

import dash
import dash_bootstrap_components as dbc
from dash import Input, Output, callback, dcc, html

dash.register_page(
    __name__, path="/", name="Graphique", title="Graphique", order=0, description="Un graphique."
)
CONFIG = {"showSendToCloud": False, "plotlyServerURL": "", "displaylogo": False, "locale": "fr"}
DAYS = ["2026-07-01", "2026-07-02", "2026-07-03"]
# One of each thing that our charts are made of.
TRACES = [
    {"type": "scatter", "x": DAYS, "y": [1, None, 1234.5], "name": "courbe"},
    {"type": "bar", "x": DAYS, "y": [1, 2, 3], "name": "barres"},
    {"type": "heatmap", "z": [[1, 2], [3, 4]], "xaxis": "x2", "yaxis": "y2"},
]
LAYOUT = {
    "height": 300,
    "xaxis": {"domain": [0, 0.5], "tickformat": "%b", "dtick": "M1"},
    "xaxis2": {"domain": [0.6, 1], "anchor": "y2"},
    "yaxis2": {"anchor": "x2"},
    "shapes": [{"type": "rect", "x0": DAYS[0], "x1": DAYS[1], "yref": "paper", "y0": 0, "y1": 1}],
    "annotations": [{"x": DAYS[2], "y": 3, "text": "note"}],
}


def layout(territoire: str = "tous", **_: str) -> html.Div:
    """A heading that says the territory it was laid out for, a chart and a control."""
    return html.Div(
        [
            html.H1("Graphique"),
            html.P(f"mise en page pour {territoire}", id="chart-laid-out"),
            html.P(id="chart-drawn"),
            html.Div(
                [
                    html.Label("Territoire", htmlFor="chart-territory"),
                    dbc.Select(
                        ["tous", "Blois", "Tours"], "tous", "chart-territory", name="territoire"
                    ),
                ],
                **{"data-selection": "true"},
            ),
            dcc.Graph(id="chart-graph", config=CONFIG),
            html.A("La carte", href="/carte", id="chart-to-map"),
            html.A("Le texte", href="/texte", id="chart-to-text"),
        ]
    )


@callback(
    Output("chart-graph", "figure"),
    Output("chart-drawn", "children"),
    Output("chart-territory", "value"),
    Input("selection", "data"),
)
def draw(query: str | None) -> tuple[dict, str, str]:
    """The same bars, named after the territory of the query string."""
    territory = parse_qs(query or "").get("territoire", ["tous"])[0]
    figure = {"data": TRACES, "layout": LAYOUT}
    return figure, f"tracé pour {territory}", territory
