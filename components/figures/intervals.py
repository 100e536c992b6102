"""A measure with its interval, one a row, below words that say it."""

from collections.abc import Sequence
from typing import Any

from components import theme
from components.figures.ranked import row_labels, rows_layout

ROW_PX, AXIS_PX = 104, 30
Ends = Sequence[float | None]


def interval_rows(
    names: Sequence[Sequence[str]],
    middle: Ends,
    bounds: tuple[Ends, Ends],
    sure: Sequence[bool],
    suffix: str,
) -> dict[str, Any]:
    """Dots between the ends of their interval, hollow when not `sure`, an upright at zero."""
    rows, (low, high) = range(len(names)), bounds
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": list(middle),
        "y": list(rows),
        "marker": {
            "size": 12,
            "color": [theme.FOCUS if one else theme.SURFACE for one in sure],
            "line": {"color": theme.FOCUS, "width": 2},
        },
        "hoverinfo": "skip",
    }
    bars = [
        f"M{a},{row} L{b},{row}"
        for row, a, b in zip(rows, low, high, strict=True)
        if None not in (a, b)
    ]
    interval = {"type": "path", "path": " ".join(bars) or "M0,0", "line": {"color": theme.FOCUS}}
    uprights = " ".join(f"M0,{row - 0.12} L0,{row + 0.2}" for row in rows)
    style = {"color": theme.COMPARISON, "width": 3}
    zero = {"type": "path", "path": uprights or "M0,0", "line": style}
    layout = rows_layout(len(names), shapes=[zero, interval])
    layout["height"] = ROW_PX * max(len(names), 1) + AXIS_PX
    layout["xaxis"] |= {
        "visible": True,
        "automargin": True,
        "nticks": 5,
        "ticksuffix": suffix,
        "ticks": "outside",
        "range": _span([*low, *high]),
    }
    layout["yaxis"]["range"] = [len(names) - 0.75, -0.9]
    texts = row_labels(names) | {"x": [layout["xaxis"]["range"][0]] * len(names)}
    return {"data": [dots, texts], "layout": layout}


def _span(ends: Ends) -> list[float]:
    """From the lowest end to the highest, zero inside, with room on both sides."""
    known = [0.0, *(end for end in ends if end is not None)]
    room = 0.06 * (max(known) - min(known)) or 1
    return [min(known) - room, max(known) + room]
