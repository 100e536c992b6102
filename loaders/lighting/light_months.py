"""Bills as whole months, and the months that are only a share of a longer bill."""

from datetime import date

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from loaders import store

KEY = ["supply_point", "month"]
AMOUNTS = ("kwh", "eur", "subscription_eur")
BILL = {
    "supply_point": pl.String,
    "month": pl.Date,
    "kwh": pl.Float64,
    "eur": pl.Float64,
    "subscription_eur": pl.Float64,
    "commune_code": pl.String,
    "epci_code": pl.String,
    "departement_code": pl.String,
    "prorated": pl.Boolean,
    "simulated": pl.Boolean,
}
# Daily consumptions of two neighbouring months closer than that are one invoice shared by days:
# nights lengthen or shorten by more than 1 % from any month to the next.
SAME_SHARE = 1e-3


def is_whole_month() -> pl.Expr:
    """Whether a bill (first_day, last_day) is of exactly one month."""
    first, last = pl.col("first_day"), pl.col("last_day")
    return (first == first.dt.month_start()) & (last == first.dt.month_end())


def pieces(bills: pl.DataFrame) -> pl.DataFrame:
    """The share of each bill in each of its months, by days, both ends included.

    Columns: line_number, KEY, days, AMOUNTS, `prorated` when the bill goes beyond the month.
    """
    months = bills.with_columns(
        pl.date_ranges(
            pl.col("first_day").dt.month_start(), pl.col("last_day").dt.month_start(), "1mo"
        ).alias("month")
    ).explode("month")
    start = pl.max_horizontal("first_day", "month")
    end = pl.min_horizontal("last_day", pl.col("month").dt.month_end())
    days = (end - start).dt.total_days() + 1
    length = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    return months.select(
        "line_number",
        *KEY,
        days.alias("days"),
        *(pl.col(name) * days / length for name in AMOUNTS),
        (days < length).alias("prorated"),
    )


def whole_months(shares: pl.DataFrame) -> pl.DataFrame:
    """Sums of the pieces of the months that they cover whole (KEY, AMOUNTS, prorated).

    A sum of which a piece is missing is missing.
    """
    known = [
        pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)
        for name in AMOUNTS
    ]
    return (
        shares.group_by(KEY)
        .agg(pl.col("days").sum(), *known, pl.col("prorated").any())
        .filter(pl.col("days") == pl.col("month").dt.month_end().dt.day())
        .drop("days")
        .sort(KEY)
    )


def flat_months(connection: Connection, months: pl.DataFrame) -> pl.DataFrame:
    """KEY of the months, given or stored, whose kWh by day equal those of a neighbouring month."""
    everything = (
        _with_stored(connection, months)
        .sort(KEY)
        .with_columns((pl.col("kwh") / pl.col("month").dt.month_end().dt.day()).alias("daily"))
    )
    before, month_before = (
        pl.col(name).shift(1).over("supply_point") for name in ("daily", "month")
    )
    same = (
        (month_before == pl.col("month").dt.offset_by("-1mo"))
        & (pl.col("daily") > 0)
        & ((pl.col("daily") - before).abs() <= SAME_SHARE * before)
    ).fill_null(False)
    return (
        everything.with_columns(same.alias("same"))
        .filter(pl.col("same") | pl.col("same").shift(-1).over("supply_point").fill_null(False))
        .select(KEY)
    )


def marked(connection: Connection, months: pl.DataFrame, flat: pl.DataFrame) -> pl.DataFrame:
    """BILL of the given months, and of the stored ones that are found to be shares."""
    shares = flat.with_columns(flat=pl.lit(True))
    everything = _with_stored(connection, months).join(shares, on=KEY, how="left")
    is_share = pl.col("prorated") | pl.col("flat").fill_null(False)
    found = everything.with_columns(
        is_share.alias("prorated"), (is_share & ~pl.col("prorated")).alias("changed")
    )
    given = found.join(months, on=KEY, how="semi")
    stored = found.join(months, on=KEY, how="anti").filter("changed")
    return pl.concat([given, stored]).select(BILL.keys())


def _with_stored(connection: Connection, months: pl.DataFrame) -> pl.DataFrame:
    """The given months, and the others that the store holds of the same supply points."""
    bill = schema.light_bill.c
    first, last = months["month"].min() or date.min, months["month"].max() or date.max
    statement = select(*(bill[name] for name in BILL))
    stored = store.read(connection, statement, BILL)
    # Only months that touch those given may be found to be shares of the same bill.
    near = stored.filter(
        pl.col("month").is_between(
            pl.lit(first).dt.offset_by("-24mo"), pl.lit(last).dt.offset_by("24mo")
        )
    )
    own = near.join(months, on="supply_point", how="semi").join(months, on=KEY, how="anti")
    return pl.concat([months.select(BILL.keys()).cast(BILL), own])
