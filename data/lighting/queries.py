"""Public lighting of a territory as screens read it: (engine, selection) -> frame."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Engine, Row, Select, func, select

from data import schema
from data.buildings.months import months_before
from data.buildings.potential import peer_medians
from data.buildings.shown_months import twelve_months
from data.db import fetch
from data.lighting.anomalies import ANOMALIES
from data.lighting.decisions import decisions
from data.lighting.map_points import map_points
from data.lighting.renewal import renewal
from data.lighting.scope import within
from data.lighting.scope_months import (
    ScopeMonths,
    compared_back,
    months_drawn,
    scope_months,
    shown_months,
)
from data.lighting.splits import Change, month_changes, split_bill, split_kwh
from data.lighting.vocabulary import LAMPS, RULES
from data.selection import Selection
from data.viewing import today

__all__ = [
    "ages",
    "cabinets",
    "communes",
    "decisions",
    "lamps",
    "map_points",
    "monthly",
    "renewal",
    "rules",
    "split_bill",
    "split_kwh",
]

CABINET, STATE = schema.light_cabinet.c, schema.light_cabinet_state.c
STOCK, PLACE = schema.light_stock.c, schema.scope.c
# A month is compared when what is billed both times is this share of what is billed now.
SAME_PERIMETER = 0.9
OF_MONTH = [
    "month", "measured_kwh", "expected_kwh", "full_kwh", "eur", "subscription_eur", "before_kwh",
    "before_eur", "billed", "cabinets", "prorated",
]  # fmt: skip
OF_COMMUNE = [
    "commune_code", "commune", "population", "points", "kwh_per_point", "kwh_per_inhabitant",
    "median_kwh_per_point", "median_kwh_per_inhabitant", "peers", "off_share_pct",
]  # fmt: skip
OF_CABINET = [
    "cabinet_id", "name", "commune", "points", "power_kw", "kwh", "eur", "hours_year",
    "potential_eur", "potential_kwh", "anomaly", "anomaly_kwh", "anomaly_eur", "decided",
]  # fmt: skip


def monthly(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_MONTH, one row a month of the period, twelve at least; none when nothing is known.

    Where cabinets are billed, expected and full kWh are of them alone, else of all. before_* are
    of the cabinets billed both times, missing where they are under nine tenths of those billed.
    """
    scope, months = selection.scope, months_drawn(engine, selection)
    sums = scope_months(engine, scope, months)
    changes = month_changes(engine, scope, months, selection.comparison)
    back = compared_back(months, selection.comparison)
    earlier = scope_months(engine, scope, [months_before(month, back) for month in months])
    rows = [_month_line(sums, earlier, changes, month, back) for month in months]
    return pd.DataFrame(rows if sums.rows else [], columns=OF_MONTH)


def _month_line(
    sums: ScopeMonths,
    earlier: ScopeMonths,
    changes: dict[date, Change],
    month: date,
    back: int,
) -> tuple:
    """The cells of OF_MONTH."""
    row, before = sums.rows.get(month), earlier.rows.get(months_before(month, back))
    if row is None:
        return month, *[None] * (len(OF_MONTH) - 4), 0, 0, 0
    change = changes.get(month)
    same = (
        change and before and change["cabinets"] >= SAME_PERIMETER * max(row.billed, before.billed)
    )
    prefix = "billed_" if row.billed else ""
    return (
        month,
        row.measured_kwh,
        getattr(row, f"{prefix}expected_kwh"),
        getattr(row, f"{prefix}full_kwh"),
        row.eur,
        row.subscription_eur,
        before.measured_kwh if same else None,
        before.eur if same else None,
        row.billed,
        row.cabinets,
        row.prorated,
    )


def lamps(engine: Engine, selection: Selection) -> pd.DataFrame:
    """lamp_label, points, power_kw, mean_age_years (of known years), share_pct; most points first.

    The stock is that of today, whatever the period.
    """
    known = func.sum(STOCK.points).filter(STOCK.decade > 0)
    statement = (
        select(
            STOCK.lamp,
            func.sum(STOCK.points).label("points"),
            func.sum(STOCK.power_kw).label("power_kw"),
            (today().year - func.sum(STOCK.years) * 1.0 / known).label("mean_age_years"),
        )
        .where(STOCK.scope == selection.scope)
        .group_by(STOCK.lamp)
        .order_by(func.sum(STOCK.points).desc(), STOCK.lamp)
    )
    frame = fetch(engine, statement)
    frame.insert(0, "lamp_label", [LAMPS.get(lamp, LAMPS["other"]) for lamp in frame["lamp"]])
    share = 100 * frame["points"] / frame["points"].sum() if len(frame) else []
    return frame.drop(columns="lamp").assign(share_pct=share)


