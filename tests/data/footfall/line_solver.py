"""What integer programming finds out about a hidden cell of a published line."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass(frozen=True)
class Line:
    """A published line: its shown counts, how many items are hidden, what is known of its margins.

    `complementary` tells which rule the reader knows to be in force.
    """

    shown: tuple[int, ...]
    hidden: int
    total_low: int
    total_high: int
    terminals: int
    threshold: int
    complementary: bool = True


class _Model:
    """Named integer variables, each with its bounds, and linear constraints on them."""

    def __init__(self) -> None:
        self.bounds: list[tuple[float, float]] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def variable(self, low: float, high: float) -> int:
        self.bounds.append((low, high))
        return len(self.bounds) - 1

    def require(self, terms: dict[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.append((terms, low, high))

    def extreme(self, variable: int, sign: int) -> float:
        matrix = np.zeros((len(self.rows), len(self.bounds)))
        for number, (terms, _low, _high) in enumerate(self.rows):
            for position, factor in terms.items():
                matrix[number, position] += factor
        cost = np.zeros(len(self.bounds))
        cost[variable] = sign
        found = milp(
            cost,
            integrality=np.ones(len(self.bounds)),
            bounds=Bounds(*np.array(self.bounds).T),
            constraints=LinearConstraint(
                matrix, [low for _t, low, _h in self.rows], [high for _t, _l, high in self.rows]
            ),
        )
        assert found.success, found.message
        return sign * found.fun


def feasible_range(line: Line) -> tuple[int, int]:
    """Least and greatest count that a hidden item can have; the same for every hidden item.

    All that is known of hidden items is alike for each of them. The reader also knows that one of
    them at least is not empty.
    """
    model = _Model()
    most, terminals, k = line.total_high, line.terminals, line.threshold
    big_persons = model.variable(k, terminals)
    total = {model.variable(line.total_low, line.total_high): -1.0}
    persons: dict[int, float] = {}
    smalls, bigs, counts = [], [], []
    for _ in range(line.hidden):
        count, people = model.variable(0, most), model.variable(0, terminals)
        small, big = model.variable(0, 1), model.variable(0, int(line.complementary))
        model.require({small: 1, big: 1}, high=1)
        model.require({count: 1, people: -1}, low=0)
        model.require({count: 1, small: -most, big: -most}, high=0)
        model.require({people: 1, small: -1, big: -k}, low=0)
        model.require({people: 1, small: 1 - k, big: -terminals}, high=0)
        # All hidden items that are not small have the same persons, fewer than any shown item.
        model.require({people: 1, big_persons: -1, big: terminals}, high=terminals)
        model.require({people: 1, big_persons: -1, big: -terminals}, low=-terminals)
        total[count] = persons[people] = 1
        counts, smalls, bigs = [*counts, count], [*smalls, small], [*bigs, big]
    for value in line.shown:
        people = model.variable(k, min(value, terminals))
        persons[people] = 1
        if line.complementary:
            model.require({people: 1, big_persons: -1}, low=1)
    model.require(dict.fromkeys(smalls, 1), low=1)
    if line.complementary and line.shown:
        model.require(dict.fromkeys(bigs, 1), low=1)
    model.require(total, low=-sum(line.shown), high=-sum(line.shown))
    model.require(persons, low=terminals)
    low, high = (model.extreme(counts[0], sign) for sign in (1, -1))
    return round(low), round(high)
