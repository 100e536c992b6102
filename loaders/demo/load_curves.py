"""The day of a meter cut into half-hours or hours: who is there, at which hour."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from data.calendar import PARIS
from loaders.demo.building_kinds import BuildingKind
from loaders.demo.buildings import DemoBuilding
from loaders.demo.days import LOADS, daily_draws, recent
from loaders.demo.energy import DemoDays, presence

SLOTS = {1800: 48, 3600: 24}
SLOT_NOISE_SD = 0.12
# Pipes take water in gulps.
WATER_SLOT_NOISE_SD = 0.6


@dataclass(frozen=True)
class Clock:
    """Every step of some local days: its instant, the row of its day, its slot on the clock."""

    step_s: int
    at_s: np.ndarray
    row: np.ndarray
    slot: np.ndarray


def clock(days: DemoDays, step_s: int) -> Clock:
    """The steps of the days: the hour that the clock repeats is there twice."""
    first = pl.lit(days.first).cast(pl.Datetime).dt.replace_time_zone(PARIS.key)
    after = pl.lit(days.last).cast(pl.Datetime).dt.offset_by("1d").dt.replace_time_zone(PARIS.key)
    at = pl.select(pl.datetime_range(first, after, f"{step_s}s", closed="left").alias("at"))["at"]
    minute = at.dt.hour().cast(pl.Int64) * 60 + at.dt.minute()
    return Clock(
        step_s,
        at.dt.epoch("s").to_numpy(),
        (at.dt.date() - days.first).dt.total_days().to_numpy(),
        (minute * 60 // step_s).to_numpy(),
    )


def electricity_steps(
    building: DemoBuilding, daily_kwh: np.ndarray, days: DemoDays, steps: Clock
) -> np.ndarray:
    """The kWh of each half-hour, which add up to those of the day."""
    kind = building.kind
    used = (1 - kind.base) * presence(kind, days)[:, None] * _open(kind, SLOTS[steps.step_s])
    noise = _slot_noise(building, 0, days, SLOTS[steps.step_s])
    return _split(daily_kwh, (kind.base + used) * np.exp(SLOT_NOISE_SD * noise), steps)


def water_steps(
    building: DemoBuilding, daily_m3: np.ndarray, days: DemoDays, steps: Clock
) -> np.ndarray:
    """The m³ of each hour, which add up to those of the day: none when nobody is there."""
    noise = _slot_noise(building, 2, days, SLOTS[steps.step_s])
    shape = _open(building.kind, SLOTS[steps.step_s])
    return _split(daily_m3, shape * np.exp(WATER_SLOT_NOISE_SD * noise), steps)


def _open(kind: BuildingKind, slots: int) -> np.ndarray:
    """1 in opening hours, half of it in the hour before; of mean 1 over the day."""
    hour = np.arange(slots) * 24 / slots
    inside = (hour >= np.floor(kind.opens_h)) & (hour < kind.closes_h)
    before = (hour >= np.floor(kind.opens_h) - 1) & ~inside & (hour < kind.opens_h)
    shape = inside + 0.5 * before
    return shape / shape.mean()


def _slot_noise(building: DemoBuilding, which: int, days: DemoDays, slots: int) -> np.ndarray:
    draws = daily_draws(days.first, days.last, slots, LOADS, building.number, which)
    return np.array([recent(draw) for draw in draws]).T


def _split(daily: np.ndarray, weights: np.ndarray, steps: Clock) -> np.ndarray:
    """Each day shared out by the weights of its slots, in thousandths that add up to it."""
    weight = weights[steps.row, steps.slot]
    reached = np.cumsum(weight)
    starts = np.flatnonzero(np.diff(steps.row, prepend=-1))
    day_start = (reached - weight)[starts][steps.row]
    day_whole = np.add.reduceat(weight, starts)[steps.row]
    value = daily[steps.row]
    until = np.round(value * np.minimum((reached - day_start) / day_whole, 1), 3)
    before = np.concatenate([[0.0], until[:-1]])
    before[starts] = 0.0
    return np.round(until - before, 3)
