"""Leaks after customers' meters, added by commune, so that no home can be told.

Cells are the same whatever the territory asked for: two of them never differ by a cell that is
hidden.
"""

import pandas as pd
from sqlalchemy import Engine, Select, exists, func, not_, select

from data import schema
from data.db import fetch
from data.selection import Selection
from data.water.alerts import running
from data.water.scope import shown_customers, within_customers
from data.water.vocabulary import CUSTOMER_METER

LEAST_METERS = 11
LITRES = 1000
# Territories that hold whole cells; a sector or a service may cut one.
WHOLE = ("syndicat", "departement", "epci", "commune")
LEAKS = ["leaks", "litres_per_h", "lost_m3", "eur_year"]
OF_COMMUNE = ["commune", "meters", *LEAKS]
CUSTOMER = schema.water_customer.c


def customer_leaks(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_COMMUNE, one row a commune of which LEAST_METERS meters are read, most litres first.

    The smaller communes of an EPCI make one row when they have as many together, else they are
    left out. `leaks` that run and that nobody said to be repaired or dismissed, with their
    `litres_per_h`, `lost_m3` since they began and `eur_year` (missing without a price). Nothing
    for a sector or a service, which may cut a commune.
    """
    whole = selection.scope.partition(":")[0] in WHOLE
    read = fetch(engine, _meters_read(selection.scope)) if whole else pd.DataFrame()
    if read.empty:
        return pd.DataFrame([], columns=OF_COMMUNE)
    by_commune = read.merge(_leaks(engine, selection.scope), how="left", on="commune_code")
    without = by_commune["leaks"].isna()
    by_commune.loc[without, LEAKS] = 0
    large = by_commune["meters"] >= LEAST_METERS
    around = by_commune["departement_code"] + "/" + by_commune["epci_code"]
    others = ("Autres communes, " + by_commune["epci"]).str.removesuffix(", ")
    told = by_commune.assign(
        cell=by_commune["commune_code"].where(large, around),
        commune=by_commune["commune"].where(large, others),
    )
    cells = told.groupby(["cell", "commune"], as_index=False)[["meters", *LEAKS]]
    sums = cells.sum(min_count=1)
    kept = sums[sums["meters"] >= LEAST_METERS]
    ranked = kept.sort_values(["litres_per_h", "meters", "commune"], ascending=[False, False, True])
    return ranked.reset_index(drop=True)[OF_COMMUNE]


def _leaks(engine: Engine, scope: str) -> pd.DataFrame:
    """LEAKS of the customers that leak, one row a commune_code."""
    rows = [
        (row.commune_code or "", 1, LITRES * row.flow_m3_h, row.lost_m3, row.eur_year)
        for row in running(engine, scope)
        if row.place_kind == CUSTOMER_METER
    ]
    frame = pd.DataFrame(rows, columns=["commune_code", *LEAKS])
    frame[LEAKS] = frame[LEAKS].astype(float)
    return frame.groupby("commune_code", as_index=False).sum(min_count=1)


def _meters_read(scope: str) -> Select:
    """One row a commune: its codes and names, empty when not known, and its meters ever read."""
    day, commune, epci = schema.water_customer_day.c, schema.scope.alias(), schema.scope.alias()
    is_read = exists().where(day.customer_no == CUSTOMER.customer_no)
    codes = [
        func.coalesce(CUSTOMER[name], "").label(name)
        for name in ("commune_code", "epci_code", "departement_code")
    ]
    names = [
        func.coalesce(func.max(one.c.label), "").label(name)
        for name, one in (("commune", commune), ("epci", epci))
    ]
    return (
        select(*codes, *names, func.count(CUSTOMER.customer_no.distinct()).label("meters"))
        .select_from(
            schema.water_customer.outerjoin(
                commune, commune.c.scope == "commune:" + CUSTOMER.commune_code
            ).outerjoin(epci, epci.c.scope == "epci:" + CUSTOMER.epci_code)
        )
        .where(within_customers(scope), is_read)
        .group_by(*codes)
    )


def some_hidden(engine: Engine, selection: Selection) -> bool:
    """Whether meters of the territory are not shown one by one."""
    shown = shown_customers(selection.scope)
    hidden = exists().where(within_customers(selection.scope), not_(shown))
    with engine.connect() as connection:
        return bool(connection.scalar(select(hidden)))
