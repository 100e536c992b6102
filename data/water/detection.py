"""Leaks of sectors, from their hourly net inflows: when they began, how much, whether they run.

The evidence of each day adds up (data/water/leak_evidence.py), less what other sectors share of it
(data/water/shared_rise.py); an alert is given on the day when the sum passes the threshold that the
sector's own past sets for a budget of false alarms (data/water/own_threshold.py). What is said of a
day uses that day and those before alone. Explained, with its proof, in docs/methods-water-leaks.md.
"""

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from data.water.leak_evidence import Evidence, leak_evidence
from data.water.leak_size import Flow, leak_flow, leak_start, level_before, level_rise
from data.water.own_threshold import own_thresholds
from data.water.sector_hours import HOURS, SectorHours
from data.water.shared_rise import shared_score
from data.water.usual import usual_before
from data.water.vocabulary import BUDGET, BUDGETS, BURST, SLOW

Values = NDArray[np.float64]

# A sum that passes again after fewer days below is the same alert.
SAME_ALERT_DAYS = 7
# A leak has ended when three nights are back to half of it, or have dropped by this share of it
# under the two weeks before them.
BACK_DAYS, BEFORE_BACK_DAYS = 3, 14
BACK_SHARE, DROP_SHARE = 0.5, 0.6
# Sectors watched at once: bounds the memory.
HOURS_AT_ONCE = 8_000_000


@dataclass(frozen=True)
class SectorLeak:
    """An alert of one sector: days are indices, flows the mean over since..last in m³/h.

    `detected`: the day at the end of which the rule fires; `last`: the last day on which the leak
    is held to run; `score` the highest sum of evidence detected..last over the
    threshold of its day. The interval is NaN when too little past says how much levels move.
    """

    row: int
    budget: float
    kind: str
    since: int
    detected: int
    last: int
    open: bool
    flow_m3_h: float
    low_m3_h: float
    high_m3_h: float
    score: float


@dataclass(frozen=True)
class WatchedDays:
    """Arrays (s, d) behind the alerts at the budget in force.

    Flows in m³/h, NaN where not known: the night, and the median of the nights it is compared with.
    `score` and `threshold` in nights; `judged`: see `Evidence`.
    """

    night_m3_h: Values
    expected_m3_h: Values
    score: Values
    threshold: Values
    judged: NDArray[np.bool_]


@dataclass(frozen=True)
class Watch:
    """The leaks of all budgets, by row, budget and day of alert, and what was watched.

    A sector that is not judged on its last day is said so, never said to have no leak.
    """

    leaks: list[SectorLeak]
    days: WatchedDays


Arrays = TypeVar("Arrays", Evidence, WatchedDays)


def watch(hours: SectorHours, budgets: tuple[float, ...] = BUDGETS) -> Watch:
    """The leaks of sectors at each budget (false alarms a sector-year); none where not judged."""
    count, days = hours.flow_m3_h.shape[:2]
    at_once = max(1, HOURS_AT_ONCE // (days * HOURS))
    parts = [slice(first, first + at_once) for first in range(0, max(count, 1), at_once)]
    evidence = _joined([leak_evidence(_of_rows(hours, rows)) for rows in parts])
    shared = shared_score(evidence.score, evidence.judged)
    evidence = replace(evidence, score=np.maximum(evidence.score - shared, 0.0))
    watched = [_Part(_rows_of(evidence, rows), rows.start, hours.days, budgets) for rows in parts]
    leaks = [leak for part in watched for leak in part.leaks()]
    return Watch(
        sorted(leaks, key=lambda leak: (leak.row, leak.budget, leak.detected)),
        _joined([part.days() for part in watched]),
    )


def _of_rows(hours: SectorHours, rows: slice) -> SectorHours:
    return replace(hours, sectors=hours.sectors[rows], flow_m3_h=hours.flow_m3_h[rows])


def _rows_of(evidence: Evidence, rows: slice) -> Evidence:
    return Evidence(*(getattr(evidence, field.name)[rows] for field in fields(Evidence)))


def _joined(parts: list[Arrays]) -> Arrays:
    """Arrays of all sectors from those of a few sectors each."""
    kind = type(parts[0])
    return kind(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(kind))
    )


@dataclass(frozen=True)
class _Alert:
    """What is known of the alert of a row on a day, whatever the budget."""

    kind: str
    since: int
    last: int
    open: bool
    flow: Flow


