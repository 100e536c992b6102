"""The order of files: the longest first, both kinds of tests side by side."""

from pathlib import Path
from types import SimpleNamespace

from tests import turns


def some_tests(name: str, count: int, *marks: str) -> list[SimpleNamespace]:
    """As many tests of one file, with these marks."""
    marked = set(marks)
    test = SimpleNamespace(path=Path(name), get_closest_marker=lambda mark: mark in marked or None)
    return [test] * count


def files(items: list[SimpleNamespace]) -> list[str]:
    """The files in the order in which they begin; each is whole."""
    names = [item.path.name for item in items]
    begun = list(dict.fromkeys(names))
    assert names == sorted(names, key=begun.index)
    return begun


SHORT = [*some_tests("plain_short", 10), *some_tests("browser_short", 1, "browser")]
LONG = [*some_tests("plain_long", 30), *some_tests("browser_long", 3, "browser")]


def test_the_longest_come_first_and_both_kinds_go_forward_together() -> None:
    expected = ["browser_long", "plain_long", "browser_short", "plain_short"]
    assert files(turns.longest_first(SHORT + LONG)) == expected


def test_a_few_long_tests_count_more_than_many_short_ones() -> None:
    few = some_tests("few", 2, "long")
    assert files(turns.longest_first(LONG[:30] + few)) == ["few", "plain_long"]
    assert files(turns.longest_first(few)) == ["few"]


def test_in_front_of_one_worker_those_in_a_browser_come_last() -> None:
    assert files(turns.fast_first(LONG[30:] + SHORT[:10])) == ["plain_short", "browser_long"]
