"""A reader who knows all that is published, and the rule itself, cannot find a hidden cell.

Three attacks: every small table, listed; integer programming on panels of ordinary size; and the
same publication drawn from different truths. Each breaks a weaker rule.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.footfall import publication
from tests.data.footfall.line_solver import Line, feasible_range

Rule = Callable[[pl.DataFrame, list[str], str, int], pl.DataFrame]
K = 11
DAY = date(2026, 7, 14)
HOURS = 24
CLASSES = len(publication.DWELL_CLASSES)
LANGUAGES = ("fr", "en", "de", "nl", "es", "it")


def threshold_alone(
    cells: pl.DataFrame, line: list[str], persons: str, threshold: int
) -> pl.DataFrame:
    """The naive rule: no complementary suppression."""
    return cells.filter(pl.col(persons) >= threshold)


def smallest_until_two(
    cells: pl.DataFrame, line: list[str], persons: str, threshold: int
) -> pl.DataFrame:
    """Hide more cells only until two are hidden, of `threshold` persons together."""
    ordered = cells.sort(*line, persons, "item")
    rank = pl.int_range(pl.len()).over(line)
    before = (pl.col(persons).cum_sum() - pl.col(persons)).over(line)
    small = pl.col(persons) < threshold
    extra = small.any().over(line) & ((rank < 2) | (before < threshold))
    return ordered.filter(~small & ~extra)


# --- every small table ---
def every_line(items: int, sessions: int, threshold: int) -> pl.DataFrame:
    """Every table of `items` cells and at most `sessions`, for every number of terminals."""
    cell = [(n, persons) for n in range(sessions + 1) for persons in range(min(n, 1), n + 1)]
    lines = pl.DataFrame({"total": [0], "most": [0], "sum": [0]})
    for item in range(items):
        one = pl.DataFrame(cell, schema=[f"count{item}", f"persons{item}"], orient="row")
        lines = lines.join(one, how="cross").with_columns(
            pl.col("total") + pl.col(f"count{item}"),
            pl.max_horizontal("most", f"persons{item}"),
            pl.col("sum") + pl.col(f"persons{item}"),
        )
        lines = lines.filter(pl.col("total") <= sessions)
    terminals = pl.int_ranges("most", pl.col("sum") + 1).alias("terminals")
    everyone = lines.with_columns(terminals).explode("terminals")
    return everyone.filter(pl.col("terminals") >= threshold).with_row_index("line")


def cells_of(lines: pl.DataFrame, items: int) -> pl.DataFrame:
    known = ["line", "total", "terminals"]
    parts = [
        lines.select(
            *known, pl.lit(item).alias("item"), count=f"count{item}", persons=f"persons{item}"
        )
        for item in range(items)
    ]
    return pl.concat(parts)


def cells_given_away(rule: Rule, items: int, sessions: int, threshold: int) -> pl.DataFrame:
    """Hidden nonzero cells that have one value in all the tables that give one publication."""
    cells = cells_of(every_line(items, sessions, threshold), items)
    shown = rule(cells.filter(pl.col("count") > 0), ["line"], "persons", threshold)
    shown = shown.select("line", "item", shown="count")
    cells = cells.join(shown, on=["line", "item"], how="left").sort("line", "item")
    seen = cells.group_by("line").agg(publication=pl.col("shown").fill_null(-1))
    hidden = cells.filter(pl.col("shown").is_null()).join(seen, on="line")
    values = hidden.group_by("total", "terminals", "publication", "item").agg(
        pl.col("count").unique()
    )
    return values.filter(pl.col("count").list.len() == 1, pl.col("count").list.first() > 0)


@pytest.mark.parametrize(
    ("items", "sessions", "threshold"), [(2, 12, 3), (3, 9, 3), (4, 7, 3), (3, 9, 2), (3, 10, 4)]
)
def test_no_small_table_gives_a_hidden_cell_away(items, sessions, threshold):
    assert cells_given_away(publication.published_cells, items, sessions, threshold).is_empty()


@pytest.mark.parametrize("rule", [threshold_alone, smallest_until_two])
def test_weaker_rules_give_cells_away(rule):
    assert not cells_given_away(rule, 3, 9, 3).is_empty()


# --- integer programming on panels ---
def panel(visits: list[tuple[int, int, int, str]]) -> pl.DataFrame:
    """Sessions of one site from (day number, hour, minutes, language), one terminal each."""
    rows = [
        ("site", DAY + timedelta(days=day), hour, number, hour * 3600, minutes, language)
        for number, (day, hour, minutes, language) in enumerate(visits)
    ]
    names = ["site_id", "day", "hour", "terminal", "start_s", "minutes", "language"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        stop_s=pl.col("start_s") + 60 * pl.col("minutes"),
        consented_terminal=pl.lit(None, pl.String),
    )
    return frame.select(list(publication.SESSION)).cast(publication.SESSION)


def random_panel(seed: int) -> pl.DataFrame:
    """Three days of a site; some terminals open several sessions."""
    rng = np.random.default_rng(seed)
    visits = [
        (
            int(rng.integers(3)),
            int(rng.normal(14, 3)) % HOURS,
            int(rng.exponential(60)),
            LANGUAGES[min(rng.geometric(0.4) - 1, 5)],
        )
        for _ in range(int(rng.integers(60, 400)))
    ]
    again = rng.random(len(visits)) < rng.choice([0, 0.3])
    return pl.concat([panel(visits), panel(visits).filter(pl.Series(again))])


# One cell under the threshold among full ones, every terminal with one session.
ONE_HIDDEN_HOUR = [
    (0, hour, 20, "fr") for hour in range(HOURS) for _ in range(3 if hour == 4 else 15)
]
ONE_HIDDEN_CLASS = [
    (0, 12, minutes, "fr")
    for minutes in (5, 20, 40, 90, 150, 300)
    for _ in range(4 if minutes == 300 else 20)
]
# Each hidden cell at its greatest value, so that their known sum leaves each no room above.
ALL_AT_THE_LIMIT = [
    (0, hour, 20, "fr") for hour in range(HOURS) for _ in range(10 if hour < 3 else 11)
]
ONE_HIDDEN_DAY = [
    (day, 10 + hour, 20, "fr")
    for day in range(3)
    for hour in range(2)
    for _ in range(2 if day == 1 else 30)
]
ADVERSARIAL = {
    "one hidden hour": ONE_HIDDEN_HOUR,
    "one hidden class": ONE_HIDDEN_CLASS,
    "all at the limit": ALL_AT_THE_LIMIT,
    "one hidden day": ONE_HIDDEN_DAY,
}


def lines_of(sessions: pl.DataFrame, complementary: bool = True) -> Iterator[Line]:
    """Every published line of a panel that hides something, as a reader knows it."""
    days = publication.site_days(sessions, K)
    kept = publication.of_published_days(sessions, days)
    hours = publication.site_hours(kept, K)
    for site_id, day, total, terminals in days.drop_nulls().iter_rows():
        shown = hours.filter(pl.col("site_id") == site_id, pl.col("day") == day)["sessions"]
        if shown.sum() < total:
            yield Line(tuple(shown), HOURS - len(shown), total, total, terminals, K, complementary)
    counts = publication.month_counts(kept)
    months = publication.published_months(counts, K)
    sums = days.drop_nulls().sum()
    terminals = sums["terminals"].item()
    # Visits lie between terminals and sessions; here every terminal says its language.
    for kind, items, most in (
        ("dwell", CLASSES, sums["sessions"].item()),
        ("language", len(LANGUAGES), terminals),
    ):
        shown = months.filter(pl.col("kind") == kind)["count"]
        if len(shown) < counts.filter(pl.col("kind") == kind).height:
            yield Line(
                tuple(shown), items - len(shown), terminals, most, terminals, K, complementary
            )


@pytest.mark.parametrize("seed", range(8))
def test_a_solver_finds_no_hidden_cell_of_a_random_panel(seed):
    ranges = [feasible_range(line) for line in lines_of(random_panel(seed))]
    assert ranges
    assert all(low < high for low, high in ranges)


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_solver_finds_no_hidden_cell_of_an_adversarial_panel(name):
    ranges = [feasible_range(line) for line in lines_of(panel(ADVERSARIAL[name]))]
    assert all(low < high for low, high in ranges)


@pytest.mark.parametrize("name", ["one hidden hour", "one hidden class", "all at the limit"])
def test_the_same_solver_breaks_the_threshold_alone(name, monkeypatch):
    monkeypatch.setattr(publication, "published_cells", threshold_alone)
    ranges = [feasible_range(line) for line in lines_of(panel(ADVERSARIAL[name]), False)]
    assert any(low == high > 0 for low, high in ranges)


# --- one publication, several truths ---
def everything_published(sessions: pl.DataFrame) -> list[pl.DataFrame]:
    days = publication.site_days(sessions, K)
    kept = publication.of_published_days(sessions, days)
    counts = publication.month_counts(kept)
    return [days, publication.site_hours(kept, K), publication.published_months(counts, K)]


def same(left: list[pl.DataFrame], right: list[pl.DataFrame]) -> bool:
    return all(one.equals(other) for one, other in zip(left, right, strict=True))


@given(terminals=st.integers(1, K - 1), hour=st.integers(0, 23), minutes=st.integers(0, 600))
@settings(max_examples=25, deadline=None)
def test_a_hidden_day_reads_the_same_whatever_it_held(terminals, hour, minutes):
    other = [visit for visit in ONE_HIDDEN_DAY if visit[0] != 1]
    hidden_day = [(1, hour, minutes, "fi")] * terminals
    publications = [
        everything_published(panel(truth)) for truth in (ONE_HIDDEN_DAY, other + hidden_day)
    ]
    assert same(*publications)


@given(st.lists(st.integers(0, 30), min_size=3, max_size=HOURS), st.data())
@settings(max_examples=40, deadline=None)
def test_exchanging_two_hidden_hours_changes_nothing_published(terminals_by_hour, data):
    visits = [(0, hour, 20, "fr") for hour, n in enumerate(terminals_by_hour) for _ in range(n)]
    sessions = panel([*visits, *[(1, 12, 20, "fr")] * K])
    before = everything_published(sessions)
    shown = set(before[1].filter(pl.col("day") == DAY)["hour"])
    hidden = st.sampled_from([hour for hour in range(HOURS) if hour not in shown] or [0])
    one, other = data.draw(hidden), data.draw(hidden)
    exchanged = sessions.with_columns(
        pl.when(pl.col("day") == DAY)
        .then(pl.col("hour").replace({one: other, other: one}))
        .otherwise("hour")
    )
    assert same(before, everything_published(exchanged))
