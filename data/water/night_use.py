"""What customers rightly use at night, and what the rest of the night flow says of leaks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.water.official import known, ratio

LITRES = 1000.0


@dataclass(frozen=True)
class NightRules:
    """Values in force: use between 2 h and 4 h, and how many hours a day leaks run as at night.

    That use stands for the one of the night flow, from 2 h to 5 h: it is given for the least hours.

    Pressure is higher at night: leaks of a whole day are a little under 24 × those of an hour of
    night. 24 says that they are the same.
    """

    l_per_h_customer: float
    hours_per_day: float


def night_use_m3_h(
    customers: ArrayLike | None, declared_m3_h: ArrayLike | None, rules: NightRules
) -> NDArray[np.float64]:
    """Legitimate night use in m³/h: that declared for the sector, else customers × L/h ÷ 1,000.

    NaN when neither is known.
    """
    declared = known(declared_m3_h)
    estimated = known(customers) * rules.l_per_h_customer / LITRES
    return np.where(np.isnan(declared), estimated, declared)


def leakage_m3_km_day(
    night_m3_h: ArrayLike | None,
    use_m3_h: ArrayLike | None,
    pipe_km: ArrayLike | None,
    rules: NightRules,
) -> NDArray[np.float64]:
    """(night flow − legitimate use) × hours a day ÷ km, in m³/km/day; NaN without length.

    0 when less than the legitimate use flows: nothing is left for leaks. A negative night flow is
    not known: a meter is reversed.
    """
    left = np.maximum(known(night_m3_h) - np.asarray(use_m3_h, dtype=float), 0)
    return ratio(left * rules.hours_per_day, pipe_km)
