"""What works have saved, work by work and energy by energy, and the weeks that show it."""

from collections.abc import Iterator
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
from loaders.buildings.building_calendar import calendar_types
from loaders.buildings.building_days import EnergyDays
from loaders.buildings.building_models import BILLED_MONTHS, bill_runs, explained_by
from loaders.buildings.building_months import number_at
from loaders.buildings.building_weather import Weather

YEAR_DAYS = 365
# A year of bills of two months is too few of them.
BILLED_DAYS = BILLED_MONTHS * YEAR_DAYS // 12
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
WEEK = {
    "work_id": pl.String,
    "energy": pl.String,
    "after": pl.Boolean,
    "week": pl.Date,
    "value": pl.Float64,
    "expected": pl.Float64,
}


@dataclass(frozen=True)
class Span:
    """The baseline and the reporting days of works, both ends included."""

    baseline_first: date
    baseline_last: date
    reporting_first: date
    reporting_last: date


@dataclass(frozen=True)
class Days:
    """One energy of one building, what explains each of its days, and their types."""

    energy: EnergyDays
    explained_c: np.ndarray
    types: np.ndarray

    def between(self, first: date, last: date) -> "Days":
        """The days from `first` to `last`."""
        energy = self.energy.between(first, last)
        start = (energy.first - self.energy.first).days
        days = slice(start, start + energy.value.shape[1])
        return Days(energy, self.explained_c[days], self.types[days])


@dataclass(frozen=True)
class Compared:
    """A saving, and what was measured and expected per day, on the days of the store: (n,).

    NaN where a day is in neither period.
    """

    saving: Saving
    value: np.ndarray
    expected: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """The days compared: both measured and expected."""
        return np.isfinite(self.value) & np.isfinite(self.expected)


def saving_rows(
    connection: Connection,
    energies: list[EnergyDays],
    weather: Weather,
    values: ReferenceValues,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """out_building_saving and its weeks: works with 60 days after them and a model of the time
    before."""
    row = schema.work.c
    works = store.read(connection, select(*(row[name] for name in WORK)), WORK)
    found, weeks = [], [pl.DataFrame(schema=WEEK)]
    for energy in energies:
        types = calendar_types(connection, energy.first, energy.value.shape[1])
        for work, part, span, compared in _of_energy(energy, works, weather, types):
            price = number_at(values, "price_eur_per_unit", energy.energy, span.reporting_last)
            found.append(_row(work, part, span, compared, price))
            weeks.append(_weeks(work, part, span, compared))
    if not found:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.Null)), weeks[0]
    rows = (
        pl.DataFrame(found, infer_schema_length=None)
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .select(COLUMNS)
        .sort("work_id", "energy")
    )
    return rows, pl.concat(weeks).sort("work_id", "energy", "after", "week")


def _of_energy(
    energy: EnergyDays, works: pl.DataFrame, weather: Weather, types: np.ndarray
) -> Iterator[tuple[dict, EnergyDays, Span, Compared]]:
    """Each of the works whose saving is known, with the days of its building."""
    rows = {building: row for row, building in enumerate(energy.buildings)}
    works = works.filter(
        pl.col("building_id").is_in(list(rows)),
        pl.col("energy").is_null() | (pl.col("energy") == energy.energy),
    ).sort("building_id", "first_day", "work_id")
    for (building,), own in works.group_by("building_id", maintain_order=True):
        part = energy.only(rows[building])
        days = Days(part, explained_by(part, weather)[0], types)
        for work in own.iter_rows(named=True):
            span = _span(work, own, part)
            compared = _compared(days, span) if span else None
            if compared:
                yield work, part, span, compared


def _span(work: dict, works: pl.DataFrame, energy: EnergyDays) -> Span | None:
    """A year before (two of bills) and a year after, cut where other works on the building touch
    them."""
    others = works.filter(pl.col("work_id") != work["work_id"])
    earlier = others.filter(pl.col("last_day") < work["first_day"])["last_day"].max()
    later = others.filter(pl.col("first_day") > work["last_day"])["first_day"].min()
    known = np.flatnonzero(energy.known[0])
    if not len(known):
        return None
    first, last = (energy.first + timedelta(days=int(day)) for day in known[[0, -1]])
    day = timedelta(days=1)
    year = energy.between(work["first_day"] - YEAR_DAYS * day, work["first_day"] - day)
    before = BILLED_DAYS if _billed(year) else YEAR_DAYS
    span = Span(
        max(work["first_day"] - before * day, first, (earlier or date.min) + day),
        work["first_day"] - day,
        work["last_day"] + day,
        min(work["last_day"] + YEAR_DAYS * day, last, (later or date.max) - day),
    )
    enough = (span.reporting_last - span.reporting_first).days + 1 >= LEAST_DAYS
    return span if enough and span.baseline_first <= span.baseline_last else None


