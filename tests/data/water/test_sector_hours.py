"""Local hours of sector inflows: clock changes, steps below the hour, what is missing."""

from datetime import UTC, datetime

import numpy as np

from data.water.sector_hours import sector_hours


def hours_from(start: datetime, count: int) -> np.ndarray:
    return int(start.timestamp()) + 3600 * np.arange(count)


def test_hour_repeated_in_october_is_the_mean_of_both():
    # 31 October 2021, 00:00 to 24:00 in Paris: 25 hours from 22:00 UTC the day before.
    at_s = hours_from(datetime(2021, 10, 30, 22, tzinfo=UTC), 25)
    hours = sector_hours(["a"], at_s, np.arange(25.0)[None, :])

    assert hours.days.tolist() == [datetime(2021, 10, 31).date()]
    assert hours.flow_m3_h[0, 0].tolist() == [0, 1, (2 + 3) / 2, *range(4, 25)]


def test_hour_that_does_not_exist_in_march_is_not_known():
    at_s = hours_from(datetime(2021, 3, 27, 23, tzinfo=UTC), 23)
    flow = sector_hours(["a"], at_s, np.ones((1, 23))).flow_m3_h[0, 0]

    assert np.flatnonzero(np.isnan(flow)).tolist() == [2]


def test_half_hours_are_averaged_and_a_missing_one_is_not_zero():
    start = int(datetime(2024, 2, 28, 23, tzinfo=UTC).timestamp())
    hours = sector_hours(
        ["a", "b"],
        start + 1800 * np.arange(4),
        np.array([[2.0, 4.0, np.nan, 6.0], [np.nan, np.nan, 0.0, 0.0]]),
    )

    assert hours.days.tolist() == [datetime(2024, 2, 29).date()]
    assert hours.flow_m3_h[0, 0, :2].tolist() == [(2 + 4) / 2, 6]
    assert np.isnan(hours.flow_m3_h[1, 0, 0])
    assert hours.flow_m3_h[1, 0, 1] == 0


def test_days_without_a_value_stand_and_holidays_are_told():
    at_s = hours_from(datetime(2024, 7, 13, 10, tzinfo=UTC), 1)
    hours = sector_hours(["a"], np.append(at_s, at_s + 2 * 86_400), np.ones((1, 2)))

    assert len(hours.days) == 3
    assert hours.holiday.tolist() == [False, True, False]
    assert np.isnan(hours.flow_m3_h[0, 1]).all()
