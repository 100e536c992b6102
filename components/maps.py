"""The map of sites: shipped outlines, clustered marks, no online tile unless a server is set."""

from html import escape
from math import sqrt
from typing import Any

import dash_leaflet as dl
from dash import html
from dash.development.base_component import Component

from components import formats, theme
from components.captioned import Chart, sized
from components.filters import Choice
from components.tables import values

POINTS = "points"
DRAWN = (POINTS, "data")
SMALLEST_PX, LARGEST_PX = 12, 28
# Served by the application from its territory folder.
OUTLINES_URL = "/contours/epci.geojson"
# Where the map stands until the sites have set its bounds: the Loire between Tours and Blois.
START, START_ZOOM = [47.45, 1.0], 8
OUTLINE = {"color": theme.CONTEXT, "weight": 0.7, "fillColor": "#efe8d8", "fillOpacity": 1}
# Functions of assets/map.js, by name: nothing is written into assets.
MARK, CLUSTER = {"variable": "gabare.map.mark"}, {"variable": "gabare.map.cluster"}
MOVES = {1: "up", 0: "flat", -1: "down"}
LEGEND = (
    ("up", "en hausse"),
    ("flat", "stable"),
    ("down", "en baisse"),
    ("alone", "sans comparaison"),
    ("hidden", "sous le seuil de secret"),
    ("absent", "sans donnée"),
)


def site_map(
    chart: Chart, *, outlines_url: str = OUTLINES_URL, tiles_url: str = "", attribution: str = ""
) -> Component:
    """The place of the map of a chart; a keyboard reaches the same sites through its table.

    `tiles_url` and `attribution` are the operator's; without them the outlines alone are drawn.
    """
    tiles = [dl.TileLayer(url=tiles_url, attribution=escape(attribution))] if tiles_url else []
    points = dl.GeoJSON(
        id=chart.part(POINTS),
        cluster=True,
        zoomToBounds=True,
        zoomToBoundsOnClick=True,
        superClusterOptions={"radius": 60, "maxZoom": 12},
        pointToLayer=MARK,
        clusterToLayer=CLUSTER,
    )
    ground = {"url": outlines_url, "interactive": False, "style": OUTLINE}
    leaflet = dl.MapContainer(
        [*tiles, dl.GeoJSON(**ground), points],
        center=START,
        zoom=START_ZOOM,
        zoomSnap=0.25,
        trackViewport=False,
        attributionControl=bool(tiles),
        scrollWheelZoom=False,
        style={"height": "100%"},
    )
    about = f"{chart.title}{formats.NBSP}: carte. Le tableau donne les mêmes sites."
    place = html.Div(leaflet, **sized(chart))
    return html.Div(
        [place, _legend()], className="gb-plot gb-map", role="group", **{"aria-label": about}
    )


def points(frame: Any, selection: Choice) -> dict[str, Any]:
    """The sites as GeoJSON: shape by change, size by the square root of terminals."""
    terminals = values(frame, "terminals")
    largest = max((count for count in terminals if count is not None), default=0)
    names = ("site", "commune", "place_kind", "longitude_deg", "latitude_deg")
    columns = [values(frame, name) for name in (*names, "change_pct", "status")]
    features = [
        _feature(count, largest, *row)
        for count, row in zip(terminals, zip(*columns, strict=True), strict=True)
        if row[3] is not None and row[4] is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(count: float | None, largest: float, *row: Any) -> dict[str, Any]:
    site, commune, place_kind, longitude, latitude, change_pct, status = row
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "shape": _shape(count, change_pct, status),
            "size_px": _size_px(count, largest),
            "count": 0 if count is None else count,
            "lines": [
                site,
                ", ".join(filter(None, (place_kind, commune))),
                _measured(count, change_pct, status),
            ],
        },
    }


def _shape(count: float | None, change_pct: float | None, status: str) -> str:
    if count is None:
        return "hidden" if status == "sous le seuil" else "absent"
    if change_pct is None:
        return "alone"
    shown = formats.signed_percent(change_pct)
    return MOVES[shown.startswith("+") - shown.startswith(formats.MINUS)]


def _size_px(count: float | None, largest: float) -> int:
    """The area of a mark follows the count; the smallest mark can still be seen."""
    if not count or not largest:
        return SMALLEST_PX
    return round(SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * sqrt(count / largest))


def _measured(count: float | None, change_pct: float | None, status: str) -> str:
    """The last line of a tooltip; the script writes every line as text, never as HTML."""
    what = status if count is None else formats.with_unit(count, "terminaux")
    return what if change_pct is None else f"{what} ({formats.signed_percent(change_pct)})"


def _legend() -> Component:
    entries = [
        html.Li(words, className=f"gb-legend__entry gb-mark--{shape}") for shape, words in LEGEND
    ]
    return html.Ul(entries, className="gb-legend")
