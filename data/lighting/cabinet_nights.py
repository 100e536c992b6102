"""The nights of one cabinet: when it lights, when it is switched off, what it draws meanwhile."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Row, func, select

from data import schema
from data.lighting import nights as sun
from data.lighting.burning import Reduction, Schedule, lit_bounds_s, windows_s
from data.lighting.nights import Nights, night_cell
from data.lighting.scope import within
from data.selection import Selection
from data.series.queries import PARIS

CABINET, STATE = schema.light_cabinet.c, schema.light_cabinet_state.c
POINT = schema.light_point.c
THEME, QUANTITY = "lighting", "light_kwh"
HOUR_S = 3600
# The longest that loads are drawn by the hour.
HOURLY_DAYS = 31
OF_NIGHT = ["day", "lit_from_h", "lit_to_h", "off_from_h", "off_to_h"]
OF_HOUR = ["at", "load_kw", "lit_share", "expected_kw"]
# Nights of a schedule, the schedule, its first and last evening.
Lit = tuple[Nights, Schedule, date, date]


def cabinet_row(engine: Engine, scope: str) -> Row | None:
    """The cabinet, what is summed of it and its commune."""
    if not scope.startswith("armoire:"):
        return None
    place = schema.scope.c
    state = [column for column in STATE if column.name != "cabinet_id"]
    statement = (
        select(
            schema.light_cabinet,
            *state,
            func.coalesce(place.label, "").label("commune"),
        )
        .join_from(
            schema.light_cabinet,
            schema.light_cabinet_state,
            STATE.cabinet_id == CABINET.cabinet_id,
        )
        .outerjoin(schema.scope, place.scope == "commune:" + CABINET.commune_code)
        .where(within(scope))
    )
    with engine.connect() as connection:
        return connection.execute(statement).first()


def cabinet_schedules(engine: Engine, cabinet_id: str) -> list[tuple[date, Schedule]]:
    """The schedules of a cabinet by date of effect, the earliest first."""
    row, less = schema.light_schedule.c, schema.light_reduction.c
    with engine.connect() as connection:
        rows = connection.execute(
            select(row.first_day, row.rule, row.on_min, row.off_min)
            .where(row.cabinet_id == cabinet_id)
            .order_by(row.first_day)
        ).all()
        lowered = connection.execute(
            select(schema.light_reduction)
            .where(less.cabinet_id == cabinet_id)
            .order_by(less.first_day, less.rank)
        ).all()
    reductions: dict[date, tuple[Reduction, ...]] = {}
    for each in lowered:
        found = Reduction(*(getattr(each, name) for name in Reduction.__annotations__))
        reductions[each.first_day] = (*reductions.get(each.first_day, ()), found)
    return [
        (first, Schedule(*rule, reductions.get(first, ()))) for first, *rule in map(tuple, rows)
    ]


def nights(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_NIGHT: one row an evening of the period: local hours from the noon of that day.

    Hours go past 24 after midnight (5 h is 29). off_* is the widest switch-off of the night,
    missing without any. Empty without a place or a schedule.
    """
    found = _cabinet_sky(engine, selection.scope, selection.start, selection.end)
    if found is None:
        return pd.DataFrame(columns=OF_NIGHT)
    parts = []
    for sky, schedule, first, last in found:
        bounds = [*lit_bounds_s(sky, schedule), *_widest_off_s(sky, schedule)]
        # The evening before the first day is that of the schedule before.
        columns = [sky.day, *(_hours(sky, instants_s) for instants_s in bounds)]
        part = pd.DataFrame(dict(zip(OF_NIGHT, columns, strict=True)))
        kept = (sky.day >= np.datetime64(first)) & (sky.day <= np.datetime64(last))
        parts.append(part[kept])
    nightly = pd.concat(parts, ignore_index=True)
    return nightly.assign(day=nightly["day"].dt.date)


def _widest_off_s(sky: Nights, schedule: Schedule) -> tuple[np.ndarray, np.ndarray]:
    lit_from_s, lit_to_s = lit_bounds_s(sky, schedule)
    start = end = np.full(len(sky.day), np.nan)
    for from_s, to_s, left in windows_s(sky, schedule):
        width = np.where(np.isnan(start), 0, end - start)
        from_s, to_s = (np.clip(ends, lit_from_s, lit_to_s) for ends in (from_s, to_s))
        wider = (left <= 0) & (to_s - from_s > width)
        start, end = np.where(wider, from_s, start), np.where(wider, to_s, end)
    return start, end


def _hours(sky: Nights, instants_s: np.ndarray) -> np.ndarray:
    """Hours on the clock since the midnight that begins the evening's day."""
    shift_s = np.where(instants_s > sky.midnight_s + 2 * HOUR_S, sky.clock_shift_s, 0)
    return 24 + (instants_s - sky.midnight_s - shift_s) / HOUR_S


