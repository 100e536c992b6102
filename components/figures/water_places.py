"""Water place by place: sectors, services, meters of customers and sensors, the worst on top.

Every builder takes (frame, selection) and returns a plain dict.
"""

from typing import Any

from components import formats, theme
from components.cards import signed_points
from components.figures.ranked import (
    SHOWN,
    TALL_BAR_WIDTH,
    TALL_RISE,
    TALL_ROW_PX,
    leading,
    ranked_bars,
    row_labels,
    rows_layout,
    shortened,
)
from components.figures.time_series import where
from components.figures.water import HATCHED, OVER, UNDER
from components.figures.water_alerts import priced
from components.filters import Choice
from components.tables import addresses, values
from components.water.water_columns import METER_DAYS, SECTOR_SHEET, SERVICE_SHEET

# What names of services repeat; French readers know the initials.
ABBREVIATIONS = (
    ("Eau potable, ", ""),
    ("Communauté de communes", "CC"),
    ("Communauté d’agglomération", "CA"),
    ("Communauté d'agglomération", "CA"),
    ("Syndicat intercommunal", "SI"),
)


def sectors(frame: Any, selection: Choice) -> dict[str, Any]:
    """The sectors that leak most by km, with what it costs; unknown ones have only words."""
    top = frame.head(SHOWN)
    leakage = values(top, "leakage_m3_km_day")
    rows = zip(leakage, values(top, "eur_year"), values(top, "status"), strict=True)
    figure = ranked_bars(values(top, "name"), leakage, [_sector_words(*row) for row in rows])
    return leading(figure, top, SECTOR_SHEET)


def services(frame: Any, selection: Choice) -> dict[str, Any]:
    """How far each service is from its threshold, in points: under it hatched, on the left."""
    top = frame.head(SHOWN)
    gaps = values(top, "gap_points")
    known = [gap for gap in gaps if gap is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    sides = (
        ([gap is not None and gap >= 0 for gap in gaps], OVER, theme.GOOD, ""),
        ([gap is not None and gap < 0 for gap in gaps], UNDER, theme.ALERT, "/"),
    )
    rows = list(range(len(gaps)))
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "x": where(gaps, kept),
            "y": rows,
            "name": name,
            "width": TALL_BAR_WIDTH,
            "marker": {"color": colour, "pattern": {**HATCHED, "shape": shape}},
            "customdata": addresses(top, SERVICE_SHEET),
            "hoverinfo": "none",
        }
        for kept, name, colour, shape in sides
    ]
    told = zip(values(top, "name"), values(top, "yield_pct"), gaps, strict=True)
    labels = row_labels([_service_words(*row) for row in told], TALL_RISE)
    labels["x"] = [low] * len(gaps)
    zero = " ".join(f"M0,{row - TALL_BAR_WIDTH / 2} L0,{row + TALL_BAR_WIDTH / 2}" for row in rows)
    layout = rows_layout(len(gaps), TALL_ROW_PX, barmode="overlay")
    layout["xaxis"] |= {"range": [low, high if high > low else low + 1]}
    style = {"color": theme.INK, "width": 2}
    layout["shapes"] = [{"type": "path", "path": zero or "M0,0", "line": style}]
    return {"data": [*bars, labels], "layout": layout}


def customers(frame: Any, selection: Choice) -> dict[str, Any]:
    """The meters whose leak costs most a year, and what never stops."""
    top = frame.head(SHOWN)
    worth, flows = values(top, "eur_year"), values(top, "litres_per_h")
    ends = [
        f"{priced(eur)} · {formats.with_unit(flow, 'L/h')}"
        for eur, flow in zip(worth, flows, strict=True)
    ]
    return leading(ranked_bars(values(top, "meter_id"), worth, ends), top, METER_DAYS)


def customer_communes(frame: Any, selection: Choice) -> dict[str, Any]:
    """The communes where most litres never stop, with how many meters leak of those read."""
    top = frame.head(SHOWN)
    flows = values(top, "litres_per_h")
    rows = zip(flows, values(top, "leaks"), values(top, "meters"), strict=True)
    ends = [
        f"{formats.with_unit(flow, 'L/h')} · {formats.with_unit(leaks, 'fuites')} sur "
        f"{formats.with_unit(meters, 'compteurs')}"
        for flow, leaks, meters in rows
    ]
    return ranked_bars([abbreviated(name) for name in values(top, "commune")], flows, ends)


def faults(frame: Any, selection: Choice) -> dict[str, Any]:
    """The faults of sensors by how many days they last; those that still do say so."""
    top = frame.head(SHOWN)
    days = values(top, "days")
    rows = zip(days, values(top, "open"), values(top, "kind_label"), strict=True)
    ends = [
        f"{formats.with_unit(count, 'jours')}{', dure encore' if still else ''} · {kind.lower()}"
        for count, still, kind in rows
    ]
    return ranked_bars(values(top, "meter_id"), days, ends)


def abbreviated(name: str) -> str:
    """ "Eau potable, Communauté de communes Val d’Amboise" -> "CC Val d’Amboise"."""
    for whole, initials in ABBREVIATIONS:
        name = name.replace(whole, initials)
    return name


def _sector_words(leakage: float | None, eur: float | None, status: str) -> str:
    if leakage is None:
        return status
    cost = f" · {formats.with_unit(eur, '€ par an')}" if eur else ""
    return f"{formats.with_unit(leakage, 'm³/km/jour', 1)}{cost}"


def _service_words(name: str, rate: float | None, gap: float | None) -> tuple[str, str]:
    """ "CC Touraine Ouest", "78,2 % (−4,1 points)"."""
    told = "rendement non connu" if rate is None else formats.percent(rate)
    against = "" if gap is None else f" ({signed_points(gap)})"
    return shortened(abbreviated(name)), f"{told}{against}"
