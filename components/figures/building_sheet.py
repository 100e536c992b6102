"""One building: its follow-up by day, around works, by year and against the temperature.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import formats, theme
from components.figures import plain
from components.figures.energy_months import WHOLE_MONTH, energy_axis, energy_months
from components.figures.time_series import (
    dashed,
    iso_days,
    line,
    lone_days,
    marks,
    stacked,
    time_axis,
    where,
)
from components.filters import Choice
from components.tables import values

EXPECTED = "Attendu"
MEASURED = "Mesuré"
BILLED = "Réparti d’une facture"
ALERT_FILL = "#f3cfcc"
WORKS = {"symbol": "diamond", "color": theme.ALERT, "size": 10}
POINT = {"color": theme.FOCUS, "size": 5}
PANEL_PX = 240
# Over this many years, those closer than the gap would write one over the other on a phone.
FEW_YEARS, LEAST_GAP = 8, 3


def monthly(frame: Any, selection: Choice) -> dict[str, Any]:
    """Energy by month as for a territory, with the works on the months that they touch."""
    figure = energy_months(frame, selection)
    months, names = iso_days(frame, "month"), values(frame, "works")
    heights = where([total or 0 for total in values(frame, "total_kwh")], names)
    hover = [plain(name) + "<extra></extra>" for name in names if name]
    drawn = marks(months, heights, WORKS, "Travaux", hover)
    return figure | {"data": [*figure["data"], *(trace | WHOLE_MONTH for trace in drawn)]}


def daily(frame: Any, selection: Choice) -> dict[str, Any]:
    """By energy, one below the other: what was measured, what was expected, drifts and works."""
    return _followed(frame, "day", selection)


def before_after(frame: Any, selection: Choice) -> dict[str, Any]:
    """By energy, week by week around works: what was measured and what the year before expects."""
    return _followed(frame, "week", selection)


def _followed(frame: Any, column: str, selection: Choice) -> dict[str, Any]:
    panels = []
    for label, unit, part in by_energy(frame):
        days, measured = iso_days(part, column), values(part, "value")
        hover = f"%{{y:,.1f}} {unit}"
        expected = dashed(days, values(part, "expected"), EXPECTED, hover)
        traces = [
            *_alert_days(part, days, measured),
            *_measured(part, days, measured, hover),
            expected,
            *lone_days(days, measured),
            *_works(part, days, measured),
        ]
        panels.append((f"{label} ({unit})", traces))
    days = sorted(iso_days(frame, column))
    figure = stacked(panels, time_axis(days), hovermode="x unified", height=_height_px(len(panels)))
    return _told_once(figure)


def _measured(part: Any, days: list[str], measured: list[Any], hover: str) -> list[dict[str, Any]]:
    """What a meter has counted as a line, the even days of a bill as dots."""
    billed = values(part, "spread") if "spread" in part.columns else [False] * len(days)
    if not any(billed):
        return [line(days, measured, MEASURED, hover)]
    dots = {"line": {"color": theme.FOCUS, "width": 3, "dash": "1px,3px"}}
    metered = where(measured, [not one for one in billed])
    bills = line(days, where(measured, billed), BILLED, hover) | dots
    known = any(value is not None for value in metered)
    return [*([line(days, metered, MEASURED, hover)] if known else []), bills]


def by_energy(frame: Any) -> list[tuple[str, str, Any]]:
    """Label, unit and rows of each energy of a long frame, in its order."""
    energies = values(frame, "energy_label")
    units = dict(zip(energies, values(frame, "unit"), strict=True))
    return [
        (label, units[label], frame[frame["energy_label"] == label])
        for label in dict.fromkeys(energies)
    ]


def _told_once(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure whose legend names a thing once, however many drawings show it."""
    told: set[str] = set()
    for trace in figure["data"]:
        if trace["name"] in told:
            trace["showlegend"] = False
        told.add(trace["name"])
    return figure


def _height_px(panels: int) -> int:
    return PANEL_PX * max(panels, 1) + 40


def _alert_days(part: Any, days: list[str], measured: list[Any]) -> list[dict[str, Any]]:
    if "alert" not in part.columns or not any(values(part, "alert")):
        return []
    drifting = line(days, where(measured, values(part, "alert")), "Dérive ou fuite")
    # An area, since a colour alone tells nothing to some readers.
    filled = {"fill": "tozeroy", "fillcolor": ALERT_FILL, "hoverinfo": "skip", "legendrank": 3}
    return [drifting | filled | {"line": {"color": theme.ALERT, "width": 4}}]


