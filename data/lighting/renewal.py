"""The renewal of a stock in LED over six years: the cabinets that save most by point first."""

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Select, select

from data import schema
from data.lighting.scope import within
from data.reference_values import read_values
from data.selection import Selection
from data.viewing import today

PLAN_YEARS = 6
W_PER_KW = 1000
PLAN = ["year", "points", "cabinets", "cost_eur", "saved_kwh"]
STATE = schema.light_cabinet_state.c


def renewal(engine: Engine, selection: Selection) -> pd.DataFrame:
    """PLAN: six years from the next one, with a sixth of the points to replace in each.

    Cabinets are done whole, those that save most by point replaced first. cost = points × the
    reference cost of a LED point; saved = (kW now − LED kW) × hours as scheduled, each year; both
    missing without their reference. Only cabinets of known power and hours, empty without any.
    """
    with engine.connect() as connection:
        rows = connection.execute(_cabinets(selection.scope)).all()
        values, day = read_values(connection), today()
    led_w, led_eur = (
        found.value if (found := values.at(kind, "light", day)) else None
        for kind in ("light_led_w_per_point", "light_led_eur_per_point")
    )
    if not rows:
        return pd.DataFrame(columns=PLAN)
    points, old_kw, hours = np.array([tuple(row) for row in rows], dtype=float).T
    saved_kwh = np.maximum(old_kw - points * (led_w or 0.0) / W_PER_KW, 0.0) * hours
    order = np.argsort(-saved_kwh / points, kind="stable")
    # A cabinet is of the year in which the middle of its points falls.
    middle = points[order].cumsum() - points[order] / 2
    year = np.minimum(PLAN_YEARS * middle // points.sum(), PLAN_YEARS - 1).astype(int)
    counted, cabinets, saved = (
        np.bincount(year, weights, PLAN_YEARS)
        for weights in (points[order], None, saved_kwh[order])
    )
    plan = {
        "year": day.year + 1 + np.arange(PLAN_YEARS),
        "points": counted.astype(int),
        "cabinets": cabinets,
        "cost_eur": counted * (led_eur or 0.0),
        "saved_kwh": saved,
    }
    frame = pd.DataFrame(plan)
    absent = [name for name, value in (("cost_eur", led_eur), ("saved_kwh", led_w)) if not value]
    return frame.assign(**dict.fromkeys(absent, None))


def _cabinets(scope: str) -> Select:
    """Points to replace, their kW and the hours of a year of each cabinet."""
    return (
        select(
            STATE.points - STATE.led_points,
            STATE.power_kw - STATE.led_power_kw,
            STATE.hours_year,
        )
        .join_from(
            schema.light_cabinet_state,
            schema.light_cabinet,
            schema.light_cabinet.c.cabinet_id == STATE.cabinet_id,
        )
        .where(
            within(scope),
            STATE.points > STATE.led_points,
            STATE.points_with_power > 0,
            STATE.hours_year.is_not(None),
        )
        .order_by(STATE.cabinet_id)
    )