def ages(engine: Engine, selection: Selection) -> pd.DataFrame:
    """decade, points, led_points, by decade of installation; missing (last) where not known."""
    led = func.coalesce(func.sum(STOCK.points).filter(STOCK.lamp == "led"), 0)
    statement = (
        select(STOCK.decade, func.sum(STOCK.points).label("points"), led.label("led_points"))
        .where(STOCK.scope == selection.scope)
        .group_by(STOCK.decade)
        .order_by(STOCK.decade)
    )
    frame = fetch(engine, statement)
    frame["decade"] = frame["decade"].astype("Int64").mask(frame["decade"] == 0)
    return frame.sort_values("decade", na_position="last", ignore_index=True)


def communes(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_COMMUNE, one row a commune that has a cabinet, by name; kWh of the twelve months shown.

    Medians are of the other communes of the syndicate of the same class of population (`peers` of
    them), over all of them where fewer than five are billed.
    """
    year = twelve_months(shown_months(engine, selection)[-1])
    with engine.connect() as connection:
        rows = connection.execute(_communes(year)).all()
        own = set(connection.scalars(select(CABINET.commune_code).where(within(selection.scope))))
    listed = [(row, *_per_year(row, len(year))) for row in rows]
    peers = [_peers(listed, column) for column in (1, 2)]
    lines = [
        (
            row.code,
            row.label,
            row.population,
            row.points,
            per_point,
            per_inhabitant,
            *(each.median_kwh_m2[number] for each in peers),
            int(peers[0].count[number]),
            100 * row.off_at_2h_points / row.scheduled_points if row.scheduled_points else None,
        )
        for number, (row, per_point, per_inhabitant) in enumerate(listed)
        if row.code in own
    ]
    return pd.DataFrame(lines, columns=OF_COMMUNE)


def _peers(listed: Sequence[tuple], column: int) -> object:
    """Other communes of the same class, and their median of one ratio."""
    values = np.array([each[column] for each in listed], dtype=float)
    people = np.array([each[0].population for each in listed], dtype=float)
    return peer_medians(values, np.zeros(len(listed)), people)


def _communes(year: list[date]) -> Select:
    """Every commune with its stock and the sums of twelve months of bills."""
    month, stock = schema.light_scope_month.c, schema.light_scope.c
    sums = (
        select(
            month.scope,
            func.sum(month.measured_kwh).label("kwh"),
            func.count(month.measured_kwh).label("months"),
            func.sum(month.billed_points).label("points"),
            func.sum(month.billed_population).label("population"),
        )
        .where(_is_commune(month.scope), month.month.between(year[0], year[-1]))
        .group_by(month.scope)
        .subquery()
    )
    return (
        select(
            PLACE.code,
            PLACE.label,
            stock.population,
            stock.points,
            stock.off_at_2h_points,
            stock.scheduled_points,
            sums.c.kwh,
            sums.c.months,
            sums.c.points.label("billed_points"),
            sums.c.population.label("billed_population"),
        )
        .join_from(schema.light_scope, schema.scope, PLACE.scope == stock.scope)
        .outerjoin(sums, sums.c.scope == stock.scope)
        .where(PLACE.kind == "commune")
        .order_by(PLACE.label, PLACE.code)
    )


def _is_commune(scope: ColumnElement[str]) -> ColumnElement[bool]:
    return scope.in_(select(PLACE.scope).where(PLACE.kind == "commune"))


def _per_year(row: Row, months: int) -> tuple[float | None, float | None]:
    """kWh of a year per point and per inhabitant; None without a bill for each month."""
    if row.months != months:
        return None, None
    return tuple(
        months * row.kwh / over if over else None
        for over in (row.billed_points, row.billed_population)
    )


def cabinets(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_CABINET, one row a cabinet of the territory, the most euros left to save first.

    kWh and euros are of its last twelve months billed; `anomaly` is in words, empty without any;
    `decided` is since when its nights are switched off.
    """
    statement = (
        select(
            CABINET.cabinet_id,
            CABINET.name,
            func.coalesce(PLACE.label, "").label("commune"),
            STATE.points,
            STATE.power_kw,
            STATE.measured_kwh.label("kwh"),
            *(STATE[name] for name in OF_CABINET[6:]),
        )
        .join_from(
            schema.light_cabinet,
            schema.light_cabinet_state,
            STATE.cabinet_id == CABINET.cabinet_id,
        )
        .outerjoin(schema.scope, PLACE.scope == "commune:" + CABINET.commune_code)
        .where(within(selection.scope))
        .order_by(func.coalesce(STATE.potential_eur, -1).desc(), CABINET.cabinet_id)
    )
    frame = fetch(engine, statement)
    return frame.assign(anomaly=[ANOMALIES.get(word, "") for word in frame["anomaly"]])


def rules(engine: Engine, selection: Selection) -> pd.DataFrame:
    """rule_label, kept, broken, unknown: points by rule that concerns one at least."""
    row = schema.light_rule.c
    statement = select(row.rule, row.kept, row.broken, row.unknown).where(
        row.scope == selection.scope
    )
    with engine.connect() as connection:
        found = {rule: counts for rule, *counts in connection.execute(statement)}
    lines = [(label, *found[rule]) for rule, label in RULES.items() if rule in found]
    return pd.DataFrame(lines, columns=["rule_label", "kept", "broken", "unknown"])
