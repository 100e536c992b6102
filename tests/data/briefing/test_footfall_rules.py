"""Footfall: changes against their usual variation, access points out of service."""

import pytest

from data.briefing import weight
from data.briefing.footfall import access_points, change
from tests.data.briefing.briefing_store import (
    LAST,
    SCOPES,
    add_footfall,
    add_service,
    days_back,
    scene,
)

# Windows of 28 days before the last: their change is 0 and 4 % in turn.
USUAL_PCT, SPREAD_PTS = 2.0, 1.4826 * 2
WINDOW = 28


def windows(now: int, past: int = 6, before: int = 100) -> dict:
    """Days by window, the last one first: `now` for `before`, then 100 and 104 in turn."""
    steps = [now, *(before + before * (4 * (step % 2)) // 100 for step in range(past))]
    return {
        day: (terminals, before)
        for step, terminals in enumerate(steps)
        for day in days_back(WINDOW * (step + 1))[WINDOW * step :]
    }


def test_a_change_beyond_its_usual_variation_is_told(store, writing):
    add_footfall(writing, windows(110))
    writing.commit()
    found = change(scene(store))
    deviations = (10 - USUAL_PCT) / SPREAD_PTS
    assert found.weight == pytest.approx(10 * deviations / (deviations + 2))
    assert found.facts == {
        "first_day": days_back(WINDOW)[-1],
        "last_day": LAST,
        "change_pct": pytest.approx(10),
        "usual_low_pct": pytest.approx(USUAL_PCT - 2 * SPREAD_PTS),
        "usual_high_pct": pytest.approx(USUAL_PCT + 2 * SPREAD_PTS),
        "terminals": 28 * 110,
        "terminals_before": 28 * 100,
    }


@pytest.mark.parametrize(("now", "told"), [(108, True), (107, False), (97, False), (96, True)])
def test_what_it_usually_does_is_not_told(store, writing, now, told):
    """The usual interval is 2 ± 2 × 2.97: from −3.93 to 7.93 %."""
    add_footfall(writing, windows(now))
    writing.commit()
    assert (change(scene(store)).weight is not None) is told


def test_a_past_that_never_moves_does_not_make_two_points_unusual(store, writing):
    days = dict.fromkeys(days_back(WINDOW * 7), (100, 100))
    add_footfall(writing, days | dict.fromkeys(days_back(WINDOW), (103, 100)))
    writing.commit()
    found = change(scene(store))
    assert found.weight is None
    assert found.facts["usual_high_pct"] == pytest.approx(2 * 2)


def test_no_change_at_all_is_judged(store, writing):
    add_footfall(writing, dict.fromkeys(days_back(WINDOW * 7), (100, 100)))
    writing.commit()
    assert change(scene(store)).weight is None


def test_too_little_past_tells_nothing(store, writing):
    add_footfall(writing, windows(150, past=5))
    writing.commit()
    assert change(scene(store)) is None


def test_too_few_days_tell_nothing(store, writing):
    days = windows(150)
    for day in days_back(8):
        del days[day]
    add_footfall(writing, days)
    # The network is known to its last day.
    add_footfall(writing, {LAST: (100, 100)}, ["syndicat"])
    writing.commit()
    assert change(scene(store, "commune:37261")) is None


def test_days_that_are_not_whole_are_not_counted(store, writing):
    add_footfall(writing, windows(110))
    partial = days_back(WINDOW)[1:8]
    days = ", ".join(f"'{day}'" for day in partial)
    writing.exec_driver_sql(
        f"update out_footfall_day set complete = 0, common_terminals = 1 where day in ({days})"
    )
    writing.commit()
    found = change(scene(store)).facts
    assert (found["terminals"], found["terminals_before"]) == (21 * 110, 21 * 100)


def test_one_day_more_is_enough(store, writing):
    days = windows(150)
    for day in days_back(8)[1:]:
        del days[day]
    add_footfall(writing, days)
    writing.commit()
    assert change(scene(store)).facts["terminals"] == 21 * 150


def test_a_territory_silent_since_the_network_went_on_tells_nothing(store, writing):
    add_footfall(writing, dict.fromkeys(days_back(WINDOW * 8), (100, 100)), ["syndicat"])
    old = dict.fromkeys(days_back(WINDOW * 8)[WINDOW:], (150, 100))
    add_footfall(writing, old, ["commune:37261"])
    writing.commit()
    assert change(scene(store, "commune:37261")) is None


def test_too_few_terminals_tell_nothing(store, writing):
    # 28 × 17 is under 500.
    add_footfall(writing, dict.fromkeys(days_back(WINDOW * 7), (30, 17)))
    writing.commit()
    assert change(scene(store)) is None


def test_one_site_speaks_for_itself_and_its_commune_only(store, writing):
    add_footfall(writing, windows(110), (*SCOPES, "site:S1"), sites=2)
    writing.commit()
    found = {scope: change(scene(store, scope)) for scope in (*SCOPES, "site:S1")}
    assert [scope for scope, one in found.items() if one] == ["commune:37261", "site:S1"]


def test_hours_that_access_points_miss_are_told(store, writing):
    add_service(writing, up_h=84.0)
    writing.commit()
    found = access_points(scene(store, "commune:37261"))
    assert found.facts["out_pct"] == pytest.approx(100 * 12 / 96)
    assert found.facts["out_h"] == pytest.approx(7 * 12)
    assert found.facts["out_access_points"] == pytest.approx(4 * 12 / 96)
    assert found.weight == pytest.approx(weight.of_share(12.5, 10))


@pytest.mark.parametrize(
    ("up_h", "points", "told"),
    [
        (96 * 0.95, 4, True),
        (96 * 0.96, 4, False),
        # 10 % of one access point is 16.8 hours, under a day.
        (24 * 0.9, 1, False),
    ],
)
def test_a_few_hours_missed_are_not(store, writing, up_h, points, told):
    add_service(writing, up_h, points)
    writing.commit()
    assert (access_points(scene(store)).weight is not None) is told


def test_too_few_days_of_supervision_tell_nothing(store, writing):
    add_service(writing, up_h=0.0, days=4)
    writing.commit()
    assert access_points(scene(store)) is None
