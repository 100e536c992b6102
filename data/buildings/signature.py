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
    Candidate,
    Side,
    best_pair,
    best_slope,
    chosen,
    flat,
)
from data.buildings.degree_sums import (
    BALANCES_C,
    COARSE,
    Centred,
    PeriodDegrees,
    centred,
    day_sides,
    period_degrees,
    period_sides,
)

MIN_DAYS, MIN_PERIODS = 30, 9
# What no temperature explains: its model is a level, 1P.
WEATHERLESS = ("water",)
# Cells of the largest arrays of a chunk: bounds the memory, whatever the number of series.
CHUNK_CELLS = 1_000_000
PAIRS = len(BALANCES_C[::COARSE]) ** 2


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

    def only(self, rows: slice) -> "Signatures":
        """Those of some series."""
        return Signatures(*(getattr(self, field.name)[rows] for field in fields(self)))


def explaining_c(energy: str, temperature_c: np.ndarray) -> np.ndarray:
    """The temperatures that may explain an energy: 0 on all days for those of WEATHERLESS.

    Water follows people, not weather: without this, a summer of visitors passes for cooling, and a
    day of unknown weather for an unknown day.
    """
    return np.zeros_like(temperature_c) if energy in WEATHERLESS else temperature_c


def fit(temperature_c: np.ndarray, per_day: np.ndarray) -> Signatures:
    """Signatures of daily values (m, n) on daily mean temperatures (n,) or (m, n).

    NaN is missing, on either side. Under 30 known days: model "". Balance points are at a tenth of
    a degree, 5 to 25 °C for heating and 10 to 32 °C for cooling, with 10 days on each side:
    all are tried for 3P; for 5P every half degree, then by tenths around the best pair. Constant
    or empty series neither raise nor warn. Memory is bounded by chunks of series.
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
    degrees = period_degrees(np.asarray(daily_mean_c, dtype=float), starts, ends)
    return _joined([_fit_means(degrees, per_day[rows]) for rows in _chunks(*per_day.shape)])


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


def _fit_days(temperature_c: np.ndarray, per_day: np.ndarray) -> Signatures:
    y = centred(per_day, np.isfinite(per_day) & np.isfinite(temperature_c))
    points = np.maximum(y.points, 1)
    heating, cooling = day_sides(temperature_c, y)
    _, i, j = best_pair(heating.every(COARSE), cooling.every(COARSE), 0.0, points)
    pair, _, _ = best_pair(_around(heating, i), _around(cooling, j), 0.0, points)
    return _least_bic(y, heating, cooling, pair, MIN_DAYS)


def _around(side: Side, coarse: np.ndarray) -> Side:
    """Every tenth of a degree up to half a degree from the best half degrees."""
    columns = COARSE * coarse[:, None] + np.arange(-COARSE, COARSE + 1)
    return side.at(np.clip(columns, 0, side.x.shape[1] - 1))


def _fit_means(degrees: PeriodDegrees, per_day: np.ndarray) -> Signatures:
    y = centred(per_day, np.isfinite(per_day) & degrees.known)
    heating, cooling, product = period_sides(degrees, y)
    pair, _, _ = best_pair(heating, cooling, product, np.maximum(y.points, 1))
    return _least_bic(y, heating, cooling, pair, MIN_PERIODS)


def _least_bic(
    y: Centred, heating: Side, cooling: Side, pair: Candidate, least_points: int
) -> Signatures:
    points = np.maximum(y.points, 1)
    slopes = best_slope(heating, points, HEATING), best_slope(cooling, points, COOLING)
    squares = y.squares
    model, residual, values = chosen([flat(points), *slopes, pair], squares, points)
    squares[squares <= ROUNDING * points] = 0.0
    sd = y.scale * np.sqrt(residual / np.maximum(points - PARAMETERS[model], 1))
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
    enough = y.points >= least_points
    models = np.where(enough, np.array(MODELS)[model], "")
    return Signatures(models, *(np.where(enough, each, np.nan) for each in columns), y.points)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
