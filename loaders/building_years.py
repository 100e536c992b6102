"""Twelve months of each building, all energies, and what they are compared with."""

from datetime import date

import polars as pl

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, last_whole_month, months_before
from data.buildings.vocabulary import COMPLETE_SHARE, FINAL_ENERGIES
from data.months import month_end, month_starts

YEAR_COLUMNS = [column.name for column in schema.building_year.columns]
IS_FINAL = pl.col("energy").is_in(FINAL_ENERGIES)


def building_years(months: pl.DataFrame, last_day: date, buildings: pl.DataFrame) -> pl.DataFrame:
    """out_building_year for every last month that has twelve months behind it.

    `buildings` has building_id and floor_m2.
    """
    parts = [_year(months, last) for last in last_months(months, last_day)]
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(YEAR_COLUMNS, pl.Null))
    years = pl.concat(parts).join(buildings, on="building_id")
    known = {"kwh_m2": pl.col("final_kwh") / pl.col("floor_m2")}
    absent = [name for name in YEAR_COLUMNS if name not in [*years.columns, *known]]
    return years.with_columns(**known, **{name: pl.lit(None) for name in absent}).sort(
        "last_month", "building_id"
    )


def last_months(months: pl.DataFrame, last_day: date) -> list[date]:
    """The whole months that end twelve months of the store, oldest first."""
    if months.is_empty():
        return []
    first, last = months["month"].min(), last_whole_month(last_day)
    return month_starts(first, last)[YEAR_OF_MONTHS - 1 :] if last >= first else []


def _year(months: pl.DataFrame, last: date) -> pl.DataFrame:
    first = months_before(last, YEAR_OF_MONTHS - 1)
    days = (month_end(last) - first).days + 1
    return (
        months.filter(pl.col("month").is_between(first, last))
        .group_by("building_id", "energy")
        .agg(
            *(_whole_sum(name) for name in ("value", "final_kwh", "eur", "kgco2e")),
            share=pl.col("known_days").sum() / days,
        )
        .group_by("building_id")
        .agg(
            _complete("final_kwh", IS_FINAL),
            _complete("eur", IS_FINAL),
            _complete("kgco2e", IS_FINAL),
            _complete("value", pl.col("energy") == "water").alias("water_m3"),
            known_share=pl.coalesce(pl.col("share").filter(IS_FINAL).min(), pl.col("share").min()),
        )
        .with_columns(last_month=pl.lit(last))
    )


def _whole_sum(name: str) -> pl.Expr:
    """The sum of twelve months, null when one of them is not known."""
    column = pl.col(name)
    return pl.when(column.is_not_null().all()).then(column.sum()).alias(name)


def _complete(name: str, which: pl.Expr) -> pl.Expr:
    """The sum over energies, null when there is none or one is not complete."""
    column, share = pl.col(name).filter(which), pl.col("share").filter(which)
    known = (share.min() >= COMPLETE_SHARE) & column.is_not_null().all()
    return pl.when(known).then(column.sum()).alias(name)
