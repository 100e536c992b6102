"""Leaks of sectors: dates, flows, ends, and what must never give an alert."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.calendar import local_to_utc_s
from data.water.detection import SectorLeak, watch
from data.water.sector_hours import SectorHours, sector_hours
from data.water.vocabulary import BUDGETS, BURST, SLOW
from tests.data.water.leaking import flat, with_leak

IN_FORCE = (1.0,)


def only(hours: SectorHours) -> SectorLeak:
    leaks = watch(hours, IN_FORCE).leaks
    assert len(leaks) == 1
    return leaks[0]


def restless(sectors: int, days: int, seed: int = 5) -> SectorHours:
    """Sectors whose days and hours vary, with gaps."""
    random = np.random.default_rng(seed)
    hours = flat(days, sectors=sectors)
    hours.flow_m3_h[:] *= 1 + 0.3 * np.sin(np.arange(24) / 24 * 2 * np.pi - 2)
    hours.flow_m3_h[:] *= 1 + 0.05 * random.standard_normal((sectors, days, 1))
    hours.flow_m3_h[:] *= 1 + 0.02 * random.standard_normal((sectors, days, 24))
    hours.flow_m3_h[random.random(hours.flow_m3_h.shape) < 0.02] = np.nan
    return hours


def test_burst_is_dated_sized_and_closed():
    leak = only(with_leak(flat(160), 100, 130, 1.0))

    # 1 + (0.10 − 0.05) / 0.03 nights a day: 8 on the third day, above 7.
    assert (leak.since, leak.detected, leak.last, leak.open) == (100, 102, 129, False)
    assert leak.kind == BURST
    assert leak.flow_m3_h == pytest.approx(1.0)
    assert leak.low_m3_h < 1.0 < leak.high_m3_h


def test_smaller_leak_takes_its_nights():
    # 6 %: a night, and (0.06 − 0.05) / 0.03 of one from the hours; 6 × 4 / 3 = 8 passes 7.
    leak = only(with_leak(flat(160), 100, 160, 0.6))

    assert (leak.since, leak.detected, leak.last, leak.open) == (100, 105, 159, True)
    assert leak.kind == SLOW


def test_slow_leak_is_dated_near_its_start():
    hours = flat(200)
    hours.flow_m3_h[0, 100:] += np.minimum(np.arange(1, 101) / 28, 1.0)[:, None]
    leak = only(hours)

    assert 98 <= leak.since <= 106
    assert 106 <= leak.detected <= 118
    assert leak.open


def test_leak_upon_a_leak_is_a_second_one():
    hours = with_leak(with_leak(flat(260), 100, 260, 1.0), 180, 260, 1.0)
    first, second = watch(hours, IN_FORCE).leaks

    assert (first.since, first.open) == (100, True)
    assert second.since == 180
    assert second.flow_m3_h == pytest.approx(1.0)


def test_same_leak_is_not_said_twice():
    hours = with_leak(flat(200), 100, 200, 1.0)
    # A week of low nights in the middle of it lowers the sum, not the leak.
    hours.flow_m3_h[0, 110:112] -= 0.6

    assert len(watch(hours, IN_FORCE).leaks) == 1


def test_what_was_said_of_a_day_stands_the_next_day():
    hours = restless(20, 240)
    for row in range(0, 20, 4):
        hours.flow_m3_h[row, 120 + row : 170] += 1.5
    whole = watch(hours)
    cut = SectorHours(
        hours.sectors, hours.days[:150], hours.flow_m3_h[:, :150], hours.holiday[:150]
    )
    part = watch(cut)

    assert np.array_equal(part.days.score, whole.days.score[:, :150])
    assert np.array_equal(part.days.threshold, whole.days.threshold[:, :150])
    said = [(of.row, of.budget, of.detected, of.since) for of in part.leaks]
    assert said == [
        (of.row, of.budget, of.detected, of.since) for of in whole.leaks if of.detected < 150
    ]
    assert {of.row for of in part.leaks} >= set(range(0, 20, 4))


def test_larger_budget_finds_no_later():
    hours = restless(12, 300)
    hours.flow_m3_h[:, 200:] += 0.6
    leaks = watch(hours).leaks
    first = {
        budget: [min((of.detected for of in leaks if (of.row, of.budget) == (row, budget)),
                     default=999) for row in range(12)]
        for budget in BUDGETS
    }  # fmt: skip

    for small, large in pairwise(BUDGETS):
        assert all(a >= b for a, b in zip(first[small], first[large], strict=True))


@pytest.mark.parametrize("flow", [float("nan"), 0.0, -5.0])
def test_silent_off_or_reversed_sector_gives_no_alert(flow):
    watched = watch(flat(200, flow))

    assert watched.leaks == []
    assert not watched.days.judged.any()


def test_too_short_a_past_is_not_judged():
    watched = watch(with_leak(flat(55), 20, 55, 3.0))

    assert watched.leaks == []
    assert not watched.days.judged.any()


def test_after_a_long_gap_a_sector_is_not_judged_until_it_is_known_again():
    hours = with_leak(flat(220), 140, 220, 2.0)
    hours.flow_m3_h[0, 100:140] = np.nan
    watched = watch(hours, IN_FORCE)

    assert not watched.days.judged[0, 140:150].any()
    assert watched.days.judged[0, 219]
    assert watched.leaks == []


def test_days_of_23_and_25_hours_and_29_february_are_ordinary():
    at_s = int(pd.Timestamp("2023-10-01").timestamp()) + 3600 * np.arange(24 * 240)
    hours = sector_hours(["a"], at_s, np.full((1, len(at_s)), 4.0))
    watched = watch(hours)

    assert watched.leaks == []
    assert watched.days.score.max() == 0
    assert watched.days.judged[0, -1]


def test_no_sector_is_no_leak():
    watched = watch(flat(80, sectors=0))

    assert watched.leaks == []
    assert watched.days.score.shape == (0, 80)


def test_rise_of_all_sectors_is_the_season_and_a_leak_among_them_is_still_found():
    hours = flat(200, sectors=10)
    hours.flow_m3_h[:, 100:] += 0.6
    assert watch(hours).leaks == []

    hours.flow_m3_h[0, 105:] += 2.0
    assert {of.row for of in watch(hours).leaks} == {0}


def test_a_few_sectors_are_watched_as_each_alone():
    hours = with_leak(restless(3, 200), 120, 200, 2.0)
    alone = SectorHours(hours.sectors[:1], hours.days, hours.flow_m3_h[:1], hours.holiday)

    assert watch(alone).leaks == [of for of in watch(hours).leaks if of.row == 0]


def test_leak_of_a_quarter_is_found_in_each_real_sector(open_data_dir: Path):
    table = pd.read_csv(open_data_dir / "water/bwdf/dma_inflow_2021_2022.csv", sep=";", decimal=",")
    local = pd.to_datetime(table.iloc[:, 0], format="%d/%m/%Y %H:%M")
    at_s, _, _ = local_to_utc_s(local, ordered=True)
    hours = sector_hours(list("12345"), at_s, table.iloc[:, 1:].to_numpy(float).T * 3.6)
    # 1 February 2022, far from the season of watering.
    start = int((np.datetime64("2022-02-01") - hours.days[0]).astype(int))
    size = 0.25 * np.nanmean(hours.flow_m3_h, axis=(1, 2))
    for row in range(5):
        flow = hours.flow_m3_h.copy()
        flow[row, start : start + 40] += size[row]
        leaks = watch(replace(hours, flow_m3_h=flow), IN_FORCE).leaks
        found = [of for of in leaks if of.row == row and start <= of.detected < start + 14]

        assert len(found) == 1
        assert abs(found[0].since - start) <= 2
        assert found[0].low_m3_h <= size[row] <= found[0].high_m3_h
