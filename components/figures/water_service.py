"""One service of water: its official indicators year by year, the parts of one of them.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import formats, theme
from components.figures.ranked import ranked_bars
from components.figures.time_series import dashed, line, stacked
from components.filters import Choice
from components.tables import values
from components.water.water_sheet_frames import REFUSED, UNDECLARED

ASKED, DASHES = "Niveau demandé", "niveau demandé en tirets"
# Official code, title of its drawing, how a value is read.
DRAWN = (
    ("P104.3", "Rendement (%)", "%{y:.1f} %"),
    ("P106.3", "Pertes (m³/km/jour)", "%{y:.2f} m³/km/jour"),
    ("P107.2", "Renouvellement des réseaux (% par an)", "%{y:.2f} %"),
    ("P103.2B", "Connaissance (points)", "%{y:.0f}"),
)
PANEL_PX = 185


def official(frame: Any, selection: Choice) -> dict[str, Any]:
    """An official indicator a drawing, its threshold dashed; one that nobody can compute has none.

    Drawings hold their whole scale from zero: a year is not made to look worse than it is.
    """
    ordered = frame.sort_values("year", kind="stable")
    panels = []
    for code, title, hover in DRAWN:
        rows = ordered[ordered["code"] == code]
        years, drawn = [str(year) for year in values(rows, "year")], values(rows, "value")
        if all(value is None for value in drawn):
            continue
        own = line(years, drawn, title, hover) | {"mode": "lines+markers", "showlegend": False}
        own["marker"] = {"size": 9, "color": theme.FOCUS}
        asked = values(rows, "threshold")
        limits = [dashed(years, asked, ASKED, hover) | {"showlegend": False}] if any(asked) else []
        panels.append((f"{title}, {DASHES}" if limits else title, [own, *limits]))
    axis = {"type": "category", "tickangle": 0}
    height = PANEL_PX * max(len(panels), 1) + 30
    return stacked(panels, axis, height=height, hovermode="x unified")


def knowledge(frame: Any, selection: Choice) -> dict[str, Any]:
    """The points that each part of the index brings, in the outline of those that it may bring.

    The outline of what was not said to be done is that of an alert. A part that brings no point
    only opens what follows: it has words alone.
    """
    answers, points = values(frame, "answer"), values(frame, "points")
    most = values(frame, "most_points")
    ends = [_part_words(*part) for part in zip(answers, points, most, strict=True)]
    figure = ranked_bars(values(frame, "label"), points, ends)
    bars = figure["data"][0]
    done = [answer not in (REFUSED, UNDECLARED) for answer in answers]
    outline = {
        "color": theme.SURFACE,
        "line": {"color": [theme.FOCUS if one else theme.ALERT for one in done], "width": 2},
    }
    possible = bars | {"x": most, "marker": outline, "text": None, "textposition": "none"}
    figure["data"] = [possible, *figure["data"]]
    figure["layout"]["barmode"] = "overlay"
    return figure


def _part_words(answer: str, points: float | None, most: float | None) -> str:
    """ "75 % · 12 points sur 15", "non déclaré · 10 points au plus"."""
    if most is None:
        return f"{answer} (condition)"
    if points is None:
        return f"{answer} · {formats.with_unit(most, 'points')} au plus"
    return f"{answer} · {formats.with_unit(points, 'points')} sur {formats.number(most)}"
