"""Drifts and leaks of each building, since when, and what they cost if nothing is done."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings import leaks
from data.buildings.drift import Drift, YearModel, watch
from data.buildings.drift_reference import KNOWN_SHARE
from data.buildings.vocabulary import DRIFT, DRIFT_THRESHOLDS, LEAK
from data.reference_values import ReferenceValues
from loaders import store
from loaders.buildings.building_calendar import calendar_types
from loaders.buildings.building_days import EnergyDays
from loaders.buildings.building_hours import EnergyHours
from loaders.buildings.building_models import explained_by
from loaders.buildings.building_months import number_at
from loaders.buildings.building_weather import Weather

YEAR_DAYS = 365
# Where water runs at night by use: the rule of leaks gives a false alert every fortnight there.
NIGHT_USE = ("sante",)
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
    "excess_year": pl.Float64,
}
WORK = {
    "building_id": pl.String,
    "energy": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
}
PARAMETERS = (
    "base_per_day",
    "heating_per_k_d",
    "heating_balance_c",
    "cooling_per_k_d",
    "cooling_balance_c",
)
MODEL = {
    "building_id": pl.String,
    "energy": pl.String,
    "since": pl.Date,
    "first_day": pl.Date,
    **dict.fromkeys(PARAMETERS, pl.Float64),
    "added_per_day": pl.String,
    "factor": pl.String,
}


@dataclass(frozen=True)
class Watched:
    """The days of one energy that are judged: one row a building and side of its works.

    `row` is that of the building, columns `end` and after are not of this side; NaN there, on the
    days of the works and on those that come from a bill.
    """

    energy: EnergyDays
    row: np.ndarray
    end: np.ndarray
    value: np.ndarray

    @property
    def starts(self) -> np.ndarray:
        """The columns on which each row takes a new reference, in order: see `watch`.

        Every 1st of January, so that no reference moves when older days are loaded; a row that then
        knows too little of the year before also does a year after its first day.
        """
        days = self.value.shape[1]
        dates = self.energy.days
        januaries = np.flatnonzero(dates == dates.astype("datetime64[Y]"))
        first = np.where(np.isfinite(self.value), np.arange(days), days).min(axis=1, initial=days)
        known_days = januaries - first[:, None]
        soon = ((known_days >= KNOWN_SHARE * YEAR_DAYS) & (known_days <= YEAR_DAYS)).any(axis=1)
        own = np.where(soon, days, first + YEAR_DAYS)[:, None]
        starts = np.hstack([np.where(known_days > 0, januaries, days), own])
        return np.sort(np.where(starts < self.end[:, None], starts, days), axis=1)


def alert_rows(
    connection: Connection,
    energies: list[EnergyDays],
    hours: list[EnergyHours],
    weather: Weather,
    values: ReferenceValues,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """out_building_alert, priced on the last day of the store, and out_building_year_model.

    A drift of water during a suspected leak is that leak: it is said once.
    """
    if not energies:
        return _priced(pl.DataFrame(schema=ALERT), values, date.min), pl.DataFrame(schema=MODEL)
    first, days = energies[0].first, energies[0].value.shape[1]
    types, works = calendar_types(connection, first, days), _works(connection)
    limit = number_at(values, "water_leak_l_per_h", "water", energies[0].last)
    lost = _leaks(connection, hours, limit or leaks.LIMIT_L_PER_H)
    drifts, models = [], []
    for energy in energies:
        watched = _sides(energy, works)
        temperature_c = explained_by(energy, weather)[watched.row]
        found, used = watch(
            temperature_c, watched.value, watched.starts, YEAR_DAYS, DRIFT_THRESHOLDS, types
        )
        drifts.append(_drift_rows(watched, found))
        models.append(_model_rows(watched, used))
    found = pl.concat([_without_leaks(pl.concat(drifts), lost), lost])
    return _priced(found, values, energies[0].last), pl.concat(models)


def _works(connection: Connection) -> pl.DataFrame:
    row = schema.work.c
    return store.read(connection, select(*(row[name] for name in WORK)), WORK)


def _sides(energy: EnergyDays, works: pl.DataFrame) -> Watched:
    """The days as measured, each side of works apart: the level of one does not judge the other."""
    measured = np.where(energy.spread, np.nan, energy.value)
    days = measured.shape[1]
    bounds: dict[str, list[tuple[int, int]]] = {}
    for building, concerned, first_day, last_day in works.sort("first_day").iter_rows():
        if concerned in (None, energy.energy):
            span = ((day - energy.first).days for day in (first_day, last_day))
            bounds.setdefault(building, []).append(tuple(span))
    sides, values = [], []
    for row, building in enumerate(energy.buildings):
        after = 0
        for first, last in [*bounds.get(building, []), (days, days)]:
            end = min(max(first, after), days)
            if np.isfinite(measured[row, after:end]).any():
                sides.append((row, end))
                values.append(np.full(days, np.nan))
                values[-1][after:end] = measured[row, after:end]
            after = max(after, last + 1)
    row, end = np.array(sides, dtype=int).reshape(-1, 2).T
    return Watched(energy, row, end, np.array(values).reshape(-1, days))


def _drift_rows(watched: Watched, drifts: list[Drift]) -> pl.DataFrame:
    """ALERT: a drift that works have overtaken is no longer open."""
    energy = watched.energy
    rows = [
        (
            drift.threshold,
            DRIFT,
            energy.buildings[watched.row[drift.row]],
            energy.energy,
            *(
                energy.first + timedelta(days=at)
                for at in (drift.since, drift.detected, drift.last)
            ),
            drift.open and bool(watched.end[drift.row] == watched.value.shape[1]),
            drift.excess_per_day,
            drift.excess,
            _excess_of_a_year(watched.value[drift.row], drift),
        )
        for drift in drifts
    ]
    return pl.DataFrame(rows, schema=ALERT, orient="row")


def _excess_of_a_year(value: np.ndarray, drift: Drift) -> float:
    """What the drift would cost in a whole year: its share of excess, times the year before it.

    A boiler left on says little in summer; its days alone would not tell its winter. Where the year
    before is not known, the mean excess of its days.
    """
    before = value[max(drift.since - YEAR_DAYS, 0) : drift.since]
    usual = before[np.isfinite(before)]
    expected = np.nansum(value[drift.since : drift.last + 1]) - drift.excess
    if len(usual) < KNOWN_SHARE * YEAR_DAYS or expected <= 0:
        return drift.excess_per_day * YEAR_DAYS
    return drift.excess / expected * usual.mean() * YEAR_DAYS


def _model_rows(watched: Watched, models: list[YearModel]) -> pl.DataFrame:
    """MODEL: what judged each building, from when on."""
    energy, rows = watched.energy, []
    for model in models:
        begin = max(model.start - YEAR_DAYS, 0)
        known = np.isfinite(watched.value[model.row, begin : model.start])
        days = (
            energy.first + timedelta(days=at) for at in (model.start, begin + int(known.argmax()))
        )
        found = (float(getattr(model.usual.signatures, name)[0]) for name in PARAMETERS)
        of_types = (model.usual.added_per_day[0], model.usual.factor[0])
        by_type = (json.dumps(each.round(9).tolist()) for each in of_types)
        building = energy.buildings[watched.row[model.row]]
        rows.append((building, energy.energy, *days, *found, *by_type))
    frame = pl.DataFrame(rows, schema=MODEL, orient="row")
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def _leaks(connection: Connection, hours: list[EnergyHours], limit_l_per_h: float) -> pl.DataFrame:
    """ALERT: the suspected leaks, where water stops at night without them."""
    building = schema.building.c
    by_night = set(
        connection.scalars(select(building.building_id).where(building.category.in_(NIGHT_USE)))
    )
    rows = [
        (
            0.0,
            LEAK,
            building,
            each.energy,
            *(each.day[at].astype(object) for at in (leak.start, leak.detected, leak.end)),
            leak.open,
            leak.litres_per_h * 24 / leaks.LITRES,
            leak.litres_per_h * leak.hours / leaks.LITRES,
            leak.litres_per_h * 24 * YEAR_DAYS / leaks.LITRES,
        )
        for each in hours
        if each.energy == "water"
        for building, value in zip(each.buildings, each.value, strict=True)
        if building not in by_night
        for leak in leaks.leaks(value, limit_l_per_h)
        if not leaks.runs_at_night(value, each.hour, leak, limit_l_per_h)
    ]
    # Two leaks may begin on one day: the dearer stands for both.
    ranked = pl.DataFrame(rows, schema=ALERT, orient="row").sort("excess", descending=True)
    return ranked.unique(["building_id", "since"], keep="first", maintain_order=True)


def _without_leaks(drifts: pl.DataFrame, lost: pl.DataFrame) -> pl.DataFrame:
    """Drifts, but those that last while a leak of the same building does."""
    spans = lost.select("building_id", "energy", begun="since", ended="last_day")
    during = drifts.join(spans, on=["building_id", "energy"]).filter(
        pl.col("since") <= pl.col("ended"), pl.col("last_day") >= pl.col("begun")
    )
    keys = ["threshold", "building_id", "energy", "since"]
    return drifts.join(during, on=keys, how="anti", maintain_order="left")


def _priced(alerts: pl.DataFrame, values: ReferenceValues, day: date) -> pl.DataFrame:
    """Alerts and what they cost; null without a price."""
    prices = [
        (energy, number_at(values, "price_eur_per_unit", energy, day))
        for energy in alerts["energy"].unique().sort()
    ]
    kinds = {"energy": pl.String, "eur_per_unit": pl.Float64}
    return (
        alerts.join(pl.DataFrame(prices, schema=kinds, orient="row"), on="energy", how="left")
        .with_columns(
            eur_year=pl.col("excess_year") * pl.col("eur_per_unit"),
            eur=pl.col("excess") * pl.col("eur_per_unit"),
        )
        .sort("threshold", "kind", "building_id", "energy", "since")
    )
