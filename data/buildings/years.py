"""The buildings of a territory with their twelve months, as every query of the page reads them."""

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Engine, and_, func, select

from data import schema
from data.buildings import trajectory
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.db import fetch
from data.reference_values import ReferenceValues, read_values

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
NUMBERS = ("floor_m2", "latitude_deg", "longitude_deg", "reference_kwh", "absolute_target_kwh_m2")


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


def building_years(engine: Engine, scope: str, last_month: date) -> pd.DataFrame:
    """One row a building of the scope: BUILDING, commune, YEAR of the twelve months that end with
    `last_month` (missing without any data), adjusted_before_kwh of the twelve before, and
    target_kwh: its objective of 2030, missing unless it is subject to the decree.
    """
    building, place = schema.building.c, schema.scope.c
    year, before = schema.building_year.alias("year"), schema.building_year.alias("before")
    back = months_before(last_month, YEAR_OF_MONTHS)
    joined = (
        schema.building.outerjoin(
            place.scope.table, place.scope == "commune:" + building.commune_code
        )
        .outerjoin(
            year, and_(year.c.building_id == building.building_id, year.c.last_month == last_month)
        )
        .outerjoin(
            before, and_(before.c.building_id == building.building_id, before.c.last_month == back)
        )
    )
    frame = fetch(
        engine,
        select(
            *(building[name] for name in BUILDING),
            func.coalesce(place.label, "").label("commune"),
            *(year.c[name] for name in YEAR),
            before.c.adjusted_kwh.label("adjusted_before_kwh"),
        )
        .select_from(joined)
        .where(within(scope))
        .order_by(building.building_id),
    )
    numbers = (*NUMBERS, *YEAR, "adjusted_before_kwh")
    frame = frame.astype(dict.fromkeys(numbers, "Float64"))
    return frame.assign(target_kwh=_targets(frame, decree_reductions(engine, last_month)))


def _targets(frame: pd.DataFrame, reductions: dict[int, float]) -> pd.Series:
    nothing = pd.Series(np.nan, index=frame.index)
    if not reductions:
        return nothing.astype("Float64")
    terms = (
        frame[name].to_numpy(float, na_value=np.nan)
        for name in ("reference_kwh", "absolute_target_kwh_m2", "floor_m2")
    )
    easier = trajectory.objective(*terms, FIRST_MILESTONE, reductions)
    subject = frame["subject_to_decree"].eq(True)
    return pd.Series(easier, index=frame.index).where(subject).astype("Float64")


def decree_reductions(engine: Engine, day: date) -> dict[int, float]:
    """Share of the reference to be saved by each milestone; empty when it is not known."""
    values = reference_values(engine)
    found = {year: values.at("decree_reduction", str(year), day) for year in MILESTONES}
    return {year: value.value for year, value in found.items() if value is not None}


def reference_values(engine: Engine) -> ReferenceValues:
    """The reference values of the store."""
    with engine.connect() as connection:
        return read_values(connection)
