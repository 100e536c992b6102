"""One service of water: its official indicators, year by year.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import theme
from components.figures.time_series import dashed, line, stacked
from components.filters import Choice
from components.tables import values

ASKED = "Niveau demandé"
# Official code, title of its drawing, how a value is read.
DRAWN = (
    ("P104.3", "Rendement (%)", "%{y:.1f} %"),
    ("P106.3", "Pertes (m³/km/jour)", "%{y:.2f} m³/km/jour"),
    ("P107.2", "Renouvellement des réseaux (% par an)", "%{y:.2f} %"),
    ("P103.2B", "Connaissance du réseau (points sur 120)", "%{y:.0f}"),
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
        limits = [dashed(years, asked, ASKED, hover)] if any(asked) else []
        panels.append((title, [own, *limits]))
    _named_once([trace for _, traces in panels for trace in traces if trace["name"] == ASKED])
    axis = {"type": "category", "tickangle": 0}
    height = PANEL_PX * max(len(panels), 1) + 30
    return stacked(panels, axis, height=height, hovermode="x unified")


def _named_once(limits: list[dict[str, Any]]) -> None:
    """One entry of the legend for the same dashes in several drawings."""
    for trace in limits[1:]:
        trace["showlegend"] = False
