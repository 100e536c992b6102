"""Yield, losses, balance and money of the services of a territory: (engine, selection) -> frame.

Volumes add; a service that lacks one of the figures of an indicator is left out of both sides and
`services` (of `all_services` declared that year) says so.
"""

import numpy as np
import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.db import fetch
from data.reference_values import read_values
from data.selection import SYNDICAT, Selection
from data.viewing import today
from data.water.density import DensityLimits, density_class
from data.water.rules import rules
from data.water.scope import within_services
from data.water.service_years import (
    SERVICE,
    YEAR,
    Served,
    by_year,
    complete,
    of_year,
    service_years,
    shown_year,
    weighed_pct,
    year_of,
)
from data.water.similar import LEAST_OTHERS, size_class
from data.water.vocabulary import DENSITIES, JUDGEMENTS

OF_YIELD = [
    "year", "yield_pct", "threshold_pct", "target_pct", "peers_pct", "services", "all_services",
    "threshold_services", "target_services", "peers",
]  # fmt: skip
OF_LOSS = [
    "year", "loss_index", "good_to", "fair_to", "poor_to", "density_label", "peers_index",
    "services", "all_services", "peers",
]  # fmt: skip
OF_BALANCE = ["from_label", "to_label", "volume_m3", "year", "services", "all_services"]
OF_SERVICE = [
    "service_id", "name", "year", "yield_pct", "threshold_pct", "gap_points", "loss_index",
    "judgement_label", "lost_m3", "point_eur",
]  # fmt: skip
ENTERED, DISTRIBUTED = "Eau introduite", "Eau distribuée"
# From, to, and the volume that flows.
FLOWS = (
    ("Eau produite", ENTERED, "produced_m3"),
    ("Eau achetée", ENTERED, "imported_m3"),
    (ENTERED, "Eau vendue", "exported_m3"),
    (ENTERED, DISTRIBUTED, "distributed_m3"),
    (DISTRIBUTED, "Eau comptée chez les abonnés", "metered_m3"),
    (DISTRIBUTED, "Usages sans compteur", "unmetered_m3"),
    (DISTRIBUTED, "Service du réseau", "service_m3"),
    (DISTRIBUTED, "Pertes", "lost_m3"),
)


