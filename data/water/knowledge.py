"""P103.2B, what a service knows of its network and how it manages it: 0 to 120 points.

Source: arrêté du 2 mai 2007, annex I, as changed by that of 2 December 2013. The inventory counts
only with the 15 points of the plan, and the rest only with 40 points of plan and inventory.
"""

from collections.abc import Mapping
from typing import NamedTuple

# Codes of SISPEA. Shares are percents of the length; the others are 1 (yes) or 0 (no).
PLAN, PLAN_UPDATE = "VP.236", "VP.237"
INVENTORY, MATERIALS_PCT, INVENTORY_UPDATE, LAID_PCT = "VP.238", "VP.239", "VP.240", "VP.241"
MANAGEMENT = {
    "VP.242": 10,  # Where valves, vents, hydrants are.
    "VP.243": 10,  # Pumps and electric equipment listed each year.
    "VP.244": 10,  # Where service pipes are.
    "VP.245": 10,  # Each customer's meter, with the day it was laid.
    "VP.246": 10,  # Where leaks were looked for.
    "VP.247": 10,  # Where other works were done.
    "VP.248": 10,  # A programme of renewal over several years.
    "VP.249": 5,  # A model of the network.
}
SHARES = (MATERIALS_PCT, LAID_PCT)
PARTS = (PLAN, PLAN_UPDATE, INVENTORY, *SHARES, INVENTORY_UPDATE, *MANAGEMENT)
# The parts that bring points, by what they are about; the others only open them.
OF_PLAN, OF_INVENTORY, OF_MANAGEMENT = (PLAN, PLAN_UPDATE), SHARES, tuple(MANAGEMENT)
PLAN_POINTS, DETAILED_POINTS = 15, 40
# Points of a share of the length: 10 from a half, then one each tenth, the fifth from 95 %.
STEPS_PCT = (60, 70, 80, 90, 95)
HALF_PCT = 50


class Knowledge(NamedTuple):
    """Points of each part and of the whole; None where a missing part decides.

    `detailed`: 40 points, the detailed description asked by the decree of 27 January 2012.
    """

    points: int | None
    plan: int | None
    inventory: int | None
    management: int | None
    detailed: bool | None
    missing: tuple[str, ...]


def knowledge(values: Mapping[str, float]) -> Knowledge:
    """The points of declared parts, code -> value.

    A part that is not declared never counts as no: the points are known only where they are the
    same with all missing parts at their least and at their most.
    """
    missing = tuple(code for code in PARTS if not _known(values.get(code)))
    bounds = _bounds(values)
    low, high = (
        [sum(bound[code] for code in part) for part in (OF_PLAN, OF_INVENTORY, OF_MANAGEMENT)]
        for bound in bounds
    )
    plan, inventory, management = (a if a == b else None for a, b in zip(low, high, strict=True))
    points = sum(low) if sum(low) == sum(high) else None
    described = [sum(part[:2]) >= DETAILED_POINTS for part in (low, high)]
    detailed = described[0] if described[0] == described[1] else None
    return Knowledge(points, plan, inventory, management, detailed, missing)


def points_of_parts(values: Mapping[str, float]) -> dict[str, int | None]:
    """Code -> the points that a part brings; None where a part that is not declared decides.

    Without the parts that bring none by themselves.
    """
    low, high = _bounds(values)
    return {code: low[code] if low[code] == high[code] else None for code in low}


def _bounds(values: Mapping[str, float]) -> tuple[dict[str, int], dict[str, int]]:
    """The points of parts with those that are not declared at their least, and at their most."""
    least = {code: values[code] if _known(values.get(code)) else 0.0 for code in PARTS}
    best = {code: 100.0 if code in SHARES else 1.0 for code in PARTS}
    most = {code: values[code] if _known(values.get(code)) else best[code] for code in PARTS}
    return _points(least), _points(most)


def _points(values: Mapping[str, float]) -> dict[str, int]:
    has_plan, has_inventory = bool(values[PLAN]), bool(values[INVENTORY])
    points = {PLAN: 10 * has_plan, PLAN_UPDATE: 5 * bool(has_plan and values[PLAN_UPDATE])}
    inventoried = has_inventory and sum(points.values()) == PLAN_POINTS
    # Dates of laying count as soon as there is an inventory; materials once it is kept up.
    kept_up = inventoried and values[INVENTORY_UPDATE]
    points[MATERIALS_PCT] = _share_points(values[MATERIALS_PCT]) if kept_up else 0
    points[LAID_PCT] = _share_points(values[LAID_PCT]) if inventoried else 0
    described = sum(points.values()) >= DETAILED_POINTS
    managed = {code: worth * bool(values[code] and described) for code, worth in MANAGEMENT.items()}
    return points | managed


def _share_points(share_pct: float) -> int:
    if share_pct < HALF_PCT:
        return 0
    return 10 + sum(share_pct >= step for step in STEPS_PCT)


def _known(value: float | None) -> bool:
    return value is not None and value == value
