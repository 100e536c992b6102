"""The years of scenarios of public lighting: the bill, then what the budget and a fund hold.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import theme
from components.figures.time_series import stacked
from components.filters import Choice
from components.tables import values

# Lines in the order of the frame: colour, width and dashes, since colour alone tells nothing.
UNDECIDED = {"color": theme.MUTED, "width": 2, "dash": theme.COMPARISON_DASH}
SCENARIOS = (
    {"color": theme.FOCUS, "width": 2.5},
    {"color": "#8c2f5b", "width": 3, "dash": "1px,4px"},
)
EUROS = "%{x}\u00a0: %{y:,.0f}\u00a0€"
ONE_PANEL_PX, TWO_PANELS_PX = 360, 520


def bill(frame: Any, selection: Choice) -> dict[str, Any]:
    """€ of each year, without decision (dashes) and by scenario."""
    labels = _labels(frame)
    styles = dict(zip(labels, (UNDECIDED, *SCENARIOS), strict=False))
    traces = [_line(frame, label, "eur", styles[label]) for label in labels]
    return _drawn([("Facture de l’année (€)", traces)])


def cash(frame: Any, selection: Choice) -> dict[str, Any]:
    """€ kept or paid since the first year; below, the fund and the works that it cannot pay."""
    styles = dict(zip(_labels(frame), SCENARIOS, strict=False))
    panels = [
        (
            "Argent gagné ou avancé depuis le début (€)",
            [_line(frame, label, "cumulated_eur", style) for label, style in styles.items()],
        )
    ]
    held = [
        _line(frame, label, "fund_eur", style) | {"showlegend": False}
        for label, style in styles.items()
    ]
    if any(value is not None for trace in held for value in trace["y"]):
        panels.append(("Solde du fonds en fin d’année (€)", [*held, *_unmet(frame)]))
    return _drawn(panels)


def _drawn(panels: list[tuple[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    axis = {"tickformat": "d", "nticks": 7, "ticks": "outside", "tickangle": 0}
    height_px = TWO_PANELS_PX if len(panels) > 1 else ONE_PANEL_PX
    return stacked(panels, axis, height=height_px)


def _labels(frame: Any) -> list[str]:
    return list(dict.fromkeys(values(frame, "scenario")))


def _line(frame: Any, label: str, column: str, style: dict[str, Any]) -> dict[str, Any]:
    rows = frame[frame["scenario"] == label]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": values(rows, "year"),
        # To the cent: every figure more would weigh on the page.
        "y": values(rows[column].round(2).to_frame(), column),
        "name": label,
        "connectgaps": False,
        "line": style,
        "hovertemplate": f"{label}, {EUROS}<extra></extra>",
    }


def _unmet(frame: Any) -> list[dict[str, Any]]:
    """Crosses at the € that the fund could not pay; no trace when it paid everything."""
    rows = frame[frame["unmet_eur"] > 0]
    if not len(rows):
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": values(rows, "year"),
            "y": values(rows, "unmet_eur"),
            "name": "Travaux que le fonds ne peut payer",
            "marker": {"symbol": "x", "size": 9, "color": theme.ALERT},
            "hovertemplate": f"À payer par le budget, {EUROS}<extra></extra>",
        }
    ]
