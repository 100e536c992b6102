from datetime import date, timedelta

import pytest

from data.footfall import key_figures as science
from data.footfall.key_figures import DayRow
from data.key_figure import KeyFigure
from data.months import edge_days, month_starts, months_covered, whole_months

FIRST = date(2026, 7, 1)


def days(*terminals: int | None, complete: bool = True) -> list[DayRow]:
    return [
        DayRow(FIRST + timedelta(days=step), count, count, complete)
        for step, count in enumerate(terminals)
    ]


def test_a_total_keeps_missing_apart_from_zero():
    assert science.total([12, None, 30]) == 12 + 30
    assert science.total([None, None]) is None
    assert science.total([]) is None
    assert science.total([0]) == 0


def test_the_comparison_uses_only_days_known_on_both_sides():
    now = days(100, None, 50)
    before = {row.day: row for row in days(80, 70, 40)}
    assert science.paired(now, before, "terminals") == (100 + 50, 80 + 40, 2)


def test_too_few_common_days_give_no_comparison():
    now = days(100, None, None)
    before = {row.day: row for row in days(80, 70, 40)}
    assert science.paired(now, before, "terminals") == (None, None, 1)


def test_a_partial_day_is_not_compared():
    now = [*days(100, 100), DayRow(FIRST + timedelta(days=2), 5, 5, False)]
    before = {row.day: row for row in days(80, 70, 40)}
    assert science.paired(now, before, "terminals") == (100 + 100, 80 + 70, 2)


def test_a_change_is_relative_to_the_comparable_part():
    figure = KeyFigure("terminals", value=200, before=120, comparable=150)
    assert figure.change_pct == pytest.approx(100 * (150 - 120) / 120)
    assert KeyFigure("terminals", 200, 0, 150).change_pct is None


def test_peak_and_trough_leave_out_unknown_and_partial_days():
    rows = [*days(40, 120, None, 30), DayRow(date(2026, 8, 1), 1, 1, False)]
    peak, trough = science.peak_and_trough(rows)
    assert (peak.terminals, trough.terminals) == (120, 30)
    assert science.peak_and_trough(days(40)) is None


def test_the_season_runs_from_may_to_october():
    rows = [
        DayRow(date(2026, 4, 30), 1, 1, True),
        DayRow(date(2026, 5, 1), 10, 10, True),
        DayRow(date(2026, 10, 31), 100, 100, True),
        DayRow(date(2026, 11, 1), 1000, 1000, True),
    ]
    assert science.season_terminals(rows) == 10 + 100


def test_shares_and_ratios_of_nothing_are_unknown():
    assert science.share_pct(1, 4) == 25
    assert science.share_pct(None, 4) is None
    assert science.share_pct(1, 0) is None
    assert science.ratio(3, 0) is None


def test_the_grouped_median_interpolates_in_its_class():
    # 10 visits under 15 min, 30 from 15 to 30: visit 20 is the 10th of the 30, a third inside.
    median = science.grouped_median({0: 10, 15: 30})
    assert median.median_min == pytest.approx(15 + 15 * (40 / 2 - 10) / 30)
    assert (median.class_start_min, median.class_end_min, median.visits) == (15, 30, 40)
    assert science.grouped_median({}) is None


def test_the_open_class_is_read_up_to_eight_hours():
    assert science.grouped_median({240: 4}).median_min == 240 + (480 - 240) * 2 / 4


def test_the_lift_of_independent_sites_is_one():
    # 1,000 terminals, 100 at A, 50 at B: chance alone gives 100 × 50 ÷ 1,000 = 5.
    assert science.lift(5, 1000, 100, 50) == 1
    assert science.lift(15, 1000, 100, 50) == 3
    assert science.lift(5, 1000, 0, 50) is None


def test_months_behind_a_period():
    first, last = date(2026, 1, 15), date(2026, 4, 10)
    assert month_starts(first, last) == [date(2026, m, 1) for m in (1, 2, 3, 4)]
    assert whole_months(first, last) == [date(2026, 2, 1), date(2026, 3, 1)]
    assert months_covered(date(2026, 4, 2), date(2026, 4, 9)) == [date(2026, 4, 1)]
    assert edge_days(first, last) == [
        (date(2026, 1, 15), date(2026, 1, 31)),
        (date(2026, 4, 1), date(2026, 4, 10)),
    ]
    assert edge_days(date(2026, 4, 2), date(2026, 4, 9)) == [(date(2026, 4, 2), date(2026, 4, 9))]
    assert edge_days(date(2026, 2, 1), date(2026, 2, 28)) == []
