"""What names a place of lighting: its cabinet, the supply point that is billed."""

import re

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from loaders import store

CABINET = {"cabinet_id": pl.String, "commune_code": pl.String, "supply_point": pl.String}
# A PRM of fourteen digits of which a spreadsheet ate the first zeros.
SHORT_PRM = re.compile(r"\d{11,13}")
DIGITS_OF_PRM = 14


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
