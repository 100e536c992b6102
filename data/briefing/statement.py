"""A statement of the home page: what a declared rule found, and where its evidence is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CHANGES, COSTS, DECIDE = "changes", "costs", "decide"
# The questions of the home page, in the order they are asked.
QUESTIONS = {
    CHANGES: "Ce qui change",
    COSTS: "Ce que cela coûte",
    DECIDE: "Ce qu’il faut décider",
}
AT_MOST = 7


@dataclass(frozen=True)
class Statement:
    """What one rule found in one territory; its sentence is in components/findings/briefing.py.

    `theme`: one of the five, or "sources" for late data. `weight`: from 0 to 10, what ranks it
    among the others. `facts`: the numbers of the sentence, units in their names, at least one.
    `href`: the screen that proves it, without the selection.
    """

    code: str
    question: str
    theme: str
    weight: float
    facts: Mapping[str, Any]
    href: str
