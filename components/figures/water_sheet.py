"""One sector of water: its nights, what the detector makes of them, its hours, repairs, leaks.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from components import formats, theme
from components.figures.intervals import interval_rows
from components.figures.ranked import SHOWN, ranked_bars
from components.figures.time_series import (
    dashed,
    iso_days,
    line,
    lone_days,
    marks,
    note,
    stacked,
    time_axis,
    where,
)
from components.filters import Choice
from components.findings.water_alerts import flow_words
from components.findings.water_sheet import capitalised, span_words
from components.tables import values

NIGHT, EXPECTED, NIGHT_USE = "Débit de nuit", "Attendu", "Usage normal"
LEAKING, FOOTFALL = "Nuit en alerte", "Terminaux connectés"
SCORE, THRESHOLD, OVER = "Score", "Seuil d’alerte", "Jour au-dessus du seuil"
MEASURED, USUAL = "Mesuré", "Habituel"
PALE_ALERT = "#f9e4e2"
DOTS = "1px,3px"
M3_H = f"%{{y:,.1f}}{formats.NBSP}m³/h"
PANELS_PX, ALONE_PX = 540, 340
# Shorter than this share of the period, a span of alert has no room for its words.
LEAST_SPAN = 0.12


def nights(frame: Any, selection: Choice) -> dict[str, Any]:
    """Night flow, what was expected of it, the normal use; below, the footfall of the commune.

    The nights of an alert are shaded, marked and named.
    """
    days, flow = iso_days(frame), values(frame, "night_m3_h")
    alert = [bool(one) for one in values(frame, "alert")]
    drawn = [
        line(days, flow, NIGHT, M3_H),
        *lone_days(days, flow),
        *_known_dashes(days, values(frame, "expected_m3_h"), EXPECTED, theme.COMPARISON),
        *_known_dashes(days, values(frame, "night_use_m3_h"), NIGHT_USE, theme.GOOD, DOTS),
        *marks(days, where(flow, alert), _triangle(7), LEAKING),
    ]
    panels = [("Débit de nuit, de 2\u00a0h à 5\u00a0h (m³/h)", drawn)]
    people = values(frame, "footfall")
    if any(one is not None for one in people):
        title = "Terminaux dans la commune, par jour"
        panels.append((title, _people(days, people)))
    height = PANELS_PX if len(panels) > 1 else ALONE_PX
    figure = stacked(panels, time_axis(days), height=height, hovermode="x unified")
    spans = _spans(days, alert)
    layout = figure["layout"]
    # Through the drawing below too: who was there those days is what may explain them.
    lowest = layout[f"yaxis{len(panels) if len(panels) > 1 else ''}"]["domain"][0]
    layout["shapes"] = [
        _shade(first, last, lowest, layout["yaxis"]["domain"][1]) for first, last in spans
    ]
    layout["annotations"] += _span_notes(days, spans, layout["yaxis"]["domain"][0])
    return figure


def _people(days: Sequence[str], people: Sequence[float | None]) -> list[dict[str, Any]]:
    style = {"showlegend": False, "line": {"color": theme.MUTED, "width": 1.5}}
    lone = [one | {"marker": {"color": theme.MUTED, "size": 4}} for one in lone_days(days, people)]
    return [line(days, people, FOOTFALL) | style, *lone]


def evidence(frame: Any, selection: Choice) -> dict[str, Any]:
    """What the detector has gathered each day against the threshold that gives an alert."""
    days, score = iso_days(frame), values(frame, "score")
    threshold = values(frame, "threshold")
    over = [
        None not in (one, limit) and one > limit
        for one, limit in zip(score, threshold, strict=True)
    ]
    hover = "%{y:.1f}"
    traces = [
        line(days, score, SCORE, hover),
        *lone_days(days, score),
        *_known_dashes(days, threshold, THRESHOLD, theme.ALERT),
        *marks(days, where(score, over), _triangle(8), OVER),
    ]
    axis = {"rangemode": "tozero", "nticks": 5}
    layout = theme.layout(hovermode="x unified", xaxis=time_axis(days), yaxis=axis)
    return {"data": traces, "layout": layout}


def hours(frame: Any, selection: Choice) -> dict[str, Any]:
    """The inflow of each hour of the last weeks, against the usual one of that hour."""
    at = [f"{hour:%Y-%m-%dT%H:%M}" for hour in values(frame, "instant")]
    axis = time_axis(at) | {"hoverformat": "%A %-d %B, %-H h"}
    return _against_usual(frame, at, axis, 1.5)


def mean_day(frame: Any, selection: Choice) -> dict[str, Any]:
    """The mean day of the last week, hour by hour, against the usual one."""
    names = [f"{hour}{formats.NBSP}h" for hour in values(frame, "hour")]
    marked = names[::6]
    axis = {"type": "category", "tickangle": 0, "tickvals": marked, "ticktext": marked}
    return _against_usual(frame, names, axis, 2.5)


def _against_usual(
    frame: Any, x: Sequence[str], axis: dict[str, Any], width: float
) -> dict[str, Any]:
    inflow = values(frame, "inflow_m3_h")
    measured = line(x, inflow, MEASURED, M3_H)
    measured["line"] = {"color": theme.FOCUS, "width": width}
    usual = _known_dashes(x, values(frame, "usual_m3_h"), USUAL, theme.COMPARISON)
    m3_h = {"rangemode": "tozero", "nticks": 5, "ticksuffix": f"{formats.NBSP}m³/h"}
    layout = theme.layout(hovermode="x unified", xaxis=axis, yaxis=m3_h)
    return {"data": [measured, *lone_days(x, inflow), *usual], "layout": layout}


def repairs(frame: Any, selection: Choice) -> dict[str, Any]:
    """What each repair gave back to the nights of the sector, with its interval."""
    top = frame.head(SHOWN)
    saved = values(top, "saved_m3_h")
    low, high = values(top, "low_m3_h"), values(top, "high_m3_h")
    sure = [least is not None and least > 0 for least in low]
    said = zip(saved, low, high, values(top, "eur_year"), strict=True)
    titles = zip(values(top, "kind_label"), values(top, "repaired_day"), strict=True)
    names = [
        (f"{kind}, le {formats.short_day(day)}", repair_words(*one))
        for (kind, day), one in zip(titles, said, strict=True)
    ]
    return interval_rows(names, saved, (low, high), sure, f"{formats.NBSP}m³/h")


def repair_words(
    saved: float | None, low: float | None, high: float | None, eur_year: float | None
) -> str:
    """ "2,7 m³/h rendus (2,4 à 3,0)"; a gain that is not proven, or not known, says so."""
    if None in (saved, low, high):
        return "gain inconnu, faute de nuits connues"
    span = f"({formats.number(low, 1)} à {formats.with_unit(high, 'm³/h', 1)})"
    if low <= 0:
        return f"gain non démontré {span}"
    cost = "" if eur_year is None else f", {formats.with_unit(eur_year, '€/an')}"
    return f"{formats.number(saved, 1)} rendus {span}{cost}"


def leaks(frame: Any, selection: Choice) -> dict[str, Any]:
    """The leaks of the sector, newest first, by the water that each took."""
    top = frame.head(SHOWN)
    lost = values(top, "lost_m3")
    ends = [
        f"{formats.with_unit(volume, 'm³')} · {flow_words(flow, 'sector')} · {kind.lower()}"
        for volume, flow, kind in zip(
            lost, values(top, "flow_m3_h"), values(top, "kind_label"), strict=True
        )
    ]
    cells = zip(*(values(top, name) for name in ("since", "last_day", "open")), strict=True)
    names = [capitalised(span_words(*one)) for one in cells]
    return ranked_bars(names, lost, ends)


def _known_dashes(
    x: Sequence[str],
    column: Sequence[float | None],
    name: str,
    colour: str,
    dash: str = theme.COMPARISON_DASH,
) -> list[dict[str, Any]]:
    """A line told apart by its dashes; none when it has no value."""
    if all(value is None for value in column):
        return []
    style = {"color": colour, "width": 2, "dash": dash}
    return [dashed(x, column, name, "%{y:,.1f}") | {"line": style}]


def _triangle(size: int) -> dict[str, Any]:
    return {"symbol": "triangle-up", "color": theme.ALERT, "size": size}


def _spans(days: Sequence[str], alert: Sequence[bool]) -> list[tuple[str, str]]:
    """First and last day of each run of nights in alert."""
    runs = groupby(zip(days, alert, strict=True), key=lambda row: row[1])
    found = [[day for day, _ in run] for in_alert, run in runs if in_alert]
    return [(run[0], run[-1]) for run in found]


def _shade(first: str, last: str, low: float, high: float) -> dict[str, Any]:
    style = {"fillcolor": PALE_ALERT, "line": {"width": 0}, "layer": "below"}
    place = {"xref": "x", "yref": "paper", "x0": first, "x1": last, "y0": low, "y1": high}
    return {"type": "rect", **style, **place}


def _span_notes(
    days: Sequence[str], spans: Sequence[tuple[str, str]], foot: float
) -> list[dict[str, Any]]:
    """The words of the spans of alert that have room for them, at the foot of the nights."""
    whole = max(_days_between(days[0], days[-1]), 1)
    font = {"size": 13, "color": theme.ALERT}
    return [
        note("Fuite", first, foot, xref="x", yref="paper", xanchor="left", font=font)
        for first, last in spans
        if _days_between(first, last) >= LEAST_SPAN * whole
    ]


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
