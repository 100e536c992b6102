"""A meter that slowly tells too much or too little: its whole profile grows by the same part.

A season does so too, hence the comparison with the same weeks of the year before, when the meter
was not at fault; in its first year nothing is said. A leak adds as much to every hour: between the
two, the one that explains the change of the 24 hours better is believed, and only when it does so
much better.
"""

import numpy as np
from numpy.typing import NDArray

from data.water.fault import Fault
from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

WEEK = 7
# Weeks of a profile, and of a year of the same weekdays.
PROFILE_WEEKS, YEAR_WEEKS = 8, 52
# The scale that gives a drift, and the one from which it is said to have begun and ended.
LEAST_CHANGE, BEGUN_CHANGE = 0.20, 0.10
# Unexplained part of the profile at most, and how many times more a flow added leaves.
MOST_LEFT, BETTER = 0.06, 2.0
# Weeks in a row.
LEAST_WEEKS = 3


def drifts(flow_m3_h: Values) -> list[Fault]:
    """Drifts of (s, d, 24) that run for `LEAST_WEEKS`, told at the end of whole weeks."""
    weekly = _profiles(flow_m3_h)
    return [
        fault for row in range(len(weekly)) for fault in _drifts_of(row, weekly[row], flow_m3_h)
    ]


def _profiles(flow_m3_h: Values) -> Values:
    """(s, w, 24) mean of the medians of the last `PROFILE_WEEKS` weeks; NaN when one is unknown."""
    count, days = flow_m3_h.shape[:2]
    weeks = days // WEEK
    by_week = flow_m3_h[:, : weeks * WEEK].reshape(count, weeks, WEEK, HOURS)
    enough = np.isfinite(by_week).sum(axis=2) > WEEK / 2
    medians = np.full((count, weeks, HOURS), np.nan)
    medians[enough] = np.nanmedian(by_week.transpose(0, 1, 3, 2)[enough], axis=-1)
    found = np.full_like(medians, np.nan)
    for week in range(PROFILE_WEEKS - 1, weeks):
        found[:, week] = medians[:, week - PROFILE_WEEKS + 1 : week + 1].mean(axis=1)
    return found


def _drifts_of(row: int, weekly: Values, flow_m3_h: Values) -> list[Fault]:
    """The drifts of one meter, week after week: a year at fault is no reference."""
    found: list[Fault] = []
    sure = 0
    begun: int | None = None
    ratio = 1.0
    for week in range(YEAR_WEEKS, len(weekly)):
        reference = _reference(weekly, week, begun)
        scale, is_scaled = _scale(weekly[week], reference)
        if np.isnan(scale):
            continue
        if begun is None:
            sure = sure + 1 if is_scaled and abs(np.log(scale)) >= LEAST_CHANGE else 0
            if sure == LEAST_WEEKS:
                begun, ratio = _beginning(weekly, week, scale), scale
        elif abs(np.log(scale)) < BEGUN_CHANGE:
            found.append(_fault(row, begun, week - PROFILE_WEEKS + 1, ratio, False))
            begun, sure = None, 0
        else:
            ratio = scale
    if begun is not None:
        end = flow_m3_h.shape[1] * HOURS
        found.append(Fault(row, "drift", begun * WEEK * HOURS, end, float(ratio), True))
    return found


def _fault(row: int, first: int, after: int, ratio: float, is_open: bool) -> Fault:
    return Fault(row, "drift", first * WEEK * HOURS, after * WEEK * HOURS, float(ratio), is_open)


def _reference(weekly: Values, week: int, begun: int | None) -> Values:
    """The same weeks of the last year before the drift began."""
    before = week - YEAR_WEEKS
    while begun is not None and before >= begun:
        before -= YEAR_WEEKS
    return weekly[before] if before >= 0 else np.full(HOURS, np.nan)


def _beginning(weekly: Values, week: int, scale: float) -> int:
    """The first of the weeks, without break up to this one, beyond `BEGUN_CHANGE` that way."""
    first = week
    while first > YEAR_WEEKS:
        earlier, _ = _scale(weekly[first - 1], weekly[first - 1 - YEAR_WEEKS])
        if np.isnan(earlier) or np.log(earlier) * np.sign(np.log(scale)) < BEGUN_CHANGE:
            break
        first -= 1
    return first


def _scale(profile: Values, reference: Values) -> tuple[float, bool]:
    """The ratio of two profiles (least squares), and whether it explains them, a flow added not."""
    square = float((reference**2).sum())
    if not np.isfinite(square) or square == 0 or not np.isfinite(profile).all():
        return np.nan, False
    scale = float((profile * reference).sum()) / square
    if scale <= 0:
        return np.nan, False
    left = np.sqrt(np.mean((profile - scale * reference) ** 2)) / profile.mean()
    added = np.std(profile - reference) / profile.mean()
    return scale, bool(left < MOST_LEFT and added > BETTER * left)
