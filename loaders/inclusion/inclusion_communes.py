"""What is said of each commune: its fragility, its places, how far the nearest is, its coverage."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.inclusion.distances import great_circle_km, nearest
from data.inclusion.fragility import rank_intervals, ranks, scores
from data.inclusion.vocabulary import INGREDIENTS, LEAST_OPEN_H
from data.territory import Territory
from loaders import store

# Ingredients that are shown as they are: key -> column.
SHOWN = {
    "uncovered_mobile": "uncovered_mobile_pct",
    "aged_65": "aged_65_pct",
    "low_diploma": "low_diploma_pct",
    "poverty": "poverty_pct",
}
COVERAGE_COLUMNS = {"commune_code": pl.String, "fibre_pct": pl.Float64,
                    "from_30_mbit_pct": pl.Float64, "coverage_day": pl.Date}  # fmt: skip
LEAST_SPEEDS = ("from_30_mbit", "from_100_mbit", "from_1_gbit")


def commune_rows(
    connection: Connection, territory: Territory, places: pl.DataFrame
) -> pl.DataFrame:
    """out_inclusion_commune: one row a commune of the territory, null where nothing is known."""
    communes = pl.DataFrame(
        [
            (c.code, c.name, c.epci, c.departement, c.town_hall_lat, c.town_hall_lon, c.population)
            for c in territory.communes
        ],
        schema={
            "commune_code": pl.String, "name": pl.String, "epci_code": pl.String,
            "departement_code": pl.String, "latitude_deg": pl.Float64,
            "longitude_deg": pl.Float64, "population": pl.Int64,
        },
        orient="row",
    )  # fmt: skip
    codes = communes["commune_code"].to_list()
    return (
        communes.with_columns(fragility_columns(ingredients(connection, codes)))
        .with_columns(distance_columns(communes, places))
        .join(_supply(places), on="commune_code", how="left", maintain_order="left")
        .with_columns(
            pl.col("places").fill_null(0),
            # Of a commune without place, a count that some source makes is zero.
            pl.when(pl.lit(places["mediators"].is_not_null().any()))
            .then(pl.col("mediators").fill_null(0))
            .otherwise(None),
        )
        .join(latest_coverage(connection), on="commune_code", how="left", maintain_order="left")
    )


def ingredients(connection: Connection, communes: Sequence[str]) -> np.ndarray:
    """Percent (communes, INGREDIENTS); NaN where not known."""
    table = schema.inclusion_ingredient.c
    found = np.full((len(communes), len(INGREDIENTS)), np.nan)
    row = {code: at for at, code in enumerate(communes)}
    column = {key: at for at, key in enumerate(INGREDIENTS)}
    statement = select(table.commune_code, table.ingredient, table.value_pct)
    for code, key, value_pct in connection.execute(statement):
        if code in row and key in column:
            found[row[code], column[key]] = value_pct
    return found


def fragility_columns(shares_pct: np.ndarray) -> list[pl.Series]:
    """Score, rank and its interval, and the ingredients shown as they are."""
    weights = np.array([one.weight for one in INGREDIENTS.values()])
    score = scores(shares_pct, weights)
    low, high = rank_intervals(shares_pct, weights)
    position = list(INGREDIENTS)
    ranked = {"rank": ranks(score), "rank_low": low, "rank_high": high}
    return [
        _known("fragility", score),
        *(_known(name, values).cast(pl.Int64) for name, values in ranked.items()),
        *(_known(name, shares_pct[:, position.index(key)]) for key, name in SHOWN.items()),
    ]


def _known(name: str, values: np.ndarray) -> pl.Series:
    return pl.Series(name, values, dtype=pl.Float64).fill_nan(None)


def distance_columns(communes: pl.DataFrame, places: pl.DataFrame) -> list[pl.Series]:
    """How far the town hall is from the nearest place, and from the nearest that is open enough.

    A place drawn at its town hall is there; one whose hours are not known is not open.
    """
    located = places.filter(pl.col("latitude_deg").is_not_null())
    is_open = (located["open_h_week"] >= LEAST_OPEN_H).fill_null(False).to_numpy()
    axes = ("latitude_deg", "longitude_deg")
    km = great_circle_km(
        *(communes[axis].to_numpy() for axis in axes), *(located[axis].to_numpy() for axis in axes)
    )
    at, nearest_km = nearest(km)
    _at, open_km = nearest(km[:, is_open])
    names = located["place_id"].to_list()
    return [
        _known("nearest_km", nearest_km),
        pl.Series("nearest_place_id", [names[n] if n >= 0 else None for n in at], dtype=pl.String),
        _known("nearest_open_km", open_km),
    ]


def _supply(places: pl.DataFrame) -> pl.DataFrame:
    return (
        places.drop_nulls("commune_code")
        .group_by("commune_code")
        .agg(places=pl.len().cast(pl.Int64), mediators=pl.col("mediators").sum())
    )


def latest_coverage(connection: Connection) -> pl.DataFrame:
    """Shares of premises at the last day known of each commune; null without premises."""
    columns = {column.name: pl.Int64 for column in schema.inclusion_coverage.columns}
    columns |= {"commune_code": pl.String, "day": pl.Date, "simulated": pl.Boolean}
    rows = store.read(connection, select(*schema.inclusion_coverage.columns), columns)

    def share(count: pl.Expr) -> pl.Expr:
        return pl.when(pl.col("premises") > 0).then(100 * count / pl.col("premises"))

    return (
        rows.sort("day")
        .unique("commune_code", keep="last")
        .select(
            "commune_code",
            share(pl.col("from_1_gbit")).alias("fibre_pct"),
            share(pl.sum_horizontal(LEAST_SPEEDS)).alias("from_30_mbit_pct"),
            pl.col("day").alias("coverage_day"),
        )
        .cast(COVERAGE_COLUMNS)
    )
