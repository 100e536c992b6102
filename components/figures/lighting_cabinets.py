"""Cabinets of public lighting: what is left to save, what is odd, what to renew year by year."""

from functools import partial
from typing import Any

from components import formats
from components.figures.columns import said_columns
from components.figures.ranked import SHOWN, leading, ranked_bars
from components.figures.time_series import stacked
from components.filters import Choice
from components.maps import CABINET_SHEET
from components.tables import values

# Column and title of the drawings of the renewal, one below the other.
PLANNED = (
    ("cost_eur", "Coût de l’année", "€"),
    ("saved_kwh", "Électricité économisée chaque année ensuite", "kWh"),
)


def cabinets(frame: Any, selection: Choice) -> dict[str, Any]:
    """The cabinets with the most euros left to save a year, and their points."""
    top = frame.head(SHOWN)
    worth = values(top, "potential_eur")
    ends = [
        f"{formats.with_unit(eur, '€')} · {formats.with_unit(points, 'points')}"
        for eur, points in zip(worth, values(top, "points"), strict=True)
    ]
    return leading(ranked_bars(values(top, "name"), worth, ends), top, CABINET_SHEET)


def anomalies(frame: Any, selection: Choice) -> dict[str, Any]:
    """What anomalies cost a year; those that cost nothing have only words."""
    top = frame.head(SHOWN)
    worth = values(top, "anomaly_eur")
    ends = ["à vérifier" if eur is None else formats.with_unit(eur, "€ par an") for eur in worth]
    return leading(ranked_bars(values(top, "name"), worth, ends), top, CABINET_SHEET)


def renewal(frame: Any, selection: Choice) -> dict[str, Any]:
    """Cost and savings of each year of the plan, one drawing below the other."""
    years = [str(year) for year in values(frame, "year")]
    panels = [
        (title, [said_columns(years, values(frame, name), partial(_in_few_digits, unit=unit))])
        for name, title, unit in PLANNED
    ]
    figure = stacked(panels, {"type": "category", "tickangle": 0}, bargap=0.45)
    for axis in ("yaxis", "yaxis2"):
        # Every column says its value.
        figure["layout"][axis] |= {"showticklabels": False}
    return figure


def _in_few_digits(value: float | None, unit: str) -> str:
    """4,4 M€, 850 k€, 1 849 MWh: what fits above a column of a phone."""
    if value is None:
        return formats.MISSING
    if unit == "kWh":
        return formats.with_unit(value / 1000, "MWh")
    million = value >= formats.MILLION
    scaled = value / (formats.MILLION if million else 1000)
    return formats.with_unit(scaled, "M€" if million else "k€", 1 if million else 0)
