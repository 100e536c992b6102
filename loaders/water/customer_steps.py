"""What flowed between two readings of a customer's meter, and what the meter did meanwhile.

A step holds customer_no, line_number, before_s, at_s, volume_m3 (null where it cannot be told),
index_m3 at its end (null of a volume) and `event`: what happened to the index, or null.
"""

import polars as pl

from data.series.rollups import day_start_s, local_day

HOUR_S, DAY_S = 3600, 86_400
# A step that long still tells the flow of an hour.
HOURLY_S = HOUR_S * 3 // 2
# Readings further apart say nothing of a day.
APART_S = DAY_S * 3 // 2
# Readings closer than this are brought to one an hour.
CLOSE_S = HOUR_S * 3 // 4
ROLLOVER, RESET, CHANGED, BACKFLOW, JUMP = "rollover", "reset", "changed", "backflow", "jump"
# The share of its dial that an index has left, then has made again, when it rolls over.
ROLL_SHARE, SMALLEST_DIAL_M3 = 0.02, 10_000
# What may flow back, in m³: at once, and a day more. Beyond, another meter counts.
BACKFLOW_M3, BACKFLOW_M3_DAY = 1.0, 2.0
# A new meter starts near zero.
NEW_INDEX_M3 = 2.0
# More than any customer takes (m³ a day), or fifty times the meter's own usual.
LARGEST_M3_DAY, JUMP_TIMES, JUMP_M3, JUMP_M3_DAY = 2_400.0, 50.0, 20.0, 48.0
MIDNIGHT_S = (2 * HOUR_S, 20 * HOUR_S)


def index_steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Steps between index readings (customer_no, at_s, value_m3, line_number), in that order; a
    null volume first, then each since the reading before."""
    ordered = _hourly(rows)
    same = pl.col("customer_no") == pl.col("customer_no").shift()
    before_s, before_m3 = (pl.when(same).then(pl.col(n).shift()) for n in ("at_s", "value_m3"))
    steps = ordered.select(
        "customer_no",
        "line_number",
        before_s.alias("before_s"),
        "at_s",
        (pl.col("value_m3") - before_m3).alias("volume_m3"),
        pl.col("value_m3").alias("index_m3"),
        before_m3.alias("before_m3"),
    )
    return _with_events(steps).drop("before_m3")


def volume_steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Steps of volumes dated by their start; null `at_s` where the file does not tell the step.

    The step is the most frequent time between two rows of the meter; a day alone is a day.
    """
    gap = pl.col("at_s").diff().drop_nulls().mode().min()
    step_s = rows.group_by("customer_no").agg(
        pl.when(pl.col("day_only").all()).then(DAY_S).otherwise(gap).alias("step_s")
    )
    return rows.join(step_s, on="customer_no", how="left", maintain_order="left").select(
        "customer_no",
        "line_number",
        pl.col("at_s").alias("before_s"),
        (pl.col("at_s") + pl.col("step_s")).alias("at_s"),
        pl.col("value_m3").alias("volume_m3"),
        pl.lit(None, pl.Float64).alias("index_m3"),
        pl.lit(None, pl.String).alias("event"),
    )


def _hourly(rows: pl.DataFrame) -> pl.DataFrame:
    """The first reading of each hour of meters read more often; all those of the others."""
    new = (pl.col("customer_no") != pl.col("customer_no").shift()).fill_null(True)
    gap_s = pl.when(~new).then(pl.col("at_s").diff())
    close = (
        rows.select("customer_no", (gap_s < CLOSE_S).alias("close"))
        .group_by("customer_no")
        .agg(pl.col("close").mean())
        .filter(pl.col("close") > 0.5)
    )
    if close.is_empty():
        return rows
    hour = pl.col("at_s") // HOUR_S
    last = new.shift(-1).fill_null(True)
    often = pl.col("customer_no").is_in(close["customer_no"].implode())
    return rows.filter(~often | new | (hour != hour.shift()) | last)


