"""What names a place of lighting: its commune, its cabinet, the supply point that is billed."""

import re
from dataclasses import replace

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.territory import normalise_commune_code
from loaders import store
from loaders.pipeline import Column
from loaders.reading import RawTable

PLACE_COLUMNS = (
    Column("code commune", "commune", "Code INSEE", "37261", required=False,
           aliases=("insee", "code insee", "commune insee", "insee commune")),
    Column("code postal", "text", "À défaut de code INSEE", "37000", required=False,
           aliases=("cp",)),
    Column("ville", "text", "Nom de la commune, avec le code postal", "Tours", required=False,
           aliases=("commune",)),
)  # fmt: skip
CABINET = {"cabinet_id": pl.String, "commune_code": pl.String, "supply_point": pl.String}
# A PRM of fourteen digits of which a spreadsheet ate the first zeros.
SHORT_PRM = re.compile(r"\d{11,13}")
DIGITS_OF_PRM = 14


def with_commune_codes(raw: RawTable) -> RawTable:
    """Codes that stand in a column of names ("commune") read as codes."""
    if "ville" not in raw.frame.columns or "code commune" in raw.frame.columns:
        return raw
    names = raw.frame["ville"].unique().drop_nulls()
    if names.is_empty() or not all(normalise_commune_code(name) for name in names):
        return raw
    return replace(raw, frame=raw.frame.rename({"ville": "code commune"}))


def supply_points(texts: pl.Series) -> pl.Series:
    """Supply points as they are stored: capitals, the zeros of a PRM put back."""
    return texts.map_elements(_supply_point, return_dtype=pl.String)


def _supply_point(text: str) -> str:
    digits = "".join(text.split())
    if SHORT_PRM.fullmatch(digits):
        return digits.zfill(DIGITS_OF_PRM)
    return digits if digits.isdigit() else " ".join(text.split()).upper()


def known_cabinets(connection: Connection) -> pl.DataFrame:
    """CABINET: every cabinet of the store."""
    cabinet = schema.light_cabinet.c
    return store.read(connection, select(*(cabinet[name] for name in CABINET)), CABINET)
