"""Flat sectors given leaks: what the tests of leaks compute by hand."""

import numpy as np

from data.water.sector_hours import SectorHours

FIRST = np.datetime64("2024-01-01")


def flat(days: int, flow_m3_h: float = 10.0, sectors: int = 1) -> SectorHours:
    """Sectors that draw the same at all hours."""
    return SectorHours(
        [f"S{row}" for row in range(sectors)],
        FIRST + np.arange(days),
        np.full((sectors, days, 24), flow_m3_h),
        np.zeros(days, bool),
    )


def with_leak(hours: SectorHours, start: int, end: int, flow_m3_h: float) -> SectorHours:
    """The first sector with a leak of days start..end (end excluded)."""
    hours.flow_m3_h[0, start:end] += flow_m3_h
    return hours