def _with_events(steps: pl.DataFrame) -> pl.DataFrame:
    """Steps of an index with their `event`; a volume is null where another meter counts."""
    dial = 10.0 ** pl.col("before_m3").clip(1.0).log10().ceil()
    rolled = (
        (dial >= SMALLEST_DIAL_M3)
        & (pl.col("before_m3") >= (1 - ROLL_SHARE) * dial)
        & (pl.col("index_m3") <= ROLL_SHARE * dial)
    )
    volume, lag_days = pl.col("volume_m3"), (pl.col("at_s") - pl.col("before_s")) / DAY_S
    back = (-volume <= BACKFLOW_M3 + BACKFLOW_M3_DAY * lag_days) & (pl.col("index_m3") > 0)
    falling = (
        pl.when(rolled)
        .then(pl.lit(ROLLOVER))
        .when(back)
        .then(pl.lit(BACKFLOW))
        .when(pl.col("index_m3") <= NEW_INDEX_M3)
        .then(pl.lit(RESET))
        .otherwise(pl.lit(CHANGED))
    )
    event = pl.when(volume < 0).then(falling).when(_jump(lag_days)).then(pl.lit(JUMP))
    steps = steps.join(_usual(steps, lag_days), on="customer_no", how="left", maintain_order="left")
    known = pl.when(event == ROLLOVER).then(volume + dial)
    lost = event.is_in([RESET, CHANGED, JUMP]).fill_null(False)
    return steps.with_columns(
        event.alias("event"), known.when(~lost).then(volume).alias("volume_m3")
    ).drop("usual")


def _usual(steps: pl.DataFrame, lag_days: pl.Expr) -> pl.DataFrame:
    """The m³ a day of each meter in the file, its greatest rise left out; null of one step."""
    risen = pl.col("volume_m3").clip(0)
    days = lag_days.sum() - lag_days.min()
    return steps.group_by("customer_no").agg(
        pl.when(days > 0).then((risen.sum() - risen.max()) / days).alias("usual")
    )


def _jump(lag_days: pl.Expr) -> pl.Expr:
    """A rise beyond any customer's, or far beyond what the meter says the rest of the file."""
    rate = pl.col("volume_m3") / lag_days
    beyond = (rate > JUMP_M3_DAY) & (rate > JUMP_TIMES * pl.col("usual"))
    return (rate > LARGEST_M3_DAY) | ((pl.col("volume_m3") > JUMP_M3) & beyond).fill_null(False)


def of_days(steps: pl.DataFrame) -> pl.DataFrame:
    """Steps, in order, with the local `day` that holds their middle; too long ones left out.

    A hole of a night is shared between its two days by their hours.
    """
    lag_s = pl.col("at_s") - pl.col("before_s")
    steps = steps.filter(lag_s.is_between(1, APART_S))
    last, first = local_day(pl.col("at_s") - 1), local_day(pl.col("before_s"))
    across = lag_s.is_between(*MIDNIGHT_S, closed="none")
    middle = local_day((pl.col("at_s") + pl.col("before_s")) // 2)
    shared = steps.filter(across).filter(last != first)
    if shared.is_empty():
        return steps.with_columns(middle.alias("day"))
    whole = steps.join(shared, on="line_number", how="anti").with_columns(middle.alias("day"))
    return pl.concat([whole, *_halves(shared)]).sort("customer_no", "at_s")


def _halves(steps: pl.DataFrame) -> list[pl.DataFrame]:
    """Both sides of the midnight that each step crosses, at an even flow."""
    cut = steps.with_columns(day_start_s(local_day(pl.col("at_s") - 1)).alias("cut_s"))
    share = (pl.col("cut_s") - pl.col("before_s")) / (pl.col("at_s") - pl.col("before_s"))
    first = cut.with_columns(
        pl.col("volume_m3") * share,
        pl.col("index_m3") - pl.col("volume_m3") * (1 - share),
        pl.col("cut_s").alias("at_s"),
    )
    second = cut.with_columns(pl.col("volume_m3") * (1 - share), pl.col("cut_s").alias("before_s"))
    return [
        part.drop("cut_s").with_columns(local_day(pl.col("before_s")).alias("day"))
        for part in (first, second)
    ]
