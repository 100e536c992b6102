"""A CSV's rows: physical lines joined into records, records cut into cells, faults put aside."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from loaders.archives import ReadingError
from loaders.pipeline import REJECTED_SCHEMA

# A longer record is an unclosed quotation mark that swallows the rows after it.
MAX_RECORD_LINES = 200
MAX_OPEN_QUOTES = 50
# Rows are cut and checked by parts: a file of 100 MB then costs a few times its size.
CHUNK_CHARACTERS = 8 * 1024**2
QUOTE = '"'
LONGEST_TOTAL = 200
TOTAL_LINE = re.compile(r"((grand|sous)[ -])?(total|totaux|somme)( generale?)?\s*:?")


@dataclass(frozen=True)
class Body:
    """The text under the header, cut into rows on demand."""

    text: str = field(repr=False)
    start: int
    end: int
    first_line: int
    delimiter: str

    def records(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """By parts: rows (`line_number`, `raw_text`) and those whose quotes never close."""
        start, line = self.start, self.first_line
        while start < self.end:
            end = self._part_end(start)
            part = self.text[start:end]
            yield _records(part, line, self.delimiter)
            start, line = end, line + part.count("\n")

    def _part_end(self, start: int) -> int:
        """End of the part: a line end outside quotation marks when one is near."""
        end = first = self._line_end(start + CHUNK_CHARACTERS)
        quotes = self.text.count('"', start, end)
        for _ in range(MAX_RECORD_LINES):
            if quotes % 2 == 0:
                return end
            following = self._line_end(end)
            quotes += self.text.count('"', end, following)
            end = following
        return first

    def _line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return self.end if found < 0 else min(found + 1, self.end)


def footer_start(text: str, start: int, delimiter: str) -> tuple[int, tuple[str, ...]]:
    """Where the total lines that end a text begin, and those lines."""
    footer: list[str] = []
    end = len(text)
    while end > start:
        begin = max(text.rfind("\n", start, end) + 1, start)
        line = text[begin:end].strip()
        if line and not _is_total(line, delimiter):
            break
        footer[:0] = [line] if line else []
        end = begin - 1
    return max(end, start), tuple(footer)


def _is_total(record: str, delimiter: str) -> bool:
    # The words of a total are few; what is longer is not worth reading whole.
    first = record[:LONGEST_TOTAL].strip().split(delimiter)[0].strip(' "')
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", first.lower()) if not unicodedata.combining(c)
    )
    return TOTAL_LINE.fullmatch(plain) is not None


def cells_of(
    records: pl.DataFrame, delimiter: str, names: list[str], named: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cells of the records that have the right number of them; the other records, rejected.

    `named` is the position of the last named cell of the header: what follows may be absent.
    """
    width = len(names)
    rows = records.with_columns(text=pl.col("raw_text"), fields=_field_count(delimiter))
    rows = _oddities_requoted(rows, delimiter, width)
    if (rows["fields"] != width).any():
        rows = _trailing_delimiters_evened(rows, delimiter, named, width)
    good = rows.filter(pl.col("fields") == width)
    reason = pl.format(f"{{}} champ(s) au lieu de {named}.", pl.col("fields"))
    ragged = _rejected(rows.filter(pl.col("fields") != width), "NOMBRE_DE_CHAMPS", reason)
    cells = _parsed(good["text"], delimiter, names)
    return cells.insert_column(0, good["line_number"]), ragged


