"""What changes the consumption of a building: works, drifts, leaks, all of known size."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
import polars as pl

from loaders.demo.buildings import DemoBuilding
from loaders.demo.days import CHANGES, generator

# Works of one building never come twice in the life of the demonstration.
WORKS_FROM_YEAR, WORKS_CYCLE_YEARS = 2021, 16
CLOSED_ON, USE_CHANGED_ON = date(2025, 10, 6), date(2025, 9, 1)
CLOSED_LEVEL, NEW_USE_LEVEL = 0.12, 1.35
DRIFTS_PER_BUILDING, LEAST_DRIFTS, DRIFT_CYCLE_DAYS = 0.03, 4, 1095
LEAKS_PER_BUILDING, LEAST_LEAKS, LEAK_CYCLE_DAYS = 0.025, 2, 730
DRIFT_EXCESS, LEAK_L_PER_H = (0.08, 0.25), (15, 200)
# How many others begin before an episode stops: about three are open on any day.
EPISODE_TURNS = (1.2, 5.0)

# kind: label, least and greatest saving, euros per m²
WORKS = {
    "led": ("Remplacement des luminaires par des LED", 0.08, 0.25, 38),
    "chaudiere": ("Nouvelle chaudière et régulation", 0.08, 0.22, 65),
    "isolation": ("Isolation des combles et des façades", 0.14, 0.35, 170),
}


@dataclass(frozen=True)
class Work:
    """Works or an event: from the day after `last_day` on, `energy` (all: None) is × `level`."""

    building: DemoBuilding
    kind: str
    label: str
    first_day: date
    last_day: date
    energy: str | None
    level: float
    cost_eur: float | None

    @property
    def saving_pct(self) -> float | None:
        """The saving announced, which is the true one; None for what is not meant to save."""
        return None if self.cost_eur is None else round(100 * (1 - self.level), 1)


@dataclass(frozen=True)
class Episode:
    """A drift (`size` is the share in excess) or a leak (litres per hour), `stop` excluded."""

    building: DemoBuilding
    start: date
    stop: date
    size: float


Happening = TypeVar("Happening", Work, Episode)


@dataclass(frozen=True)
class Changes:
    """All that happens, by number of building."""

    works: dict[int, list[Work]]
    drifts: dict[int, list[Episode]]
    leaks: dict[int, list[Episode]]


def by_building(happenings: Iterable[Happening]) -> dict[int, list[Happening]]:
    """The same, gathered by number of building."""
    gathered: dict[int, list[Happening]] = {}
    for happening in happenings:
        gathered.setdefault(happening.building.number, []).append(happening)
    return gathered


def works(steady: Sequence[DemoBuilding]) -> list[Work]:
    """One of each of these buildings, some day of sixteen years; two are closed or change use.

    They neither drift nor share a meter, so that what works have saved can be told.
    """
    closed, changed = steady[len(steady) // 2], steady[len(steady) // 3]
    others = [building for building in steady if building not in (closed, changed)]
    events = [
        _event(closed, "fermeture", "Fermeture au public", CLOSED_ON, CLOSED_LEVEL),
        _event(changed, "usage", "Accueil de nouvelles activités", USE_CHANGED_ON, NEW_USE_LEVEL),
    ]
    return [*events, *(_work(place, building) for place, building in enumerate(others))]


def _event(building: DemoBuilding, kind: str, label: str, day: date, level: float) -> Work:
    return Work(building, kind, label, day, day, None, level, None)


def _work(place: int, building: DemoBuilding) -> Work:
    random = generator(CHANGES, building.number)
    year = WORKS_FROM_YEAR + (place * 7 + 4) % WORKS_CYCLE_YEARS
    first = date(year, 1, 1) + timedelta(days=int(random.integers(365)))
    kind = tuple(WORKS)[random.integers(len(WORKS))]
    label, least, greatest, per_m2 = WORKS[kind]
    saving = round(random.uniform(least, greatest), 3)
    cost = round(per_m2 * building.floor_m2 * random.uniform(0.7, 1.3), -2)
    return Work(
        building,
        kind,
        label,
        first,
        first + timedelta(days=int(random.integers(7, 60))),
        "electricity" if kind == "led" else building.heating,
        1 - saving,
        float(cost),
    )


def work_rows(done: Sequence[Work], first: date, today: date) -> pl.DataFrame:
    """Rows of core_building_work: what is over between `first` and yesterday."""
    known = [work for work in done if work.first_day >= first and work.last_day < today]
    return pl.DataFrame(
        [
            {
                "work_id": f"demo-travaux-{work.building.number:03}",
                "building_id": work.building.building_id,
                "kind": work.kind,
                "label": work.label,
                "first_day": work.first_day,
                "last_day": work.last_day,
                "energy": work.energy,
                "cost_eur": work.cost_eur,
                "expected_saving_pct": work.saving_pct,
                "simulated": True,
            }
            for work in known
        ],
        infer_schema_length=None,
    )


def drifting_buildings(buildings: Sequence[DemoBuilding]) -> list[DemoBuilding]:
    """Those whose heating drifts at times: none heated by oil, which is read by bill."""
    count = len(buildings)
    read = [building for building in buildings if building.heating != "oil"]
    wanted = max(round(DRIFTS_PER_BUILDING * count), min(LEAST_DRIFTS, len(read) // 3))
    return [read[place] for place in _spread(len(read), wanted, 1)]


def drifts(drifting: Sequence[DemoBuilding], first: date, today: date) -> list[Episode]:
    """A boiler left on, a schedule undone: from a known day, repaired or not before `today`."""
    return list(_episodes(drifting, DRIFT_CYCLE_DAYS, DRIFT_EXCESS, first, today))


def leaks(leaking: Sequence[DemoBuilding], first: date, today: date) -> list[Episode]:
    """A constant flow on these buildings, from a known day, repaired or not before `today`."""
    return list(_episodes(leaking, LEAK_CYCLE_DAYS, LEAK_L_PER_H, first, today))


def leaking_places(hourly: Sequence[int], others: Sequence[int], count: int) -> list[int]:
    """The positions of buildings that leak: most where water is read by the hour."""
    wanted = max(round(LEAKS_PER_BUILDING * count), min(LEAST_LEAKS, len(hourly)))
    seen = -(-4 * wanted // 5)
    chosen = [hourly[place] for place in _spread(len(hourly), min(seen, len(hourly)), 0)]
    return chosen + list(others[: wanted - len(chosen)])


def _spread(count: int, wanted: int, shift: int) -> list[int]:
    return [(number * count // wanted + shift) % count for number in range(wanted)]


def _episodes(
    buildings: Sequence[DemoBuilding],
    cycle_days: int,
    sizes: tuple[float, float],
    first: date,
    today: date,
) -> Iterator[Episode]:
    """One a cycle and building, each begun before the one before it stops: some is always open."""
    turn = cycle_days / max(len(buildings), 1)
    for rank, building in enumerate(buildings):
        begin = first.toordinal() - cycle_days
        begin += (round(rank * turn) - begin) % cycle_days
        for start in range(begin, today.toordinal(), cycle_days):
            random = generator(CHANGES, building.number, start)
            length = min(turn * random.uniform(*EPISODE_TURNS), 0.55 * cycle_days)
            size = float(np.round(random.uniform(*sizes), 3))
            stop = date.fromordinal(start + round(length))
            if stop > first:
                yield Episode(building, date.fromordinal(start), stop, size)
