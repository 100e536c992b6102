"""One cabinet: its nights by the hour, its load against them."""

from itertools import groupby
from typing import Any

from components import formats, theme
from components.figures.time_series import dashed, iso_days, line, time_axis
from components.filters import Choice
from components.tables import values

LIT, OFF = "Allumé", "Éteint par la décision"
LOAD, EXPECTED = "Mesuré", "Prévu par l’horaire"
LIT_FILL, OFF_FILL = theme.HOLIDAY_FILL, theme.INK
# Hours from the midnight that begins the evening's day.
MARKED_H = (18, 21, 24, 27, 30)


def nights(frame: Any, selection: Choice) -> dict[str, Any]:
    """From dusk to dawn, evening by evening; what the schedule switches off is dark inside."""
    days = iso_days(frame)
    bands = (("lit_from_h", "lit_to_h", LIT), ("off_from_h", "off_to_h", OFF))
    traces = [
        _band(days, values(frame, start), values(frame, end), name) for start, end, name in bands
    ]
    names = [f"{hour % 24}{formats.NBSP}h" for hour in MARKED_H]
    hours = {"tickvals": list(MARKED_H), "ticktext": names, "autorange": "reversed"}
    return {
        "data": [trace for trace in traces if trace["x"]],
        "layout": theme.layout(xaxis=time_axis(days), yaxis=hours),
    }


def _band(days: list[str], starts: list[Any], ends: list[Any], name: str) -> dict[str, Any]:
    """One outline around each run of days that have hours: there and back."""
    colour, fill = (theme.HOLIDAY, LIT_FILL) if name == LIT else (OFF_FILL, OFF_FILL)
    x: list[Any] = []
    y: list[Any] = []
    rows = zip(days, starts, ends, strict=True)
    for has_hours, run in groupby(rows, key=lambda row: row[1] is not None):
        if has_hours:
            there = list(run)
            gap = [None] if x else []
            x += [*gap, *(row[0] for row in there), *(row[0] for row in reversed(there))]
            y += [*gap, *(row[1] for row in there), *(row[2] for row in reversed(there))]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": name,
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
    }


def hourly(frame: Any, selection: Choice) -> dict[str, Any]:
    """The load of each hour, against what the schedule lights."""
    at = [f"{hour:%Y-%m-%dT%H:%M}" for hour in values(frame, "at")]
    hover = f"%{{y:,.2f}}{formats.NBSP}kW"
    expected = dashed(at, values(frame, "expected_kw"), EXPECTED, hover)
    measured = line(at, values(frame, "load_kw"), LOAD, hover)
    measured["line"] = {"color": theme.FOCUS, "width": 1.5}
    kw = {"rangemode": "tozero", "nticks": 5, "ticksuffix": f"{formats.NBSP}kW"}
    axis = time_axis(at) | {"hoverformat": "%A %-d %B, %-H h"}
    layout = theme.layout(hovermode="x unified", xaxis=axis, yaxis=kw)
    return {"data": [measured, expected], "layout": layout}
