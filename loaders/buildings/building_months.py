"""Months of each building and of each territory, from days: kWh, €, CO2 equivalent."""

from datetime import date

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings.months import last_whole_month
from data.buildings.vocabulary import COMPLETE_SHARE, FINAL_ENERGIES
from data.reference_values import ReferenceValues
from data.territory import Territory
from loaders.buildings.building_days import EnergyDays
from loaders.series import scopes_of_commune

MONTH = {
    "building_id": pl.String,
    "month": pl.Date,
    "value": pl.Float64,
    "known_days": pl.Int64,
    "spread_days": pl.Int64,
}
SUMMED = ("value", "final_kwh", "eur", "kgco2e")


def building_months(energies: list[EnergyDays], values: ReferenceValues) -> pl.DataFrame:
    """out_building_month: one row a building, energy and whole month with a known day at least.

    The month that is not over on the last day of the store waits for its end.
    """
    parts = [_months_of(energy).with_columns(energy=pl.lit(energy.energy)) for energy in energies]
    if not parts:
        columns = [column.name for column in schema.building_month.columns]
        kinds = {"building_id": pl.String, "month": pl.Date, "energy": pl.String}
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.Float64) | kinds)
    months = pl.concat(parts).with_columns(
        days=pl.col("month").dt.days_in_month().cast(pl.Int64),
    )
    factors = _factors(months.select("month", "energy").unique(), values)
    return (
        months.join(factors, on=["month", "energy"])
        .with_columns(
            final_kwh=pl.col("value") / pl.col("units_per_final_kwh"),
            eur=pl.col("value") * pl.col("eur_per_unit"),
        )
        .with_columns(kgco2e=pl.col("final_kwh") * pl.col("kgco2e_per_kwh"))
        .select(column.name for column in schema.building_month.columns)
        .filter(pl.col("month") <= last_whole_month(energies[0].last))
        .sort("month", "building_id", "energy")
    )


def _months_of(energy: EnergyDays) -> pl.DataFrame:
    months = energy.days.astype("datetime64[M]")
    starts = np.flatnonzero(np.r_[True, months[1:] != months[:-1]])
    known_days = np.add.reduceat(energy.known.astype(np.int64), starts, axis=1)
    value = np.add.reduceat(np.nan_to_num(energy.value), starts, axis=1)
    spread_days = np.add.reduceat((energy.spread & energy.known).astype(np.int64), starts, axis=1)
    row, column = np.nonzero(known_days)
    return pl.DataFrame(
        {
            "building_id": np.array(energy.buildings, dtype=object)[row].tolist(),
            "month": months[starts][column].astype("datetime64[D]"),
            "value": value[row, column],
            "known_days": known_days[row, column],
            "spread_days": spread_days[row, column],
        },
        schema=MONTH,
    )


def _factors(lines: pl.DataFrame, values: ReferenceValues) -> pl.DataFrame:
    """What turns a unit of an energy into kWh, € and kg in a month: the values of its first day."""
    rows = [
        (month, energy, *_factors_of(energy, month, values)) for month, energy in lines.iter_rows()
    ]
    names = ("units_per_final_kwh", "eur_per_unit", "kgco2e_per_kwh")
    kinds = {"month": pl.Date, "energy": pl.String, **dict.fromkeys(names, pl.Float64)}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _factors_of(
    energy: str, month: date, values: ReferenceValues
) -> tuple[float | None, float | None, float | None]:
    return (
        units_per_final_kwh(energy, month, values),
        number_at(values, "price_eur_per_unit", energy, month),
        number_at(values, "co2_kg_per_kwh", energy, month),
    )


def units_per_final_kwh(energy: str, day: date, values: ReferenceValues) -> float | None:
    """Units of a meter for one kWh of final energy: gas is metered in PCS; None for water."""
    if energy == "gas":
        return number_at(values, "gas_pcs_per_pci", "gas", day)
    return 1.0 if energy in FINAL_ENERGIES else None


def number_at(values: ReferenceValues, kind: str, item: str, day: date) -> float | None:
    """A reference value on a day; None before the first that is known."""
    found = values.at(kind, item, day)
    return None if found is None else found.value


def building_scopes(connection: Connection, territory: Territory) -> pl.DataFrame:
    """Every territory of each building: building_id, scope."""
    building = schema.building.c
    rows = [
        (identifier, scope)
        for identifier, code in connection.execute(
            select(building.building_id, building.commune_code)
        )
        for scope in scopes_of_commune(territory, code)
    ]
    return pl.DataFrame(rows, {"building_id": pl.String, "scope": pl.String}, orient="row")


def scope_months(months: pl.DataFrame, scopes: pl.DataFrame) -> pl.DataFrame:
    """out_building_scope_month: everything known, and what is complete both years.

    A month of a territory without any known day has no row: missing is not zero.
    """
    complete = pl.col("known_days") >= COMPLETE_SHARE * pl.col("days")
    before = months.filter(complete).select(
        "building_id", "energy", pl.col("month").dt.offset_by("1y"), value_before="value"
    )
    common = complete & pl.col("value_before").is_not_null()
    lines = months.join(before, on=["building_id", "energy", "month"], how="left").join(
        scopes, on="building_id"
    )
    with_energy = lines.group_by("scope", "energy").agg(buildings=pl.col("building_id").n_unique())
    sums = lines.group_by("scope", "month", "energy").agg(
        *(known_sum(name) for name in SUMMED),
        complete=complete.sum(),
        common=common.sum(),
        common_value=known_sum("value", common),
        common_value_before=known_sum("value_before", common),
    )
    return (
        sums.join(with_energy, on=["scope", "energy"])
        .select(column.name for column in schema.building_scope_month.columns)
        .sort("scope", "month", "energy")
    )


def known_sum(name: str, where: pl.Expr | None = None) -> pl.Expr:
    """The sum of what is known, null when nothing is."""
    column = pl.col(name) if where is None else pl.col(name).filter(where)
    known = column.is_not_null().any()
    return pl.when(known).then(column.sum()).alias(name if where is None else _COMMON[name])


_COMMON = {"value": "common_value", "value_before": "common_value_before"}