def _records(text: str, first_line: int, delimiter: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of a text (`line_number`, `raw_text`), blank ones left out.

    A quoted line break stays inside its row. Second frame: rows rejected because their
    quotation mark never closes.
    """
    lines = pl.Series("raw_text", [text]).str.split("\n").explode()
    numbers = pl.int_range(first_line, first_line + len(lines), dtype=pl.Int64, eager=True)
    frame = pl.DataFrame([lines, numbers.alias("line_number")])
    quotes = lines.str.count_matches('"', literal=True).to_numpy().astype(np.int64)
    if not quotes.any():
        return _not_blank(frame), _rejected(frame.head(0), "GUILLEMET_OUVERT", "")
    starts, alone = _record_starts(lines, quotes, delimiter)
    frame = frame.with_columns(record=pl.Series(np.cumsum(starts)), alone=pl.Series(alone))
    broken = _rejected(
        frame.filter("alone"),
        "GUILLEMET_OUVERT",
        "Guillemet ouvert et jamais refermé. Corrigez la ligne puis rechargez le fichier.",
    )
    grouped = (
        frame.filter(~pl.col("alone"))
        .group_by("record", maintain_order=True)
        .agg(pl.col("raw_text").str.join("\n"), pl.col("line_number").first())
    )
    return _not_blank(grouped.select("raw_text", "line_number")), broken


def _record_starts(
    lines: pl.Series, quotes: np.ndarray, delimiter: str
) -> tuple[np.ndarray, np.ndarray]:
    """Which lines begin a record, and which have a quotation mark that never closes.

    The first line at fault is set apart and what follows is cut again, until none is left.
    """
    alone = np.zeros(len(quotes), bool)
    for _ in range(MAX_OPEN_QUOTES):
        inside = np.concatenate([[0], np.cumsum(quotes)[:-1]]) % 2 == 1
        culprit = _first_fault(lines, np.flatnonzero(~inside), quotes.sum() % 2 == 1, delimiter)
        if culprit is None:
            return ~inside, alone
        alone[culprit], quotes[culprit] = True, 0
    raise ReadingError(
        "GUILLEMETS_INCOHERENTS",
        f"Plus de {MAX_OPEN_QUOTES} lignes ouvrent un guillemet sans le refermer. Exportez le "
        "fichier en doublant les guillemets contenus dans les textes.",
    )


def _first_fault(
    lines: pl.Series, starts: np.ndarray, open_at_end: bool, delimiter: str
) -> int | None:
    """First line of the first record of several lines that is too long, unclosed or misquoted."""
    lengths = np.diff(np.append(starts, len(lines)))
    fault = lengths > MAX_RECORD_LINES
    fault[-1] |= open_at_end
    joined = np.flatnonzero((lengths > 1) & ~fault)
    texts = ["\n".join(lines[int(starts[n]) : int(starts[n] + lengths[n])]) for n in joined]
    followed = pl.Series(texts, dtype=pl.String).str.contains(_quoting_rule(delimiter, " *"))
    fault[joined] |= ~followed.to_numpy()
    return int(starts[np.argmax(fault)]) if fault.any() else None


def _quoting_rule(delimiter: str, margin: str = "") -> str:
    """Pattern of a record whose quotation marks all surround whole cells, within a margin."""
    mark = re.escape(delimiter)
    cell = rf'(?:{margin}"(?:[^"]|"")*"{margin}|[^"{mark}]*)'
    return rf"^{cell}(?:{mark}{cell})*$"


def _not_blank(records: pl.DataFrame) -> pl.DataFrame:
    blank = pl.col("raw_text").str.contains(r'^[\s;,|"]*$')
    return records.filter(~blank)


def _field_count(delimiter: str) -> pl.Expr:
    """Cells of each record of `raw_text`, delimiters inside quotation marks left out."""
    text = pl.col("raw_text")
    bare = pl.when(text.str.contains('"', literal=True)).then(text.str.replace_all(r'"[^"]*"', ""))
    return bare.otherwise(text).str.count_matches(delimiter, literal=True).cast(pl.Int64) + 1


def _trailing_delimiters_evened(
    rows: pl.DataFrame, delimiter: str, named: int, width: int
) -> pl.DataFrame:
    """Rows that differ from the header only by empty cells at their end, brought to its width."""
    text, fields = pl.col("text"), pl.col("fields")
    stripped = text.str.strip_chars_end(delimiter)
    kept = fields - (text.str.len_chars() - stripped.str.len_chars()).cast(pl.Int64)
    longer = (fields > width) & (kept <= width)
    shorter = (fields < width) & (fields >= named)
    padding = pl.lit(delimiter).repeat_by(width - pl.when(longer).then(kept).otherwise(fields))
    return rows.with_columns(
        text=pl.when(longer)
        .then(stripped + padding.list.join(""))
        .when(shorter)
        .then(text + padding.list.join(""))
        .otherwise(text),
        fields=pl.when(longer | shorter).then(width).otherwise(fields),
    )


def _parsed(records: pl.Series, delimiter: str, names: list[str]) -> pl.DataFrame:
    """The cells of well-formed records, by polars; the odd ones one by one."""
    if records.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    frame = pl.read_csv(
        records.str.join("\n").cast(pl.Binary).item(),
        has_header=False,
        new_columns=names,
        separator=delimiter,
        infer_schema=False,
    )
    if frame.height != len(records):
        raise RuntimeError(f"{len(records)} records gave {frame.height} rows")
    return frame


def _oddities_requoted(rows: pl.DataFrame, delimiter: str, width: int) -> pl.DataFrame:
    """The rows, those with stray quotation marks (`tube 5";x`) written again by the rules."""
    quoted = rows["text"].str.contains('"', literal=True).arg_true()
    odd = quoted.filter(~rows["text"][quoted].str.contains(_quoting_rule(delimiter)))
    if odd.is_empty():
        return rows
    cells = [_odd_cells(text, delimiter, width) for text in rows["text"][odd]]
    texts = [delimiter.join(f'"{c.replace(QUOTE, QUOTE * 2)}"' for c in row) for row in cells]
    return rows.with_columns(
        text=rows["text"].scatter(odd, texts),
        fields=rows["fields"].scatter(odd, [len(row) for row in cells]),
    )


def _odd_cells(record: str, delimiter: str, width: int) -> list[str]:
    """Cells of a record that breaks the quoting rule: read leniently, else cut as it stands."""
    plain = record.split(delimiter)
    if len(plain) == width or len(record) >= csv.field_size_limit():
        return plain
    return next(csv.reader([record], delimiter=delimiter, skipinitialspace=True))


def _rejected(rows: pl.DataFrame, code: str, reason: str | pl.Expr) -> pl.DataFrame:
    return rows.select(
        "line_number",
        code=pl.lit(code),
        reason=pl.lit(reason) if isinstance(reason, str) else reason,
        raw_text="raw_text",
    ).cast(REJECTED_SCHEMA)
