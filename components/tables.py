"""Accessible tables: the same rows as the figure, written in French."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any
from urllib.parse import quote

from dash.development.base_component import Component

from components import formats
from components.light_table import LightTable

NUMERIC_KINDS = frozenset({"number", "percent", "change", "duration"})


@dataclass(frozen=True)
class TableColumn:
    """A column of a frame as tables and exports show it.

    `kind` is text, day, month, year, instant, weekday (0 = Monday), hour, clock (hours since
    midnight), yes_no, number, percent, change (signed percent) or duration (minutes). `link` is
    the address that the first column of a table leads to, with the name of another column in
    braces: "/batiments/{building_id}", or a column of whole addresses: "{address}".
    """

    name: str
    heading: str
    kind: str = "text"
    decimals: int = 0
    link: str = ""

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
    "month": lambda value, _: formats.month(value),
    "year": lambda value, _: str(int(value)),
    "instant": lambda value, _: formats.instant(value),
    "clock": lambda value, _: formats.clock_h(value),
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
    column = frame[name]
    missing = column.isna()
    if not missing.any():
        return column.tolist()
    return [None if gap else value for value, gap in zip(column.tolist(), missing, strict=True)]


def rows(frame: Any, columns: Sequence[TableColumn]) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame, cells in the order of `columns`; an empty one may lack columns."""
    if len(frame) == 0:
        return iter(())
    return zip(*(values(frame, column.name) for column in columns), strict=True)


def addresses(frame: Any, link: str) -> list[str]:
    """The address that each row leads to, its braces filled from the column that they name.

    What is nothing but braces names a column of whole addresses.
    """
    column = next(name for _, name, _, _ in Formatter().parse(link) if name)
    if link == f"{{{column}}}":
        return values(frame, column)
    return [link.format(**{column: quote(str(key), safe="")}) for key in values(frame, column)]


def table(frame: Any, columns: Sequence[TableColumn], caption: str) -> Component:
    """Every row of the frame in its order; the first column heads its row, and may lead on."""
    link = columns[0].link
    return LightTable(
        caption,
        [column.heading for column in columns],
        [column.numeric for column in columns],
        [
            [column.written(cell) for column, cell in zip(columns, row, strict=True)]
            for row in rows(frame, columns)
        ],
        addresses(frame, link) if link else (),
    )
