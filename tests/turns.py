"""The order in which files of tests are handed to the workers of a run."""

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

import pytest

# What tests take, in general: the unit is a tenth of a second.
WEIGHT, LONG_WEIGHT, BROWSER_WEIGHT = 1, 40, 40


def takes_a_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def fast_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The order for who waits in front of one worker: tests that open a browser come last."""
    return sorted(items, key=takes_a_browser)


def longest_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The order for several workers: file by file, so that all of them end at the same time.

    The longest files come first. A test in a browser mostly waits, the others compute: both
    kinds go forward together, each at its pace, so that some always compute while others wait.
    """
    items = list(items)
    # Tests of one file that open no browser go with those that do: a file is not shared.
    in_browser = {item.path for item in items if takes_a_browser(item)}
    weights = Counter()
    for item in items:
        weights[item.path] += _weight(item)
    turns: dict[object, float] = {}
    for files in (in_browser, weights.keys() - in_browser):
        ordered = sorted(files, key=lambda path: (-weights[path], path))
        begun = accumulate((weights[path] for path in ordered), initial=0)
        total = sum(weights[path] for path in ordered)
        turns |= {path: start / total for path, start in zip(ordered, begun, strict=False)}
    return sorted(items, key=lambda item: (turns[item.path], item.path))


def _weight(item: pytest.Item) -> int:
    if takes_a_browser(item):
        return BROWSER_WEIGHT
    return LONG_WEIGHT if item.get_closest_marker("long") else WEIGHT
