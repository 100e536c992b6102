"""A frame as a file: CSV and XLSX that a French Excel opens right, with where it comes from.

In CSV the origin stands before the table, on lines that begin with "# ": a spreadsheet shows
them as text, and a parser drops them with its comment option.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from components.tables import TableColumn, rows

BOM = "\ufeff"
# A spreadsheet runs a cell that begins so: it is opened by an apostrophe.
ACTIVE_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
DATA_SHEET = "Données"
ORIGIN_SHEET = "Lisez-moi"
MAX_WIDTH = 60
# Kinds of columns that are dates, as a spreadsheet shows them.
DATES = {"day": "dd/mm/yyyy", "month": "mm/yyyy"}


def headline_lines(title: str, filters: str, origin: str, *, simulated: bool) -> list[str]:
    """What every export says of itself: title, filters in words, origin, simulated mark."""
    mark = ["DONNÉES SIMULÉES, pour la démonstration"] if simulated else []
    return [title, *mark, filters, origin]


def csv_text(frame: Any, columns: Sequence[TableColumn], headlines: Iterable[str]) -> str:
    """The frame as CSV: BOM, `;`, decimal comma, CRLF; numbers in full, missing cells empty."""
    text = io.StringIO(newline="")
    for line in headlines:
        text.write(f"# {' '.join(line.split()).replace(';', ',')}\r\n")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_inert(_heading(column)) for column in columns)
    for row in rows(frame, columns):
        writer.writerow(_csv_cell(c, cell) for c, cell in zip(columns, row, strict=True))
    return BOM + text.getvalue()


def xlsx_bytes(frame: Any, columns: Sequence[TableColumn], headlines: Iterable[str]) -> bytes:
    """The frame as a workbook: real numbers and dates on one sheet, its origin on another."""
    content = io.BytesIO()
    # Not constant_memory, which loses cells that are not written row by row.
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, safe) as book:
        _write_data(book, frame, columns)
        sheet = book.add_worksheet(ORIGIN_SHEET)
        sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for line, text in enumerate(headlines):
            sheet.write_string(line, 0, text)
    return content.getvalue()


def _write_data(book: xlsxwriter.Workbook, frame: Any, columns: Sequence[TableColumn]) -> None:
    sheet = book.add_worksheet(DATA_SHEET)
    bold = book.add_format({"bold": True, "bottom": 1})
    formats_of = [book.add_format({"num_format": _excel_format(column)}) for column in columns]
    for position, column in enumerate(columns):
        sheet.write_string(0, position, _heading(column), bold)
        sheet.set_column(position, position, _width(column))
    last = 0
    for last, row in enumerate(rows(frame, columns), start=1):
        for position, cell in enumerate(row):
            _write_cell(
                sheet, last, position, _typed(columns[position], cell), formats_of[position]
            )
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write_cell(sheet: Any, line: int, position: int, cell: Any, cell_format: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, position, cell, cell_format)
    elif isinstance(cell, int | float):
        sheet.write_number(line, position, cell, cell_format)
    elif cell is not None:
        sheet.write_string(line, position, cell)


def _typed(column: TableColumn, cell: Any) -> Any:
    """A number or a date as it is, anything else in French words; missing as None.

    An instant is written with its offset: an hour comes twice in a year.
    """
    if cell is None or column.numeric:
        return cell
    if column.kind == "instant":
        return cell.isoformat(timespec="minutes")
    if column.kind in DATES:
        return date(cell.year, cell.month, cell.day)
    return column.written(cell)


def _csv_cell(column: TableColumn, cell: Any) -> str:
    typed = _typed(column, cell)
    if typed is None:
        return ""
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, str):
        return _inert(typed)
    return format(Decimal(str(typed)), "f").removesuffix(".0").replace(".", ",")


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(ACTIVE_STARTS) else text


def _heading(column: TableColumn) -> str:
    """The heading with the unit that the French writing of a cell would carry."""
    unit = {"percent": "%", "change": "%", "duration": "min"}.get(column.kind)
    return f"{column.heading} ({unit})" if unit else column.heading


def _width(column: TableColumn) -> int:
    return min(MAX_WIDTH, max(14 if column.numeric else 22, len(column.heading) + 2))


def _excel_format(column: TableColumn) -> str:
    if column.kind in DATES:
        return DATES[column.kind]
    places = "." + "0" * column.decimals if column.decimals else ""
    return f"#,##0{places}" if column.numeric else "General"
