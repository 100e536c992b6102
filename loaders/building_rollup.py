"""What screens read of public buildings, recomputed whole from days, hours and reference values.

A rebuild reads only what loads have stored: twice the same store gives twice the same tables.
"""

from datetime import date

import polars as pl
from sqlalchemy import Connection, Table, delete, select

from data import schema
from data.reference_values import read_values
from data.territory import Territory
from loaders import store
from loaders.building_days import EnergyDays, energy_days
from loaders.building_months import building_months, building_scopes, scope_months
from loaders.building_years import building_years


def rebuild(connection: Connection, territory: Territory) -> None:
    """Rewrite every out_building_* table from out_series_day and what is known of buildings."""
    values = read_values(connection)
    energies = energy_days(connection)
    months = building_months(energies, values)
    scopes = building_scopes(connection, territory)
    _replace(connection, schema.building_month, months)
    _replace(connection, schema.building_scope_month, scope_months(months, scopes))
    _replace(connection, schema.building_year, _years(connection, energies, months))


def _years(
    connection: Connection, energies: list[EnergyDays], months: pl.DataFrame
) -> pl.DataFrame:
    building = schema.building.c
    buildings = store.read(
        connection,
        select(building.building_id, building.floor_m2),
        {"building_id": pl.String, "floor_m2": pl.Float64},
    )
    last_day = max((energy.last for energy in energies), default=date.min)
    return building_years(months, last_day, buildings)


def _replace(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    connection.execute(delete(table))
    store.insert(connection, table, rows.select(column.name for column in table.columns))
