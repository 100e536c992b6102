"""Drifts and leaks of each building, since when, and what they cost if nothing is done."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings import leaks
from data.buildings.day_types import day_types
from data.buildings.drift import monitor
from data.buildings.vocabulary import DRIFT, DRIFT_THRESHOLDS, LEAK
from data.reference_values import ReferenceValues
from loaders import store
from loaders.buildings.building_days import EnergyDays
from loaders.buildings.building_hours import EnergyHours
from loaders.buildings.building_months import number_at
from loaders.buildings.building_weather import Weather

YEAR_DAYS = 365
ALERT = {
    "threshold": pl.Float64,
    "kind": pl.String,
    "building_id": pl.String,
    "energy": pl.String,
    "since": pl.Date,
    "detected": pl.Date,
    "last_day": pl.Date,
    "open": pl.Boolean,
    "excess_per_day": pl.Float64,
    "excess": pl.Float64,
}
WORK = {"building_id": pl.String, "energy": pl.String, "last_day": pl.Date}
HOLIDAY = {"day": pl.Date, "public_holiday": pl.Boolean, "school_holiday": pl.Boolean}


def alert_rows(
    connection: Connection,
    energies: list[EnergyDays],
    hours: list[EnergyHours],
    weather: Weather,
    values: ReferenceValues,
) -> pl.DataFrame:
    """out_building_alert, priced on the last day of the store.

    An energy without any price has no alert: these are ranked by what they cost.
    """
    if not energies:
        return _priced(pl.DataFrame(schema=ALERT), values, date.min)
    works, holidays = _works(connection), _holidays(connection)
    watched = {building for one in hours if one.energy == "water" for building in one.buildings}
    found = [_drifts(_watched(energy, works, watched), weather, holidays) for energy in energies]
    limit = number_at(values, "water_leak_l_per_h", "water", energies[0].last)
    found += [_leaks(one, limit or leaks.LIMIT_L_PER_H) for one in hours if one.energy == "water"]
    return _priced(pl.concat(found), values, energies[0].last)


def _works(connection: Connection) -> pl.DataFrame:
    row = schema.work.c
    return store.read(connection, select(row.building_id, row.energy, row.last_day), WORK)


def _holidays(connection: Connection) -> pl.DataFrame:
    row = schema.calendar_day.c
    statement = select(row.day, row.public_holiday.is_not(None), row.school_holiday.is_not(None))
    return store.read(connection, statement, HOLIDAY)


def _watched(energy: EnergyDays, works: pl.DataFrame, by_hour: set[str]) -> EnergyDays:
    """Days as measured, from the end of works on: the level before them is no reference.

    Water that is metered by the hour is watched for leaks, not twice.
    """
    value = np.where(energy.spread, np.nan, energy.value)
    rows = {building: row for row, building in enumerate(energy.buildings)}
    for building, concerned, last_day in works.iter_rows():
        if building in rows and concerned in (None, energy.energy):
            value[rows[building], : max((last_day - energy.first).days + 1, 0)] = np.nan
    if energy.energy == "water":
        value[[row for building, row in rows.items() if building in by_hour]] = np.nan
    return EnergyDays(energy.energy, energy.buildings, energy.first, value, energy.spread)


def _drifts(energy: EnergyDays, weather: Weather, holidays: pl.DataFrame) -> pl.DataFrame:
    count = energy.value.shape[1]
    temperature_c = weather.temperatures(energy.buildings, energy.first, count)
    types = _types(energy, holidays)
    drifts = monitor(temperature_c, energy.value, YEAR_DAYS, DRIFT_THRESHOLDS, types=types)
    rows = [
        (
            drift.threshold,
            DRIFT,
            energy.buildings[drift.row],
            energy.energy,
            *(energy.first + timedelta(days=at) for at in (drift.since, drift.detected)),
            energy.first + timedelta(days=drift.last),
            drift.open,
            drift.excess_per_day,
            drift.excess,
        )
        for drift in drifts
    ]
    return pl.DataFrame(rows, schema=ALERT, orient="row")


def _types(energy: EnergyDays, holidays: pl.DataFrame) -> np.ndarray:
    """Weekdays and holidays of the days of the store."""
    days = pl.DataFrame({"day": energy.days}, schema={"day": pl.Date})
    known = days.join(holidays, on="day", how="left", maintain_order="left").fill_null(False)
    return day_types(
        energy.first.weekday(),
        known["public_holiday"].to_numpy(),
        known["school_holiday"].to_numpy(),
    )


def _leaks(hours: EnergyHours, limit_l_per_h: float) -> pl.DataFrame:
    rows = [
        (
            0.0,
            LEAK,
            building,
            hours.energy,
            *(hours.day[at].astype(object) for at in (leak.start, leak.detected, leak.end)),
            leak.open,
            leak.litres_per_h * 24 / leaks.LITRES,
            leak.litres_per_h * (leak.end - leak.start + 1) / leaks.LITRES,
        )
        for building, value in zip(hours.buildings, hours.value, strict=True)
        for leak in leaks.leaks(value, limit_l_per_h)
    ]
    # Two leaks may begin on one day: the dearer stands for both.
    ranked = pl.DataFrame(rows, schema=ALERT, orient="row").sort("excess", descending=True)
    return ranked.unique(["building_id", "since"], keep="first", maintain_order=True)


def _priced(alerts: pl.DataFrame, values: ReferenceValues, day: date) -> pl.DataFrame:
    prices = [
        (energy, number_at(values, "price_eur_per_unit", energy, day))
        for energy in alerts["energy"].unique().sort()
    ]
    kinds = {"energy": pl.String, "eur_per_unit": pl.Float64}
    return (
        alerts.join(pl.DataFrame(prices, schema=kinds, orient="row").drop_nulls(), on="energy")
        .with_columns(
            eur_year=pl.col("excess_per_day") * YEAR_DAYS * pl.col("eur_per_unit"),
            eur=pl.col("excess") * pl.col("eur_per_unit"),
        )
        .sort("threshold", "kind", "building_id", "energy", "since")
    )
