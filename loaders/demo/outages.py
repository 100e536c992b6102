"""Breakdowns of access points: the up/down log, and what they take from attendance."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from data.calendar import PARIS, day_bounds_utc_s
from data.months import month_starts
from loaders.demo.days import OUTAGES, generator

MONTHLY_RATE = 0.35
LONG_SHARE = 0.10
SHORT_H, LONG_H = 9.0, 110.0
# Attendance counts on the hours when people connect.
OPEN_H, CLOSE_H = 8, 22
# A visitor in reach of another access point of the site connects there.
LOST_SHARE = 0.85
COLLECTION_STOP_H = 13


def collection_stop(year: int) -> date:
    """The day when the collection stops at 13 h for maintenance: second Tuesday of October."""
    first = date(year, 10, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def outages(access_points: pl.DataFrame, first: date, today: date) -> pl.DataFrame:
    """Breakdowns [access_point_id, site_id, start_s, stop_s], not overlapping, sorted.

    They begin in service, in whole months up to that of `today`: what is still to come must not
    depend on the day of the build. `state_rows` tells what the log knows of them.
    """
    rate = MONTHLY_RATE * generator(OUTAGES).lognormal(-0.5, 1.0, access_points.height)
    drawn = [_month_outages(access_points, rate, month) for month in month_starts(first, today)]
    day = pl.from_epoch("start_s").dt.replace_time_zone("UTC").dt.convert_time_zone(PARIS.key)
    last = pl.col("closed_on").fill_null(date.max)
    return _merged(pl.concat(drawn).filter(day.dt.date().is_between("opened_on", last)))


def _month_outages(access_points: pl.DataFrame, rate: np.ndarray, month: date) -> pl.DataFrame:
    random = generator(OUTAGES, month.year, month.month)
    rows = np.repeat(np.arange(access_points.height), random.poisson(rate))
    following = (month + timedelta(days=31)).replace(day=1)
    start_s, end_s = day_bounds_utc_s(month)[0], day_bounds_utc_s(following)[0]
    typical_h = np.where(random.random(rows.size) < LONG_SHARE, LONG_H, SHORT_H)
    length_s = 3600 * typical_h * random.lognormal(0, 0.9, rows.size)
    began_s = random.integers(start_s, end_s, rows.size)
    return access_points[rows].with_columns(
        pl.Series("start_s", began_s), pl.Series("stop_s", began_s + length_s.astype(np.int64))
    )


def _merged(drawn: pl.DataFrame) -> pl.DataFrame:
    """Breakdowns of one access point that overlap make one."""
    ordered = drawn.sort("access_point_id", "start_s")
    reached_s = pl.col("stop_s").cum_max().shift().over("access_point_id")
    begins = (pl.col("start_s") > reached_s).fill_null(True).cum_sum().alias("outage")
    return (
        ordered.with_columns(begins.over("access_point_id"))
        .group_by("access_point_id", "site_id", "outage", maintain_order=True)
        .agg(pl.col("start_s").min(), pl.col("stop_s").max())
        .drop("outage")
    )


def state_rows(
    access_points: pl.DataFrame, broken: pl.DataFrame, first: date, today: date
) -> pl.DataFrame:
    """Rows of core_footfall_access_point_state: up when put in service, then each change."""
    midnight_s = day_bounds_utc_s(today)[0]
    seen_on = pl.max_horizontal("opened_on", pl.lit(first))
    in_service = access_points.filter(
        pl.col("opened_on") < today, pl.col("closed_on").fill_null(today) >= first
    )
    began = in_service.select("access_point_id", at_s=_midnight_s(seen_on), up=pl.lit(True))
    # A breakdown may begin in the very first second of service.
    begun = broken.filter(pl.col("start_s") < midnight_s)
    down = begun.select(
        "access_point_id", pl.col("start_s").alias("at_s"), pl.lit(False).alias("up")
    )
    again = broken.filter(pl.col("stop_s") < midnight_s).select(
        "access_point_id", pl.col("stop_s").alias("at_s"), pl.lit(True).alias("up")
    )
    return (
        pl.concat([began, down, again])
        .unique(["access_point_id", "at_s"], keep="last", maintain_order=True)
        .sort("access_point_id", "at_s")
    )


def _midnight_s(day: pl.Expr) -> pl.Expr:
    return day.cast(pl.Datetime).dt.replace_time_zone(PARIS.key).dt.epoch("s")


def up_shares(places: pl.DataFrame, broken: pl.DataFrame, days: pl.Series) -> np.ndarray:
    """What is left of attendance with the access points in service: places x days, 0 to 1."""
    left = np.ones((places.height, len(days)))
    lost_h = _lost_hours(broken, days)
    numbers = dict(zip(places["site_id"], range(places.height), strict=True))
    site = lost_h["site_id"].replace_strict(numbers, return_dtype=pl.Int64).to_numpy()
    day = (lost_h["day"] - days[0]).dt.total_days().to_numpy()
    expected_h = places["access_points"].to_numpy()[site] * (CLOSE_H - OPEN_H)
    down_share = np.minimum(lost_h["hours"].to_numpy() / expected_h, 1)
    left[site, day] = np.where(down_share > 0.999, 0, 1 - LOST_SHARE * down_share)
    return left


def _lost_hours(broken: pl.DataFrame, days: pl.Series) -> pl.DataFrame:
    """Access-point hours lost between 8 h and 22 h: [site_id, day, hours]."""
    opens = _midnight_s(pl.col("day")) + OPEN_H * 3600
    closes = _midnight_s(pl.col("day")) + CLOSE_H * 3600
    overlap_s = pl.min_horizontal("stop_s", closes) - pl.max_horizontal("start_s", opens)
    return (
        broken.join_where(
            pl.DataFrame({"day": days}),
            pl.col("start_s") < _midnight_s(pl.col("day")) + CLOSE_H * 3600,
            pl.col("stop_s") > _midnight_s(pl.col("day")) + OPEN_H * 3600,
        )
        .with_columns(hours=overlap_s / 3600)
        .group_by("site_id", "day")
        .agg(pl.col("hours").sum())
        .sort("site_id", "day")
    )
