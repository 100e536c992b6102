"""What a building draws when nobody is there: base load, shares of the night and of closed hours.

Hourly values, in the unit of the energy per hour (kWh or m³), by local hour. NaN is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

BASE_CENTILE = 5
NIGHT_START_H, NIGHT_END_H = 22, 6
SATURDAY = 5


@dataclass(frozen=True)
class Shares:
    """Shares (%) of what is used by night (22 h to 6 h), at weekends and in closed hours."""

    night_pct: float
    weekend_pct: float
    closed_pct: float


def base_load(hourly: np.ndarray) -> float:
    """The 5th centile of the known hours (linear interpolation); NaN when none is known."""
    known = _known(hourly)
    return float(np.percentile(known, BASE_CENTILE)) if known.size else np.nan


def shares(
    hourly: np.ndarray,
    weekday: np.ndarray,
    hour: np.ndarray,
    open_share: np.ndarray | None = None,
) -> Shares:
    """100 × what those hours use ÷ what all known hours use.

    Arrays of one value an hour: weekday 0 (Monday) to 6 and hour 0 to 23, local. `open_share`
    (0..1) is the part of the hour when the building is open (`open_shares`); None when opening
    hours are not known: that share is then NaN. All are NaN when nothing is used or known.
    """
    hourly, weekday, hour = np.asarray(hourly, dtype=float), np.asarray(weekday), np.asarray(hour)
    night = (hour >= NIGHT_START_H) | (hour < NIGHT_END_H)
    return Shares(
        night_pct=_share_pct(hourly, night),
        weekend_pct=_share_pct(hourly, weekday >= SATURDAY),
        closed_pct=np.nan if open_share is None else _share_pct(hourly, 1 - open_share),
    )


def open_shares(
    weekday: np.ndarray, hour: np.ndarray, opening: Iterable[tuple[int, int, int]]
) -> np.ndarray:
    """The part (0..1) of each hour when the building is open.

    `opening` are rows (weekday, start_min, end_min), in minutes from midnight, that do not
    overlap; a weekday without a row is closed.
    """
    week = np.zeros((7, 24))
    hour_start_min = np.arange(24) * 60
    for day, start_min, end_min in opening:
        minutes = np.minimum(end_min, hour_start_min + 60) - np.maximum(start_min, hour_start_min)
        week[day] += np.maximum(minutes, 0) / 60
    return week[np.asarray(weekday), np.asarray(hour)]


def _known(values: np.ndarray) -> np.ndarray:
    values = np.asarray(values, dtype=float)
    return values[np.isfinite(values)]


def _share_pct(hourly: np.ndarray, part: np.ndarray) -> float:
    total = _known(hourly).sum()
    return float(100 * _known(hourly * part).sum() / total) if total > 0 else np.nan
