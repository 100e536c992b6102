"""Public lighting of a territory: months, parts of a change, lamps, rules, decisions.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from components import formats, theme
from components.figures.energy_months import WHOLE_MONTH, cased, energy_axis, month_axis
from components.figures.ranked import (
    BAR_WIDTH,
    LONGEST_LABEL,
    SHOWN,
    ranked_bars,
    row_labels,
    rows_layout,
    uprights,
)
from components.figures.time_series import dashed, iso_days
from components.filters import Choice
from components.tables import values

MEASURED, EXPECTED, FULL = "Facturé", "Prévu par les horaires", "Prévu sans extinction"
LIGHTER, HEAVIER = "Fait baisser", "Fait monter"
LED, OTHERS = "LED", "Autres lampes"
DOTS = "1px,3px"
HATCHED = {"shape": "/", "fillmode": "overlay", "fgcolor": theme.SURFACE, "size": 7}
PART_LABELS = {
    "puissance": "Puissance installée",
    "heures": "Heures d’allumage",
    "prix": "Prix du kWh",
    "abonnement": "Abonnement",
    "écart mesuré": "Écart avec le calcul",
    # What a bill says alone, where neither inventory nor schedule explains it.
    "consommation": "Électricité consommée",
}
# Column of the rules, name, colour, pattern.
RULED = (
    ("kept", "Respectée", theme.GOOD, ""),
    ("broken", "Non respectée", theme.ALERT, "/"),
    ("unknown", "Non vérifiable", theme.CONTEXT, "."),
)
RULE_PX = 112


def monthly(frame: Any, selection: Choice) -> dict[str, Any]:
    """Billed kWh as bars; what schedules expect as a line, and without switch-offs as another.

    The second is left out where nothing is ever switched off: it would hide the first.
    """
    months, measured = iso_days(frame, "month"), values(frame, "measured_kwh")
    expected = dashed(months, values(frame, "expected_kwh"), EXPECTED, "%{y:,.0f} kWh")
    full = expected | {
        "y": values(frame, "full_kwh"),
        "name": FULL,
        "line": {"color": theme.INK, "dash": DOTS},
        "legendrank": 3,
    }
    drawn = [full, expected] if full["y"] != expected["y"] else [expected]
    known = [trace for trace in drawn if any(cell is not None for cell in trace["y"])]
    lines = [one for trace in known for one in cased(trace)]
    bars = {
        "type": "bar",
        "x": months,
        "y": measured,
        "name": MEASURED,
        "legendrank": 1,
        "marker": {"color": theme.FOCUS},
        "hovertemplate": "%{y:,.0f} kWh",
    }
    billed = [bars] if any(cell is not None for cell in measured) else []
    heights = [*measured, *values(frame, "full_kwh"), *values(frame, "expected_kwh")]
    return {
        "data": [trace | WHOLE_MONTH for trace in (*billed, *lines)],
        "layout": theme.layout(
            bargap=0.28,
            hovermode="x unified",
            xaxis=month_axis(),
            yaxis=energy_axis(max((height for height in heights if height), default=0)),
        ),
    }


def split_kwh(frame: Any, selection: Choice) -> dict[str, Any]:
    """What raised and what lowered the kWh, and their sum."""
    return signed_bars(values(frame, "part"), values(frame, "kwh"), "kWh")


def split_bill(frame: Any, selection: Choice) -> dict[str, Any]:
    """What raised and what lowered the bill, and their sum."""
    return signed_bars(values(frame, "part"), values(frame, "eur"), "€")


def signed_bars(parts: Sequence[str], amounts: Sequence[float | None], unit: str) -> dict[str, Any]:
    """One bar a part on each side of zero, hatched where it raises; then their sum.

    Each amount is written beside its name, so that no bar is too short for it.
    """
    known = [amount or 0.0 for amount in amounts]
    ends = [*known, sum(known)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    rows = range(len(parts))
    sides = [
        _side(rows, [one if one is not None and one <= 0 else None for one in amounts], LIGHTER),
        _side(rows, [one if one is not None and one > 0 else None for one in amounts], HEAVIER),
    ]
    total = _side([len(parts)], [sum(known)], "")
    names = [
        *(_said(PART_LABELS[part], one, unit) for part, one in zip(parts, amounts, strict=True)),
        _said("Au total", sum(known), unit),
    ]
    labels = row_labels([(name,) for name in names]) | {"x": [low] * len(names)}
    # Beside the bars only: a line from top to bottom would cross the words.
    zero = "".join(
        f"M0,{row - BAR_WIDTH / 2} L0,{row + BAR_WIDTH / 2} " for row in range(len(ends))
    )
    layout = rows_layout(len(names), barmode="overlay")
    # A drawing where nothing moves still has a scale.
    layout["xaxis"] |= {"range": [low, high if high > low else low + 1]}
    layout["shapes"] = [{"type": "path", "path": zero, "line": {"color": theme.INK, "width": 2}}]
    return {"data": [*sides, total, labels], "layout": layout}


def _side(rows: Sequence[int], amounts: Sequence[float | None], name: str) -> dict[str, Any]:
    """The bars of one side; the sum has no name and the colour of no side."""
    colour = {LIGHTER: theme.GOOD, HEAVIER: theme.ALERT}.get(name, theme.INK)
    pattern = HATCHED if name == HEAVIER else {"shape": ""}
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(amounts),
        "y": list(rows),
        "name": name,
        "width": BAR_WIDTH,
        "marker": {"color": colour, "pattern": pattern},
        "hoverinfo": "skip",
    }


def _said(label: str, amount: float | None, unit: str) -> str:
    if amount is None:
        return f"{label}{formats.NBSP}: {formats.MISSING}"
    value, shown, decimals = formats.readable(amount, unit)
    return f"{label}{formats.NBSP}: {formats.signed(value, decimals)}{formats.NBSP}{shown}"


def lamps(frame: Any, selection: Choice) -> dict[str, Any]:
    """Points by lamp, with their share and mean age in words."""
    points = values(frame, "points")
    cells = zip(points, values(frame, "share_pct"), values(frame, "mean_age_years"), strict=True)
    ends = [
        f"{formats.with_unit(count, 'points')}, {formats.percent(share, 0)}"
        + ("" if age is None else f", {formats.number(age)}{formats.NBSP}ans")
        for count, share, age in cells
    ]
    return ranked_bars(values(frame, "lamp_label"), points, ends)


def ages(frame: Any, selection: Choice) -> dict[str, Any]:
    """Points by decade of installation, LED below the others."""
    decades = [formats.MISSING if one is None else str(one) for one in values(frame, "decade")]
    kinds = (
        ("led_points", LED, theme.FOCUS, {"shape": ""}),
        ("other_points", OTHERS, theme.COMPARISON, HATCHED),
    )
    bars = [
        {
            "type": "bar",
            "x": decades,
            "y": values(frame, column),
            "name": name,
            "marker": {"color": colour, "pattern": pattern},
            "hovertemplate": "%{y:,.0f} points",
        }
        for column, name, colour, pattern in kinds
    ]
    below = {"text": "décennie de pose", "font": {"size": 13, "color": theme.MUTED}}
    # Seven decades fit a phone.
    axis = {"type": "category", "tickangle": 0, "tickfont": {"size": 12}, "title": below}
    layout = theme.layout(barmode="stack", bargap=0.28, hovermode="x unified", xaxis=axis)
    layout["yaxis"] |= {"rangemode": "tozero", "nticks": 5}
    return {"data": bars, "layout": layout}


def rules(frame: Any, selection: Choice) -> dict[str, Any]:
    """Of the points that each rule concerns, the shares that keep and break it."""
    rows = list(range(len(frame)))
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "x": values(frame, column),
            "y": rows,
            "width": BAR_WIDTH / 2,
            "name": name,
            "marker": {"color": colour, "pattern": {**HATCHED, "shape": shape}},
            "hoverinfo": "skip",
        }
        for column, name, colour, shape in RULED
    ]
    counts = zip(*(values(frame, column) for column, *_ in RULED), strict=True)
    lines = [
        [*wrap(label, LONGEST_LABEL, max_lines=2, placeholder="…"), _ruled_words(*row)]
        for label, row in zip(values(frame, "rule_label"), counts, strict=True)
    ]
    layout = rows_layout(len(frame), barmode="stack", barnorm="percent")
    layout |= {"height": RULE_PX * max(len(frame), 1)}
    labels = row_labels(lines)
    labels["y"] = [row - BAR_WIDTH / 4 - 0.04 for row in rows]
    return {"data": [*bars, labels], "layout": layout}


def _ruled_words(kept: float | None, broken: float | None, unknown: float | None) -> str:
    """ "6 396 points hors la règle, 0 non vérifiable"; a rule that nothing tells says so."""
    total = sum(filter(None, (kept, broken, unknown)))
    if total and unknown == total:
        return f"{formats.with_unit(total, 'points')}, non vérifiable"
    return f"{formats.number(broken)} hors la règle sur {formats.with_unit(total, 'points')}"


def decisions(frame: Any, selection: Choice) -> dict[str, Any]:
    """The last dates of effect, the newest on top, and the euros that they save a year."""
    top = frame.head(SHOWN)
    saved = values(top, "saved_eur_year")
    labels = zip(values(top, "day"), values(top, "label"), strict=True)
    names = [f"{formats.short_day(day)}{formats.NBSP}: {_short(label)}" for day, label in labels]
    ends = ["" if eur is None else formats.with_unit(eur, "€ par an") for eur in saved]
    return ranked_bars(names, saved, ends)


def _short(label: str) -> str:
    """A decision in two words, then where: "rallumé, Conan"."""
    what, _, where = label.partition(f"{formats.NBSP}: ")
    return f"{'rallumé, ' if what.startswith('Retour') else ''}{where}" or what


def communes(frame: Any, selection: Choice) -> dict[str, Any]:
    """kWh a point of the communes furthest above those of their size, an upright at the median."""
    top = frame.head(SHOWN)
    rates = values(top, "kwh_per_point")
    ends = [formats.with_unit(rate, "kWh par point") for rate in rates]
    figure = ranked_bars(values(top, "commune"), rates, ends)
    figure["layout"]["shapes"] = [uprights(values(top, "median_kwh_per_point"))]
    return figure
