"""Drifts of consumption: a one-sided CUSUM of measured minus expected, meter by meter.

Expected is the energy signature of the baseline year, corrected by type of day. With r the excess
of a day (measured - expected), k the allowance and s the long-run standard deviation of the
residuals of the baseline:

    S(t) = max(0, S(t-1) + clip((r(t) - k × expected(t)) / s, ±CLIP))

An alert is given on the day when S passes the threshold; it has run since S was last zero. It ends
when the mirrored sum, of k × expected - r, passes the same threshold: its last day is then the
last zero of that sum. Page, "Continuous inspection schemes", Biometrika 41 (1954).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.buildings.day_types import WEEKDAYS, TypedSignatures, Values
from data.buildings.drift_reference import KNOWN_SHARE, fit_reference

# Days, meters and references compared at once: bounds the memory.
CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Drift:
    """An alert of one meter: days are indices; excess in the unit of the series.

    `excess_per_day` is the mean, and `excess` the sum, of measured - expected over the known days
    since..last: missing days add nothing.
    """

    row: int
    threshold: float
    since: int
    detected: int
    last: int
    open: bool
    excess_per_day: float
    excess: float


@dataclass(frozen=True)
class YearModel:
    """What was expected of one meter from day `start` on: `usual` of a single row."""

    row: int
    start: int
    usual: TypedSignatures


def monitor(
    temperature_c: Values,
    per_day: Values,
    baseline_days: int,
    thresholds: tuple[float, ...],
    types: NDArray[np.int64] | None = None,
) -> list[Drift]:
    """The drifts of `per_day` (m, n) that has a new reference every `baseline_days`: see `watch`.

    `types` (n,) are those of `day_types`; without them, days differ by weekday alone.
    """
    count, days = per_day.shape
    types = np.arange(days) % WEEKDAYS if types is None else types
    starts = np.tile(
        np.arange(baseline_days, max(days, baseline_days + 1), baseline_days), (count, 1)
    )
    return watch(temperature_c, per_day, starts, baseline_days, thresholds, types)[0]


def watch(
    temperature_c: Values,
    per_day: Values,
    starts: NDArray[np.int64],
    baseline_days: int,
    thresholds: tuple[float, ...],
    types: NDArray[np.int64],
) -> tuple[list[Drift], list[YearModel]]:
    """The drifts of `per_day` (m, n), by row, threshold and day, and the models that judged them.

    Temperatures are (n,) or (m, n), `types` (n,) those of `day_types`. On each of its `starts`
    (m, b), in order (n or more: none), a row takes a new reference, the signature of the
    `baseline_days` before: begin on the same days of the calendar at every call, so that an alert
    of yesterday stands today. A row is not judged until its next start when fewer than KNOWN_SHARE
    of the days before are known (`judged_days`). An open drift goes on under the signature that
    found it: its own days are never its reference. NaN, of either array, adds nothing and takes
    nothing away: sums stand through a gap of any length. Give NaN, or another row, before works
    that changed the level.
    """
    at_once = max(1, CELLS_AT_ONCE // max(starts.shape[1] * per_day.shape[1], 1))
    found, models = [], []
    for first in range(0, len(per_day), at_once):
        rows = slice(first, first + at_once)
        temperature = np.broadcast_to(temperature_c, per_day.shape)[rows]
        part = _Part(temperature, per_day[rows], starts[rows], baseline_days, types)
        drifts, used = part.watched(first, thresholds)
        found += drifts
        models += used
    return sorted(found, key=lambda drift: (drift.row, drift.threshold, drift.since)), models


def judged_days(per_day: Values, baseline_days: int) -> NDArray[np.int64]:
    """How many days of each row (m,) `monitor` can judge: 0 means not watched, never no drift.

    Temperatures are taken as known. A row that used nothing for a whole baseline is not judged.
    """
    known = np.isfinite(per_day)
    count = np.zeros(len(per_day), dtype=np.int64)
    for start in range(baseline_days, per_day.shape[1], baseline_days):
        before = slice(start - baseline_days, start)
        enough = known[:, before].mean(axis=1) >= KNOWN_SHARE
        enough &= np.nansum(per_day[:, before], axis=1) > 0
        count += enough * known[:, start : start + baseline_days].sum(axis=1)
    return count


@dataclass(frozen=True)
class _Part:
    """A few rows of what `watch` is given."""

    temperature_c: Values
    per_day: Values
    starts: NDArray[np.int64]
    baseline_days: int
    types: NDArray[np.int64]

    def watched(
        self, first_row: int, thresholds: tuple[float, ...]
    ) -> tuple[list[Drift], list[YearModel]]:
        shape = (self.starts.shape[1], *self.per_day.shape)
        excess, added = np.full(shape, np.nan), np.full(shape, np.nan)
        models = []
        for order, starts in enumerate(self.starts.T):
            for start in np.unique(starts[starts < shape[2]]).tolist():
                rows = np.flatnonzero(starts == start)
                reference = fit_reference(
                    *self._days(rows, max(start - self.baseline_days, 0), start), self.baseline_days
                )
                after = reference.evidence(*self._days(rows, start, shape[2]))
                excess[order, rows, start:], added[order, rows, start:] = after
                models += [
                    YearModel(first_row + int(rows[of]), start, reference.usual.only(of))
                    for of in np.flatnonzero(np.isfinite(reference.sd))
                ]
        cusum = Cusum(first_row, shape[1], thresholds)
        begin = int(self.starts.min(initial=shape[2]))
        cusum.follow(begin, self._latest(begin), excess[:, :, begin:], added[:, :, begin:])
        return cusum.drifts(), models

    def _days(
        self, rows: NDArray[np.int64], first: int, end: int
    ) -> tuple[Values, Values, NDArray[np.int64]]:
        days = slice(first, end)
        return self.temperature_c[rows, days], self.per_day[rows, days], self.types[days]

    def _latest(self, begin: int) -> NDArray[np.int64]:
        """Which reference each row takes on each day from `begin` on: (m, n - begin)."""
        days = np.arange(begin, self.per_day.shape[1])
        begun = (self.starts[:, :, None] <= days).sum(axis=1)
        return np.maximum(begun - 1, 0)


class Cusum:
    """Sums of every row and threshold (m, t), day after day, and the drifts that they found."""

    def __init__(self, first_row: int, rows: int, thresholds: tuple[float, ...]) -> None:
        shape = (rows, len(thresholds))
        self._first_row, self._thresholds = first_row, np.array(thresholds)
        self._found: list[Drift] = []
        self._reference = np.zeros(shape, dtype=np.int64)
        self._open = np.zeros(shape, dtype=bool)
        # The sum of the alert and, once it is given, that of its end.
        self._sum, self._back = np.zeros(shape), np.zeros(shape)
        self._since, self._detected = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        # Excess and known days since the sum was zero; as they stood on the last day of drift.
        self._excess, self._days = np.zeros(shape), np.zeros(shape, np.int64)
        self._last, self._last_excess = np.zeros(shape, np.int64), np.zeros(shape)
        self._last_days = np.zeros(shape, np.int64)

    def follow(self, start: int, latest: NDArray[np.int64], excess: Values, added: Values) -> None:
        """Go through days from index `start` on.

        `excess` and `added` are what each reference says, (b, m, n); `latest` (m, n) is the one in
        force: rows with an open drift keep the reference that found it.
        """
        rows = np.arange(len(self._open))[:, None]
        for day in range(latest.shape[1]):
            self._reference = np.where(self._open, self._reference, latest[:, day, None])
            at = self._reference, rows, day
            self._step(start + day, excess[at], added[at])

    def _step(self, day: int, excess: Values, added: Values) -> None:
        known = np.isfinite(added)
        excess, added = np.where(known, excess, 0.0), np.where(known, added, 0.0)
        self._since = np.where(~self._open & (self._sum <= 0), day, self._since)
        self._excess += excess
        self._days += known
        self._sum = np.where(self._open, self._sum, np.maximum(self._sum + added, 0.0))
        self._back = np.where(self._open, np.maximum(self._back - added, 0.0), 0.0)
        self._clear(~self._open & (self._sum <= 0))
        new = ~self._open & (self._sum > self._thresholds)
        self._open |= new
        self._detected[new] = day
        self._keep_last(self._open & known & (self._back <= 0), day)
        self._close(self._open & (self._back > self._thresholds))

    def _clear(self, where: NDArray[np.bool_]) -> None:
        for values in (self._sum, self._back, self._excess, self._days):
            values[where] = 0

    def _keep_last(self, where: NDArray[np.bool_], day: int) -> None:
        self._last[where] = day
        self._last_excess[where] = self._excess[where]
        self._last_days[where] = self._days[where]

    def _close(self, where: NDArray[np.bool_]) -> None:
        if where.any():
            self._found += [self._drift(row, column) for row, column in np.argwhere(where)]
            self._open[where] = False
            self._clear(where)

    def drifts(self) -> list[Drift]:
        """Those that have ended and those still open."""
        return self._found + [self._drift(row, column) for row, column in np.argwhere(self._open)]

    def _drift(self, row: int, column: int) -> Drift:
        """The drift of a row and threshold, up to its last day above the allowance."""
        at = row, column
        return Drift(
            row=self._first_row + int(row),
            threshold=float(self._thresholds[column]),
            since=int(self._since[at]),
            detected=int(self._detected[at]),
            last=int(self._last[at]),
            open=bool(self._back[at] <= self._thresholds[column]),
            excess_per_day=float(self._last_excess[at] / self._last_days[at]),
            excess=float(self._last_excess[at]),
        )
