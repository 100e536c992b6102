"""Balances: hours of a sector with tanks."""

import numpy as np
import pytest

from data.water.balance import net_inflow_m3_h, tank_volume_m3
from data.water.night_use import leakage_m3_km_day, night_use_m3_h
from tests.data.water.water_rules import in_force

NAN = float("nan")
NO_TANK = np.empty((0, 4))
NIGHT = in_force().night


def test_volumes_are_read_on_the_curve_and_never_beyond():
    levels = np.array([0.0, 1.0, 2.0, 3.0, 3.1, -0.1, NAN])
    volumes = tank_volume_m3(levels, [0, 2, 3], [0, 100, 180])
    np.testing.assert_allclose(volumes, [0, 50, 100, 180, NAN, NAN, NAN])
    assert np.isnan(tank_volume_m3([1.0], [2], [10])).all()
    assert np.isnan(tank_volume_m3([1.0], [], [])).all()


def test_net_inflow_takes_out_what_leaves_and_what_fills_the_tank():
    meters = np.array([[10.0, 12.0, 8.0], [3.0, 3.0, 3.0]])
    tanks = np.array([[100.0, 104.0, 104.0, 95.0]])
    net = net_inflow_m3_h(meters, [1, -1], tanks)
    assert net.tolist() == pytest.approx([10 - 3 - 4, 12 - 3 - 0, 8 - 3 + 9])
    assert net_inflow_m3_h(meters, [1, -1], NO_TANK).tolist() == [7, 9, 5]


def test_what_is_missing_makes_the_hour_unknown():
    meters = np.array([[10.0, NAN, 8.0], [3.0, 3.0, 3.0]])
    assert np.isnan(net_inflow_m3_h(meters, [1, -1], NO_TANK)).tolist() == [False, True, False]
    levels = np.array([[100.0, NAN, 104.0, 95.0]])
    full = np.nan_to_num(meters, nan=12.0)
    # A level ends one hour and begins the next.
    assert np.isnan(net_inflow_m3_h(full, [1, -1], levels)).tolist() == [True, True, False]


def test_a_sector_that_nothing_enters_has_no_balance():
    assert np.isnan(net_inflow_m3_h(np.ones((1, 3)), [-1], NO_TANK)).all()
    assert np.isnan(net_inflow_m3_h(np.empty((0, 3)), [], NO_TANK)).all()


def test_leakage_of_the_night_by_hand():
    use = night_use_m3_h(1200, None, NIGHT)
    assert use == pytest.approx(1200 * 1.7 / 1000)
    assert leakage_m3_km_day(5.0, use, 30, NIGHT) == pytest.approx((5 - 2.04) * 24 / 30)
    # What is declared for the sector goes before the estimate.
    assert night_use_m3_h(1200, 0.8, NIGHT) == pytest.approx(0.8)
    assert leakage_m3_km_day(1.0, use, 30, NIGHT) == 0


@pytest.mark.parametrize(
    ("night", "use", "km"), [(NAN, 1, 30), (5, NAN, 30), (5, 1, 0), (5, 1, None), (-2, 1, 30)]
)
def test_no_leakage_from_what_is_not_known(night, use, km):
    assert np.isnan(leakage_m3_km_day(night, use, km, NIGHT))
    assert np.isnan(night_use_m3_h(None, None, NIGHT))