def _works(part: Any, days: list[str], measured: list[Any]) -> list[dict[str, Any]]:
    if "works" not in part.columns:
        return []
    names = values(part, "works")
    heights = where([value or 0 for value in measured], names)
    hover = [plain(name) + "<extra></extra>" for name in names if name]
    drawn = marks(days, heights, WORKS, "Travaux", hover)
    # Whole on the axis, where a gap puts them.
    return [trace | {"cliponaxis": False} for trace in drawn]


def trajectory(frame: Any, selection: Choice) -> dict[str, Any]:
    """Consumption by year, as measured and for a normal climate, and the objectives to come."""
    years = values(frame, "year")
    hover = "%{y:,.0f} kWh"
    adjusted, target = values(frame, "adjusted_kwh"), values(frame, "target_kwh")
    raw = {"color": theme.CONTEXT, "symbol": "square", "size": 8}
    steps = {"color": theme.COMPARISON, "symbol": "diamond-open", "size": 11}
    fixed = {"color": theme.GOOD, "symbol": "square-open", "size": 11}
    traces = [
        _known_line(years, adjusted, "Corrigée du climat", hover)
        | {"mode": "lines+markers", "marker": {"color": theme.FOCUS, "size": 7}},
        *marks(years, values(frame, "kwh"), raw, "Mesurée", hover),
        *_aims(years, target, "Objectif en baisse relative", steps),
        *_aims(years, values(frame, "absolute_kwh"), "Objectif en valeur absolue", fixed),
    ]
    heights = [value for trace in traces for value in trace["y"]]
    spaced = _spaced(years)
    return {
        "data": traces,
        "layout": theme.layout(
            xaxis={"tickvals": spaced, "ticktext": [str(year) for year in spaced]},
            yaxis=energy_axis(max(heights, default=0)),
        ),
    }


def _spaced(years: list[int]) -> list[int]:
    """The years that have room for their name: few of them all, else from the last back."""
    if years and years[-1] - years[0] <= FEW_YEARS:
        return years
    kept: list[int] = []
    for year in reversed(years):
        if not kept or kept[-1] - year >= LEAST_GAP:
            kept.append(year)
    return kept[::-1]


def _known_line(years: list[int], column: list[Any], name: str, hover: str) -> dict[str, Any]:
    """A line through the years that are known: the reference year may be long before the others."""
    kept = [(year, value) for year, value in zip(years, column, strict=True) if value is not None]
    return line([year for year, _ in kept], [value for _, value in kept], name, hover)


def _aims(
    years: list[int], column: list[Any], name: str, marker: dict[str, Any]
) -> list[dict[str, Any]]:
    """A dashed line through the years of an objective; nothing when there is none."""
    if all(value is None for value in column):
        return []
    drawn = _known_line(years, column, name, "%{y:,.0f} kWh")
    style = {"color": marker["color"], "width": 1.5, "dash": theme.COMPARISON_DASH}
    mode = "lines+markers" if len(drawn["x"]) > 1 else "markers"
    return [drawn | {"mode": mode, "line": style, "marker": marker, "legendrank": 2}]


def signature(frame: Any, selection: Choice) -> dict[str, Any]:
    """By energy: consumption of a day against its temperature, the model, the odd days."""
    panels = []
    for label, unit, part in by_energy(frame):
        temperatures, fitted = values(part, "mean_c"), values(part, "fitted")
        odd, measured = values(part, "outlier"), values(part, "value")
        hover = f"%{{x:.1f}} °C{formats.NBSP}: %{{y:,.1f}} {unit}"
        cross = {"symbol": "x", "color": theme.ALERT, "size": 8}
        usual = where(measured, [not far for far in odd])
        traces = [
            *marks(temperatures, usual, POINT, "Jour", hover),
            line(temperatures, fitted, "Modèle")
            | {"line": {"color": theme.COMPARISON, "width": 2.5}, "hoverinfo": "skip"},
            *marks(temperatures, where(measured, odd), cross, "Jour inhabituel", hover),
        ]
        panels.append((f"{label} ({unit} par jour)", traces))
    font = {"size": 13, "color": theme.MUTED}
    title = {"text": "température moyenne du jour (°C)", "font": font}
    axis = {"title": title, "ticks": "outside"}
    return _told_once(stacked(panels, axis, height=_height_px(len(panels)) + 30))
