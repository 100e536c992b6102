"""Energy month by month: bars stacked by energy, the months compared with as a dashed line."""

from math import ceil, floor, log10
from typing import Any

from components import formats, theme
from components.figures.time_series import comparison, marks, where
from components.filters import Choice
from components.tables import values

# Column of the frame -> key of its colour and pattern, name.
ENERGIES = {
    "electricity_kwh": ("electricity", "Électricité"),
    "gas_kwh": ("gas", "Gaz naturel"),
    "heat_kwh": ("heat", "Réseau de chaleur"),
    "oil_kwh": ("oil", "Fioul"),
}
PARTIAL = "Mois incomplet"
PALE = 0.45
TICKS = 5
# Room above the highest mark, for its words.
HEADROOM = 1.06
# A bar and a mark stand for their whole month.
WHOLE_MONTH = {"xperiod": "M1", "xperiodalignment": "middle"}


def energy_months(frame: Any, selection: Choice) -> dict[str, Any]:
    """Bars in kWh of final energy; an incomplete month is pale under a hollow mark.

    An energy without any value has no bar; a missing month stays a gap.
    """
    months = [f"{month:%Y-%m-%d}" for month in values(frame, "month")]
    totals, whole = values(frame, "total_kwh"), [bool(cell) for cell in values(frame, "complete")]
    bars = [
        _bars(months, values(frame, column), whole, *named)
        for column, named in ENERGIES.items()
        if any(cell is not None for cell in values(frame, column))
    ]
    before = [
        one
        for trace in comparison(months, values(frame, "before_kwh"), selection)
        for one in cased(trace)
    ]
    hollow = {"color": theme.SURFACE, "size": 9, "line": {"color": theme.INK, "width": 2}}
    partial = marks(months, where(totals, [not one for one in whole]), hollow, PARTIAL)
    heights = [value for value in (*totals, *values(frame, "before_kwh")) if value is not None]
    return {
        "data": [*bars, *(trace | WHOLE_MONTH for trace in (*before, *partial))],
        "layout": theme.layout(
            barmode="stack",
            bargap=0.28,
            hovermode="x unified",
            xaxis=month_axis(),
            yaxis=energy_axis(max(heights, default=0)),
        ),
    }


def cased(line: dict[str, Any]) -> list[dict[str, Any]]:
    """A line that stands out on bars of any colour: over a wider white one."""
    edge = {"color": theme.SURFACE, "width": 5}
    casing = line | {"name": "", "showlegend": False, "hoverinfo": "skip", "line": edge}
    casing.pop("hovertemplate")
    return [casing, line | {"line": line["line"] | {"width": 2.5}}]


def energy_axis(largest_kwh: float) -> dict[str, Any]:
    """Round marks from zero to above the largest value; the highest says the unit, kWh or MWh."""
    if largest_kwh <= 0:
        return {"rangemode": "tozero", "showticklabels": False}
    step = _round_step(largest_kwh / TICKS)
    ticks = [step * rank for rank in range(ceil(largest_kwh / step) + 1)]
    top, unit, _decimals = formats.readable(ticks[-1], "kWh")
    texts = [formats.number(tick * top / ticks[-1]) for tick in ticks]
    texts[-1] = f"{texts[-1]}{formats.NBSP}{unit}"
    return {"tickvals": ticks, "ticktext": texts, "range": [0, ticks[-1] * HEADROOM]}


def _round_step(least: float) -> float:
    """The first of 1, 2, 5, 10, 20… that is not under `least`."""
    power = 10.0 ** floor(log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)


def _bars(
    months: list[str], column: list[Any], whole: list[bool], key: str, name: str
) -> dict[str, Any]:
    colour, pattern = theme.ENERGIES[key]
    return {
        "type": "bar",
        "x": months,
        "y": column,
        "name": name,
        "marker": {
            "color": colour,
            "opacity": [1 if one else PALE for one in whole],
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "fgcolor": theme.SURFACE,
                "size": 7,
            },
        },
        "hovertemplate": "%{y:,.0f} kWh",
        **WHOLE_MONTH,
    }


def month_axis() -> dict[str, Any]:
    """Months below their bar; the year once, below the first label that has it."""
    return {
        "type": "date",
        "hoverformat": "%B %Y",
        "tickformat": "%b\n%Y",
        "ticklabelmode": "period",
        "minor": {"dtick": "M1"},
        "tickangle": 0,
        "nticks": 6,
    }
