"""Bursts: a day whose hours, nearly all, pass what the same hours usually reach."""

import numpy as np
from numpy.typing import NDArray

from data.water.sector_hours import SectorHours
from data.water.usual import known_quantiles, usual_hours

Values = NDArray[np.float64]

# The ceiling of an hour: this quantile of the same hour over the four weeks before.
WEEKS, CEILING = 4, 0.9
# Nine hours in ten must pass it, by this share of the daily flow and the usual width of nights.
HOURS_BELOW, MARGIN, WIDTHS = 0.1, 0.05, 1.0
# Excess (share of the daily flow) that counts for one night, and most nights that a day may count.
FULL, MOST = 0.03, 8.0


def burst_nights(hours: SectorHours, usual_day_m3_h: Values, width: Values) -> Values:
    """How many nights the hours of each day count for, (s, d), from 0 to `MOST`.

    `usual_day_m3_h` and `width` (share of it) are those of the slow evidence. 0 when fewer than
    half of the hours are known: a day of gaps is no burst.
    """
    ceiling = usual_hours(hours.flow_m3_h, hours.days, WEEKS, CEILING)
    excess = known_quantiles(hours.flow_m3_h - ceiling, (HOURS_BELOW,))[0] / usual_day_m3_h
    nights = np.clip((excess - MARGIN - WIDTHS * width) / FULL, 0.0, MOST)
    return np.where(np.isfinite(nights), nights, 0.0)
