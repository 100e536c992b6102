"""What loaders have modelled of one building: signatures, loads of the week, savings of works.

Everything here is for a scope `batiment:ID`; for another, frames without rows.
"""

import pandas as pd
from sqlalchemy import Engine, Table, select

from data import schema
from data.buildings.notices import BUILDING_NOTICES
from data.buildings.sheet import building_of
from data.buildings.sheet_days import building_signatures
from data.buildings.vocabulary import ENERGIES, WORK_KINDS
from data.db import fetch
from data.selection import Selection

MODELS = [
    "energy_label", "unit", "model", "base_per_day", "heating_per_k_d", "heating_balance_c",
    "cooling_per_k_d", "cooling_balance_c", "r2", "cv_rmse_pct", "points", "first_day", "last_day",
    "grain",
]  # fmt: skip
LOADS = [
    "energy_label", "unit_h", "mean_per_h", "base_per_h", "base_share_pct", "night_share_pct",
    "weekend_share_pct", "closed_share_pct", "first_day", "last_day",
]  # fmt: skip
PROFILE = ["energy", "energy_label", "unit", "weekday", "hour", "mean_per_h", "days"]
SAVINGS = [
    "work_id", "label", "kind_label", "first_day", "energy", "energy_label", "unit", "saving",
    "saving_low", "saving_high", "saving_pct", "saving_low_pct", "saving_high_pct", "eur_year",
    "proven", "cost_eur", "payback_years", "notices",
]  # fmt: skip


def signature_models(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The last signature of each energy (MODELS)."""
    frame = building_signatures(engine, building_of(selection)).drop_duplicates("energy")
    return _labelled(frame)[MODELS].reset_index(drop=True)


def loads(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The load of each energy known by the hour (LOADS); `closed_share_pct` is missing without
    opening hours, the share of the base load without any consumption."""
    frame = _labelled(_of_building(engine, selection, schema.load))
    mean_per_h = frame["mean_per_h"].where(frame["mean_per_h"] > 0)
    frame["base_share_pct"] = 100 * frame["base_per_h"] / mean_per_h
    return frame.rename(columns={"unit": "unit_h"})[LOADS]


def load_profile(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Mean of each hour of the week of each energy known by the hour (PROFILE)."""
    return _labelled(_of_building(engine, selection, schema.load_profile))[PROFILE]


def _of_building(engine: Engine, selection: Selection, table: Table) -> pd.DataFrame:
    statement = select(table).where(table.c.building_id == building_of(selection))
    return fetch(engine, statement.order_by(*table.primary_key))


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    energies = [ENERGIES[key] for key in frame["energy"]]
    return frame.assign(
        energy_label=[energy.label for energy in energies],
        unit=[energy.unit for energy in energies],
    )


def savings(engine: Engine, selection: Selection) -> pd.DataFrame:
    """What works have saved by energy, the latest first (SAVINGS).

    `saving` is over the days measured after the works; its percentages are of what was expected,
    missing when nothing was. `payback_years` is cost ÷ euros a year saved by all the energies of
    the works, given only for proven savings.
    """
    work, saving = schema.work.c, schema.saving.c
    frame = fetch(
        engine,
        select(schema.saving, work.label, work.kind, work.first_day, work.cost_eur)
        .join_from(schema.saving, schema.work, work.work_id == saving.work_id)
        .where(saving.building_id == building_of(selection))
        .order_by(work.first_day.desc(), saving.work_id, saving.energy),
    )
    numbers = ["expected", "saving", "saving_low", "saving_high", "eur_year", "cost_eur"]
    frame = frame.astype(dict.fromkeys(numbers, "Float64"))
    expected = frame["expected"].where(frame["expected"] > 0)
    for name in ("saving", "saving_low", "saving_high"):
        frame[f"{name}_pct"] = 100 * frame[name] / expected
    proven_eur = frame["eur_year"].where(frame["proven"].eq(True))
    by_work = proven_eur.groupby(frame["work_id"]).transform("sum", min_count=1)
    payback = frame["cost_eur"] / by_work.where(by_work > 0)
    frame["payback_years"] = payback.where(frame["proven"].eq(True))
    frame["kind_label"] = frame["kind"].map(WORK_KINDS)
    frame["notices"] = frame["notices"].map(_texts)
    return _labelled(frame)[SAVINGS]


def _texts(codes: str) -> str:
    return " ".join(BUILDING_NOTICES[code][1] for code in codes.split(",") if code)
