"""What made kWh and euros change against the months compared: parts that add up to the change."""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Row, Select, func, or_, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.lighting.bill_parts import (
    EUR_PARTS,
    KWH_PARTS,
    WORKS_SHARE,
    Billed,
    changes,
)
from data.lighting.scope import within
from data.lighting.scope_months import compared_back, is_cabinet, shown_months
from data.selection import Selection

PART_LABELS = {
    "power": "puissance",
    "hours": "heures",
    "price": "prix",
    "subscription": "abonnement",
    "gap": "écart mesuré",
}
READ = ("hours", "measured_kwh", "eur", "subscription_eur")
# The sums of out_light_change.
CHANGES = tuple(
    column.name for column in schema.light_change.columns if column.name not in ("scope", "month")
)
Change = dict[str, float]


def split_kwh(engine: Engine, selection: Selection) -> pd.DataFrame:
    """part, kwh: why the kWh of the months changed, on the cabinets billed both times.

    The parts add up to the change. The store keeps no past inventory: points are those of today,
    and lamps changed only where the inventory dates them in between. Empty without comparison.
    """
    return _split(engine, selection, KWH_PARTS, "kwh")


def split_bill(engine: Engine, selection: Selection) -> pd.DataFrame:
    """part, eur: why the bill of the months changed, on the cabinets billed both times."""
    return _split(engine, selection, EUR_PARTS, "eur")


def _split(engine: Engine, selection: Selection, parts: Collection[str], unit: str) -> pd.DataFrame:
    months = shown_months(engine, selection)
    found = month_changes(engine, selection.scope, months, selection.comparison).values()
    if not found:
        return pd.DataFrame(columns=["part", unit])
    told = _told(engine, selection.scope, months)
    rows = []
    for part in parts:
        label = told.get(part, PART_LABELS[part])
        amount = sum(change[f"{part}_{unit}"] for change in found) if label else None
        rows.append((label or PART_LABELS[part], amount))
    return pd.DataFrame(rows, columns=["part", unit]).astype({unit: "Float64"})


def _told(engine: Engine, scope: str, months: list[date]) -> dict[str, str | None]:
    """The parts that cannot be told apart (None), and what the gap then is.

    Bills alone say neither power nor hours; bills without their subscription do not say it.
    """
    if is_cabinet(scope):
        row, own = schema.light_cabinet_month.c, scope.partition(":")[2]
        where, expected = row.cabinet_id == own, row.expected_kwh
    else:
        row = schema.light_scope_month.c
        where, expected = row.scope == scope, row.billed_expected_kwh
    statement = select(func.count(expected), func.count(row.subscription_eur)).where(
        where, row.month.in_(months)
    )
    with engine.connect() as connection:
        explained, subscribed = connection.execute(statement).one()
    told: dict[str, str | None] = {}
    if not explained:
        told |= {"power": None, "hours": None, "gap": "consommation"}
    if not subscribed:
        told["subscription"] = None
    return told


def month_changes(
    engine: Engine, scope: str, months: list[date], comparison: str
) -> dict[date, Change]:
    """CHANGES of each month of which a cabinet at least is billed both times."""
    back = compared_back(months, comparison)
    if not back:
        return {}
    if back == YEAR_OF_MONTHS and not is_cabinet(scope):
        return _summed(engine, scope, months)
    return _paired(engine, scope, months, back)


def _summed(engine: Engine, scope: str, months: list[date]) -> dict[date, Change]:
    row = schema.light_change.c
    statement = (
        select(schema.light_change)
        .where(row.scope == scope, row.month.in_(months))
        .order_by(row.month)
    )
    with engine.connect() as connection:
        return {
            found.month: {name: getattr(found, name) for name in CHANGES}
            for found in connection.execute(statement)
        }


def _lines(scope: str, months: Collection[date]) -> Select:
    """What is billed of each cabinet of a scope in these months."""
    row, cabinet = schema.light_cabinet_month.c, schema.light_cabinet.c
    own = select(cabinet.cabinet_id).where(within(scope))
    return (
        select(row.cabinet_id, row.month, *(row[name] for name in READ))
        .where(
            row.cabinet_id.in_(own),
            row.month.in_(months),
            or_(row.measured_kwh.is_not(None), row.eur.is_not(None)),
        )
        .order_by(row.month, row.cabinet_id)
    )


def _laid(scope: str, years: tuple[int, int]) -> Select:
    """cabinet_id, installed_year, share of its points laid in each of these years."""
    point, cabinet, state = schema.light_point.c, schema.light_cabinet.c, schema.light_cabinet_state
    own = select(cabinet.cabinet_id).where(within(scope))
    return (
        select(
            point.cabinet_id,
            point.installed_year,
            (func.count() / (1.0 * func.max(state.c.points))).label("share"),
        )
        .join(state, state.c.cabinet_id == point.cabinet_id)
        .where(point.cabinet_id.in_(own), point.installed_year.between(*years))
        .group_by(point.cabinet_id, point.installed_year)
    )


def _paired(engine: Engine, scope: str, months: list[date], back: int) -> dict[date, Change]:
    """The same as out_light_change, at any distance, for listed cabinets only."""
    earlier = {month: months_before(month, back) for month in months}
    with engine.connect() as connection:
        rows = connection.execute(_lines(scope, {*months, *earlier.values()})).all()
        years = earlier[months[0]].year, months[-1].year
        laid = connection.execute(_laid(scope, years)).all()
    billed = {(row.cabinet_id, row.month): row for row in rows}
    pairs = [
        (then, row)
        for row in rows
        if row.month in earlier and (then := billed.get((row.cabinet_id, earlier[row.month])))
    ]
    if not pairs:
        return {}
    shares = {(row.cabinet_id, row.installed_year): row.share for row in laid}
    works = [_has_works(row, then.month.year, shares) for then, row in pairs]
    before, after = (
        Billed(*(_column(side, name) for name in READ)) for side in zip(*pairs, strict=True)
    )
    columns = changes(before, after, np.array(works))
    month = np.array([row.month for _, row in pairs])
    return {
        each: {name: float(columns[name][month == each].sum()) for name in CHANGES}
        for each in sorted(set(month.tolist()))
    }


def _has_works(row: Row, first_year: int, shares: dict[tuple[str, int], float]) -> bool:
    years = range(first_year, row.month.year + 1)
    return sum(shares.get((row.cabinet_id, year), 0.0) for year in years) >= WORKS_SHARE


def _column(rows: Sequence[Row], name: str) -> np.ndarray:
    return np.array([getattr(row, name) for row in rows], dtype=float)
