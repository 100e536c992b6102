"""A page with a chart and a control, drawn from the selection."""

from urllib.parse import parse_qs

import dash
import dash_bootstrap_components as dbc
from dash import Input, Output, callback, dcc, html

dash.register_page(
    __name__, path="/", name="Graphique", title="Graphique", order=0, description="Un graphique."
)
CONFIG = {"showSendToCloud": False, "plotlyServerURL": "", "displaylogo": False, "locale": "fr"}


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
    figure = {"data": [{"type": "heatmap", "z": [[1, 2], [3, 4]]}], "layout": {"height": 300}}
    return figure, f"tracé pour {territory}", territory
