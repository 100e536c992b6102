"""What works have saved, work by work and energy by energy."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings import savings
from data.buildings.savings import Periods, Saving
from data.reference_values import ReferenceValues
from loaders import store
from loaders.buildings.building_days import EnergyDays
from loaders.buildings.building_models import bill_runs
from loaders.buildings.building_months import number_at
from loaders.buildings.building_weather import Weather

YEAR_DAYS = 365
# Before that, what follows works says nothing.
LEAST_DAYS = 60
# With this share of a year measured, a saving may be given by year: less would be of one season.
YEAR_SHARE = 0.9
COLUMNS = [column.name for column in schema.saving.columns]
WORK = {
    "work_id": pl.String,
    "building_id": pl.String,
    "energy": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
}
SAVED = ("measured", "expected", "saving", "proven")
SIGNATURE = (
    "base_per_day",
    "heating_per_k_d",
    "heating_balance_c",
    "cooling_per_k_d",
    "cooling_balance_c",
)


@dataclass(frozen=True)
class Span:
    """The baseline and the reporting days of works, both ends included."""

    baseline_first: date
    baseline_last: date
    reporting_first: date
    reporting_last: date


def saving_rows(
    connection: Connection,
    energies: list[EnergyDays],
    weather: Weather,
    values: ReferenceValues,
) -> pl.DataFrame:
    """out_building_saving: works with 60 days after them and a model of the time before."""
    row = schema.work.c
    works = store.read(connection, select(*(row[name] for name in WORK)), WORK)
    found = [saved for energy in energies for saved in _of_energy(energy, works, weather, values)]
    if not found:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.Null))
    return (
        pl.DataFrame(found, infer_schema_length=None)
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .select(COLUMNS)
        .sort("work_id", "energy")
    )


def _of_energy(
    energy: EnergyDays, works: pl.DataFrame, weather: Weather, values: ReferenceValues
) -> list[dict]:
    rows = {building: row for row, building in enumerate(energy.buildings)}
    works = works.filter(
        pl.col("building_id").is_in(list(rows)),
        pl.col("energy").is_null() | (pl.col("energy") == energy.energy),
    ).sort("building_id", "first_day", "work_id")
    found = []
    for (building,), own in works.group_by("building_id", maintain_order=True):
        part = energy.only(rows[building])
        temperature_c = weather.temperatures([building], part.first, part.value.shape[1])[0]
        for work in own.iter_rows(named=True):
            span = _span(work, own, part)
            saved = _saving(part, temperature_c, span) if span else None
            if saved:
                found.append(_row(work, energy.energy, span, saved, values))
    return found


def _span(work: dict, works: pl.DataFrame, energy: EnergyDays) -> Span | None:
    """A year before and a year after, cut where other works on the building touch them."""
    others = works.filter(pl.col("work_id") != work["work_id"])
    earlier = others.filter(pl.col("last_day") < work["first_day"])["last_day"].max()
    later = others.filter(pl.col("first_day") > work["last_day"])["first_day"].min()
    known = np.flatnonzero(energy.known[0])
    if not len(known):
        return None
    first, last = (energy.first + timedelta(days=int(day)) for day in known[[0, -1]])
    day = timedelta(days=1)
    span = Span(
        max(work["first_day"] - YEAR_DAYS * day, first, (earlier or date.min) + day),
        work["first_day"] - day,
        work["last_day"] + day,
        min(work["last_day"] + YEAR_DAYS * day, last, (later or date.max) - day),
    )
    enough = (span.reporting_last - span.reporting_first).days + 1 >= LEAST_DAYS
    return span if enough and span.baseline_first <= span.baseline_last else None


def _saving(energy: EnergyDays, temperature_c: np.ndarray, span: Span) -> Saving | None:
    before = energy.between(span.baseline_first, span.baseline_last)
    after = energy.between(span.reporting_first, span.reporting_last)
    if 2 * (before.spread & before.known).sum() > before.known.sum():
        periods = [_periods(part, energy.first) for part in (before, after)]
        return savings.saving_of_periods(temperature_c, *periods)
    terms = [
        term
        for part in (before, after)
        for term in (
            temperature_c[(part.first - energy.first).days :][: part.value.shape[1]],
            np.where(part.spread, np.nan, part.value)[0],
        )
    ]
    return savings.saving(*terms)


def _periods(part: EnergyDays, origin: date) -> Periods:
    """The bills of a span, as days from `origin`."""
    runs = bill_runs(part.value[0], part.spread[0])
    offset = (part.first - origin).days
    starts, ends = ([run[side] + offset for run in runs] for side in (0, 1))
    return Periods(starts, ends, [float(part.value[0, start]) for start, _ in runs])


def _row(
    work: dict, energy: str, span: Span, saved: Saving, values: ReferenceValues
) -> dict[str, object]:
    days = (span.reporting_last - span.reporting_first).days + 1
    measured_days = saved.reporting_share * days
    price = number_at(values, "price_eur_per_unit", energy, span.reporting_last)
    by_year = price is not None and measured_days >= YEAR_SHARE * YEAR_DAYS
    return {
        "work_id": work["work_id"],
        "energy": energy,
        "building_id": work["building_id"],
        "baseline_first_day": span.baseline_first,
        "baseline_last_day": span.baseline_last,
        "reporting_first_day": span.reporting_first,
        "reporting_last_day": span.reporting_last,
        **{name: getattr(saved, name) for name in (*SIGNATURE, *SAVED)},
        "saving_low": saved.low,
        "saving_high": saved.high,
        "eur_year": saved.saving / measured_days * YEAR_DAYS * price if by_year else None,
        "notices": ",".join(saved.notices),
    }
