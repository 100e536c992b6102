"""Days of customers' meters: from steps, and carried on from one file to the next.

A day: customer_no, day, volume_m3, least_l_per_h (of its hours, where 20 or more are known one by
one), hours (how many of the day the volume covers), last_index_m3. The order in which files are
loaded does not change the days.
"""

from datetime import timedelta

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.series.rollups import day_start_s
from loaders import store
from loaders.water.customer_steps import HOUR_S, HOURLY_S

DAY = {
    "customer_no": pl.Int64,
    "day": pl.Date,
    "volume_m3": pl.Float64,
    "least_l_per_h": pl.Float64,
    "hours": pl.Int64,
    "last_index_m3": pl.Float64,
}
KEY = ["customer_no", "day"]
LITRES = 1000
# Of a day, the hours that must be known for its least hour, or to carry on from its index.
LEAST_HOURS = 20
# A file that begins so late in a day has a part of it only, whatever follows.
LATE_S = HOURLY_S
# Tenths of a litre: below, the arithmetic speaks.
DECIMALS, SAME_M3 = 4, 0.0005
# A day whose net flow is more negative than this has no volume.
NEGATIVE_M3 = -0.005
# What may flow, unread, between two files: no more than in the two days, plus this.
UNREAD_M3 = 0.5


def days_of(steps: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The days of steps in order, with their `day`, and the steps of days that run backwards.

    `late`: the first hours of the day are not in the file.
    """
    lag_h = (pl.col("at_s") - pl.col("before_s")) / HOUR_S
    known = pl.col("volume_m3").is_not_null()
    hourly = known & (lag_h <= HOURLY_S / HOUR_S)
    by_hour = LITRES * pl.col("volume_m3") / lag_h
    sums = (
        steps.group_by(KEY, maintain_order=True)
        .agg(
            pl.col("volume_m3").sum(),
            pl.col("before_s").first().alias("first_s"),
            lag_h.filter(known).sum().alias("covered_h"),
            lag_h.filter(hourly).sum().alias("hourly_h"),
            by_hour.filter(hourly).min().clip(0).round(3).alias("least_l_per_h"),
            # Where another meter counts, indexes of before and after do not follow each other.
            pl.when(known.all())
            .then(pl.col("index_m3").last())
            .round(DECIMALS)
            .alias("last_index_m3"),
        )
        # Some seconds on the other side of midnight are no day.
        .filter(pl.col("covered_h").round() > 0)
    )
    # Hours are read by the second: twenty of them may be some seconds short.
    least_known = pl.col("hourly_h") > LEAST_HOURS - 0.1
    days = sums.with_columns(
        pl.col("volume_m3").round(DECIMALS),
        pl.when(least_known).then("least_l_per_h").alias("least_l_per_h"),
        pl.min_horizontal(pl.col("covered_h").round().cast(pl.Int64), _length_h()).alias("hours"),
    )
    backwards = days.filter(pl.col("volume_m3") < NEGATIVE_M3)
    forwards = days.filter(pl.col("volume_m3") >= NEGATIVE_M3)
    late = pl.col("first_s") - day_start_s(pl.col("day")) > LATE_S
    return (
        forwards.select(*DAY, late.alias("late")).with_columns(pl.col("volume_m3").clip(0)),
        steps.join(backwards, on=KEY, how="semi"),
    )


def _length_h() -> pl.Expr:
    """23, 24 or 25."""
    after = day_start_s(pl.col("day").dt.offset_by("1d"))
    return (after - day_start_s(pl.col("day"))) // HOUR_S


def continued(days: pl.DataFrame) -> pl.DataFrame:
    """Days that take what flowed, unread, between the last index of one and the first of the next.

    After a whole day it belongs to the next one; else it ends the day, which is then whole. Only
    between days of which 20 hours are known: of others nobody knows which hours are missing.
    """
    return _ended(_begun(days.sort(KEY)))


def _begun(days: pl.DataFrame) -> pl.DataFrame:
    before = pl.col("day", "hours", "volume_m3", "last_index_m3").shift().over("customer_no")
    rows = days.with_columns(before.name.prefix("previous_"), _length_h().alias("length_h"))
    rows = rows.with_columns(pl.col("length_h").shift().over("customer_no").alias("previous_h"))
    unread = _first_index() - pl.col("previous_last_index_m3")
    fits = (
        (pl.col("previous_day") == pl.col("day").dt.offset_by("-1d"))
        & (pl.col("previous_hours") >= pl.col("previous_h"))
        & (pl.col("hours") >= LEAST_HOURS)
        & (unread > SAME_M3)
        & (unread <= UNREAD_M3 + pl.col("volume_m3") + pl.col("previous_volume_m3"))
    )
    more = pl.when(fits.fill_null(False)).then(unread).otherwise(0.0)
    return rows.with_columns((pl.col("volume_m3") + more).round(DECIMALS)).select(DAY.keys())


def _ended(days: pl.DataFrame) -> pl.DataFrame:
    after = pl.struct(
        "day", "hours", "volume_m3", _first_index().round(DECIMALS).alias("first_index_m3")
    ).shift(-1)
    rows = days.with_columns(after.over("customer_no").alias("next"), _length_h().alias("length_h"))
    following = pl.col("next").struct
    unread = following.field("first_index_m3") - pl.col("last_index_m3")
    fits = (
        (following.field("day") == pl.col("day").dt.offset_by("1d"))
        & (pl.col("hours") >= LEAST_HOURS)
        & (pl.col("hours") < pl.col("length_h"))
        & (unread > -SAME_M3)
        & (unread <= UNREAD_M3 + pl.col("volume_m3") + following.field("volume_m3"))
    ).fill_null(False)
    return rows.with_columns(
        pl.when(fits)
        .then((pl.col("volume_m3") + unread.clip(0)).round(DECIMALS))
        .otherwise("volume_m3")
        .alias("volume_m3"),
        pl.when(fits).then("length_h").otherwise("hours").alias("hours"),
        pl.when(fits)
        .then(following.field("first_index_m3"))
        .otherwise("last_index_m3")
        .alias("last_index_m3"),
    ).select(pl.col(name).cast(kind) for name, kind in DAY.items())


def _first_index() -> pl.Expr:
    """The index at the start of what is known of a day."""
    return pl.col("last_index_m3") - pl.col("volume_m3")


def write_days(connection: Connection, days: pl.DataFrame) -> pl.DataFrame:
    """Store days beside those known; returns the KEY of those split between two files.

    Of a day split, the fuller part is kept; of two parts as full, the later one; of whole days,
    the one loaded last, which corrects the other.
    """
    late, days = days.filter("late").select(DAY.keys()), days.select(DAY.keys())
    stored = _around(connection, days)
    beside = stored.join(days, on=KEY, how="anti")
    whole = continued(pl.concat([days, beside])).join(days, on=KEY, how="semi")
    coming = pl.concat([whole.join(late, on=KEY, how="anti"), late])
    best, split = _fuller(coming, stored)
    final = continued(pl.concat([best, stored.join(best, on=KEY, how="anti")]))
    changed = final.join(stored, on=list(DAY), how="anti", nulls_equal=True)
    store.upsert(connection, schema.water_customer_day, changed)
    return split


def _fuller(coming: pl.DataFrame, stored: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Of the days known twice, the row to keep; and the KEY of those of which a part is lost."""
    twice = coming.join(stored, on=KEY, how="left", suffix="_stored", maintain_order="left")
    length_h = _length_h()
    partial = pl.col("hours") < length_h
    as_full = pl.col("hours") == pl.col("hours_stored")
    earlier = as_full & partial & (pl.col("last_index_m3") < pl.col("last_index_m3_stored"))
    loses = ((pl.col("hours") < pl.col("hours_stored")) | earlier).fill_null(False)
    other = (pl.col("volume_m3") - pl.col("volume_m3_stored")).abs() > SAME_M3
    part = pl.min_horizontal("hours", "hours_stored") < length_h
    best = twice.with_columns(
        pl.when(loses).then(f"{name}_stored").otherwise(name).alias(name) for name in list(DAY)[2:]
    )
    return best.select(DAY.keys()), twice.filter((other & part).fill_null(False)).select(KEY)


def _around(connection: Connection, days: pl.DataFrame) -> pl.DataFrame:
    """The stored days of the same meters, from the day before the first to the day after the last.

    Read meter by meter in the order of the key: the days of others are not looked at.
    """
    row, around = schema.water_customer_day.c, timedelta(days=1)
    first, last = days["day"].min() - around, days["day"].max() + around
    statement = select(*(row[name] for name in DAY)).where(
        row.customer_no.in_(select(schema.water_customer.c.customer_no)),
        row.day.between(first, last),
    )
    found = store.read(connection, statement, DAY)
    return found.join(days, on="customer_no", how="semi")
