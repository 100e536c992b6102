"""Leaks of a territory: those that run tonight, and what other budgets would have found."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Engine, Row, Select, and_, case, func, select, tuple_

from data import schema
from data.selection import Selection
from data.water.follow_up import CLOSED, NEW, ROW, FollowUp, follow_ups_of, state_of
from data.water.footfall_beside import footfall_against_usual
from data.water.scope import shown_customers, within_customers, within_sectors
from data.water.vocabulary import (
    ALERT_KINDS,
    BUDGET,
    BUDGETS,
    CONFIDENCES,
    CUSTOMER_METER,
    SECTOR,
    STATES,
)

ALERT, PLACE = schema.water_alert.c, schema.scope.c
# Customers' alerts have no budget: a meter that never stops is no chance.
CUSTOMER_BUDGET = 0.0
YEAR = timedelta(days=364)
# An alert whose sector has no known night for longer says nothing of tonight.
SILENT = timedelta(days=7)
UNMEASURED = "unmeasured"
OF_ALERT = [
    "place_kind", "place_id", "name", "commune", "kind", "kind_label", "since", "detected",
    "last_day", "open", "days_open", "flow_m3_h", "low_m3_h", "high_m3_h", "lost_m3", "eur",
    "eur_year", "confidence_label", "noises", "state", "state_label", "note", "footfall_pct",
]  # fmt: skip
OF_REHEARSAL = ["budget", "alerts", "sectors", "open", "lost_m3", "eur"]
FIGURES = [
    "place_kind", "place_id", "kind", "since", "detected", "last_day", "open", "flow_m3_h",
    "low_m3_h", "high_m3_h", "lost_m3", "eur", "eur_year", "confidence", "noises",
]  # fmt: skip


def tonight(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_ALERT of the leaks that run, of sectors and of the customers shown, dearest first.

    Flows in m³/h, `lost_m3` and `eur` since it began, `eur_year` if nothing is done (missing
    without a price: after those that have one); repaired and dismissed ones last. `days_open`
    from `since` to the last known night. `place_id` and `last_day` (as anchor day) make the
    follow-up.
    `footfall_pct`: see data/water/footfall_beside.py; missing for customers. `name` of a customer
    is the number of the meter. Whatever the period: it is today's. That of a sector without
    a known night for more than SILENT is UNMEASURED, unless it was closed: after the others too.
    """
    return alerts(engine, selection.scope, ALERT.open)


def alerts(engine: Engine, scope: str, condition: ColumnElement[bool]) -> pd.DataFrame:
    """OF_ALERT of the alerts of a scope, at the budget in force, that meet a condition.

    Of customers, only those that may be shown one by one.
    """
    rows = _rows(engine, condition, within_sectors(scope), shown_customers(scope))
    told, busy = _follow_ups(engine, rows), _footfall(engine, rows)
    lines = [_line(row, told.get((row.place_kind, row.place_id), []), busy) for row in rows]
    return pd.DataFrame(sorted(lines, key=_rank), columns=OF_ALERT)


def running(engine: Engine, scope: str) -> list[Row]:
    """FIGURES of the leaks that run, still measured, and that nobody said repaired or dismissed.

    All of them, to be counted and added: those of customers are not shown one by one.
    """
    rows = _rows(engine, ALERT.open, within_sectors(scope), within_customers(scope))
    told = _follow_ups(engine, rows)
    states = [state_of(row, told.get((row.place_kind, row.place_id), [])) for row in rows]
    return [
        row
        for row, said in zip(rows, states, strict=True)
        if _measured(row) and (said is None or said.state not in CLOSED)
    ]


def _rows(
    engine: Engine,
    condition: ColumnElement[bool],
    sectors: ColumnElement[bool],
    customers: ColumnElement[bool],
) -> list[Row]:
    statements = (
        _of_sectors().where(condition, sectors),
        _of_customers().where(condition, customers),
    )
    with engine.connect() as connection:
        return [row for statement in statements for row in connection.execute(statement)]


def in_force() -> ColumnElement[bool]:
    """The alerts of sectors at the budget in force."""
    return and_(ALERT.place_kind == SECTOR, ALERT.budget == BUDGET)


def of_customers() -> ColumnElement[bool]:
    """The alerts of customers."""
    return and_(ALERT.place_kind == CUSTOMER_METER, ALERT.budget == CUSTOMER_BUDGET)


def _of_sectors() -> Select:
    sector, day = schema.water_sector.c, schema.water_sector_day.c
    night = (
        select(day.day)
        .where(day.sector_id == ALERT.place_id, day.night_m3_h.is_not(None))
        .order_by(day.day.desc())
        .limit(1)
        .scalar_subquery()
        .label("last_night")
    )
    figures = (ALERT[name] for name in FIGURES)
    return (
        select(*figures, sector.name, sector.commune_code, _commune(), night)
        .join_from(schema.water_alert, schema.water_sector, sector.sector_id == ALERT.place_id)
        .outerjoin(schema.scope, PLACE.scope == "commune:" + sector.commune_code)
        .where(in_force())
    )


