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

from data.buildings.day_types import WEEKDAYS, TypedSignatures, Values, fit_typed

# What stays under this share of the expected never alerts: habits change by as much, unforced.
ALLOWED_SHARE = 0.07
# Of s: what is allowed to meters too irregular for the former.
ALLOWED_SD = 0.35
# s is no less than this share of the mean expected day: one busy day is no drift.
LEAST_SD_SHARE = 0.08
# The most that one day may weigh, in s.
CLIP = 1.5
# The share of baseline days that must be known.
KNOWN_SHARE = 0.75
ROWS_AT_ONCE = 1000


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


def monitor(
    temperature_c: Values,
    per_day: Values,
    baseline_days: int,
    thresholds: tuple[float, ...],
    types: NDArray[np.int64] | None = None,
) -> list[Drift]:
    """The drifts of `per_day` (m, n), by row, threshold and day; temperatures (n,) or (m, n).

    `types` (n,) are those of `day_types`; without them, days differ by weekday alone.
    Days are judged in blocks of `baseline_days`, from the second on, each by the signature of the
    block before: begin on the same day of the calendar at every call, so that an alert of
    yesterday stands today. A row is not judged in a block when fewer than KNOWN_SHARE of the days
    before are known (`judged_days`). A drift open at the end of a block goes on under the
    signature that found it: its own days are never its reference. NaN, of either array, adds
    nothing and takes nothing away: sums stand through a gap of any length. Give NaN before works
    that changed the level.
    """
    types = np.arange(per_day.shape[1]) % WEEKDAYS if types is None else types
    found = []
    for first in range(0, len(per_day), ROWS_AT_ONCE):
        rows = slice(first, first + ROWS_AT_ONCE)
        temperature = temperature_c if temperature_c.ndim == 1 else temperature_c[rows]
        found += _watch(first, temperature, per_day[rows], types, baseline_days, thresholds)
    return sorted(found, key=lambda drift: (drift.row, drift.threshold, drift.since))


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
class Reference:
    """What a baseline year says of m meters: what they use, and how surely."""

    usual: TypedSignatures
    # s, and k, by meter.
    sd: Values
    allowed_share: Values

    def evidence(
        self, temperature_c: Values, per_day: Values, types: NDArray[np.int64]
    ) -> tuple[Values, Values]:
        """Excess of each day, and what it adds to the sum, in s: both (m, n), NaN if unknown."""
        expected = self.usual.expected(temperature_c, types)
        excess = per_day - expected
        beyond = excess - self.allowed_share[:, None] * expected
        return excess, np.clip(beyond / self.sd[:, None], -CLIP, CLIP)


def fit_reference(temperature_c: Values, per_day: Values, types: NDArray[np.int64]) -> Reference:
    """The reference of baseline days (m, n); NaN for a row without KNOWN_SHARE of its days."""
    known_share = np.isfinite(per_day).mean(axis=1)
    rows = np.where((known_share >= KNOWN_SHARE)[:, None], per_day, np.nan)
    usual = fit_typed(temperature_c, rows, types)
    expected = usual.expected(temperature_c, types)
    days = np.isfinite(rows - expected)
    mean = np.where(days, expected, 0.0).sum(axis=1) / np.maximum(days.sum(axis=1), 1)
    sd = np.maximum(long_run_sd(rows - expected), LEAST_SD_SHARE * mean)
    # A meter that uses nothing has no scale.
    sd = np.where((mean > 0) & (known_share >= KNOWN_SHARE), sd, np.nan)
    allowed = np.maximum(ALLOWED_SHARE, ALLOWED_SD * sd / np.where(mean > 0, mean, np.nan))
    return Reference(usual, sd, allowed)


def long_run_sd(residual: Values) -> Values:
    """Standard deviation of the residuals (m, n) by row, as their sums over many days see it.

    sd × √((1 + ρ) / (1 - ρ)), ρ the correlation of neighbouring known days, kept within 0..0.9;
    0 for a row that knows nothing.
    """
    known = np.isfinite(residual)
    held = np.where(known, residual, 0.0)
    variance = (held**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    pairs = (known[:, 1:] & known[:, :-1]).sum(axis=1)
    shared = (held[:, 1:] * held[:, :-1]).sum(axis=1) / np.maximum(pairs, 1)
    rho = np.clip(shared / np.where(variance > 0, variance, 1.0), 0.0, 0.9)
    return np.sqrt(variance * (1 + rho) / (1 - rho))


def _watch(
    first_row: int,
    temperature_c: Values,
    per_day: Values,
    types: NDArray[np.int64],
    baseline_days: int,
    thresholds: tuple[float, ...],
) -> list[Drift]:
    """The drifts of a few rows, block after block."""
    cusum = Cusum(first_row, len(per_day), thresholds)
    references: list[Reference] = []
    for start in range(baseline_days, per_day.shape[1], baseline_days):
        before, now = slice(start - baseline_days, start), slice(start, start + baseline_days)
        days = [(temperature_c[..., part], per_day[:, part], types[part]) for part in (before, now)]
        references.append(fit_reference(*days[0]))
        evidence = [reference.evidence(*days[1]) for reference in references]
        cusum.follow(start, [pair[0] for pair in evidence], [pair[1] for pair in evidence])
    return cusum.drifts()


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

    def follow(self, start: int, excess: list[Values], added: list[Values]) -> None:
        """Go through a block of days that begins at index `start`.

        `excess` and `added` are what each reference (the last one is the new one) says, (m, n):
        rows with an open drift keep the reference that found it.
        """
        self._reference[~self._open] = len(added) - 1
        rows = np.arange(len(self._open))[:, None]
        every_excess, every_added = np.stack(excess, axis=2), np.stack(added, axis=2)
        for day in range(every_added.shape[1]):
            step = every_added[:, day][rows, self._reference]
            self._step(start + day, every_excess[:, day][rows, self._reference], step)

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
