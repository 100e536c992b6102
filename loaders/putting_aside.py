"""Rows put aside by a source's own rules: at reading, or by what the store holds."""

from collections.abc import Mapping

import polars as pl

from loaders.pipeline import REJECTED_SCHEMA, Batch
from loaders.reading import RawTable


def sorted_out(
    raw: RawTable, batch: Batch, rows: pl.DataFrame, reasons: Mapping[str, str]
) -> Batch:
    """The rows without `code`, the others put aside for the reason that it names."""
    faulty = rows.drop_nulls("code").select(
        "line_number", "code", pl.col("code").replace_strict(reasons).alias("reason")
    )
    rejected = pl.concat([batch.rejected, raw.with_raw_text(faulty).select(*REJECTED_SCHEMA)])
    kept = rows.filter(pl.col("code").is_null()).drop("code")
    return Batch(kept, rejected.sort("line_number"), batch.notices)


def refused(rows: pl.DataFrame, code: str, reasons: Mapping[str, str]) -> pl.DataFrame:
    """REJECTED_SCHEMA of typed rows (`line_number` first) that the content of the store refuses."""
    cells = [pl.col(name).cast(pl.String).fill_null("") for name in rows.columns[1:]]
    return rows.select(
        "line_number",
        pl.lit(code).alias("code"),
        pl.lit(reasons[code]).alias("reason"),
        pl.concat_str(cells, separator=";").alias("raw_text"),
    )
