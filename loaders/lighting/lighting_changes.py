"""Months against the same ones a year before, on the cabinets billed both times."""

import polars as pl

from data.lighting.bill_parts import WORKS_SHARE, Billed, changes
from data.territory import Territory
from loaders.lighting.lighting_stock import by_scope

READ = ("hours", "measured_kwh", "eur", "subscription_eur")


def scope_changes(
    lines: pl.DataFrame, unlisted: pl.DataFrame, points: pl.DataFrame, territory: Territory
) -> pl.DataFrame:
    """out_light_change: sums of the cabinets of each territory, and of unlisted supply points.

    kWh are of the cabinets with kWh at both dates, euros of those with euros at both.
    """
    kept = ("cabinet_id", "commune_code", "month", *READ)
    timeless = unlisted.with_columns(hours=pl.lit(None, pl.Float64))
    bills = pl.concat([lines.select(kept), timeless.select(kept)]).filter(
        pl.any_horizontal(pl.col("measured_kwh", "eur").is_not_null())
    )
    before = bills.select(
        "cabinet_id",
        pl.col("month").dt.offset_by("1y"),
        pl.col(*READ).name.suffix("_before"),
    )
    pairs = (
        bills.join(before, on=["cabinet_id", "month"])
        .with_columns(year=pl.col("month").dt.year().cast(pl.Int64))
        .join(_works(points), on=["cabinet_id", "year"], how="left")
    )
    parts = pairs.select("commune_code", "month").hstack(_parts(pairs))
    sums = parts.group_by("commune_code", "month").sum()
    by_territory = by_scope(sums, territory).drop("commune_code").group_by("scope", "month")
    return by_territory.sum().sort("scope", "month")


def _works(points: pl.DataFrame) -> pl.DataFrame:
    """cabinet_id, year, works: whether lamps were laid in a year or the one before."""
    together = pl.col("cabinet_id")
    laid = (
        points.select("cabinet_id", "installed_year", count=pl.len().over(together))
        .group_by("cabinet_id", year="installed_year")
        .agg(share=pl.len() / pl.col("count").first())
    )
    following = laid.with_columns(pl.col("year") + 1)
    return (
        pl.concat([laid, following])
        .group_by("cabinet_id", "year")
        .agg(works=pl.col("share").sum() >= WORKS_SHARE)
    )


def _parts(pairs: pl.DataFrame) -> pl.DataFrame:
    """The columns of out_light_change for each cabinet and month: 0 where it is not comparable."""
    before, after = (
        Billed(*(pairs[f"{name}{suffix}"].to_numpy().astype(float) for name in READ))
        for suffix in ("_before", "")
    )
    works = pairs["works"].fill_null(False).to_numpy()
    return pl.DataFrame(changes(before, after, works))
