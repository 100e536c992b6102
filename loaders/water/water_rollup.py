"""What screens read of water, recomputed whole from hours, days of customers and yearly volumes.

A rebuild reads only what loads have stored: twice the same store on one day gives twice the same
tables. What people did of an alert (core_water_follow_up) is never touched.
"""

from datetime import date, datetime

import polars as pl
from sqlalchemy import Connection, Table, delete

from data import schema
from data.calendar import PARIS
from data.reference_values import ReferenceValues, read_values
from data.territory import Territory
from data.water.detection import watch
from data.water.rules import rules
from loaders import store
from loaders.scopes import rebuild_scopes
from loaders.water.customer_alerts import customer_alerts
from loaders.water.repairs_saved import repair_savings
from loaders.water.sector_alerts import ALERT, sector_alerts, sector_prices
from loaders.water.sector_balance import sector_balance
from loaders.water.sector_states import sector_days, sector_hour_rows, sector_states
from loaders.water.sensor_faults import FAULT
from loaders.water.service_years import scope_services, service_years

TABLES = (
    schema.water_scope_service,
    schema.water_service_year,
    schema.water_sector_state,
    schema.water_sector_day,
    schema.water_sector_hour,
    schema.water_alert,
    schema.water_fault,
    schema.water_saving,
)


def rebuild(connection: Connection, territory: Territory, today: date | None = None) -> None:
    """Rewrite every out_water_* table, at the prices of `today`.

    The list of territories that can be chosen follows: a sector and a service are two.
    """
    rebuild_scopes(connection, territory)
    today, values = today or datetime.now(PARIS).date(), read_values(connection)
    rows = _of_sectors(connection, values, today)
    customers = customer_alerts(connection, values, today)
    rows |= {
        schema.water_alert: pl.concat([rows[schema.water_alert], customers]),
        schema.water_scope_service: scope_services(connection),
        schema.water_service_year: service_years(connection, values, today),
    }
    for table in TABLES:
        connection.execute(delete(table))
        if table in rows:
            columns = [column.name for column in table.columns]
            store.insert(connection, table, rows[table].select(columns))


def _of_sectors(
    connection: Connection, values: ReferenceValues, today: date
) -> dict[Table, pl.DataFrame]:
    """The tables of sectors, their alerts without those of customers; those of readings only when
    there are any."""
    balance, in_force = sector_balance(connection), rules(values, today)
    if balance is None:
        alerts, faults = pl.DataFrame(schema=ALERT), pl.DataFrame(schema=FAULT)
        states = sector_states(connection, None, None, alerts, faults, in_force)
        return {schema.water_sector_state: states, schema.water_alert: alerts}
    watched, prices = watch(balance.hours), sector_prices(connection, values, today)
    alerts = sector_alerts(connection, balance.hours, watched, prices)
    faults = balance.faults
    states = sector_states(connection, balance, watched, alerts, faults, in_force)
    return {
        schema.water_sector_state: states,
        schema.water_sector_day: sector_days(balance, watched),
        schema.water_sector_hour: sector_hour_rows(balance, alerts),
        schema.water_alert: alerts,
        schema.water_fault: faults,
        schema.water_saving: repair_savings(connection, balance.hours, watched, alerts, prices),
    }
