"""Accessible tables: the same rows as the figure, written in French."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats

NUMERIC_KINDS = frozenset({"number", "percent", "change", "duration"})


@dataclass(frozen=True)
class TableColumn:
    """A column of a frame as tables and exports show it.

    `kind` is text, day, weekday (0 = Monday), hour, yes_no, number, percent, change (signed
    percent) or duration (minutes).
    """

    name: str
    heading: str
    kind: str = "text"
    decimals: int = 0

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC_KINDS

    def written(self, value: Any) -> str:
        """The value in French; missing is "n.d." for a number, empty for a text."""
        if formats.is_missing(value):
            return formats.MISSING if self.kind != "text" else ""
        return WRITERS[self.kind](value, self.decimals)


WRITERS = {
    "text": lambda value, _: str(value),
    "day": lambda value, _: formats.short_day(value),
    "weekday": lambda value, _: formats.WEEKDAYS[value],
    "hour": lambda value, _: f"{value}{formats.NBSP}h",
    "yes_no": lambda value, _: "oui" if value else "non",
    "number": formats.number,
    "percent": formats.percent,
    "change": formats.signed_percent,
    "duration": lambda value, _: formats.duration_min(value),
}


def values(frame: Any, name: str) -> list[Any]:
    """A column of any frame as Python values, missing cells as None."""
    return [None if formats.is_missing(value) else value for value in frame[name].tolist()]


def rows(frame: Any, columns: Sequence[TableColumn]) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame, cells in the order of `columns`."""
    return zip(*(values(frame, column.name) for column in columns), strict=True)


def table(frame: Any, columns: Sequence[TableColumn], caption: str) -> Component:
    """Every row of the frame in its order; the first column heads its row."""
    head = [html.Th(column.heading, scope="col", className=_class(column)) for column in columns]
    body = [
        html.Tr(
            [
                html.Th(columns[0].written(first), scope="row", className=_class(columns[0])),
                *(
                    html.Td(column.written(cell), className=_class(column))
                    for column, cell in zip(columns[1:], rest, strict=True)
                ),
            ]
        )
        for first, *rest in rows(frame, columns)
    ]
    content = [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)]
    return html.Div(
        html.Table(content, className="gb-table"),
        className="gb-table-scroll",
        role="region",
        tabIndex="0",
        **{"aria-label": caption},
    )


def _class(column: TableColumn) -> str | None:
    return "gb-number" if column.numeric else None
