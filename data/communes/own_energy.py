"""Public buildings and public lighting of every commune."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Engine, and_, func, select

from data import schema
from data.buildings.alerts import given
from data.buildings.months import last_whole_month
from data.buildings.shown_months import last_known_month, twelve_months
from data.communes.own import NOT_LOADED, OwnFigure, by_code, own_figure, ratio
from data.db import fetch
from data.lighting.scope_months import last_known_month as last_lighting_month

BUILDING, YEAR, ALERT = schema.building.c, schema.building_year.c, schema.alert.c
LIGHT_MONTH, LIGHT, SCOPE = schema.light_scope_month.c, schema.light_scope.c, schema.scope.c
MONTHS = 12


def buildings(
    engine: Engine, codes: Sequence[str], population: pd.Series, day: date
) -> dict[str, OwnFigure]:
    """kWh/m² and euros per inhabitant of the last twelve months, what open alerts cost a year.

    Energies and areas are added, then divided. A cost is given when that of each of the buildings
    of the commune is known: a part of it would look cheap.
    """
    last = last_known_month(engine) or last_whole_month(day)
    rows = by_code(_building_years(engine, last), codes)
    alerts = by_code(_alerts(engine), codes)
    count, known = rows["buildings"], rows["with_data"].fillna(0)
    none = [(count.isna() & count.isna().all(), NOT_LOADED), (count.isna(), "no_building")]
    months = twelve_months(last)
    days = months[0], months[-1]
    ringing, at_stake = alerts["alerts"].fillna(0), alerts["eur_year"].astype(float)
    return {
        "kwh_m2": own_figure(
            ratio(rows["kwh"], rows["floor_m2"]),
            rows["measured"],
            count,
            [*none, (rows["measured"].fillna(0) == 0, "incomplete_year")],
            days,
        ),
        "building_eur_per_inhabitant": own_figure(
            ratio(rows["eur"], population),
            rows["priced"],
            count,
            [*none, (rows["priced"] < count, "incomplete_cost")],
            days,
        ),
        "at_stake_eur_per_building": own_figure(
            ratio(at_stake.mask(ringing == 0, 0.0), known),
            known,
            count,
            [*none, (known == 0, "no_reading"), ((ringing > 0) & at_stake.isna(), "no_price")],
        ),
    }


def _building_years(engine: Engine, last_month: date) -> pd.DataFrame:
    measured = YEAR.kwh_m2.is_not(None)
    own = and_(YEAR.building_id == BUILDING.building_id, YEAR.last_month == last_month)
    statement = (
        select(
            BUILDING.commune_code.label("code"),
            func.count().label("buildings"),
            func.count(YEAR.known_share).label("with_data"),
            func.count(YEAR.kwh_m2).label("measured"),
            func.sum(YEAR.final_kwh).filter(measured).label("kwh"),
            func.sum(BUILDING.floor_m2).filter(measured).label("floor_m2"),
            func.count(YEAR.eur).label("priced"),
            func.sum(YEAR.eur).label("eur"),
        )
        .select_from(schema.building.outerjoin(schema.building_year, own))
        .where(BUILDING.commune_code.is_not(None))
        .group_by(BUILDING.commune_code)
    )
    return fetch(engine, statement)


def _alerts(engine: Engine) -> pd.DataFrame:
    statement = (
        select(
            BUILDING.commune_code.label("code"),
            func.count().label("alerts"),
            func.sum(ALERT.eur_year).label("eur_year"),
        )
        .join_from(schema.alert, schema.building, BUILDING.building_id == ALERT.building_id)
        .where(ALERT.open, given(), BUILDING.commune_code.is_not(None))
        .group_by(BUILDING.commune_code)
    )
    return fetch(engine, statement)


def lighting(engine: Engine, codes: Sequence[str], day: date) -> dict[str, OwnFigure]:
    """kWh per point and euros per inhabitant of the last twelve months billed, points off at 2 am.

    As on the page of the theme: twelve times what is billed ÷ the sum over months of the points
    (inhabitants) billed, where each month is.
    """
    months = twelve_months(last_lighting_month(engine) or last_whole_month(day))
    rows = by_code(_light(engine, months), codes)
    points = rows["points"]
    none = [
        (points.isna() & points.isna().all(), NOT_LOADED),
        (~(points > 0), "no_point"),
    ]
    days = months[0], months[-1]
    billed = rows["billed"], rows["cabinets"]
    return {
        "light_kwh_per_point": own_figure(
            MONTHS * ratio(rows["kwh"], rows["billed_points"]),
            *billed,
            [*none, (~(rows["kwh_months"] == MONTHS), "not_billed")],
            days,
        ),
        "light_eur_per_inhabitant": own_figure(
            MONTHS * ratio(rows["eur"], rows["billed_population"]),
            *billed,
            [*none, (~(rows["eur_months"] == MONTHS), "not_billed")],
            days,
        ),
        "light_off_share_pct": own_figure(
            100 * ratio(rows["off_at_2h_points"], rows["scheduled_points"]),
            rows["scheduled_points"],
            points,
            [*none, (~(rows["scheduled_points"] > 0), "no_schedule")],
        ),
    }


def _light(engine: Engine, months: list[date]) -> pd.DataFrame:
    communes = select(SCOPE.scope).where(SCOPE.kind == "commune")
    sums = (
        select(
            LIGHT_MONTH.scope,
            func.sum(LIGHT_MONTH.measured_kwh).label("kwh"),
            func.count(LIGHT_MONTH.measured_kwh).label("kwh_months"),
            func.sum(LIGHT_MONTH.eur).label("eur"),
            func.count(LIGHT_MONTH.eur).label("eur_months"),
            func.sum(LIGHT_MONTH.billed_points).label("billed_points"),
            func.sum(LIGHT_MONTH.billed_population).label("billed_population"),
            func.min(LIGHT_MONTH.billed).label("billed"),
        )
        .where(LIGHT_MONTH.scope.in_(communes), LIGHT_MONTH.month.between(months[0], months[-1]))
        .group_by(LIGHT_MONTH.scope)
        .subquery()
    )
    stock = ("points", "cabinets", "off_at_2h_points", "scheduled_points")
    statement = (
        select(
            SCOPE.code,
            *(LIGHT[name] for name in stock),
            *(column for column in sums.c if column.name != "scope"),
        )
        .join_from(schema.light_scope, schema.scope, SCOPE.scope == LIGHT.scope)
        .outerjoin(sums, sums.c.scope == LIGHT.scope)
        .where(SCOPE.kind == "commune")
    )
    return fetch(engine, statement)
