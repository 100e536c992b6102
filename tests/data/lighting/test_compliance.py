"""Rules of the order of 27 December 2018, point by point."""

from datetime import date

import pandas as pd
import pytest

from data.lighting.burning import EVERY_DAY, Reduction, Schedule
from data.lighting.compliance import BROKEN, KEPT, UNKNOWN, dark_after_1h, rule_counts, verdicts
from data.lighting.nights import nights
from data.lighting.vocabulary import RULES

POINT = {
    "street": "rue",
    "lamp": "led",
    "colour_k": 3000,
    "ulr_pct": 0.5,
    "installed_year": 2021,
    "zone": None,
    "dark_after_1h": None,
}
YEAR = nights(47.39, 0.69, date(2026, 1, 1), date(2026, 12, 31))


def verdict(rule: str, **changes: object) -> str | None:
    return verdicts(pd.DataFrame([POINT | changes], index=["P1"])).loc["P1", rule]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"colour_k": 3000}, KEPT),
        ({"colour_k": 4000}, BROKEN),
        ({"colour_k": None}, UNKNOWN),
        ({"colour_k": None, "lamp": "sodium_hp"}, KEPT),
        ({"colour_k": None, "lamp": "mercury"}, UNKNOWN),
        ({"colour_k": 4000, "street": "parking"}, BROKEN),
        # Free for heritage and gardens, except in a reserve.
        ({"colour_k": 4000, "street": "patrimoine"}, None),
        ({"colour_k": 4000, "street": "parc"}, None),
        ({"colour_k": 2700, "street": "parc", "zone": "reserve"}, BROKEN),
        ({"colour_k": 2700, "zone": "reserve"}, BROKEN),
        ({"colour_k": 2400, "zone": "reserve"}, KEPT),
        ({"colour_k": 2700, "zone": "parc"}, UNKNOWN),
        ({"colour_k": 2200, "zone": "parc"}, KEPT),
        ({"colour_k": 4000, "zone": "parc"}, BROKEN),
        ({"colour_k": 3000, "zone": "site"}, KEPT),
    ],
)
def test_colour(changes: dict, expected: str | None) -> None:
    assert verdict("colour_k", **changes) == expected


@pytest.mark.parametrize(
    ("year", "ulr_pct", "new", "old"),
    [
        (2020, 1.0, KEPT, None),
        (2020, 1.1, BROKEN, None),
        (2020, None, UNKNOWN, None),
        (2019, 4.0, None, KEPT),
        (2019, 4.1, None, BROKEN),
        (2019, None, None, UNKNOWN),
        # Without its year a point is judged where both rules agree.
        (None, 1.0, None, KEPT),
        (None, 2.0, None, UNKNOWN),
        (None, 5.0, None, BROKEN),
        (None, None, None, UNKNOWN),
    ],
)
def test_light_sent_upwards(
    year: int | None, ulr_pct: float | None, new: str | None, old: str | None
) -> None:
    assert verdict("ulr_new", installed_year=year, ulr_pct=ulr_pct) == new
    assert verdict("ulr_old", installed_year=year, ulr_pct=ulr_pct) == old


@pytest.mark.parametrize(("dark", "expected"), [(True, KEPT), (False, BROKEN), (None, UNKNOWN)])
def test_heritage_and_gardens_are_off_at_1h(dark: bool | None, expected: str) -> None:
    assert verdict("heritage_off", street="patrimoine", dark_after_1h=dark) == expected
    assert verdict("heritage_off", street="parc", dark_after_1h=dark) == expected
    assert verdict("heritage_off", street="rue", dark_after_1h=dark) is None


def test_the_activity_of_a_car_park_is_not_known() -> None:
    assert verdict("parking_off", street="parking", dark_after_1h=True) == UNKNOWN
    assert verdict("parking_off") is None


@pytest.mark.parametrize(
    ("start_min", "end_min", "season_end", "level_pct", "dark"),
    [
        (60, 720, "12-31", 0.0, True),
        (1380, 720, "12-31", 0.0, True),
        # A minute late; lit again at 5 h; not in winter; dimmed only.
        (61, 720, "12-31", 0.0, False),
        (0, 300, "12-31", 0.0, False),
        (60, 720, "12-30", 0.0, False),
        (60, 720, "12-31", 10.0, False),
    ],
)
def test_dark_after_1h(
    start_min: int, end_min: int, season_end: str, level_pct: float, dark: bool
) -> None:
    window = Reduction(EVERY_DAY, "01-01", season_end, start_min, end_min, level_pct)
    assert dark_after_1h(YEAR, Schedule("astronomic", reductions=(window,))) is dark


def test_fixed_hours_that_end_at_1h_are_dark_after_it() -> None:
    assert dark_after_1h(YEAR, Schedule("fixed", 1080, 60))
    assert not dark_after_1h(YEAR, Schedule("fixed", 1080, 61))


def test_counts_by_rule_leave_out_points_not_concerned() -> None:
    points = pd.DataFrame(
        [
            POINT,
            POINT | {"colour_k": 4000},
            POINT | {"colour_k": None, "installed_year": 2000, "ulr_pct": 20},
            POINT | {"street": "parc", "dark_after_1h": False},
        ]
    )
    counts = rule_counts(verdicts(points)).set_index("rule")
    assert list(counts.index) == list(RULES)
    assert counts.loc["colour_k"].tolist() == [1, 1, 1]
    assert counts.loc["ulr_new"].tolist() == [3, 0, 0]
    assert counts.loc["ulr_old"].tolist() == [0, 1, 0]
    assert counts.loc["heritage_off"].tolist() == [0, 1, 0]
    assert counts.loc["parking_off"].tolist() == [0, 0, 0]


def test_no_point_gives_no_verdict() -> None:
    found = verdicts(pd.DataFrame(columns=list(POINT)))
    assert found.empty
    assert rule_counts(found)[[KEPT, BROKEN, UNKNOWN]].to_numpy().sum() == 0
