"""Horizontal bars whose label stands above each bar: long French names stay whole on a phone.

The value is written in the bar, or after it when the bar is short; where that would be cut at
320 px, every value stands under its label, above the bar.
"""

from collections.abc import Sequence
from typing import Any

from components import theme
from components.figures import plain
from components.tables import addresses

BAR_WIDTH = 0.42
LABEL_RISE = 0.22
LONGEST_LABEL = 38
ROW_HEIGHT_PX = 56
# Rows with two lines above a bar as thick as the others.
TALL_ROW_PX, TALL_BAR_WIDTH, TALL_RISE = 72, 0.33, 0.18
VALUE_PX = 13
# What a chart has on a screen 320 px wide, and what a sign takes of it at VALUE_PX.
NARROWEST_PX, SIGN_PX = 272, 7
# What the screen draws of a long list; the table and the exports hold every row.
SHOWN = 20


def ranked_bars(
    labels: Sequence[str], values: Sequence[float | None], ends: Sequence[str]
) -> dict[str, Any]:
    """One bar per label from zero, the first on top; `ends` says each value in words.

    A missing value, or zero, has no bar: its words follow the label.
    """
    tall = is_cut(labels, values, ends)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": list(range(len(labels))),
        "width": TALL_BAR_WIDTH if tall else BAR_WIDTH,
        "marker": {"color": theme.FOCUS},
        "hoverinfo": "skip",
        "text": [plain(end) for end in ends],
        "textposition": "none" if tall else "auto",
        "insidetextanchor": "start",
        "constraintext": "none",
        "textangle": 0,
        "cliponaxis": False,
        "insidetextfont": {"size": VALUE_PX, "color": theme.SURFACE},
        "outsidetextfont": {"size": VALUE_PX, "color": theme.INK},
    }
    if tall:
        lines = list(zip(map(shortened, labels), ends, strict=True))
        layout = rows_layout(len(labels), TALL_ROW_PX)
        return {"data": [bars, row_labels(lines, TALL_RISE)], "layout": layout}
    names = [
        shortened(label) if value else f"{shortened(label)}  {end}"
        for label, value, end in zip(labels, values, ends, strict=True)
    ]
    return {
        "data": [bars, row_labels([(name,) for name in names])],
        "layout": rows_layout(len(labels)),
    }


def is_cut(labels: Sequence[str], values: Sequence[float | None], ends: Sequence[str]) -> bool:
    """Whether some words fit neither in their bar nor after it on the narrowest screen."""
    longest = max((abs(value) for value in values if value), default=0)
    return any(
        SIGN_PX * len(end) > NARROWEST_PX * max(share := abs(value) / longest, 1 - share)
        if value
        else SIGN_PX * len(f"{shortened(label)}  {end}") > NARROWEST_PX
        for label, value, end in zip(labels, values, ends, strict=True)
    )


def uprights(places: Sequence[float | None]) -> dict[str, Any]:
    """One path of short uprights on their rows: few nodes."""
    drawn = [f"M{x},{row - 0.24} L{x},{row + 0.24}" for row, x in enumerate(places) if x]
    style = {"color": theme.COMPARISON, "width": 3}
    return {"type": "path", "path": " ".join(drawn) or "M0,0", "line": style}


def leading(figure: dict[str, Any], frame: Any, link: str) -> dict[str, Any]:
    """The same bars, each with the address that a click on it leads to."""
    figure["data"][0] |= {"customdata": addresses(frame, link), "hoverinfo": "none"}
    return figure


def row_labels(labels: Sequence[Sequence[str]], rise: float = LABEL_RISE) -> dict[str, Any]:
    """The lines of words above each row, from the left edge."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(labels),
        "y": [row - rise for row in range(len(labels))],
        "text": ["<br>".join(map(plain, lines)) for lines in labels],
        "textposition": "top right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def shortened(label: str) -> str:
    """A label that fits a phone; the table holds it whole."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def rows_layout(count: int, row_px: int = ROW_HEIGHT_PX, **changes: Any) -> dict[str, Any]:
    """Rows from top to bottom, without axes: every value is written."""
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    return theme.layout(
        height=row_px * max(count, 1) + 8,
        xaxis={**hidden, "rangemode": "tozero"},
        yaxis={**hidden, "range": [count - 0.6, -0.7]},
        margin={"l": 0, "r": 8, "t": 4, "b": 4},
        **changes,
    )
