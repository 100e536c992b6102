"""Places where conseillers numériques are on duty: the standard 0.1, with their number."""

import polars as pl

from loaders.inclusion.mediation_standard import records_of
from loaders.pipeline import Batch, Context

KEY = "conseillers-numeriques"
PROGRAMME = "Conseillers numériques"


def parse(content: bytes, context: Context) -> Batch:
    """One row a place of the territory: core_inclusion_record."""
    batch = records_of(KEY, content, context)
    # Whatever labels the file gives: such is the list.
    programmes = pl.when(pl.col("programmes").str.contains(PROGRAMME)).then("programmes")
    named = programmes.otherwise(
        pl.concat_str(pl.lit(PROGRAMME), pl.col("programmes").replace("", None), separator="|",
                      ignore_nulls=True)
    )  # fmt: skip
    return Batch(batch.rows.with_columns(named.alias("programmes")), batch.rejected, batch.notices)
