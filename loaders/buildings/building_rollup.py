"""What screens read of public buildings, recomputed whole from days, hours and reference values.

A rebuild reads only what loads have stored: twice the same store gives twice the same tables.
"""

import polars as pl
from sqlalchemy import Connection, Table, delete, select

from data import schema
from data.reference_values import read_values
from data.territory import Territory
from loaders import store
from loaders.buildings.building_alerts import alert_rows
from loaders.buildings.building_days import energy_days
from loaders.buildings.building_hours import energy_hours, load_rows, openings
from loaders.buildings.building_models import month_splits, signature_rows, year_models
from loaders.buildings.building_months import building_months, building_scopes, scope_months
from loaders.buildings.building_savings import saving_rows
from loaders.buildings.building_weather import read_weather
from loaders.buildings.building_years import BUILDING, building_years
from loaders.scopes import rebuild_scopes


def rebuild(connection: Connection, territory: Territory) -> None:
    """Rewrite every out_building_* table from out_series_day and what is known of buildings.

    The list of territories that can be chosen follows: a building is one.
    """
    rebuild_scopes(connection, territory)
    values, weather = read_values(connection), read_weather(connection)
    energies = energy_days(connection)
    months = building_months(energies, values)
    scopes = building_scopes(connection, territory)
    models = year_models(energies, weather)
    buildings = _buildings(connection, territory)
    years = building_years(months, month_splits(models), buildings, weather)
    hours = energy_hours(connection, energies[0].last) if energies else []
    loads, profiles = load_rows(hours, openings(connection))
    alerts, alert_models = alert_rows(connection, energies, hours, weather, values)
    savings, saving_weeks = saving_rows(connection, energies, weather, values)
    for table, rows in (
        (schema.building_month, months),
        (schema.building_scope_month, scope_months(months, scopes)),
        (schema.signature, signature_rows(models)),
        (schema.building_year, years),
        (schema.load, loads),
        (schema.load_profile, profiles),
        (schema.alert, alerts),
        (schema.year_model, alert_models),
        (schema.saving, savings),
        (schema.saving_week, saving_weeks),
    ):
        _replace(connection, table, rows)


def _buildings(connection: Connection, territory: Territory) -> pl.DataFrame:
    """BUILDING and the population of the commune, null outside the territory."""
    building = schema.building.c
    frame = store.read(connection, select(*(building[name] for name in BUILDING)), BUILDING)
    communes = [territory.commune(code) if code else None for code in frame["commune_code"]]
    population = [commune.population if commune else None for commune in communes]
    return frame.with_columns(pl.Series("population", population, dtype=pl.Int64))


def _replace(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    connection.execute(delete(table))
    store.insert(connection, table, rows.select(column.name for column in table.columns))
