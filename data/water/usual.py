"""What was usual in the weeks before: quantiles of a moving window, missing days left out."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from data.water.sector_hours import HOURS

Values = NDArray[np.float64]

WEEK = 7
# Part of a window that must be known.
KNOWN_SHARE = 0.5


def usual_before(
    per_day: Values, days: int, lag: int, shares: tuple[float, ...]
) -> tuple[Values, ...]:
    """Quantiles, each (s, d), of the `days` days that end `lag` days before each day of (s, d).

    NaN when fewer than half of the window is known.
    """
    blank = np.full((len(per_day), days - 1 + lag), np.nan)
    before = np.concatenate([blank, per_day[:, : max(per_day.shape[1] - lag, 0)]], axis=1)
    windows = sliding_window_view(before, days, axis=1)[:, -per_day.shape[1] :]
    return known_quantiles(windows, shares)


def usual_hours(
    flow_m3_h: Values, days: NDArray[np.datetime64], weeks: int, share: float
) -> Values:
    """A quantile of each hour of the day over the whole weeks before the week of each day.

    (s, d, 24) from (s, d, 24). Weeks are those of the calendar, so that yesterday's figure stands
    whatever the first day given. NaN when fewer than half of the window is known.
    """
    week = (days.astype("datetime64[D]").astype(np.int64) + 3) // WEEK
    found = np.full(flow_m3_h.shape, np.nan)
    for number in np.unique(week):
        before = flow_m3_h[:, (week >= number - weeks) & (week < number)]
        missing = weeks * WEEK - before.shape[1]
        before = np.pad(before, ((0, 0), (0, missing), (0, 0)), constant_values=np.nan)
        usual = known_quantiles(before.swapaxes(1, 2), (share,))[0]
        found[:, week == number] = usual.reshape(-1, 1, HOURS)
    return found


def known_quantiles(values: Values, shares: tuple[float, ...]) -> tuple[Values, ...]:
    """Quantiles over the last axis of what is known, one array for each share.

    NaN when less than `KNOWN_SHARE` of the axis is known.
    """
    ordered = np.sort(values, axis=-1)
    count = np.isfinite(ordered).sum(axis=-1)
    enough = count >= max(KNOWN_SHARE * values.shape[-1], 1)
    return tuple(_quantile(ordered, count, enough, share) for share in shares)


def _quantile(
    ordered: Values, count: NDArray[np.int64], enough: NDArray[np.bool_], share: float
) -> Values:
    """Linear between the two known values around; the missing ones come last in `ordered`."""
    place = share * np.maximum(count - 1, 0)
    low = np.floor(place).astype(np.int64)
    high = np.ceil(place).astype(np.int64)
    below, above = (
        np.take_along_axis(ordered, at[..., None], axis=-1)[..., 0] for at in (low, high)
    )
    return np.where(enough, below + (place - low) * (above - below), np.nan)
