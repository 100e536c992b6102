"""The cells of an XLSX file, read without a spreadsheet library."""

import io
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(content: bytes) -> list[list[list[str | float | None]]]:
    """Each sheet as rows of cells: texts, numbers, None for an empty cell.

    Raises AssertionError when a cell holds a formula.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(item.itertext()) for item in shared]
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        return [_rows(ElementTree.fromstring(book.read(name)), texts) for name in names]


def _rows(sheet: ElementTree.Element, texts: list[str]) -> list[list[str | float | None]]:
    assert sheet.find(f".//{MAIN}f") is None
    rows = [
        {_column(cell): _value(cell, texts) for cell in row} for row in sheet.iter(f"{MAIN}row")
    ]
    width = max(max(row, default=0) for row in rows) + 1
    return [[row.get(column) for column in range(width)] for row in rows]


def _column(cell: ElementTree.Element) -> int:
    """0 for a cell of column A; the sheets of these tests stop before column Z."""
    letter, *rest = cell.get("r").rstrip("0123456789")
    assert rest == []
    return ord(letter) - ord("A")


def _value(cell: ElementTree.Element, texts: list[str]) -> str | float | None:
    value = cell.findtext(f"{MAIN}v")
    if value is None:
        return None
    return texts[int(value)] if cell.get("t") == "s" else float(value)
