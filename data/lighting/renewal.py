"""The renewal of a stock in LED over six years: the cabinets that save most by point first."""

import pandas as pd
from sqlalchemy import Engine, Row, select

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
    ranked = sorted(rows, key=lambda row: -_saved_kwh(row, led_w or 0.0) / _points(row))
    total = sum(_points(row) for row in ranked)
    plan = [[day.year + 1 + number, 0, 0, 0.0, 0.0] for number in range(PLAN_YEARS if rows else 0)]
    done = 0
    for row in ranked:
        # A cabinet is of the year in which the middle of its points falls.
        line = plan[min(PLAN_YEARS * (2 * done + _points(row)) // (2 * total), PLAN_YEARS - 1)]
        done += _points(row)
        line[1] += _points(row)
        line[2] += 1
        line[3] += _points(row) * (led_eur or 0.0)
        line[4] += _saved_kwh(row, led_w or 0.0)
    frame = pd.DataFrame(plan, columns=PLAN)
    absent = [name for name, value in (("cost_eur", led_eur), ("saved_kwh", led_w)) if not value]
    return frame.assign(**dict.fromkeys(absent, None))


def _cabinets(scope: str) -> object:
    return (
        select(
            STATE.points,
            STATE.led_points,
            STATE.power_kw,
            STATE.led_power_kw,
            STATE.points_with_power,
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


def _points(row: Row) -> int:
    return row.points - row.led_points


def _saved_kwh(row: Row, led_w: float) -> float:
    after_kw = _points(row) * led_w / W_PER_KW
    return max(row.power_kw - row.led_power_kw - after_kw, 0.0) * row.hours_year
