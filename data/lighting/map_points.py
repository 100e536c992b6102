"""The points of a territory on a map: each one, or squares where there are too many."""

import pandas as pd
from sqlalchemy import ColumnElement, Engine, Select, case, func, select

from data import schema
from data.db import fetch
from data.lighting.scope import within
from data.lighting.scope_months import is_cabinet
from data.lighting.vocabulary import CELL_SIDES_DEG, DRAWN_POINTS, LAMPS
from data.selection import SYNDICAT, Selection

POINT, CELL = schema.light_point.c, schema.light_cell.c
CABINET, STATE = schema.light_cabinet.c, schema.light_cabinet_state.c
DRAWN_CELLS = 1200


def map_points(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Placed points of the territory, or squares of them in a larger one.

    kind "point": latitude_deg, longitude_deg, lamp_label, power_w, led (missing for an unknown
    lamp), off_at_2h (missing without schedule), cabinet_id, points (1). kind "cell": latitude_deg,
    longitude_deg, points, led_share_pct of `lamp_points`, off_share_pct of `scheduled_points`
    (missing when there are none), power_kw; the finest squares that make 1,200 rows at most.
    """
    if _points_of(engine, selection.scope) <= DRAWN_POINTS:
        return _drawn_points(engine, selection.scope)
    return _drawn_cells(engine, selection.scope)


def _points_of(engine: Engine, scope: str) -> int:
    row = schema.light_scope.c
    if is_cabinet(scope):
        return 0
    with engine.connect() as connection:
        return connection.scalar(select(row.points).where(row.scope == scope)) or 0


def _in_scope(scope: str) -> ColumnElement[bool]:
    """The points of a scope: by their own commune, or by that of their cabinet."""
    kind, _, code = scope.partition(":")
    own = POINT.cabinet_id.in_(select(CABINET.cabinet_id).where(within(scope)))
    columns = {
        "departement": POINT.departement_code,
        "epci": POINT.epci_code,
        "commune": POINT.commune_code,
    }
    if kind == SYNDICAT:
        return POINT.point_id.is_not(None)
    if kind not in columns:
        return own
    return (columns[kind] == code) | (POINT.commune_code.is_(None) & own)


def _drawn_points(engine: Engine, scope: str) -> pd.DataFrame:
    statement = (
        select(
            POINT.latitude_deg,
            POINT.longitude_deg,
            POINT.lamp.label("lamp_label"),
            POINT.power_w,
            case((POINT.lamp == "led", True), (POINT.lamp != "unknown", False)).label("led"),
            STATE.off_at_2h,
            POINT.cabinet_id,
        )
        .outerjoin_from(
            schema.light_point,
            schema.light_cabinet_state,
            STATE.cabinet_id == POINT.cabinet_id,
        )
        .where(_in_scope(scope), POINT.latitude_deg.is_not(None), POINT.longitude_deg.is_not(None))
        .order_by(POINT.point_id)
    )
    frame = fetch(engine, statement)
    frame.insert(0, "kind", "point")
    frame["lamp_label"] = [LAMPS.get(lamp, LAMPS["other"]) for lamp in frame["lamp_label"]]
    return frame.assign(
        points=1,
        lamp_points=frame["led"].notna().astype(int),
        scheduled_points=frame["off_at_2h"].notna().astype(int),
    )


def _drawn_cells(engine: Engine, scope: str) -> pd.DataFrame:
    with engine.connect() as connection:
        codes = _commune_codes(connection, scope)
        chosen = len(CELL_SIDES_DEG) - 1
        # From the coarsest: counting finer squares stops as soon as there are too many.
        for size in range(len(CELL_SIDES_DEG) - 2, -1, -1):
            if connection.scalar(_count(size, codes)) > DRAWN_CELLS:
                break
            chosen = size
    frame = fetch(engine, _cells(chosen, codes))
    frame.insert(0, "kind", "cell")
    return frame


def _commune_codes(connection: object, scope: str) -> list[str] | None:
    """The communes of the points of a territory; None for all."""
    if scope == SYNDICAT:
        return None
    found = connection.scalars(select(CABINET.commune_code).distinct().where(within(scope))).all()
    if not found:
        found = connection.scalars(select(POINT.commune_code).distinct().where(_in_scope(scope)))
    return [code for code in found if code]


def _within_codes(size: int, codes: list[str] | None) -> ColumnElement[bool]:
    own = CELL.size == size
    return own if codes is None else own & CELL.commune_code.in_(codes)


def _count(size: int, codes: list[str] | None) -> Select:
    squares = select(CELL.row_no, CELL.column_no).where(_within_codes(size, codes)).distinct()
    return select(func.count()).select_from(squares.limit(DRAWN_CELLS + 1).subquery())


def _cells(size: int, codes: list[str] | None) -> Select:
    """Squares at the mean position of their points."""
    points = func.sum(CELL.points)
    lamps, scheduled = func.sum(CELL.lamp_points), func.sum(CELL.scheduled_points)
    return (
        select(
            (func.sum(CELL.latitude_deg * CELL.points) / points).label("latitude_deg"),
            (func.sum(CELL.longitude_deg * CELL.points) / points).label("longitude_deg"),
            points.label("points"),
            lamps.label("lamp_points"),
            scheduled.label("scheduled_points"),
            (100.0 * func.sum(CELL.led_points) / func.nullif(lamps, 0)).label("led_share_pct"),
            (100.0 * func.sum(CELL.off_at_2h_points) / func.nullif(scheduled, 0)).label(
                "off_share_pct"
            ),
            func.sum(CELL.power_kw).label("power_kw"),
        )
        .where(_within_codes(size, codes))
        .group_by(CELL.row_no, CELL.column_no)
        .order_by(CELL.row_no, CELL.column_no)
    )
