"""The years of one building: what a declaration asks for, and the way to the objectives."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.buildings import trajectory as objectives
from data.buildings.sheet import KWH, building_of, month_rows, summed
from data.buildings.shown_months import last_known_month
from data.buildings.vocabulary import CATEGORIES, COMPLETE_SHARE, FINAL_ENERGIES
from data.buildings.years import MILESTONES, decree_reductions
from data.db import fetch
from data.selection import Selection

DECEMBER = 12
NUMBERS = (
    "electricity_kwh",
    "gas_kwh",
    "heat_kwh",
    "oil_kwh",
    "total_kwh",
    "adjusted_kwh",
    "degree_days",
    "known_share_pct",
)
ANNUAL = ["year", "building_id", "name", "category_label", "floor_m2", *NUMBERS]
# Their product is the absolute objective in kWh.
ABSOLUTE = ("absolute_target_kwh_m2", "floor_m2")


def annual(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a civil year with data: year, building_id, name, category_label, floor_m2,
    electricity_kwh, gas_kwh (PCI), heat_kwh, oil_kwh, total_kwh, adjusted_kwh, degree_days,
    known_share_pct; what is not known is missing."""
    building = schema.building.c
    own = fetch(
        engine, select(schema.building).where(building.building_id == building_of(selection))
    )
    rows = month_rows(engine, building_of(selection))
    rows = rows[rows["energy"].isin(FINAL_ENERGIES)]
    rows = rows.assign(year=[month.year for month in rows["month"]])
    if rows.empty:
        return pd.DataFrame(columns=ANNUAL)
    years = _december_years(engine, building_of(selection))
    sums = _degree_days(engine, building_of(selection), rows["year"].min())
    lines = [
        {
            "year": year,
            **{name: own.at[0, name] for name in ("building_id", "name")},
            "category_label": CATEGORIES[own.at[0, "category"]],
            "floor_m2": own.at[0, "floor_m2"],
            **_annual_kwh(part),
            "adjusted_kwh": years.get(year),
            "degree_days": sums.get(year),
            "known_share_pct": _known_share_pct(part, rows["energy"].nunique(), year),
        }
        for year, part in rows.groupby("year")
    ]
    return pd.DataFrame(lines, columns=ANNUAL).astype(dict.fromkeys(NUMBERS, "Float64"))


def _annual_kwh(part: pd.DataFrame) -> dict[str, float | None]:
    kwh = {
        name: summed(part[part["energy"] == energy]["final_kwh"]) for energy, name in KWH.items()
    }
    return {**kwh, "total_kwh": summed(part["final_kwh"])}


def _known_share_pct(part: pd.DataFrame, energies: int, year: int) -> float:
    days = (date(year, DECEMBER, 31) - date(year, 1, 1)).days + 1
    return 100 * part["known_days"].sum() / (days * energies)


def _december_years(engine: Engine, building_id: str) -> dict[int, float | None]:
    """Adjusted energy of the civil years."""
    row = schema.building_year.c
    statement = select(row.last_month, row.adjusted_kwh).where(row.building_id == building_id)
    with engine.connect() as connection:
        found = dict(map(tuple, connection.execute(statement)))
    return {month.year: kwh for month, kwh in found.items() if month.month == DECEMBER}


def _degree_days(engine: Engine, building_id: str, first_year: int) -> dict[int, float]:
    """Heating degree days of the civil years from the first on that the station knows whole."""
    row, building = schema.degree_day.c, schema.building.c
    statement = (
        select(row.day, row.heating_k_d)
        .join_from(schema.degree_day, schema.building, building.station_id == row.station_id)
        .where(building.building_id == building_id, row.day >= date(first_year, 1, 1))
    )
    frame = fetch(engine, statement)
    years = frame.groupby([day.year for day in frame["day"]])["heating_k_d"].agg(["sum", "count"])
    whole = years["count"] == [_length(year) for year in years.index]
    return years["sum"][whole].to_dict()


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - timedelta(days=1)).timetuple().tm_yday


def trajectory(engine: Engine, selection: Selection) -> pd.DataFrame:
    """year, kwh, adjusted_kwh, target_kwh, absolute_kwh: the reference year, the civil years with
    a complete sum, then the milestones of the decree; no row without reference nor objective."""
    building = schema.building.c
    own = fetch(
        engine, select(schema.building).where(building.building_id == building_of(selection))
    )
    if own.empty:
        return _trajectory([])
    row = own[["reference_year", "reference_kwh", *ABSOLUTE]].astype(float).iloc[0]
    known = annual(engine, selection)
    whole = known[known["known_share_pct"] >= 100 * COMPLETE_SHARE]
    lines = [
        (year, kwh, adjusted, None, None)
        for year, kwh, adjusted in zip(
            whole["year"], whole["total_kwh"], whole["adjusted_kwh"], strict=True
        )
    ]
    if row[["reference_year", "reference_kwh"]].notna().all():
        reference = (int(row["reference_year"]), row["reference_kwh"], None, None, None)
        lines += [reference] if reference[0] not in {line[0] for line in lines} else []
    day = last_known_month(engine) or selection.end
    lines += _milestones(row, decree_reductions(engine, day))
    return _trajectory(sorted(lines, key=lambda line: line[0]))


def _milestones(row: pd.Series, reductions: dict[int, float]) -> list[tuple]:
    """The objectives: relative at each milestone, absolute at the first alone."""
    absolute = float(np.prod(row[list(ABSOLUTE)].to_numpy()))
    lines = [
        (
            year,
            None,
            None,
            float(objectives.target_kwh(row["reference_kwh"], year, reductions)),
            absolute if year == MILESTONES[0] else np.nan,
        )
        for year in reductions
    ]
    return [line for line in lines if not np.isnan(line[3:]).all()]


def _trajectory(lines: list[tuple]) -> pd.DataFrame:
    columns = ["year", "kwh", "adjusted_kwh", "target_kwh", "absolute_kwh"]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.astype(dict.fromkeys(columns[1:], "Float64"))
