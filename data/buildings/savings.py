"""What works have saved: what a model of the time before expects, less what was measured.

Method: IPMVP option C. The energy signature of the baseline, corrected by type of day (days) or by
school holidays (months, bills), says what the building would have used in the weather of the
reporting period. Only the days or bills measured then are compared: a missing day is no saving.
The interval is that of `data.buildings.uncertainty`. Explained in docs/methods-savings.md; its
coverage is measured by bench/proof_savings.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from data.buildings import signature
from data.buildings.day_types import HOLIDAY_WEEKDAY, TYPES, TypedSignatures, fit_typed
from data.buildings.signature import Signatures
from data.buildings.uncertainty import LEAST_DEGREES, Points, daily_cosines, half_width
from data.buildings.vocabulary import COMPLETE_SHARE

YEAR_DAYS = 365
# Under nine months, a model may not have seen a winter: up to 10 % of claims were false.
PROVEN_BASELINE_DAYS = 270
# Beyond this share of the saving, the half-width of the interval leaves it unproven.
PROVEN_HALF_WIDTH = 0.5


@dataclass(frozen=True)
class Saving:
    """Sums over the compared days of the reporting period, in the unit of the readings.

    `low` and `high` bound the saving; `reporting_share` (0..1) is the share of the days of the
    reporting period that are compared. The signature is that of the baseline, before correction by
    type of day; a balance point that it has not is NaN. `notices` are codes of
    `data.buildings.notices`. `baseline_expected` and `reporting_expected` are what the whole model
    expects per day, point by point: they are what a chart draws beside the readings.
    """

    measured: float
    expected: float
    saving: float
    low: float
    high: float
    proven: bool
    reporting_share: float
    model: str
    base_per_day: float
    heating_per_k_d: float
    heating_balance_c: float
    cooling_per_k_d: float
    cooling_balance_c: float
    notices: tuple[str, ...]
    baseline_expected: np.ndarray = field(compare=False, repr=False)
    reporting_expected: np.ndarray = field(compare=False, repr=False)


class Periods(NamedTuple):
    """Months or bills in order of time: days `starts` to `ends` (excluded), consumption per day."""

    starts: Sequence[int]
    ends: Sequence[int]
    per_day: Sequence[float]


class _Days(NamedTuple):
    """Consecutive days: mean temperature, consumption, type."""

    temperature_c: np.ndarray
    per_day: np.ndarray
    types: np.ndarray


def saving(
    baseline_temperature: np.ndarray,
    baseline_per_day: np.ndarray,
    reporting_temperature: np.ndarray,
    reporting_per_day: np.ndarray,
    level: float = 0.90,
    baseline_types: np.ndarray | None = None,
    reporting_types: np.ndarray | None = None,
) -> Saving | None:
    """The saving of daily readings: arrays of consecutive days, NaN where missing.

    Types are those of `day_types.day_types`; without them all days are alike, and the interval of a
    building that closes on some days is wider. None when the baseline is too short for an interval
    (four months or so) or the reporting period has no known day.
    """
    before = _days(baseline_temperature, baseline_per_day, baseline_types)
    after = _days(reporting_temperature, reporting_per_day, reporting_types)
    model = fit_typed(before.temperature_c, before.per_day[None, :], before.types)
    if not model.signatures.model[0]:
        return None
    points = _daily_points(model, before)
    cosines = daily_cosines(int(points.known.sum()))
    return _compared(model.signatures, points, _daily_points(model, after), cosines, level)


def saving_of_periods(
    daily_mean_c: np.ndarray,
    baseline: Periods,
    reporting: Periods,
    level: float = 0.90,
    types: np.ndarray | None = None,
) -> Saving | None:
    """The saving of months or bills, per day NaN where missing; `types` are those of the weather.

    None when the baseline has under 9 known periods or is too short for an interval, or when the
    reporting period has no known period.
    """
    days = _days(daily_mean_c, daily_mean_c, types)
    model = signature.fit_periods(days.temperature_c, *baseline)
    if not model.model[0]:
        return None
    before, after = (_period_points(model, days, periods) for periods in (baseline, reporting))
    before, after = _with_holidays(before, after)
    return _compared(model, before, after, len(before.days) - 1, level)


def _compared(
    model: Signatures, before: Points, after: Points, cosines: int, level: float
) -> Saving | None:
    if not after.known.any():
        return None
    half = half_width(before, after, cosines, level)
    if np.isnan(half):
        return None
    known, days = after.known, after.days[after.known]
    measured = float(days @ after.measured[known])
    expected = float(days @ after.expected[known])
    saved = expected - measured
    return Saving(
        measured=measured,
        expected=expected,
        saving=saved,
        low=saved - half,
        high=saved + half,
        proven=_proven(before, saved, half),
        reporting_share=float(days.sum() / after.days.sum()),
        model=str(model.model[0]),
        base_per_day=float(model.base_per_day[0]),
        heating_per_k_d=float(model.heating_per_k_d[0]),
        heating_balance_c=float(model.heating_balance_c[0]),
        cooling_per_k_d=float(model.cooling_per_k_d[0]),
        cooling_balance_c=float(model.cooling_balance_c[0]),
        notices=_notices(before, after),
        baseline_expected=before.expected,
        reporting_expected=after.expected,
    )


def _proven(before: Points, saved: float, half: float) -> bool:
    enough = before.days.sum() >= PROVEN_BASELINE_DAYS
    return bool(enough and saved > 0 and half <= PROVEN_HALF_WIDTH * saved)


def _notices(before: Points, after: Points) -> tuple[str, ...]:
    found = {
        "ECONOMIE_REFERENCE_COURTE": before.days.sum() < YEAR_DAYS,
        "ECONOMIE_REFERENCE_LACUNAIRE": _known_share(before) < COMPLETE_SHARE,
        "ECONOMIE_SUIVI_LACUNAIRE": _known_share(after) < COMPLETE_SHARE,
    }
    return tuple(code for code, holds in found.items() if holds)


def _known_share(points: Points) -> float:
    return points.days[points.known].sum() / points.days.sum()


def _days(temperature_c: np.ndarray, per_day: np.ndarray, types: np.ndarray | None) -> _Days:
    alike = np.zeros(len(temperature_c), dtype=int)
    temperature_c, per_day = (np.asarray(each, dtype=float) for each in (temperature_c, per_day))
    return _Days(temperature_c, per_day, alike if types is None else np.asarray(types))


def _daily_points(model: TypedSignatures, days: _Days) -> Points:
    """Gradient in what each type of day adds and multiplies, and in the balance points."""
    usual = _gradient(model.signatures, days.temperature_c)
    weather = _weather_part(model.signatures, days.temperature_c)
    of_type = (days.types[:, None] == np.arange(TYPES)) * usual[:, :1]
    factor = model.factor[0, days.types]
    gradient = (of_type, of_type * weather[:, None], usual[:, 1:] * factor[:, None])
    expected = model.expected(days.temperature_c, days.types)[0]
    return Points(np.hstack(gradient), expected, days.per_day, np.ones(len(days.per_day)))


def _period_points(model: Signatures, days: _Days, periods: Periods) -> Points:
    """Means by period of what is known of its days; NaN under 90 % of them, as in the fit.

    The last three columns of the gradient wait for `_with_holidays`.
    """
    weather = _weather_part(model, days.temperature_c)
    holiday = days.types >= HOLIDAY_WEEKDAY
    usual = _gradient(model, days.temperature_c)
    daily = np.column_stack([usual, weather, holiday * usual[:, 0], holiday * weather])
    lengths = np.subtract(periods.ends, periods.starts).astype(float)
    means = np.full((len(lengths), daily.shape[1]), np.nan)
    for row, (start, end) in enumerate(zip(periods.starts, periods.ends, strict=True)):
        known = daily[start:end][np.isfinite(weather[start:end])]
        if len(known) >= COMPLETE_SHARE * lengths[row]:
            means[row] = known.mean(axis=0)
    expected = model.base_per_day[0] + means[:, -3]
    return Points(means, expected, np.asarray(periods.per_day, dtype=float), lengths)


def _with_holidays(before: Points, after: Points) -> tuple[Points, Points]:
    """The signature alone, or with what holidays add or multiply: what BIC prefers.

    Least squares of the consumption per day on (1, weather part, one column of holidays), with the
    balance points of the signature.
    """
    parameters = before.gradient.shape[1] - 3
    chosen = [
        replace(points, gradient=points.gradient[:, :parameters]) for points in (before, after)
    ]
    best = _bic(chosen[0])
    for column in (-2, -1):
        tried = [_with_column(points, before, column) for points in (before, after)]
        if before.known.sum() > parameters + LEAST_DEGREES and _bic(tried[0]) < best:
            chosen, best = tried, _bic(tried[0])
    return chosen[0], chosen[1]


def _with_column(points: Points, before: Points, column: int) -> Points:
    columns = [0, -3, column]
    known = before.known
    fitted = before.gradient[known][:, columns]
    factors = np.linalg.lstsq(fitted, before.measured[known], rcond=None)[0]
    gradient = points.gradient[:, [*range(points.gradient.shape[1] - 3), column]]
    return replace(points, gradient=gradient, expected=points.gradient[:, columns] @ factors)


def _bic(points: Points) -> float:
    known = points.known
    squares = ((points.measured - points.expected)[known] ** 2).mean()
    # A perfect fit is preferred to any other, not refused.
    least = np.finfo(float).tiny
    return known.sum() * np.log(max(squares, least)) + points.gradient.shape[1] * np.log(
        known.sum()
    )


def _weather_part(model: Signatures, temperature_c: np.ndarray) -> np.ndarray:
    return signature.predict(model, temperature_c)[0] - model.base_per_day[0]


def _gradient(model: Signatures, temperature_c: np.ndarray) -> np.ndarray:
    """How what a signature expects of a day moves with its parameters: (n, p)."""
    columns = [np.where(np.isnan(temperature_c), np.nan, 1.0)]
    for balance, slope, sign in (
        (model.heating_balance_c[0], model.heating_per_k_d[0], 1),
        (model.cooling_balance_c[0], model.cooling_per_k_d[0], -1),
    ):
        if slope > 0:
            degrees = sign * (balance - temperature_c)
            columns += [np.maximum(0, degrees), slope * (degrees > 0)]
    return np.column_stack(columns)
