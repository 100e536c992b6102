"""From readings to hours, local days and notices: pure, on polars frames, for loaders only.

A reading is an instant `at_s` (UTC seconds) and a value. What the value says depends on the kind:
`count` and `consumption`, what was counted in the step that begins at `at_s`; `index`, the face
of a meter at `at_s` (`index:6` when it has six digits and starts again at zero); `instantaneous`,
the level at `at_s`.
"""

import polars as pl

TIME_ZONE = "Europe/Paris"
KIND_FORM = r"count|consumption|instantaneous|index(:\d{1,2})?"
HOUR_S = 3600
# A step and a half without reading: one reading at least is missing, whatever the jitter.
GAP_STEPS = 1.5
# A meter that started again at zero cannot have run over more than this share of its face.
ROLLOVER_SHARE = 0.1

GAP, RESET, ROLLOVER = "LACUNE", "COMPTEUR_REMIS_A_ZERO", "BOUCLAGE"
HOUR_COLUMNS = ("series_no", "hour_s", "value", "readings", "expected")
DAY_COLUMNS = ("series_no", "day", "value", "minimum", "maximum", "readings", "expected")
NOTICE_COLUMNS = ("series_no", "start_s", "code", "end_s", "detail")

is_index = pl.col("kind").str.starts_with("index")


def local_day(at_s: pl.Expr) -> pl.Expr:
    """The day in France of an instant."""
    utc = pl.from_epoch(at_s).dt.replace_time_zone("UTC")
    return utc.dt.convert_time_zone(TIME_ZONE).dt.date()


def day_start_s(day: pl.Expr) -> pl.Expr:
    """The instant at which a day begins in France."""
    return day.cast(pl.Datetime).dt.replace_time_zone(TIME_ZONE).dt.epoch("s")


def measured_at_s() -> pl.Expr:
    """The instant that a reading's value belongs to.

    An index read at midnight closes the day before, so an index belongs to the second before it.
    """
    return pl.col("at_s") - is_index.cast(pl.Int64)


def steps(readings: pl.DataFrame) -> pl.DataFrame:
    """Each reading beside the one before it in its series (null for the first).

    `readings` has series_no, kind, step_s, at_s, value, sorted by series_no and at_s. Adds
    `before_s`, `before`, `measured_s`, `drop` (how much an index fell) and `code`.
    """
    before = pl.col("at_s", "value").shift().over("series_no").name.map(_BEFORE.get)
    face = 10.0 ** pl.col("kind").str.extract(r":(\d+)$").cast(pl.Float64)
    fell = is_index & (pl.col("value") < pl.col("before"))
    rolled = pl.col("value") + face - pl.col("before") <= ROLLOVER_SHARE * face
    return (
        readings.with_columns(before, measured_at_s().alias("measured_s"), face.alias("face"))
        .with_columns(
            pl.when(fell & rolled)
            .then(pl.lit(ROLLOVER))
            .when(fell)
            .then(pl.lit(RESET))
            .alias("code"),
            pl.when(fell & rolled)
            .then("face")
            .when(fell)
            .then(pl.col("before") - pl.col("value"))
            .alias("drop"),
        )
        .drop("face")
    )


_BEFORE = {"at_s": "before_s", "value": "before"}


def measured(steps: pl.DataFrame) -> pl.DataFrame:
    """What each step adds: the reading itself, or the difference of two readings of an index.

    The difference over a rollover is counted; over a reset it is not known, and the step is left
    out, as is the first reading of an index.
    """
    difference = (
        pl.when(pl.col("code") == RESET)
        .then(None)
        .when(pl.col("code") == ROLLOVER)
        .then(pl.col("value") + pl.col("drop") - pl.col("before"))
        .otherwise(pl.col("value") - pl.col("before"))
    )
    value = pl.when(is_index).then(difference).otherwise("value").alias("value")
    return steps.with_columns(value).drop_nulls("value")


def hours(measured: pl.DataFrame) -> pl.DataFrame:
    """HOUR_COLUMNS: sum over the hour (mean of a level); nothing for a step over one hour."""
    hour_s = (pl.col("measured_s") // HOUR_S * HOUR_S).alias("hour_s")
    expected = (HOUR_S / pl.col("step_s").first()).round().cast(pl.Int64).alias("expected")
    return (
        measured.filter(pl.col("step_s") <= HOUR_S)
        .group_by("series_no", hour_s)
        .agg(_total(), pl.len().cast(pl.Int64).alias("readings"), expected)
        .select(HOUR_COLUMNS)
        .sort("series_no", "hour_s")
    )


def days(measured: pl.DataFrame) -> pl.DataFrame:
    """DAY_COLUMNS: sum over the local day (mean of a level), least and greatest step value.

    `expected` follows the true length of the day, 23 or 25 hours twice a year.
    """
    return (
        measured.with_columns(local_day(pl.col("measured_s")).alias("day"))
        .group_by("series_no", "day")
        .agg(
            _total(),
            pl.col("value").min().alias("minimum"),
            pl.col("value").max().alias("maximum"),
            pl.len().cast(pl.Int64).alias("readings"),
            pl.col("step_s").first(),
        )
        .with_columns(_expected_in_day())
        .select(DAY_COLUMNS)
        .sort("series_no", "day")
    )


def _total() -> pl.Expr:
    level = pl.col("kind").first() == "instantaneous"
    return (
        pl.when(level).then(pl.col("value").mean()).otherwise(pl.col("value").sum()).alias("value")
    )


def _expected_in_day() -> pl.Expr:
    length_s = day_start_s(pl.col("day").dt.offset_by("1d")) - day_start_s(pl.col("day"))
    # A step longer than a day still gives one reading on the day it falls on.
    return (length_s / pl.col("step_s")).round().cast(pl.Int64).clip(1).alias("expected")


def notices(steps: pl.DataFrame) -> pl.DataFrame:
    """NOTICE_COLUMNS: gaps (detail: missing readings) and falls of an index (detail: the fall).

    A gap runs from the first missing reading to the one that ends it; a fall, from one reading
    to the next. Both therefore belong to the reading at `end_s`.
    """
    elapsed_s = pl.col("at_s") - pl.col("before_s")
    gaps = steps.filter(elapsed_s > GAP_STEPS * pl.col("step_s")).select(
        "series_no",
        (pl.col("before_s") + pl.col("step_s")).alias("start_s"),
        pl.lit(GAP).alias("code"),
        pl.col("at_s").alias("end_s"),
        ((elapsed_s / pl.col("step_s")).round() - 1).alias("detail"),
    )
    falls = steps.filter(pl.col("code").is_not_null()).select(
        "series_no",
        pl.col("before_s").alias("start_s"),
        "code",
        pl.col("at_s").alias("end_s"),
        pl.col("drop").alias("detail"),
    )
    return pl.concat([gaps, falls]).sort("series_no", "start_s", "code")
