"""Footfall day by day: the series, the index at constant perimeter, Wi-Fi beside counters.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from components import theme
from components.figures import plain
from components.figures.time_series import (
    comparison,
    iso_days,
    line,
    lone_days,
    marks,
    stacked,
    time_axis,
    where,
)
from components.filters import Choice
from components.tables import values

REFERENCE = 100


# Column, title and hover of the drawings that stand one below the other.
PANELS = (
    ("passages", "Passages comptés", "%{y:,.0f}"),
    ("terminals", "Terminaux connectés", "%{y:,.0f}"),
    ("terminals_per_passage", "Terminaux pour 100 passages", "%{y:.1f}"),
)


def daily(frame: Any, selection: Choice) -> dict[str, Any]:
    """Terminals per day and, dashed, the days they are compared with; holidays and events marked.

    Incomplete days are hollow marks apart from the line.
    """
    days, terminals = iso_days(frame), values(frame, "terminals")
    whole = [bool(value) for value in values(frame, "complete")]
    traces = [
        *_holiday_band(frame, days),
        *comparison(days, values(frame, "terminals_before"), selection),
        line(days, where(terminals, whole), "Terminaux connectés"),
        *lone_days(days, where(terminals, whole)),
        *_partial_days(days, where(terminals, [not part for part in whole])),
        *_public_holidays(frame, days),
        *_events(frame, days, terminals),
    ]
    return {
        "data": traces,
        "layout": theme.layout(
            hovermode="x unified",
            xaxis=time_axis(days),
            yaxis={"rangemode": "tozero", "nticks": 5},
            shapes=_school_holidays(frame, days),
        ),
    }


def index(frame: Any, selection: Choice) -> dict[str, Any]:
    """The index at constant perimeter, with its reference: 100 is the same day one year before."""
    days, index_values = iso_days(frame), values(frame, "index")
    return {
        "data": [
            _reference(days),
            line(days, index_values, "Indice", "%{y:.0f}"),
            *lone_days(days, index_values),
        ],
        "layout": theme.layout(hovermode="x unified", xaxis=time_axis(days), yaxis={"nticks": 5}),
    }


def counters(frame: Any, selection: Choice) -> dict[str, Any]:
    """Passages, terminals and their ratio: aligned drawings, never two scales in one.

    A measure without any value has no drawing.
    """
    days = iso_days(frame)
    panels = []
    for name, title, hover in PANELS:
        column = values(frame, name)
        if any(value is not None for value in column):
            drawn = line(days, column, title, hover) | {"showlegend": False}
            panels.append((title, [drawn, *lone_days(days, column)]))
    return stacked(panels, time_axis(days), hovermode="x unified")


def _reference(days: Sequence[str]) -> dict[str, Any]:
    """A dashed line at 100 from the first day to the last."""
    ends = [*days[:1], *days[-1:]]
    style = {"color": theme.COMPARISON, "width": 2, "dash": theme.COMPARISON_DASH}
    name = f"{REFERENCE} = un an avant"
    return line(ends, [REFERENCE] * len(ends), name) | {
        "line": style,
        "legendrank": 2,
        "hoverinfo": "skip",
    }


def _partial_days(days: Sequence[str], column: Sequence[Any]) -> list[Any]:
    hollow = {"color": theme.SURFACE, "size": 8, "line": {"color": theme.FOCUS, "width": 2}}
    return marks(days, column, hollow, "Journée incomplète", "%{y:,.0f}")


def _events(frame: Any, days: Sequence[str], terminals: Sequence[Any]) -> list[Any]:
    """A diamond on each day with an event, on the line or on the axis when the day is missing."""
    names = values(frame, "event")
    heights = where([value or 0 for value in terminals], names)
    hover = [plain(name) + "<extra></extra>" for name in names if name]
    marker = {"symbol": "diamond", "color": theme.ALERT, "size": 10}
    return marks(days, heights, marker, "Événement", hover)


def _public_holidays(frame: Any, days: Sequence[str]) -> list[Any]:
    names = values(frame, "public_holiday")
    hover = [plain(name) + "<extra></extra>" for name in names if name]
    style = {"color": theme.HOLIDAY, "width": 3}
    marker = {"symbol": "line-ns", "size": 14, "line": style, "color": theme.HOLIDAY}
    return marks(days, where([0] * len(days), names), marker, "Jour férié", hover)


def _holiday_runs(frame: Any, days: Sequence[str]) -> list[tuple[str, str, str]]:
    """Name, first and last day of each run of school holidays."""
    named = zip(values(frame, "school_holiday"), days, strict=True)
    runs = [
        (name, [day for _, day in run]) for name, run in groupby(named, key=itemgetter(0)) if name
    ]
    return [(name, run[0], run[-1]) for name, run in runs]


def _school_holidays(frame: Any, days: Sequence[str]) -> list[dict[str, Any]]:
    """A sand ground under each run, from its first midnight to its last."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "yref": "paper",
            "x0": f"{first}T00:00",
            "x1": f"{last}T23:59",
            "y0": 0,
            "y1": 1,
            "fillcolor": theme.HOLIDAY_FILL,
            "line": {"width": 0},
        }
        for _, first, last in _holiday_runs(frame, days)
    ]


def _holiday_band(frame: Any, days: Sequence[str]) -> list[dict[str, Any]]:
    """The legend of the sand ground: a mark that is drawn nowhere else."""
    if not _holiday_runs(frame, days):
        return []
    edge = {"color": theme.HOLIDAY, "width": 1}
    marker = {"symbol": "square", "size": 14, "color": theme.HOLIDAY_FILL, "line": edge}
    name = "Vacances scolaires"
    hidden = {"x": [None], "y": [None], "name": name, "hoverinfo": "skip", "marker": marker}
    return [{"type": "scatter", "mode": "markers", **hidden}]
