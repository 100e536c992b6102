"""Identifiers of meters as spreadsheets leave them: quoted, rounded, without their first zero.

A PRM has 14 digits, and so has the PCE of most gas meters.
"""

import re

import polars as pl

DIGITS_OF_PRM = 14
# A spreadsheet has rewritten the identifier as a rounded number: "3,00012E+13".
REWRITTEN = r"(?i)^\s*\d[.,]?\d*e\+?\d+\s*$"
# What spreadsheets put around a number to keep it a text: '300…, ="300…".
WRAPPING = re.compile(r"\s|^=?[\"'’]+|[\"']+$")
DECIMAL_ZERO = re.compile(rf"^(\d{{{DIGITS_OF_PRM - 1},{DIGITS_OF_PRM}}})[.,]0+$")
ONE_DIGIT_SHORT = rf"^\D*\d{{{DIGITS_OF_PRM - 1}}}\D*$"


def bare_name(text: str) -> str:
    """An identifier without spaces, quotation marks nor the ",0" of a number."""
    return DECIMAL_ZERO.sub(r"\1", WRAPPING.sub("", text.strip()))


def bare_names(texts: pl.Series) -> pl.Series:
    """`bare_name` of each text."""
    found = {text: bare_name(text) for text in texts.drop_nulls().unique()}
    return texts.replace_strict(found, default=None, return_dtype=pl.String)


def with_first_zero(name: pl.Expr) -> pl.Expr:
    """The identifier, with the first zero that a number of 13 digits has lost."""
    short = name.str.contains(ONE_DIGIT_SHORT)
    return pl.when(short).then(name.str.zfill(DIGITS_OF_PRM)).otherwise(name)


def lost_zero() -> pl.Expr:
    """Whether `meter`, as a file writes it, is `meter_id` without its first zero."""
    short = pl.col("meter").str.contains(ONE_DIGIT_SHORT)
    return (short & pl.col("meter_id").str.contains(rf"^0\d{{{DIGITS_OF_PRM - 1}}}$")).fill_null(
        False
    )


def unknown_code() -> pl.Expr:
    """Why `meter` is no meter of the store; null where `meter_id` says which it is."""
    return (
        pl.when(pl.col("meter_id").is_not_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("meter").str.contains(REWRITTEN))
        .then(pl.lit("COMPTEUR_ILLISIBLE"))
        .when(pl.col("meter").str.contains(ONE_DIGIT_SHORT))
        .then(pl.lit("PRM_INCOMPLET"))
        .otherwise(pl.lit("COMPTEUR_INCONNU"))
    )
