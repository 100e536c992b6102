"""Indexes that go back."""

import numpy as np

from data.water.fault import Fault
from data.water.faults_readings import resets, unrolled

DAY = np.datetime64("2024-01-10")
# Midnight in Paris on 10 January 2024, then every hour.
MIDNIGHT_S = int(np.datetime64("2024-01-09T23:00:00").astype("datetime64[s]").astype(np.int64))
AT_S = MIDNIGHT_S + 3600 * np.arange(8)


def test_a_growing_index_has_no_fault() -> None:
    assert resets(0, AT_S, np.arange(100.0, 108.0), DAY) == []


def test_an_index_back_to_zero_is_named_with_the_one_before() -> None:
    index = np.array([5210.0, 5212, 5215, 0.5, 2, 4, 6, 8])
    assert resets(3, AT_S, index, DAY) == [Fault(3, "reset", 2, 3, 5215.0)]


def test_a_missing_reading_widens_the_span_of_a_reset() -> None:
    index = np.array([5210.0, 5212, np.nan, 0.5, 2, 4, 6, 8])
    assert resets(0, AT_S, index, DAY) == [Fault(0, "reset", 1, 3, 5212.0)]


def test_a_counter_through_zero_loses_nothing() -> None:
    index = np.array([9_990.0, 9_996, 2, 8])
    assert resets(0, AT_S[:4], index, DAY) == []
    assert unrolled(index).tolist() == [9_990, 9_996, 10_002, 10_008]