def _billed(energy: EnergyDays) -> bool:
    """Whether most of the known days come from bills."""
    return bool(2 * (energy.spread & energy.known).sum() > energy.known.sum())


def _compared(days: Days, span: Span) -> Compared | None:
    before = days.between(span.baseline_first, span.baseline_last)
    after = days.between(span.reporting_first, span.reporting_last)
    by_bill = _billed(before.energy)
    return (_of_bills if by_bill else _of_days)(days, before, after)


def _of_days(days: Days, before: Days, after: Days) -> Compared | None:
    measured = [
        np.where(part.energy.spread, np.nan, part.energy.value)[0] for part in (before, after)
    ]
    saved = savings.saving(
        before.explained_c,
        measured[0],
        after.explained_c,
        measured[1],
        baseline_types=before.types,
        reporting_types=after.types,
    )
    if saved is None:
        return None
    value, expected = np.full((2, len(days.types)), np.nan)
    modelled = (saved.baseline_expected, saved.reporting_expected)
    for part, known, found in zip((before, after), measured, modelled, strict=True):
        start = (part.energy.first - days.energy.first).days
        value[start : start + len(known)], expected[start : start + len(known)] = known, found
    return Compared(saved, value, expected)


def _of_bills(days: Days, before: Days, after: Days) -> Compared | None:
    periods = [_periods(days.energy, part.energy) for part in (before, after)]
    saved = savings.saving_of_periods(days.explained_c, *periods, types=days.types)
    if saved is None:
        return None
    value, expected = np.full((2, len(days.types)), np.nan)
    modelled = (saved.baseline_expected, saved.reporting_expected)
    for part, found in zip(periods, modelled, strict=True):
        for start, end, measured, per_day in zip(*part, found, strict=True):
            value[start:end], expected[start:end] = measured, per_day
    return Compared(saved, value, expected)


def _periods(energy: EnergyDays, part: EnergyDays) -> Periods:
    """The bills within a span, as days of the store: one that reaches over works is in none."""
    first = (part.first - energy.first).days
    last = first + part.value.shape[1]
    runs = [
        (start, end)
        for start, end in bill_runs(energy.value[0], energy.spread[0])
        if first <= start and end <= last
    ]
    starts, ends = ([run[side] for run in runs] for side in (0, 1))
    return Periods(starts, ends, [float(energy.value[0, start]) for start in starts])


def _weeks(work: dict, energy: EnergyDays, span: Span, compared: Compared) -> pl.DataFrame:
    """WEEK: every week from the baseline to the end of the reporting period."""
    days = pl.DataFrame(
        {
            "day": energy.days,
            "value": compared.value,
            "expected": compared.expected,
            "known": compared.known,
        }
    ).with_columns(pl.col("day").cast(pl.Date))
    return (
        days.filter(pl.col("day").is_between(span.baseline_first, span.reporting_last))
        .with_columns(
            after=pl.col("day") >= span.reporting_first, week=pl.col("day").dt.truncate("1w")
        )
        .group_by("after", "week")
        .agg(
            pl.when(pl.col("known").any()).then(pl.col(name).filter("known").sum()).alias(name)
            for name in ("value", "expected")
        )
        .with_columns(work_id=pl.lit(work["work_id"]), energy=pl.lit(energy.energy))
        .select(WEEK.keys())
    )


def _row(
    work: dict, energy: EnergyDays, span: Span, compared: Compared, price: float | None
) -> dict:
    saved, first = compared.saving, (span.reporting_first - energy.first).days
    days = (span.reporting_last - span.reporting_first).days + 1
    known_days = int(compared.known[first : first + days].sum())
    by_year = price is not None and known_days >= YEAR_SHARE * YEAR_DAYS
    return {
        "work_id": work["work_id"],
        "energy": energy.energy,
        "building_id": work["building_id"],
        "baseline_first_day": span.baseline_first,
        "baseline_last_day": span.baseline_last,
        "reporting_first_day": span.reporting_first,
        "reporting_last_day": span.reporting_last,
        "reporting_share": known_days / days,
        **{name: getattr(saved, name) for name in SAVED},
        "saving_low": saved.low,
        "saving_high": saved.high,
        "eur_year": saved.saving / known_days * YEAR_DAYS * price if by_year else None,
        "notices": ",".join(saved.notices),
    }
