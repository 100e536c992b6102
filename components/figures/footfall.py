"""Footfall day by day: the series, the index at constant perimeter, Wi-Fi beside counters.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from components import theme
from components.figures import plain
from components.filters import Choice
from components.tables import values

HOVER_DAY = "%A %-d %B %Y"
COMPARED_NAMES = {"n-1": "Année précédente", "precedente": "Période précédente"}
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
    days, terminals = _days(frame), values(frame, "terminals")
    whole = [bool(value) for value in values(frame, "complete")]
    traces = [
        *_holiday_band(frame, days),
        *_comparison(days, values(frame, "terminals_before"), selection),
        _line(days, _where(terminals, whole), "Terminaux connectés"),
        *_lone_days(days, _where(terminals, whole)),
        *_partial_days(days, _where(terminals, [not part for part in whole])),
        *_public_holidays(frame, days),
        *_events(frame, days, terminals),
    ]
    return {
        "data": traces,
        "layout": theme.layout(
            hovermode="x unified",
            xaxis=_time_axis(days),
            yaxis={"rangemode": "tozero", "nticks": 5},
            shapes=_school_holidays(frame, days),
        ),
    }


def index(frame: Any, selection: Choice) -> dict[str, Any]:
    """The index at constant perimeter, with its reference: 100 is the same day one year before."""
    days, index_values = _days(frame), values(frame, "index")
    return {
        "data": [
            _reference(days),
            _line(days, index_values, "Indice", "%{y:.0f}"),
            *_lone_days(days, index_values),
        ],
        "layout": theme.layout(hovermode="x unified", xaxis=_time_axis(days), yaxis={"nticks": 5}),
    }


def counters(frame: Any, selection: Choice) -> dict[str, Any]:
    """Passages, terminals and their ratio: aligned drawings, never two scales in one.

    A measure without any value has no drawing.
    """
    days = _days(frame)
    panels = [panel for panel in PANELS if any(v is not None for v in values(frame, panel[0]))]
    room = 1 / max(len(panels), 1)
    traces, axes, notes = [], {}, []
    for rank, (name, title, hover) in enumerate(panels):
        axis = f"y{rank + 1}" if rank else "y"
        domain = (1 - (rank + 1) * room + 0.04, 1 - rank * room - 0.06)
        column = values(frame, name)
        line = _line(days, column, title, hover)
        marks = [line | {"showlegend": False}, *_lone_days(days, column)]
        traces += [trace | {"yaxis": axis} for trace in marks]
        axes[axis.replace("y", "yaxis")] = {
            **theme.layout()["yaxis"],
            "domain": list(domain),
            "rangemode": "tozero",
            "nticks": 4,
        }
        notes.append(_note(title, 0, domain[1], yref="paper", yanchor="bottom", xanchor="left"))
    layout = theme.layout(
        hovermode="x unified",
        xaxis={**_time_axis(days), "anchor": f"y{len(panels)}" if len(panels) > 1 else "y"},
        annotations=notes,
    )
    return {"data": traces, "layout": layout | axes}


def _days(frame: Any) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in values(frame, "day")]


def _time_axis(days: Sequence[str]) -> dict[str, Any]:
    """Days, or months when there are many; the year once, below the first label that has it."""
    return {
        "type": "date",
        **({"range": [days[0], days[-1]]} if len(days) > 1 else {}),
        "hoverformat": HOVER_DAY,
        "ticks": "outside",
        "tickangle": 0,
        "nticks": 6,
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
            {"dtickrange": ["M1", None], "value": "%b\n%Y"},
        ],
    }


def _line(
    days: Sequence[str], column: Sequence[Any], name: str, hover: str = "%{y:,.0f}"
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(days),
        "y": list(column),
        "name": name,
        "connectgaps": False,
        "legendrank": 1,
        "line": {"color": theme.FOCUS, "width": 2},
        "hovertemplate": hover,
    }


def _comparison(days: Sequence[str], before: Sequence[Any], selection: Choice) -> list[Any]:
    if selection.compared is None:
        return []
    line = _line(days, before, COMPARED_NAMES.get(selection.comparison, "Comparaison"))
    style = {"color": theme.COMPARISON, "width": 1.5, "dash": theme.COMPARISON_DASH}
    return [line | {"line": style, "legendrank": 2}]


def _reference(days: Sequence[str]) -> dict[str, Any]:
    """A dashed line at 100 from the first day to the last."""
    ends = [*days[:1], *days[-1:]]
    style = {"color": theme.COMPARISON, "width": 2, "dash": theme.COMPARISON_DASH}
    name = f"{REFERENCE} = un an avant"
    return _line(ends, [REFERENCE] * len(ends), name) | {
        "line": style,
        "legendrank": 2,
        "hoverinfo": "skip",
    }


def _where(column: Sequence[Any], kept: Sequence[Any]) -> list[Any]:
    """The column with a gap where `kept` is not true."""
    return [value if keep else None for value, keep in zip(column, kept, strict=True)]


def _lone_days(days: Sequence[str], column: Sequence[Any]) -> list[Any]:
    """Marks for the days between two gaps, which a line alone would not show."""
    around = [None, *column, None]
    lone = [
        value is not None and around[place] is None and around[place + 2] is None
        for place, value in enumerate(column)
    ]
    return _marks(days, _where(column, lone), {"color": theme.FOCUS, "size": 6}, "")


def _partial_days(days: Sequence[str], column: Sequence[Any]) -> list[Any]:
    hollow = {"color": theme.SURFACE, "size": 8, "line": {"color": theme.FOCUS, "width": 2}}
    return _marks(days, column, hollow, "Journée incomplète", "%{y:,.0f}")


def _marks(
    days: Sequence[str],
    column: Sequence[Any],
    marker: dict[str, Any],
    name: str,
    hover: str | Sequence[str] = "",
) -> list[Any]:
    """Marks on the days that have a value; no trace when none has. Without name: no legend."""
    kept = [(day, value) for day, value in zip(days, column, strict=True) if value is not None]
    if not kept:
        return []
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [day for day, _ in kept],
        "y": [value for _, value in kept],
        "name": name,
        "showlegend": bool(name),
        "marker": marker,
    }
    return [trace | ({"hovertemplate": hover} if hover else {"hoverinfo": "skip"})]


def _events(frame: Any, days: Sequence[str], terminals: Sequence[Any]) -> list[Any]:
    """A diamond on each day with an event, on the line or on the axis when the day is missing."""
    names = values(frame, "event")
    heights = _where([value or 0 for value in terminals], names)
    hover = [plain(name) + "<extra></extra>" for name in names if name]
    marker = {"symbol": "diamond", "color": theme.ALERT, "size": 10}
    return _marks(days, heights, marker, "Événement", hover)


def _public_holidays(frame: Any, days: Sequence[str]) -> list[Any]:
    names = values(frame, "public_holiday")
    hover = [plain(name) + "<extra></extra>" for name in names if name]
    style = {"color": theme.HOLIDAY, "width": 3}
    marker = {"symbol": "line-ns", "size": 14, "line": style, "color": theme.HOLIDAY}
    return _marks(days, _where([0] * len(days), names), marker, "Jour férié", hover)


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


def _note(text: str, x: float, y: float, **place: Any) -> dict[str, Any]:
    base = {"text": text, "x": x, "y": y, "xref": "paper", "showarrow": False}
    return base | {"yanchor": "bottom", "font": {"size": 13, "color": theme.MUTED}} | place
