"""One building: its load by hour, what works have saved, the quality of its data, its years.

Every builder takes (frame, selection) and returns a plain dict.
"""

from textwrap import wrap
from typing import Any

from components import formats, theme
from components.figures.building_sheet import by_energy
from components.figures.energy_months import energy_axis
from components.figures.intervals import interval_rows
from components.figures.ranked import LONGEST_LABEL, ranked_bars
from components.figures.time_series import stacked, where
from components.filters import Choice
from components.tables import values

WEEK_PX = 300
# From this share of its days on, a year is drawn as complete.
WHOLE_PCT = 99
PARTIAL_YEAR = "Année incomplète"


def load_profile(frame: Any, selection: Choice) -> dict[str, Any]:
    """By energy: the mean of each hour of the week, Monday on top."""
    panels = [
        (f"{label} ({unit} par heure)", [_week(part, unit)])
        for label, unit, part in by_energy(frame)
    ]
    marked = list(range(0, 24, 6))
    names = [f"{hour}{formats.NBSP}h" for hour in marked]
    hours = {"tickvals": marked, "ticktext": names, "tickangle": 0}
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
        # plotly keeps a least value only beside a largest one.
        "zmax": max(filter(None, values(part, "mean_per_h")), default=1),
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
    middle, proven = values(frame, "saving_pct"), values(frame, "proven")
    low, high = values(frame, "saving_low_pct"), values(frame, "saving_high_pct")
    names = [
        (*wrap(f"{label}, {energy.lower()}", LONGEST_LABEL), _saved(*saving))
        for label, energy, saving in zip(
            values(frame, "label"),
            values(frame, "energy_label"),
            zip(middle, low, high, proven, strict=True),
            strict=True,
        )
    ]
    return interval_rows(names, middle, (low, high), proven, f"{formats.NARROW}%")


def _saved(middle: float | None, low: float | None, high: float | None, proven: bool) -> str:
    """ "12 % économisés (9 à 15 %)"; a rise, and a saving that is not proven, say so."""
    if None in (middle, low, high):
        return "économie non calculable"
    if high < 0:
        return f"{formats.percent(-middle, 0)} de plus ({_ends(-high, -low)})"
    words = f"{formats.percent(middle, 0)} économisés" if proven else "économie non démontrée"
    return f"{words} ({_ends(low, high)})"


def _ends(low: float, high: float) -> str:
    return f"{formats.number(low, 0)} à {formats.percent(high, 0)}"


def quality(frame: Any, selection: Choice) -> dict[str, Any]:
    """Meters by row: the share of their days that is known, and their gaps in words."""
    labels = _meter_labels(frame)
    known = values(frame, "known_share_pct")
    ends = [
        f"{formats.percent(share)}{_gaps(gaps, longest)}"
        for share, gaps, longest in zip(
            known, values(frame, "gaps"), values(frame, "longest_gap_days"), strict=True
        )
    ]
    return ranked_bars(labels, known, ends)


def _meter_labels(frame: Any) -> list[str]:
    """ "Électricité, 30 min"; meters of the same energy are told apart by their identifier."""
    energies, meters = values(frame, "energy_label"), values(frame, "meter_id")
    rows = list(zip(energies, meters, values(frame, "step_label"), strict=True))
    return [
        f"{energy}, {step}" if _is_alone(energy, rows) else f"{meter}, {step}, {energy.lower()}"
        for energy, meter, step in rows
    ]


def _is_alone(energy: str, rows: list[tuple[str, str, str]]) -> bool:
    return len({meter for own, meter, _ in rows if own == energy}) == 1


def _gaps(gaps: int | None, longest: float | None) -> str:
    if not gaps:
        return ""
    words = "lacune" if gaps == 1 else "lacunes"
    days = formats.with_unit(longest, "jours")
    return f" · {formats.number(gaps)} {words}, {days} au plus" if longest else f" · {gaps} {words}"


def annual(frame: Any, selection: Choice) -> dict[str, Any]:
    """The energy of each civil year; a year with missing days is hatched."""
    years, totals = [str(year) for year in values(frame, "year")], values(frame, "total_kwh")
    whole = [(share or 0) >= WHOLE_PCT for share in values(frame, "known_share_pct")]
    highest = max((total for total in totals if total is not None), default=0)
    partial = [not one for one in whole]
    bars = [
        _year_bars(years, where(totals, kept), name, pattern)
        for kept, name, pattern in ((whole, "Année complète", ""), (partial, PARTIAL_YEAR, "/"))
        if any(kept)
    ]
    return {
        "data": bars,
        "layout": theme.layout(
            xaxis={"type": "category"}, yaxis=energy_axis(highest), bargap=0.5, barmode="overlay"
        ),
    }


def _year_bars(years: list[str], totals: list[Any], name: str, pattern: str) -> dict[str, Any]:
    hatch = {"shape": pattern, "fillmode": "overlay", "fgcolor": theme.SURFACE, "size": 7}
    return {
        "type": "bar",
        "name": name,
        "x": years,
        "y": totals,
        "marker": {"color": theme.FOCUS, "pattern": hatch},
        "hovertemplate": "%{x} : %{y:,.0f} kWh<extra></extra>",
    }
