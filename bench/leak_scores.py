"""What alerts are worth against known leaks, counted by event; two plain rules to compare with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bench.leak_years import QUIET_DAYS, LeakYears, TrueLeak
from data.water.sector_hours import HOURS, SectorHours

Values = NDArray[np.float64]

YEAR_DAYS = 365.25
# An alert given so soon after a repair is still about the leak.
GRACE_DAYS = 3
# Nights above a rule's threshold, less than this apart, are one alert.
SAME_ALERT_DAYS = 7
NIGHT = slice(2, 5)


class Found(Protocol):
    """What is read of an alert: days are indices, the flow and its interval in m³/h."""

    @property
    def row(self) -> int: ...
    @property
    def since(self) -> int: ...
    @property
    def detected(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def flow_m3_h(self) -> float: ...
    @property
    def low_m3_h(self) -> float: ...
    @property
    def high_m3_h(self) -> float: ...


@dataclass(frozen=True)
class Alert:
    """An alert of a plain rule, which gives no interval."""

    row: int
    since: int
    detected: int
    last: int
    flow_m3_h: float
    low_m3_h: float = np.nan
    high_m3_h: float = np.nan


@dataclass(frozen=True)
class Outcome:
    """A true leak, the first alert given while it ran (or none), and its mean flow then."""

    leak: TrueLeak
    alert: Found | None
    true_m3_h: float

    @property
    def delay_days(self) -> float:
        """From the start of the leak to the end of the day of the alert; infinite without one."""
        return self.alert.detected + 1 - self.leak.start / HOURS if self.alert else np.inf

    @property
    def start_error_days(self) -> float:
        """Estimated less true first day; NaN without an alert."""
        return self.alert.since - self.leak.start // HOURS if self.alert else np.nan

    @property
    def covered(self) -> float:
        """Whether the interval holds the true flow (1 or 0); NaN without an interval."""
        if self.alert is None or not np.isfinite(self.alert.low_m3_h):
            return np.nan
        return float(self.alert.low_m3_h <= self.true_m3_h <= self.alert.high_m3_h)


@dataclass(frozen=True)
class Score:
    """Leaks found or not, alerts without a leak, and the sector-years watched without a leak."""

    outcomes: Sequence[Outcome]
    false: int
    free_years: float

    @property
    def recall(self) -> float:
        """Part of the leaks that were found; NaN without leaks."""
        return _ratio(self.found, len(self.outcomes))

    @property
    def precision(self) -> float:
        """Part of leaks found among them and the false alarms; NaN without alerts."""
        return _ratio(self.found, self.found + self.false)

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision, 0 when nothing is found."""
        return _ratio(2 * self.found, len(self.outcomes) + self.found + self.false)

    @property
    def found(self) -> int:
        """How many leaks were found."""
        return sum(outcome.alert is not None for outcome in self.outcomes)

    @property
    def false_per_year(self) -> float:
        """False alarms per leak-free sector-year."""
        return _ratio(self.false, self.free_years)

    @property
    def median_delay_days(self) -> float:
        """Of all the leaks: infinite when fewer than half are found; NaN without leaks."""
        delays = [outcome.delay_days for outcome in self.outcomes]
        return float(np.quantile(delays, 0.5, method="higher")) if delays else np.nan

    @property
    def start_error_days(self) -> float:
        """Median distance between estimated and true first day, of the leaks found."""
        return _median(np.abs([outcome.start_error_days for outcome in self.outcomes]))

    @property
    def coverage(self) -> float:
        """Part of the intervals that hold the true flow."""
        known = np.array([outcome.covered for outcome in self.outcomes])
        return _ratio(np.nansum(known), np.isfinite(known).sum())

    @property
    def flow_error(self) -> float:
        """Median of |estimated - true| / true flow, of the leaks found."""
        return _median(
            [
                abs(of.alert.flow_m3_h / of.true_m3_h - 1)
                for of in self.outcomes
                if of.alert and of.true_m3_h > 0
            ]
        )

    def of(self, kind: str, low: float, high: float) -> "Score":
        """The leaks of a kind with low <= share < high; false alarms have no size: none kept."""
        kept = [of for of in self.outcomes if of.leak.kind == kind and low <= of.leak.share < high]
        return Score(kept, 0, self.free_years)


