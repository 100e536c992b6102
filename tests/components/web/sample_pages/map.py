"""A page with a map: it needs the leaflet library."""

import dash
import dash_leaflet as dl
from dash import html

dash.register_page(
    __name__,
    path="/carte",
    name="Carte",
    title="Carte",
    order=2,
    description="Une carte.",
    libraries=("leaflet",),
)


def layout(**_: str) -> html.Div:
    """A heading and a map without tiles."""
    point = {"type": "Point", "coordinates": [0.69, 47.39]}
    outline = {"type": "Feature", "properties": {}, "geometry": point}
    return html.Div(
        [
            html.H1("Carte"),
            dl.Map(
                [dl.GeoJSON(data={"type": "FeatureCollection", "features": [outline]})],
                center=[47.39, 0.69],
                zoom=9,
                style={"height": "300px"},
            ),
        ]
    )
