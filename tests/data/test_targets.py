"""What is aimed at, beside the figures: this very territory, the next year, whole years of sums."""

from datetime import date

import pytest
from sqlalchemy import Engine, insert

from data import schema
from data.indicators import INDICATORS, Target
from data.key_figure import KeyFigure
from data.selection import Selection
from data.targets import with_targets

LED, SPENT, CHANGE = "light_led_share_pct", "light_eur", "adjusted_change_pct"
FIGURES = [KeyFigure(LED, 45.0), KeyFigure(SPENT, 2.6e6), KeyFigure(CHANGE, 1.0)]


@pytest.fixture
def aimed(engine: Engine) -> Engine:
    rows = [
        ("syndicat", LED, 2025, 40.0),
        ("syndicat", LED, 2030, 80.0),
        ("syndicat", LED, 2035, 95.0),
        ("syndicat", SPENT, 2026, 2.4e6),
        ("departement:37", LED, 2026, 70.0),
        ("syndicat", CHANGE, 2026, 0.0),
    ]
    names = ("scope", "indicator_key", "year", "value")
    with engine.begin() as connection:
        connection.execute(
            insert(schema.target),
            [
                dict(zip(names, row, strict=True)) | {"origin": "vote", "simulated": False}
                for row in rows
            ],
        )
    return engine


def targets(engine: Engine, query: dict[str, str], year: int | None = None) -> dict[str, Target]:
    selection, _ = Selection.parse(query, today=date(2026, 11, 22))
    return {k: f.target for k, f in with_targets(engine, selection, FIGURES, year).items()}


def test_the_next_target_of_the_territory_is_the_one_that_counts(aimed: Engine) -> None:
    found = targets(aimed, {})
    assert found[LED] == Target(2030, 80.0, "vote", due=False)
    assert found[SPENT] == Target(2026, 2.4e6, "vote", due=True)
    assert targets(aimed, {"territoire": "departement:37"}) == {
        LED: Target(2026, 70.0, "vote", due=True),
        SPENT: None,
        CHANGE: None,
    }


def test_the_year_is_that_of_the_figures(aimed: Engine) -> None:
    assert targets(aimed, {}, year=2025)[LED] == Target(2025, 40.0, "vote", due=True)
    past = targets(aimed, {"periode": "annee", "au": "2024-12-31"})
    assert past[LED].year == 2025
    assert targets(aimed, {}, year=2036)[LED] is None


def test_the_target_of_a_sum_is_for_whole_years_only(aimed: Engine) -> None:
    month = targets(aimed, {"periode": "mois"})
    assert month[SPENT] is None
    assert month[LED].year == 2030


def test_a_figure_that_nobody_may_aim_at_has_no_target(aimed: Engine) -> None:
    assert INDICATORS[CHANGE].aim == ""
    assert targets(aimed, {})[CHANGE] is None


def test_who_has_an_aim_can_be_judged() -> None:
    aimed = [one for one in INDICATORS.values() if one.aim]
    assert len(aimed) == 28
    assert {one.aim for one in aimed} == {"level", "year"}
    assert {one.better_if for one in aimed} == {"up", "down"}
    assert len({one.label.casefold() for one in aimed}) == len(aimed)
