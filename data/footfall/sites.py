"""Footfall by site: totals of a period, ranking, kinds of place, flows between sites."""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Engine, and_, func, or_, select

from data import schema
from data.db import fetch
from data.footfall.months import edge_days, months_covered, whole_months
from data.selection import SYNDICAT, Selection

RANKED_SITES = 20
RANKED_PAIRS = 15


def site_totals(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a site of the territory: site_id, site, commune, place_kind, latitude_deg,
    longitude_deg, terminals, terminals_before, change_pct, days_published, days_hidden, status."""
    site = schema.site.c
    sites = fetch(
        engine,
        select(
            site.site_id,
            site.name.label("site"),
            func.coalesce(schema.scope.c.label, "").label("commune"),
            site.place_kind,
            site.latitude_deg,
            site.longitude_deg,
        )
        .outerjoin_from(
            schema.site, schema.scope, schema.scope.c.scope == "commune:" + site.commune_code
        )
        .where(within(selection.scope))
        .order_by(site.site_id),
    )
    now = _totals(engine, selection.start, selection.end)
    frame = sites.merge(now, how="left", on="site_id")
    before = _totals(engine, *selection.compared) if selection.compared else now.iloc[:0]
    before = before.rename(
        columns={"terminals": "terminals_before", "days_published": "days_before"}
    )
    frame = frame.merge(
        before[["site_id", "terminals_before", "days_before"]], how="left", on="site_id"
    )
    comparable = frame["days_before"] >= 0.8 * frame["days_published"]
    change = 100 * (frame["terminals"] - frame["terminals_before"]) / frame["terminals_before"]
    frame["change_pct"] = change.where(comparable)
    frame["status"] = "sans donnée"
    frame.loc[frame["days_hidden"] > 0, "status"] = "sous le seuil"
    frame.loc[frame["terminals"] > 0, "status"] = "publié"
    return frame.drop(columns="days_before")


def within(scope: str) -> ColumnElement[bool]:
    """The sites of a scope."""
    kind, _, code = scope.partition(":")
    site = schema.site.c
    columns = {
        "departement": site.departement_code,
        "epci": site.epci_code,
        "commune": site.commune_code,
        "site": site.site_id,
    }
    return columns[kind] == code if kind in columns else site.site_id.is_not(None)


def _totals(engine: Engine, start: date, end: date) -> pd.DataFrame:
    """Terminals of each site over a period: whole months from their totals, the rest by day."""
    month, day = schema.site_month_total.c, schema.site_day.c
    by_month = select(
        month.site_id, month.terminals, month.days_published, month.days_hidden
    ).where(month.month.in_(whole_months(start, end)))
    ranges = [day.day.between(*days) for days in edge_days(start, end)]
    by_day = (
        select(
            day.site_id,
            func.sum(day.terminals).label("terminals"),
            func.count(day.terminals).label("days_published"),
            (func.count() - func.count(day.terminals)).label("days_hidden"),
        )
        .where(or_(*ranges) if ranges else day.day.is_(None))
        .group_by(day.site_id)
    )
    parts = by_month.union_all(by_day).subquery()
    return fetch(
        engine,
        select(
            parts.c.site_id,
            func.sum(parts.c.terminals).label("terminals"),
            func.sum(parts.c.days_published).label("days_published"),
            func.sum(parts.c.days_hidden).label("days_hidden"),
        ).group_by(parts.c.site_id),
    ).astype({"terminals": "Float64", "days_published": "Int64", "days_hidden": "Int64"})


def ranking(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The most frequented sites of the territory, first ones first."""
    frame = site_totals(engine, selection)
    known = frame[frame["terminals"].notna()]
    return known.nlargest(RANKED_SITES, "terminals").reset_index(drop=True)


def kinds(engine: Engine, selection: Selection) -> pd.DataFrame:
    """By kind of place: place_kind, sites, terminals, terminals_before, change_pct (sites
    comparable on both periods only), terminals_per_site."""
    frame = site_totals(engine, selection)
    frame = frame[frame["terminals"].notna()]
    paired = frame[frame["change_pct"].notna()]
    grouped = frame.groupby("place_kind").agg(
        sites=("site_id", "count"), terminals=("terminals", "sum")
    )
    both = paired.groupby("place_kind")[["terminals", "terminals_before"]].sum()
    grouped["terminals_before"] = both["terminals_before"]
    grouped["change_pct"] = 100 * (both["terminals"] / both["terminals_before"] - 1)
    grouped["terminals_per_site"] = grouped["terminals"] / grouped["sites"]
    return grouped.sort_values("terminals", ascending=False).reset_index()


def flows(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The pairs of sites most seen together the same day: site_a, site_b, terminals,
    terminals_a, terminals_b, lift (1 = chance), largest counts first."""
    pair = schema.site_month.c
    a, b = schema.site.alias("a"), schema.site.alias("b")
    months = months_covered(selection.start, selection.end)
    terminals = func.sum(pair.count)
    frame = fetch(
        engine,
        select(
            pair.site_id.label("id_a"),
            pair.item.label("id_b"),
            a.c.name.label("site_a"),
            b.c.name.label("site_b"),
            terminals.label("terminals"),
        )
        .join_from(schema.site_month, a, a.c.site_id == pair.site_id)
        .join(b, b.c.site_id == pair.item)
        .where(pair.kind == "pair", pair.month.in_(months), _either_within(selection.scope, a, b))
        .group_by(pair.site_id, pair.item, a.c.name, b.c.name)
        .order_by(terminals.desc(), pair.site_id, pair.item)
        .limit(RANKED_PAIRS),
    )
    totals = _month_totals(engine, months)
    network = sum(totals.values())
    frame["terminals_a"] = frame.pop("id_a").map(totals)
    frame["terminals_b"] = frame.pop("id_b").map(totals)
    frame["lift"] = frame["terminals"] * network / (frame["terminals_a"] * frame["terminals_b"])
    return frame


def _either_within(scope: str, a: object, b: object) -> ColumnElement[bool]:
    kind, _, code = scope.partition(":")
    name = {"departement": "departement_code", "epci": "epci_code", "commune": "commune_code"}
    column = name.get(kind, "site_id")
    if scope == SYNDICAT:
        return and_(True)
    return or_(a.c[column] == code, b.c[column] == code)


def _month_totals(engine: Engine, months: list[date]) -> dict[str, int]:
    month = schema.site_month_total.c
    with engine.connect() as connection:
        rows = connection.execute(
            select(month.site_id, func.sum(month.terminals))
            .where(month.month.in_(months))
            .group_by(month.site_id)
        ).all()
    return dict(map(tuple, rows))
