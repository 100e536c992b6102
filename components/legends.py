"""The legend of a figure as HTML: it wraps on a phone, where the one of plotly does not."""

from typing import Any

from dash import html
from dash.development.base_component import Component

LAST = 1000
KEYS = {"square": "square", "line-ns": "tick", "diamond": "diamond", "x": "cross"}
# By the pattern of a bar.
BAR_KEYS = {"": "plain", "/": "hatched", "x": "crossed", ".": "dotted"}


def legend(figure: dict[str, Any]) -> list[Component]:
    """One entry per named trace, by rank; none when there are fewer than two to tell apart."""
    traces = [t for t in figure.get("data", ()) if t.get("name") and t.get("showlegend", True)]
    traces.sort(key=lambda trace: trace.get("legendrank", LAST))
    if len(traces) < 2:
        return []
    return [
        html.Li(t["name"], className=f"gb-key gb-key--{_key(t)}", style={"--key": _colour(t)})
        for t in traces
    ]


def _key(trace: dict[str, Any]) -> str:
    """What the mark of a trace looks like: a line, dashes, a bar, or the shape of its marks."""
    if trace.get("type") == "bar":
        return BAR_KEYS[trace["marker"].get("pattern", {}).get("shape", "")]
    if trace.get("mode", "").startswith("lines"):
        return "dash" if "dash" in trace["line"] else "line"
    return KEYS.get(trace["marker"].get("symbol"), "open")


def _colour(trace: dict[str, Any]) -> str:
    """The colour of a line, or of a mark: that of its edge when it is hollow."""
    if trace.get("mode", "").startswith("lines"):
        return trace["line"]["color"]
    marker = trace["marker"]
    return marker.get("line", {}).get("color") or marker["color"]
