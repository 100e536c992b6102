"""A rule of the briefing: what it compares, in one territory, and what it found there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Engine

from data.selection import Selection

Read = TypeVar("Read")
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
    _kept: dict[Callable[["Scene"], Any], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def once(self, read: Callable[["Scene"], Read]) -> Read:
        """What `read` gives of this scene, read once however many rules need it."""
        if read not in self._kept:
            self._kept[read] = read(self)
        return self._kept[read]

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
    """A rule, as the methodology and docs/methods-briefing.md declare it.

    `compares`, `told_from`, `weighs` and `silent_when`: what is compared, from when on it is told,
    what it weighs and when nothing can be said, in French. `find` gives None in that last case.
    `sources`: the newest of them dates what it reads. `scopes`: the levels that it can judge.
    """

    code: str
    question: str
    theme: str
    href: str
    compares: str
    told_from: str
    weighs: str
    silent_when: str
    find: Callable[..., Finding | None]
    sources: tuple[str, ...] = ()
    scopes: tuple[str, ...] = TERRITORIES