def yields(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_YIELD, in %, one row a year from the first to the last declared; a year without is empty.

    `threshold_pct` (decree) and `target_pct`: what the yield would be with each service at its own.
    `peers_pct`: median of services like it, `peers` of them, outside the scope (see `_peers`).
    """
    years = service_years(engine, selection.scope)
    others = _peers(engine, selection.scope, years, "yield_pct")
    found, whole = by_year(years, "yield_pct"), complete(years)
    rows = []
    for year in _every_year(years):
        value, services, declared = found.get(year, Served())
        own = of_year(whole, year)
        asked, with_threshold = weighed_pct(own, "threshold_pct")
        target, with_target = weighed_pct(own, "target_yield_pct")
        median, count = others.get(year, (None, 0))
        counts = services, declared, with_threshold, with_target, count
        rows.append((year, value, asked, target, median, *counts))
    return pd.DataFrame(rows, columns=OF_YIELD)


def losses(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_LOSS, in m³/km/day, one row a year from the first to the last declared.

    `good_to`, `fair_to`, `poor_to`: highest losses so judged for how dense the services together
    are (`density_label`, empty when not known). `peers_index`: as in `yields`.
    """
    years = service_years(engine, selection.scope)
    others = _peers(engine, selection.scope, years, "loss_index_m3_km_day")
    limits = _limits(engine) if len(years) else None
    found = by_year(years, "loss_index_m3_km_day")
    rows = []
    for year in _every_year(years):
        value, services, declared = found.get(year, Served())
        density = _density(of_year(years, year), limits)
        judged = limits.losses[density] if density else (None,) * 3
        median, count = others.get(year, (None, 0))
        label = DENSITIES.get(density, "")
        rows.append((year, value, *judged, label, median, services, declared, count))
    return pd.DataFrame(rows, columns=OF_LOSS)


def _limits(engine: Engine) -> DensityLimits:
    with engine.connect() as connection:
        return rules(read_values(connection), today()).density


def _density(rows: pd.DataFrame, limits: DensityLimits) -> str | None:
    """The class of the services whose losses are known, together: that of one is its own."""
    known = rows[rows["loss_index_m3_km_day"].notna()]
    if len(known) == 1:
        return known["density_class"].iloc[0]
    placed = known[(known["pipe_km"] > 0) & known["customers"].notna()]
    per_km = placed["customers"].sum() / placed["pipe_km"].sum() if len(placed) else np.nan
    return density_class(per_km, np.nan, limits)


def _every_year(years: pd.DataFrame) -> range:
    return range(years["year"].min(), years["year"].max() + 1) if len(years) else range(0)


def _peers(
    engine: Engine, scope: str, years: pd.DataFrame, column: str
) -> dict[int, tuple[float | None, int]]:
    """By year, the median of a figure over services like those of a scope, and how many they are.

    Like one service: those of the same density and size. Like several: those outside the scope of
    a density that one of them has. None with fewer than three.
    """
    if scope == SYNDICAT or years.empty:
        return {}
    statement = select(
        YEAR.service_id, YEAR.year, YEAR.density_class, YEAR.customers, YEAR[column].label("value")
    ).where(YEAR.service_id.not_in(select(SERVICE.service_id).where(within_services(scope))))
    others = fetch(engine, statement.where(YEAR[column].is_not(None)))
    others["size"] = size_class(others["customers"].astype(float))
    found = {}
    for year, own in years.groupby("year"):
        like = others[(others["year"] == year) & others["density_class"].isin(own["density_class"])]
        if len(own) == 1:
            like = like[like["size"] == size_class(own["customers"]).iloc[0]]
        enough = len(like) >= LEAST_OTHERS
        found[year] = (float(like["value"].median()) if enough else None, len(like))
    return found


def balance(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_BALANCE: where the water of a year goes, in m³; what enters a label leaves it.

    Of the services that declared every volume and lose no negative one. A flow of nothing keeps its
    row. No row when no service is complete. The year: that of `shown_year`.
    """
    years = service_years(engine, selection.scope)
    year = year_of(sorted(set(years["year"])), selection)
    declared = of_year(years, year)
    own = complete(declared)
    if own.empty:
        return pd.DataFrame([], columns=OF_BALANCE)
    rows = [
        (from_label, to_label, float(own[column].sum()), year, len(own), len(declared))
        for from_label, to_label, column in FLOWS
    ]
    return pd.DataFrame(rows, columns=OF_BALANCE)


def services(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_SERVICE, one row a service, the most water lost first; its last year up to the one shown.

    Yields in %, `gap_points` = yield − threshold (negative: under it), `loss_index` in m³/km/day,
    `point_eur`: € a year of one more point. A service that declared nothing has a row without year.
    """
    year = shown_year(engine, selection)
    last = (
        select(YEAR.service_id, func.max(YEAR.year).label("year"))
        .where(YEAR.year <= (year or 0))
        .group_by(YEAR.service_id)
        .subquery()
    )
    statement = (
        select(
            SERVICE.service_id,
            SERVICE.name,
            YEAR.year,
            YEAR.yield_pct,
            YEAR.threshold_pct,
            (YEAR.yield_pct - YEAR.threshold_pct).label("gap_points"),
            YEAR.loss_index_m3_km_day.label("loss_index"),
            YEAR.judgement.label("judgement_label"),
            YEAR.lost_m3,
            YEAR.point_eur,
        )
        .select_from(
            schema.water_service.outerjoin(last, last.c.service_id == SERVICE.service_id).outerjoin(
                schema.water_service_year,
                (YEAR.service_id == SERVICE.service_id) & (YEAR.year == last.c.year),
            )
        )
        .where(within_services(selection.scope))
        .order_by(YEAR.lost_m3.desc().nulls_last(), SERVICE.name, SERVICE.service_id)
    )
    frame = fetch(engine, statement)
    frame["year"] = frame["year"].astype("Int64")
    return frame.assign(
        judgement_label=[JUDGEMENTS.get(word, "") for word in frame["judgement_label"]]
    )
