"""What every drawing along time is made of: lines with gaps, marks, axes of days and months."""

from collections.abc import Sequence
from typing import Any

from components import theme
from components.filters import Choice
from components.tables import values

HOVER_DAY = "%A %-d %B %Y"
COMPARED_NAMES = {"n-1": "Année précédente", "precedente": "Période précédente"}


def iso_days(frame: Any, column: str = "day") -> list[str]:
    """The days of a frame as plotly reads them."""
    return [f"{day:%Y-%m-%d}" for day in values(frame, column)]


def time_axis(days: Sequence[str]) -> dict[str, Any]:
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


def line(
    days: Sequence[str], column: Sequence[Any], name: str, hover: str = "%{y:,.0f}"
) -> dict[str, Any]:
    """The main line of a drawing; a missing value is a gap."""
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


def comparison(days: Sequence[str], before: Sequence[Any], selection: Choice) -> list[Any]:
    """The dashed line of the days compared with; nothing without comparison."""
    if selection.compared is None:
        return []
    return [dashed(days, before, COMPARED_NAMES.get(selection.comparison, "Comparaison"))]


def dashed(
    days: Sequence[str], column: Sequence[Any], name: str, hover: str = "%{y:,.0f}"
) -> dict[str, Any]:
    """A second line, told apart by its dashes."""
    style = {"color": theme.COMPARISON, "width": 1.5, "dash": theme.COMPARISON_DASH}
    return line(days, column, name, hover) | {"line": style, "legendrank": 2}


def where(column: Sequence[Any], kept: Sequence[Any]) -> list[Any]:
    """The column with a gap where `kept` is not true."""
    return [value if keep else None for value, keep in zip(column, kept, strict=True)]


def lone_days(days: Sequence[str], column: Sequence[Any]) -> list[Any]:
    """Marks for the days between two gaps, which a line alone would not show."""
    around = [None, *column, None]
    lone = [
        value is not None and around[place] is None and around[place + 2] is None
        for place, value in enumerate(column)
    ]
    return marks(days, where(column, lone), {"color": theme.FOCUS, "size": 6}, "")


def marks(
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


def note(text: str, x: float, y: float, **place: Any) -> dict[str, Any]:
    """Quiet words laid on the drawing, in shares of its frame."""
    base = {"text": text, "x": x, "y": y, "xref": "paper", "showarrow": False}
    return base | {"yanchor": "bottom", "font": {"size": 13, "color": theme.MUTED}} | place


def stacked(
    panels: Sequence[tuple[str, Sequence[dict[str, Any]]]], xaxis: dict[str, Any], **changes: Any
) -> dict[str, Any]:
    """Drawings one below the other on one horizontal axis, each (title, traces) with its scale.

    Never two scales in one drawing.
    """
    room = 1 / max(len(panels), 1)
    traces, axes, notes = [], {}, []
    for rank, (title, drawn) in enumerate(panels):
        axis = f"y{rank + 1}" if rank else "y"
        domain = (1 - (rank + 1) * room + 0.04, 1 - rank * room - 0.06)
        traces += [trace | {"yaxis": axis} for trace in drawn]
        axes[axis.replace("y", "yaxis")] = {
            **theme.layout()["yaxis"],
            "domain": list(domain),
            "rangemode": "tozero",
            "nticks": 4,
        }
        notes.append(note(title, 0, domain[1], yref="paper", yanchor="bottom", xanchor="left"))
    anchor = f"y{len(panels)}" if len(panels) > 1 else "y"
    layout = theme.layout(xaxis={**xaxis, "anchor": anchor}, annotations=notes, **changes)
    return {"data": traces, "layout": layout | axes}