class _Part:
    """A few sectors of what `watch` is given."""

    def __init__(
        self,
        evidence: Evidence,
        first_row: int,
        days: NDArray[np.datetime64],
        budgets: tuple[float, ...],
    ) -> None:
        self._evidence, self._first_row, self._budgets = evidence, first_row, budgets
        self._thresholds = own_thresholds(evidence.score, days, budgets)
        night = evidence.night_m3_h
        self._now = usual_before(night, BACK_DAYS, 0, (0.5,))[0]
        self._then = usual_before(night, BEFORE_BACK_DAYS, BACK_DAYS, (0.5,))[0]
        self._alerts: dict[tuple[int, int], _Alert | None] = {}

    def days(self) -> WatchedDays:
        """What was watched, at the budget in force (the first one when it is not asked for)."""
        budget = self._budgets.index(BUDGET) if BUDGET in self._budgets else 0
        evidence = self._evidence
        return WatchedDays(
            evidence.night_m3_h,
            evidence.usual_m3_h,
            evidence.score,
            self._thresholds[..., budget],
            evidence.judged,
        )

    def leaks(self) -> list[SectorLeak]:
        """The leaks of these sectors, by budget."""
        return [leak for budget in range(len(self._budgets)) for leak in self._leaks_at(budget)]

    def _leaks_at(self, budget: int) -> list[SectorLeak]:
        """Alerts at one budget; what an open leak of the sector began is not a second one."""
        found: dict[int, SectorLeak] = {}
        leaks = []
        for row, day in np.argwhere(_rises(self._evidence.score > self._thresholds[..., budget])):
            alert = self._alert(int(row), int(day))
            before = found.get(row)
            if alert is None:
                continue
            if before and before.last >= day and alert.since <= before.detected:
                continue
            found[row] = self._leak(int(row), int(day), budget, alert)
            leaks.append(found[row])
        return leaks

    def _leak(self, row: int, day: int, budget: int, alert: _Alert) -> SectorLeak:
        ran = slice(day, alert.last + 1)
        score = self._evidence.score[row, ran] / self._thresholds[row, ran, budget]
        return SectorLeak(
            row=self._first_row + row,
            budget=self._budgets[budget],
            kind=alert.kind,
            since=alert.since,
            detected=day,
            last=alert.last,
            open=alert.open,
            flow_m3_h=alert.flow.m3_h,
            low_m3_h=alert.flow.low_m3_h,
            high_m3_h=alert.flow.high_m3_h,
            score=float(score.max()),
        )

    def _alert(self, row: int, day: int) -> _Alert | None:
        if (row, day) not in self._alerts:
            self._alerts[row, day] = self._new_alert(row, day)
        return self._alerts[row, day]

    def _new_alert(self, row: int, day: int) -> _Alert | None:
        """None when nights since the start are not above those before: no flow can be told."""
        night, score = self._evidence.night_m3_h[row], self._evidence.score[row]
        since = leak_start(night, day)
        if not level_rise(night, since, day) > 0:
            since = int(np.flatnonzero(score[: day + 1] <= 0)[-1]) + 1
            if not level_rise(night, since, day) > 0:
                return None
        end = self._end(row, since, day)
        last = len(night) - 1 if end is None else end
        by_hours = self._evidence.burst[row, since : day + 1].sum()
        kind = BURST if by_hours >= score[day] / 2 else SLOW
        return _Alert(kind, since, last, end is None, leak_flow(night, since, last))

    def _end(self, row: int, since: int, day: int) -> int | None:
        """The last day on which the leak is held to run, None while it still does."""
        night = self._evidence.night_m3_h[row]
        before, flow = level_before(night, since), level_rise(night, since, day)
        now, then = self._now[row, day + 1 :], self._then[row, day + 1 :]
        ended = (now <= before + BACK_SHARE * flow) | (then - now >= DROP_SHARE * flow)
        if not ended.any():
            return None
        return max(day + 2 + int(ended.argmax()) - BACK_DAYS, day)


def _rises(over: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The days (s, d) on which a sum passes, after `SAME_ALERT_DAYS` days below."""
    rises = over.copy()
    for lag in range(1, SAME_ALERT_DAYS + 1):
        rises[:, lag:] &= ~over[:, :-lag]
    return rises
