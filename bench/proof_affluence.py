"""How often the level expected of an hour or of a day is the level measured, on held-out weeks.

The last 52 weeks of the demonstration, each day judged from what was published before it.
Thresholds are quartiles; the rule was chosen on the year before. docs/methods-affluence.md tells
what was seen of these weeks before that choice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import Engine

from bench.report import Part, Table
from bench.stores import TODAY, demo_store
from components.formats import number, percent
from data import db
from data.calendar import days_between
from data.screens import grids, queries
from data.screens.affluence import BUSY, CALM, HIDDEN, UNKNOWN, USUAL, Grid, Past
from data.selection import SYNDICAT

WEEKS, WEEK, STORE_DAYS = 52, timedelta(days=7), 3 * 365
READ_AT_ONCE = 8
LEVELS = {CALM: "calme", USUAL: "habituel", BUSY: "très fréquenté"}
RATES = ("ce qui est jugé", "jugés", "juste", "contraire", "« habituel » toujours",
         "comme la semaine d’avant")  # fmt: skip
CROSSED = ("attendu", *LEVELS.values(), "masqué")


@dataclass(frozen=True)
class Judged:
    """A level expected, the one measured, that of the week before; whether the cell is hidden."""

    expected: str
    measured: str
    before: str
    hidden: bool

    @property
    def is_known(self) -> bool:
        """Whether both levels could be told."""
        return UNKNOWN not in (self.expected, self.measured)


def measure(folder: Path) -> Part:
    """Both tables, for hours then for days."""
    part = Part("Affluence : niveau attendu et niveau mesuré")
    engine = db.make_engine(demo_store(folder), create=False)
    judged = levels(engine, TODAY - timedelta(days=1))
    engine.dispose()
    part.tables += [_rates(judged), *(_crossed(name, rows) for name, rows in judged.items())]
    return part


def levels(engine: Engine, last: date) -> dict[str, list[Judged]]:
    """What became of the hours and of the days of the WEEKS that end with `last`."""
    days = days_between(last - timedelta(days=STORE_DAYS), last + timedelta(days=1))
    kinds = {day: one.kind for day, one in queries.calendar(engine, days).items()}
    judged_days = days_between(last - WEEKS * WEEK + timedelta(days=1), last)
    past = {day: Past.of(day, days, kinds) for day in judged_days}
    sites = [site.site_id for site in queries.sites(engine, SYNDICAT, last)]
    hours: list[Judged] = []
    totals: list[Judged] = []
    for first in range(0, len(sites), READ_AT_ONCE):
        for grid in grids.grids(engine, sites[first : first + READ_AT_ONCE], days):
            totals += _of_days(grid, past)
            if np.isfinite(grid.hours).any():
                hours += _of_hours(grid, past)
    return {"heures": hours, "jours": totals}


def _of_hours(grid: Grid, past: Mapping[date, Past]) -> Iterator[Judged]:
    rows = {day: row for row, day in enumerate(grid.days)}
    for day, known in past.items():
        usual = known.usual(grid)
        for hour in usual.open_hours:
            value, before = (grid.hours[rows[one], hour] for one in (day, day - WEEK))
            measured, week = (usual.measured_level(hour, one) for one in (value, before))
            yield Judged(usual.hour_level(hour), measured, week, value == HIDDEN)


def _of_days(grid: Grid, past: Mapping[date, Past]) -> Iterator[Judged]:
    rows = {day: row for row, day in enumerate(grid.days)}
    for day, known in past.items():
        usual = known.usual(grid)
        value, before = (grid.totals[rows[one]] for one in (day, day - WEEK))
        measured, week = (usual.measured_total_level(one) for one in (value, before))
        yield Judged(usual.total_level, measured, week, value == HIDDEN)


def _rates(judged: Mapping[str, list[Judged]]) -> Table:
    rows = []
    for name, every in judged.items():
        known = [one for one in every if one.is_known]
        shown = [one for one in known if not one.hidden]
        rows += [_rate(name, known), _rate(f"{name}, cases publiées", shown)]
    note = (
        f"Les {WEEKS} dernières semaines de la démonstration. « Contraire » : calme pour très "
        "fréquenté, ou l’inverse."
    )
    return Table("Part de niveaux justes", note, RATES, rows)


def _rate(name: str, known: Sequence[Judged]) -> tuple[str, ...]:
    paired = [one for one in known if one.before != UNKNOWN]
    shares = (
        _share([one.expected == one.measured for one in known]),
        _share([{one.expected, one.measured} == {CALM, BUSY} for one in known]),
        _share([one.measured == USUAL for one in known]),
        _share([one.before == one.measured for one in paired]),
    )
    return name, number(len(known)), *shares


def _share(right: Sequence[bool]) -> str:
    return percent(100 * sum(right) / len(right) if right else None)


def _crossed(name: str, judged: Sequence[Judged]) -> Table:
    known = [one for one in judged if one.is_known]
    counts = Counter((one.expected, HIDDEN if one.hidden else one.measured) for one in known)
    rows = [
        (words, *(number(counts[level, other]) for other in (*LEVELS, HIDDEN)))
        for level, words in LEVELS.items()
    ]
    note = f"{number(len(judged))} jugés ; {number(len(known))} dont les deux niveaux sont connus."
    return Table(f"Niveaux attendus et mesurés, {name}", note, CROSSED, rows)
