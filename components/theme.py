"""Colours by role, the base layout of figures and the configuration of graphs."""

from typing import Any

# The Loire: a deep river blue, sand, one alert. Texts >= 4.5:1, lines and bars >= 3:1 on SURFACE.
SURFACE = "#ffffff"
PAGE = "#faf8f3"
INK = "#14252e"
MUTED = "#51626b"
FOCUS = "#0b5c73"
COMPARISON = "#96652a"
CONTEXT = "#7b8a91"
ALERT = "#b3261e"
GOOD = "#23704a"
HOLIDAY = "#a67c2d"
HOLIDAY_FILL = "#f5edda"
GRID = "#e3e6e4"
TEXTS = {"INK": INK, "MUTED": MUTED, "FOCUS": FOCUS, "ALERT": ALERT, "GOOD": GOOD}
MARKS = {"COMPARISON": COMPARISON, "CONTEXT": CONTEXT, "HOLIDAY": HOLIDAY, **TEXTS}
# From sand to deep water; ever darker, so that it reads without colour.
SEQUENTIAL = ("#f7f1e3", "#d3e0d6", "#94bfc1", "#4a93a5", "#0b5c73", "#052f3c")
SEQUENTIAL_SCALE = [[i / (len(SEQUENTIAL) - 1), colour] for i, colour in enumerate(SEQUENTIAL)]

# Energies: a colour and a pattern each, since no reader needs colour to tell bars apart.
ENERGIES = {
    "electricity": (FOCUS, ""),
    "gas": ("#3f8a9c", "/"),
    "heat": ("#8c2f5b", "x"),
    "oil": (MUTED, "."),
}

FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"
COMPARISON_DASH = "4px,3px"
# No mode bar: exports have their own buttons, and a finger on a chart scrolls the page.
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
GRAPH_CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "locale": "fr",
    # plotly's own French writes "Jul" and "Aoû".
    "locales": {"fr": {"format": {"shortMonths": list(SHORT_MONTHS)}}},
    "displayModeBar": False,
    "doubleClick": False,
    "responsive": True,
}


def layout(**changes: Any) -> dict[str, Any]:
    """The base layout of every figure as a plain dict; `changes` are laid over it, key by key."""
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": GRID,
        "zeroline": False,
        "linecolor": CONTEXT,
        "separatethousands": True,
        "exponentformat": "none",
    }
    base = {
        "font": {"family": FONT_FAMILY, "size": 14, "color": INK},
        "margin": {"l": 4, "r": 8, "t": 8, "b": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",\u202f",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": SURFACE, "bordercolor": CONTEXT, "font": {"color": INK}},
        # The page has its own legend, which wraps; exported images turn this one on.
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": axis,
    }
    return {name: _laid(base.get(name), changes.get(name)) for name in base | changes}


def _laid(base: Any, change: Any) -> Any:
    if change is None:
        return base
    return {**base, **change} if isinstance(base, dict) else change
