"""Energy signature: what a meter uses as a function of the outdoor temperature.

per day = base + h × max(0, heating balance − T) + c × max(0, T − cooling balance), in kWh (or m³)
per day; slopes h and c ≥ 0 in kWh per kelvin and day, balance points in °C, T the mean of the day.
Least squares; model 1P (base alone), 3PH, 3PC or 5P by the least BIC.
Sources: change-point models of ASHRAE Guideline 14-2014 and of Kissock, Haberl and Claridge,
"Inverse Modeling Toolkit" (ASHRAE Transactions, 2003).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from data.buildings.change_points import (
    COOLING,
    COOLING_BALANCE,
    HEATING,
    HEATING_BALANCE,
    MODELS,
    PARAMETERS,
    ROUNDING,
    SHIFT,
    Side,
    best_pair,
    best_slope,
    chosen,
    flat,
)
from data.buildings.vocabulary import COMPLETE_SHARE

MIN_DAYS, MIN_PERIODS = 30, 9
# Balance points tried, in tenths of a degree: heating 5 to 25 °C, cooling 10 to 32 °C.
FIRST_TENTH, LAST_TENTH = 50, 320
BALANCES_C = np.arange(FIRST_TENTH, LAST_TENTH + 1) / 10
HEATING_COLUMNS = slice(0, 201)
COOLING_COLUMNS = slice(50, 271)
# Pairs of balance points are tried every half degree, then by tenths around the best.
COARSE = 5
# A slope needs points on both sides of its balance point.
MIN_SIDE_DAYS, MIN_SIDE_PERIODS = 10, 2
# Cells of the largest arrays of a chunk: bounds the memory, whatever the number of series.
CHUNK_CELLS = 1_000_000
PAIRS = 41 * 45


@dataclass(frozen=True)
class Signatures:
    """The signatures of m series, as arrays of m; model "" and NaN where there are too few points.

    A slope of a side without any is 0 and its balance point NaN. `residual_sd` is
    √(SSE ÷ (points − parameters)), `cv_rmse_pct` 100 × it ÷ the mean (NaN when the mean is 0 or
    less), `r2` 1 − SSE ÷ SST (NaN for a constant series).
    """

    model: np.ndarray
    base_per_day: np.ndarray
    heating_per_k_d: np.ndarray
    heating_balance_c: np.ndarray
    cooling_per_k_d: np.ndarray
    cooling_balance_c: np.ndarray
    r2: np.ndarray
    cv_rmse_pct: np.ndarray
    residual_sd: np.ndarray
    points: np.ndarray


@dataclass(frozen=True)
class _Centred:
    """Values of a chunk less their mean, over their largest: 0 where missing."""

    values: np.ndarray
    known: np.ndarray
    mean: np.ndarray
    scale: np.ndarray

    @property
    def points(self) -> np.ndarray:
        return self.known.sum(axis=1)


def fit(temperature_c: np.ndarray, per_day: np.ndarray) -> Signatures:
    """Signatures of daily values (m, n) on daily mean temperatures (n,) or (m, n).

    NaN is missing, on either side. Under 30 known days: model "". Exact over balance points at a
    tenth of a degree that have 10 days at least on each side; never raises nor warns on
    degenerate series. Memory is bounded by chunks of series.
    """
    per_day = np.atleast_2d(np.asarray(per_day, dtype=float))
    temperature_c = np.atleast_2d(np.asarray(temperature_c, dtype=float))
    parts = []
    for rows in _chunks(*per_day.shape):
        own = temperature_c if len(temperature_c) == 1 else temperature_c[rows]
        parts.append(_fit_days(own, per_day[rows]))
    return _joined(parts)


def fit_periods(
    daily_mean_c: np.ndarray, starts: np.ndarray, ends: np.ndarray, per_day: np.ndarray
) -> Signatures:
    """Signatures of means per day over p periods, months or bills: `per_day` is (p,) or (m, p).

    Period i covers the days starts[i] to ends[i] − 1 of `daily_mean_c` (n,). What explains it is
    the mean over its days of the degrees beyond the balance point, not the degrees of its mean
    temperature. A period with under 90 % of its temperatures is missing; under 9 known periods:
    model "". Balance points by half degree. `residual_sd` is that of means over a period.
    """
    per_day = np.atleast_2d(np.asarray(per_day, dtype=float))
    known, heating, cooling = _period_degrees(np.asarray(daily_mean_c, dtype=float), starts, ends)
    per_day = np.where(known, per_day, np.nan)
    parts = [_fit_means(heating, cooling, per_day[rows]) for rows in _chunks(*per_day.shape)]
    return _joined(parts)


def predict(signatures: Signatures, temperature_c: np.ndarray) -> np.ndarray:
    """What the signatures expect per day (m, n) at temperatures (n,) or (m, n).

    NaN where the temperature is missing or the series has no model.
    """
    expected = heating_part(signatures, temperature_c)
    expected += cooling_part(signatures, temperature_c)
    expected += signatures.base_per_day[:, None]
    return expected


def heating_part(signatures: Signatures, temperature_c: np.ndarray) -> np.ndarray:
    """h × max(0, heating balance − T) per day (m, n); 0 without a heating slope, NaN as predict."""
    return _part(signatures.heating_per_k_d, signatures.heating_balance_c, temperature_c, -1)


def cooling_part(signatures: Signatures, temperature_c: np.ndarray) -> np.ndarray:
    """c × max(0, T − cooling balance) per day (m, n); 0 without a cooling slope."""
    return _part(signatures.cooling_per_k_d, signatures.cooling_balance_c, temperature_c, 1)


def _part(
    slope: np.ndarray, balance_c: np.ndarray, temperature_c: np.ndarray, sign: int
) -> np.ndarray:
    # Without a slope any balance point does: the part is 0.
    balance_c = np.where(slope == 0, 0.0, balance_c)
    degrees = np.atleast_2d(np.asarray(temperature_c, dtype=float)) - balance_c[:, None]
    degrees *= sign
    np.maximum(degrees, 0.0, out=degrees)
    degrees *= slope[:, None]
    return degrees


def _chunks(rows: int, columns: int) -> Iterator[slice]:
    size = max(1, CHUNK_CELLS // max(columns, PAIRS))
    # One empty chunk at least, so that no series gives empty signatures.
    for start in range(0, max(rows, 1), size):
        yield slice(start, start + size)


def _joined(parts: list[Signatures]) -> Signatures:
    names = [field.name for field in fields(Signatures)]
    return Signatures(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _centred(per_day: np.ndarray, known: np.ndarray) -> _Centred:
    values = np.where(known, per_day, 0.0)
    mean = values.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    scale = np.abs(values).max(axis=1, initial=0.0)
    scale[scale == 0] = 1.0
    values -= mean[:, None]
    values /= scale[:, None]
    values[~known] = 0.0
    return _Centred(values, known, mean, scale)


def _fit_days(temperature_c: np.ndarray, per_day: np.ndarray) -> Signatures:
    y = _centred(per_day, np.isfinite(per_day) & np.isfinite(temperature_c))
    heating, cooling = _day_sides(temperature_c, y)
    points = np.maximum(y.points, 1)
    coarse_heating, coarse_cooling = (
        side.at(np.arange(0, side.x.shape[1], COARSE)[None, :].repeat(len(points), axis=0))
        for side in (heating, cooling)
    )
    none = np.zeros((1, 1, 1))
    _, i, j = best_pair(coarse_heating, coarse_cooling, none, points)
    pair, _, _ = best_pair(_around(heating, i), _around(cooling, j), none, points)
    candidates = [
        flat(points),
        best_slope(heating, points, HEATING),
        best_slope(cooling, points, COOLING),
        pair,
    ]
    return _signatures(y, *chosen(candidates, (y.values**2).sum(axis=1), points), MIN_DAYS)


def _around(side: Side, coarse: np.ndarray) -> Side:
    columns = COARSE * coarse[:, None] + np.arange(-COARSE, COARSE + 1)
    return side.at(np.clip(columns, 0, side.x.shape[1] - 1))


def _day_sides(temperature_c: np.ndarray, y: _Centred) -> tuple[Side, Side]:
    """Sums on each side of every balance point, from sums by tenth of a degree."""
    t = np.where(np.isfinite(temperature_c), temperature_c, 0.0)
    bins = np.searchsorted(BALANCES_C, t, side="right")
    count = len(BALANCES_C) + 1
    cells = (bins + count * np.arange(len(y.known))[:, None]).ravel()

    def below(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sums = np.bincount(cells, weights.ravel(), count * len(y.known)).reshape(-1, count)
        running = sums.cumsum(axis=1)
        return running[:, :-1], running[:, -1:] - running[:, :-1]

    n, nt, ntt = (below(y.known * power) for power in (np.ones_like(t), t, t * t))
    ny, nty = below(y.values), below(y.values * t)
    b = BALANCES_C
    allowed = (n[0] >= MIN_SIDE_DAYS) & (n[1] >= MIN_SIDE_DAYS)
    sides = [
        Side(
            np.broadcast_to(b, n[k].shape),
            allowed,
            sign * (nt[k] - b * n[k]),
            np.maximum(ntt[k] - 2 * b * nt[k] + b * b * n[k], 0.0),
            sign * (nty[k] - b * ny[k]),
        )
        for k, sign in ((0, -1), (1, 1))
    ]
    return _columns(sides[0], HEATING_COLUMNS), _columns(sides[1], COOLING_COLUMNS)


def _columns(side: Side, columns: slice) -> Side:
    return Side(*(getattr(side, field.name)[:, columns] for field in fields(Side)))


def _period_degrees(
    daily_mean_c: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which periods have their temperatures, and mean degrees below and above (balances, p)."""
    starts, ends = np.asarray(starts, dtype=int), np.asarray(ends, dtype=int)
    first, after = (np.clip(days, 0, len(daily_mean_c)) for days in (starts, ends))
    found = np.isfinite(daily_mean_c)
    beyond = np.where(found, daily_mean_c, 0.0) - BALANCES_C[::COARSE, None]

    def sums(daily: np.ndarray) -> np.ndarray:
        running = np.concatenate([np.zeros((len(daily), 1)), daily.cumsum(axis=1)], axis=1)
        return running[:, after] - running[:, first]

    days = sums(found[None, :].astype(float))
    known = (days[0] > 0) & (days[0] >= COMPLETE_SHARE * (ends - starts))
    days = np.maximum(days, 1)
    heating = sums(np.maximum(-beyond, 0.0) * found) / days
    cooling = sums(np.maximum(beyond, 0.0) * found) / days
    return known, heating, cooling


