"""What screens read of water, recomputed whole from hours, days of customers and yearly volumes.

A rebuild reads only what loads have stored: twice the same store on one day gives twice the same
tables. What people did of an alert (core_water_follow_up) is never touched.
"""

from datetime import date, datetime

import polars as pl
from sqlalchemy import Connection, Table, delete

from data import schema
from data.calendar import PARIS
from data.reference_values import read_values
from data.territory import Territory
from loaders import store
from loaders.scopes import rebuild_scopes
from loaders.water.service_years import scope_services, service_years


def rebuild(connection: Connection, territory: Territory, today: date | None = None) -> None:
    """Rewrite every out_water_* table, at the prices of `today`.

    The list of territories that can be chosen follows: a sector and a service are two.
    """
    rebuild_scopes(connection, territory)
    today, values = today or datetime.now(PARIS).date(), read_values(connection)
    for table, rows in (
        (schema.water_scope_service, scope_services(connection)),
        (schema.water_service_year, service_years(connection, values, today)),
    ):
        _replace(connection, table, rows)


def _replace(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    connection.execute(delete(table))
    store.insert(connection, table, rows.select(column.name for column in table.columns))
