"""Sums of degrees beyond every candidate balance point, and of values with them, by series.

Balance points are at a tenth of a degree: 5 to 25 °C for heating, 10 to 32 °C for cooling.
"""

from dataclasses import dataclass

import numpy as np

from data.buildings.change_points import Side
from data.buildings.vocabulary import COMPLETE_SHARE

BALANCES_C = np.arange(50, 321) / 10
MAX_HEATING_C, MIN_COOLING_C = 25.0, 10.0
# One balance point in five is tried first, so every half degree.
COARSE = 5
# A slope needs days, or periods, on both sides of its balance point.
MIN_SIDE_DAYS, MIN_SIDE_PERIODS = 10, 2


@dataclass(frozen=True)
class Centred:
    """Values less their mean, over their largest: 0 where missing. Series × points.

    A unit or a change of it makes no difference to what follows.
    """

    values: np.ndarray
    known: np.ndarray
    mean: np.ndarray
    scale: np.ndarray

    @property
    def points(self) -> np.ndarray:
        """How many points of each series are known."""
        return self.known.sum(axis=1)

    @property
    def squares(self) -> np.ndarray:
        """Sum of squares around the mean, for each series."""
        return (self.values**2).sum(axis=1)


@dataclass(frozen=True)
class PeriodDegrees:
    """Mean degrees beyond balance points every half degree (balances × periods).

    `known` tells the periods that have their temperatures.
    """

    known: np.ndarray
    heating_k: np.ndarray
    cooling_k: np.ndarray


def centred(per_day: np.ndarray, known: np.ndarray) -> Centred:
    """The known values of each series less their mean, over their largest absolute value."""
    values = np.where(known, per_day, 0.0)
    mean = values.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    scale = np.abs(values).max(axis=1, initial=0.0)
    scale[scale == 0] = 1.0
    values -= mean[:, None]
    values /= scale[:, None]
    values[~known] = 0.0
    return Centred(values, known, mean, scale)


def day_sides(temperature_c: np.ndarray, y: Centred) -> tuple[Side, Side]:
    """Heating and cooling sums at every balance point, exact, from running sums by tenth.

    Days of temperature (1, n) or (m, n) colder than a balance point are those of the tenths below.
    """
    t = np.where(np.isfinite(temperature_c), temperature_c, 0.0)
    tenths = np.searchsorted(BALANCES_C, t, side="right")
    count = len(BALANCES_C) + 1
    cells = (tenths + count * np.arange(len(y.known))[:, None]).ravel()

    def below_and_above(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sums = np.bincount(cells, weights.ravel(), count * len(y.known))
        running = sums.reshape(len(y.known), count).cumsum(axis=1)
        return running[:, :-1], running[:, -1:] - running[:, :-1]

    n, nt, ntt, ny, nty = (
        below_and_above(weights)
        for weights in (y.known * 1.0, y.known * t, y.known * t**2, y.values, y.values * t)
    )
    xs = [sign * (nt[k] - BALANCES_C * n[k]) for k, sign in enumerate((-1, 1))]
    xxs = [ntt[k] - 2 * BALANCES_C * nt[k] + BALANCES_C**2 * n[k] for k in (0, 1)]
    xys = [sign * (nty[k] - BALANCES_C * ny[k]) for k, sign in enumerate((-1, 1))]
    enough = (n[0] >= MIN_SIDE_DAYS) & (n[1] >= MIN_SIDE_DAYS)
    return _sides(BALANCES_C, enough, xs, xxs, xys)


def period_degrees(daily_mean_c: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> PeriodDegrees:
    """Mean over the known days of each period; under 90 % of its days, it is not known."""
    starts, ends = np.asarray(starts, dtype=int), np.asarray(ends, dtype=int)
    first, after = (np.clip(days, 0, len(daily_mean_c)) for days in (starts, ends))
    found = np.isfinite(daily_mean_c)
    beyond = np.where(found, daily_mean_c, 0.0) - BALANCES_C[::COARSE, None]

    def sums(daily: np.ndarray) -> np.ndarray:
        running = np.pad(daily.cumsum(axis=1), ((0, 0), (1, 0)))
        return running[:, after] - running[:, first]

    days = sums(found[None, :].astype(float))
    known = (days[0] > 0) & (days[0] >= COMPLETE_SHARE * (ends - starts))
    means = (
        sums(np.maximum(side, 0.0) * found) / np.maximum(days, 1) for side in (-beyond, beyond)
    )
    return PeriodDegrees(known, *means)


def period_sides(degrees: PeriodDegrees, y: Centred) -> tuple[Side, Side, np.ndarray]:
    """Heating and cooling sums at every half degree, and those of heating × cooling degrees."""
    known = y.known * 1.0
    pair = degrees.heating_k, degrees.cooling_k
    enough = [known @ (x > 0).T >= MIN_SIDE_PERIODS for x in pair]
    sides = _sides(
        BALANCES_C[::COARSE],
        enough[0] & enough[1],
        [known @ x.T for x in pair],
        [known @ (x * x).T for x in pair],
        [y.values @ x.T for x in pair],
    )
    products = degrees.heating_k[:, None, :] * degrees.cooling_k[None, :, :]
    return *sides, np.einsum("mp,hcp->mhc", known, products, optimize=True)


def _sides(
    balances_c: np.ndarray,
    enough: np.ndarray,
    xs: list[np.ndarray],
    xxs: list[np.ndarray],
    xys: list[np.ndarray],
) -> tuple[Side, Side]:
    every = np.broadcast_to(balances_c, enough.shape)
    allowed = enough & (every <= MAX_HEATING_C), enough & (every >= MIN_COOLING_C)
    heating, cooling = (
        Side(every, allowed[k], xs[k], np.maximum(xxs[k], 0.0), xys[k]) for k in (0, 1)
    )
    return heating, cooling
