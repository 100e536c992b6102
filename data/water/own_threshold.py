"""How high the sum of evidence must rise for an alert: set by the sector's own past.

A budget of b false alarms a year asks that the rule would not have fired more often than that on
the year before. Part of what rose then was true leaks: so many (`LEAKS_A_YEAR`) are left out, the
highest first.
"""

import numpy as np
from numpy.typing import NDArray

from data.water.vocabulary import BUDGETS

Values = NDArray[np.float64]

# Nights that must speak for a leak whatever the past, by budget (`BUDGETS`): set on the tuning
# half of the proof so that its leak-free years keep to the budget.
LEAST_NIGHTS = (14.0, 10.0, 7.0, 5.5, 3.0)
LEAKS_A_YEAR = 2.0
PAST_DAYS = 365
# Part of a past peak that must be passed; rises closer than this are one; days between renewals.
OF_PEAK, APART_DAYS, RENEWED_DAYS = 0.7, 30, 28


def own_thresholds(
    score: Values, days: NDArray[np.datetime64], budgets: tuple[float, ...]
) -> Values:
    """Nights that `score` (s, d) must pass for an alert, by sector, day and budget: (s, d, b).

    With r = floor((b + LEAKS_A_YEAR) × years of past, one at most), the larger of LEAST_NIGHTS and
    OF_PEAK × the (r + 1)-th highest peak of the past year. Renewed every 28 days of the calendar:
    yesterday's threshold stands tomorrow.
    """
    least = np.interp(budgets, BUDGETS, LEAST_NIGHTS)
    thresholds = np.broadcast_to(least, (*score.shape, len(budgets))).copy()
    stretch = days.astype("datetime64[D]").astype(np.int64) // RENEWED_DAYS
    for number in np.unique(stretch)[1:]:
        within = np.flatnonzero(stretch == number)
        past = score[:, max(within[0] - PAST_DAYS, 0) : within[0]]
        years = past.shape[1] / PAST_DAYS
        ranks = ((np.array(budgets) + LEAKS_A_YEAR) * years).astype(np.int64)
        peaks = _peaks(past, ranks.max(initial=0) + 1)[:, ranks]
        thresholds[:, within] = np.maximum(least, OF_PEAK * peaks)[:, None]
    return thresholds


def _peaks(past: Values, count: int) -> Values:
    """The highest values of each row, `APART_DAYS` apart at least, highest first: (s, count)."""
    left, day = past.copy(), np.arange(past.shape[1])
    peaks = np.zeros((len(past), count))
    for rank in range(count):
        at = left.argmax(axis=1)
        peaks[:, rank] = np.maximum(left[np.arange(len(left)), at], 0.0)
        left[np.abs(day - at[:, None]) < APART_DAYS] = 0.0
    return peaks
