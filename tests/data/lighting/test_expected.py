"""Expected kWh of cabinets: kW × hours."""

from datetime import date

import numpy as np

from data.lighting.burning import EVERY_DAY, Burning, Reduction, Schedule, burning
from data.lighting.expected import expected
from data.lighting.nights import nights

DAYS = np.arange("2026-01-01", "2026-01-03", dtype="datetime64[D]")
BURNT = Burning(DAYS, np.array([13.0, 14.0]), np.array([8.0, 8.5]), np.array([5.0, 5.0]))


def test_kwh_of_a_cabinet_day() -> None:
    found = expected(4.2, BURNT)
    assert found.expected_kwh.tolist() == [4.2 * 8.0, 4.2 * 8.5]
    assert found.full_kwh.tolist() == [4.2 * 13.0, 4.2 * 14.0]


def test_an_unknown_power_is_not_zero() -> None:
    found = expected(np.array([[2.0], [np.nan], [0.0]]), BURNT)
    assert found.full_kwh[0].tolist() == [26.0, 28.0]
    assert np.isnan(found.full_kwh[1]).all()
    assert not found.expected_kwh[2].any()


def test_forty_points_dimmed_for_half_of_a_fixed_night() -> None:
    # 40 points of 75 W, 18:00 – 06:00, at 30 % from 00:00 on.
    dimmed = Reduction(EVERY_DAY, "01-01", "12-31", 0, 360, 30.0)
    found = nights(47.39, 0.69, date(2026, 1, 1), date(2026, 1, 31))
    month = expected(40 * 75 / 1000, burning(found, Schedule("fixed", 1080, 360, (dimmed,))))
    np.testing.assert_allclose(month.expected_kwh.sum(), 3.0 * 31 * (6 + 6 * 0.3))
    np.testing.assert_allclose(month.full_kwh.sum(), 3.0 * 31 * 12)
