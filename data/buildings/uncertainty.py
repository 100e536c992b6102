"""How far the sum that a model expects may be from what would have been measured.

error = (error of the model's sum) − (sum of the residuals of the days expected), hence

    variance = ω × (Σ w² ÷ d + D) + (WANDER × expected)²,   w = s J⁺

with J the gradient of the model in its parameters, balance points included, by point of `d` days
that it was fitted on (J⁺ its pseudo-inverse), `s` that gradient summed over the `D` days expected,
and ω the long-run variance of the residual of a day. Residuals of consecutive days resemble each
other: ω comes from their projections on the slowest cosines alone, and the quantile is that of
Student with as many degrees of freedom, less those that the fit took: Lazarus, Lewis, Stock and
Watson, "HAR inference: recommendations for practice", Journal of Business & Economic Statistics
36(4), 2018. With every cosine it is the usual variance of residuals. ASHRAE Guideline 14 has the
same first two terms, but knows autocorrelation only by that of one day to the next.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

# Habits change from one year to the next without any works: share of the expected sum. This and the
# number of cosines were chosen on the tuned half of the buildings of bench/proof_savings.py.
WANDER = 0.015
# Cosines for n days: this × n^(2/3), 13 a year (the article, which has no such wander, says 0.4).
COSINES = 0.25
LEAST_DEGREES = 4


@dataclass(frozen=True)
class Points:
    """Days or bills of a model: gradient (n, p), expected and measured per day, days of each."""

    gradient: np.ndarray
    expected: np.ndarray
    measured: np.ndarray
    days: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Which points are both measured and expected."""
        return np.isfinite(self.measured) & np.isfinite(self.expected)


def daily_cosines(days: int) -> int:
    """How many cosines tell slow residuals from fast ones among so many known days."""
    return round(COSINES * days ** (2 / 3))


def half_width(before: Points, after: Points, cosines: int, level: float) -> float:
    """Half the interval, at `level`, of expected − measured summed over the known `after`.

    `before` are the points that the model was fitted on, in order of time. NaN when these leave
    under 4 degrees of freedom: nothing can be said then.
    """
    known = before.known
    gradient, days = before.gradient[known], before.days[known]
    expected_days = after.days[after.known]
    inverse = np.linalg.pinv(gradient)
    weight = expected_days @ after.gradient[after.known] @ inverse
    omega, degrees = _long_run_variance(before, inverse, cosines)
    if degrees < LEAST_DEGREES:
        return np.nan
    wander = WANDER * float(expected_days @ after.expected[after.known])
    variance = omega * float((weight**2 / days).sum() + expected_days.sum()) + wander**2
    return student_quantile((1 + level) / 2, degrees) * variance**0.5


def _long_run_variance(points: Points, inverse: np.ndarray, cosines: int) -> tuple[float, float]:
    """Of the residual of a day, and its degrees of freedom."""
    known = points.known
    residual = np.sqrt(points.days[known]) * (points.measured - points.expected)[known]
    times = (np.flatnonzero(known) + 0.5) / len(known)
    waves = np.cos(np.pi * np.outer(np.arange(1, cosines + 1), times)) * (2 / len(known)) ** 0.5
    # Of the energy of the cosines, what the fit has left to the residuals.
    taken = ((waves @ points.gradient[known]) * (waves @ inverse.T)).sum()
    degrees = float((waves**2).sum() - taken)
    return float(((waves @ residual) ** 2).sum()) / max(degrees, LEAST_DEGREES), degrees


def student_quantile(probability: float, degrees: float) -> float:
    """The quantile of Student's law, to 0.5 % from 4 degrees of freedom on, for 0.9 to 0.98.

    Expansion 26.7.5 of Abramowitz and Stegun, "Handbook of Mathematical Functions".
    """
    z = NormalDist().inv_cdf(probability)
    terms = (
        (4, (1, 1)),
        (96, (3, 16, 5)),
        (384, (-15, 17, 19, 3)),
        (92160, (-945, -1920, 1482, 776, 79)),
    )
    return z + sum(
        z ** (2 * power + 1) * factor / (divisor * degrees**order)
        for order, (divisor, factors) in enumerate(terms, start=1)
        for power, factor in enumerate(factors)
    )
