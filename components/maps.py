"""Maps of places: shipped outlines, clustered marks, no online tile unless a server is set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt
from typing import Any, Protocol

import dash_leaflet as dl
from dash import html
from dash.development.base_component import Component

from components import formats, theme
from components.captioned import Chart, sized
from components.filters import Choice
from components.tables import addresses, values

POINTS, LEAFLET = "points", "leaflet"
DRAWN = (POINTS, "data")
SMALLEST_PX, LARGEST_PX = 12, 28
# Served by the application from its territory folder.
OUTLINES_URL = "/contours/epci.geojson"
# Where the map stands until the sites have set its bounds: the Loire between Tours and Blois.
START, START_ZOOM = [47.45, 1.0], 8
OUTLINE = {"color": theme.CONTEXT, "weight": 0.7, "fillColor": "#efe8d8", "fillOpacity": 1}
BUILDING_SHEET = "/batiments/{building_id}"
CABINET_SHEET = "/eclairage/{cabinet_id}"
# The shape of what is not known: neither better nor worse.
ABSENT = "absent"
# Functions of assets/maps/map.js, by name: nothing is written into assets.
MARK, CLUSTER = {"variable": "gabare.map.mark"}, {"variable": "gabare.map.cluster"}
MOVES = {1: "up", 0: "flat", -1: "down"}


class TileSettings(Protocol):
    """What a map reads of the settings."""

    map_tiles_url: str
    map_tiles_attribution: str


@dataclass(frozen=True)
class Places:
    """What a map shows: places in the plural, shape and words of each mark.

    Marks that lead somewhere are reached by the keyboard too. Where each mark stands for several
    things, `part` says which of them those gathered count, and show as a ring. Of marks `ranked`
    from the best to the worst, those gathered wear the shape of the worst among them.
    """

    things: str
    legend: Sequence[tuple[str, str]]
    reached: bool = False
    part: str = ""
    ranked: bool = False
    # How near marks are gathered.
    radius_px: int = 60


SITES = Places(
    "sites",
    (
        ("up", "en hausse"),
        ("flat", "stable"),
        ("down", "en baisse"),
        ("alone", "sans comparaison"),
        ("hidden", "sous le seuil de secret"),
        ("absent", "sans donnée"),
    ),
)
BUILDINGS = Places(
    "bâtiments",
    (
        ("above", "au-dessus de la médiane de sa catégorie"),
        ("near", "proche de la médiane (± 10\u202f%)"),
        ("below", "en dessous"),
        ("alone", "sans médiane comparable"),
        ("absent", "sans donnée complète"),
    ),
    reached=True,
)
LIGHTING_POINTS = Places(
    "points lumineux",
    (
        ("lit", "allumés toute la nuit"),
        ("partly", "une partie éteinte à 2\u202fh"),
        ("off", "éteints à 2\u202fh du matin"),
        ("absent", "horaire inconnu"),
        ("ring", "anneau sombre\u00a0: part éteinte d’un groupe"),
    ),
    reached=True,
    part="éteints à 2\u202fh du matin",
)
# A building within this share of its median is near it.
NEAR_PCT = 10
# About ten metres: what the mark of a building can show.
DRAWN_PLACE = {"longitude_deg": 4, "latitude_deg": 4}


def place_map(
    chart: Chart,
    shown: Places = SITES,
    *,
    outlines_url: str = OUTLINES_URL,
    tiles_url: str = "",
    attribution: str = "",
    ground: Component | None = None,
) -> Component:
    """The place of the map of a chart; a keyboard reaches the same places through its table.

    `tiles_url` and `attribution` are the operator's; without them the outlines alone are drawn.
    A `ground` is drawn in the place of the outlines, and then says what the map holds.
    """
    tiles = [dl.TileLayer(url=tiles_url, attribution=escape(attribution))] if tiles_url else []
    points = dl.GeoJSON(
        id=chart.part(POINTS),
        cluster=True,
        zoomToBounds=ground is None,
        zoomToBoundsOnClick=True,
        superClusterOptions={"radius": shown.radius_px, "maxZoom": 17 if shown.part else 12},
        pointToLayer=MARK,
        clusterToLayer=CLUSTER,
        hideout={
            "things": shown.things,
            "reached": shown.reached,
            "several": bool(shown.part),
            "part": shown.part,
            "ranked": [one for one in reversed(shown.legend) if shown.ranked and one[0] != ABSENT],
        },
    )
    if ground is None:
        outlines = dl.GeoJSON(url=outlines_url, interactive=False, style=OUTLINE)
    else:
        outlines = ground
    leaflet = dl.MapContainer(
        [*tiles, outlines, points],
        id=chart.part(LEAFLET),
        # Hundreds of outlines are one element of the page instead of as many.
        preferCanvas=ground is not None,
        center=START,
        zoom=START_ZOOM,
        zoomSnap=0.25,
        trackViewport=False,
        attributionControl=bool(tiles),
        scrollWheelZoom=False,
        style={"height": "100%"},
    )
    about = f"{chart.title}{formats.NBSP}: carte. Le tableau donne les mêmes {shown.things}."
    place = html.Div(leaflet, **sized(chart))
    return html.Div(
        [place, _legend(shown)], className="gb-plot gb-map", role="group", **{"aria-label": about}
    )


def tiled_map(
    chart: Chart, *, shown: Places = SITES, settings: Callable[[], TileSettings]
) -> Component:
    """The place of the map of a chart, with the operator's tiles where there are any."""
    given = settings()
    return place_map(
        chart,
        shown,
        tiles_url=given.map_tiles_url,
        attribution=given.map_tiles_attribution,
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


def building_points(frame: Any, selection: Choice) -> dict[str, Any]:
    """The buildings as GeoJSON: shape against the median of the category, size by energy.

    Each leads to its sheet.
    """
    energies, links = values(frame, "final_kwh"), addresses(frame, BUILDING_SHEET)
    largest = max((kwh for kwh in energies if kwh is not None), default=0)
    names = ("name", "category_label", "commune", "kwh_m2", "peer_median_kwh_m2", "open_alerts")
    drawn = frame.round(DRAWN_PLACE)
    places = zip(values(drawn, "longitude_deg"), values(drawn, "latitude_deg"), strict=True)
    abouts = zip(*(values(frame, name) for name in names), strict=True)
    features = [
        mark(
            place,
            position(kwh, *about[3:5]),
            size_px(kwh, largest),
            _building_lines(kwh, *about),
            count=0 if kwh is None else kwh,
            href=link,
        )
        for place, about, kwh, link in zip(places, abouts, energies, links, strict=True)
        if None not in place
    ]
    return {"type": "FeatureCollection", "features": features}


def position(kwh: float | None, kwh_m2: float | None, median: float | None) -> str:
    """Above, near or below the median; alone without median, absent without a complete year."""
    if kwh is None:
        return "absent"
    if kwh_m2 is None or not median:
        return "alone"
    gap_pct = 100 * (kwh_m2 - median) / median
    return "near" if abs(gap_pct) <= NEAR_PCT else "above" if gap_pct > 0 else "below"


def _building_lines(
    kwh: float | None,
    name: str,
    category: str | None,
    commune: str | None,
    kwh_m2: float | None,
    median: float | None,
    alerts: int | None,
) -> list[str]:
    """The lines of a tooltip, which the script writes as text."""
    known = [formats.energy(kwh) if kwh is not None else "sans donnée complète"]
    if kwh_m2 is not None:
        known.append(formats.with_unit(kwh_m2, "kWh/m²"))
    if median is not None:
        known.append(f"médiane {formats.number(median)}")
    ringing = f"{formats.with_unit(alerts, 'alertes')} en cours" if alerts else ""
    return [name, ", ".join(filter(None, (category, commune))), ", ".join(known), ringing]


def _feature(count: float | None, largest: float, *row: Any) -> dict[str, Any]:
    site, commune, place_kind, longitude, latitude, change_pct, status = row
    lines = [
        site,
        ", ".join(filter(None, (place_kind, commune))),
        _measured(count, change_pct, status),
    ]
    shape, side_px = _shape(count, change_pct, status), size_px(count, largest)
    return mark((longitude, latitude), shape, side_px, lines, count=0 if count is None else count)


def mark(
    place: tuple[float, float], shape: str, side_px: int, lines: list[str], **about: Any
) -> dict[str, Any]:
    """One mark of a map: where, its shape, its size and the lines of its tooltip."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(place)},
        "properties": {"shape": shape, "size_px": side_px, "lines": lines, **about},
    }


def _shape(count: float | None, change_pct: float | None, status: str) -> str:
    if count is None:
        return "hidden" if status == "sous le seuil" else "absent"
    if change_pct is None:
        return "alone"
    shown = formats.signed_percent(change_pct)
    return MOVES[shown.startswith("+") - shown.startswith(formats.MINUS)]


def size_px(count: float | None, largest: float) -> int:
    """The area of a mark follows the count; the smallest mark can still be seen."""
    if not count or not largest:
        return SMALLEST_PX
    return round(SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * sqrt(count / largest))


def _measured(count: float | None, change_pct: float | None, status: str) -> str:
    """The last line of a tooltip; the script writes every line as text, never as HTML."""
    what = status if count is None else formats.with_unit(count, "terminaux")
    return what if change_pct is None else f"{what} ({formats.signed_percent(change_pct)})"


def _legend(shown: Places) -> Component:
    entries = [
        html.Li(words, className=f"gb-legend__entry gb-mark--{shape}")
        for shape, words in shown.legend
    ]
    return html.Ul(entries, className="gb-legend")
