"""Drifts and leaks of a territory: those open, and what other thresholds would have given."""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Engine, Row, and_, case, func, or_, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.shown_months import last_known_month
from data.buildings.vocabulary import (
    ALERT_KINDS,
    DRIFT,
    DRIFT_THRESHOLD,
    DRIFT_THRESHOLDS,
    ENERGIES,
    LEAK,
)
from data.buildings.years import within
from data.selection import Selection

ALERT = schema.alert.c
BUILDING = schema.building.c
OPEN = [
    "kind", "kind_label", "building_id", "name", "commune", "energy_label", "since", "detected",
    "days_open", "excess_per_day", "unit", "eur_year",
]  # fmt: skip


def given() -> ColumnElement[bool]:
    """The alerts that screens give: leaks, and drifts at the threshold in force."""
    return or_(ALERT.kind == LEAK, and_(ALERT.kind == DRIFT, ALERT.threshold == DRIFT_THRESHOLD))


def at_stake(engine: Engine, scope: str) -> tuple[int, int, float | None]:
    """Open drifts, open leaks and what they cost a year if nothing is done: 0 without any alert,
    None when none of them has a price."""
    statement = (
        select(
            func.coalesce(func.sum(case((ALERT.kind == DRIFT, 1), else_=0)), 0),
            func.coalesce(func.sum(case((ALERT.kind == LEAK, 1), else_=0)), 0),
            func.sum(ALERT.eur_year),
            func.count(),
        )
        .join_from(schema.alert, schema.building, BUILDING.building_id == ALERT.building_id)
        .where(ALERT.open, given(), within(scope))
    )
    with engine.connect() as connection:
        drifts, leaks, eur, alerts = connection.execute(statement).one()
    return drifts, leaks, eur if alerts else 0.0


def open_alerts(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The open alerts, dearest first (OPEN); those without a price come last."""
    place = schema.scope.c
    statement = (
        select(
            ALERT.kind,
            ALERT.building_id,
            BUILDING.name,
            func.coalesce(place.label, "").label("commune"),
            ALERT.energy,
            ALERT.since,
            ALERT.detected,
            ALERT.last_day,
            ALERT.excess_per_day,
            ALERT.eur_year,
        )
        .join_from(schema.alert, schema.building, BUILDING.building_id == ALERT.building_id)
        .outerjoin(schema.scope, place.scope == "commune:" + BUILDING.commune_code)
        .where(ALERT.open, given(), within(selection.scope))
        .order_by(ALERT.eur_year.desc().nulls_last(), ALERT.building_id, ALERT.energy, ALERT.since)
    )
    with engine.connect() as connection:
        lines = [_open_line(row) for row in connection.execute(statement)]
    return pd.DataFrame(lines, columns=OPEN)


def _open_line(row: Row) -> tuple:
    energy = ENERGIES[row.energy]
    return (
        row.kind,
        ALERT_KINDS[row.kind],
        row.building_id,
        row.name,
        row.commune,
        energy.label,
        row.since,
        row.detected,
        (row.last_day - row.since).days + 1,
        row.excess_per_day,
        energy.unit,
        row.eur_year,
    )


def rehearsal(engine: Engine, selection: Selection) -> pd.DataFrame:
    """By threshold of the drift alert, the drifts found since the last twelve months began.

    Columns: threshold, alerts, buildings, open, eur (what they have cost), eur_year (what those
    open cost a year). A threshold without alert has zeros, one whose alerts have no price no euros;
    no row before the first whole month.
    """
    last = last_known_month(engine)
    if last is None:
        return _rehearsed([])
    still_open = case((ALERT.open, 1), else_=0)
    statement = (
        select(
            ALERT.threshold,
            func.count(),
            func.count(ALERT.building_id.distinct()),
            func.sum(still_open),
            func.sum(ALERT.eur),
            func.sum(ALERT.eur_year * still_open),
        )
        .join_from(schema.alert, schema.building, BUILDING.building_id == ALERT.building_id)
        .where(ALERT.kind == DRIFT, ALERT.detected >= _first_day(last), within(selection.scope))
        .group_by(ALERT.threshold)
    )
    with engine.connect() as connection:
        found = {row[0]: tuple(row) for row in connection.execute(statement)}
    nothing = (0, 0, 0, 0.0, 0.0)
    return _rehearsed([found.get(value, (value, *nothing)) for value in DRIFT_THRESHOLDS])


def _rehearsed(rows: list[tuple]) -> pd.DataFrame:
    columns = ["threshold", "alerts", "buildings", "open", "eur", "eur_year"]
    return pd.DataFrame(rows, columns=columns)


def _first_day(last_month: date) -> date:
    return months_before(last_month, YEAR_OF_MONTHS - 1)
