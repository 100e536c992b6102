"""Footfall by kind: hours of the week, sites, kinds of place, dwell time, languages, flows.

Every builder takes (frame, selection) and returns a plain dict.
"""

from typing import Any

from components import formats, theme
from components.figures.ranked import SHOWN, ranked_bars, row_labels, rows_layout, shortened
from components.filters import Choice
from components.tables import values

BY_CHANCE = 1
THREE_LINES_PX = 88
CHANGE_SIGNS = {1: "▲", 0: "■", -1: "▼"}


def heat_map(frame: Any, selection: Choice) -> dict[str, Any]:
    """Sessions per day, hour by weekday, Monday on top; an hour without value stays blank."""
    cells = dict(
        zip(
            zip(values(frame, "weekday"), values(frame, "hour"), strict=True),
            values(frame, "sessions_per_day"),
            strict=True,
        )
    )
    grid = {
        "type": "heatmap",
        "z": [[cells.get((weekday, hour)) for hour in range(24)] for weekday in range(7)],
        "x0": 0,
        "dx": 1,
        "y": list(formats.WEEKDAYS),
        "xgap": 1,
        "ygap": 1,
        "zmin": 0,
        "colorscale": theme.SEQUENTIAL_SCALE,
        "hovertemplate": "%{y}, %{x} h<br>%{z:,.1f} connexions par jour<extra></extra>",
        "colorbar": {
            "orientation": "h",
            "thickness": 8,
            "y": -0.16,
            "yanchor": "top",
            "outlinewidth": 0,
            "nticks": 6,
            "title": {"text": "connexions par jour", "side": "bottom", "font": {"size": 13}},
        },
    }
    marked = list(range(0, 24, 3))
    hours = {"tickvals": marked, "ticktext": [f"{hour}{formats.NBSP}h" for hour in marked]}
    return {
        "data": [grid],
        "layout": theme.layout(xaxis=hours, yaxis={"autorange": "reversed", "showgrid": False}),
    }


def ranking(frame: Any, selection: Choice) -> dict[str, Any]:
    """The first sites of the frame, in its order, with their change."""
    top = frame.head(SHOWN)
    return _changed_bars(top, values(top, "site"))


def kinds(frame: Any, selection: Choice) -> dict[str, Any]:
    """Terminals per kind of place, with their change."""
    return _changed_bars(frame, values(frame, "place_kind"))


def dwell(frame: Any, selection: Choice) -> dict[str, Any]:
    """Share of visits per class of dwell time; a class under the threshold has no bar."""
    shares = values(frame, "share_pct")
    ends = ["secret" if share is None else formats.percent(share) for share in shares]
    return ranked_bars(values(frame, "label"), shares, ends)


def languages(frame: Any, selection: Choice) -> dict[str, Any]:
    """Sessions per language of the terminal."""
    top = frame.head(SHOWN)
    shares = [formats.percent(share) for share in values(top, "share_pct")]
    return ranked_bars(values(top, "language"), values(top, "sessions"), shares)


def flows(frame: Any, selection: Choice) -> dict[str, Any]:
    """Pairs of sites by lift over chance: a dot per pair, its stem from 1, which is chance.

    The words say lift, then terminals in common.
    """
    top = frame.head(SHOWN)
    lifts = values(top, "lift")
    labels = [
        (
            shortened(first),
            f"– {shortened(second)}",
            f"× {formats.number(lift, 1)} · {formats.number(count)}",
        )
        for first, second, lift, count in zip(
            values(top, "site_a"),
            values(top, "site_b"),
            lifts,
            values(top, "terminals"),
            strict=True,
        )
    ]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": lifts,
        "y": list(range(len(lifts))),
        "marker": {"color": theme.FOCUS, "size": 12},
        "hoverinfo": "skip",
    }
    layout = rows_layout(len(lifts), shapes=[_stems(lifts), _chance(len(lifts))])
    layout["height"] = THREE_LINES_PX * max(len(lifts), 1)
    layout["yaxis"]["range"] = [len(lifts) - 0.6, -0.95]
    return {"data": [dots, row_labels(labels)], "layout": layout}


def _changed_bars(frame: Any, names: list[str]) -> dict[str, Any]:
    terminals = values(frame, "terminals")
    ends = [
        f"{formats.number(count)}{_change(change)}"
        for count, change in zip(terminals, values(frame, "change_pct"), strict=True)
    ]
    return ranked_bars(names, terminals, ends)


def _change(change_pct: float | None) -> str:
    """ "  ▲ +8,2 %"; empty without comparison."""
    if change_pct is None:
        return ""
    text = formats.signed_percent(change_pct)
    sign = 1 if text.startswith("+") else -1 if text.startswith(formats.MINUS) else 0
    return f"  {CHANGE_SIGNS[sign]}{formats.NBSP}{text}"


def _stems(lifts: list[float | None]) -> dict[str, Any]:
    """One path for every stem: few nodes."""
    stems = [
        f"M{BY_CHANCE},{row} L{lift},{row}" for row, lift in enumerate(lifts) if lift is not None
    ]
    return {"type": "path", "path": " ".join(stems) or "M0,0", "line": {"color": theme.FOCUS}}


def _chance(count: int) -> dict[str, Any]:
    """A short upright at chance on each row, below its words."""
    uprights = [f"M{BY_CHANCE},{row - 0.12} L{BY_CHANCE},{row + 0.2}" for row in range(count)]
    style = {"color": theme.COMPARISON, "width": 3}
    return {"type": "path", "path": " ".join(uprights) or "M0,0", "line": style}
