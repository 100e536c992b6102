"""The parts of a change of bills: by hand, and adding up whatever is billed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.lighting.bill_parts import EUR_PARTS, KWH_PARTS, Billed, changes

CABINETS = 4
quantities = st.one_of(st.just(0.0), st.just(float("nan")), st.floats(0.5, 1e4))
columns = arrays(float, CABINETS, elements=quantities)
months = st.builds(Billed, columns, columns, columns, columns)


def month(hours: float, kwh: float, eur: float, fixed: float = np.nan) -> Billed:
    """One cabinet."""
    return Billed(*(np.array([value], dtype=float) for value in (hours, kwh, eur, fixed)))


def one(before: Billed, after: Billed, *, works: bool = False) -> dict[str, float]:
    """The change of one cabinet."""
    found = changes(before, after, np.array([works]))
    return {name: values.item() for name, values in found.items()}


@given(before=months, after=months, works=arrays(bool, CABINETS))
def test_parts_add_up_to_what_was_billed(before, after, works):
    found = changes(before, after, works)
    for parts, unit in ((KWH_PARTS, "kwh"), (EUR_PARTS, "eur")):
        total = sum(found[f"{part}_{unit}"] for part in parts)
        changed = found[unit] - found[f"{unit}_before"]
        scale = np.abs(found[unit]).max() + np.abs(found[f"{unit}_before"]).max() + 1e8
        assert total == pytest.approx(changed, abs=1e-9 * scale)
        assert not np.isnan(total).any()


def test_fewer_hours_and_a_dearer_price():
    found = one(month(300, 30, 6 + 10, 10), month(150, 15, 4.5 + 12, 12))
    assert found["hours_kwh"] == pytest.approx(15 - 30)
    assert found["gap_kwh"] == pytest.approx(0)
    # 0.20 then 0.30 €/kWh.
    assert found["hours_eur"] == pytest.approx(-15 * 0.25)
    assert found["price_eur"] == pytest.approx(0.10 * (30 + 15) / 2)
    assert found["subscription_eur"] == pytest.approx(2)


def test_less_power_is_lamps_where_lamps_were_laid_and_unexplained_elsewhere():
    before, after = month(300, 30, 6), month(300, 12, 2.4)
    assert one(before, after, works=True)["power_kwh"] == pytest.approx(12 - 30)
    assert one(before, after)["gap_kwh"] == pytest.approx(12 - 30)
    assert one(before, after)["power_kwh"] == 0


def test_a_month_missing_at_one_date_is_not_compared():
    found = one(month(300, np.nan, 6), month(300, 12, np.nan))
    assert found["cabinets"] == 0
    assert set(found.values()) == {0}


def test_euros_without_kwh_are_a_gap_and_a_dead_cabinet_keeps_the_price():
    assert one(month(300, 0, 5), month(300, 0, 8))["gap_eur"] == pytest.approx(3)
    dead = one(month(300, 30, 6 + 10, 10), month(300, 0, 10, 10))
    assert dead["price_eur"] == pytest.approx(0)
    assert dead["gap_eur"] == pytest.approx(-6)
