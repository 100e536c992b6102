"""One building: its load by hour, what works have saved, the quality of its data, its years.

Every builder takes (frame, selection) and returns a plain dict.
"""

from typing import Any

from components import formats, theme
from components.figures.building_sheet import by_energy
from components.figures.ranked import ranked_bars, row_labels, rows_layout, shortened
from components.figures.time_series import stacked
from components.filters import Choice
from components.tables import values

WEEK_PX = 300


def load_profile(frame: Any, selection: Choice) -> dict[str, Any]:
    """By energy: the mean of each hour of the week, Monday on top."""
    panels = [
        (f"{label} ({unit} par heure)", [_week(part, unit)])
        for label, unit, part in by_energy(frame)
    ]
    marked = list(range(0, 24, 3))
    hours = {"tickvals": marked, "ticktext": [f"{hour}{formats.NBSP}h" for hour in marked]}
    figure = stacked(panels, hours, height=WEEK_PX * max(len(panels), 1))
    for trace in figure["data"]:
        axis = figure["layout"][trace["yaxis"].replace("y", "yaxis")]
        axis |= {"autorange": "reversed", "showgrid": False, "nticks": 7}
        low, high = axis["domain"]
        trace["colorbar"] |= {"len": high - low, "y": (low + high) / 2}
    return figure


def _week(part: Any, unit: str) -> dict[str, Any]:
    places = zip(values(part, "weekday"), values(part, "hour"), strict=True)
    cells = dict(zip(places, values(part, "mean_per_h"), strict=True))
    return {
        "type": "heatmap",
        "z": [[cells.get((weekday, hour)) for hour in range(24)] for weekday in range(7)],
        "x0": 0,
        "dx": 1,
        "y": list(formats.WEEKDAYS),
        "xgap": 1,
        "ygap": 1,
        "zmin": 0,
        "colorscale": theme.SEQUENTIAL_SCALE,
        "hovertemplate": f"%{{y}}, %{{x}} h<br>%{{z:,.2f}} {unit}<extra></extra>",
        "colorbar": {"thickness": 8, "outlinewidth": 0, "nticks": 4},
    }


def loads(frame: Any, selection: Choice) -> dict[str, Any]:
    """Base load, night, weekend and closing hours: their share of each energy."""
    labels, shares = [], []
    for row in frame.itertuples():
        for words, name in SHARES:
            labels.append(f"{row.energy_label}, {words}")
            share = getattr(row, name)
            shares.append(None if formats.is_missing(share) else share)
    return ranked_bars(labels, shares, [formats.percent(share, 0) for share in shares])


SHARES = (
    ("talon permanent", "base_share_pct"),
    ("nuit (22 h à 6 h)", "night_share_pct"),
    ("samedi et dimanche", "weekend_share_pct"),
    ("hors ouverture", "closed_share_pct"),
)


def savings(frame: Any, selection: Choice) -> dict[str, Any]:
    """Works by row: the saving in percent of what was expected, its interval, an upright at 0."""
    rows = list(range(len(frame)))
    middle = values(frame, "saving_pct")
    low, high = values(frame, "saving_low_pct"), values(frame, "saving_high_pct")
    proven = values(frame, "proven")
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": middle,
        "y": rows,
        "marker": {
            "size": 12,
            "color": [theme.FOCUS if sure else theme.SURFACE for sure in proven],
            "line": {"color": theme.FOCUS, "width": 2},
        },
        "hoverinfo": "skip",
    }
    names = [
        (shortened(label), f"{energy}{formats.NBSP}: {_saved(*saving)}")
        for label, energy, saving in zip(
            values(frame, "label"),
            values(frame, "energy_label"),
            zip(middle, low, high, proven, strict=True),
            strict=True,
        )
    ]
    bars = [f"M{a},{row} L{b},{row}" for row, a, b in zip(rows, low, high, strict=True)]
    interval = {"type": "path", "path": " ".join(bars) or "M0,0", "line": {"color": theme.FOCUS}}
    uprights = " ".join(f"M0,{row - 0.12} L0,{row + 0.2}" for row in rows)
    style = {"color": theme.COMPARISON, "width": 3}
    zero = {"type": "path", "path": uprights or "M0,0", "line": style}
    layout = rows_layout(len(rows), shapes=[zero, interval])
    layout["height"] = 84 * max(len(rows), 1)
    layout["xaxis"]["range"] = _span([*low, *high])
    layout["yaxis"]["range"] = [len(rows) - 0.6, -0.95]
    texts = row_labels(names) | {"x": [layout["xaxis"]["range"][0]] * len(rows)}
    return {"data": [dots, texts], "layout": layout}


def _saved(middle: float, low: float, high: float, proven: bool) -> str:
    """ "−12 % (de −9 à −15 %)"; a saving that is not proven says so first."""
    ends = f"{formats.number(low, 0)} à {formats.percent(high, 0)}"
    words = f"{formats.percent(middle, 0)} économisés ({ends})"
    return words if proven else f"économie non démontrée ({ends})"


def _span(ends: list[float]) -> list[float]:
    """From the lowest end to the highest, zero inside, with room on both sides."""
    known = [0.0, *(end for end in ends if end is not None)]
    room = 0.06 * (max(known) - min(known)) or 1
    return [min(known) - room, max(known) + room]


def quality(frame: Any, selection: Choice) -> dict[str, Any]:
    """Meters by row: the share of their days that is known, and their gaps in words."""
    names = ("energy_label", "meter_id", "step_label")
    labels = [", ".join(row) for row in zip(*(values(frame, name) for name in names), strict=True)]
    known = values(frame, "known_share_pct")
    ends = [
        f"{formats.percent(share, 0)}{_gaps(gaps, longest)}"
        for share, gaps, longest in zip(
            known, values(frame, "gaps"), values(frame, "longest_gap_days"), strict=True
        )
    ]
    return ranked_bars(labels, known, ends)


def _gaps(gaps: int | None, longest: float | None) -> str:
    if not gaps:
        return ""
    words = "lacune" if gaps == 1 else "lacunes"
    days = formats.with_unit(longest, "jours")
    return f" · {formats.number(gaps)} {words}, {days} au plus" if longest else f" · {gaps} {words}"


def annual(frame: Any, selection: Choice) -> dict[str, Any]:
    """The energy of each civil year; a year with missing days is hatched."""
    years, totals = values(frame, "year"), values(frame, "total_kwh")
    whole = [share is not None and share >= 99 for share in values(frame, "known_share_pct")]
    bars = {
        "type": "bar",
        "x": [str(year) for year in years],
        "y": totals,
        "marker": {
            "color": theme.FOCUS,
            "pattern": {"shape": ["" if complete else "/" for complete in whole]},
        },
        "hovertemplate": "%{x} : %{y:,.0f} kWh<extra></extra>",
    }
    return {
        "data": [bars],
        "layout": theme.layout(xaxis={"type": "category"}, yaxis={"nticks": 5}, bargap=0.5),
    }
