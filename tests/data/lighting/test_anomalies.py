"""Loads and bills against the schedule of a cabinet."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from data.calendar import PARIS
from data.lighting.anomalies import LOAD_COLUMNS, bill_anomalies, load_anomalies
from data.lighting.burning import EVERY_DAY, Reduction, Schedule
from data.lighting.nights import nights

OFF = Reduction(EVERY_DAY, "01-01", "12-31", 0, 300, 0.0)
# 18:00 – 07:00, off from 00:00 to 05:00.
FIXED = Schedule("fixed", 1080, 420, (OFF,))
NIGHTS = nights(47.39, 0.69, date(2026, 1, 10), date(2026, 1, 12))
HOURS = pd.date_range("2026-01-11", "2026-01-13", freq="h", tz=PARIS, inclusive="left")
AT_S = np.array([int(moment.timestamp()) for moment in HOURS])
POWER_KW = 4.0
AS_SCHEDULED = np.where((HOURS.hour >= 18) | ((HOURS.hour >= 5) & (HOURS.hour < 7)), POWER_KW, 0.05)


def judged(load_kw: np.ndarray, power_kw: float = POWER_KW) -> pd.DataFrame:
    return load_anomalies(AT_S, load_kw, NIGHTS, FIXED, power_kw).set_index("day")


def changed(hours: list[int], load_kw: float) -> np.ndarray:
    """As scheduled, but on 11 January at these hours."""
    return np.where((HOURS.day == 11) & HOURS.hour.isin(hours), load_kw, AS_SCHEDULED)


def test_a_cabinet_that_obeys_has_nothing() -> None:
    found = judged(AS_SCHEDULED)
    assert found.index.astype(str).tolist() == ["2026-01-11", "2026-01-12"]
    assert found["known_h"].tolist() == [24, 24]
    assert not found.drop(columns="known_h").to_numpy().any()


def test_lit_by_day() -> None:
    found = judged(changed([10, 11, 12], 3.5))
    assert found["lit_by_day_h"].tolist() == [3, 0]
    assert found["lit_by_day_kwh"].tolist() == [3 * 3.5, 0]
    assert not found[["lit_when_off_h", "off_at_night_h"]].to_numpy().any()


def test_hours_next_to_dusk_and_dawn_are_not_judged() -> None:
    assert not judged(changed([7, 17], 4.0))["lit_by_day_h"].any()
    assert not judged(changed([6, 18], 0.0))["off_at_night_h"].any()


def test_lit_in_the_switch_off() -> None:
    found = judged(changed([0, 1, 2, 3, 4], 4.0))
    assert found["lit_when_off_h"].tolist() == [5, 0]
    assert found["lit_when_off_kwh"].tolist() == [5 * 4.0, 0]
    assert not found["lit_by_day_h"].any()


def test_a_switch_off_that_outlasts_the_night_counts_daylight_once() -> None:
    until_noon = Schedule(
        "fixed", 1080, 420, (Reduction(EVERY_DAY, "01-01", "12-31", 0, 720, 0.0),)
    )
    found = load_anomalies(AT_S, changed([3, 10], 4.0), NIGHTS, until_noon, POWER_KW)
    # 3 h and 5 h are lit in the switch-off (6 h is next to dawn), 10 h by day.
    assert found["lit_when_off_h"].tolist()[0] == 2
    assert found["lit_by_day_h"].tolist()[0] == 1


def test_off_at_night() -> None:
    found = judged(changed([20, 21], 0.0))
    assert found["off_at_night_h"].tolist() == [2, 0]


def test_dimmed_hours_are_neither_off_nor_full() -> None:
    dimmed = Schedule(
        "fixed", 1080, 420, (OFF, Reduction(EVERY_DAY, *("01-01", "12-31"), 1200, 0, 8.0))
    )
    load_kw = np.where(HOURS.hour >= 20, 0.08 * POWER_KW, AS_SCHEDULED)
    found = load_anomalies(AT_S, load_kw, NIGHTS, dimmed, POWER_KW)
    assert not found["off_at_night_h"].any()


def test_missing_loads_are_not_zero() -> None:
    found = judged(changed([20, 21], np.nan))
    assert found["known_h"].tolist() == [22, 24]
    assert not found["off_at_night_h"].any()


def test_an_unknown_power_is_the_usual_load() -> None:
    found = judged(changed([10, 20], 0.3), np.nan)
    # 0.3 kW is under a tenth of 4 kW: by day a standby, at night an extinction.
    assert found["lit_by_day_h"].tolist() == [0, 0]
    assert found["off_at_night_h"].tolist() == [1, 0]


def test_hours_out_of_the_nights_are_left_out() -> None:
    far_s = AT_S + 30 * 86_400
    empty = load_anomalies(far_s, AS_SCHEDULED, NIGHTS, FIXED, POWER_KW)
    assert list(empty.columns) == list(LOAD_COLUMNS)
    assert empty.empty


def test_the_day_of_winter_time_has_25_hours_each_judged_once() -> None:
    found = nights(47.39, 0.69, date(2026, 10, 25), date(2026, 10, 25))
    start_s = int(datetime(2026, 10, 25, tzinfo=PARIS).timestamp())
    at_s = start_s + 3600 * np.arange(25)
    lit = load_anomalies(at_s, np.full(25, 4.0), found, FIXED, POWER_KW)
    assert lit["known_h"].tolist() == [25]
    # The switch-off from 0 h to 5 h lasts six hours.
    assert lit["lit_when_off_h"].tolist() == [6]


@pytest.mark.parametrize(
    ("measured", "expected", "anomaly"),
    [
        (1000, 1000, None),
        (750, 1000, None),
        (1250, 1000, None),
        (749, 1000, "inventaire"),
        (1251, 1000, "inventaire"),
        (0, 1000, "morte"),
        (9, 1000, "morte"),
        (10, 1000, "inventaire"),
        (10, 0, "inventaire"),
        (0, 0, None),
        (np.nan, 1000, None),
        (1000, np.nan, None),
    ],
)
def test_bills_against_what_is_expected(
    measured: float, expected: float, anomaly: str | None
) -> None:
    assert bill_anomalies(np.array([measured]), np.array([expected])).tolist() == [anomaly]
