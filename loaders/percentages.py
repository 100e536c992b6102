"""Columns of percentages, where "60 %" is 60."""

from dataclasses import replace

import polars as pl

from loaders.reading import RawTable


def without_percent(raw: RawTable, column: str) -> RawTable:
    """The same table, the sign taken off the cells of one column, which is a number then."""
    if column not in raw.frame.columns:
        return raw
    bare = pl.col(column).str.strip_chars().str.strip_suffix("%")
    return replace(raw, frame=raw.frame.with_columns(bare))
