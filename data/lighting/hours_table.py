"""What a decision on hours changes in a year of nights, for each schedule of a stock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from data.lighting.burning import Reduction, Schedule, burning
from data.lighting.nights import Nights


@dataclass(frozen=True, eq=False)
class HoursTable:
    """By schedule: the share of its hours that is left (1: all), the dark hours added each year."""

    kept: np.ndarray
    dark_h: np.ndarray


def hours_table(
    found: Nights, schedules: Sequence[Schedule], reductions: Sequence[Reduction]
) -> HoursTable:
    """Each schedule with these reductions besides its own, against itself, over whole years.

    `found` are the nights of one year at one place: shares hold for a whole territory, hours do
    not. Hours are dimming weighted; the lowest level holds, so that a share never exceeds 1. A
    schedule that never burns keeps all.
    """
    if not reductions:
        return HoursTable(np.ones(len(schedules)), np.zeros(len(schedules)))
    rows = [_change(found, schedule, tuple(reductions)) for schedule in schedules]
    kept, dark_h = np.array(rows).reshape(-1, 2).T
    return HoursTable(kept, dark_h)


def _change(
    found: Nights, schedule: Schedule, reductions: tuple[Reduction, ...]
) -> tuple[float, float]:
    now_h, now_off_h = _hours(found, schedule)
    then_h, then_off_h = _hours(
        found, replace(schedule, reductions=schedule.reductions + reductions)
    )
    kept = min(1.0, then_h / now_h) if now_h > 0 else 1.0
    return kept, max(0.0, then_off_h - now_off_h)


@lru_cache(maxsize=2048)
def _hours(found: Nights, schedule: Schedule) -> tuple[float, float]:
    """Hours lit and switched off, kept: the schedules of a stock are asked by every scenario."""
    hours = burning(found, schedule)
    return float(hours.effective_h.sum()), float(hours.off_h.sum())
