"""The legend of a figure as HTML: it wraps on a phone, where the one of plotly does not."""

from typing import Any

from dash import html
from dash.development.base_component import Component

LAST = 1000
KEYS = {
    "square": "square",
    "square-open": "box",
    "line-ns": "tick",
    "diamond": "diamond",
    "triangle-up": "up",
    "triangle-down": "down",
    "x": "cross",
}
# By the pattern of a bar.
BAR_KEYS = {"": "plain", "/": "hatched", "x": "crossed", ".": "dotted"}


def legend(figure: dict[str, Any]) -> list[Component]:
    """One entry per named trace, by rank; none when there are fewer than two to tell apart."""
    traces = [t for t in figure.get("data", ()) if t.get("name") and t.get("showlegend", True)]
    traces.sort(key=lambda trace: trace.get("legendrank", LAST))
    if len(traces) < 2:
        return []
    return [
        html.Li(t["name"], className=f"gb-key gb-key--{_key(t)}", style=_colours(t)) for t in traces
    ]


def _key(trace: dict[str, Any]) -> str:
    """What the mark of a trace looks like: a line, dashes, a bar, or the shape of its marks."""
    if trace.get("type") == "bar":
        return BAR_KEYS[trace["marker"].get("pattern", {}).get("shape", "")]
    if trace.get("mode", "").startswith("lines"):
        return "area" if trace.get("fill") else _stroke(trace["line"].get("dash"))
    return KEYS.get(trace["marker"].get("symbol"), "open")


def _stroke(dash: str | None) -> str:
    """Solid, dashes, or dots: dashes of a pixel."""
    if dash is None:
        return "line"
    return "dots" if dash.startswith("1px") else "dash"


def _colours(trace: dict[str, Any]) -> dict[str, str]:
    """The colour of a line, or of the edge of a mark, and that which fills it."""
    if trace.get("mode", "").startswith("lines"):
        return {"--key": trace["line"]["color"], "--fill": trace.get("fillcolor", "")}
    marker = trace["marker"]
    edge = marker.get("line", {}).get("color") or marker["color"]
    return {"--key": edge, "--fill": marker.get("color", "")}
