"""A page of text whose button raises."""

import dash
from dash import Input, Output, callback, html

dash.register_page(
    __name__, path="/texte", name="Texte", title="Texte", order=1, description="Du texte."
)


def layout(**_: str) -> html.Div:
    """A heading and a button."""
    return html.Div(
        [
            html.H1("Texte"),
            html.Button("Échouer", id="text-fail"),
            html.P("avant", id="text-result"),
            html.A("Le graphique", href="/", id="text-to-chart"),
        ]
    )


@callback(
    Output("text-result", "children"), Input("text-fail", "n_clicks"), prevent_initial_call=True
)
def fail(_clicks: int) -> str:
    """Raise, always."""
    raise ValueError("panne voulue")
