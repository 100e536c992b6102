"""The days of one building beside what its models expect: follow-up, signature, works.

Everything here is for a scope `batiment:ID`; for another, frames without rows.
"""

from datetime import date

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.buildings import signature
from data.buildings.days import building_days, daily_means
from data.buildings.expected_days import building_alerts, expected_days, one_signature
from data.buildings.sheet import building_of, building_works
from data.buildings.signature import WEATHERLESS
from data.buildings.vocabulary import ENERGIES
from data.db import fetch
from data.selection import Selection

# Beyond this many standard deviations, a day is unusual.
OUTLIER_SD = 3
# What a sum of floats may be off by: a meter that always says the same has no unusual day.
ROUNDING = 1e-6
DAILY = ["day", "energy", "energy_label", "unit", "value", "expected", "spread", "alert", "works"]
POINTS = ["energy", "energy_label", "unit", "day", "mean_c", "value", "fitted", "outlier"]
WEEKLY = ["week", "energy", "energy_label", "unit", "value", "expected", "phase", "works"]


def daily(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a day of the period and energy, known or not (DAILY).

    `expected` is what the model of the alerts says of a day of this temperature and type, learnt
    over the year before (`expected_days`): a drift is not its own reference. `works` are named on
    their first and last days.
    """
    building_id = building_of(selection)
    days = building_days(engine, building_id)
    days = days[(days["day"] >= selection.start) & (days["day"] <= selection.end)]
    if days.empty:
        return pd.DataFrame(columns=DAILY)
    alerts = building_alerts(engine, building_id)[["energy", "since", "last_day"]].values.tolist()
    works = building_works(engine, building_id)
    works = works[["label", "first_day", "last_day", "energy"]].values.tolist()
    frame = _labelled(days.reset_index(drop=True))
    signatures = building_signatures(engine, building_id)
    frame["expected"] = expected_days(engine, building_id, frame, signatures)
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


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    energies = [ENERGIES[key] for key in frame["energy"]]
    return frame.assign(
        energy_label=[energy.label for energy in energies],
        unit=[energy.unit for energy in energies],
    )


def _in_alert(alerts: list[list], day: date, energy: str) -> bool:
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
    """By energy but water, the days behind its last signature, by temperature (POINTS).

    Days measured, of known temperature; an outlier is further than three standard deviations.
    A signature of bills has the mean of each bill for point, at the mean temperature of its days.
    """
    building_id = building_of(selection)
    models = building_signatures(engine, building_id).drop_duplicates("energy")
    models = models[~models["energy"].isin(WEATHERLESS)]
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
    """By energy, every week (Monday) before, during and after works (WEEKLY), and what the model of
    the time before expects.

    The works named by the selection's detail, else the latest that have a saving. Sums over the
    days both measured and expected, missing without any: after the works, they add up to the saving
    and what it is a share of. `works` are named on the week that they begin in.
    """
    building_id = building_of(selection)
    works = _compared_works(engine, building_id, selection.detail)
    if works is None:
        return pd.DataFrame(columns=WEEKLY)
    frame = _labelled(_weeks(engine, works))
    frame["phase"] = [_phase(*row) for row in frame[["after", "week", "first_day"]].values]
    names = frame[["label", "after", "week", "first_day"]].values
    frame["works"] = [_begun(*row) for row in names]
    return frame[WEEKLY].astype({"value": "Float64", "expected": "Float64"})


def _compared_works(engine: Engine, building_id: str, asked: str | None) -> str | None:
    """The works asked for if they have a saving, else the latest that have one."""
    row = schema.saving.c
    statement = select(row.work_id).where(row.building_id == building_id)
    with engine.connect() as connection:
        known = list(
            connection.scalars(statement.order_by(row.reporting_first_day.desc(), row.work_id))
        )
    return asked if asked in known else next(iter(known), None)


def _weeks(engine: Engine, work_id: str) -> pd.DataFrame:
    """The weeks of works, by energy: those of out_building_saving_week, label and first day."""
    week, work = schema.saving_week.c, schema.work.c
    frame = fetch(
        engine,
        select(schema.saving_week, work.label, work.first_day)
        .join_from(schema.saving_week, schema.work, work.work_id == week.work_id)
        .where(week.work_id == work_id)
        .order_by(week.week, week.after),
    )
    rank = {energy: position for position, energy in enumerate(ENERGIES)}
    return frame.sort_values("energy", key=lambda keys: keys.map(rank), kind="stable")


def _phase(after: bool, week: date, first_day: date) -> str:
    """Weeks that begin during the works are neither before nor after them."""
    return "après" if after else "avant" if week < first_day else "travaux"


def _begun(label: str, after: bool, week: date, first_day: date) -> str | None:
    """The name of works on the week that they begin in."""
    return label if not after and 0 <= (first_day - week).days < 7 else None
