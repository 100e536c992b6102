"""The water of a year as a Sankey that falls: from what enters down to what becomes of it.

Drawn with filled lines, so that no page loads another library. Across, a ribbon is as wide as its
volume in m³; down, the units are pixels.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from components import formats, theme
from components.figures import plain
from components.filters import Choice
from components.tables import values

LOST = "Pertes"
PALE, PALE_ALERT = "#a9cdd6", "#f3cfcc"
HATCHED = {"shape": "/", "fgcolor": theme.ALERT, "bgcolor": PALE_ALERT, "size": 9, "solidity": 0.3}
# Between two bars side by side, as a share of all the water.
GAP = 0.03
BAR_PX, FALL_PX, LABEL_PX, EDGE_PX, STEPS = 30, 86, 44, 6, 10
Flow = tuple[str, str, float]


class Bar(NamedTuple):
    """Its left end and width in m³, its top in pixels; `kind`: "source", "way" or "end"."""

    left: float
    wide: float
    top: float
    kind: str


def balance(frame: Any, selection: Choice) -> dict[str, Any]:
    """One ribbon a row of the frame, of its volume; each bar is named with its volume."""
    columns = (values(frame, name) for name in ("from_label", "to_label", "volume_m3"))
    flows = [(start, end, volume or 0.0) for start, end, volume in zip(*columns, strict=True)]
    bars = laid_bars(flows)
    wide = max((bar.left + bar.wide for bar in bars.values()), default=1)
    foot = max((bar.top for bar in bars.values()), default=0) + BAR_PX
    depth = foot + LABEL_PX * sum(bar.kind == "end" for bar in bars.values()) + EDGE_PX
    labels, leads = _words(bars, wide, foot)
    hidden = {"visible": False, "automargin": False}
    layout = theme.layout(
        height=depth + LABEL_PX + 2 * EDGE_PX,
        margin={"l": 0, "r": 0, "t": EDGE_PX, "b": EDGE_PX},
        xaxis={**hidden, "range": [0, wide]},
        yaxis={**hidden, "range": [depth, -LABEL_PX]},
        annotations=labels,
        shapes=[{"type": "path", "path": leads, "line": {"color": theme.CONTEXT, "width": 1}}],
    )
    return {"data": [*_ribbons(flows, bars), *map(_drawn_bar, bars.items())], "layout": layout}


def laid_bars(flows: list[Flow]) -> dict[str, Bar]:
    """Where each bar stands: ends side by side, what leads to them above the middle of them."""
    starts, ends = [flow[0] for flow in flows], [flow[1] for flow in flows]
    sources = [name for name in dict.fromkeys(starts) if name not in ends]
    volume = {name: _volume(flows, name) for name in (*starts, *ends)}
    gap = GAP * (sum(volume[name] for name in sources) or 1)
    last = dict.fromkeys(leaf for name in sources for leaf in _reached(flows, name))
    lefts = _side_by_side(last, volume, 0, gap)
    wide = max((lefts[name] + volume[name] for name in last), default=0)
    deepest = max((_level(flows, name) for name in last), default=0)
    for name in set(starts) - set(sources):
        below = list(_reached(flows, name))
        right = lefts[below[-1]] + volume[below[-1]]
        lefts[name] = (lefts[below[0]] + right - volume[name]) / 2
    room = wide - sum(volume[name] for name in sources) - gap * (len(sources) - 1)
    lefts |= _side_by_side(sources, volume, room / 2, gap)
    kinds = {name: "source" if name in sources else "way" for name in starts}
    levels = {name: deepest if name in last else _level(flows, name) for name in lefts}
    tops = {name: (BAR_PX + FALL_PX) * level for name, level in levels.items()}
    return {n: Bar(lefts[n], volume[n], tops[n], kinds.get(n, "end")) for n in volume}


def _volume(flows: list[Flow], name: str) -> float:
    return max(sum(flow[2] for flow in flows if flow[place] == name) for place in (0, 1))


def _level(flows: list[Flow], name: str) -> int:
    return max((1 + _level(flows, start) for start, end, _ in flows if end == name), default=0)


def _reached(flows: list[Flow], name: str) -> Iterator[str]:
    """The ends below a bar from left to right: those of what flows on come first."""
    below = [end for start, end, _ in flows if start == name]
    if not below:
        yield name
    going_on = {start for start, _, _ in flows}
    for end in sorted(below, key=lambda one: one not in going_on):
        yield from _reached(flows, end)


def _side_by_side(
    names: Any, volume: dict[str, float], left: float, gap: float
) -> dict[str, float]:
    lefts = {}
    for name in names:
        lefts[name] = left
        left += volume[name] + gap
    return lefts


def _ribbons(flows: list[Flow], bars: dict[str, Bar]) -> list[dict[str, Any]]:
    """From the foot of a bar to the top of another, side by side on both as their bars are."""
    leaving = {name: bar.left for name, bar in bars.items()}
    entering = dict(leaving)
    drawn = {}
    for flow in sorted(flows, key=lambda one: (bars[one[1]].left, bars[one[0]].left)):
        start, end, volume = flow
        drawn[flow] = _ribbon(flow, leaving[start], entering[end], bars)
        leaving[start] += volume
        entering[end] += volume
    return [drawn[flow] for flow in flows]


def _ribbon(flow: Flow, from_x: float, to_x: float, bars: dict[str, Bar]) -> dict[str, Any]:
    start, end, volume = flow
    top, foot = bars[start].top + BAR_PX, bars[end].top
    shares = [step / STEPS for step in range(STEPS + 1)]
    down = [from_x + (to_x - from_x) * share**2 * (3 - 2 * share) for share in shares]
    heights = [top + (foot - top) * share for share in shares]
    name = f"{start} → {end}"
    lost = {"fillcolor": PALE_ALERT, "fillpattern": HATCHED} if end == LOST else {}
    return {
        **_area([*down, *(x + volume for x in reversed(down))], [*heights, *reversed(heights)]),
        "name": name,
        "fillcolor": PALE,
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": f"{plain(name)}{formats.NBSP}: {formats.with_unit(volume, 'm³')}",
        "meta": volume,
        **lost,
    }


def _area(x: list[float], y: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        # No finer than a screen and the table show: every digit is sent.
        "x": [round(one, 2) for one in (*x, x[0])],
        "y": [round(one, 1) for one in (*y, y[0])],
        "fill": "toself",
        "line": {"width": 0, "color": theme.FOCUS},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _drawn_bar(named: tuple[str, Bar]) -> dict[str, Any]:
    name, (left, wide, top, _kind) = named
    right, foot = left + wide, top + BAR_PX
    colour = theme.ALERT if name == LOST else theme.FOCUS
    return _area([left, right, right, left], [top, top, foot, foot]) | {"fillcolor": colour}


def _words(bars: dict[str, Bar], wide: float, foot: float) -> tuple[list[dict[str, Any]], str]:
    """The words of each bar, and the lines that lead from the ends down to theirs.

    Ends of the left half have their words on the right of their line, the leftmost lowest; the
    others on the left of it, the rightmost lowest: no line crosses words.
    """
    shown = {name: bar for name, bar in bars.items() if bar.wide}
    ends = sorted((n for n, bar in shown.items() if bar.kind == "end"), key=lambda n: bars[n].left)
    left = [name for name in ends if bars[name].left < wide / 3]
    order = [*reversed(left), *ends[len(left) :]]
    words, leads = [], []
    for name, bar in shown.items():
        side = "left" if bar.left < wide / 3 else "right"
        x = bar.left + (bar.wide if side == "right" else 0)
        said, place = "<br>", {"x": x, "xanchor": side, "y": bar.top, "yanchor": "bottom"}
        if bar.kind == "way":
            said, side = f"{formats.NBSP}: ", "center"
            place = {"x": bar.left + bar.wide / 2, "y": bar.top + BAR_PX / 2}
        elif bar.kind == "end":
            lead = x if side == "left" else x - bar.wide / 2
            y = foot + LABEL_PX * (order.index(name) + 1)
            leads.append(f"M{lead},{foot} L{lead},{y}")
            place |= {"x": lead, "y": y, "xshift": 6 if side == "left" else -6}
        text = said.join((plain(name), formats.with_unit(bar.wide, "m³")))
        font = {"size": 13, "color": theme.SURFACE if bar.kind == "way" else theme.INK}
        words.append({"showarrow": False, "text": text, "align": side, "font": font, **place})
    return words, " ".join(leads) or "M0,0"
