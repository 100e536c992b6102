"""The step of readings, meter by meter, found in the file itself."""

import polars as pl

from data.series.rollups import GAP_STEPS, local_day

HOUR_S, DAY_S = 3600, 86_400
SHORTEST_S = 600
# Days that follow each other are 23 to 25 hours apart.
DAY_APART_S = (DAY_S - HOUR_S, DAY_S + HOUR_S)
# Another step than the shortest, this often and in this share, is a change of step, not gaps.
SECOND_STEP_TIMES, SECOND_STEP_SHARE = 10, 0.05
MONTH_DAYS, LONGEST_WEEKS_DAYS = 30.44, 27


def with_steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of flows with their `step_s`, and a `code` where it cannot be told.

    A step that the file itself gives stands. Else it is the shortest time between two readings
    of the meter: a part of an hour or of a day, a day, or whole days. Alone, a reading dated by
    a day is that of the day.
    """
    apart = (
        rows.sort("meter_id", "at_s")
        .select("meter_id", pl.col("at_s").diff().over("meter_id").alias("apart_s"))
        .drop_nulls()
        .with_columns(_whole_days_s())
    )
    counts = apart.group_by("meter_id", "apart_s").len().sort("meter_id", "apart_s")
    second = pl.col("len").slice(1).max().fill_null(0)
    steps = counts.group_by("meter_id", maintain_order=True).agg(
        pl.col("apart_s").first().alias("found_s"),
        (
            (second > SECOND_STEP_TIMES)
            & (second > SECOND_STEP_SHARE * pl.col("len").sum())
            & (pl.col("apart_s").first() <= DAY_S)
        ).alias("two_steps"),
    )
    alone = pl.when("day_only").then(DAY_S)
    step = pl.coalesce("step_s", "found_s", alone)
    deduced = pl.col("step_s").is_null()
    odd = (step < SHORTEST_S) | ((step < DAY_S) & (DAY_S % step != 0))
    return (
        rows.join(steps, on="meter_id", how="left", maintain_order="left")
        .with_columns(
            pl.when(step.is_null())
            .then(pl.lit("PAS_INCONNU"))
            .when(odd | (deduced & pl.col("two_steps").fill_null(False)))
            .then(pl.lit("PAS_INCOHERENT"))
            .alias("code"),
            step.alias("step_s"),
        )
        .drop("found_s", "two_steps")
    )


def _whole_days_s() -> pl.Expr:
    """Times of about whole days made whole: 23, 25, 47 or 49 hours…"""
    days = (pl.col("apart_s") / DAY_S).round()
    near = (pl.col("apart_s") - days * DAY_S).abs() <= HOUR_S
    return (
        pl.when((pl.col("apart_s") >= DAY_APART_S[0]) & near)
        .then(days.cast(pl.Int64) * DAY_S)
        .otherwise("apart_s")
        .alias("apart_s")
    )


def periods(rows: pl.DataFrame) -> pl.DataFrame:
    """Readings of more than a day as `first_day` and `last_day`, both included.

    Whole months where all of a meter begin on a first of the month. Else a period ends the day
    before the next one begins, or is as long as the step where the next one is late or none.
    """
    first = pl.col("first_day")
    following = first.shift(-1).over("meter_id")
    step_days = pl.col("step_s") / DAY_S
    months = pl.format("{}mo", (step_days / MONTH_DAYS).round().clip(1).cast(pl.Int64))
    monthly = ((first.dt.day() == 1) & (step_days > LONGEST_WEEKS_DAYS)).all().over("meter_id")
    late = (following - first).dt.total_days() > GAP_STEPS * step_days
    end = (
        pl.when(monthly)
        .then(first.dt.offset_by(months))
        .when(late.fill_null(True))
        .then(first + pl.duration(days=step_days.cast(pl.Int64)))
        .otherwise(following)
    )
    return (
        rows.with_columns(local_day(pl.col("at_s")).alias("first_day"))
        .sort("meter_id", "first_day")
        .with_columns(end.dt.offset_by("-1d").alias("last_day"))
        .sort("line_number")
    )


def spread(periods: pl.DataFrame) -> pl.DataFrame:
    """One row a day of each period (`first_day`, `last_day`, `value`): an even share of it."""
    length = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    return (
        periods.with_columns(
            (pl.col("value") / length).alias("value"),
            pl.date_ranges("first_day", "last_day").alias("day"),
        )
        .explode("day")
        .drop("first_day", "last_day")
    )
