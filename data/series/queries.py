"""What screens read of measured series: days by place, the series themselves, their notices."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Engine, Select, case, func, select

from data import schema
from data.db import fetch

PARIS = ZoneInfo("Europe/Paris")
# One way of a passage: a detail of the place, never added to its total.
ONE_WAY = ("in", "out")


def place_days() -> Select:
    """Every place and day, each series that measures it, with its rank: 1 is the one to keep.

    Series of one place and quantity measure the same thing in several ways (hourly, daily, total
    of the two ways). Of a day, the complete one is kept, then the finest in time, then the total
    that the source itself gives (`both`) before our sum (`in+out`). A day without reading is
    absent, a partial one has readings < expected.
    """
    series, day = schema.series.c, schema.series_day.c
    rank = func.row_number().over(
        partition_by=(series.place, series.quantity, series.simulated, day.day),
        order_by=(
            case((day.readings >= day.expected, 0), else_=1),
            series.step_s,
            series.direction,
            series.series_key,
        ),
    )
    return (
        select(
            day.day,
            day.series_no,
            series.place,
            day.value,
            day.readings,
            day.expected,
            series.quantity,
            series.simulated,
            rank.label("rank"),
        )
        .join_from(schema.series_day, schema.series, series.series_no == day.series_no)
        .where(series.direction.not_in(ONE_WAY))
    )


def daily_values(engine: Engine, scope: str, quantity: str, start: date, end: date) -> pd.DataFrame:
    """One row a place and day: day, series_no, place, value, readings, expected, simulated."""
    member, day = schema.series_scope.c, schema.series_day.c
    ranked = (
        place_days()
        .join(schema.series_scope, member.series_no == day.series_no)
        .where(
            member.scope == scope,
            schema.series.c.quantity == quantity,
            day.day.between(start, end),
        )
        .subquery()
    )
    kept = [column for column in ranked.c if column.name not in ("quantity", "rank")]
    return fetch(
        engine, select(*kept).where(ranked.c.rank == 1).order_by(ranked.c.day, ranked.c.place)
    )


def scope_days(engine: Engine, scope: str, quantity: str, start: date, end: date) -> pd.DataFrame:
    """Sums of a territory's places: day, simulated, places, value; real and simulated apart."""
    row = schema.series_scope_day.c
    return fetch(
        engine,
        select(row.day, row.simulated, row.places, row.value)
        .where(row.scope == scope, row.quantity == quantity, row.day.between(start, end))
        .order_by(row.day, row.simulated),
    )


def series_in_scope(engine: Engine, scope: str, theme: str) -> pd.DataFrame:
    """The series of a theme in a territory, by place: what, where, unit, step, simulated or not."""
    series, member = schema.series.c, schema.series_scope.c
    return fetch(
        engine,
        select(
            series.series_no,
            series.place,
            series.quantity,
            series.unit,
            series.kind,
            series.step_s,
            series.direction,
            series.commune_code,
            series.latitude_deg,
            series.longitude_deg,
            series.source_key,
            series.simulated,
        )
        .join(schema.series_scope, member.series_no == series.series_no)
        .where(member.scope == scope, series.theme == theme)
        .order_by(series.place, series.quantity, series.step_s, series.direction),
    )


def notices(engine: Engine, scope: str, theme: str, start: date, end: date) -> pd.DataFrame:
    """series_no, place, code, start_s, end_s, detail: gaps and resets that touch these days."""
    series, notice, member = schema.series.c, schema.series_notice.c, schema.series_scope.c
    return fetch(
        engine,
        select(
            notice.series_no,
            series.place,
            notice.code,
            notice.start_s,
            notice.end_s,
            notice.detail,
        )
        .join_from(schema.series_notice, schema.series, series.series_no == notice.series_no)
        .join(schema.series_scope, member.series_no == notice.series_no)
        .where(
            member.scope == scope,
            series.theme == theme,
            notice.start_s < _start_s(end + timedelta(days=1)),
            notice.end_s > _start_s(start),
        )
        .order_by(notice.start_s, series.place, notice.series_no, notice.code),
    )


def _start_s(day: date) -> int:
    return int(datetime.combine(day, time(), PARIS).timestamp())
