"""Drinking water of every commune: the leaks that run, the yield of its services."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.communes.own import NOT_LOADED, OwnFigure, by_code, own_figure
from data.db import fetch
from data.selection import SYNDICAT
from data.water.aggregate import INDICATORS
from data.water.alerts import running
from data.water.vocabulary import SECTOR

YEAR, HELD, PLACE = schema.water_service_year.c, schema.water_scope_service.c, schema.scope.c
SECTOR_OF, STATE = schema.water_sector.c, schema.water_sector_state.c
COUNTED = ["code", "services", "complete", "yield_pct"]


def water(engine: Engine, codes: Sequence[str], day: date) -> dict[str, OwnFigure]:
    """Flow of the leaks of tonight in the sectors of each commune; yield of its services in the
    last declared year that is over on `day`."""
    year = _last_year(engine, day)
    days = (date(year, 1, 1), date(year, 12, 31)) if year else None
    return {
        "water_leak_m3_h": _leaks(engine, codes),
        "water_yield_pct": _yields(engine, codes, year, days),
    }


def _leaks(engine: Engine, codes: Sequence[str]) -> OwnFigure:
    rows = by_code(_sectors(engine), codes)
    sectors, judged = rows["sectors"], rows["judged"].fillna(0)
    flow = pd.Series(0.0, rows.index).where(judged > 0)
    for leak in running(engine, SYNDICAT):
        if leak.place_kind == SECTOR and leak.commune_code in flow.index:
            flow[leak.commune_code] = np.nansum([flow[leak.commune_code], leak.flow_m3_h])
    lacks = [
        (sectors.isna() & sectors.isna().all(), NOT_LOADED),
        (sectors.isna(), "no_sector"),
        (flow.isna(), "not_watched"),
    ]
    return own_figure(flow, judged, sectors, lacks)


def _sectors(engine: Engine) -> pd.DataFrame:
    """How many sectors each commune has, and how many of them have enough past to be watched."""
    state = schema.water_sector_state
    statement = (
        select(
            SECTOR_OF.commune_code.label("code"),
            func.count().label("sectors"),
            func.count().filter(STATE.judged).label("judged"),
        )
        .select_from(schema.water_sector.outerjoin(state, STATE.sector_id == SECTOR_OF.sector_id))
        .where(SECTOR_OF.commune_code.is_not(None))
        .group_by(SECTOR_OF.commune_code)
    )
    return fetch(engine, statement)


def _last_year(engine: Engine, day: date) -> int | None:
    over = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    with engine.connect() as connection:
        return connection.scalar(select(func.max(YEAR.year)).where(YEAR.year <= over))


def _yields(
    engine: Engine, codes: Sequence[str], year: int | None, days: tuple[date, date] | None
) -> OwnFigure:
    rows = by_code(_service_sums(engine, year), codes)
    services, complete = rows["services"], rows["complete"]
    lacks = [
        (services.isna() & services.isna().all(), NOT_LOADED),
        (services.isna(), "no_service"),
        (complete == 0, "no_volumes"),
    ]
    return own_figure(rows["yield_pct"], complete, services, lacks, days)


def _service_sums(engine: Engine, year: int | None) -> pd.DataFrame:
    """COUNTED by commune: its services, those that declared every volume of the year, their yield
    together (volumes are added, then divided)."""
    needed, of_sums = INDICATORS["yield_pct"]
    own = (YEAR.service_id == HELD.service_id) & (YEAR.year == (year or 0))
    statement = (
        select(PLACE.code, HELD.service_id, *(YEAR[name] for name in needed))
        .join_from(schema.water_scope_service, schema.scope, PLACE.scope == HELD.scope)
        .outerjoin(schema.water_service_year, own)
        .where(PLACE.kind == "commune")
        .order_by(PLACE.code)
    )
    frame = fetch(engine, statement)
    volumes = frame[list(needed)].to_numpy(dtype=float)
    known = (volumes >= 0).all(axis=1)
    codes, row = np.unique(frame["code"].to_numpy(dtype=str), return_inverse=True)
    sums = np.zeros((len(codes), len(needed)))
    np.add.at(sums, row[known], volumes[known])
    complete = np.bincount(row[known], minlength=len(codes))
    values = np.asarray(of_sums(dict(zip(needed, sums.T, strict=True))), dtype=float)
    cells = codes, np.bincount(row, minlength=len(codes)), complete, values
    return pd.DataFrame(dict(zip(COUNTED, cells, strict=True)))
