"""Identifiers as the store writes them."""

import polars as pl


def as_stored(texts: pl.Series, known: pl.Series) -> pl.Series:
    """The known identifier that each text is, whatever its case; null where it is none."""
    by_capitals = {name.upper(): name for name in known.to_list()}
    return texts.str.to_uppercase().replace_strict(
        by_capitals, default=None, return_dtype=pl.String
    )
