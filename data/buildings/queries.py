"""Public buildings of a territory as screens read them: (engine, selection) -> frame."""

from datetime import date
from statistics import median

import pandas as pd
from sqlalchemy import Engine, Row, Select, func, select

from data import schema
from data.buildings import trajectory
from data.buildings.alerts import given
from data.buildings.months import months_before
from data.buildings.scope_months import ScopeMonths, energy_month, scope_months
from data.buildings.shown_months import months_drawn, shown_months
from data.buildings.vocabulary import CATEGORIES, COMPLETE_SHARE, FINAL_ENERGIES
from data.buildings.years import (
    YEAR_ROW,
    building_count,
    decree_reductions,
    targets_kwh,
    within,
    years_statement,
)
from data.selection import Selection

RANKED_BUILDINGS = 20
KG_PER_T = 1000
LISTED = [
    "building_id", "name", "commune", "category_label", "floor_m2", "latitude_deg",
    "longitude_deg", "final_kwh", "kwh_m2", "peers", "peer_median_kwh_m2", "change_pct", "eur",
    "tco2e", "water_m3", "potential_eur", "known_share_pct", "gap_2030_pct", "open_alerts",
    "status",
]  # fmt: skip
OF_CATEGORY = ["category_label", "buildings", "floor_m2", "final_kwh", "kwh_m2", "median_kwh_m2"]


def monthly(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a month of the period, twelve at least, known or not; none when nothing is known.

    Columns: those of `energy_month`, before_kwh (missing where the perimeter has changed by more
    than a tenth), complete (nine tenths of the meters of buildings have nine tenths of the month),
    buildings.
    """
    months = months_drawn(engine, selection)
    sums = scope_months(engine, selection.scope, months, selection.comparison)
    buildings = building_count(engine, selection.scope)
    rows = [
        {
            **energy_month(sums, month),
            "before_kwh": _before_kwh(sums, month),
            "complete": _is_complete(sums, month),
            "buildings": buildings,
        }
        for month in months
    ]
    frame = pd.DataFrame(rows)
    return frame if frame["total_kwh"].notna().any() else frame.head(0)


def _complete_lines(sums: ScopeMonths, month: date) -> tuple[int, int]:
    """Energies of buildings that are complete in a month, and all those that are listed."""
    rows = [sums.rows.get((month, energy)) for energy in FINAL_ENERGIES]
    known = [row for row in rows if row is not None]
    return sum(row.complete for row in known), sum(row.buildings for row in known)


def _is_complete(sums: ScopeMonths, month: date) -> bool:
    complete, listed = _complete_lines(sums, month)
    return listed > 0 and complete >= COMPLETE_SHARE * listed


def _before_kwh(sums: ScopeMonths, month: date) -> float | None:
    if not sums.back:
        return None
    before = months_before(month, sums.back)
    now, then = _complete_lines(sums, month)[0], _complete_lines(sums, before)[0]
    same = min(now, then) >= COMPLETE_SHARE * max(now, then)
    return sums.kwh(before) if same else None


def building_list(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a building of the territory (LISTED), on the twelve months that end the period.

    `eur` is that of energies, water beside; `change_pct` that of adjusted energy; `status` is
    complet, partiel or sans donnée.
    """
    last = shown_months(engine, selection)[-1]
    return _listed(engine, last, years_statement(selection.scope, last))


def _listed(engine: Engine, last_month: date, statement: Select) -> pd.DataFrame:
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    targets = targets_kwh(rows, decree_reductions(engine, last_month))
    gaps_pct = trajectory.gap_pct([row.adjusted_kwh for row in rows], targets).tolist()
    alerts = _open_alerts(engine)
    lines = [
        _line(row, gap_pct, alerts.get(row.building_id, 0))
        for row, gap_pct in zip(rows, gaps_pct, strict=True)
    ]
    return pd.DataFrame(lines, columns=LISTED)


def _line(year: Row, gap_pct: float, open_alerts: int) -> tuple:
    """The cells of LISTED for one building."""
    share = year.known_share or 0.0
    return (
        year.building_id,
        year.name,
        year.commune,
        CATEGORIES.get(year.category, CATEGORIES["autre"]),
        year.floor_m2,
        year.latitude_deg,
        year.longitude_deg,
        year.final_kwh,
        year.kwh_m2,
        year.peers,
        year.peer_median_kwh_m2,
        _change_pct(year.adjusted_kwh, year.adjusted_before_kwh),
        year.eur,
        None if year.kgco2e is None else year.kgco2e / KG_PER_T,
        year.water_m3,
        year.potential_eur,
        100 * share,
        gap_pct,
        open_alerts,
        "complet" if share >= COMPLETE_SHARE else "partiel" if share else "sans donnée",
    )


def _change_pct(now: float | None, before: float | None) -> float | None:
    return 100 * (now / before - 1) if now is not None and before and before > 0 else None


def _open_alerts(engine: Engine) -> dict[str, int]:
    row = schema.alert.c
    statement = (
        select(row.building_id, func.count()).where(row.open, given()).group_by(row.building_id)
    )
    with engine.connect() as connection:
        return dict(map(tuple, connection.execute(statement)))


def ranking(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The buildings that cost most above the median of their peers, as `building_list`."""
    last = shown_months(engine, selection)[-1]
    above = years_statement(selection.scope, last).where(YEAR_ROW.potential_eur > 0)
    dearest = above.order_by(None).order_by(YEAR_ROW.potential_eur.desc(), YEAR_ROW.building_id)
    return _listed(engine, last, dearest.limit(RANKED_BUILDINGS))


def categories(engine: Engine, selection: Selection) -> pd.DataFrame:
    """By category of use, most energy first: category_label, buildings, floor_m2, final_kwh,
    kwh_m2 (sum ÷ sum), median_kwh_m2; buildings whose energy and floor area are known."""
    last = shown_months(engine, selection)[-1]
    building, year = schema.building.c, schema.building_year.c
    statement = (
        select(building.category, building.floor_m2, year.final_kwh, year.kwh_m2)
        .join_from(schema.building, schema.building_year, year.building_id == building.building_id)
        .where(year.last_month == last, year.kwh_m2.is_not(None), within(selection.scope))
    )
    by_label: dict[str, list[Row]] = {}
    with engine.connect() as connection:
        for row in connection.execute(statement):
            label = CATEGORIES.get(row.category, CATEGORIES["autre"])
            by_label.setdefault(label, []).append(row)
    lines = [_category(label, rows) for label, rows in by_label.items()]
    heaviest = sorted(lines, key=lambda line: line[3], reverse=True)
    return pd.DataFrame(heaviest, columns=OF_CATEGORY)


def _category(label: str, rows: list[Row]) -> tuple:
    """The cells of OF_CATEGORY."""
    floor_m2, kwh = sum(row.floor_m2 for row in rows), sum(row.final_kwh for row in rows)
    return label, len(rows), floor_m2, kwh, kwh / floor_m2, median(row.kwh_m2 for row in rows)
