"""From bytes to a frame of text: header found, lines numbered, broken rows kept aside.

No type is guessed here; `loaders/values.py` turns columns of text into values.
"""

import csv
import difflib
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from loaders.archives import ReadingError, csv_text
from loaders.pipeline import REJECTED_SCHEMA
from loaders.records import Body, cells_of, footer_start

DELIMITERS = (";", ",", "\t", "|")
HEADER_WITHIN_LINES = 50
HEADER_WITHIN_CHARS = 1 << 20
# The csv module refuses longer cells; no real line of titles comes near.
HEADER_CHARACTERS = 100_000


class ExpectedColumn(Protocol):
    """What reading needs to know of a declared column (`pipeline.Column` fits)."""

    name: str
    required: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class RawTable:
    """A table of text as it stood in the file.

    `frame` holds `line_number` (first physical line of the row, from 1) and one String column
    per header cell, declared columns under their declared name, others as written; an empty
    cell is null. `rejected` (REJECTED_SCHEMA) holds the rows that are not even rows; `preamble`
    and `footer` the lines around the table, which are no rows at all.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    encoding: str
    delimiter: str
    preamble: tuple[str, ...]
    footer: tuple[str, ...]
    body: Body

    def with_raw_text(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The same rows (which hold `line_number`) with their `raw_text`, for the quarantine."""
        if rows.is_empty():
            return rows.with_columns(raw_text=pl.lit("", pl.String))
        wanted = rows.select("line_number")
        found = [
            records.join(wanted, on="line_number", how="semi")
            for records, _broken in self.body.records()
        ]
        return rows.join(pl.concat(found), on="line_number", how="left", maintain_order="left")


@dataclass(frozen=True)
class _Header:
    line: int
    delimiter: str
    cells: list[str]
    found: int


def read_table(
    content: bytes, columns: Sequence[ExpectedColumn], kept: Collection[str] | None = None
) -> RawTable:
    """The table that a file holds, plain, gzipped or zipped.

    Of a large file, only the columns `kept` need stay in memory; all do when none is named.
    Raises ReadingError when it is no table, or when a required column is absent.
    """
    text, encoding = csv_text(content)
    # The head alone is cut into lines: cutting the whole text would copy it.
    top = text[:HEADER_WITHIN_CHARS].split("\n", HEADER_WITHIN_LINES)
    header = _find_header(top[:HEADER_WITHIN_LINES], columns)
    names = _column_names(header.cells, match_columns(header.cells, columns))
    start = sum(len(line) + 1 for line in top[: header.line + 1])
    end, footer = footer_start(text, start, header.delimiter)
    body = Body(text, start, end, header.line + 2, header.delimiter)
    frame, rejected = _all_cells(body, header, names, names if kept is None else kept)
    return RawTable(
        frame=frame,
        rejected=rejected.sort("line_number"),
        encoding=encoding,
        delimiter=header.delimiter,
        preamble=tuple(line for line in top[: header.line] if line.strip()),
        footer=footer,
        body=body,
    )


