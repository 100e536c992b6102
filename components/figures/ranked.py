"""Horizontal bars whose label stands above each bar: long French names stay whole on a phone."""

from collections.abc import Sequence
from typing import Any

from components import theme
from components.figures import plain

BAR_WIDTH = 0.3
LABEL_RISE = 0.17
LONGEST_LABEL = 34
ROW_HEIGHT_PX = 48
# What the screen draws of a long list; the table and the exports hold every row.
SHOWN = 20


def ranked_bars(
    labels: Sequence[str], values: Sequence[float | None], ends: Sequence[str]
) -> dict[str, Any]:
    """One bar per label from zero, the first on top; `ends` says each value in words."""
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": list(range(len(labels))),
        "width": BAR_WIDTH,
        "marker": {"color": theme.FOCUS},
        "hoverinfo": "skip",
    }
    lines = [(shortened(label),) for label in labels]
    return {"data": [bars, row_labels(lines, ends)], "layout": rows_layout(len(labels))}


def row_labels(labels: Sequence[Sequence[str]], ends: Sequence[str]) -> dict[str, Any]:
    """The lines of words above each row, from the left edge; the last one ends with the value."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(labels),
        "y": [row - LABEL_RISE for row in range(len(labels))],
        "text": [
            f"{'<br>'.join(map(plain, lines))}  <b>{plain(end)}</b>"
            for lines, end in zip(labels, ends, strict=True)
        ],
        "textposition": "top right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def shortened(label: str) -> str:
    """A label that fits a phone; the table holds it whole."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def rows_layout(count: int, **changes: Any) -> dict[str, Any]:
    """Rows from top to bottom, without axes: every value is written."""
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    return theme.layout(
        height=ROW_HEIGHT_PX * max(count, 1) + 8,
        xaxis={**hidden, "rangemode": "tozero"},
        yaxis={**hidden, "range": [count - 0.6, -0.7]},
        margin={"l": 0, "r": 8, "t": 4, "b": 4},
        **changes,
    )
