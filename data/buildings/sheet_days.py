"""The days of one building beside what its signature expects: follow-up, signature, works.

Everything here is for a scope `batiment:ID`; for another, frames without rows.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.buildings import signature
from data.buildings.alerts import given
from data.buildings.days import building_days, daily_means
from data.buildings.sheet import building_of, building_works
from data.buildings.signature import Signatures
from data.buildings.vocabulary import ENERGIES
from data.db import fetch
from data.selection import Selection

PARAMETERS = (
    "base_per_day",
    "heating_per_k_d",
    "heating_balance_c",
    "cooling_per_k_d",
    "cooling_balance_c",
)
YEAR = timedelta(days=364)
# Beyond this many standard deviations, a day is unusual.
OUTLIER_SD = 3
# What a sum of floats may be off by: a meter that always says the same has no unusual day.
ROUNDING = 1e-6
DAILY = ["day", "energy", "energy_label", "unit", "value", "expected", "spread", "alert", "works"]
POINTS = ["energy", "energy_label", "unit", "day", "mean_c", "value", "fitted", "outlier"]
WEEKLY = ["week", "energy", "energy_label", "unit", "value", "expected", "phase"]


def daily(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a day of the period and energy, known or not (DAILY).

    `expected` is what the signature of the year before gives at the temperature of the day (the
    oldest one without any before): a drift is not its own reference. `works` are named on their
    first and last days.
    """
    building_id = building_of(selection)
    days = building_days(engine, building_id)
    days = days[(days["day"] >= selection.start) & (days["day"] <= selection.end)]
    if days.empty:
        return pd.DataFrame(columns=DAILY)
    models = _models_before(building_signatures(engine, building_id), selection.end - YEAR)
    means = daily_means(engine, building_id, selection.start)
    alerts, works = _alerts(engine, building_id), building_works(engine, building_id)
    works = works[["label", "first_day", "last_day", "energy"]].values.tolist()
    frame = _labelled(days.reset_index(drop=True))
    frame["expected"] = _expected(frame, means, models)
    lines = list(zip(frame["day"], frame["energy"], strict=True))
    frame["alert"] = [_in_alert(alerts, day, energy) for day, energy in lines]
    frame["works"] = [_works_named(works, day, energy) for day, energy in lines]
    return frame[DAILY].astype({"value": "Float64", "expected": "Float64"})


def building_signatures(engine: Engine, building_id: str) -> pd.DataFrame:
    """The signatures of a building, by energy, the latest first."""
    row = schema.signature.c
    statement = select(schema.signature).where(row.building_id == building_id)
    frame = fetch(engine, statement.order_by(row.last_day.desc(), row.energy))
    rank = {energy: position for position, energy in enumerate(ENERGIES)}
    return frame.sort_values("energy", key=lambda keys: keys.map(rank), kind="stable")


def _models_before(signatures: pd.DataFrame, day: date) -> pd.DataFrame:
    """By energy, the latest signature that ends by a day, else the oldest."""
    before = signatures[signatures["last_day"] <= day].drop_duplicates("energy")
    oldest = signatures.drop_duplicates("energy", keep="last")
    return pd.concat([before, oldest]).drop_duplicates("energy").set_index("energy")


def _expected(days: pd.DataFrame, means: dict[date, float], models: pd.DataFrame) -> np.ndarray:
    """What the model of each energy gives at the temperature of a day; NaN without a model."""
    mean_c = days["day"].map(means).to_numpy(float)
    expected = np.full(len(days), np.nan)
    for energy, model in models.iterrows():
        rows = days["energy"].eq(energy).to_numpy()
        expected[rows] = signature.predict(one_signature(model), mean_c[rows])[0]
    return expected


def one_signature(row: pd.Series) -> Signatures:
    """The signature that a row of the store describes, to be predicted with."""
    known = {name: np.array([row[name]], dtype=float) for name in PARAMETERS}
    unknown = np.array([np.nan])
    rest = dict.fromkeys(("r2", "cv_rmse_pct", "residual_sd", "points"), unknown)
    return Signatures(model=np.array([row.get("model", "")]), **known, **rest)


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    energies = [ENERGIES[key] for key in frame["energy"]]
    return frame.assign(
        energy_label=[energy.label for energy in energies],
        unit=[energy.unit for energy in energies],
    )


def _alerts(engine: Engine, building_id: str) -> list[tuple[str, date, date]]:
    row = schema.alert.c
    statement = select(row.energy, row.since, row.last_day).where(
        row.building_id == building_id, given()
    )
    with engine.connect() as connection:
        return [tuple(alert) for alert in connection.execute(statement)]


