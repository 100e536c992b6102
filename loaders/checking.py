"""From a table of text to typed rows, by the declared columns: all faults of a row at once."""

from collections.abc import Sequence

import polars as pl

from data.quality import Notice
from data.territory import Territory
from loaders import values
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column
from loaders.quarantine import MASK
from loaders.reading import RawTable

# kind -> (code, what to write instead)
EXPECTED = {
    "text": ("TEXTE_TROP_LONG", f"un texte de {values.LONGEST_TEXT} caractères au plus"),
    "integer": ("NOMBRE_ILLISIBLE", "un nombre entier, par exemple 12"),
    "number": ("NOMBRE_ILLISIBLE", "un nombre, par exemple 1 234,5"),
    "day": ("DATE_ILLISIBLE", "une date, jour puis mois, par exemple 31/12/2026"),
    "instant": (
        "DATE_ILLISIBLE",
        "une date et une heure depuis 2000, jour puis mois, par exemple 31/12/2026 14:05",
    ),
    "boolean": ("OUI_NON_ILLISIBLE", "oui ou non"),
    "commune": ("COMMUNE_ILLISIBLE", "un code INSEE de commune, par exemple 37261"),
    "latitude": ("COORDONNEES_ILLISIBLES", "des degrés décimaux WGS84, par exemple 47,39"),
    "longitude": ("COORDONNEES_ILLISIBLES", "des degrés décimaux WGS84, par exemple 0,69"),
}
MOMENTS = ("day", "instant")
MONTH = r"^\s*(?:\d{1,2}[/-]\d{4}|\d{4}-\d{1,2}|\p{L}{3,9}\.?[ -]\d{2,4})\s*$"
PARSERS = {
    "text": values.parse_text,
    "integer": values.parse_integer,
    "number": values.parse_number,
    "day": values.parse_day,
    "boolean": values.parse_bool,
}


def check_rows(
    raw: RawTable, columns: Sequence[Column], territory: Territory, *, ordered: bool = False
) -> Batch:
    """Typed rows (`line_number` and the declared columns) and those put aside.

    A column that the file does not have is all null. `ordered`: instants of one series in file
    order, which tells apart the two passages of a repeated hour.
    """
    notices: list[Notice] = []
    typed: dict[str, pl.Series] = {"line_number": raw.frame["line_number"]}
    faults: list[pl.DataFrame] = []
    for column in columns:
        text = _text(raw.frame, column.name)
        value, failed = _converted(column, text, raw.frame, columns, territory, ordered, notices)
        typed[column.name] = value.alias(column.name)
        faults.append(_faults(column, "ne se lit pas", failed, text))
        if column.kind in MOMENTS and values.american(text).any():
            notices.append(Notice("DATES_AMERICAINES", {"column": column.name}))
        if column.required:
            faults.append(_faults(column, "est vide", value.is_null() & ~failed, text))
    rejected = _rejected(raw, pl.concat(faults), columns)
    rows = pl.DataFrame(typed).join(rejected, on="line_number", how="anti", maintain_order="left")
    everything = pl.concat([rejected, _masked(raw.rejected, columns)]).sort("line_number")
    return Batch(rows, everything, notices)


def _faults(column: Column, what: str, failed: pl.Series, text: pl.Series) -> pl.DataFrame:
    """One row for each cell at fault: `row` (position in the frame), `code`, `reason`."""
    code, example = EXPECTED[column.kind]
    code = "VALEUR_ABSENTE" if what == "est vide" else code
    rows = failed.arg_true()
    month = text.gather(rows).str.contains(MONTH).fill_null(False) & (column.kind in MOMENTS)
    of_month = f"« {column.name} » est un mois sans jour : écrivez un jour, par exemple 01/01/2026."
    return pl.DataFrame({"row": rows, "month": month}).select(
        "row",
        code=pl.lit(code),
        reason=pl.when("month")
        .then(pl.lit(of_month))
        .otherwise(pl.lit(f"« {column.name} » {what} : écrivez {example}.")),
    )


def _text(frame: pl.DataFrame, name: str) -> pl.Series:
    if name in frame.columns:
        return frame[name]
    return pl.repeat(None, frame.height, dtype=pl.String, eager=True)


def _converted(
    column: Column,
    text: pl.Series,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    territory: Territory,
    ordered: bool,
    notices: list[Notice],
) -> tuple[pl.Series, pl.Series]:
    """The values of a column and the mask of what could not be read."""
    if column.kind == "commune":
        return values.parse_commune(text, territory)
    if column.kind == "instant":
        instants = values.parse_instant(text, ordered)
        if instants.inexistent.any():
            notices.append(Notice("HEURE_INEXISTANTE", {"rows": int(instants.inexistent.sum())}))
        return instants.utc_s, instants.failed
    if column.kind in ("latitude", "longitude"):
        named = {other.kind: other.name for other in columns}
        point = values.parse_coordinates(
            _text(frame, named["latitude"]), _text(frame, named["longitude"])
        )
        if column.kind == "latitude" and point.swapped.any():
            notices.append(Notice("COORDONNEES_INVERSEES", {"rows": int(point.swapped.sum())}))
        return (point.latitude if column.kind == "latitude" else point.longitude), point.failed
    return PARSERS[column.kind](text)


def _rejected(raw: RawTable, faults: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """The rows at fault (REJECTED_SCHEMA): the code of the first fault, every reason."""
    by_row = faults.group_by("row", maintain_order=True).agg(
        pl.col("code").first(), pl.col("reason").str.join(" ")
    )
    lines = raw.frame["line_number"][by_row["row"]]
    rejected = by_row.select(lines, "code", "reason")
    if any(column.personal for column in columns):
        return _masked(rejected, columns)
    return raw.with_raw_text(rejected).select(*REJECTED_SCHEMA)


def _masked(rejected: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Rows of a source about people keep no text: exchanged or shifted columns would show in it
    what the right column hides, and a place with a time is a trace of someone already."""
    if any(column.personal for column in columns):
        return rejected.with_columns(raw_text=pl.lit(MASK))
    return rejected
