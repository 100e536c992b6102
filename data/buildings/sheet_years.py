"""The years of one building: what a declaration asks for, and the way to the objectives."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import isnan
from operator import itemgetter
from typing import Any

import pandas as pd
from sqlalchemy import Engine, Row, extract, func, select

from data import schema
from data.buildings import trajectory as objectives
from data.buildings.headline import added
from data.buildings.sheet import building_of
from data.buildings.shown_months import last_known_month
from data.buildings.vocabulary import CATEGORIES, COMPLETE_SHARE, FINAL_ENERGIES
from data.buildings.years import FIRST_MILESTONE, decree_reductions
from data.selection import Selection

DECEMBER = 12
ANNUAL = [
    "year", "building_id", "name", "category_label", "floor_m2", "electricity_kwh", "gas_kwh",
    "heat_kwh", "oil_kwh", "total_kwh", "adjusted_kwh", "degree_days", "known_share_pct",
]  # fmt: skip
WAY = ["year", "kwh", "adjusted_kwh", "target_kwh", "absolute_kwh"]


def annual(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a civil year with data: year, building_id, name, category_label, floor_m2,
    electricity_kwh, gas_kwh (PCI), heat_kwh, oil_kwh, total_kwh, adjusted_kwh, degree_days,
    known_share_pct; what is not known is missing."""
    own = _building(engine, selection)
    years = _years(engine, own.building_id) if own else []
    if not years:
        return pd.DataFrame(columns=ANNUAL)
    sums = _degree_days(engine, own.station_id, years[0]["year"])
    described = {
        "building_id": own.building_id,
        "name": own.name,
        "category_label": CATEGORIES[own.category],
        "floor_m2": own.floor_m2,
    }
    lines = [{**year, **described, "degree_days": sums.get(year["year"])} for year in years]
    return pd.DataFrame(lines, columns=ANNUAL)


def _building(engine: Engine, selection: Selection) -> Row | None:
    building = schema.building.c
    statement = select(schema.building).where(building.building_id == building_of(selection))
    with engine.connect() as connection:
        return connection.execute(statement).first()


def _years(engine: Engine, building_id: str) -> list[dict[str, Any]]:
    """By civil year: year, the kWh of each energy, total_kwh, adjusted_kwh, known_share_pct."""
    adjusted = _december_years(engine, building_id)
    rows = _month_rows(engine, building_id)
    energies = {row.energy for row in rows}
    by_year = {year: list(part) for year, part in groupby(rows, key=lambda row: row.month.year)}
    return [
        {
            "year": year,
            **{f"{energy}_kwh": _kwh(part, [energy]) for energy in FINAL_ENERGIES},
            "total_kwh": _kwh(part, FINAL_ENERGIES),
            "adjusted_kwh": adjusted.get(year),
            "known_share_pct": _known_share_pct(part, _length(year) * len(energies)),
        }
        for year, part in by_year.items()
    ]


def _known_share_pct(rows: Sequence[Row], days: int) -> float:
    return 100 * sum(row.known_days for row in rows) / days


def _month_rows(engine: Engine, building_id: str) -> Sequence[Row]:
    """Every month of a building, by energy, water apart."""
    row = schema.building_month.c
    statement = (
        select(row.month, row.energy, row.final_kwh, row.known_days)
        .where(row.building_id == building_id, row.energy.in_(FINAL_ENERGIES))
        .order_by(row.month)
    )
    with engine.connect() as connection:
        return connection.execute(statement).all()


def _kwh(rows: Sequence[Row], energies: Collection[str]) -> float | None:
    return added(*(row.final_kwh for row in rows if row.energy in energies))


def _december_years(engine: Engine, building_id: str) -> dict[int, float | None]:
    """Adjusted energy of the civil years."""
    row = schema.building_year.c
    statement = select(row.last_month, row.adjusted_kwh).where(row.building_id == building_id)
    with engine.connect() as connection:
        found = dict(map(tuple, connection.execute(statement)))
    return {month.year: kwh for month, kwh in found.items() if month.month == DECEMBER}


def _degree_days(engine: Engine, station_id: str | None, first_year: int) -> dict[int, float]:
    """Heating degree days of the civil years from the first on that the station knows whole."""
    row = schema.degree_day.c
    year = extract("year", row.day)
    statement = (
        select(year, func.sum(row.heating_k_d), func.count())
        .where(row.station_id == station_id, row.day >= date(first_year, 1, 1))
        .group_by(year)
    )
    with engine.connect() as connection:
        found = connection.execute(statement).all()
    return {int(year): total for year, total, days in found if days == _length(int(year))}


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - timedelta(days=1)).timetuple().tm_yday


def trajectory(engine: Engine, selection: Selection) -> pd.DataFrame:
    """year, kwh, adjusted_kwh, target_kwh, absolute_kwh: the reference year, the civil years with
    a complete sum, then the milestones of the decree; no row without reference nor objective."""
    own = _building(engine, selection)
    if own is None:
        return pd.DataFrame(columns=WAY)
    lines = [
        (year["year"], year["total_kwh"], year["adjusted_kwh"], None, None)
        for year in _years(engine, own.building_id)
        if year["known_share_pct"] >= 100 * COMPLETE_SHARE
    ]
    if None not in (own.reference_year, own.reference_kwh):
        known = {line[0] for line in lines}
        reference = (own.reference_year, own.reference_kwh, None, None, None)
        lines += [reference] if own.reference_year not in known else []
    day = last_known_month(engine) or selection.end
    lines += _milestones(own, decree_reductions(engine, day))
    return pd.DataFrame(sorted(lines, key=itemgetter(0)), columns=WAY)


def _milestones(own: Row, reductions: dict[int, float]) -> list[tuple]:
    """The objectives: relative at each milestone, absolute at the first alone."""
    lines = []
    for year in reductions:
        relative = float(objectives.target_kwh(own.reference_kwh, year, reductions))
        absolute = _absolute_kwh(own) if year == FIRST_MILESTONE else None
        if absolute is not None or not isnan(relative):
            lines.append((year, None, None, relative, absolute))
    return lines


def _absolute_kwh(own: Row) -> float | None:
    if None in (own.absolute_target_kwh_m2, own.floor_m2):
        return None
    return own.absolute_target_kwh_m2 * own.floor_m2
