"""Sector-years with leaks whose truth is known: simulated inflows, and real ones given leaks.

Simulated inflows follow the recipe of LeakDB (Vrachimis and others, WDSA/CCWI 2018): base x
(1 + yearly) x (1 + weekly) x (1 + noise), coefficients shaken by 10 % from sector to sector, none
to two leaks a year, half abrupt and half growing, whose flow follows the pressure. Added to it:
what real French inflows show and the recipe does not (summer visitors, irrigation, public
holidays, users of the night, habits that wander, missing hours).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.calendar import local_to_utc_s, public_holidays
from data.water.sector_hours import HOURS, SectorHours, sector_hours

Values = NDArray[np.float64]

REAL = "water/bwdf/dma_inflow_2021_2022.csv"
M3_H_PER_L_S = 3.6
ABRUPT, GROWING = "abrupt", "growing"
KINDS = (ABRUPT, GROWING)
# No leak begins before: a detector has its own quiet past to learn from.
QUIET_DAYS = 90
# A leak has half a year to itself, and this many days of it are left after its repair.
SLOT_DAYS = 182
AFTER_DAYS = 25
# Shares of an ordinary day by hour, towns and villages; on Sundays it starts later.
WORKDAY = (
    *(0.45, 0.38, 0.34, 0.33, 0.37, 0.55, 0.95, 1.45, 1.50, 1.35, 1.25, 1.25),
    *(1.30, 1.20, 1.05, 0.98, 0.98, 1.10, 1.35, 1.55, 1.45, 1.15, 0.85, 0.62),
)
SUNDAY = (
    *(0.52, 0.43, 0.37, 0.34, 0.35, 0.42, 0.60, 0.95, 1.40, 1.68, 1.70, 1.62),
    *(1.55, 1.35, 1.15, 1.05, 1.02, 1.12, 1.35, 1.52, 1.40, 1.12, 0.85, 0.62),
)
WATERING = (*(0.8, 0.6, 0.5, 0.5, 0.7, 1.0, 1.0, 0.6), *[0.1] * 11, *(0.6, 1.0, 1.0, 1.0, 0.9))


@dataclass(frozen=True)
class TrueLeak:
    """A leak of hours start..end (end excluded, from the first day's midnight) in one sector.

    `flow_m3_h` is its mean flow once fully grown, `share` the part of the mean inflow that it is.
    """

    row: int
    start: int
    end: int
    flow_m3_h: float
    share: float
    kind: str


@dataclass(frozen=True)
class LeakYears:
    """Measured hours, leaks included, and what leaks of them: (s, d, 24) in m³/h, no gap."""

    hours: SectorHours
    leak_m3_h: Values
    leaks: list[TrueLeak]


def simulate(sectors: int, years: int, seed: int, first_year: int = 2021) -> LeakYears:
    """Hourly years of simulated sectors; each half-year has a leak one time in two."""
    random = np.random.default_rng(seed)
    first, after = (np.datetime64(f"{year}-01-01") for year in (first_year, first_year + years))
    days = np.arange(first, after)
    public = public_holidays(days[0].astype(object), days[-1].astype(object))["day"]
    holiday = np.isin(days, public.to_numpy(dtype="datetime64[D]"))
    used = _used(days, holiday, sectors, random)
    names = [f"S{row + 1:03d}" for row in range(sectors)]
    found = _with_leaks(SectorHours(names, days, used, holiday), random)
    flow = found.hours.flow_m3_h
    _drop_hours(flow, days, random)
    return found


def real_hours(numbers: Sequence[int]) -> SectorHours | None:
    """Two years of these real sectors (1 to 5); None without the folder of open data."""
    folder = os.environ.get("GABARE_OPEN_DATA_DIR")
    if not folder or not (path := Path(folder, REAL)).exists():
        return None
    table = pd.read_csv(path, sep=";", decimal=",")
    local = pd.to_datetime(table.iloc[:, 0], format="%d/%m/%Y %H:%M")
    at_s, _, _ = local_to_utc_s(local, ordered=True)
    flow = table.iloc[:, list(numbers)].to_numpy(float).T * M3_H_PER_L_S
    return sector_hours([f"DMA {number}" for number in numbers], at_s, flow)


def inject(hours: SectorHours, share: float, kind: str, random: np.random.Generator) -> LeakYears:
    """These inflows with a leak of that share of the mean inflow in every half-year."""
    return _lay(hours, [_leak(slot, hours, share, kind, random) for slot in _slots(hours)], random)


def without_leaks(truth: LeakYears) -> SectorHours:
    """The same hours as they would be without the known leaks."""
    return replace(truth.hours, flow_m3_h=truth.hours.flow_m3_h - truth.leak_m3_h)


def _with_leaks(hours: SectorHours, random: np.random.Generator) -> LeakYears:
    """One half-year in two has a leak, from 3 to 60 % of the mean inflow."""
    leaks = [
        _leak(slot, hours, np.exp(random.uniform(*np.log((0.03, 0.6)))), kind, random)
        for slot in _slots(hours)
        for kind in random.choice(KINDS, random.integers(0, 2))
    ]
    return _lay(hours, leaks, random)


def _slots(hours: SectorHours) -> list[tuple[int, int, int]]:
    """Row, first day and last day (excluded) of the stretches that may hold a leak each."""
    count = len(hours.days)
    starts = range(QUIET_DAYS, count - SLOT_DAYS // 2, SLOT_DAYS)
    return [
        (row, start, min(start + SLOT_DAYS, count))
        for row in range(len(hours.sectors))
        for start in starts
    ]


def _leak(
    slot: tuple[int, int, int],
    hours: SectorHours,
    share: float,
    kind: str,
    random: np.random.Generator,
) -> TrueLeak:
    """At any hour of the slot, for 5 to 60 days when abrupt, 30 to 120 when growing."""
    row, first, after = slot
    low, high = (5, 60) if kind == ABRUPT else (30, 120)
    room = after - first - AFTER_DAYS
    length = HOURS * random.integers(low, min(high, room) + 1)
    start = int(random.integers(first * HOURS, (after - AFTER_DAYS) * HOURS - length + 1))
    flow = float(share * np.nanmean(hours.flow_m3_h[row]))
    return TrueLeak(row, start, start + int(length), flow, float(share), str(kind))


def _lay(hours: SectorHours, leaks: list[TrueLeak], random: np.random.Generator) -> LeakYears:
    """The leaks added to the hours, each following the pressure of its sector."""
    leaking = np.zeros_like(hours.flow_m3_h)
    pressure = _pressure(hours.flow_m3_h)
    for leak in leaks:
        length = leak.end - leak.start
        # Grown after a random part of its life, as a hole whose diameter grows: by its square.
        grown = 1 if leak.kind == ABRUPT else max(1, int(length * random.uniform(0.3, 1.0)))
        opening = np.minimum(np.arange(1, length + 1) / grown, 1.0) ** 2
        exponent = random.uniform(0.5, 1.2)
        clock = np.arange(leak.start, leak.end) % HOURS
        response = pressure[leak.row] ** exponent / np.mean(pressure[leak.row] ** exponent)
        leaking[leak.row].reshape(-1)[leak.start : leak.end] += (
            leak.flow_m3_h * opening * response[clock]
        )
    measured = replace(hours, flow_m3_h=hours.flow_m3_h + leaking)
    return LeakYears(measured, leaking, leaks)


def _pressure(flow_m3_h: Values) -> Values:
    """(s, 24) relative pressure by hour: it falls by up to a fifth when much is drawn."""
    usual = np.nanmean(flow_m3_h, axis=1)
    return 1 - 0.2 * (usual / usual.max(axis=1, keepdims=True)) ** 1.85


def _used(
    days: NDArray[np.datetime64],
    holiday: NDArray[np.bool_],
    sectors: int,
    random: np.random.Generator,
) -> Values:
    """(s, d, 24) inflow without new leaks, in m³/h."""
    weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    resting = (weekday == 6) | holiday
    shape = (sectors, len(days))
    level = _yearly(days, sectors, random) * (1 + 0.03 * _ar1(shape, 0.6, random))
    level *= 1 + 0.03 * _ar1(shape, 0.99, random)
    profiles = _profiles(sectors, random)
    hourly = np.where(resting[None, :, None], profiles[1][:, None], profiles[0][:, None])
    hourly = hourly * level[..., None]
    hourly += _watering(days, sectors, random)
    noise = random.uniform(0.03, 0.10, (sectors, 1, 1))
    hourly *= 1 + noise * random.standard_normal(hourly.shape)
    hourly += _night_users(shape, random)
    # Old leaks that nobody will look for tonight.
    hourly = np.maximum(hourly, 0.02) + random.uniform(0.05, 0.5, (sectors, 1, 1))
    return hourly * random.lognormal(2.5, 0.9, (sectors, 1, 1))


def _yearly(days: NDArray[np.datetime64], sectors: int, random: np.random.Generator) -> Values:
    """(s, d) yearly component: two harmonics shaken by 10 %, and the visitors of July-August."""
    of_year = (days - days.astype("datetime64[Y]")).astype(np.int64) + 1
    angle = 2 * np.pi * of_year / 365.25
    waves = np.stack([-np.cos(angle), -np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)])
    size = np.array([0.08, 0.03, 0.02, 0.02]) * random.uniform(0.9, 1.1, (sectors, 4))
    # Full between 14 July and 20 August, empty before the end of June and after the rentrée.
    season = np.interp(of_year, (176, 195, 232, 245), (0, 1, 1, 0))
    visitors = np.where(random.random(sectors) < 0.3, random.uniform(0.2, 1.2, sectors), 0.05)
    return 1 + size @ waves + visitors[:, None] * season


def _profiles(sectors: int, random: np.random.Generator) -> tuple[Values, Values]:
    """(s, 24) of working days and of days of rest, coefficients shaken by 10 %."""
    shaken = random.uniform(0.9, 1.1, (2, sectors, HOURS))
    return np.array(WORKDAY) * shaken[0], np.array(SUNDAY) * shaken[1]


def _watering(days: NDArray[np.datetime64], sectors: int, random: np.random.Generator) -> Values:
    """(s, d, 24) gardens and sports grounds watered on dry evenings and nights of summer."""
    month = days.astype("datetime64[M]").astype(np.int64) % 12 + 1
    summer = np.isin(month, (5, 6, 7, 8, 9))
    # Dry spells are those of the region, how much is watered is of each sector.
    dry = np.maximum(_ar1((1, len(days)), 0.85, random) + 0.3, 0) * summer
    part = np.where(random.random(sectors) < 0.4, random.uniform(0.05, 0.4, sectors), 0.02)
    return part[:, None, None] * dry[..., None] * np.array(WATERING)


def _night_users(shape: tuple[int, int], random: np.random.Generator) -> Values:
    """(s, d, 24) a workshop, a farm, a tank filled: some nights, for some hours."""
    sectors = shape[0]
    often = np.where(random.random(sectors) < 0.3, random.uniform(0.05, 0.4, sectors), 0.01)
    awake = random.random(shape) < often[:, None]
    size = random.uniform(0.1, 0.5, (sectors, 1)) * random.uniform(0.5, 1.5, shape)
    start, length = random.integers(0, 4, shape), random.integers(1, 4, shape)
    clock = np.arange(HOURS)
    during = (clock >= start[..., None]) & (clock < (start + length)[..., None])
    return np.where(awake, size, 0.0)[..., None] * during


def _drop_hours(flow: Values, days: NDArray[np.datetime64], random: np.random.Generator) -> None:
    """Put NaN in the hour that spring skips, in 1 % of hours and in longer gaps."""
    month = days.astype("datetime64[M]").astype(np.int64) % 12 + 1
    of_month = (days - days.astype("datetime64[M]")).astype(np.int64) + 1
    weekday = (days.astype(np.int64) + 3) % 7
    flow[:, (month == 3) & (of_month > 24) & (weekday == 6), 2] = np.nan
    flow[random.random(flow.shape) < 0.01] = np.nan
    for of_sector in flow.reshape(len(flow), -1):
        for start in random.integers(0, of_sector.size, max(1, len(days) // 90)):
            of_sector[start : start + random.integers(4, 96)] = np.nan


def _ar1(shape: tuple[int, int], rho: float, random: np.random.Generator) -> Values:
    """Normal noise of standard deviation 1 with this correlation from day to day."""
    values = random.standard_normal(shape)
    for day in range(1, shape[1]):
        values[:, day] = rho * values[:, day - 1] + np.sqrt(1 - rho**2) * values[:, day]
    return values
