"""Digital inclusion: a territory beside others, fragility crossed with supply, ranked communes.

Every builder takes (frame, selection) and returns a plain dict.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from components import formats, theme
from components.figures.intervals import interval_rows
from components.figures.ranked import SHOWN, row_labels, rows_layout, shortened
from components.filters import Choice
from components.tables import values

OWN = "Ce territoire"
TICK = {"color": theme.ALERT, "width": 3}
# Column of values -> column of the name, if any, and mark.
MARKS: dict[str, tuple[str, dict[str, Any]]] = {
    "value": ("", {"symbol": "circle", "size": 14, "color": theme.FOCUS}),
    "reference": (
        "reference_label",
        {"symbol": "diamond", "size": 12, "color": theme.COMPARISON},
    ),
    "peers_median": (
        "peers_label",
        {"symbol": "line-ns", "size": 16, "color": theme.ALERT, "line": TICK},
    ),
}
# Steps of colour without the middle ones, on which neither black nor white reads well.
COLOURS = (*theme.SEQUENTIAL[:3], *theme.SEQUENTIAL[4:])
STEPS = [
    [place / len(COLOURS), colour]
    for rank, colour in enumerate(COLOURS)
    for place in (rank, rank + 1)
]
FIRST_DARK = 3 / len(COLOURS)
# Where the scale of a unit ends.
ENDS = {"%": 100.0, "sur 10": 10.0}
TWO_LINES_PX, AXIS_TITLE_PX = 84, 30


def portrait(frame: Any, selection: Choice) -> dict[str, Any]:
    """Each measure on its own scale from zero: the territory, what it is set against, its peers.

    Places are in percent of the end of the scale, the values in `customdata`.
    """
    columns = {name: values(frame, name) for name in MARKS}
    highest = _scales(columns, values(frame, "unit"))
    traces = [
        _marks(_name_of(frame, label), columns[name], highest, marker)
        for name, (label, marker) in MARKS.items()
        if any(value is not None for value in columns[name])
    ]
    lines = list(zip(values(frame, "label"), _said(frame), strict=True))
    layout = rows_layout(len(lines), shapes=[_rails(highest)])
    layout["height"] = TWO_LINES_PX * max(len(lines), 1)
    layout["yaxis"]["range"] = [len(lines) - 0.55, -0.85]
    layout["xaxis"]["range"] = [-3, 104]
    return {"data": [*traces, row_labels(lines) | {"x": [-2] * len(lines)}], "layout": layout}


def _scales(columns: Mapping[str, Sequence[Any]], units: Sequence[str]) -> list[float | None]:
    """Where the scale of each row ends: its highest value, or that of its unit for one value.

    None where a lone value has no scale.
    """
    found = []
    for unit, *row in zip(units, *columns.values(), strict=True):
        known = [one for one in row if one is not None]
        found.append((max(known) or 1) if len(known) > 1 else ENDS.get(unit))
    return found


def _name_of(frame: Any, label: str) -> str:
    return next(filter(None, values(frame, label)), "") if label else OWN


def _marks(
    name: str, column: Sequence[Any], highest: Sequence[float | None], marker: dict[str, Any]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [
            None if None in (value, most) else 100 * value / most
            for value, most in zip(column, highest, strict=True)
        ],
        "y": list(range(len(column))),
        "customdata": list(column),
        "marker": marker,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _said(frame: Any) -> list[str]:
    """ "4,0 sur 10 · Indre-et-Loire 3,7 · semblables 4,1", or the name of a lone other one."""
    names = ("value", "unit", "decimals", "reference", "reference_label", "peers_median", "peers",
             "peers_label")  # fmt: skip
    return [
        " · ".join(
            filter(
                None,
                (
                    formats.with_unit(value, unit, decimals),
                    _beside(label, reference, decimals),
                    _beside("semblables" if peers else other, median, decimals),
                ),
            )
        )
        for value, unit, decimals, reference, label, median, peers, other in zip(
            *(values(frame, name) for name in names), strict=True
        )
    ]


def _beside(label: str, value: float | None, decimals: int) -> str:
    return "" if value is None else f"{label} {formats.number(value, decimals)}"


def _rails(highest: Sequence[float | None]) -> dict[str, Any]:
    """One path: a quiet line from zero below the marks of each row that has a scale."""
    rows = [row for row, end in enumerate(highest) if end is not None]
    path = " ".join(f"M0,{row} L100,{row}" for row in rows) or "M0,0"
    return {"type": "path", "path": path, "layer": "below", "line": {"color": theme.GRID}}


def bivariate(frame: Any, selection: Choice) -> dict[str, Any]:
    """Communes by third of fragility (rows) and of distance (columns), in words in each cell.

    The darker the more fragile and the further; the corner where both are the worst is framed.
    Inhabitants are in `customdata`.
    """
    fragile = list(dict.fromkeys(values(frame, "fragility_label")))
    far = list(dict.fromkeys(values(frame, "supply_label")))
    names = ("fragility_label", "supply_label", "communes", "population")
    cells = {row[:2]: row[2:] for row in zip(*(values(frame, name) for name in names), strict=True)}
    grid = [[cells.get((one, other), (0, 0)) for other in far] for one in fragile]
    worst = len(fragile) + len(far) - 2
    drawn = {
        "type": "heatmap",
        "z": [[row + column for column in range(len(far))] for row in range(len(fragile))],
        "customdata": [[people for _, people in row] for row in grid],
        "x": [_wrapped(label) for label in far],
        "y": [_wrapped(label) for label in fragile],
        "xgap": 3,
        "ygap": 3,
        "zmin": 0,
        "zmax": worst,
        "colorscale": STEPS,
        "showscale": False,
        "hoverinfo": "skip",
    }
    said = [
        _said_cell(column, row, cell, dark=row + column > FIRST_DARK * worst)
        for row, line in enumerate(grid)
        for column, cell in enumerate(line)
        if cell[0]
    ]
    corner = {
        "type": "rect",
        "x0": len(far) - 1.5,
        "x1": len(far) - 0.5,
        "y0": len(fragile) - 1.5,
        "y1": len(fragile) - 0.5,
        "line": {"color": theme.ALERT, "width": 4},
    }
    layout = theme.layout(
        xaxis={"side": "bottom", "showgrid": False, "tickangle": 0},
        yaxis={"showgrid": False, "tickfont": {"size": 13}},
        shapes=[corner],
        annotations=said,
    )
    return {"data": [drawn], "layout": layout}


def _wrapped(label: str) -> str:
    """A label on two lines, cut at its first space."""
    return label.replace(" ", "<br>", 1)


def _said_cell(column: int, row: int, cell: tuple[int, int], *, dark: bool) -> dict[str, Any]:
    """What a cell holds, in words that stand out from it."""
    communes, people = cell
    lines = (
        f"<b>{formats.number(communes)}</b>",
        formats.unit_of(communes, "communes"),
        formats.number(people),
        formats.unit_of(people, "habitants"),
    )
    return {
        "x": column,
        "y": row,
        "text": "<br>".join(lines),
        "showarrow": False,
        # As wide as a cell of a phone.
        "font": {"size": 12, "color": theme.SURFACE if dark else theme.INK},
    }


def ranks(frame: Any, selection: Choice) -> dict[str, Any]:
    """The most fragile communes: the rank of each between its ends, never without them."""
    top = frame[frame["rank"].notna()].head(SHOWN)
    bounds = values(top, "rank_low"), values(top, "rank_high")
    middle = values(top, "rank")
    figure = interval_rows(_rank_lines(top), middle, bounds, [True] * len(top), "")
    # A rank has no zero.
    figure["layout"]["shapes"] = figure["layout"]["shapes"][1:]
    title = {"text": "rang (1\u00a0: la plus fragile)", "standoff": 8, "font": {"size": 13}}
    figure["layout"]["xaxis"]["title"] = title
    figure["layout"]["height"] += AXIS_TITLE_PX
    return figure


def _rank_lines(frame: Any) -> list[tuple[str, str, str]]:
    names = ("name", "rank", "rank_low", "rank_high", "fragility", "population", "nearest_km")
    return [
        (
            shortened(name),
            f"rang {formats.number(rank)} (de {formats.number(low)} à {formats.number(high)}) · "
            f"{formats.number(score, 1)} sur 10",
            f"{formats.with_unit(people, 'habitants')} · "
            f"{'aucun lieu connu' if km is None else f'lieu à {formats.number(km, 1)} km'}",
        )
        for name, rank, low, high, score, people, km in zip(
            *(values(frame, column) for column in names), strict=True
        )
    ]
