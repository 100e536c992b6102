"""What the imagined sectors take hour by hour, and what their meters and tanks say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from data.calendar import PARIS, day_bounds_utc_s
from data.months import month_end
from loaders.demo.attendance import kind_factor
from loaders.demo.days import SECTOR_USE, SECTORS, daily_draws, generator, recent, smooth
from loaders.demo.places import all_places
from loaders.demo.profiles import PROFILES
from loaders.demo.water_events import DAY_S, HOUR_S, Happening, mean_m3_h
from loaders.demo.water_places import TANK_HEIGHT_M, DemoSector

WORKDAY = np.ravel(
    [
        [0.42, 0.34, 0.3, 0.29, 0.33, 0.55, 1.1, 1.7, 1.6, 1.35, 1.2, 1.2],
        [1.3, 1.15, 1.0, 0.95, 1.0, 1.15, 1.4, 1.6, 1.45, 1.1, 0.85, 0.6],
    ]
)
RESTDAY = np.ravel(
    [
        [0.5, 0.4, 0.33, 0.3, 0.32, 0.4, 0.6, 0.95, 1.45, 1.75, 1.75, 1.65],
        [1.55, 1.3, 1.1, 1.0, 1.0, 1.15, 1.35, 1.5, 1.35, 1.1, 0.85, 0.65],
    ]
)
# Visitors by day, and those who sleep there.
VISITING = np.array([0.4] * 6 + [0.7, 1.2] + [1.45] * 10 + [1.3, 1.1, 0.9, 0.7, 0.5, 0.4])
# m³ a day of the visitors that one terminal stands for, no more than so much of the usual.
M3_PER_TERMINAL, MOST_VISITORS = 0.25, 1.2
BACKGROUND_M3_KM_DAY = (0.8, 3.5)
WARMTH_PER_C, DAY_SD, LONG_SD = 0.012, 0.035, 0.03
# The more customers, the less chance there is in an hour.
HOUR_NOISE = 1.6
PRESSURE_NIGHT, PRESSURE_DAY = 1.05, 0.98
TANK_SHARE, FILLED_AT_H, LEVEL_STEP_M = 0.35, 7, 0.001


@dataclass(frozen=True)
class DemoHours:
    """Every hour of one whole month, to the end of its last known day."""

    month: date
    last: date
    at_s: np.ndarray
    hour: np.ndarray
    day: np.ndarray

    @property
    def kept(self) -> int:
        """How many hours are over."""
        end_s = day_bounds_utc_s(min(month_end(self.month), self.last))[1]
        return int(np.searchsorted(self.at_s, end_s))


def demo_hours(month: date, last: date) -> DemoHours:
    """The hours of a month: the one that the clock repeats is there twice."""
    at_s = np.arange(day_bounds_utc_s(month)[0], day_bounds_utc_s(month_end(month))[1], HOUR_S)
    local = pl.from_epoch(pl.Series(at_s)).dt.replace_time_zone("UTC")
    clock = local.dt.convert_time_zone(PARIS.key).dt
    return DemoHours(
        month,
        last,
        at_s,
        clock.hour().cast(pl.Int64).to_numpy(),
        clock.day().cast(pl.Int64).to_numpy() - 1,
    )


def used_m3_h(sector: DemoSector, hours: DemoHours, facts: pl.DataFrame) -> np.ndarray:
    """What customers and visitors take, and what the old network always loses."""
    rest = facts["public_holiday"].to_numpy() | (facts["day"].dt.weekday().to_numpy() > 5)
    profile = np.where(rest[hours.day, None], RESTDAY, WORKDAY)
    row = np.arange(len(hours.at_s))
    random = generator(SECTOR_USE, sector.number, hours.month.year, hours.month.month)
    noise = random.gamma(sector.customers / HOUR_NOISE, HOUR_NOISE / sector.customers, len(row))
    usual = mean_m3_h(sector) * profile[row, hours.hour] * _days(sector, facts)[hours.day]
    visitors = _visitors_m3_h(sector, facts)[hours.day] * VISITING[hours.hour]
    return (usual + visitors) * noise + _background_m3_h(sector)


def _days(sector: DemoSector, facts: pl.DataFrame) -> np.ndarray:
    first, last = facts["day"][0], facts["day"][-1]
    draws = daily_draws(first, last, 2, SECTOR_USE, sector.number)
    summer = np.isin(facts["day"].dt.month().to_numpy(), (5, 6, 7, 8, 9))
    warm = WARMTH_PER_C * facts["warmth_c"].to_numpy() * summer
    return np.exp(DAY_SD * recent(draws[0]) + LONG_SD * smooth(draws[1], 12) + warm)


def _visitors_m3_h(sector: DemoSector, facts: pl.DataFrame) -> np.ndarray:
    """The mean of each day, from the sites of the commune as footfall simulates them."""
    sites = all_places().filter(pl.col("commune_code") == sector.commune.code)
    terminals = np.zeros(facts.height)
    for kind, peak in (
        sites.group_by("place_kind")
        .agg(pl.col("peak_terminals").sum())
        .sort("place_kind")
        .iter_rows()
    ):
        terminals += peak * kind_factor(PROFILES[kind], facts)
    # The same share of them all year round.
    peak_m3_h = sites["peak_terminals"].sum() * M3_PER_TERMINAL / 24
    share = min(1.0, MOST_VISITORS * mean_m3_h(sector) / peak_m3_h) if peak_m3_h else 0.0
    return terminals * M3_PER_TERMINAL / 24 * share


def _background_m3_h(sector: DemoSector) -> float:
    per_km = generator(SECTORS, sector.number, 1).uniform(*BACKGROUND_M3_KM_DAY)
    return sector.pipe_km * per_km / 24


def leaked_m3_h(sector: DemoSector, hours: DemoHours, leaks: Sequence[Happening]) -> np.ndarray:
    """What leaks take: more at night, when pressure is higher."""
    total = np.zeros(len(hours.at_s))
    for leak in leaks:
        age_days = (hours.at_s - leak.start_s) / DAY_S
        grown = np.clip(age_days / leak.ramp_days, 0, 1) if leak.ramp_days else 1.0
        runs = (age_days >= 0) & (hours.at_s < leak.end_s)
        total += runs * grown * leak.share * mean_m3_h(sector)
    return total * np.where((hours.hour < 6) | (hours.hour > 22), PRESSURE_NIGHT, PRESSURE_DAY)


def tank_volumes_m3(sector: DemoSector, hours: DemoHours) -> np.ndarray:
    """What the tank holds at the beginning of each hour and after the last: full in the morning."""
    hour = np.append(hours.hour, (hours.hour[-1] + 1) % 24)
    wave = np.cos((hour - FILLED_AT_H) * 2 * np.pi / 24)
    return sector.tank_m3 * (0.55 + TANK_SHARE * wave)


def level_m(sector: DemoSector, volumes_m3: np.ndarray) -> np.ndarray:
    """What the sensor of the tank reads, to the millimetre."""
    level = volumes_m3 / sector.tank_m3 * TANK_HEIGHT_M
    return np.round(level / LEVEL_STEP_M) * LEVEL_STEP_M


def with_faults(
    hours: DemoHours, flow_m3_h: np.ndarray, broken: Sequence[Happening]
) -> tuple[np.ndarray, np.ndarray]:
    """What the meter says, and which hours it says nothing of."""
    told, silent = flow_m3_h.copy(), np.zeros(len(flow_m3_h), dtype=bool)
    for fault in broken:
        at = np.flatnonzero((hours.at_s >= fault.start_s) & (hours.at_s < fault.end_s))
        if not len(at):
            continue
        if fault.kind == "gap":
            silent[at] = True
        elif fault.kind == "stuck":
            told[at] = told[at[0]]
        elif fault.kind == "unit":
            told[at] = told[at] / 3.6
        elif fault.kind == "reversed":
            told[at] = -told[at]
        elif fault.kind == "clock":
            told[at] = told[np.maximum(at - 5, 0)]
    return told, silent
