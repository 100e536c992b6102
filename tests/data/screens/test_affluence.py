"""Levels of affluence: quartiles of the season, medians of the days alike, hidden cells."""

from datetime import date, timedelta

import numpy as np
import pytest

from data.calendar import days_between
from data.screens.affluence import (
    BUSY,
    CALM,
    HIDDEN,
    UNKNOWN,
    USUAL,
    DayKind,
    Grid,
    Past,
    level,
    medians,
    season_days,
)
from tests.data.screens.screen_store import HOURS, TODAY, TOTALS


@pytest.mark.parametrize(
    ("value", "usual", "scale", "told"),
    [
        (29, 50, (30, 70), CALM),
        (30, 50, (30, 70), USUAL),
        (70, 50, (30, 70), USUAL),
        (71, 50, (30, 70), BUSY),
        # Hidden: small only where small is usual.
        (HIDDEN, 20, (30, 70), CALM),
        (HIDDEN, 30, (30, 70), CALM),
        (HIDDEN, 31, (30, 70), UNKNOWN),
        (HIDDEN, HIDDEN, (30, 70), CALM),
        (HIDDEN, np.nan, (30, 70), UNKNOWN),
        (50, HIDDEN, (HIDDEN, 70), USUAL),
        # Missing is never zero.
        (np.nan, 50, (30, 70), UNKNOWN),
        (50, 50, None, UNKNOWN),
    ],
)
def test_a_count_is_told_beside_the_quartiles(value, usual, scale, told):
    assert level(value, usual, scale) == told


def test_a_season_is_six_weeks_on_each_side_of_the_date_for_two_years():
    days = season_days(TODAY)
    # Ages of 1 to 42 days; within 42 of 365.25: 324 to 407; within 42 of 730.5: 689 to 731.
    ages = [(TODAY - day).days for day in reversed(days)]
    assert ages == [*range(1, 43), *range(324, 408), *range(689, 732)]


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2029, 2, 28), date(2029, 3, 1)])
def test_the_29th_of_february_is_between_its_neighbours(today):
    assert len(season_days(today)) == 42 + 84 + 43
    last_year = date(today.year - 1, 2, 28)
    assert {last_year, last_year + timedelta(days=1)} <= set(season_days(today))


def test_the_usual_is_a_cell_that_was_really_there():
    columns = np.array(
        [
            [10.0, HIDDEN, np.nan, HIDDEN, 7.0],
            [20.0, HIDDEN, 5.0, 12.0, 7.0],
            [30.0, 40.0, 6.0, HIDDEN, np.nan],
            [40.0, HIDDEN, 7.0, 14.0, 9.0],
            [np.nan, 50.0, np.nan, 13.0, 8.0],
        ]
    )
    # Of four the second; three hidden of five; three known are too few; two hidden of five.
    assert medians(columns).tolist()[:2] == [20.0, HIDDEN]
    assert np.isnan(medians(columns)[2])
    assert medians(columns).tolist()[3:] == [12.0, 7.0]
    assert np.isnan(medians(columns[:3])).all()


def week_grid() -> Grid:
    """Two years of the same week, then today."""
    days = days_between(TODAY - timedelta(days=731), TODAY)
    totals = np.array([float(TOTALS[day.weekday()]) for day in days])
    hours = np.full((len(days), 24), HIDDEN)
    for hour, sessions in HOURS.items():
        hours[:, hour] = sessions
    totals[-1], hours[-1] = np.nan, np.nan
    return Grid(tuple(days), totals, hours)


def kinds(grid: Grid, public: set[date], school: set[date]) -> dict[date, DayKind]:
    days = [*grid.days, *(TODAY + timedelta(days=step) for step in range(1, 7))]
    return {day: DayKind.of(day, day in public, day in school) for day in days}


def test_hours_and_days_are_told_from_the_days_alike():
    grid = week_grid()
    known = kinds(grid, set(), set())
    usual = Past.of(TODAY, grid.days, known).usual(grid)
    assert usual.open_hours == range(10, 18)
    assert usual.hour_scale == (30, 70)
    assert usual.total_scale == (440, 600)
    levels = [usual.hour_level(hour) for hour in usual.open_hours]
    assert levels == [CALM, *[USUAL] * 5, BUSY, BUSY]
    of_week = {
        day: Past.of(day, grid.days, known).usual(grid).total_level
        for day in days_between(TODAY, TODAY + timedelta(days=6))
    }
    # From Tuesday to Monday: Saturday is the quartile itself, Sunday is over it.
    assert list(of_week.values()) == [USUAL] * 5 + [BUSY, CALM]


def test_a_public_holiday_is_a_sunday():
    grid = week_grid()
    usual = Past.of(TODAY, grid.days, kinds(grid, {TODAY}, set())).usual(grid)
    assert (usual.total, usual.total_level) == (TOTALS[6], BUSY)


def test_school_holidays_are_compared_with_school_holidays():
    grid = week_grid()
    last_year = set(days_between(TODAY - timedelta(days=385), TODAY - timedelta(days=340)))
    totals = np.array(
        [900.0 if day in last_year else total
         for day, total in zip(grid.days, grid.totals, strict=True)]
    )  # fmt: skip
    busy = Grid(grid.days, totals, grid.hours)
    in_school = Past.of(TODAY, grid.days, kinds(grid, set(), last_year))
    on_holiday = Past.of(TODAY, grid.days, kinds(grid, set(), last_year | {TODAY}))
    assert in_school.usual(busy).total == TOTALS[TODAY.weekday()]
    assert on_holiday.usual(busy).total == 900


def test_a_day_that_the_calendar_does_not_know_is_like_no_other():
    grid = week_grid()
    usual = Past.of(TODAY, grid.days, {}).usual(grid)
    assert usual.total_level == UNKNOWN
    assert usual.open_hours == range(0)


def test_where_most_is_hidden_nothing_is_told():
    grid = week_grid()
    hidden = np.where(np.arange(len(grid.days)) % 5 < 3, HIDDEN, grid.totals)
    past = Past.of(TODAY, grid.days, kinds(grid, set(), set()))
    assert past.usual(Grid(grid.days, hidden, grid.hours)).total_scale is None
    one_in_ten = np.where(np.arange(len(grid.days)) % 10 == 0, grid.totals, np.nan)
    # 169 days of the season, one in ten known: 16 to 19 of them, under 20.
    assert past.usual(Grid(grid.days, one_in_ten, grid.hours)).total_scale is None
