"""What screens read of public lighting, recomputed whole from inventory, schedules and bills.

The inventory and the lamps are those of today: no past one is kept. A rebuild reads only what
loads have stored: twice the same store on one day gives twice the same tables.
"""

from datetime import date, datetime, timedelta

import polars as pl
from sqlalchemy import Connection, Table, delete

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, last_whole_month, months_before
from data.calendar import PARIS
from data.months import month_end, month_starts
from data.territory import Territory
from loaders import store
from loaders.footfall import footfall_rollup
from loaders.lighting.lighting_changes import scope_changes
from loaders.lighting.lighting_hours import (
    cabinet_hours,
    cabinet_places,
    read_schedules,
    schedule_states,
)
from loaders.lighting.lighting_months import (
    cabinet_bills,
    cabinet_months,
    known_rows,
    read_bills,
    scope_months,
    unlisted_bills,
)
from loaders.lighting.lighting_sky import Sky
from loaders.lighting.lighting_stock import (
    cabinet_stock,
    cells,
    read_cabinets,
    read_points,
    scope_faults,
    scope_stock,
    stock_lines,
)

# Schedules older than that take no month further back; bills do.
SCHEDULED_MONTHS = 60


def rebuild(connection: Connection, territory: Territory, today: date | None = None) -> None:
    """Rewrite every out_light_* table; months go to the last whole one before `today`.

    The list of territories that can be chosen follows: a cabinet is one.
    """
    today = today or datetime.now(PARIS).date()
    footfall_rollup.rebuild_scopes(connection, territory)
    cabinets = read_cabinets(connection)
    points = read_points(connection, cabinets)
    schedules, bills = read_schedules(connection), read_bills(connection)
    stock = cabinet_stock(cabinets, points, today.year)
    places = cabinet_places(cabinets, points, territory)
    months = _months(bills, [dated[0][0] for dated in schedules.values()], today)
    year = months_before(last_whole_month(today), YEAR_OF_MONTHS - 1)
    sky = Sky(min(months[0], year), month_end(months[-1]))
    states = schedule_states(schedules, places, sky, today)
    hours = cabinet_hours(schedules, places, sky, months)
    lines = cabinet_months(stock, hours, cabinet_bills(bills, stock), months)
    scheduled = stock.join(states, on="cabinet_id", how="left", maintain_order="left")
    territories = scope_stock(points, scheduled, territory, today)
    today_s = int(datetime(today.year, today.month, today.day, tzinfo=PARIS).timestamp())
    faults = scope_faults(connection, points, cabinets, territory, today_s)
    territories = territories.join(faults, on="scope", how="left")
    unlisted = unlisted_bills(bills, stock)
    for table, rows in (
        (schema.light_cabinet_state, scheduled),
        (schema.light_cabinet_month, known_rows(lines)),
        (schema.light_scope_month, scope_months(lines, unlisted, territory)),
        (schema.light_change, scope_changes(lines, unlisted, points, territory)),
        (schema.light_stock, stock_lines(points, territory)),
        (schema.light_scope, territories.with_columns(pl.col("faults_year").fill_null(0))),
        (schema.light_cell, cells(points, scheduled)),
    ):
        _replace(connection, table, rows)


def _months(bills: pl.DataFrame, first_days: list[date], today: date) -> list[date]:
    """From the first bill or schedule to the last whole month, or to the last bill after it."""
    last = last_whole_month(today)
    scheduled = max(min(first_days, default=last), months_before(last, SCHEDULED_MONTHS - 1))
    billed = bills["month"].to_list()
    # A schedule counts from the first month that it covers whole.
    covered = (scheduled - timedelta(days=1)).replace(day=28) + timedelta(days=4)
    first = min([covered.replace(day=1), last, *billed])
    return month_starts(first, max([last, *billed]))


def _replace(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    connection.execute(delete(table))
    names = [column.name for column in table.columns]
    missing = [pl.lit(None).alias(name) for name in names if name not in rows.columns]
    store.insert(connection, table, rows.with_columns(missing).select(names))
