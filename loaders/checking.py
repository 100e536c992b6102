"""From a table of text to typed rows, by the declared columns: all faults of a row at once."""

from collections.abc import Sequence

import polars as pl

from data.quality import Notice
from data.territory import Territory
from loaders import values
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column
from loaders.reading import RawTable

MASK = "•••"

# kind -> (code, what to write instead)
EXPECTED = {
    "text": ("TEXTE_ABSENT", "un texte"),
    "integer": ("NOMBRE_ILLISIBLE", "un nombre entier, par exemple 12"),
    "number": ("NOMBRE_ILLISIBLE", "un nombre, par exemple 1 234,5"),
    "day": ("DATE_ILLISIBLE", "une date, par exemple 31/12/2026"),
    "instant": ("DATE_ILLISIBLE", "une date et une heure, par exemple 31/12/2026 14:05"),
    "boolean": ("OUI_NON_ILLISIBLE", "oui ou non"),
    "commune": ("COMMUNE_ILLISIBLE", "un code INSEE de commune, par exemple 37261"),
    "latitude": ("COORDONNEES_ILLISIBLES", "des degrés décimaux WGS84, par exemple 47,39"),
    "longitude": ("COORDONNEES_ILLISIBLES", "des degrés décimaux WGS84, par exemple 0,69"),
}
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
    faults: list[tuple[str, pl.Series]] = []
    for column in columns:
        text = _text(raw.frame, column.name)
        value, failed = _converted(column, text, raw.frame, columns, territory, ordered, notices)
        typed[column.name] = value.alias(column.name)
        faults.append((_reason(column, "ne se lit pas"), failed))
        if column.required:
            faults.append((_reason(column, "est vide"), value.is_null() & ~failed))
    rows = pl.DataFrame(typed)
    reasons = [
        pl.repeat(None, len(failed), dtype=pl.String, eager=True).set(failed, why)
        for why, failed in faults
    ]
    return _split(raw, rows, reasons, columns, notices)


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


def _reason(column: Column, what: str) -> str:
    code, example = EXPECTED[column.kind]
    code = "VALEUR_ABSENTE" if what == "est vide" else code
    return f"{code}|« {column.name} » {what} : écrivez {example}."


def _split(
    raw: RawTable,
    rows: pl.DataFrame,
    reasons: list[pl.Series],
    columns: Sequence[Column],
    notices: list[Notice],
) -> Batch:
    """Good rows on one side; on the other the rows with a fault, every reason in one text."""
    faults = pl.DataFrame([reason.alias(str(rank)) for rank, reason in enumerate(reasons)])
    first = faults.select(pl.coalesce(pl.all())).to_series()
    bad = first.is_not_null()
    texts = faults.select(
        pl.concat_str(pl.all().str.replace(r"^[A-Z_]+\|", ""), separator=" ", ignore_nulls=True)
    ).to_series()
    rejected = pl.DataFrame(
        {
            "line_number": rows["line_number"],
            "code": first.str.extract(r"^([A-Z_]+)\|"),
            "reason": texts,
        }
    ).filter(bad)
    everything = pl.concat(
        [_with_raw_text(raw, rejected, columns), _masked_rejects(raw.rejected, columns)]
    )
    return Batch(rows.filter(~bad), everything.sort("line_number"), notices)


def _with_raw_text(
    raw: RawTable, rejected: pl.DataFrame, columns: Sequence[Column]
) -> pl.DataFrame:
    """The rejected rows with the text they had; personal cells are masked, never kept."""
    hidden = {column.name for column in columns if column.personal} & set(raw.frame.columns)
    if not hidden:
        return raw.with_raw_text(rejected).select(*REJECTED_SCHEMA)
    cells = [
        pl.lit(MASK) if name in hidden else pl.col(name).fill_null("")
        for name in raw.frame.columns
        if name != "line_number"
    ]
    text = raw.frame.select("line_number", raw_text=pl.concat_str(cells, separator=raw.delimiter))
    return rejected.join(text, on="line_number", how="left").select(*REJECTED_SCHEMA)


def _masked_rejects(rejected: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Rows that are not even rows: their personal cells cannot be told apart, all is masked."""
    if any(column.personal for column in columns):
        return rejected.with_columns(raw_text=pl.lit(MASK))
    return rejected
