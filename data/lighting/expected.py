"""What a cabinet should consume: its power, with ballast, times the hours that it burns."""

from dataclasses import dataclass

import numpy as np

from data.lighting.burning import Burning


@dataclass(frozen=True, eq=False)
class Expected:
    """kWh of each day: as scheduled, and had nothing been reduced."""

    expected_kwh: np.ndarray
    full_kwh: np.ndarray


def expected(power_kw: float | np.ndarray, burnt: Burning) -> Expected:
    """kW × hours, dimming weighted, for each day of `burnt`.

    `power_kw` of several cabinets of one schedule, shaped (cabinets, 1), gives arrays shaped
    (cabinets, days). An unknown power (NaN) gives NaN, a power of 0 gives 0.
    """
    return Expected(power_kw * burnt.effective_h, power_kw * burnt.full_h)
