"""From activities, or counts, to the sums of a place and a month."""

import polars as pl

from data.inclusion.vocabulary import DURATIONS
from loaders.inclusion.activity_words import ANONYMOUS, FOLLOWED

# Minutes at which a band begins, beside the first.
BAND_MINUTES = (30, 60, 120)
PLACE = ("place_key", "place_name", "commune_code", "epci_code", "departement_code", "month",
         "simulated")  # fmt: skip
OWN = ("place_key", "month", "dimension", "item")


def long_counts(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a place, a month, a dimension and an item: their `count`; PLACE beside.

    An activity of two themes counts for both, with all its participants: themes may add up to
    more than the total.
    """
    if rows["by_count"].all():
        parts = [rows.select(*PLACE, "dimension", "item", count="nombre")]
    else:
        parts = _parts(rows)
    others = [name for name in PLACE if name not in OWN]
    return (
        pl.concat(parts)
        .group_by(OWN, maintain_order=True)
        .agg(pl.col("count").sum(), pl.col(others).first())
    )


def _parts(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """What each activity adds to each dimension."""
    minutes = pl.col("durée")
    band = pl.sum_horizontal((minutes >= edge).cast(pl.Int64) for edge in BAND_MINUTES)
    labels = dict(enumerate(DURATIONS))
    bands = band.replace_strict(labels, return_dtype=pl.String)
    people = pl.col("nombre")
    each = rows.explode("themes").drop_nulls("themes")
    ages = rows.explode("ages").drop_nulls("ages")
    return [
        _part(rows, "total", pl.lit(""), people),
        _part(each, "theme", pl.col("themes"), people),
        _part(rows.drop_nulls("canal"), "channel", pl.col("canal"), people),
        _part(rows.drop_nulls("durée"), "duration", bands, people),
        _part(ages, "age", pl.col("ages"), pl.lit(1, pl.Int64)),
        _part(rows.drop_nulls("anonymous"), "public", pl.lit(ANONYMOUS), pl.col("anonymous")),
        _part(rows.drop_nulls("followed"), "public", pl.lit(FOLLOWED), pl.col("followed")),
    ]


def _part(rows: pl.DataFrame, dimension: str, item: pl.Expr, count: pl.Expr) -> pl.DataFrame:
    return rows.select(
        *PLACE, pl.lit(dimension).alias("dimension"), item.alias("item"), count.alias("count")
    )