def _in_alert(alerts: list[tuple[str, date, date]], day: date, energy: str) -> bool:
    return any(own == energy and since <= day <= last for own, since, last in alerts)


def _works_named(works: list[list], day: date, energy: str) -> str | None:
    """The works (label, first and last day, energy) that begin or end on a day."""
    named = [
        label
        for label, first, last, own in works
        if day in (first, last) and (own == energy or pd.isna(own))
    ]
    return ", ".join(named) or None


def signature_points(engine: Engine, selection: Selection) -> pd.DataFrame:
    """By energy, the days behind its last signature, by temperature (POINTS).

    Days measured, of known temperature; an outlier is further than three standard deviations.
    A signature of bills has the mean of each bill for point, at the mean temperature of its days.
    """
    building_id = building_of(selection)
    models = building_signatures(engine, building_id).drop_duplicates("energy")
    if models.empty:
        return pd.DataFrame(columns=POINTS)
    days = building_days(engine, building_id)
    means = daily_means(engine, building_id, models["first_day"].min())
    parts = [
        _points(days[days["energy"] == model["energy"]], means, model)
        for _, model in models.iterrows()
    ]
    return pd.concat(parts, ignore_index=True)


def _points(days: pd.DataFrame, means: dict[date, float], model: pd.Series) -> pd.DataFrame:
    within = (days["day"] >= model["first_day"]) & (days["day"] <= model["last_day"])
    billed = model["grain"] == "facture"
    own = days[within & days["value"].notna() & days["spread"].eq(billed)]
    own = own.assign(mean_c=own["day"].map(means)).dropna(subset=["mean_c"])
    own["fitted"] = signature.predict(one_signature(model), own["mean_c"].to_numpy(float))[0]
    if billed:
        bill = own["value"].round(9).ne(own["value"].round(9).shift()).cumsum()
        own = own.groupby(bill, as_index=False).agg(
            {"day": "first", "energy": "first", "mean_c": "mean", "value": "mean", "fitted": "mean"}
        )
    usual = OUTLIER_SD * model["residual_sd"] + ROUNDING * own["fitted"].abs()
    own["outlier"] = (own["value"] - own["fitted"]).abs() > usual
    return _labelled(own).sort_values(["mean_c", "day"])[POINTS]


def before_after(engine: Engine, selection: Selection) -> pd.DataFrame:
    """By energy, the weeks before and after works (WEEKLY), and what the model of the year before
    them expects.

    The works named by the selection's detail, else the latest that have a saving. Sums over days
    known on both sides; weeks begin on Mondays; those of the works themselves are in neither.
    """
    savings = _savings(engine, building_of(selection))
    if savings.empty:
        return pd.DataFrame(columns=WEEKLY)
    named = savings[savings["work_id"] == selection.detail]
    chosen = named if len(named) else savings[savings["work_id"] == savings["work_id"].iloc[0]]
    days = building_days(engine, building_of(selection))
    means = daily_means(engine, building_of(selection), chosen["baseline_first_day"].min())
    parts = [
        _weeks(days[days["energy"] == row["energy"]], means, row) for _, row in chosen.iterrows()
    ]
    return pd.concat(parts, ignore_index=True)[WEEKLY]


def _savings(engine: Engine, building_id: str) -> pd.DataFrame:
    row = schema.saving.c
    statement = select(schema.saving).where(row.building_id == building_id)
    return fetch(
        engine, statement.order_by(row.reporting_first_day.desc(), row.work_id, row.energy)
    )


def _weeks(days: pd.DataFrame, means: dict[date, float], saving: pd.Series) -> pd.DataFrame:
    days = days.dropna(subset=["value"])
    mean_c = days["day"].map(means).to_numpy(float)
    days = days.assign(expected=signature.predict(one_signature(saving), mean_c)[0])
    spans = {
        "avant": (saving["baseline_first_day"], saving["baseline_last_day"]),
        "après": (saving["reporting_first_day"], saving["reporting_last_day"]),
    }
    parts = [
        days[(days["day"] >= first) & (days["day"] <= last)].assign(phase=phase)
        for phase, (first, last) in spans.items()
    ]
    both = pd.concat(parts).dropna(subset=["expected"])
    both["week"] = [day - timedelta(days=day.weekday()) for day in both["day"]]
    sums = both.groupby(["phase", "week", "energy"], as_index=False)[["value", "expected"]].sum()
    return _labelled(sums.sort_values("week"))
