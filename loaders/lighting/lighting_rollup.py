"""What screens read of public lighting, recomputed whole from inventory, schedules and bills.

The inventory and the lamps are those of today: no past one is kept. A rebuild reads only what
loads have stored: twice the same store on one day gives twice the same tables.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl
from sqlalchemy import Connection, Table, delete

from data import schema
from data.buildings.months import last_whole_month, months_before
from data.calendar import PARIS
from data.months import month_end, month_starts
from data.reference_values import read_values
from data.territory import Territory
from loaders import store
from loaders.lighting.lighting_anomalies import found_in_loads, with_anomalies
from loaders.lighting.lighting_changes import scope_changes
from loaders.lighting.lighting_hours import (
    Dated,
    cabinet_hours,
    cabinet_places,
    read_schedules,
    schedule_states,
    year_before,
)
from loaders.lighting.lighting_months import (
    cabinet_bills,
    cabinet_months,
    known_rows,
    read_bills,
    scope_months,
    unlisted_bills,
)
from loaders.lighting.lighting_potential import last_year, led_power, less_hours, with_potential
from loaders.lighting.lighting_rules import dark_cabinets, scope_rules, zones_of
from loaders.lighting.lighting_sky import Place, Sky
from loaders.lighting.lighting_stock import (
    cabinet_stock,
    cells,
    read_cabinets,
    read_points,
    scope_faults,
    scope_stock,
    stock_lines,
)
from loaders.scopes import rebuild_scopes

# Schedules older than that take no month further back; bills do.
SCHEDULED_MONTHS = 60


@dataclass(frozen=True)
class _Stored:
    """What loads have stored, and the sky above it."""

    cabinets: pl.DataFrame
    points: pl.DataFrame
    bills: pl.DataFrame
    schedules: dict[str, Dated]
    places: dict[str, Place]
    months: list[date]
    sky: Sky
    today: date


def rebuild(connection: Connection, territory: Territory, today: date | None = None) -> None:
    """Rewrite every out_light_* table; months go to the last whole one before `today`.

    The list of territories that can be chosen follows: a cabinet is one.
    """
    rebuild_scopes(connection, territory)
    stored = _read(connection, territory, today or datetime.now(PARIS).date())
    stock = cabinet_stock(stored.cabinets, stored.points, stored.today.year)
    hours = cabinet_hours(stored.schedules, stored.places, stored.sky, stored.months)
    lines = cabinet_months(stock, hours, cabinet_bills(stored.bills, stock), stored.months)
    unlisted = unlisted_bills(stored.bills, stock)
    states = _states(connection, stored, stock, lines)
    for table, rows in (
        (schema.light_cabinet_state, states),
        (schema.light_cabinet_month, known_rows(lines)),
        (schema.light_scope_month, scope_months(lines, unlisted, territory)),
        (schema.light_change, scope_changes(lines, unlisted, stored.points, territory)),
        (schema.light_scope, _territories(connection, stored, states, territory)),
        (schema.light_stock, stock_lines(stored.points, territory)),
        (schema.light_cell, cells(stored.points, states)),
        (schema.light_rule, _rules(connection, stored, territory)),
    ):
        _replace(connection, table, rows)


def _read(connection: Connection, territory: Territory, today: date) -> _Stored:
    cabinets = read_cabinets(connection)
    points = read_points(connection, cabinets)
    schedules, bills = read_schedules(connection), read_bills(connection)
    months = _months(bills, [dated[0][0] for dated in schedules.values()], today)
    sky = Sky(min(months[0], year_before(today)[0]), month_end(months[-1]))
    places = cabinet_places(cabinets, points, territory)
    return _Stored(cabinets, points, bills, schedules, places, months, sky, today)


def _months(bills: pl.DataFrame, first_days: list[date], today: date) -> list[date]:
    """From the first bill or schedule to the last whole month, or to the last bill after it."""
    last = last_whole_month(today)
    scheduled = max(min(first_days, default=last), months_before(last, SCHEDULED_MONTHS - 1))
    billed = bills["month"].to_list()
    # A schedule counts from the first month that it covers whole.
    following = month_end(scheduled - timedelta(days=1)) + timedelta(days=1)
    return month_starts(min([following, last, *billed]), max([last, *billed]))


def _states(
    connection: Connection, stored: _Stored, stock: pl.DataFrame, lines: pl.DataFrame
) -> pl.DataFrame:
    """out_light_cabinet, and what the sums by territory read of schedules."""
    schedules, places, sky, today = stored.schedules, stored.places, stored.sky, stored.today
    values, year = read_values(connection), year_before(today)
    states = stock
    for found in (
        schedule_states(schedules, places, sky, today),
        last_year(lines),
        led_power(stored.points, values, today),
        less_hours(schedules, places, sky, today, year),
    ):
        states = states.join(found, on="cabinet_id", how="left", maintain_order="left")
    loads = found_in_loads(connection, states, schedules, places, year)
    return with_anomalies(with_potential(states, values, today), loads)


def _territories(
    connection: Connection, stored: _Stored, states: pl.DataFrame, territory: Territory
) -> pl.DataFrame:
    """out_light_scope."""
    end_s = int(datetime.combine(stored.today, time(), PARIS).timestamp())
    faults = scope_faults(connection, stored.points, states, territory, end_s)
    return (
        scope_stock(stored.points, states, territory, stored.today)
        .join(faults, on="scope", how="left")
        .with_columns(pl.col("faults_year").fill_null(0))
    )


def _rules(connection: Connection, stored: _Stored, territory: Territory) -> pl.DataFrame:
    """out_light_rule."""
    points = stored.points
    dark = dark_cabinets(points, stored.schedules, stored.places, stored.sky, stored.today)
    described = points.with_columns(zones_of(connection, points)).join(
        dark, on="cabinet_id", how="left", maintain_order="left"
    )
    return scope_rules(described, territory)


def _replace(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    connection.execute(delete(table))
    store.insert(connection, table, rows.select(column.name for column in table.columns))
