"""Which change-point model stands best, from sums over the known points of each series.

value = base + h × max(0, heating balance − T) + c × max(0, T − cooling balance), with h, c ≥ 0.
At given balance points this is a linear regression: its normal equations need sums only, so
thousands of series are solved at once at every candidate balance point.
"""

from dataclasses import dataclass, fields

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

    def every(self, step: int) -> "Side":
        """The same sums at one balance point in `step`."""
        return Side(*(getattr(self, field.name)[:, ::step] for field in fields(self)))

    def at(self, columns: np.ndarray) -> "Side":
        """The same sums at some balance points only: `columns` of each series."""
        arrays = (getattr(self, field.name) for field in fields(self))
        return Side(*(np.take_along_axis(array, columns, axis=1) for array in arrays))

    def spread(self, points: np.ndarray) -> np.ndarray:
        """Σx² − (Σx)² ÷ n."""
        return self.xx - self.x**2 / points[:, None]


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

    `slope` is its column of parameters. slope = Σxy ÷ (Σx² − (Σx)² ÷ n); it explains
    slope × Σxy of the squares.
    """
    spread = side.spread(points)
    usable = side.allowed & (spread > COLLINEAR * side.xx) & (side.xy > 0)
    slopes = np.divide(side.xy, spread, out=np.zeros_like(spread), where=usable)
    gains = slopes * side.xy
    rows, best = np.arange(len(points)), gains.argmax(axis=1)
    values = flat(points).values
    values[:, slope] = slopes[rows, best]
    values[:, slope + 1] = side.balance_c[rows, best]
    values[:, SHIFT] = slopes[rows, best] * side.x[rows, best] / points
    return Candidate(gains[rows, best], values)


def best_pair(
    heating: Side, cooling: Side, product: np.ndarray | float, points: np.ndarray
) -> tuple[Candidate, np.ndarray, np.ndarray]:
    """5P: the two balance points whose positive slopes explain most, and their columns.

    `product` is Σ x_heating × x_cooling (series × heating × cooling balance points): 0 for daily
    values, where no day is on both sides. Gain 0 where no pair has two positive slopes: the best
    model is then one of fewer parameters.
    """
    h, c, usable = _pair_slopes(heating, cooling, product, points)
    gains = h * heating.xy[:, :, None] + c * cooling.xy[:, None, :]
    gains[~usable] = 0.0
    rows = np.arange(len(points))
    best = gains.reshape(len(points), gains.shape[1] * gains.shape[2]).argmax(axis=1)
    i, j = np.divmod(best, gains.shape[2])
    h, c = h[rows, i, j], c[rows, i, j]
    shift = (h * heating.x[rows, i] + c * cooling.x[rows, j]) / points
    balances_c = heating.balance_c[rows, i], cooling.balance_c[rows, j]
    values = np.stack([shift, h, balances_c[0], c, balances_c[1]], axis=1)
    return Candidate(gains[rows, i, j], values), i, j


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


def _pair_slopes(
    heating: Side, cooling: Side, product: np.ndarray | float, points: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Slopes of every pair (series × heating × cooling) by Cramer's rule, and which may stand."""
    cold, hot = heating.spread(points)[:, :, None], cooling.spread(points)[:, None, :]
    cold_y, hot_y = heating.xy[:, :, None], cooling.xy[:, None, :]
    both = product - heating.x[:, :, None] * cooling.x[:, None, :] / points[:, None, None]
    determinant = cold * hot - both**2
    usable = heating.allowed[:, :, None] & cooling.allowed[:, None, :]
    usable &= heating.balance_c[:, :, None] <= cooling.balance_c[:, None, :]
    usable &= determinant > COLLINEAR * heating.xx[:, :, None] * cooling.xx[:, None, :]
    determinant[~usable] = 1.0
    h = (hot * cold_y - both * hot_y) / determinant
    c = (cold * hot_y - both * cold_y) / determinant
    return h, c, usable & (h > 0) & (c > 0)
