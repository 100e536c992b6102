"""Hourly net inflows of sectors on local civil days: what the leak detector reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.calendar import PARIS, public_holidays

HOURS = 24


@dataclass(frozen=True)
class SectorHours:
    """Hourly mean net inflow of sectors (tank term included) on local civil days."""

    sectors: list[str]
    # (d,) every local day, without hole.
    days: NDArray[np.datetime64]
    # (s, d, 24) local hours. NaN: not known (missing, or put aside as a sensor fault). The hour
    # repeated in October is the mean of both, the one that does not exist in March is NaN.
    flow_m3_h: NDArray[np.float64]
    # (d,) public holidays.
    holiday: NDArray[np.bool_]


def sector_hours(
    sectors: Sequence[str], at_s: NDArray[np.int64], flow_m3_h: NDArray[np.float64]
) -> SectorHours:
    """Flows (s, n) in m³/h at UTC instants `at_s` (n,), at least one, brought to local hours.

    Several known values of one local hour (a step below the hour, October) give their mean; NaN
    and hours not given are not known.
    """
    local = pd.to_datetime(at_s, unit="s", utc=True).tz_convert(PARIS).tz_localize(None)
    day = local.to_numpy().astype("datetime64[D]")
    days = np.arange(day.min(), day.max() + 1)
    slot = (day - days[0]).astype(np.int64) * HOURS + local.hour.to_numpy()
    known = np.isfinite(flow_m3_h)
    row, column = np.nonzero(known)
    cell = row * (len(days) * HOURS) + slot[column]
    cells = len(sectors) * len(days) * HOURS
    count = np.bincount(cell, minlength=cells)
    total = np.bincount(cell, weights=flow_m3_h[known], minlength=cells)
    flow = np.divide(total, count, out=np.full(cells, np.nan), where=count > 0)
    return SectorHours(
        list(sectors), days, flow.reshape(len(sectors), len(days), HOURS), _holidays(days)
    )


def _holidays(days: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    first, last = days[[0, -1]].astype(object)
    public = public_holidays(first, last)["day"].to_numpy(dtype="datetime64[D]")
    return np.isin(days, public)
