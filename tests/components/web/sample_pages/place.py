"""A page about one place, named in its address."""

import dash
from dash import html

dash.register_page(
    __name__,
    path="/lieux/<place>",
    name="Lieu",
    title="Lieu {place}",
    menu=False,
    description="Un lieu.",
)


def layout(place: str = "", **_: str) -> html.Div:
    """The place, as its heading."""
    return html.Div([html.H1(place), html.A("Texte", href="/texte", id="place-to-text")])
