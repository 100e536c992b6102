"""What is published of places, and of today so far, as the science of affluence reads it."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, Engine, Row, Select, String, cast, func, select

from data import schema
from data.screens.affluence import HIDDEN, HOURS, Cells, Grid

TOTAL, HOUR, NOW = schema.site_day.c, schema.site_hour.c, schema.footfall_today.c
# As text: a date a row is slow to make.
TOTAL_DAY, HOUR_DAY = cast(TOTAL.day, String), cast(HOUR.day, String)


def grids(engine: Engine, site_ids: Sequence[str], days: Sequence[date]) -> list[Grid]:
    """What is published of each site on each of these days, the last of which is today.

    Of a partial day nothing is known; today has its hours so far and no total yet.
    """
    totals = day_totals(engine, site_ids, days).T
    totals[:, -1] = np.nan
    columns = HOUR.site_id, HOUR_DAY, HOUR.hour, HOUR.sessions
    shown = _rows(engine, select(*columns).where(*_of(HOUR, site_ids, days[:-1])))
    so_far = NOW.site_id, cast(NOW.day, String), NOW.hour, NOW.sessions
    shown += _rows(engine, select(*so_far).where(*_of(NOW, site_ids, days[-1:])))
    hours = np.full((*totals.shape, HOURS), np.nan)
    index, row_of = _positions(site_ids), _positions(map(str, days))
    if shown:
        # Thousands of cells: set all at once.
        of_site, of_day, of_hour, sessions = zip(*shown, strict=True)
        at = [index[one] for one in of_site], [row_of[one] for one in of_day], list(of_hour)
        hours[at] = sessions
    return [_grid(days, *cells) for cells in zip(totals, hours, strict=True)]


def grid_of_all(engine: Engine, site_ids: Sequence[str], days: Sequence[date]) -> Grid:
    """The sum of what several sites show, as `grids`; hidden where all that is known is."""
    whole = select(TOTAL_DAY, func.sum(TOTAL.sessions)).group_by(TOTAL.day)
    row_of = _positions(map(str, days))
    totals = np.full(len(days), np.nan)
    for day, sessions in _rows(
        engine, whole.where(*_of(TOTAL, site_ids, days[:-1]), TOTAL.complete)
    ):
        totals[row_of[day]] = HIDDEN if sessions is None else sessions
    same = (HOUR.day == TOTAL.day) & (HOUR.site_id == TOTAL.site_id)
    parts = (
        select(HOUR_DAY, HOUR.hour, func.sum(HOUR.sessions))
        .join_from(schema.site_hour, schema.site_day, same)
        .where(*_of(HOUR, site_ids, days[:-1]), TOTAL.complete)
        .group_by(HOUR.day, HOUR.hour)
    )
    hours = np.full((len(days), HOURS), np.nan)
    so_far = select(NOW.hour, func.sum(NOW.sessions)).group_by(NOW.hour)
    for hour, sessions in _rows(engine, so_far.where(*_of(NOW, site_ids, days[-1:]))):
        hours[-1, hour] = sessions
    for day, hour, sessions in _rows(engine, parts):
        hours[row_of[day], hour] = sessions
    return _grid(days, totals, hours)


def day_totals(engine: Engine, site_ids: Sequence[str], days: Sequence[date]) -> Cells:
    """The connections of each day and site (days, sites): HIDDEN, or NaN where it is not known."""
    columns = TOTAL.site_id, TOTAL_DAY, TOTAL.sessions
    known = select(*columns).where(*_of(TOTAL, site_ids, days), TOTAL.complete)
    index, row_of = _positions(site_ids), _positions(map(str, days))
    cells = np.full((len(days), len(site_ids)), np.nan)
    for site_id, day, sessions in _rows(engine, known):
        cells[row_of[day], index[site_id]] = HIDDEN if sessions is None else sessions
    return cells


def _grid(days: Sequence[date], totals: Cells, hours: Cells) -> Grid:
    """The hours that are not shown of a known day are hidden; those of another are not known."""
    known = ~np.isnan(totals)[:, None]
    told = np.where(known & np.isnan(hours), HIDDEN, hours)
    told[:-1][~known[:-1, 0]] = np.nan
    return Grid(tuple(days), totals, told)


def _of(cell: object, site_ids: Sequence[str], days: Sequence[date]) -> list[ColumnElement[bool]]:
    return [cell.site_id.in_(site_ids), cell.day.in_(days)]


def _rows(engine: Engine, statement: Select) -> list[Row]:
    with engine.connect() as connection:
        return list(connection.execute(statement).all())


def _positions(keys: Iterable[str]) -> dict[str, int]:
    return {key: position for position, key in enumerate(keys)}