def _fit_means(heating_k: np.ndarray, cooling_k: np.ndarray, per_day: np.ndarray) -> Signatures:
    y = _centred(per_day, np.isfinite(per_day))
    known = y.known.astype(float)
    both = [known @ (degrees > 0).T for degrees in (heating_k, cooling_k)]
    allowed = (both[0] >= MIN_SIDE_PERIODS) & (both[1] >= MIN_SIDE_PERIODS)
    balances = np.broadcast_to(BALANCES_C[::COARSE], allowed.shape)

    def side(x: np.ndarray) -> Side:
        return Side(balances, allowed, known @ x.T, known @ (x * x).T, y.values @ x.T)

    coarse_heating = slice(0, 41)
    coarse_cooling = slice(10, 55)
    heating = _columns(side(heating_k), coarse_heating)
    cooling = _columns(side(cooling_k), coarse_cooling)
    product = heating_k[coarse_heating, None, :] * cooling_k[None, coarse_cooling, :]
    product = (known @ product.reshape(-1, known.shape[1]).T).reshape(len(known), 41, 45)
    points = np.maximum(y.points, 1)
    pair, _, _ = best_pair(heating, cooling, product, points)
    candidates = [
        flat(points),
        best_slope(heating, points, HEATING),
        best_slope(cooling, points, COOLING),
        pair,
    ]
    return _signatures(y, *chosen(candidates, (y.values**2).sum(axis=1), points), MIN_PERIODS)


def _signatures(
    y: _Centred, model: np.ndarray, residual: np.ndarray, values: np.ndarray, least: int
) -> Signatures:
    squares = (y.values**2).sum(axis=1)
    squares[squares <= ROUNDING * y.points] = 0.0
    enough = y.points >= least
    sd = y.scale * np.sqrt(residual / np.maximum(y.points - PARAMETERS[model], 1))
    columns = (
        y.mean - y.scale * values[:, SHIFT],
        y.scale * values[:, HEATING],
        values[:, HEATING_BALANCE],
        y.scale * values[:, COOLING],
        values[:, COOLING_BALANCE],
        1 - _ratio(residual, squares),
        100 * _ratio(sd, np.maximum(y.mean, 0.0)),
        sd,
    )
    names = np.where(enough, np.array(MODELS)[model], "")
    return Signatures(names, *(np.where(enough, each, np.nan) for each in columns), y.points)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
