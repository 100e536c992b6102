"""Twelve months of each building, all energies, and what they are compared with."""

from datetime import date

import numpy as np
import polars as pl

from data import schema
from data.buildings import climate, potential
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.vocabulary import COMPLETE_SHARE, FINAL_ENERGIES
from data.months import month_end, month_starts
from loaders.buildings.building_weather import SUMS, Weather, normals, year_degree_days

YEAR_COLUMNS = [column.name for column in schema.building_year.columns]
IS_FINAL = pl.col("energy").is_in(FINAL_ENERGIES)
IN_KWH = ("final_kwh", "heating_kwh", "cooling_kwh", "eur", "kgco2e")
BUILDING = {
    "building_id": pl.String,
    "category": pl.String,
    "floor_m2": pl.Float64,
    "commune_code": pl.String,
    "station_id": pl.String,
}


def building_years(
    months: pl.DataFrame,
    splits: pl.DataFrame,
    buildings: pl.DataFrame,
    weather: Weather,
) -> pl.DataFrame:
    """out_building_year for every last month that has twelve months behind it.

    `splits` is that of `building_models.month_splits`, `buildings` has BUILDING and population.
    """
    months = _in_kwh(months, splits)
    usual = normals(weather)
    parts = [
        _with_peers(_adjusted(_year(months, last).join(buildings, on="building_id"), around))
        for last in last_months(months)
        for around in [year_degree_days(weather, last).join(usual, on="station_id")]
    ]
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(YEAR_COLUMNS, pl.Null))
    return pl.concat(parts).select(YEAR_COLUMNS).sort("last_month", "building_id")


def _in_kwh(months: pl.DataFrame, splits: pl.DataFrame) -> pl.DataFrame:
    """Months with the heating and cooling of their signature in kWh of final energy."""
    per_unit = pl.col("final_kwh") / pl.col("value")
    return months.join(splits, on=["building_id", "energy", "month"], how="left").with_columns(
        # Nothing used is nothing to heat with.
        pl.when(pl.col("value") > 0).then(pl.col(name) * per_unit).otherwise(pl.col(name))
        .alias(f"{name}_kwh")
        for name in ("heating", "cooling")
    )  # fmt: skip


def last_months(months: pl.DataFrame) -> list[date]:
    """The months that end twelve months of the store, oldest first."""
    if months.is_empty():
        return []
    return month_starts(months["month"].min(), months["month"].max())[YEAR_OF_MONTHS - 1 :]


def _year(months: pl.DataFrame, last: date) -> pl.DataFrame:
    first = months_before(last, YEAR_OF_MONTHS - 1)
    days = (month_end(last) - first).days + 1
    return (
        months.filter(pl.col("month").is_between(first, last))
        .group_by("building_id", "energy")
        .agg(
            *(_whole_sum(name) for name in ("value", *IN_KWH)),
            share=pl.col("known_days").sum() / days,
        )
        .sort("building_id", "energy")
        .group_by("building_id", maintain_order=True)
        .agg(
            *(_complete(name, IS_FINAL) for name in IN_KWH),
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


def _adjusted(years: pl.DataFrame, around: pl.DataFrame) -> pl.DataFrame:
    """Years as they would have been in the normal climate; null without weather or signature."""
    known = years.join(around, on="station_id", how="left", maintain_order="left")
    terms = ["final_kwh", "heating_kwh", "cooling_kwh"]
    terms += [name for sums in SUMS for name in (sums, f"normal_{sums}")]
    adjusted = climate.adjusted(*(_numbers(known, name) for name in terms))
    return years.with_columns(_nullable("adjusted_kwh", adjusted))


def _with_peers(years: pl.DataFrame) -> pl.DataFrame:
    """kWh per square metre, median of the peers and what the difference costs."""
    kwh, floor_m2 = _numbers(years, "final_kwh"), _numbers(years, "floor_m2")
    some = floor_m2 > 0
    kwh_m2 = np.divide(kwh, floor_m2, out=np.full(len(kwh), np.nan), where=some)
    peers = potential.peer_medians(
        kwh_m2, years["category"].to_numpy(), _numbers(years, "population")
    )
    eur_per_kwh = np.divide(
        _numbers(years, "eur"), kwh, out=np.full(len(kwh), np.nan), where=kwh > 0
    )
    worth = potential.potential_eur(kwh_m2, peers.median_kwh_m2, floor_m2, eur_per_kwh)
    return years.with_columns(
        _nullable("kwh_m2", kwh_m2),
        pl.Series("peers", peers.count, dtype=pl.Int64),
        _nullable("peer_median_kwh_m2", peers.median_kwh_m2),
        _nullable("potential_eur", worth),
    )


def _numbers(frame: pl.DataFrame, name: str) -> np.ndarray:
    return frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy()


def _nullable(name: str, values: np.ndarray) -> pl.Series:
    return pl.Series(name, values, dtype=pl.Float64).fill_nan(None)
