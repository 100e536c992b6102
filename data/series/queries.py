"""What screens read of measured series: days by place, the series themselves, their notices."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Engine, case, func, select

from data import schema
from data.db import fetch

PARIS = ZoneInfo("Europe/Paris")
# One way of a passage: a detail of the place, never added to its total.
ONE_WAY = ("in", "out")


def daily_values(engine: Engine, scope: str, quantity: str, start: date, end: date) -> pd.DataFrame:
    """One row a place and day: day, series_no, place, value, readings, expected, simulated.

    Series of one place and quantity measure the same thing in several ways (hourly, daily, total
    of the two ways). Of a day, the complete one is kept, then the finest in time, then the total
    that the source itself gives (`both`) before our sum (`in+out`). A day without reading is
    absent, a partial one has readings < expected.
    """
    series, day, member = schema.series.c, schema.series_day.c, schema.series_scope.c
    best = func.row_number().over(
        partition_by=(series.place, day.day),
        order_by=(
            case((day.readings >= day.expected, 0), else_=1),
            series.step_s,
            series.direction,
            series.series_key,
        ),
    )
    ranked = (
        select(
            day.day,
            day.series_no,
            series.place,
            day.value,
            day.readings,
            day.expected,
            series.simulated,
            best.label("position"),
        )
        .join_from(schema.series_day, schema.series, series.series_no == day.series_no)
        .join(schema.series_scope, member.series_no == day.series_no)
        .where(
            member.scope == scope,
            series.quantity == quantity,
            series.direction.not_in(ONE_WAY),
            day.day.between(start, end),
        )
        .subquery()
    )
    kept = [column for column in ranked.c if column.name != "position"]
    return fetch(
        engine,
        select(*kept).where(ranked.c.position == 1).order_by(ranked.c.day, ranked.c.place),
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
