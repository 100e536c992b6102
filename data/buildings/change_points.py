"""Which change-point model stands best, from sums over the known points of each series.

value = base + h × max(0, heating balance − T) + c × max(0, T − cooling balance), with h, c ≥ 0.
At given balance points this is a linear regression: its normal equations need sums only, so
thousands of series are solved at once at every candidate balance point.
"""

from dataclasses import dataclass

import numpy as np

MODELS = ("1P", "3PH", "3PC", "5P")
PARAMETERS = np.array([1, 3, 3, 5])
# Columns of Candidate.values.
SHIFT, HEATING, HEATING_BALANCE, COOLING, COOLING_BALANCE = range(5)
# Under this share of the square of its largest value, the scatter of a series is rounding.
ROUNDING = 1e-12
# Degree days that vary less than this share of their squares say nothing of a slope.
COLLINEAR = 1e-9


@dataclass(frozen=True)
class Side:
    """Sums of x (degrees beyond a balance point) and y (value less its mean), over known points.

    Shapes: series × balance points; `allowed` where enough points lie on both sides.
    """

    balance_c: np.ndarray
    allowed: np.ndarray
    x: np.ndarray
    xx: np.ndarray
    xy: np.ndarray

    def at(self, columns: np.ndarray) -> "Side":
        """The same sums at some balance points only: `columns` of each series."""
        fields = (self.balance_c, self.allowed, self.x, self.xx, self.xy)
        return Side(*(np.take_along_axis(field, columns, axis=1) for field in fields))


@dataclass(frozen=True)
class Candidate:
    """The best model of a kind: squares that it explains, and its parameters (series × 5).

    The first is what the slopes take away from the mean to give the base.
    """

    gain: np.ndarray
    values: np.ndarray


def flat(points: np.ndarray) -> Candidate:
    """1P: the mean, whatever the temperature."""
    values = np.zeros((len(points), 5))
    values[:, [HEATING_BALANCE, COOLING_BALANCE]] = np.nan
    return Candidate(np.zeros(len(points)), values)


def best_slope(side: Side, points: np.ndarray, slope: int) -> Candidate:
    """3P: the balance point whose positive slope explains most; gain 0 where there is none.

    slope = Σxy ÷ (Σx² − (Σx)² ÷ n); it explains slope × Σxy of the squares.
    """
    spread = side.xx - side.x**2 / points[:, None]
    usable = side.allowed & (spread > COLLINEAR * side.xx) & (side.xy > 0)
    slopes = np.divide(side.xy, spread, out=np.zeros_like(spread), where=usable)
    gains = slopes * side.xy
    best = gains.argmax(axis=1)[:, None]
    candidate = flat(points)
    candidate.values[:, slope] = _pick(slopes, best)
    candidate.values[:, slope + 1] = _pick(side.balance_c, best)
    candidate.values[:, SHIFT] = _pick(slopes * side.x, best) / points
    return Candidate(_pick(gains, best), candidate.values)


def best_pair(
    heating: Side, cooling: Side, product: np.ndarray, points: np.ndarray
) -> tuple[Candidate, np.ndarray, np.ndarray]:
    """5P: the two balance points whose positive slopes explain most, and their columns.

    `product` is Σ x_heating × x_cooling (series × heating × cooling balance points, or
    broadcastable): 0 for daily values, where no day is on both sides. A pair with a slope of 0
    or less is left out: the best model is then a 3P.
    """
    n = points[:, None, None]
    hot, cold = cooling, heating
    cold_xx = (cold.xx - cold.x**2 / points[:, None])[:, :, None]
    hot_xx = (hot.xx - hot.x**2 / points[:, None])[:, None, :]
    cold_xy, hot_xy = cold.xy[:, :, None], hot.xy[:, None, :]
    across = product - cold.x[:, :, None] * hot.x[:, None, :] / n
    determinant = cold_xx * hot_xx - across**2
    usable = cold.allowed[:, :, None] & hot.allowed[:, None, :]
    usable &= cold.balance_c[:, :, None] <= hot.balance_c[:, None, :]
    usable &= determinant > COLLINEAR * cold.xx[:, :, None] * hot.xx[:, None, :]
    divisor = np.where(usable, determinant, 1.0)
    cold_slopes = (hot_xx * cold_xy - across * hot_xy) / divisor
    hot_slopes = (cold_xx * hot_xy - across * cold_xy) / divisor
    usable &= (cold_slopes > 0) & (hot_slopes > 0)
    gains = np.where(usable, cold_slopes * cold_xy + hot_slopes * hot_xy, 0.0)
    rows = np.arange(len(points))
    best = gains.reshape(len(points), gains.shape[1] * gains.shape[2]).argmax(axis=1)
    i, j = np.divmod(best, gains.shape[2])
    gain, h, c = gains[rows, i, j], cold_slopes[rows, i, j], hot_slopes[rows, i, j]
    shift = (h * cold.x[rows, i] + c * hot.x[rows, j]) / points
    values = np.stack([shift, h, cold.balance_c[rows, i], c, hot.balance_c[rows, j]], axis=1)
    return Candidate(gain, values), i, j


def chosen(
    candidates: list[Candidate], squares: np.ndarray, points: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The model of least BIC (its place in MODELS), its residual squares and its parameters.

    BIC = n ln(SSE ÷ n) + k ln n, k the parameters of the model (1, 3, 3, 5). `squares` are those
    around the mean, of values brought to a largest of 1.
    """
    residual = squares[:, None] - np.stack([each.gain for each in candidates], axis=1)
    residual = np.maximum(residual, 0.0)
    n = points[:, None]
    bic = n * np.log(np.maximum(residual / n, ROUNDING)) + PARAMETERS * np.log(n)
    model = bic.argmin(axis=1)
    rows = np.arange(len(points))
    values = np.stack([each.values for each in candidates], axis=1)[rows, model]
    return model, residual[rows, model], values


def _pick(table: np.ndarray, column: np.ndarray) -> np.ndarray:
    return np.take_along_axis(table, column, axis=1)[:, 0]
