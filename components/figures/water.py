"""Water of a territory: yield and losses by year, what a point is worth, the days of a meter.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from collections.abc import Sequence
from typing import Any

from components import formats, theme
from components.figures.time_series import dashed, iso_days, line, marks, stacked, time_axis, where
from components.filters import Choice
from components.tables import values

YIELD, THRESHOLD, TARGET = "Rendement", "Seuil du décret", "Objectif des services"
PEERS = "Services semblables"
OVER, UNDER, UNJUDGED = "Au-dessus du seuil", "Sous le seuil", "Seuil inconnu"
LOSSES, PARTIAL = "Pertes (m³/km/jour)", "Moins de services"
LEVY, WATER = "Redevance en moins", "Eau non perdue"
VOLUME, LEAST = "Volume du jour", "Heure la plus basse"
DOTS, LONG = "1px,3px", "9px,3px"
HATCHED = {"shape": "/", "fillmode": "overlay", "fgcolor": theme.SURFACE, "size": 7}
# Column, name, colour and dashes of the limits of losses.
LIMITS = (
    ("good_to", "Bon jusqu’à", theme.GOOD, LONG),
    ("fair_to", "Acceptable jusqu’à", theme.COMPARISON, theme.COMPARISON_DASH),
    ("poor_to", "Médiocre jusqu’à", theme.ALERT, DOTS),
)
# The points whose gain is written above their bar: more would touch one another on a phone.
SAID_POINTS = (1, 5, 10)
PANEL_PX = 240


def yields(frame: Any, selection: Choice) -> dict[str, Any]:
    """The yield of each year, a mark that says its side of the threshold of the decree."""
    years, drawn = _years(frame), values(frame, "yield_pct")
    sides = [_side(*row) for row in zip(drawn, values(frame, "threshold_pct"), strict=True)]
    hover = "%{y:.1f} %"
    others = (
        ("threshold_pct", THRESHOLD, theme.ALERT, theme.COMPARISON_DASH),
        ("target_pct", TARGET, theme.GOOD, DOTS),
        ("peers_pct", PEERS, theme.COMPARISON, LONG),
    )
    shapes = (
        (OVER, "triangle-up", theme.GOOD),
        (UNDER, "triangle-down", theme.ALERT),
        (UNJUDGED, "circle", theme.FOCUS),
    )
    judged = [
        trace
        for name, symbol, colour in shapes
        for trace in marks(
            years,
            where(drawn, [side == name for side in sides]),
            {"symbol": symbol, "color": colour, "size": 13},
            name,
        )
    ]
    traces = [line(years, drawn, YIELD, hover), *_lines(frame, years, others, hover), *judged]
    axis = {"ticksuffix": f"{formats.NARROW}%", "nticks": 6}
    return {
        "data": [*traces, *_partial(frame, years, drawn)],
        "layout": theme.layout(hovermode="x unified", xaxis=_year_axis(), yaxis=axis),
    }


def losses(frame: Any, selection: Choice) -> dict[str, Any]:
    """Losses per km of each year as bars, against the limits of the density of the services."""
    years, drawn = _years(frame), values(frame, "loss_index")
    whole = [not one for one in _lacks(frame)]
    bars = [
        _year_bars(years, where(drawn, kept), name, shape)
        for kept, name, shape in (
            (whole, LOSSES, ""),
            ([not one for one in whole], PARTIAL, "/"),
        )
        if any(kept)
    ]
    hover = "%{y:.1f} m³/km/jour"
    others = (*LIMITS, ("peers_index", PEERS, theme.INK, "3px,3px,9px,3px"))
    layout = theme.layout(
        barmode="overlay",
        bargap=0.5,
        hovermode="x unified",
        xaxis=_year_axis(),
        yaxis={"rangemode": "tozero", "nticks": 6},
    )
    return {"data": [*bars, *_lines(frame, years, others, hover)], "layout": layout}


def stake(frame: Any, selection: Choice) -> dict[str, Any]:
    """What each point of yield would bring a year: less levy, and water not lost above it."""
    points = values(frame, "points")
    kinds = (
        ("levy_gain_eur", LEVY, theme.FOCUS, ""),
        ("water_gain_eur", WATER, theme.COMPARISON, "/"),
    )
    bars = [
        {
            "type": "bar",
            "x": points,
            "y": values(frame, column),
            "name": name,
            "marker": {"color": colour, "pattern": {**HATCHED, "shape": shape}},
            "hovertemplate": "%{y:,.0f} €",
        }
        for column, name, colour, shape in kinds
    ]
    totals = where(values(frame, "gain_eur"), [point in SAID_POINTS for point in points])
    said = {
        "type": "scatter",
        "mode": "text",
        "x": points,
        "y": totals,
        "text": ["" if one is None else in_few_digits(one) for one in totals],
        # On the side of the lower bars.
        "textposition": "top left",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    below = {"text": "points de rendement gagnés", "font": {"size": 13, "color": theme.MUTED}}
    layout = theme.layout(barmode="stack", bargap=0.28, hovermode="x unified")
    layout["xaxis"] |= {"dtick": 1, "title": below, "range": [0.4, max(points, default=1) + 0.6]}
    short = {"tickformat": "~s", "ticksuffix": "€"}
    layout["yaxis"] |= {"rangemode": "tozero", "nticks": 5, **short}
    return {"data": [*bars, said], "layout": layout}


def customer_days(frame: Any, selection: Choice) -> dict[str, Any]:
    """The volume of each day of a meter, hatched while it leaks, then its least hour."""
    days, volumes = iso_days(frame), values(frame, "volume_m3")
    leaks = [bool(one) for one in values(frame, "alert")]
    bars = [
        {
            "type": "bar",
            "x": days,
            "y": where(volumes, kept),
            "name": name,
            "marker": {"color": colour, "pattern": {**HATCHED, "shape": shape, "size": 5}},
            "hovertemplate": "%{y:.3f} m³",
        }
        for kept, name, colour, shape in (
            ([not one for one in leaks], VOLUME, theme.FOCUS, ""),
            (leaks, f"{VOLUME}, fuite en cours", theme.ALERT, "/"),
        )
        if any(kept)
    ]
    least = line(days, values(frame, "least_l_per_h"), LEAST, "%{y:.1f} L/h")
    least |= {"line": {"color": theme.COMPARISON, "width": 2.5}, "cliponaxis": False}
    return stacked(
        [("Volume du jour (m³)", bars), ("Heure la plus basse du jour (L/h)", [least])],
        time_axis(days),
        height=2 * PANEL_PX,
        barmode="overlay",
        bargap=0,
        hovermode="x unified",
    )


def in_few_digits(eur: float) -> str:
    """1,2 M€, 85 k€, 420 €: what fits above a bar of a phone."""
    if abs(eur) >= formats.MILLION:
        return formats.with_unit(eur / formats.MILLION, "M€", 1)
    if abs(eur) >= 10_000:
        return formats.with_unit(eur / 1000, "k€")
    return formats.with_unit(eur, "€")


def _years(frame: Any) -> list[str]:
    return [str(year) for year in values(frame, "year")]


def _year_axis() -> dict[str, Any]:
    return {"type": "category", "tickangle": 0}


def _side(rate: float | None, threshold: float | None) -> str:
    """Of a yield without threshold nothing is judged; at the threshold it is kept."""
    if rate is None or threshold is None:
        return UNJUDGED
    return OVER if rate >= threshold else UNDER


def _lacks(frame: Any) -> list[bool]:
    """The years that count fewer services than another one: not the same perimeter."""
    kept = [own or 0 for own in values(frame, "services")]
    return [own < max(kept) for own in kept]


def _partial(frame: Any, years: Sequence[str], drawn: Sequence[Any]) -> list[Any]:
    """A ring around the years that count fewer services."""
    ring = {"symbol": "circle", "color": "rgba(0,0,0,0)", "size": 24}
    ring |= {"line": {"color": theme.MUTED, "width": 2}}
    return marks(years, where(drawn, _lacks(frame)), ring, PARTIAL)


def _lines(
    frame: Any, years: Sequence[str], rows: Sequence[tuple[str, str, str, str]], hover: str
) -> list[dict[str, Any]]:
    """The lines of what a figure is measured against: those that have a value."""
    return [
        dashed(years, values(frame, column), name, hover)
        | {"line": {"color": colour, "width": 2, "dash": dash}, "legendrank": 3}
        for column, name, colour, dash in rows
        if any(value is not None for value in values(frame, column))
    ]


def _year_bars(
    years: Sequence[str], heights: Sequence[Any], name: str, shape: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": list(years),
        "y": list(heights),
        "name": name,
        "legendrank": 1,
        "marker": {"color": theme.FOCUS, "pattern": {**HATCHED, "shape": shape}},
        "text": ["" if one is None else formats.number(one, 1) for one in heights],
        "textposition": "inside",
        "insidetextanchor": "end",
        "insidetextfont": {"size": 13, "color": theme.SURFACE},
        "textangle": 0,
        "hovertemplate": "%{y:.2f} m³/km/jour",
    }
