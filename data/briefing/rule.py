"""A rule of the briefing: what it compares, in one territory, and what it found there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine

from data.selection import Selection

TERRITORIES = ("syndicat", "departement", "epci", "commune")
WITH_SITES = (*TERRITORIES, "site")


@dataclass(frozen=True)
class Scene:
    """What a rule reads of: a store, a territory, the current day.

    `selection` is that of the territory and of no period: the twelve months that end yesterday.
    `population`: inhabitants of the territory, 0 when nobody knows.
    """

    engine: Engine
    selection: Selection
    today: date
    population: int = 0

    @property
    def scope(self) -> str:
        """The territory."""
        return self.selection.scope

    @property
    def level(self) -> str:
        """`syndicat`, `departement`, `epci`, `commune`, `site`."""
        return self.scope.partition(":")[0]


@dataclass(frozen=True)
class Finding:
    """The numbers that a rule judged; `weight` from 0 to 10, None when they are nothing unusual."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    weight: float | None = None
    # The screen that proves it, when it is not that of the rule.
    href: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule, as docs/methods-briefing.md declares it.

    `find` gives None where there is nothing to judge: no data, too few, or not comparable.
    `sources`: the newest of them dates what it reads. `scopes`: the levels that it can judge.
    """

    code: str
    question: str
    theme: str
    sources: tuple[str, ...]
    href: str
    find: Callable[[Scene], Finding | None]
    scopes: tuple[str, ...] = TERRITORIES