def _of_customers() -> Select:
    customer = schema.water_customer.c
    named = customer.meter_id.label("name"), customer.commune_code
    measured = ALERT.last_day.label("last_night")
    return (
        select(*(ALERT[name] for name in FIGURES), *named, _commune(), measured)
        .join_from(schema.water_alert, schema.water_customer, customer.meter_id == ALERT.place_id)
        .outerjoin(schema.scope, PLACE.scope == "commune:" + customer.commune_code)
        .where(of_customers())
    )


def _commune() -> ColumnElement[str]:
    return func.coalesce(PLACE.label, "").label("commune")


def _follow_ups(engine: Engine, rows: Sequence[Row]) -> dict[tuple[str, str], list]:
    """The follow-ups of the places of some alerts, oldest first."""
    places = {(row.place_kind, row.place_id) for row in rows}
    found: dict[tuple[str, str], list] = {}
    if places:
        for row in follow_ups_of(engine, tuple_(ROW.place_kind, ROW.place_id).in_(places)):
            found.setdefault((row.place_kind, row.place_id), []).append(row)
    return found


def _footfall(engine: Engine, rows: Sequence[Row]) -> dict[str, float | None]:
    """How full the communes of the sectors are, on the last day of their alerts."""
    sectors = [row for row in rows if row.place_kind == SECTOR and row.commune_code and row.open]
    if not sectors:
        return {}
    last = max(row.last_day for row in sectors)
    return footfall_against_usual(engine, {row.commune_code for row in sectors}, last)


def _measured(row: Row) -> bool:
    """Whether the place of an alert was still measured as its last days went by."""
    return not row.open or row.last_night is None or row.last_day - row.last_night <= SILENT


def _state(row: Row, follow_up: FollowUp | None) -> tuple[str, str]:
    """What became of an alert, and its label."""
    state = follow_up.state if follow_up else NEW
    if _measured(row) or state in CLOSED:
        return state, STATES[state]
    said = "" if state == NEW else f" ({STATES[state].lower()})"
    return UNMEASURED, f"Plus mesurée depuis le {row.last_night:%d/%m/%Y}{said}"


def _line(row: Row, told: list, busy: dict[str, float | None]) -> tuple:
    """The cells of OF_ALERT."""
    follow_up = state_of(row, told)
    state, label = _state(row, follow_up)
    until = row.last_day if _measured(row) else row.last_night
    return (
        row.place_kind,
        row.place_id,
        row.name,
        row.commune,
        row.kind,
        ALERT_KINDS[row.kind],
        row.since,
        row.detected,
        row.last_day,
        row.open,
        max((until - row.since).days + 1, 1),
        row.flow_m3_h,
        row.low_m3_h,
        row.high_m3_h,
        row.lost_m3,
        row.eur,
        row.eur_year,
        CONFIDENCES[row.confidence],
        row.noises,
        state,
        label,
        follow_up.note if follow_up else "",
        busy.get(row.commune_code) if row.place_kind == SECTOR and row.open else None,
    )


def _rank(line: tuple) -> tuple:
    """Those that still ask for something first, then the dearest, then the greatest flow."""
    cells = dict(zip(OF_ALERT, line, strict=True))
    eur_year = cells["eur_year"]
    price = (eur_year is None, -(eur_year or 0.0), -cells["flow_m3_h"])
    last = cells["state"] in (*CLOSED, UNMEASURED)
    return last, *price, cells["place_kind"], cells["place_id"], cells["since"]


def rehearsal(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_REHEARSAL by budget: the alerts of sectors found in the last twelve months.

    `budget`: false alarms per sector and year; `sectors` that had one, `open` still running,
    `lost_m3` and `eur` since each began (no euros when none has a price). A budget without alert
    has zeros; no row where no sector is watched.
    """
    last = last_night(engine, selection.scope)
    if last is None:
        return pd.DataFrame([], columns=OF_REHEARSAL)
    sector = schema.water_sector.c
    statement = (
        select(
            ALERT.budget,
            func.count(),
            func.count(ALERT.place_id.distinct()),
            func.sum(case((ALERT.open, 1), else_=0)),
            func.sum(ALERT.lost_m3),
            func.sum(ALERT.eur),
        )
        .join_from(schema.water_alert, schema.water_sector, sector.sector_id == ALERT.place_id)
        .where(
            ALERT.place_kind == SECTOR,
            ALERT.detected > last - YEAR,
            within_sectors(selection.scope),
        )
        .group_by(ALERT.budget)
    )
    with engine.connect() as connection:
        found = {row[0]: tuple(row) for row in connection.execute(statement)}
    nothing = (0, 0, 0, 0.0, 0.0)
    rows = [found.get(budget, (budget, *nothing)) for budget in BUDGETS]
    return pd.DataFrame(rows, columns=OF_REHEARSAL)


def last_night(engine: Engine, scope: str) -> date | None:
    """The last day known of a watched sector of a scope; None when none is watched."""
    state, sector = schema.water_sector_state.c, schema.water_sector.c
    statement = (
        select(func.max(state.last_day))
        .join_from(schema.water_sector_state, schema.water_sector,
                   sector.sector_id == state.sector_id)
        .where(state.judged, within_sectors(scope))
    )  # fmt: skip
    with engine.connect() as connection:
        return connection.scalar(statement)