def _cabinet_sky(engine: Engine, scope: str, first: date, last: date) -> list[Lit] | None:
    """Nights, schedule, first and last day of each schedule in these days; None without any."""
    row = cabinet_row(engine, scope)
    place = _place(engine, row) if row else None
    if place is None:
        return None
    dated = cabinet_schedules(engine, row.cabinet_id)
    parts = []
    for number, (since, schedule) in enumerate(dated):
        until = dated[number + 1][0] - timedelta(days=1) if number + 1 < len(dated) else last
        start, end = max(first, since), min(last, until)
        if start <= end:
            parts.append((sun.nights(*place, start, end), schedule, start, end))
    return parts or None


def _place(engine: Engine, row: Row) -> tuple[float, float] | None:
    """The night cell of a cabinet: where it stands, else the middle of its points."""
    point = row.latitude_deg, row.longitude_deg
    if None in point:
        middle = select(func.avg(POINT.latitude_deg), func.avg(POINT.longitude_deg))
        with engine.connect() as connection:
            point = connection.execute(middle.where(POINT.cabinet_id == row.cabinet_id)).one()
    return None if None in point else night_cell(*point)


def hourly(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_HOUR: each hour known of the last days of the period (31 at most), against its night.

    `at` is local; load_kw the mean load of the hour; lit_share the part of the power that the
    schedule lights in it (0 by day); expected_kw = power × lit_share. Empty without any load.
    """
    last = selection.end
    first = max(selection.start, last - timedelta(days=HOURLY_DAYS - 1))
    row = cabinet_row(engine, selection.scope)
    loads = _loads(engine, row, first, last) if row else []
    if not loads:
        return pd.DataFrame(columns=OF_HOUR)
    at_s = np.array([each.hour_s for each in loads])
    shares = _lit_shares(engine, selection.scope, at_s, first, last)
    at = pd.to_datetime(at_s, unit="s", utc=True).tz_convert(PARIS)
    load = [each.value for each in loads]
    power = row.power_kw if row.points_with_power else np.nan
    columns = (at, load, shares, shares * power)
    return pd.DataFrame(dict(zip(OF_HOUR, columns, strict=True)))


def _loads(engine: Engine, cabinet: Row, first: date, last: date) -> list[Row]:
    """hour_s, value (kWh) of the complete hours of the finest series of a cabinet."""
    series, hour = schema.series.c, schema.series_hour.c
    finest = (
        select(series.series_no)
        .where(
            series.theme == THEME,
            series.quantity == QUANTITY,
            series.place == cabinet.cabinet_id,
            series.simulated == cabinet.simulated,
            series.step_s <= HOUR_S,
        )
        .order_by(series.step_s, series.series_key)
        .limit(1)
    )
    start_s, end_s = (
        int(pd.Timestamp(day).tz_localize(PARIS).timestamp())
        for day in (first, last + timedelta(days=1))
    )
    statement = (
        select(hour.hour_s, hour.value)
        .where(
            hour.series_no == finest.scalar_subquery(),
            hour.hour_s.between(start_s, end_s - 1),
            hour.readings >= hour.expected,
        )
        .order_by(hour.hour_s)
    )
    with engine.connect() as connection:
        return connection.execute(statement).all()


def _lit_shares(
    engine: Engine, scope: str, at_s: np.ndarray, first: date, last: date
) -> np.ndarray:
    """The part of the power that the schedule lights in each hour; NaN without a schedule."""
    found = _cabinet_sky(engine, scope, first - timedelta(days=1), last)
    if found is None:
        return np.full(len(at_s), np.nan)
    return sum(_shares(at_s, sky, schedule, since, until) for sky, schedule, since, until in found)


def _shares(
    at_s: np.ndarray, sky: Nights, schedule: Schedule, first: date, last: date
) -> np.ndarray:
    """Of the nights whose evening is in first..last: overlap of each hour, by its level."""
    own = (sky.day >= np.datetime64(first)) & (sky.day <= np.datetime64(last))
    lit_from_s, lit_to_s = (bound[own] for bound in lit_bounds_s(sky, schedule))
    windows = [[array[own] for array in window] for window in windows_s(sky, schedule)]
    minutes = at_s[:, None] + 60 * np.arange(60) + 30
    night = np.clip(np.searchsorted(lit_from_s, minutes, side="right") - 1, 0, None)
    level = ((minutes >= lit_from_s[night]) & (minutes < lit_to_s[night])).astype(float)
    for from_s, to_s, left in windows:
        inside = (minutes >= from_s[night]) & (minutes < to_s[night])
        level = np.where(inside, np.minimum(level, left[night]), level)
    return level.mean(axis=1)
