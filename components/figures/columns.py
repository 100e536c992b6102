"""Upright bars that each say their value, one drawing below the other."""

from collections.abc import Callable, Sequence
from typing import Any

from components import theme
from components.figures.ranked import VALUE_PX
from components.figures.time_series import stacked
from components.rehearsal import key_of
from components.tables import values


def said_columns(
    labels: Sequence[str], heights: Sequence[float | None], words: Callable[[float | None], str]
) -> dict[str, Any]:
    """One bar per label, its value above it in these words."""
    return {
        "type": "bar",
        "x": list(labels),
        "y": list(heights),
        "text": [words(height) for height in heights],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": VALUE_PX},
        "cliponaxis": False,
        "marker": {"color": theme.FOCUS},
        "hoverinfo": "skip",
    }


def rehearsed(
    frame: Any,
    tried: str,
    panels: Sequence[tuple[str, str, Callable[[float | None], str]]],
    below: str,
    told: dict[str, str],
) -> dict[str, Any]:
    """What each value tried would have given: one drawing a column (name, title, words).

    `below` says what is tried; `told` are the sentences that travel with the figure.
    """
    labels = [key_of(one).replace(".", ",") for one in values(frame, tried)]
    drawn = [
        (title, [said_columns(labels, values(frame, name), words)]) for name, title, words in panels
    ]
    title = {"text": below, "font": {"size": 13, "color": theme.MUTED}}
    axis = {"type": "category", "tickangle": 0, "title": title}
    return stacked(drawn, axis, bargap=0.45, meta=told)
