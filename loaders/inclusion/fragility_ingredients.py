"""The ingredients of fragility by commune, as they are published, and in which sense they go.

A published column is named after coverage and holds the share that is *not* covered. What a column
says is verified at each load; a file of which one goes the other way is refused.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.territory import load_territory
from loaders import store
from loaders.inclusion.by_commune import (
    CODE,
    TWICE,
    absent_notice,
    commune_column,
    of_territory,
    put_aside,
)
from loaders.inclusion.column_sense import refuse_reversed
from loaders.percentages import without_percent
from loaders.pipeline import Batch, Column, Context, Written
from loaders.reading import RawTable, read_table
from loaders.simulated import INCLUSION, refuse_mixing

KEY = "ingredients-fragilite"
# Ingredient -> its column in our template, the published title, what it is, an example.
SHARES = {
    "uncovered_fast": (
        "sans très haut débit", "TAUX_COUVERTURE_THD",
        "Part des locaux SANS 30 Mbit/s, en % (le titre publié dit le contraire)", "5,9",
    ),
    "uncovered_mobile": (
        "couverture mobile", "COUVERTURE_MOBILE",
        "Part COUVERTE par un réseau mobile, de 0 à 1 ou en %", "1",
    ),
    "aged_65": ("65 ans ou plus", "TX_65ETPLUS", "Part des 65 ans ou plus, en %", "21,8"),
    "low_diploma": (
        "peu diplômés", "TX_NSCOL15P",
        "Part des 15 ans ou plus non scolarisés sans diplôme ou sans baccalauréat, en %", "36,2",
    ),
    "poverty": ("pauvreté", "TX_POVERTY", "Taux de pauvreté, en %", "34,4"),
}  # fmt: skip
TITLES = {key: title for key, (title, *_) in SHARES.items()}
# What a file may hold beside, by which its own columns are verified.
PREMISES = {"nbr": "Locaux", "elig_thd100": "Dont 100 Mbit/s à 1 Gbit/s",
            "elig_thd1g": "Dont 1 Gbit/s ou plus"}  # fmt: skip
COLUMNS = (
    commune_column(),
    *(
        Column(title, "number", help, example, required=key == "uncovered_fast",
               aliases=(published,))
        for key, (title, published, help, example) in SHARES.items()
    ),
    Column("année", "integer", "Année que décrit la ligne, vide quand elle n’est pas dite", "",
           required=False, aliases=("annee", "millésime", "year")),
    *(Column(name, "number", help, "", required=False) for name, help in PREMISES.items()),
)  # fmt: skip
INGREDIENT = tuple(column.name for column in schema.inclusion_ingredient.columns)
YEARS = (1990, 2100)
REASONS = {
    "PART_IMPOSSIBLE": "Une part n’est pas entre 0 et 100 % : vérifiez la ligne.",
    "ANNEE_IMPOSSIBLE": "L’année n’est pas lisible : écrivez par exemple 2021.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a commune: commune_code, year, one column an ingredient, in %; its premises."""
    raw = _in_numbers(read_table(content, COLUMNS))
    # Of a column that is empty, any cell may be missing.
    needed = tuple(replace(column, required=column.name == CODE) for column in COLUMNS)
    batch, territory = of_territory(raw, needed, context)
    shares = _shares(batch.rows)
    own_first = shares.sort(pl.col("own_code") != pl.col(CODE), "line_number", maintain_order=True)
    first = own_first.filter(pl.col(CODE).is_first_distinct())["line_number"]
    coded = shares.with_columns(
        pl.when(pl.any_horizontal(~pl.col(key).is_between(0, 100) for key in SHARES))
        .then(pl.lit("PART_IMPOSSIBLE"))
        .when(~pl.col("année").is_between(*YEARS))
        .then(pl.lit("ANNEE_IMPOSSIBLE"))
        .when(~pl.col("line_number").is_in(first.implode()))
        .then(pl.lit(TWICE))
        .alias("code")
    )
    found = put_aside(raw, Batch(coded, batch.rejected, batch.notices), REASONS)
    rows = found.rows.select(
        "line_number",
        pl.col(CODE).alias("commune_code"),
        pl.col("année").alias("year"),
        *SHARES,
        *PREMISES,
        pl.lit(context.simulated).alias("simulated"),
    )
    known = rows.filter(pl.any_horizontal(pl.col(key).is_not_null() for key in SHARES))
    absent = absent_notice("COMMUNES_SANS_INGREDIENT", known["commune_code"], territory)
    return Batch(rows, found.rejected, [*found.notices, *absent])


def _in_numbers(raw: RawTable) -> RawTable:
    for title in TITLES.values():
        raw = without_percent(raw, title)
    return raw


def _shares(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows under the names of ingredients: mobile coverage as the share that is not covered.

    A column of mobile coverage that never exceeds 1 is a fraction, not a percentage.
    """
    rows = rows.rename({title: key for key, title in TITLES.items()})
    most = rows["uncovered_mobile"].max()
    scale = 100 if most is not None and most <= 1 else 1
    return rows.with_columns(uncovered_mobile=100 - scale * pl.col("uncovered_mobile"))


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Replace the ingredients that the file holds; those that it does not hold stay."""
    refuse_mixing(connection, context, INCLUSION)
    territory = load_territory(Path(context.settings.territory_dir))
    rows = batch.rows
    if rows.is_empty():
        return Written(None, None)
    refuse_reversed(rows, territory, connection)
    long = rows.unpivot(
        SHARES, index=["commune_code", "year", "simulated"],
        variable_name="ingredient", value_name="value_pct",
    ).drop_nulls("value_pct")  # fmt: skip
    table = schema.inclusion_ingredient
    held = long["ingredient"].unique().to_list()
    connection.execute(delete(table).where(table.c.ingredient.in_(held)))
    store.insert(connection, table, long.select(INGREDIENT))
    # Imported late: ingredients alone do not need what is made of them.
    from loaders.inclusion import inclusion_rollup

    inclusion_rollup.rebuild(connection, territory)
    return Written(*_days(rows["year"]))


def _days(years: pl.Series) -> tuple[date | None, date | None]:
    """The first and the last day of the years; None where none is said."""
    if years.null_count() == len(years):
        return None, None
    return date(years.min(), 1, 1), date(years.max(), 12, 31)
