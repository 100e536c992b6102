"""What is expected of each day of one building, by energy: the very models of the alerts.

A day is judged by the last year model that begins by then (`out_building_year_model`); the days of
an alert by the model that found it, so that an alert is as far above this line as it says.
"""

import json
from datetime import date, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.buildings import signature
from data.buildings.alerts import given
from data.buildings.day_types import TYPES, TypedSignatures, day_types
from data.buildings.days import daily_means
from data.buildings.signature import Signatures
from data.buildings.vocabulary import DRIFT
from data.db import fetch

PARAMETERS = (
    "base_per_day",
    "heating_per_k_d",
    "heating_balance_c",
    "cooling_per_k_d",
    "cooling_balance_c",
)
YEAR = timedelta(days=364)


def building_alerts(engine: Engine, building_id: str) -> pd.DataFrame:
    """The alerts of a building, open or not: kind, energy, since, detected, last_day."""
    row = schema.alert.c
    columns = (row.kind, row.energy, row.since, row.detected, row.last_day)
    return fetch(
        engine, select(*columns).where(row.building_id == building_id, given()).order_by(row.since)
    )


def expected_days(
    engine: Engine, building_id: str, days: pd.DataFrame, signatures: pd.DataFrame
) -> np.ndarray:
    """What the models expect of days (day, energy), in their order; NaN without a model.

    Days before the first model are compared with it when it has learnt from them. An energy without
    any (bills, or too few days yet) has the signature, one of `signatures`, of the year before the
    last day, else the oldest: a line without types of days.
    """
    first, last = days["day"].min(), days["day"].max()
    mean_c = days["day"].map(daily_means(engine, building_id, first)).to_numpy(float)
    types = days["day"].map(_types(engine, first, last)).to_numpy(int)
    models, drifts = _year_models(engine, building_id), building_alerts(engine, building_id)
    drifts = drifts[drifts["kind"] == DRIFT]
    expected = np.full(len(days), np.nan)
    for energy, rows in days.groupby("energy").indices.items():
        used = models[models["energy"] == energy].to_dict("records")
        if used:
            of_days = _judging(days["day"].iloc[rows], used, drifts[drifts["energy"] == energy])
        else:
            used = _signature_before(signatures, energy, last - YEAR)
            of_days = np.full(len(rows), 0 if used else -1)
        explained_c = signature.explaining_c(energy, mean_c[rows])
        for number, model in enumerate(used):
            own = of_days == number
            typed = _typed(model)
            expected[rows[own]] = typed.expected(explained_c[own], types[rows[own]])[0]
    return expected


def _types(engine: Engine, first: date, last: date) -> dict[date, int]:
    """The type of each day between two."""
    row = schema.calendar_day.c
    statement = select(row.day, row.public_holiday, row.school_holiday)
    known = fetch(engine, statement.where(row.day.between(first, last))).set_index("day")
    days = pd.date_range(first, last, freq="D").date
    public, school = (known[name].reindex(days).notna().to_numpy() for name in known.columns)
    return dict(zip(days, day_types(first.weekday(), public, school), strict=True))


def _year_models(engine: Engine, building_id: str) -> pd.DataFrame:
    row = schema.year_model.c
    statement = select(schema.year_model).where(row.building_id == building_id)
    return fetch(engine, statement.order_by(row.energy, row.since))


def _judging(days: pd.Series, models: list[dict], drifts: pd.DataFrame) -> np.ndarray:
    """The position of the model of each day; -1 for a day that no model knows."""
    judged = days.to_numpy().astype("datetime64[D]")
    for drift in drifts.itertuples():
        since, detected, last = (
            np.datetime64(day) for day in (drift.since, drift.detected, drift.last_day)
        )
        during = (judged >= since) & (judged <= last)
        judged[during] = np.minimum(judged[during], detected)
    since = np.array([model["since"] for model in models], dtype="datetime64[D]")
    position = np.searchsorted(since, judged, side="right") - 1
    learnt = judged >= np.datetime64(models[0]["first_day"])
    return np.where((position < 0) & learnt, 0, position)


def _signature_before(signatures: pd.DataFrame, energy: str, day: date) -> list[dict]:
    """The latest signature of an energy that ends by a day, else the oldest; none without any."""
    own = signatures[signatures["energy"] == energy].sort_values("last_day")
    before = own[own["last_day"] <= day].tail(1)
    return (before if len(before) else own.head(1)).to_dict("records")


def _typed(row: dict) -> TypedSignatures:
    """The model that a row of the store describes; the same for all types of days if it says so."""
    added, factor = (
        np.array([json.loads(row[name])]) if name in row else np.full((1, TYPES), usual)
        for name, usual in (("added_per_day", 0.0), ("factor", 1.0))
    )
    return TypedSignatures(one_signature(row), added, factor)


def one_signature(row: dict | pd.Series) -> Signatures:
    """The signature that a row of the store describes, to be predicted with."""
    known = {name: np.array([row[name]], dtype=float) for name in PARAMETERS}
    unknown = np.array([np.nan])
    rest = dict.fromkeys(("r2", "cv_rmse_pct", "residual_sd", "points"), unknown)
    return Signatures(model=np.array([row.get("model", "")]), **known, **rest)
