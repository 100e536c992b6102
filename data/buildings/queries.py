"""Public buildings of a territory as screens read them: (engine, selection) -> frame."""

import numpy as np
import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.buildings import trajectory
from data.buildings.alerts import given
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.scope_months import ScopeMonths, scope_months
from data.buildings.shown_months import shown_months, twelve_months
from data.buildings.vocabulary import CATEGORIES, COMPLETE_SHARE, FINAL_ENERGIES
from data.buildings.years import building_count, building_years
from data.selection import Selection

RANKED_BUILDINGS = 20
KG_PER_T = 1000
LISTED = [
    "building_id", "name", "commune", "category_label", "floor_m2", "latitude_deg",
    "longitude_deg", "final_kwh", "kwh_m2", "peers", "peer_median_kwh_m2", "change_pct", "eur",
    "tco2e", "water_m3", "potential_eur", "known_share_pct", "gap_2030_pct", "open_alerts",
    "status",
]  # fmt: skip


def monthly(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a month of the period, twelve at least, known or not; none when nothing is known.

    Columns: month, electricity_kwh, gas_kwh, heat_kwh, oil_kwh (final energy), total_kwh,
    before_kwh (missing where the perimeter has changed by more than a tenth), complete (nine
    tenths of the meters of buildings have nine tenths of the month), buildings.
    """
    months = shown_months(engine, selection)
    if len(months) < YEAR_OF_MONTHS:
        months = twelve_months(months[-1])
    sums = scope_months(engine, selection.scope, months, selection.comparison)
    buildings = building_count(engine, selection.scope)
    rows = [
        {
            "month": month,
            **{f"{energy}_kwh": _kwh(sums, month, [energy]) for energy in FINAL_ENERGIES},
            "total_kwh": _kwh(sums, month),
            "before_kwh": _before_kwh(sums, month),
            "complete": _is_complete(sums, month),
            "buildings": buildings,
        }
        for month in months
    ]
    kwh = {name: "Float64" for name in rows[0] if name.endswith("_kwh")}
    frame = pd.DataFrame(rows).astype(kwh)
    return frame if frame["total_kwh"].notna().any() else frame.head(0)


def _kwh(sums: ScopeMonths, month: object, energies: object = FINAL_ENERGIES) -> float | None:
    rows = [sums.rows.get((month, energy)) for energy in energies]
    known = [row.final_kwh for row in rows if row is not None and row.final_kwh is not None]
    return sum(known) if known else None


def _complete_lines(sums: ScopeMonths, month: object) -> tuple[int, int]:
    """Energies of buildings that are complete in a month, and all those that are listed."""
    rows = [sums.rows.get((month, energy)) for energy in FINAL_ENERGIES]
    known = [row for row in rows if row is not None]
    return sum(row.complete for row in known), sum(row.buildings for row in known)


def _is_complete(sums: ScopeMonths, month: object) -> bool:
    complete, listed = _complete_lines(sums, month)
    return listed > 0 and complete >= COMPLETE_SHARE * listed


def _before_kwh(sums: ScopeMonths, month: object) -> float | None:
    if not sums.back:
        return None
    before = months_before(month, sums.back)
    now, then = _complete_lines(sums, month)[0], _complete_lines(sums, before)[0]
    same = min(now, then) >= COMPLETE_SHARE * max(now, then)
    return _kwh(sums, before) if same else None


def building_list(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a building of the territory (LISTED), on the twelve months that end the period.

    `eur` is that of energies, water beside; `change_pct` that of adjusted energy; `status` is
    complet, partiel or sans donnée.
    """
    years = building_years(engine, selection.scope, shown_months(engine, selection)[-1])
    before = years["adjusted_before_kwh"].where(years["adjusted_before_kwh"] > 0)
    years["category_label"] = [
        CATEGORIES.get(key, CATEGORIES["autre"]) for key in years["category"]
    ]
    years["change_pct"] = 100 * (years["adjusted_kwh"] / before - 1)
    years["tco2e"] = years["kgco2e"] / KG_PER_T
    years["known_share_pct"] = 100 * years["known_share"].fillna(0.0)
    years["gap_2030_pct"] = _gap_pct(years)
    years["open_alerts"] = years["building_id"].map(_open_alerts(engine)).fillna(0).astype(int)
    years["status"] = "sans donnée"
    years.loc[years["known_share"] > 0, "status"] = "partiel"
    years.loc[years["known_share"] >= COMPLETE_SHARE, "status"] = "complet"
    return years[LISTED].astype({"peers": "Int64"})


def _gap_pct(years: pd.DataFrame) -> pd.Series:
    terms = (
        years[name].to_numpy(float, na_value=np.nan) for name in ("adjusted_kwh", "target_kwh")
    )
    return pd.Series(trajectory.gap_pct(*terms), index=years.index).astype("Float64")


def _open_alerts(engine: Engine) -> dict[str, int]:
    row = schema.alert.c
    statement = (
        select(row.building_id, func.count()).where(row.open, given()).group_by(row.building_id)
    )
    with engine.connect() as connection:
        return dict(map(tuple, connection.execute(statement)))


def ranking(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The buildings that cost most above the median of their peers, as `building_list`."""
    frame = building_list(engine, selection)
    above = frame[frame["potential_eur"].fillna(0.0) > 0]
    order = above.sort_values(["potential_eur", "building_id"], ascending=[False, True])
    return order.head(RANKED_BUILDINGS).reset_index(drop=True)


def categories(engine: Engine, selection: Selection) -> pd.DataFrame:
    """By category of use, most energy first: category_label, buildings, floor_m2, final_kwh,
    kwh_m2 (sum ÷ sum), median_kwh_m2; buildings whose energy and floor area are known."""
    frame = building_list(engine, selection)
    known = frame[frame["kwh_m2"].notna()]
    grouped = known.groupby("category_label").agg(
        buildings=("building_id", "count"),
        floor_m2=("floor_m2", "sum"),
        final_kwh=("final_kwh", "sum"),
        median_kwh_m2=("kwh_m2", "median"),
    )
    grouped.insert(3, "kwh_m2", grouped["final_kwh"] / grouped["floor_m2"])
    return grouped.sort_values("final_kwh", ascending=False).reset_index()
