"""The decisions that switched nights off, or lit them again, day by day."""

import pandas as pd
from sqlalchemy import Engine, Row, Select, and_, case, func, select

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
    with engine.connect() as connection:
        rows = connection.execute(_changes(selection.scope)).all()
    return pd.DataFrame([_line(row, price) for row in rows], columns=DECISION)


def _changes(scope: str) -> Select:
    """first_day, off (1 or 0), one of its communes, communes, cabinets, points, saved_kwh."""
    schedule, less = schema.light_schedule.c, schema.light_reduction.c
    windows = (
        select(less.cabinet_id, less.first_day, func.max(1).label("off"))
        .where(less.level_pct <= 0)
        .group_by(less.cabinet_id, less.first_day)
        .subquery()
    )
    own = and_(
        windows.c.cabinet_id == schedule.cabinet_id, windows.c.first_day == schedule.first_day
    )
    off = func.coalesce(windows.c.off, 0)
    ordered = {"partition_by": schedule.cabinet_id, "order_by": schedule.first_day}
    dated = (
        select(
            schedule.cabinet_id,
            schedule.first_day,
            off.label("off"),
            func.lag(off, 1, 0).over(**ordered).label("before"),
        )
        .outerjoin_from(schema.light_schedule, windows, own)
        .where(schedule.cabinet_id.in_(select(CABINET.cabinet_id).where(within(scope))))
        .subquery()
    )
    saved = case(
        (
            and_(STATE.decided == dated.c.first_day, dated.c.off == 1),
            STATE.power_kw * (STATE.full_hours_year - STATE.hours_year),
        )
    )
    by_day = (
        select(
            dated.c.first_day,
            dated.c.off,
            func.min(CABINET.commune_code).label("commune_code"),
            func.count(CABINET.commune_code.distinct()).label("communes"),
            func.count().label("cabinets"),
            func.sum(STATE.points).label("points"),
            func.sum(saved).label("saved_kwh"),
        )
        .join_from(dated, schema.light_cabinet, CABINET.cabinet_id == dated.c.cabinet_id)
        .join(schema.light_cabinet_state, STATE.cabinet_id == CABINET.cabinet_id)
        .where(dated.c.off != dated.c.before)
        .group_by(dated.c.first_day, dated.c.off)
        .subquery()
    )
    place = schema.scope.c
    return (
        select(by_day, func.coalesce(place.label, "").label("commune"))
        .outerjoin_from(by_day, schema.scope, place.scope == "commune:" + by_day.c.commune_code)
        .order_by(by_day.c.first_day, by_day.c.off.desc())
    )


def _line(row: Row, price_eur_kwh: float | None) -> tuple:
    """The cells of DECISION."""
    kwh = row.saved_kwh
    what = "Extinction de nuit" if row.off else "Retour à l’éclairage toute la nuit"
    named = f"\u00a0: {row.commune}" if row.commune else ""
    where = f"\u00a0: {row.communes} communes" if row.communes > 1 else named
    return (
        row.first_day,
        f"{what}{where}",
        row.cabinets,
        row.points,
        kwh,
        None if None in (kwh, price_eur_kwh) else kwh * price_eur_kwh,
        row.communes,
    )
