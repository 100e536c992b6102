"""P103.2B by hand, its prerequisites, and what a missing part leaves unknown."""

import pytest

from data.water.knowledge import MANAGEMENT, PARTS, knowledge, points_of_parts

ALL = dict.fromkeys(PARTS, 1.0) | {"VP.239": 100, "VP.241": 100}


def test_everything_is_worth_120_and_nothing_0():
    best = knowledge(ALL)
    assert (best.plan, best.inventory, best.management) == (10 + 5, 15 + 15, 7 * 10 + 5)
    assert (best.points, best.detailed, best.missing) == (120, True, ())
    worst = knowledge(dict.fromkeys(PARTS, 0.0))
    assert (worst.points, worst.detailed) == (0, False)


@pytest.mark.parametrize(
    ("share", "points"),
    [(49.9, 0), (50, 10), (59, 10), (60, 11), (70, 12), (80, 13), (90, 14), (94, 14), (95, 15)],
)
def test_points_of_a_share_of_the_length(share, points):
    assert knowledge(ALL | {"VP.239": share, "VP.241": 50}).inventory == points + 10
    assert knowledge(ALL | {"VP.241": share, "VP.239": 50}).inventory == points + 10


def test_the_inventory_needs_the_whole_plan():
    assert knowledge(ALL | {"VP.237": 0}).points == 10
    assert knowledge(ALL | {"VP.236": 0}).points == 0


def test_the_rest_needs_40_points():
    # 15 + 15 + 10 = 40 points, then 75; 15 + 14 + 10 = 39 points and nothing more.
    enough = knowledge(ALL | {"VP.239": 95, "VP.241": 50})
    assert (enough.points, enough.detailed) == (40 + 75, True)
    short = knowledge(ALL | {"VP.239": 90, "VP.241": 50})
    assert (short.points, short.management, short.detailed) == (39, 0, False)


def test_materials_count_with_an_inventory_that_is_kept_up():
    assert knowledge(ALL | {"VP.240": 0}).inventory == 15
    assert knowledge(ALL | {"VP.238": 0}).inventory == 0


def test_a_part_not_declared_is_not_a_no():
    values = {code: value for code, value in ALL.items() if code != "VP.243"}
    found = knowledge(values)
    assert (found.points, found.management, found.missing) == (None, None, ("VP.243",))
    # Without the 40 points it changes nothing.
    assert knowledge(values | {"VP.241": 0, "VP.239": 50}).points == 15 + 10
    assert knowledge(values | {"VP.243": float("nan")}).points is None
    assert knowledge({}).points is None
    assert knowledge({"VP.236": 0}).points == 0


def test_parts_of_management_add_up_to_75():
    assert sum(MANAGEMENT.values()) == 75


def test_points_of_each_part_add_up_to_the_index():
    # 12 points of 75 %, 11 of 67 %: 15 + 23 = 38 points, so that no part of management counts.
    short = ALL | {"VP.239": 75, "VP.241": 67, "VP.244": 0}
    parts = points_of_parts(short)
    assert (parts["VP.236"], parts["VP.237"], parts["VP.239"], parts["VP.241"]) == (10, 5, 12, 11)
    assert {parts[code] for code in MANAGEMENT} == {0}
    assert sum(parts.values()) == knowledge(short).points == 38
    assert sum(points_of_parts(ALL).values()) == 120


def test_a_part_not_declared_has_no_points_unless_nothing_can_change_them():
    values = {code: value for code, value in ALL.items() if code != "VP.243"}
    assert points_of_parts(values)["VP.243"] is None
    assert points_of_parts(values)["VP.242"] == 10
    assert points_of_parts(values | {"VP.237": 0})["VP.243"] == 0
