"""Footfall by site: totals of a period, ranking, kinds of place, flows between sites."""

from datetime import date

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    Subquery,
    and_,
    func,
    null,
    or_,
    select,
    union_all,
)

from data import schema
from data.db import fetch
from data.months import edge_days, months_covered, whole_months
from data.selection import SYNDICAT, Selection

RANKED_SITES = 20
RANKED_PAIRS = 15
# A site is compared when it has this share of its days in the period before.
COMPARABLE_SHARE = 0.8


def site_totals(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a site of the territory: site_id, site, commune, place_kind, latitude_deg,
    longitude_deg, terminals, terminals_before, change_pct, days_published, days_hidden, status."""
    kinds_of = {"terminals": "Float64", "terminals_before": "Float64"}
    kinds_of |= dict.fromkeys(("days_published", "days_hidden", "days_before"), "Int64")
    frame = fetch(engine, _site_totals(selection)).astype(kinds_of)
    comparable = frame["days_before"] >= COMPARABLE_SHARE * frame["days_published"]
    change = 100 * (frame["terminals"] - frame["terminals_before"]) / frame["terminals_before"]
    frame["change_pct"] = change.where(comparable)
    frame["status"] = "sans donnée"
    frame.loc[frame["days_hidden"] > 0, "status"] = "sous le seuil"
    frame.loc[frame["terminals"] > 0, "status"] = "publié"
    return frame.drop(columns="days_before")


def _site_totals(selection: Selection) -> Select:
    site, scope = schema.site.c, schema.scope.c
    now, before = _totals(selection.start, selection.end), None
    columns = [
        site.site_id,
        site.name.label("site"),
        func.coalesce(scope.label, "").label("commune"),
        site.place_kind,
        site.latitude_deg,
        site.longitude_deg,
        now.c.terminals,
        now.c.days_published,
        now.c.days_hidden,
    ]
    if selection.compared:
        before = _totals(*selection.compared)
        columns += [
            before.c.terminals.label("terminals_before"),
            before.c.days_published.label("days_before"),
        ]
    else:
        columns += [null().label("terminals_before"), null().label("days_before")]
    joined = schema.site.outerjoin(schema.scope, scope.scope == "commune:" + site.commune_code)
    joined = joined.outerjoin(now, now.c.site_id == site.site_id)
    if before is not None:
        joined = joined.outerjoin(before, before.c.site_id == site.site_id)
    return (
        select(*columns).select_from(joined).where(within(selection.scope)).order_by(site.site_id)
    )


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


def _totals(start: date, end: date) -> Subquery:
    """Terminals of each site over a period: whole months from their totals, the rest by day."""
    month, day = schema.site_month_total.c, schema.site_day.c
    parts = [
        select(month.site_id, month.terminals, month.days_published, month.days_hidden).where(
            month.month.in_(whole_months(start, end))
        )
    ]
    # One part a range: each is then one run of the key, which begins with the day.
    parts += [
        select(
            day.site_id,
            func.sum(day.terminals).label("terminals"),
            func.count(day.terminals).label("days_published"),
            (func.count() - func.count(day.terminals)).label("days_hidden"),
        )
        .where(day.day.between(first, last))
        .group_by(day.site_id)
        for first, last in edge_days(start, end)
    ]
    united = union_all(*parts).subquery()
    return (
        select(
            united.c.site_id,
            func.sum(united.c.terminals).label("terminals"),
            func.sum(united.c.days_published).label("days_published"),
            func.sum(united.c.days_hidden).label("days_hidden"),
        )
        .group_by(united.c.site_id)
        .subquery()
    )


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
