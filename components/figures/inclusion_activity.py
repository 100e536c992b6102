"""Accompaniments by month, by kind and by place; what members answered, beside the country.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from components import formats, theme
from components.figures import plain
from components.figures.columns import said_columns
from components.figures.energy_months import PALE, PARTIAL, WHOLE_MONTH, cased, month_axis
from components.figures.ranked import BAR_WIDTH, SHOWN, ranked_bars, row_labels, rows_layout
from components.figures.time_series import comparison, iso_days, marks, where
from components.filters import Choice
from components.inclusion.inclusion_activity_frames import ANONYMOUS
from components.tables import values

COUNTED = "Accompagnements"
YES, COUNTRY = "Oui, parmi les réponses", "En France"
ANSWER_PX = 92
HEADING_DROP = 0.3
NO_YES = "aucune"


def months(frame: Any, selection: Choice) -> dict[str, Any]:
    """Bars of each month; one that is not over is pale, under a hollow mark."""
    days, counts = iso_days(frame, "month"), values(frame, "count")
    whole = [bool(one) for one in values(frame, "whole")]
    bars = {
        "type": "bar",
        "x": days,
        "y": counts,
        "name": COUNTED,
        "legendrank": 1,
        "marker": {"color": theme.FOCUS, "opacity": [1 if one else PALE for one in whole]},
        "hovertemplate": "%{y:,.0f}",
    }
    hollow = {"color": theme.SURFACE, "size": 9, "line": {"color": theme.INK, "width": 2}}
    partial = marks(days, where(counts, [not one for one in whole]), hollow, PARTIAL)
    before = values(frame, "before")
    compared = comparison(days, before, selection) if any(before) else []
    lines = [one for trace in compared for one in cased(trace)]
    layout = theme.layout(
        bargap=0.28,
        hovermode="x unified",
        xaxis=month_axis(),
        yaxis={"rangemode": "tozero", "nticks": 6},
    )
    return {"data": [trace | WHOLE_MONTH for trace in (bars, *lines, *partial)], "layout": layout}


def kinds(frame: Any, selection: Choice) -> dict[str, Any]:
    """Counts and shares of the items of a dimension, or of several, each under its heading.

    Those who stay anonymous have a colour of their own, beside their name.
    """
    columns = ("dimension_label", "item", "count", "share_pct")
    rows = _headed(list(zip(*(values(frame, name) for name in columns), strict=True)))
    ends = [
        "" if count is None else f"{formats.number(count)} · {formats.percent(share, 0)}"
        for _, _, count, share in rows
    ]
    labels = [item or heading for heading, item, _, _ in rows]
    figure = ranked_bars(labels, [count for _, _, count, _ in rows], ends)
    bars, words = figure["data"]
    items = [item for _, item, _, _ in rows]
    colours = [theme.MUTED if item == ANONYMOUS else theme.FOCUS for item in items]
    bars["marker"] = {"color": colours}
    for row, item in enumerate(items):
        if item is None:
            words["text"][row] = f"<b>{plain(labels[row])}</b>"
            words["y"][row] += HEADING_DROP
    return figure


def _headed(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A row without item before each dimension; one dimension alone needs no heading."""
    if len({row[0] for row in rows}) < 2:
        return list(rows)
    return [
        one
        for dimension, group in groupby(rows, key=itemgetter(0))
        for one in ((dimension, None, None, None), *group)
    ]


def places(frame: Any, selection: Choice) -> dict[str, Any]:
    """The places that helped most; beside each, how many a month that it declared."""
    top = frame.head(SHOWN)
    counts = values(top, "count")
    ends = [
        f"{formats.number(count)} · {formats.number(mean)} par mois"
        for count, mean in zip(counts, values(top, "per_month"), strict=True)
    ]
    return ranked_bars(values(top, "place_name"), counts, ends)


def answers(frame: Any, selection: Choice) -> dict[str, Any]:
    """The share of yes of each question as a bar, that of the country as an upright mark."""
    shares, national = values(frame, "yes_share_pct"), values(frame, "national_pct")
    rows = list(range(len(frame)))
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": shares,
        "y": rows,
        "name": YES,
        "legendrank": 1,
        "width": BAR_WIDTH * 0.7,
        "marker": {"color": theme.FOCUS},
        "hoverinfo": "skip",
    }
    upright = {"symbol": "line-ns", "size": 26, "color": theme.COMPARISON}
    upright["line"] = {"color": theme.COMPARISON, "width": 4}
    country = marks(national, rows, upright, COUNTRY)
    told = zip(
        values(frame, "label"), shares, values(frame, "yes"), values(frame, "answered"),
        values(frame, "asked"), national, strict=True,
    )  # fmt: skip
    layout = rows_layout(len(rows)) | {"height": ANSWER_PX * max(len(rows), 1) + 8}
    layout["xaxis"] |= {"range": [0, 100]}
    return {"data": [bars, *country, row_labels([_answer(*row) for row in told])], "layout": layout}


def _answer(
    label: str, share: float | None, yes: int, answered: int, asked: int, national: float
) -> tuple[str, str]:
    country = f"{formats.percent(national, 0)} en France"
    if share is None:
        return f"{label}{formats.NBSP}: {formats.MISSING}", f"aucune réponse · {country}"
    counted = f"{formats.number(yes)} oui sur {formats.number(answered)} réponses"
    return f"{label}{formats.NBSP}: {formats.percent(share, 0)}", f"{counted} · {country}"


def members(frame: Any, selection: Choice) -> dict[str, Any]:
    """How many members said yes to none of the questions, to one, to two…"""
    said, most = values(frame, "yes"), max(values(frame, "questions"), default=0)
    labels = [NO_YES, *(str(number) for number in range(1, most + 1))]
    heights = [said.count(number) for number in range(most + 1)]
    below = {"text": "mesures déclarées", "font": {"size": 13, "color": theme.MUTED}}
    axis = {"type": "category", "tickangle": 0, "title": below}
    layout = theme.layout(xaxis=axis, yaxis={"visible": False}, bargap=0.45)
    return {"data": [said_columns(labels, heights, formats.number)], "layout": layout}
