"""One service of water: its official indicators year by year, the parts of one of them.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import formats, theme
from components.figures.ranked import VALUE_PX, ranked_bars
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
    """The points that each part of the index may bring; hollow where it was not said to be done.

    A part that brings no point only opens what follows: it has words alone.
    """
    answers, points = values(frame, "answer"), values(frame, "most_points")
    ends = [_part_words(*part) for part in zip(answers, points, strict=True)]
    figure = ranked_bars(values(frame, "label"), points, ends)
    done = [answer not in (REFUSED, UNDECLARED) for answer in answers]
    figure["data"][0] |= {
        "marker": {
            "color": [theme.FOCUS if one else theme.SURFACE for one in done],
            "line": {"color": [theme.FOCUS if one else theme.ALERT for one in done], "width": 2},
        },
        "insidetextfont": {
            "size": VALUE_PX,
            "color": [theme.SURFACE if one else theme.INK for one in done],
        },
    }
    return figure


def _part_words(answer: str, points: float | None) -> str:
    """ "oui · 10 points possibles", "non · 10 points à gagner"."""
    if points is None:
        return f"{answer} (condition)"
    aim = "à gagner" if answer in (REFUSED, UNDECLARED) else "possibles"
    return f"{answer} · {formats.with_unit(points, 'points')} {aim}"
