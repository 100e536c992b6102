"""What buildings consume each day: presence, cold, chance, then works, drifts and leaks."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import numpy as np
import polars as pl

from data.calendar import day_bounds_utc_s, public_holidays, school_holidays
from loaders.demo.building_kinds import BUILDING_KINDS, BuildingKind
from loaders.demo.building_works import Changes
from loaders.demo.buildings import DemoBuilding
from loaders.demo.days import ENERGY, SILENCES, daily_draws, generator, recent, smooth
from loaders.demo.meters import DemoMeter
from loaders.demo.weather import temperatures

# An ordinary year, the one in which a kind of building consumes what its settings say.
NORMAL_YEAR = 2019
ENERGY_NUMBERS = {"electricity": 0, "gas": 1, "heat": 1, "oil": 1, "water": 2}
GAS_PCS_PER_PCI = 1.11
COOLING_KWH_M2_K, COOLING_BALANCE_C = 0.06, 22.0
WINTER_LIGHT = 0.15
NOISE_SD, MEMORY_NOISE_SD, WATER_NOISE_SD, MEMORY_DAYS = 0.04, 0.03, 0.16, 4
# Times a year that a meter says nothing, and for how many days.
SILENCES_A_YEAR, SILENCE_DAYS, LONGEST_SILENCE_DAYS = 0.45, 5.0, 45


@dataclass(frozen=True)
class DemoDays:
    """Some days in a row: what the calendar says of them, and the mean temperatures."""

    first: date
    last: date
    zone: str
    weekday: np.ndarray
    ordinal: np.ndarray
    public_holiday: np.ndarray
    school_holiday: np.ndarray
    summer: np.ndarray
    mean_c: np.ndarray

    @cached_property
    def midnights_s(self) -> np.ndarray:
        """The instants at which the days begin, then that at which the last one ends."""
        every = pl.date_range(self.first, self.last + timedelta(days=1), eager=True)
        return np.array([day_bounds_utc_s(day)[0] for day in every])

    def between(self, start: date, stop: date) -> slice:
        """The days from `start` to the eve of `stop`, as far as they are here."""
        places = [max((day - self.first).days, 0) for day in (start, stop)]
        return slice(*places)


@cache
def demo_days(first: date, last: date, zone: str) -> DemoDays:
    """The days `first`..`last` with the school holidays of a zone."""
    days = pl.date_range(first, last, eager=True)
    school = np.zeros(len(days), dtype=bool)
    for period in school_holidays(first, last, zone).itertuples(index=False):
        school |= days.is_between(period.start, period.end).to_numpy()
    return DemoDays(
        first=first,
        last=last,
        zone=zone,
        weekday=days.dt.weekday().to_numpy() - 1,
        ordinal=days.dt.ordinal_day().to_numpy(),
        public_holiday=days.is_in(public_holidays(first, last)["day"].tolist()).to_numpy(),
        school_holiday=school,
        summer=days.dt.month().is_in([7, 8]).to_numpy(),
        mean_c=temperatures(first, last).mean_c,
    )


def presence(kind: BuildingKind, days: DemoDays) -> np.ndarray:
    """How much the building is used, 1 on an ordinary open day."""
    week = np.array(kind.week)[days.weekday]
    term = np.where(days.school_holiday & ~days.summer, kind.school_holiday, 1)
    return week * term * np.where(days.summer, kind.summer, 1) * (1 - 0.9 * days.public_holiday)


@dataclass(frozen=True)
class Rhythm:
    """The shapes of a kind of building near a station, each of mean 1 over the normal year."""

    use: np.ndarray
    water: np.ndarray
    heating: np.ndarray


def rhythm(category: str, station: int, days: DemoDays) -> Rhythm:
    """The shapes of some days."""
    normal = demo_days(date(NORMAL_YEAR, 1, 1), date(NORMAL_YEAR, 12, 31), days.zone)
    shapes, means = (_shapes(category, station, which) for which in (days, normal))
    return Rhythm(*(shape / mean.mean() for shape, mean in zip(shapes, means, strict=True)))


def _shapes(category: str, station: int, days: DemoDays) -> tuple[np.ndarray, ...]:
    kind = BUILDING_KINDS[category]
    used = presence(kind, days)
    winter = 1 + WINTER_LIGHT * np.cos(2 * np.pi * (days.ordinal - 5) / 365)
    cold = np.maximum(0, kind.balance_c - days.mean_c[station])
    warmed = kind.setback + (1 - kind.setback) * np.minimum(used, 1)
    return (kind.base + (1 - kind.base) * used) * winter, used, cold * warmed


def consumption(meter: DemoMeter, days: DemoDays, changes: Changes) -> np.ndarray:
    """What the meter measures each day: thousandths of kWh (gas in kWh PCS) or of m³.

    Water is without leaks: see `leak_m3_h`.
    """
    building, energy = meter.building, meter.energy
    shapes = rhythm(building.category, building.station, days)
    value = _expected(building, energy, days, shapes) * _noise(building, energy, days)
    value *= _level(building, energy, days, changes)
    if energy == building.heating:
        value *= _excess(building, days, changes)
    value *= GAS_PCS_PER_PCI if energy == "gas" else 1
    return np.round(value / meter.main_share, 3)


def _expected(building: DemoBuilding, energy: str, days: DemoDays, shapes: Rhythm) -> np.ndarray:
    kind, (thrift, insulation) = building.kind, building.quality
    per_day = building.floor_m2 / 365
    if energy == "water":
        return per_day * kind.water_m3_m2 * thrift * shapes.water
    expected = np.zeros(days.weekday.size)
    if energy == "electricity":
        warm = np.maximum(0, days.mean_c[building.station] - COOLING_BALANCE_C)
        cooling = building.cooled * building.floor_m2 * COOLING_KWH_M2_K * warm
        expected += per_day * kind.electricity_kwh_m2 * thrift * shapes.use + cooling
    if energy == building.heating:
        heat = kind.hot_water * (0.3 + 0.7 * shapes.water) + (1 - kind.hot_water) * shapes.heating
        expected += per_day * kind.heating_kwh_m2 * insulation * heat
    return expected


def _noise(building: DemoBuilding, energy: str, days: DemoDays) -> np.ndarray:
    draws = daily_draws(days.first, days.last, 2, ENERGY, building.number, ENERGY_NUMBERS[energy])
    of_the_day = WATER_NOISE_SD if energy == "water" else NOISE_SD
    return np.exp(MEMORY_NOISE_SD * smooth(draws[0], MEMORY_DAYS) + of_the_day * recent(draws[1]))


def _level(building: DemoBuilding, energy: str, days: DemoDays, changes: Changes) -> np.ndarray:
    """What works have left of the consumption of each day: 1 before them."""
    left = np.ones(days.weekday.size)
    for work in changes.works.get(building.number, []):
        if work.energy in (None, energy):
            left[days.between(work.last_day + timedelta(days=1), date.max)] *= work.level
    return left


def _excess(building: DemoBuilding, days: DemoDays, changes: Changes) -> np.ndarray:
    factor = np.ones(days.weekday.size)
    for drift in changes.drifts.get(building.number, []):
        factor[days.between(drift.start, drift.stop)] *= 1 + drift.size
    return factor


def leak_m3_h(building: DemoBuilding, days: DemoDays, changes: Changes) -> np.ndarray:
    """The constant flow of leaks each day."""
    flow = np.zeros(days.weekday.size)
    for leak in changes.leaks.get(building.number, []):
        flow[days.between(leak.start, leak.stop)] += leak.size / 1000
    return flow


def heard(meter: DemoMeter, days: DemoDays) -> np.ndarray:
    """The days on which the meter says something."""
    told = np.ones(days.weekday.size, dtype=bool)
    for year in range(days.first.year - 1, days.last.year + 1):
        random = generator(SILENCES, meter.building.number, ENERGY_NUMBERS[meter.energy], year)
        for _ in range(random.poisson(SILENCES_A_YEAR)):
            start = date(year, 1, 1) + timedelta(days=int(random.integers(365)))
            length = min(1 + int(random.exponential(SILENCE_DAYS)), LONGEST_SILENCE_DAYS)
            told[days.between(start, start + timedelta(days=length))] = False
    return told
