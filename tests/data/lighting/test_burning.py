"""Burning hours: hand-computed nights, nights when clocks change, properties of reductions."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lighting.burning import (
    EVERY_DAY,
    Burning,
    Reduction,
    Schedule,
    burning,
    concerned,
    crosses_midnight_twice,
    off_at,
)
from data.lighting.nights import Nights, nights

TOURS = (47.39, 0.69)
YEAR_2026 = nights(*TOURS, date(2026, 1, 1), date(2026, 12, 31))


def off(start_min: int, end_min: int, level_pct: float = 0.0, **changes: str) -> Reduction:
    every_night = {"weekdays": EVERY_DAY, "season_start": "01-01", "season_end": "12-31"}
    window = {"start_min": start_min, "end_min": end_min, "level_pct": level_pct}
    return Reduction(**(every_night | changes), **window)


def fixed(on_min: int, off_min: int, *reductions: Reduction) -> Schedule:
    return Schedule("fixed", on_min, off_min, reductions)


def by_the_sun(*reductions: Reduction) -> Schedule:
    return Schedule("astronomic", reductions=reductions)


def days_of(schedule: Schedule, first: date, days: int = 1) -> Burning:
    return burning(nights(*TOURS, first, first + timedelta(days=days - 1)), schedule)


def test_a_day_has_its_morning_and_its_evening() -> None:
    # 18:00 – 07:00: seven hours of morning and six of evening.
    found = days_of(fixed(1080, 420), date(2026, 1, 10), days=2)
    assert found.day.astype(str).tolist() == ["2026-01-10", "2026-01-11"]
    assert found.full_h.tolist() == [7 + 6, 7 + 6]
    assert found.effective_h.tolist() == found.full_h.tolist()
    assert found.off_h.tolist() == [0, 0]


def test_the_evening_of_a_weekday_reaches_into_the_next_day() -> None:
    # Friday 9 January 2026, off from 23:00 to 05:00 on the nights of Fridays only.
    schedule = fixed(1080, 420, off(1380, 300, weekdays="4"))
    found = days_of(schedule, date(2026, 1, 9), days=3)
    assert found.off_h.tolist() == [1, 5, 0]
    assert found.effective_h.tolist() == [13 - 1, 13 - 5, 13]


def test_a_window_after_midnight_belongs_to_the_evening_before() -> None:
    found = days_of(fixed(1080, 420, off(60, 300, weekdays="4")), date(2026, 1, 9), days=3)
    assert found.off_h.tolist() == [0, 4, 0]


def test_dimming_is_weighted_and_the_lowest_level_of_an_overlap_holds() -> None:
    # 22:00 – 06:00 at 40 %, off from 00:00 to 05:00.
    found = days_of(fixed(1080, 420, off(1320, 360, 40), off(0, 300)), date(2026, 1, 10))
    assert found.full_h[0] == 13
    assert found.off_h[0] == 5
    # Morning: 5 h off, 1 h at 40 %, 1 h; evening: 4 h, 2 h at 40 %.
    assert found.effective_h[0] == pytest.approx(1 * 0.4 + 1 + 4 + 2 * 0.4)


def test_a_season_may_cross_the_new_year_and_has_both_its_ends() -> None:
    winter = off(0, 300, season_start="12-30", season_end="01-02")
    evenings = np.arange("2025-12-29", "2026-01-05", dtype="datetime64[D]")
    assert concerned(evenings, winter).tolist() == [False, True, True, True, True, False, False]
    summer = off(0, 300, season_start="06-01", season_end="08-31")
    ends = np.array(["2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01"], "datetime64[D]")
    assert concerned(ends, summer).tolist() == [False, True, True, False]


def test_the_29_of_february_is_a_day_like_another() -> None:
    leap = off(0, 300, season_start="02-29", season_end="02-29")
    assert concerned(np.array(["2024-02-29"], "datetime64[D]"), leap).tolist() == [True]
    found = days_of(fixed(1080, 420, leap), date(2024, 2, 28), days=3)
    # The night of the 29 ends on 1 March.
    assert found.off_h.tolist() == [0, 0, 5]
    year = burning(nights(*TOURS, date(2024, 1, 1), date(2024, 12, 31)), fixed(1080, 420))
    assert year.full_h.sum() == 366 * 13
    assert len(year.day) == 366


@pytest.mark.parametrize(
    ("sunday", "lit_h", "off_h"),
    [(date(2026, 3, 29), 13 - 1, 5 - 1), (date(2026, 10, 25), 13 + 1, 5 + 1)],
)
def test_nights_of_the_clocks_have_their_true_length(sunday: date, lit_h: int, off_h: int) -> None:
    found = days_of(fixed(1080, 420, off(0, 300)), sunday - timedelta(days=1), days=3)
    assert found.full_h.tolist() == [13, lit_h, 13]
    assert found.off_h.tolist() == [5, off_h, 5]
    assert found.effective_h.tolist() == [8, 8, 8]


def test_fixed_hours_before_and_after_midnight_only() -> None:
    assert days_of(fixed(1080, 1380), date(2026, 1, 10)).full_h[0] == 5
    assert days_of(fixed(1080, 1440), date(2026, 1, 10)).full_h[0] == 6
    assert days_of(fixed(300, 420), date(2026, 1, 10)).full_h[0] == 2


def test_a_window_by_day_takes_nothing_and_a_whole_night_takes_all() -> None:
    found = burning(YEAR_2026, by_the_sun(off(720, 900)))
    assert found.off_h.sum() == 0
    dark = burning(YEAR_2026, by_the_sun(off(720, 720)))
    np.testing.assert_allclose(dark.off_h, dark.full_h)
    assert not dark.effective_h.any()


@pytest.mark.parametrize(
    ("start_min", "end_min", "change_pct"),
    [(0, 300, -44), (1380, 300, -53), (1380, 360, -62), (60, 300, -35)],
)
def test_usual_windows_save_their_usual_share(
    start_min: int, end_min: int, change_pct: int
) -> None:
    found = burning(YEAR_2026, by_the_sun(off(start_min, end_min)))
    assert found.full_h.sum() == pytest.approx(4118, rel=0.005)
    change = 100 * (found.effective_h.sum() / found.full_h.sum() - 1)
    assert change == pytest.approx(change_pct, abs=0.5)


def test_hours_that_cannot_belong_to_one_night_are_told() -> None:
    assert crosses_midnight_twice(300, 1380)
    assert crosses_midnight_twice(1380, 1320)
    assert crosses_midnight_twice(60, 0)
    assert crosses_midnight_twice(0, 0)
    assert crosses_midnight_twice(0, 1440)
    possible = [(1380, 300), (0, 300), (1080, 1380), (720, 720), (720, 1440), (0, 720)]
    assert not any(crosses_midnight_twice(*hours) for hours in possible)


def test_off_at_two_in_the_morning() -> None:
    friday = date(2026, 1, 9)
    assert off_at(by_the_sun(off(0, 300)), friday, 120)
    assert not off_at(by_the_sun(off(0, 120)), friday, 120)
    assert off_at(by_the_sun(off(120, 300)), friday, 120)
    assert not off_at(by_the_sun(off(0, 300, level_pct=30)), friday, 120)
    assert not off_at(by_the_sun(off(0, 300, weekdays="5")), friday, 120)
    assert off_at(fixed(1080, 60), friday, 120)
    assert not off_at(fixed(1080, 420), friday, 120)


def windows() -> st.SearchStrategy[Reduction]:
    night = st.integers(0, 1439)
    hours = st.tuples(night, night).filter(lambda pair: not crosses_midnight_twice(*pair))
    month_days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%m-%d}")
    weekdays = st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(lambda s: "".join(sorted(s)))
    return st.builds(
        lambda pair, level, *rest: Reduction(*rest, *pair, level),
        hours,
        st.sampled_from([0.0, 30.0, 50.0, 100.0]),
        weekdays,
        month_days,
        month_days,
    )


RULES = st.one_of(
    st.just(("astronomic", None, None)),
    st.tuples(st.just("fixed"), st.integers(960, 1439), st.integers(240, 540)),
)


@given(RULES, st.lists(windows(), max_size=4), windows())
@settings(max_examples=80, deadline=None)
def test_a_reduction_can_only_lower(
    rule: tuple, reductions: list[Reduction], more: Reduction
) -> None:
    before = burning(YEAR_2026, Schedule(*rule, tuple(reductions)))
    after = burning(YEAR_2026, Schedule(*rule, (*reductions, more)))
    np.testing.assert_allclose(after.full_h, before.full_h)
    assert (after.effective_h <= before.effective_h + 1e-9).all()
    assert (after.off_h >= before.off_h - 1e-9).all()


@given(RULES, st.lists(windows(), min_size=2, max_size=4), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_reductions_does_not_matter(rule: tuple, reductions: list, random) -> None:
    shuffled = random.sample(reductions, len(reductions))
    one, other = (burning(YEAR_2026, Schedule(*rule, tuple(r))) for r in (reductions, shuffled))
    np.testing.assert_allclose(one.effective_h, other.effective_h)
    np.testing.assert_allclose(one.off_h, other.off_h)


@given(RULES, st.lists(windows(), max_size=4))
@settings(max_examples=60, deadline=None)
def test_hours_lit_and_off_make_the_night(rule: tuple, reductions: list[Reduction]) -> None:
    found = burning(YEAR_2026, Schedule(*rule, tuple(reductions)))
    assert (found.effective_h >= 0).all()
    assert (found.effective_h + found.off_h <= found.full_h + 1e-9).all()
    switched = tuple(r for r in reductions if r.level_pct in (0.0, 100.0))
    plain = burning(YEAR_2026, Schedule(*rule, switched))
    np.testing.assert_allclose(plain.effective_h + plain.off_h, plain.full_h, atol=1e-9)


@given(RULES, st.lists(windows(), max_size=3), st.integers(2, 364))
@settings(max_examples=30, deadline=None)
def test_hours_of_a_year_are_the_sum_of_its_days(
    rule: tuple, reductions: list[Reduction], cut: int
) -> None:
    schedule = Schedule(*rule, tuple(reductions))
    year = burning(YEAR_2026, schedule)
    parts = [burning(part(YEAR_2026, a, b), schedule) for a, b in ((0, cut), (cut - 1, 366))]
    assert sum(len(found.day) for found in parts) == len(year.day) == 365
    for name in ("full_h", "effective_h", "off_h"):
        days = np.concatenate([getattr(found, name) for found in parts])
        np.testing.assert_allclose(days, getattr(year, name), atol=1e-9)


def part(found: Nights, first: int, after: int) -> Nights:
    return Nights(**{name: rows[first:after] for name, rows in vars(found).items()})
