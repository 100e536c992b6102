"""Powers with their ballast: as given, else multiplied by the reference factor of the lamp."""

from datetime import datetime

import polars as pl
from sqlalchemy import Connection

from data.calendar import PARIS
from data.lighting.vocabulary import LAMPS
from data.quality import Notice
from data.reference_values import read_values
from loaders.counts import spaced

FACTOR = "lamp_ballast_factor"


def with_ballasts(
    connection: Connection, rows: pl.DataFrame, now_s: int, notices: list[Notice]
) -> pl.DataFrame:
    """Rows whose `power_w` counts the ballast, which `with_ballast` says that it did or not.

    W with ballast = W of the lamp × factor of the day. A lamp whose factor is not known has no
    power. What was multiplied is said, factor by factor.
    """
    values, today = read_values(connection), datetime.fromtimestamp(now_s, PARIS).date()
    known = {lamp: values.at(FACTOR, lamp, today) for lamp in LAMPS}
    factors = {lamp: value and value.value for lamp, value in known.items()}
    factor = pl.col("lamp").replace_strict(factors, return_dtype=pl.Float64)
    lacking = ~pl.col("with_ballast").fill_null(False)
    multiplied = rows.filter(lacking & (factor != 1) & pl.col("power_w").is_not_null())
    if multiplied.height:
        lamps = [lamp for lamp in LAMPS if (multiplied["lamp"] == lamp).any()]
        named = ", ".join(f"{LAMPS[lamp]} × {_decimal(factors[lamp])}" for lamp in lamps)
        facts = {"rows": spaced(multiplied.height), "names": named}
        notices.append(Notice("PUISSANCE_SANS_BALLAST", facts))
    return rows.with_columns(
        pl.when(lacking).then(pl.col("power_w") * factor).otherwise("power_w").alias("power_w")
    )


def _decimal(factor: float) -> str:
    return f"{factor:g}".replace(".", ",")
