"""What the baseline year of a meter says of the days that follow: how much, and how surely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.buildings.day_types import TypedSignatures, Values, fit_typed

# What stays under this share of the expected never alerts: habits change by as much, unforced.
ALLOWED_SHARE = 0.07
# Of s: what is allowed to meters too irregular for the former.
ALLOWED_SD = 0.35
# s is no less than this share of the mean expected day: one busy day is no drift.
LEAST_SD_SHARE = 0.08
# The most that one day may weigh, in s.
CLIP = 1.5
# The share of baseline days that must be known.
KNOWN_SHARE = 0.75


@dataclass(frozen=True)
class Reference:
    """What a baseline year says of m meters: what they use, and how surely."""

    usual: TypedSignatures
    # s, and k, by meter; NaN for one that is not judged.
    sd: Values
    allowed_share: Values

    def evidence(
        self, temperature_c: Values, per_day: Values, types: NDArray[np.int64]
    ) -> tuple[Values, Values]:
        """Excess of each day, and what it adds to the sum, in s: both (m, n), NaN if unknown."""
        expected = self.usual.expected(temperature_c, types)
        excess = per_day - expected
        beyond = excess - self.allowed_share[:, None] * expected
        return excess, np.clip(beyond / self.sd[:, None], -CLIP, CLIP)


def fit_reference(
    temperature_c: Values, per_day: Values, types: NDArray[np.int64], baseline_days: int
) -> Reference:
    """The reference of at most `baseline_days` (m, n); NaN for a row that knows under KNOWN_SHARE
    of them."""
    known_share = np.isfinite(per_day).sum(axis=1) / baseline_days
    rows = np.where((known_share >= KNOWN_SHARE)[:, None], per_day, np.nan)
    usual = fit_typed(temperature_c, rows, types)
    expected = usual.expected(temperature_c, types)
    days = np.isfinite(rows - expected)
    mean = np.where(days, expected, 0.0).sum(axis=1) / np.maximum(days.sum(axis=1), 1)
    sd = np.maximum(long_run_sd(rows - expected), LEAST_SD_SHARE * mean)
    # A meter that uses nothing has no scale.
    sd = np.where((mean > 0) & (known_share >= KNOWN_SHARE), sd, np.nan)
    allowed = np.maximum(ALLOWED_SHARE, ALLOWED_SD * sd / np.where(mean > 0, mean, np.nan))
    return Reference(usual, sd, allowed)


def long_run_sd(residual: Values) -> Values:
    """Standard deviation of the residuals (m, n) by row, as their sums over many days see it.

    sd × √((1 + ρ) / (1 - ρ)), ρ the correlation of neighbouring known days, kept within 0..0.9;
    0 for a row that knows nothing.
    """
    known = np.isfinite(residual)
    held = np.where(known, residual, 0.0)
    variance = (held**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    pairs = (known[:, 1:] & known[:, :-1]).sum(axis=1)
    shared = (held[:, 1:] * held[:, :-1]).sum(axis=1) / np.maximum(pairs, 1)
    rho = np.clip(shared / np.where(variance > 0, variance, 1.0), 0.0, 0.9)
    return np.sqrt(variance * (1 + rho) / (1 - rho))
