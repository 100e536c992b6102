"""Digital inclusion: who lives far from help, cards out of date."""

from datetime import date

import pytest

from data.briefing import weight
from data.briefing.inclusion import cards, far
from tests import inclusion_store as made
from tests.data.briefing.briefing_store import scene

RECENT, OLD = date(2026, 1, 1), date(2024, 12, 31)


@pytest.fixture
def placed(store):
    made.fill_store(store)
    return store


def test_inhabitants_far_from_help_are_told(placed):
    # Richelieu is 0.2° from Tours, 22 km; Chambord 0.12° from Blois, 13 km.
    found = far(scene(placed))
    known = 10_000 + 4_000 + 5_000 + 100 + 1_000 + 500
    assert found.facts == {
        "population": 1_000 + 100,
        "share_pct": pytest.approx(100 * 1_100 / known),
        "communes": 2,
        "reach_km": 10,
    }
    assert found.weight == pytest.approx(weight.of_share(100 * 1_100 / known, 20))


def test_a_thousand_people_are_told_whatever_their_share(placed):
    with placed.begin() as writing:
        writing.exec_driver_sql(
            f"update out_inclusion_commune set population = 100000 "
            f"where commune_code = '{made.TOURS}'"
        )
    found = far(scene(placed, "departement:37"))
    assert found.facts["share_pct"] == pytest.approx(100 * 1_000 / 105_000)
    assert found.weight is not None


def test_few_of_a_large_territory_are_not_but_all_of_a_small_one_are(placed):
    loir_et_cher = far(scene(placed, "departement:41"))
    assert (loir_et_cher.facts["population"], loir_et_cher.weight) == (100, None)
    chambord = far(scene(placed, f"commune:{made.CHAMBORD}"))
    assert chambord.facts["share_pct"] == 100
    assert chambord.weight == pytest.approx(10 * 100 / (100 + 20))


def test_who_lives_near_is_not(placed):
    found = far(scene(placed, f"commune:{made.TOURS}"))
    assert (found.facts["population"], found.weight) == (0, None)


def test_distances_not_known_are_not_judged(placed):
    with placed.begin() as writing:
        writing.exec_driver_sql("update out_inclusion_commune set nearest_km = null")
    assert far(scene(placed)) is None


def add_cards(writing, *updated: date | None) -> None:
    for number, day in enumerate(updated):
        made.add_place(writing, f"lieu-{number}", made.TOURS, updated=day)


def test_cards_out_of_date_are_told(store, writing):
    add_cards(writing, RECENT, RECENT, RECENT, OLD, None)
    writing.commit()
    found = cards(scene(store, f"commune:{made.TOURS}"))
    assert found.facts == {
        "places": 5,
        "old": 2,
        "undated": 1,
        "months": 18,
        "share_pct": pytest.approx(100 * 2 / 5),
    }
    assert found.weight == pytest.approx(10 * 40 / (40 + 30))


@pytest.mark.parametrize(("old", "recent", "told"), [(1, 9, True), (1, 10, False), (0, 3, False)])
def test_cards_nearly_all_recent_are_not(store, writing, old, recent, told):
    add_cards(writing, *[OLD] * old, *[RECENT] * recent)
    writing.commit()
    assert (cards(scene(store)).weight is not None) is told


def test_a_card_ages_with_the_day_only(store, writing):
    """Eighteen months before the day is not older than eighteen months."""
    add_cards(writing, date(2025, 1, 1), RECENT, RECENT)
    writing.commit()
    assert cards(scene(store)).facts["old"] == 0


def test_two_cards_make_no_share(store, writing):
    add_cards(writing, OLD, OLD)
    writing.commit()
    assert cards(scene(store)) is None
