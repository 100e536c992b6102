"""A list of places as a table of text, whether it comes as a CSV or as a JSON array of objects."""

import json
from collections.abc import Sequence

import polars as pl

from loaders.archives import ReadingError, csv_text, unpacked
from loaders.checking import MASK
from loaders.pipeline import REJECTED_SCHEMA, Column
from loaders.reading import RawTable, match_columns, read_table
from loaders.records import Body

NOT_AN_OBJECT = "ELEMENT_ILLISIBLE"
NOTHING = Body("", 0, 0, 0, ";")
HEAD = 1024


def read_records(content: bytes, columns: Sequence[Column]) -> RawTable:
    """The table of a file; of a JSON array, `line_number` is the rank of the object.

    Raises ReadingError when it is neither, or when a required column is absent.
    """
    content = unpacked(content)
    if not content[:HEAD].lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        return read_table(content, columns)
    text, encoding = csv_text(content)
    items = _items(text)
    objects = [(rank, item) for rank, item in enumerate(items, start=1) if isinstance(item, dict)]
    keys = list(dict.fromkeys(key for _, item in objects for key in item))
    named = match_columns(keys, columns) if objects else {}
    titles = {key: named.get(key, key) for key in keys}
    cells = {"line_number": [rank for rank, _ in objects]} | {
        titles[key]: [_cell(item.get(key)) for _, item in objects] for key in reversed(keys)
    }
    types = {"line_number": pl.Int64} | dict.fromkeys((titles[key] for key in keys), pl.String)
    rejected = [
        (rank, NOT_AN_OBJECT, "Cet élément de la liste n’est pas un objet : retirez-le.", MASK)
        for rank, item in enumerate(items, start=1)
        if not isinstance(item, dict)
    ]
    return RawTable(
        frame=pl.DataFrame({name: cells[name] for name in types}, schema=types),
        rejected=pl.DataFrame(rejected, schema=REJECTED_SCHEMA, orient="row"),
        encoding=encoding,
        delimiter="",
        preamble=(),
        footer=(),
        body=NOTHING,
    )


def _items(text: str) -> list[object]:
    try:
        items = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadingError(
            "JSON_ILLISIBLE",
            "Le fichier JSON ne se lit pas : il est sans doute tronqué. Exportez-le de nouveau, "
            "puis relancez.",
        ) from error
    if not isinstance(items, list):
        raise ReadingError(
            "JSON_SANS_LISTE",
            "Le fichier JSON n’est pas une liste de lieux. Exportez la liste elle-même, qui "
            "commence par un crochet ouvrant.",
        )
    return items


def _cell(value: object) -> str | None:
    """The text of a value, None where there is none; items of a list are joined by "|"."""
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)
