"""Months of public lighting, by cabinet and by territory: what was billed, what was expected."""

from datetime import date

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.territory import Territory
from loaders import store
from loaders.lighting.lighting_stock import by_scope, populations

BILL = {
    "supply_point": pl.String,
    "month": pl.Date,
    "kwh": pl.Float64,
    "eur": pl.Float64,
    "subscription_eur": pl.Float64,
    "commune_code": pl.String,
    "prorated": pl.Boolean,
}
BILLED = ("measured_kwh", "eur", "subscription_eur")


def read_bills(connection: Connection) -> pl.DataFrame:
    """BILL, by supply point and month."""
    bill = schema.light_bill.c
    statement = select(*(bill[name] for name in BILL)).order_by(bill.supply_point, bill.month)
    return store.read(connection, statement, BILL)


def cabinet_bills(bills: pl.DataFrame, stock: pl.DataFrame) -> pl.DataFrame:
    """The part of each bill that is of a cabinet: cabinet_id, month, BILLED, prorated.

    A supply point of several cabinets is shared by their power, equally when it is not known.
    """
    together = pl.col("supply_point")
    power, all_power = pl.col("power_kw"), pl.col("power_kw").sum().over(together)
    shares = stock.select(
        "cabinet_id",
        pl.coalesce("supply_point", "cabinet_id").alias("supply_point"),
        "power_kw",
    ).with_columns(
        share=pl.when(all_power > 0).then(power / all_power).otherwise(1 / pl.len().over(together))
    )
    return bills.join(shares, on="supply_point").select(
        "cabinet_id",
        "month",
        measured_kwh=pl.col("kwh") * pl.col("share"),
        eur=pl.col("eur") * pl.col("share"),
        subscription_eur=pl.col("subscription_eur") * pl.col("share"),
        prorated="prorated",
    )


def unlisted_bills(bills: pl.DataFrame, stock: pl.DataFrame) -> pl.DataFrame:
    """Bills of supply points that no listed cabinet has, as `cabinet_bills`, with their commune.

    Each stands for a cabinet that the inventory does not know: its power is missing.
    """
    known = stock.select(pl.coalesce("supply_point", "cabinet_id").alias("supply_point"))
    return bills.join(known, on="supply_point", how="anti").select(
        pl.col("supply_point").alias("cabinet_id"),
        "commune_code",
        "month",
        measured_kwh="kwh",
        eur="eur",
        subscription_eur="subscription_eur",
        prorated="prorated",
    )


def cabinet_months(
    stock: pl.DataFrame, hours: pl.DataFrame, billed: pl.DataFrame, months: list[date]
) -> pl.DataFrame:
    """One row a cabinet and month of `months`, known or not.

    expected = power × hours as scheduled, full = power × hours without reduction: null without
    any known power or any schedule.
    """
    power = pl.when(pl.col("points_with_power") > 0).then("power_kw")
    every = pl.DataFrame({"month": months}, schema={"month": pl.Date})
    lines = stock.select("cabinet_id", "commune_code", "points", "power_kw", known_kw=power)
    return (
        lines.join(every, how="cross")
        .join(hours, on=["cabinet_id", "month"], how="left")
        .join(billed, on=["cabinet_id", "month"], how="left")
        .with_columns(
            expected_kwh=pl.col("known_kw") * pl.col("hours"),
            full_kwh=pl.col("known_kw") * pl.col("full_hours"),
        )
        .drop("known_kw")
        .sort("cabinet_id", "month")
    )


def known_rows(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines of which something is known."""
    return lines.filter(
        pl.any_horizontal(pl.col("hours", *BILLED).is_not_null())
    )  # fmt: skip


def known_sum(name: str, kept: pl.Expr | None = None) -> pl.Expr:
    """The sum of what is known, null when nothing is: missing is not zero."""
    values = pl.col(name) if kept is None else pl.col(name).filter(kept)
    return pl.when(values.count() > 0).then(values.sum())


def scope_months(lines: pl.DataFrame, unlisted: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """out_light_scope_month: sums of the cabinets of each territory, and of unlisted bills.

    `cabinets` counts every one, as well as the supply points that stand for unlisted ones.
    """
    billed = pl.any_horizontal(pl.col("measured_kwh", "eur").is_not_null())
    every = _with_unlisted(lines, unlisted)
    # A commune is summed once, then added to each of its territories.
    sums = every.group_by("commune_code", "month").agg(
        cabinets=pl.len(),
        billed=billed.sum(),
        power_kw=pl.col("power_kw").sum(),
        expected_kwh=known_sum("expected_kwh"),
        full_kwh=known_sum("full_kwh"),
        billed_expected_kwh=known_sum("expected_kwh", billed),
        billed_full_kwh=known_sum("full_kwh", billed),
        billed_power_kw=known_sum("power_kw", billed & pl.col("expected_kwh").is_not_null()),
        measured_kwh=known_sum("measured_kwh"),
        eur=known_sum("eur"),
        subscription_eur=known_sum("subscription_eur"),
        billed_points=pl.col("points").filter(pl.col("measured_kwh").is_not_null()).sum(),
        prorated=(billed & pl.col("prorated")).sum(),
    )
    people = populations(sums["commune_code"], territory).rename(
        {"population": "billed_population"}
    )
    sums = sums.join(people, on="commune_code", how="left").with_columns(
        pl.when(pl.col("measured_kwh").is_not_null()).then("billed_population")
    )
    counts = ("cabinets", "billed", "power_kw", "billed_points", "prorated")
    territories = by_scope(sums, territory).drop("commune_code").group_by("scope", "month")
    names = [name for name in sums.columns if name not in ("commune_code", "month", *counts)]
    return territories.agg(pl.col(*counts).sum(), *(known_sum(name) for name in names)).sort(
        "scope", "month"
    )


def _with_unlisted(lines: pl.DataFrame, unlisted: pl.DataFrame) -> pl.DataFrame:
    """The lines of cabinets and, every month, those of unlisted supply points."""
    months = lines.select("month").unique() if lines.height else unlisted.select("month").unique()
    places = unlisted.group_by("cabinet_id").agg(pl.col("commune_code").drop_nulls().last())
    absent = (
        places.join(months, how="cross")
        .join(unlisted.drop("commune_code"), on=["cabinet_id", "month"], how="left")
        .with_columns(power_kw=pl.lit(0.0), points=pl.lit(0))
    )
    return pl.concat([lines, absent], how="diagonal_relaxed")
