"""How old a sheet is, and which territories are alike."""

from datetime import date

import pandas as pd
import pytest

from data.inclusion.freshness import months_before, sheet_state
from data.inclusion.similar import commune_class, similar_epcis

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 12, date(2025, 3, 31)),
        (date(2026, 1, 15), 18, date(2024, 7, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_months_before(day, months, earlier):
    assert months_before(day, months) == earlier


@pytest.mark.parametrize(
    ("updated", "state"),
    [
        (date(2026, 3, 1), "fresh"),
        (date(2025, 3, 31), "fresh"),
        (date(2025, 3, 30), "check"),
        (date(2024, 9, 30), "check"),
        (date(2024, 9, 29), "outdated"),
        (None, "undated"),
    ],
)
def test_a_sheet_ages_by_months(updated, state):
    assert sheet_state(updated, TODAY) == state


def test_similar_epcis_have_about_the_same_size_and_communes():
    epcis = pd.DataFrame(
        {
            "population": [20_000, 22_000, 40_000, 50_000, 51_000, 20_000, 19_000],
            "communes": [20, 20, 30, 40, 40, 5, 21],
        },
        index=list("abcdefg"),
    )
    # 51,000 is over 2.5 times 20,000; five communes of 4,000 are no twenty of 1,000.
    assert similar_epcis(epcis, "a") == ["g", "b", "c", "d"]
    # Of "f", none.
    assert similar_epcis(epcis, "f") == []
    assert similar_epcis(epcis, "unknown") == []


def test_classes_of_communes_begin_at_their_bound():
    population = pd.Series([0, 499, 500, 2_000, 9_999, 10_000, None])
    assert commune_class(population).fillna(-1).to_list() == [0, 0, 1, 2, 2, 3, -1]
