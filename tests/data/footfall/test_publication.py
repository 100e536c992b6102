"""What sessions become, on cases small enough to be counted by hand."""

from datetime import date

import polars as pl
import pytest

from data.footfall import publication

DAY, NEXT = date(2026, 7, 14), date(2026, 7, 15)
JULY = date(2026, 7, 1)
MINUTE = 60


def sessions(*rows: tuple) -> pl.DataFrame:
    """Sessions from (site, day, hour, terminal, start in minutes, stop in minutes, language)."""
    names = ["site_id", "day", "hour", "terminal", "start_s", "stop_s", "language"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        pl.col("start_s", "stop_s") * MINUTE, consented_terminal=pl.lit(None)
    )
    return frame.select(list(publication.SESSION)).cast(publication.SESSION)


def crowd(people: int, site: str = "A", hour: int = 10, language: str = "fr", first: int = 0):
    return [
        (site, DAY, hour, terminal, hour * 60, hour * 60 + 20, language)
        for terminal in range(first, first + people)
    ]


def test_a_day_under_the_threshold_shows_no_number():
    days = publication.site_days(sessions(*crowd(11), *crowd(2), *crowd(10, "B")), 11)
    assert days.rows() == [("A", DAY, 11 + 2, 11), ("B", DAY, None, None)]


def test_a_hidden_day_feeds_nothing_else():
    frame = sessions(*crowd(11), *crowd(10, "B"))
    kept = publication.of_published_days(frame, publication.site_days(frame, 11))
    assert kept["site_id"].unique().to_list() == ["A"]


@pytest.mark.parametrize(
    ("persons", "shown"),
    [
        ({9: 11, 10: 30}, {9: 11, 10: 30}),
        ({9: 10, 10: 11, 11: 30}, {11: 30}),
        ({9: 10, 10: 9, 11: 12, 12: 30}, {12: 30}),
        ({9: 1, 10: 11, 11: 11, 12: 30}, {12: 30}),
        ({9: 1, 10: 11}, {}),
        ({9: 6, 10: 7}, {}),
    ],
    ids=["none small", "one small", "two small", "equal others", "nothing left", "all small"],
)
def test_a_small_hour_hides_the_smallest_of_the_others(persons, shown):
    rows = [row for hour, people in persons.items() for row in crowd(people, hour=hour)]
    hours = publication.site_hours(sessions(*rows), 11)
    assert dict(hours.select("hour", "sessions").iter_rows()) == shown


def test_persons_decide_and_sessions_are_shown():
    rows = [*crowd(11), *crowd(11), *crowd(5, hour=12), *crowd(5, hour=12), *crowd(20, hour=14)]
    hours = publication.site_hours(sessions(*rows), 11)
    assert hours.rows() == [("A", DAY, 14, 20)]


def test_sessions_less_than_half_an_hour_apart_are_one_visit():
    visits = publication.visits(
        sessions(
            ("A", DAY, 10, 1, 600, 610, "fr"),
            ("A", DAY, 10, 1, 639, 700, "fr"),
            ("A", DAY, 10, 1, 645, 650, "fr"),
            ("A", DAY, 12, 1, 730, 740, "fr"),
            ("B", DAY, 12, 1, 741, 750, "fr"),
            ("A", DAY, 10, 2, 600, 601, "fr"),
            ("A", DAY, 10, 3, 600, None, "fr"),
        )
    )
    # 29 minutes join, an overlap joins, 30 minutes part; another site or terminal is apart.
    assert visits.with_columns(pl.col("start_s", "stop_s") // MINUTE).rows() == [
        ("A", DAY, 1, 600, 700),
        ("A", DAY, 1, 730, 740),
        ("A", DAY, 2, 600, 601),
        ("B", DAY, 1, 741, 750),
    ]


def test_a_visit_ends_with_its_longest_session():
    visits = publication.visits(
        sessions(("A", DAY, 10, 1, 600, 700, "fr"), ("A", DAY, 10, 1, 610, 620, "fr"))
    )
    assert visits["stop_s"].to_list() == [700 * MINUTE]


@pytest.mark.parametrize(
    ("minutes", "dwell"),
    [
        (0, "0"),
        (14, "0"),
        (15, "15"),
        (59, "30"),
        (60, "60"),
        (120, "120"),
        (240, "240"),
        (999, "240"),
    ],
)
def test_dwell_classes_hold_their_lower_bound(minutes, dwell):
    counts = publication.month_counts(sessions(("A", DAY, 0, 1, 0, minutes, None)))
    assert counts.rows() == [("dwell", "A", JULY, dwell, 1, 1)]


def test_month_counts_add_up_over_days():
    one = sessions(
        ("A", DAY, 10, 1, 600, 605, "fr"),
        ("A", DAY, 12, 1, 720, 725, "en"),
        ("B", DAY, 14, 1, 840, 845, None),
    )
    other = sessions(("A", NEXT, 10, 1, 600, 605, "de"), ("B", NEXT, 10, 2, 600, 605, "de"))
    expected = [
        # Two short visits of one terminal on the 14th, one on the 15th.
        ("dwell", "A", JULY, "0", 2 + 1, 1 + 1),
        ("dwell", "B", JULY, "0", 1 + 1, 1 + 1),
        ("language", "A", JULY, "de", 1, 1),
        ("language", "A", JULY, "en", 1, 1),
        ("language", "B", JULY, "de", 1, 1),
        ("pair", "A", JULY, "B", 1, 1),
    ]
    assert publication.month_counts(pl.concat([one, other])).rows() == expected
    cell = ["kind", "site_id", "month", "item"]
    parts = pl.concat([publication.month_counts(one), publication.month_counts(other)])
    sums = parts.group_by(cell).agg(pl.col("count", "terminal_days").sum()).sort(cell)
    assert sums.rows() == expected


def test_pairs_are_kept_by_the_threshold_alone():
    counts = pl.DataFrame(
        [("pair", "A", JULY, "B", 11, 11), ("pair", "A", JULY, "C", 10, 10)],
        schema=publication.MONTH_COUNT,
        orient="row",
    )
    assert publication.published_months(counts, 11).rows() == [("pair", "A", JULY, "B", 11)]


@pytest.mark.parametrize(
    ("once", "twice", "shown"), [(11, 11, True), (10, 11, False), (11, 10, False)]
)
def test_returns_need_enough_on_both_sides(once, twice, shown):
    rows = [("A", f"t{number}", DAY) for number in range(once + twice)]
    rows += [("A", f"t{number}", date(2026, 5, 2)) for number in range(twice)]
    # Last year does not count, nor what comes after the month.
    rows += [("A", f"t{twice}", date(2025, 7, 2)), ("A", f"t{twice}", date(2026, 8, 2))]
    names = {"site_id": pl.String, "consented_terminal": pl.String, "day": pl.Date}
    returns = publication.published_returns(pl.DataFrame(rows, names, orient="row"), JULY, 11)
    assert returns.rows() == ([("A", JULY, once + twice, twice)] if shown else [])
