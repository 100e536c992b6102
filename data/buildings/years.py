"""The buildings of a territory with their twelve months, as every query of the page reads them."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, Engine, FromClause, Row, Select, and_, func, select

from data import schema
from data.buildings import trajectory
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.vocabulary import COMPLETE_SHARE
from data.reference_values import read_values

FIRST_MILESTONE = 2030
MILESTONES = (2030, 2040, 2050)
YEAR = (
    "final_kwh",
    "adjusted_kwh",
    "water_m3",
    "eur",
    "kgco2e",
    "known_share",
    "kwh_m2",
    "peers",
    "peer_median_kwh_m2",
    "potential_eur",
)
BUILDING = (
    "building_id",
    "name",
    "category",
    "floor_m2",
    "latitude_deg",
    "longitude_deg",
    "reference_kwh",
    "absolute_target_kwh_m2",
    "subject_to_decree",
)
OWN = schema.building.c
YEAR_ROW = schema.building_year.alias("year").c
BEFORE_ROW = schema.building_year.alias("before").c


def within(scope: str) -> ColumnElement[bool]:
    """The buildings of a scope; none for a scope of another kind."""
    kind, _, code = scope.partition(":")
    building = schema.building.c
    columns = {
        "departement": building.departement_code,
        "epci": building.epci_code,
        "commune": building.commune_code,
        "batiment": building.building_id,
    }
    if kind == "syndicat":
        return building.building_id.is_not(None)
    return columns[kind] == code if kind in columns else building.building_id.is_(None)


def building_count(engine: Engine, scope: str) -> int:
    """Buildings of a scope, with or without data."""
    with engine.connect() as connection:
        return connection.scalar(
            select(func.count()).select_from(schema.building).where(within(scope))
        )


def years_statement(scope: str, last_month: date) -> Select:
    """One row a building of the scope: BUILDING, commune, YEAR of the twelve months that end with
    `last_month` (null without any data), and adjusted_before_kwh of the twelve before."""
    place = schema.scope.c
    return (
        select(
            *(OWN[name] for name in BUILDING),
            func.coalesce(place.label, "").label("commune"),
            *(YEAR_ROW[name] for name in YEAR),
            BEFORE_ROW.adjusted_kwh.label("adjusted_before_kwh"),
        )
        .select_from(
            _two_years(last_month).outerjoin(
                schema.scope, place.scope == "commune:" + OWN.commune_code
            )
        )
        .where(within(scope))
        .order_by(OWN.building_id)
    )


def _two_years(last_month: date) -> FromClause:
    """Buildings beside their year and the one before, where they have them."""
    back = months_before(last_month, YEAR_OF_MONTHS)
    joined = schema.building
    for row, month in ((YEAR_ROW, last_month), (BEFORE_ROW, back)):
        same = and_(row.building_id == OWN.building_id, row.last_month == month)
        joined = joined.outerjoin(row.building_id.table, same)
    return joined


def building_years(engine: Engine, scope: str, last_month: date) -> Sequence[Row]:
    """The rows of `years_statement`."""
    with engine.connect() as connection:
        return connection.execute(years_statement(scope, last_month)).all()


def year_sums(engine: Engine, scope: str, last_month: date) -> Row:
    """What the years of a scope add up to.

    buildings, with_data, complete (COMPLETE_SHARE of their days), compared (adjusted both years),
    adjusted_kwh and adjusted_before_kwh of these, above (their peers), potential_eur.
    """
    both = and_(YEAR_ROW.adjusted_kwh.is_not(None), BEFORE_ROW.adjusted_kwh.is_not(None))
    statement = (
        select(
            func.count().label("buildings"),
            func.count(YEAR_ROW.known_share).label("with_data"),
            func.count().filter(YEAR_ROW.known_share >= COMPLETE_SHARE).label("complete"),
            func.count().filter(both).label("compared"),
            func.sum(YEAR_ROW.adjusted_kwh).filter(both).label("adjusted_kwh"),
            func.sum(BEFORE_ROW.adjusted_kwh).filter(both).label("adjusted_before_kwh"),
            func.count().filter(YEAR_ROW.potential_eur > 0).label("above"),
            func.sum(YEAR_ROW.potential_eur).label("potential_eur"),
        )
        .select_from(_two_years(last_month))
        .where(within(scope))
    )
    with engine.connect() as connection:
        return connection.execute(statement).one()


def subject_years(engine: Engine, scope: str, last_month: date) -> Sequence[Row]:
    """adjusted_kwh and the terms of the objective, of the buildings subject to the decree."""
    terms = (OWN.subject_to_decree, OWN.reference_kwh, OWN.absolute_target_kwh_m2, OWN.floor_m2)
    year = and_(YEAR_ROW.building_id == OWN.building_id, YEAR_ROW.last_month == last_month)
    statement = (
        select(YEAR_ROW.adjusted_kwh, *terms)
        .join_from(schema.building, YEAR_ROW.building_id.table, year)
        .where(within(scope), OWN.subject_to_decree)
    )
    with engine.connect() as connection:
        return connection.execute(statement).all()


def targets_kwh(rows: Sequence[Row], reductions: dict[int, float]) -> list[float | None]:
    """The objective of 2030 of each row; None without one, or for a building that has none."""
    if not reductions:
        return [None] * len(rows)
    terms = [
        np.array([getattr(row, name) for row in rows], dtype=float)
        for name in ("reference_kwh", "absolute_target_kwh_m2", "floor_m2")
    ]
    easier = trajectory.objective(*terms, FIRST_MILESTONE, reductions).tolist()
    return [
        kwh if row.subject_to_decree and kwh == kwh else None
        for row, kwh in zip(rows, easier, strict=True)
    ]


def decree_reductions(engine: Engine, day: date) -> dict[int, float]:
    """Share of the reference to be saved by each milestone; empty when it is not known."""
    with engine.connect() as connection:
        values = read_values(connection)
    found = {year: values.at("decree_reduction", str(year), day) for year in MILESTONES}
    return {year: value.value for year, value in found.items() if value is not None}
