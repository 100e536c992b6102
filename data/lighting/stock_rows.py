"""What the store says of the cabinets of a territory: points, bills, schedules in force."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Table,
    and_,
    case,
    func,
    select,
)

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.lighting.burning import Reduction, Schedule
from data.lighting.scope import within

CABINET = schema.light_cabinet.c
STATE = schema.light_cabinet_state.c
# Lamps that LED would not replace: already LED, or not known to be another one.
NOT_REPLACED = ("led", "unknown")


def cabinet_rows(connection: Connection, scope: str) -> Sequence[Row]:
    """Identity, place, kVA, power, hours of a year and mean age of each cabinet of a scope."""
    state = schema.light_cabinet_state
    statement = (
        select(
            CABINET.cabinet_id,
            CABINET.latitude_deg,
            CABINET.longitude_deg,
            CABINET.subscribed_kva,
            STATE.power_kw,
            STATE.hours_year,
            STATE.mean_year,
        )
        .join_from(schema.light_cabinet, state, STATE.cabinet_id == CABINET.cabinet_id)
        .where(within(scope))
        .order_by(CABINET.cabinet_id)
    )
    return connection.execute(statement).all()


def point_rows(connection: Connection, scope: str) -> Sequence[Row]:
    """cabinet_id, street, replaced (0 or 1), points, power_w of the points of known power."""
    point = schema.light_point.c
    replaced = case((point.lamp.in_(NOT_REPLACED), 0), else_=1).label("replaced")
    statement = (
        select(
            point.cabinet_id,
            point.street,
            replaced,
            func.count().label("points"),
            func.sum(point.power_w).label("power_w"),
        )
        .where(point.power_w.is_not(None), _in_scope(point.cabinet_id, scope))
        .group_by(point.cabinet_id, point.street, replaced)
    )
    return connection.execute(statement).all()


def bill_rows(connection: Connection, scope: str) -> Sequence[Row]:
    """By cabinet, over the last twelve months billed in the scope: cabinet_id, months, kwh, eur,
    subscription_eur; months where one of these is missing are left out."""
    row = schema.light_cabinet_month.c
    known = and_(
        row.measured_kwh.is_not(None),
        row.eur.is_not(None),
        row.subscription_eur.is_not(None),
        _in_scope(row.cabinet_id, scope),
    )
    last = connection.scalar(select(func.max(row.month)).where(known))
    if last is None:
        return []
    statement = (
        select(
            row.cabinet_id,
            func.count().label("months"),
            func.sum(row.measured_kwh).label("kwh"),
            func.sum(row.eur).label("eur"),
            func.sum(row.subscription_eur).label("subscription_eur"),
        )
        .where(known, row.month > months_before(last, YEAR_OF_MONTHS))
        .group_by(row.cabinet_id)
    )
    return connection.execute(statement).all()


def schedules_in_force(connection: Connection, scope: str, day: date) -> dict[str, Schedule]:
    """The schedule that each cabinet follows on a day, by cabinet; none before its first."""
    schedule, less = schema.light_schedule, schema.light_reduction
    latest = (
        select(schedule.c.cabinet_id, func.max(schedule.c.first_day).label("first_day"))
        .where(schedule.c.first_day <= day, _in_scope(schedule.c.cabinet_id, scope))
        .group_by(schedule.c.cabinet_id)
        .subquery()
    )
    reductions: dict[str, list[Reduction]] = defaultdict(list)
    ordered = _at(latest, less).order_by(less.c.cabinet_id, less.c.rank)
    for row in connection.execute(ordered):
        reductions[row.cabinet_id].append(
            Reduction(*(getattr(row, name) for name in Reduction.__annotations__))
        )
    return {
        row.cabinet_id: Schedule(
            row.rule, row.on_min, row.off_min, tuple(reductions.get(row.cabinet_id, ()))
        )
        for row in connection.execute(_at(latest, schedule))
    }


def _at(latest: FromClause, table: Table) -> Select:
    """The rows of a table of the schedules in force."""
    same = and_(table.c.cabinet_id == latest.c.cabinet_id, table.c.first_day == latest.c.first_day)
    return select(table).join(latest, same)


def _in_scope(cabinet_id: ColumnElement[str], scope: str) -> ColumnElement[bool]:
    """Rows of the cabinets of a scope."""
    return cabinet_id.in_(select(CABINET.cabinet_id).where(within(scope)))