def _all_cells(
    body: Body, header: _Header, names: list[str], kept: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cells of every part of the body, without the unnamed columns that hold nothing."""
    named = max(position for position, cell in enumerate(header.cells, 1) if cell)
    wanted = [name for name in names if name in kept]
    parts = [pl.DataFrame(schema={"line_number": pl.Int64} | dict.fromkeys(wanted, pl.String))]
    rejected = [pl.DataFrame(schema=REJECTED_SCHEMA)]
    for records, broken in body.records():
        cells, ragged = cells_of(records, body.delimiter, names, named)
        parts.append(cells.select("line_number", *wanted))
        rejected += [ragged, broken]
    frame = pl.concat(parts)
    unnamed = {name for name, cell in zip(names, header.cells, strict=True) if not cell}
    empty = [name for name in wanted if name in unnamed and frame[name].is_null().all()]
    return frame.drop(empty), pl.concat(rejected)


def folded(text: str) -> str:
    """Letters and digits in lower case without accents: "Durée_(h) " -> "dureeh"."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in bare.lower() if c.isalnum())


def match_columns(header: Sequence[str], columns: Sequence[ExpectedColumn]) -> dict[str, str]:
    """Declared name by header cell, whatever case, accents, spaces or underscores.

    The declared name wins over its aliases. Raises ReadingError COLONNE_ABSENTE, with the
    columns found and the nearest one, when a required column is nowhere.
    """
    cells: dict[str, str] = {}
    for cell in header:
        if folded(cell):
            cells.setdefault(folded(cell), cell)
    matched, missing = {}, []
    for column in columns:
        wanted = (folded(name) for name in (column.name, *column.aliases))
        cell = next((cells[name] for name in wanted if name in cells), None)
        if cell is not None:
            matched.setdefault(cell, column.name)
        elif column.required:
            missing.append(column)
    if missing:
        raise ReadingError("COLONNE_ABSENTE", _absent_text(missing, cells))
    return matched


def _absent_text(missing: Sequence[ExpectedColumn], cells: dict[str, str]) -> str:
    parts = []
    for column in missing:
        wanted = [folded(name) for name in (column.name, *column.aliases)]
        near = [n for name in wanted for n in difflib.get_close_matches(name, cells, n=1)]
        hint = f" (est-ce « {cells[near[0]]} » ?)" if near else ""
        parts.append(f"« {column.name} »{hint}")
    plural = "Colonnes absentes" if len(parts) > 1 else "Colonne absente"
    return (
        f"{plural} : {', '.join(parts)}. Colonnes trouvées : {', '.join(cells.values())}. "
        f"Renommez-{'les' if len(parts) > 1 else 'la'} dans la première ligne du fichier, "
        "puis relancez."
    )


def _find_header(lines: Sequence[str], columns: Sequence[ExpectedColumn]) -> _Header:
    """The line and delimiter under which most declared columns are found; the first such."""
    known = [{folded(name) for name in (c.name, *c.aliases)} for c in columns]
    best, widest = None, []
    for number, line in enumerate(lines):
        for delimiter in DELIMITERS:
            cells = _cells(line, delimiter)
            if len(cells) > len(widest):
                widest = cells
            names = {folded(cell) for cell in cells}
            found = sum(bool(names & wanted) for wanted in known)
            if found and (best is None or (found, len(cells)) > (best.found, len(best.cells))):
                best = _Header(number, delimiter, cells, found)
    if best is None and lines and lines[0].lstrip().startswith(("{", "[")):
        raise ReadingError(
            "FICHIER_JSON",
            "C’est un fichier JSON et non un CSV : cette source attend un tableau, une ligne de "
            "titres en tête. Exportez-le en CSV, puis relancez.",
        )
    if best is None:
        raise ReadingError(
            "EN_TETE_INTROUVABLE",
            "Aucune ligne de titres reconnue. Colonnes attendues : "
            f"{', '.join(c.name for c in columns)}. Trouvé : {', '.join(widest)[:300]}. "
            "Ajoutez une première ligne avec ces titres, puis relancez.",
        )
    return best


def _cells(line: str, delimiter: str) -> list[str]:
    rows = list(csv.reader([line[:HEADER_CHARACTERS]], delimiter=delimiter))
    return [cell.strip() for cell in rows[0]] if rows else []


def _column_names(cells: Sequence[str], matched: dict[str, str]) -> list[str]:
    """One distinct name per header cell: declared, as written, or "colonne 3" when unnamed."""
    names: list[str] = []
    left = dict(matched)
    taken = {*matched.values(), "line_number"}
    copies: dict[str, int] = {}
    for position, cell in enumerate(cells, 1):
        name = left.pop(cell, None)
        if name is None:
            base = cell or f"colonne {position}"
            name = base
            while name in taken:
                copies[base] = copies.get(base, 1) + 1
                name = f"{base} ({copies[base]})"
        taken.add(name)
        names.append(name)
    return names
