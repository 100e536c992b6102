"""Energy signatures of each building, year by year, and what they make of heating and cooling."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from data import schema
from data.buildings import signature
from data.buildings.months import YEAR_OF_MONTHS, last_whole_month, months_before
from data.buildings.signature import Signatures
from data.months import month_end
from loaders.buildings.building_days import EnergyDays
from loaders.buildings.building_weather import Weather

# A year of bills of two months is too few points: bills are fitted over two years.
BILLED_MONTHS = 24
# The last twelve months, and the two years before.
YEARS_BACK = (0, 1, 2)
# Stands for a missing temperature where rows are told apart.
NO_WEATHER_C = -999.0
DAILY, BILLED = "jour", "facture"
COLUMNS = [column.name for column in schema.signature.columns]
SPLIT = {
    "building_id": pl.String,
    "energy": pl.String,
    "month": pl.Date,
    "heating": pl.Float64,
    "cooling": pl.Float64,
}


@dataclass(frozen=True)
class YearModel:
    """The signatures of one energy over twelve months, one a building.

    Those of `billed` buildings rest on their bills since `billed_first_day`; water is a level,
    whatever the weather (`signature.explaining_c`).
    """

    days: EnergyDays
    temperature_c: np.ndarray
    billed_first_day: date
    signatures: Signatures
    billed: np.ndarray


def explained_by(days: EnergyDays, weather: Weather) -> np.ndarray:
    """What explains each day of each building: the temperature of its station, 0 for water."""
    found = weather.temperatures(days.buildings, days.first, days.value.shape[1])
    return signature.explaining_c(days.energy, found)


def year_models(energies: list[EnergyDays], weather: Weather) -> list[YearModel]:
    """The signatures of every energy over the last three spans of twelve months."""
    return [
        _fitted(energy, part, weather)
        for energy in energies
        for part in _years(energy)
        if part.value.shape[1]
    ]


def _years(energy: EnergyDays) -> Iterator[EnergyDays]:
    last_month = last_whole_month(energy.last)
    for back in YEARS_BACK:
        last = months_before(last_month, YEAR_OF_MONTHS * back)
        yield energy.between(months_before(last, YEAR_OF_MONTHS - 1), month_end(last))


def _fitted(energy: EnergyDays, part: EnergyDays, weather: Weather) -> YearModel:
    temperature_c = explained_by(part, weather)
    measured = np.where(part.spread, np.nan, part.value)
    billed = 2 * (part.spread & part.known).sum(axis=1) > part.known.sum(axis=1)
    signatures = signature.fit(temperature_c, measured)
    first = months_before(last_whole_month(part.last), BILLED_MONTHS - 1)
    bills = energy.between(first, part.last)
    for rows, fitted in _fitted_bills(bills, np.flatnonzero(billed), weather):
        signatures = _replaced(signatures, rows, fitted)
    return YearModel(part, temperature_c, bills.first, signatures, billed)


def _fitted_bills(
    bills: EnergyDays, rows: np.ndarray, weather: Weather
) -> Iterator[tuple[np.ndarray, Signatures]]:
    """Signatures of billed rows, those with bills of the same days and weather together."""
    temperature_c = explained_by(bills, weather)
    for members, starts, ends, per_day in billed_periods(bills, rows):
        places, place_of = np.unique(
            np.nan_to_num(temperature_c[members], nan=NO_WEATHER_C), axis=0, return_inverse=True
        )
        for place in range(len(places)):
            of = place_of.ravel() == place
            own_c = temperature_c[members[of][0]]
            yield members[of], signature.fit_periods(own_c, starts, ends, per_day[of])


def billed_periods(
    part: EnergyDays, rows: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Rows whose bills are of the same days, their starts and ends (excluded), values per day."""
    groups: dict[tuple, list[int]] = {}
    for row in rows:
        groups.setdefault(bill_runs(part.value[row], part.spread[row]), []).append(row)
    for runs, members in groups.items():
        if runs:
            starts, ends = np.array(runs).T
            yield np.array(members), starts, ends, part.value[members][:, starts]


def bill_runs(value: np.ndarray, spread: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Start and end (excluded) of each bill of a row: a run of spread days of one value."""
    held = np.where(spread, value, np.nan)
    # Sums of shares of the same bill differ by a rounding at most.
    same = np.isclose(held[1:], held[:-1], rtol=1e-9, atol=0) | (
        np.isnan(held[1:]) & np.isnan(held[:-1])
    )
    bounds = [0, *(np.flatnonzero(~same) + 1).tolist(), len(held)]
    return tuple((start, end) for start, end in pairwise(bounds) if not np.isnan(held[start]))


def _replaced(signatures: Signatures, rows: np.ndarray, fitted: Signatures) -> Signatures:
    names = [field.name for field in fields(Signatures)]
    columns = {name: getattr(signatures, name).copy() for name in names}
    for name, column in columns.items():
        column[rows] = getattr(fitted, name)
    return Signatures(**columns)


def signature_rows(models: list[YearModel]) -> pl.DataFrame:
    """out_building_signature: the rows that have a model."""
    frames = [_rows_of(model) for model in models]
    if not frames:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.Null))
    return (
        pl.concat(frames)
        .filter(pl.col("model") != "")
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .select(COLUMNS)
        .sort("building_id", "energy", "last_day")
    )


def _rows_of(model: YearModel) -> pl.DataFrame:
    found = {
        field.name: getattr(model.signatures, field.name).tolist() for field in fields(Signatures)
    }
    kinds = dict.fromkeys(found, pl.Float64) | {"model": pl.String, "points": pl.Int64}
    return pl.DataFrame(found, schema=kinds).with_columns(
        building_id=pl.Series(model.days.buildings, dtype=pl.String),
        energy=pl.lit(model.days.energy),
        first_day=pl.Series(
            [model.billed_first_day if one else model.days.first for one in model.billed],
            dtype=pl.Date,
        ),
        last_day=pl.lit(model.days.last),
        grain=pl.Series(np.where(model.billed, BILLED, DAILY).tolist(), dtype=pl.String),
    )


def month_splits(models: list[YearModel]) -> pl.DataFrame:
    """SPLIT: heating and cooling of the known days of each month, in the unit of the energy.

    By the signature of the year that holds the month; never more than was used. No row without
    a model.
    """
    return pl.concat([pl.DataFrame(schema=SPLIT), *(_split_of(model) for model in models)])


def _split_of(model: YearModel) -> pl.DataFrame:
    days, months = model.days, model.days.days.astype("datetime64[M]")
    starts = np.flatnonzero(np.r_[True, months[1:] != months[:-1]])

    def sums(daily: np.ndarray) -> np.ndarray:
        return np.add.reduceat(np.where(days.known, np.nan_to_num(daily), 0.0), starts, axis=1)

    value = sums(days.value)
    heating = signature.heating_part(model.signatures, model.temperature_c)
    cooling = signature.cooling_part(model.signatures, model.temperature_c)
    heating = np.clip(sums(heating), 0.0, np.maximum(value, 0.0))
    cooling = np.clip(sums(cooling), 0.0, np.maximum(value - heating, 0.0))
    row, column = np.nonzero((model.signatures.model != "")[:, None] & np.ones(value.shape, bool))
    return pl.DataFrame(
        {
            "building_id": [days.buildings[one] for one in row],
            "energy": [days.energy] * len(row),
            "month": months[starts][column].astype("datetime64[D]"),
            "heating": heating[row, column],
            "cooling": cooling[row, column],
        },
        schema=SPLIT,
    )
