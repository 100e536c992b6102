"""Accompaniments as their source publishes them: by month, by kind, by place.

Sums are those of counts, never of lines. Items of a dimension may add up to more than the total:
one accompaniment may have several themes.
"""

from datetime import date

import pandas as pd
from sqlalchemy import Engine, Select, func, select

from data import schema
from data.db import fetch
from data.inclusion.freshness import months_before
from data.inclusion.scope import within
from data.inclusion.vocabulary import DIMENSIONS, DURATIONS
from data.months import month_starts, months_covered
from data.selection import Selection

TOTAL, PUBLIC, ANONYMOUS = "total", "public", "Anonymes"
YEAR_OF_MONTHS = 12
ROW = schema.inclusion_activity.c
MONTH_COLUMNS = ["month", "count", "places", "before"]
ITEM_COLUMNS = ["dimension", "dimension_label", "item", "count", "share_pct", "dimension_count",
                "total"]  # fmt: skip
PLACE_COLUMNS = ["place_key", "place_name", "commune_code", "commune", "count", "months",
                 "per_month", "anonymous_share_pct"]  # fmt: skip


def shown_months(engine: Engine, selection: Selection) -> list[date]:
    """The whole months that stand for a period, none later than the last one of the store.

    A rolling year is the twelve months that end with the last whole one. Empty without activity.
    """
    with engine.connect() as connection:
        known = connection.scalar(select(func.max(ROW.month)))
    covered = months_covered(selection.start, selection.end)
    if known is None:
        return []
    if selection.period != "glissante":
        return [month for month in covered if month <= known]
    last = min(covered[-1], known)
    return month_starts(months_before(last, YEAR_OF_MONTHS - 1), last)


def compared_months(months: list[date], comparison: str) -> list[date]:
    """The month that each one is compared with; none without comparison."""
    years = -(-len(months) // YEAR_OF_MONTHS)
    back = {"n-1": YEAR_OF_MONTHS * years, "precedente": len(months)}.get(comparison)
    return [months_before(month, back) for month in months] if back else []


def by_month(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a month of the period: columns MONTH_COLUMNS.

    `places`: those that declared something, zero included; `before`: the count of the compared
    month. Missing where nothing was declared, which is no zero; empty when that is all months.
    """
    months = shown_months(engine, selection)
    back = compared_months(months, selection.comparison)
    totals = fetch(
        engine,
        _rows(selection.scope, [*months, *back], ROW.month, dimension=TOTAL)
        .add_columns(
            func.sum(ROW.count).label("count"), func.count(ROW.place_key.distinct()).label("places")
        )
        .group_by(ROW.month),
    ).set_index("month")
    found = totals.reindex(months).rename_axis("month").reset_index().astype({"month": object})
    before = totals["count"].reindex(back).to_numpy(dtype=float, na_value=float("nan"))
    found["before"] = before if back else float("nan")
    found = found.astype({"count": float, "places": float, "before": float})[MONTH_COLUMNS]
    return found if found[["count", "before"]].notna().any(axis=None) else found.head(0)


def by_item(engine: Engine, selection: Selection) -> pd.DataFrame:
    """What accompaniments were about: one row an item of a dimension: columns ITEM_COLUMNS.

    `share_pct`: 100 × count ÷ `total` accompaniments of the period; `dimension_count`: the sum of
    the dimension, over `total` where one accompaniment has several items, under it where some
    places do not declare it. Durations from the shortest, the others from the most frequent.
    """
    months = shown_months(engine, selection)
    found = fetch(
        engine,
        _rows(selection.scope, months, ROW.dimension, ROW.item)
        .add_columns(func.sum(ROW.count).label("count"))
        .group_by(ROW.dimension, ROW.item),
    ).astype({"count": float})
    total = found.loc[found["dimension"] == TOTAL, "count"].sum()
    items = found[found["dimension"].isin(DIMENSIONS) & (found["dimension"] != TOTAL)].copy()
    items["dimension_label"] = items["dimension"].map(DIMENSIONS).astype(object)
    items["dimension_count"] = items.groupby("dimension")["count"].transform("sum")
    items["total"] = total
    items["share_pct"] = 100 * items["count"] / total if total else float("nan")
    order = pd.DataFrame(
        {
            "dimension": items["dimension"].map({key: at for at, key in enumerate(DIMENSIONS)}),
            "duration": items["item"].map({key: at for at, key in enumerate(DURATIONS)}),
            "count": -items["count"],
            "item": items["item"],
        }
    )
    ordered = order.sort_values(["dimension", "duration", "count", "item"]).index
    return items.loc[ordered, ITEM_COLUMNS].reset_index(drop=True)


def by_place(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a place that declared something, the busiest first: columns PLACE_COLUMNS.

    `per_month`: over the months that it declared; `anonymous_share_pct`: of those told apart.
    """
    months, commune = shown_months(engine, selection), schema.inclusion_commune.c
    totals = (
        _rows(selection.scope, months, ROW.place_key, dimension=TOTAL)
        .add_columns(
            func.max(ROW.place_name).label("place_name"),
            func.max(ROW.commune_code).label("commune_code"),
            func.sum(ROW.count).label("count"),
            func.count(ROW.month.distinct()).label("months"),
        )
        .group_by(ROW.place_key)
        .subquery()
    )
    found = fetch(
        engine,
        select(totals, commune.name.label("commune")).join_from(
            totals,
            schema.inclusion_commune,
            commune.commune_code == totals.c.commune_code,
            isouter=True,
        ),
    ).astype({"count": float, "months": float})
    found["per_month"] = found["count"] / found["months"]
    anonymous = _anonymous_shares(engine, selection.scope, months)
    found["anonymous_share_pct"] = found["place_key"].map(anonymous).astype(float)
    order = found.sort_values(["count", "place_name"], ascending=[False, True], ignore_index=True)
    return order[PLACE_COLUMNS]


def _anonymous_shares(engine: Engine, scope: str, months: list[date]) -> dict[str, float]:
    told = fetch(
        engine,
        _rows(scope, months, ROW.place_key, ROW.item, dimension=PUBLIC)
        .add_columns(func.sum(ROW.count).label("count"))
        .group_by(ROW.place_key, ROW.item),
    ).astype({"count": float})
    sums = told.groupby("place_key")["count"].sum()
    hidden = told[told["item"] == ANONYMOUS].set_index("place_key")["count"]
    shares = 100 * hidden.reindex(sums.index).fillna(0) / sums.where(sums > 0)
    return dict(shares.items())


def active_places(engine: Engine, selection: Selection) -> int:
    """How many places declared something over the months shown."""
    months = shown_months(engine, selection)
    statement = _rows(
        selection.scope, months, func.count(ROW.place_key.distinct()), dimension=TOTAL
    )
    with engine.connect() as connection:
        return connection.scalar(statement) or 0


def _rows(scope: str, months: list[date], *columns: object, dimension: str = "") -> Select:
    """Rows of a scope and of some months, of one dimension where it is named."""
    inside = within(schema.inclusion_activity, scope) & ROW.month.in_(months)
    kept = inside & (ROW.dimension == dimension) if dimension else inside
    return select(*columns).where(kept)
