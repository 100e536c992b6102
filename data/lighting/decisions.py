"""The decisions that switched nights off, or lit them again, day by day."""

from collections import defaultdict
from datetime import date

import pandas as pd
from sqlalchemy import Engine, Row, Select, and_, case, exists, func, select

from data import schema
from data.lighting.scope import within
from data.lighting.scope_months import months_drawn, scope_months
from data.selection import Selection

CABINET, STATE = schema.light_cabinet.c, schema.light_cabinet_state.c
DECISION = [
    "day", "label", "cabinets", "points", "saved_kwh_year", "saved_eur_year", "communes",
]  # fmt: skip


def decisions(engine: Engine, selection: Selection) -> pd.DataFrame:
    """DECISION: one row a date of effect that begins or ends switch-offs, the earliest first.

    `label` says which and where, `communes` how many. Saved is what the present schedule of these
    cabinets saves a year, at the price billed in the twelve months shown; missing for those that
    decided otherwise since, and for what is lit again.
    """
    months = months_drawn(engine, selection)
    price = scope_months(engine, selection.scope, months).price_eur_kwh(months)
    by_day: dict[tuple[date, int], list[Row]] = defaultdict(list)
    with engine.connect() as connection:
        for row in connection.execute(_changes(selection.scope)):
            by_day[row.first_day, row.off].append(row)
    lines = [_line(day, off, rows, price) for (day, off), rows in sorted(by_day.items())]
    return pd.DataFrame(lines, columns=DECISION)


def _changes(scope: str) -> Select:
    """first_day, off (1 or 0), commune, cabinets, points, saved_kwh of what changes by commune."""
    schedule, less = schema.light_schedule.c, schema.light_reduction.c
    window = exists().where(
        less.cabinet_id == schedule.cabinet_id,
        less.first_day == schedule.first_day,
        less.level_pct <= 0,
    )
    off = case((window, 1), else_=0)
    ordered = {"partition_by": schedule.cabinet_id, "order_by": schedule.first_day}
    dated = (
        select(
            schedule.cabinet_id,
            schedule.first_day,
            off.label("off"),
            func.lag(off, 1, 0).over(**ordered).label("before"),
        )
        .where(schedule.cabinet_id.in_(select(CABINET.cabinet_id).where(within(scope))))
        .subquery()
    )
    place = schema.scope.c
    saved = case(
        (
            and_(STATE.decided == dated.c.first_day, dated.c.off == 1),
            STATE.power_kw * (STATE.full_hours_year - STATE.hours_year),
        )
    )
    return (
        select(
            dated.c.first_day,
            dated.c.off,
            func.coalesce(func.max(place.label), "").label("commune"),
            func.count().label("cabinets"),
            func.sum(STATE.points).label("points"),
            func.sum(saved).label("saved_kwh"),
        )
        .join_from(dated, schema.light_cabinet, CABINET.cabinet_id == dated.c.cabinet_id)
        .join(schema.light_cabinet_state, STATE.cabinet_id == CABINET.cabinet_id)
        .outerjoin(schema.scope, place.scope == "commune:" + CABINET.commune_code)
        .where(dated.c.off != dated.c.before)
        .group_by(dated.c.first_day, dated.c.off, CABINET.commune_code)
        .order_by(dated.c.first_day, dated.c.off.desc(), "commune")
    )


def _line(day: date, off: int, rows: list[Row], price_eur_kwh: float | None) -> tuple:
    """The cells of DECISION."""
    saved = [row.saved_kwh for row in rows if row.saved_kwh is not None]
    kwh = sum(saved) if saved else None
    what = "Extinction de nuit" if off else "Retour à l’éclairage toute la nuit"
    named = f"\u00a0: {rows[0].commune}" if rows[0].commune else ""
    where = f"\u00a0: {len(rows)} communes" if len(rows) > 1 else named
    return (
        day,
        f"{what}{where}",
        sum(row.cabinets for row in rows),
        sum(row.points for row in rows),
        kwh,
        None if None in (kwh, price_eur_kwh) else kwh * price_eur_kwh,
        len(rows),
    )
