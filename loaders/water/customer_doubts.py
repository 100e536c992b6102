"""Customers' meters whose file contradicts the store: a thousand times more, or less."""

from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection, func, not_, select

from data import schema
from data.calendar import paris_day
from loaders import store
from loaders.water.customer_steps import DAY_S

# L taken for m³, or the other way round.
THOUSAND = (300.0, 3000.0)
INDEX_TIMES = 100.0
# A mean below this many m³ a day compares with nothing; days that make a mean.
LEAST_M3_DAY, LEAST_DAYS = 0.01, 3
PAST_DAYS = 60
# More than any home takes in a day, in m³: a block of two hundred flats does not.
LARGEST_HOME_M3_DAY = 60.0
HOME = "domestique"
PAST = {"customer_no": pl.Int64, "past_m3_day": pl.Float64, "days": pl.Int64,
        "past_index_m3": pl.Float64}  # fmt: skip


def doubted(connection: Connection, rows: pl.DataFrame, customers: pl.DataFrame) -> pl.DataFrame:
    """customer_no and `words`: why the unit of a meter's readings is in doubt.

    `rows`: customer_no, at_s, index, value_m3, in order of time; `customers`: their usage. The mean
    of a file leaves its greatest rise out: a change of meter is no unit.
    """
    if rows.is_empty():
        return pl.DataFrame(schema={"customer_no": pl.Int64, "words": pl.String})
    first, last = (paris_day(rows["at_s"].min()), paris_day(rows["at_s"].max()))
    known = (
        _means(rows)
        .join(_past(connection, first, last), on="customer_no", how="left")
        .join(customers, on="customer_no")
    )
    times = pl.col("m3_day") / pl.col("past_m3_day")
    index_times = pl.col("index_m3") / pl.col("past_index_m3")
    compared = (
        (pl.col("days") >= LEAST_DAYS)
        & (pl.min_horizontal("m3_day", "past_m3_day") > 0)
        & (pl.max_horizontal("m3_day", "past_m3_day") >= LEAST_M3_DAY)
    )
    more = times.is_between(*THOUSAND) & (index_times.fill_null(INDEX_TIMES) >= INDEX_TIMES)
    less = (1 / times).is_between(*THOUSAND) & (
        (1 / index_times).fill_null(INDEX_TIMES) >= INDEX_TIMES
    )
    words = (
        pl.when((compared & more).fill_null(False))
        .then(pl.lit("environ mille fois plus que ce que ce compteur a déjà mesuré"))
        .when((compared & less).fill_null(False))
        .then(pl.lit("environ mille fois moins que ce que ce compteur a déjà mesuré"))
        .when((pl.col("usage") == HOME) & (pl.col("m3_day") > LARGEST_HOME_M3_DAY))
        .then(pl.lit("plus d’eau par jour qu’aucun logement"))
    )
    return known.select("customer_no", words.alias("words")).drop_nulls()


def _means(rows: pl.DataFrame) -> pl.DataFrame:
    """customer_no, m3_day and first index of each meter, in the unit that the file says."""
    rise = pl.col("value_m3").diff().clip(0)
    span_days = (pl.col("at_s").max() - pl.col("at_s").min()) / DAY_S
    index = pl.col("index").all()
    return (
        rows.group_by("customer_no")
        .agg(
            pl.when(index)
            .then(rise.sum() - rise.max())
            .otherwise(pl.col("value_m3").sum() - pl.col("value_m3").max())
            .truediv(span_days)
            .alias("m3_day"),
            pl.when(index).then(pl.col("value_m3").first()).alias("index_m3"),
            (span_days >= 1).alias("long"),
        )
        .filter("long")
    )


def _past(connection: Connection, first: date, last: date) -> pl.DataFrame:
    """PAST: what the weeks around the file say of each meter."""
    row, around = schema.water_customer_day.c, timedelta(days=PAST_DAYS)
    statement = (
        select(row.customer_no, func.avg(row.volume_m3), func.count(), func.max(row.last_index_m3))
        .where(
            # Meter by meter in the order of the key, over one span of it.
            row.customer_no.in_(select(schema.water_customer.c.customer_no)),
            row.day.between(first - around, last + around),
            not_(row.day.between(first, last)),
        )
        .group_by(row.customer_no)
    )
    return store.read(connection, statement, PAST)
