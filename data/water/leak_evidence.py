"""What a day says for or against a leak in a sector, and the sum of it: a CUSUM in nights.

A leak adds the same flow to all hours and does not stop. So a night speaks for one when it passes
the usual ceiling of its own past, and the whole day must pass its own too: what is drawn at night
alone (a tank, a garden) or by day alone (a market, hot days) speaks against. One night counts for
one at most, in either sense: a feast is not a leak. With C the 70 % quantile of the 35 nights that
end ten days before, w the width from the 25 % quantile to it, m the median of daily flows:

    night = (q − C) / m − MARGIN − WIDTHS × w / m       day = (Q − C of days) / m
    z = clip(min(night, day) / FULL, ±1)                S(t) = max(0, S(t−1) + z + burst)

`burst` (see data/water/bursts.py) is what the hours of one day say of a large leak, without
waiting. An unknown night adds nothing and takes nothing away. Page, "Continuous inspection
schemes", Biometrika 41 (1954).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.water.bursts import burst_nights
from data.water.night_flow import day_flow_m3_h, night_flow_m3_h
from data.water.sector_hours import SectorHours
from data.water.usual import usual_before

Values = NDArray[np.float64]

# The usual: so many days, that end so many days before, and where its ceiling and foot are.
USUAL_DAYS, LAG_DAYS = 35, 10
CEILING, FOOT = 0.7, 0.25
# Shares of the daily flow: what a night must add to the ceiling, and how much more is a full night.
MARGIN, FULL = 0.01, 0.03
WIDTHS = 0.25
# A sector is judged once so many of its nights are known.
LEAST_NIGHTS = 56


@dataclass(frozen=True)
class Evidence:
    """Arrays (s, d): flows in m³/h (NaN where not known), sums in nights.

    `night_m3_h`, and `usual_m3_h` the median of the nights that it is compared with; `judged`: the
    sector has enough past, half of the nights to compare with, and a usual daily flow above 0;
    `score` the sum S, `burst` what hours added to it on that day, both unmoved where not judged.
    """

    night_m3_h: Values
    usual_m3_h: Values
    judged: NDArray[np.bool_]
    score: Values
    burst: Values


def leak_evidence(hours: SectorHours) -> Evidence:
    """What all days say of all sectors.

    A sector whose usual daily flow is not above 0 is not judged: it is off, or a meter is reversed.
    """
    night, day = night_flow_m3_h(hours.flow_m3_h), day_flow_m3_h(hours.flow_m3_h)
    foot, usual, ceiling = usual_before(night, USUAL_DAYS, LAG_DAYS, (FOOT, 0.5, CEILING))
    usual_day, day_ceiling = usual_before(day, USUAL_DAYS, LAG_DAYS, (0.5, CEILING))
    flowing = np.where(usual_day > 0, usual_day, np.nan)
    width = (ceiling - foot) / flowing
    at_night = (night - ceiling) / flowing - MARGIN - WIDTHS * width
    all_day = (day - day_ceiling) / flowing
    # A day with too few hours is judged by its night alone.
    slow = np.clip(np.fmin(at_night, all_day) / FULL, -1, 1)
    slow = np.where(np.isfinite(at_night), slow, 0.0)
    judged = (np.cumsum(np.isfinite(night), axis=1) >= LEAST_NIGHTS) & np.isfinite(width)
    burst = burst_nights(hours, flowing, width)
    added = np.where(judged, slow + burst, 0.0)
    return Evidence(night, usual, judged, _sums(added), burst)


def _sums(added: Values) -> Values:
    """S(t) = max(0, S(t−1) + added(t)), day by day, of all sectors at once."""
    sums = np.zeros_like(added)
    for day in range(1, added.shape[1]):
        sums[:, day] = np.maximum(sums[:, day - 1] + added[:, day], 0.0)
    return sums
