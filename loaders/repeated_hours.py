"""The hour that autumn repeats: which passage a clock time without offset is."""

from collections.abc import Sequence

import polars as pl

from data.quality import Notice
from data.series.rollups import TIME_ZONE, day_start_s, local_day
from loaders.values import OFFSET

HOUR_S = 3600
LONG_DAY_S = 25 * HOUR_S


def naive(text: pl.Expr) -> pl.Expr:
    """Whether a text of an instant is a clock time of Paris, without offset."""
    return ~text.str.strip_chars().str.contains(rf"{OFFSET}|^\d{{9,10}}(?:\.0+)?$")


def with_repeated_hours(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The second of two equal clock times in the hour that autumn repeats, put an hour later.

    Only texts without offset (`naive`) can say the same clock time of two instants; `keys` tell
    apart the series.
    """
    ambiguous = rows.select(pl.col("naive") & _ambiguous()).to_series().arg_true()
    night = rows[ambiguous].select(pl.int_range(pl.len()).over(*keys, "at_s") == 1).to_series()
    second = ambiguous.filter(night)
    at_s = rows["at_s"]
    return rows.with_columns(at_s.scatter(second, at_s[second] + HOUR_S))


def _ambiguous() -> pl.Expr:
    clock, later = (
        pl.from_epoch(pl.col("at_s") + shift_s)
        .dt.replace_time_zone("UTC")
        .dt.convert_time_zone(TIME_ZONE)
        .dt.replace_time_zone(None)
        for shift_s in (0, HOUR_S)
    )
    return clock == later


def single_pass_notices(at_s: pl.Series, step_s: int) -> list[Notice]:
    """Days of 25 hours of which the file holds 24: the second of the repeated hours is absent."""
    if step_s > HOUR_S or at_s.is_empty():
        return []
    frame = at_s.alias("at_s").to_frame().with_columns(local_day(pl.col("at_s")).alias("day"))
    begins, ends = (day_start_s(pl.col("day").dt.offset_by(shift)) for shift in ("0d", "1d"))
    days = frame.group_by("day").agg(lines=pl.len()).with_columns(length_s=ends - begins)
    short = days.filter(
        pl.col("length_s") == LONG_DAY_S,
        pl.col("lines") == (LONG_DAY_S - HOUR_S) // step_s,
    )
    return [
        Notice("HEURE_REPETEE_UNIQUE", {"day": f"{day:%d/%m/%Y}", "lines": lines})
        for day, lines, _ in short.sort("day").iter_rows()
    ]