def judge(
    truth: LeakYears, alerts: Iterable[Found], judged: NDArray[np.bool_] | None = None
) -> Score:
    """Each leak takes the first alert given while it runs; others given then say it again.

    An alert given while no leak runs (with `GRACE_DAYS` after a repair) is false. Alerts of the
    first `QUIET_DAYS` days count for nothing. Years without leaks are made of the days `judged`
    (s, d), all by default.
    """
    days = len(truth.hours.days)
    by_row: dict[int, list[Found]] = {row: [] for row in range(len(truth.hours.sectors))}
    for alert in sorted(alerts, key=lambda alert: alert.detected):
        by_row[alert.row].append(alert)
    running = np.zeros((len(by_row), days), bool)
    for leak in truth.leaks:
        running[leak.row, leak.start // HOURS : _end(leak)] = True
    outcomes = [_outcome(truth, leak, by_row[leak.row]) for leak in truth.leaks]
    watched = np.arange(days) >= QUIET_DAYS
    quiet = watched & ~running
    false = sum(bool(quiet[row, alert.detected]) for row in by_row for alert in by_row[row])
    free = quiet if judged is None else quiet & judged
    return Score(outcomes, false, free.sum() / YEAR_DAYS)


def pooled(scores: Sequence[Score]) -> Score:
    """Several scores as one: counts are added, ratios are never averaged."""
    return Score(
        [outcome for score in scores for outcome in score.outcomes],
        sum(score.false for score in scores),
        sum(score.free_years for score in scores),
    )


def night_rule(hours: SectorHours, threshold: float) -> list[Alert]:
    """The least hour of the night passes that of each of the 14 nights before by `threshold`.

    The window keeps its least value, as the usual rule does; the alert lasts while it passes.
    """
    night = _nights(hours, np.fmin.reduce)
    return _alerts(night, _window(night, 14, 1, np.nanmin), threshold, settling=0)


def plain_rule(hours: SectorHours, threshold: float = 0.12) -> list[Alert]:
    """Median of five nights (2 h to 5 h) above that of the 35 nights before them by `threshold`."""
    night = _nights(hours, _mean)
    level = _window(night, 5, 0, np.nanmedian)
    return _alerts(level, _window(night, 35, 5, np.nanmedian), threshold, settling=2)


def _outcome(truth: LeakYears, leak: TrueLeak, alerts: Sequence[Found]) -> Outcome:
    first = leak.start // HOURS
    alert = next((alert for alert in alerts if first <= alert.detected < _end(leak)), None)
    shown = slice(max(alert.since, first), alert.last + 1) if alert else slice(first, None)
    hours = truth.leak_m3_h[leak.row, shown]
    lost = hours[hours > 0]
    return Outcome(leak, alert, float(lost.mean()) if lost.size else 0.0)


def _end(leak: TrueLeak) -> int:
    """First day on which an alert is no longer about this leak."""
    return -(-leak.end // HOURS) + GRACE_DAYS


def _nights(hours: SectorHours, reduce) -> Values:
    """(s, d) one value of each night; NaN when an hour of it is missing."""
    night = hours.flow_m3_h[..., NIGHT]
    return np.where(np.isfinite(night).all(axis=-1), reduce(night, axis=-1), np.nan)


def _mean(night: Values, axis: int) -> Values:
    return night.mean(axis=axis)


def _window(values: Values, length: int, lag: int, reduce) -> Values:
    """(s, d) of the `length` days that end `lag` days before; NaN when half are missing."""
    short = np.full((len(values), length + lag - 1), np.nan)
    seen = sliding_window_view(np.hstack([short, values]), length, axis=1)
    seen = seen[:, : values.shape[1]]
    known = np.isfinite(seen).sum(axis=-1) > length / 2
    found = np.full(values.shape, np.nan)
    found[known] = reduce(seen[known], axis=-1)
    return found


def _alerts(level: Values, usual: Values, threshold: float, settling: int) -> list[Alert]:
    """One alert per run of days above; it is said to have begun `settling` days before."""
    above = level > usual * (1 + threshold)
    alerts = []
    for row in range(len(level)):
        days = np.flatnonzero(above[row])
        if not days.size:
            continue
        breaks = np.flatnonzero(np.diff(days) > SAME_ALERT_DAYS) + 1
        for run in np.split(days, breaks):
            flow = float(np.nanmedian((level - usual)[row, run]))
            first = int(run[0])
            alerts.append(Alert(row, max(first - settling, 0), first, int(run[-1]), flow))
    return alerts


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else np.nan


def _median(values: Sequence[float] | Values) -> float:
    known = np.asarray(values, float)
    known = known[np.isfinite(known)]
    return float(np.median(known)) if known.size else np.nan
