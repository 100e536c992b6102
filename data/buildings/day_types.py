"""What a building uses by type of day, beside its energy signature: weekdays, holidays.

A school uses a third on Sundays and in August; its signature, one line for all days, is wrong by
as much every week. Days of one type share a correction, learnt over the same year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.buildings import signature
from data.buildings.signature import Signatures

Values = NDArray[np.float64]

WEEKDAYS = 7
SUNDAY = 6
# Monday to Friday, then Saturday and Sunday, of school holidays.
HOLIDAY_WEEKDAY, HOLIDAY_WEEKEND = 7, 8
TYPES = 9
# Each type counts as if it had so many days more, just as the signature says.
PRIOR_DAYS = 0.3


def day_types(
    first_weekday: int, public_holiday: NDArray[np.bool_], school_holiday: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The type, 0 to 8, of each day: (n,); weekday 0 is Monday.

    0-6 are the weekdays of school time, a public holiday being a Sunday; 7 and 8 the weekdays and
    the week-ends of school holidays.
    """
    weekday = (first_weekday + np.arange(len(public_holiday))) % WEEKDAYS
    weekday = np.where(public_holiday, SUNDAY, weekday)
    holiday = np.where(weekday < SUNDAY - 1, HOLIDAY_WEEKDAY, HOLIDAY_WEEKEND)
    return np.where(school_holiday, holiday, weekday)


@dataclass(frozen=True)
class TypedSignatures:
    """Signatures of m meters, what each type of day adds to the base and by what it multiplies.

    expected = max(0, base + added[type] + factor[type] × (heating + cooling part)).
    """

    signatures: Signatures
    added_per_day: Values
    factor: Values

    def expected(self, temperature_c: Values, types: NDArray[np.int64]) -> Values:
        """What the meters use on days of these temperatures and types: (m, n); NaN if unknown."""
        base = self.signatures.base_per_day[:, None]
        part = signature.predict(self.signatures, temperature_c) - base
        usual = base + self.added_per_day[:, types] + self.factor[:, types] * part
        return np.maximum(usual, 0.0)

    def only(self, row: int) -> "TypedSignatures":
        """That of one meter."""
        rows = slice(row, row + 1)
        return TypedSignatures(
            self.signatures.only(rows), self.added_per_day[rows], self.factor[rows]
        )


def fit_typed(temperature_c: Values, per_day: Values, types: NDArray[np.int64]) -> TypedSignatures:
    """Signatures of the rows of `per_day` (m, n), corrected by type of day.

    Per type, least squares of the residual on (1, weather part), drawn towards no correction by
    PRIOR_DAYS; a type that the year does not hold is not corrected.
    """
    signatures = signature.fit(temperature_c, per_day)
    part = signature.predict(signatures, temperature_c) - signatures.base_per_day[:, None]
    residual = per_day - signatures.base_per_day[:, None] - part
    known = np.isfinite(residual)
    part, residual = np.where(known, part, 0.0), np.where(known, residual, 0.0)
    prior = PRIOR_DAYS * (part**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    added = np.zeros((len(per_day), TYPES))
    factor = np.ones((len(per_day), TYPES))
    for kind in range(TYPES):
        of = types == kind
        added[:, kind], slope = _line(part[:, of], residual[:, of], known[:, of], prior)
        factor[:, kind] += slope
    return TypedSignatures(signatures, added, factor)


def _line(
    part: Values, residual: Values, known: NDArray[np.bool_], prior: Values
) -> tuple[Values, Values]:
    """Intercept and slope by row of the ridge regression; 0 where nothing is known."""
    count = known.sum(axis=1) + PRIOR_DAYS
    x, xx = part.sum(axis=1), (part**2).sum(axis=1) + prior
    y, xy = residual.sum(axis=1), (part * residual).sum(axis=1)
    determinant = count * xx - x * x
    # Without weather part the slope is free: it stays at 0.
    free = determinant <= 1e-9 * count * np.maximum(xx, 1e-12)
    slope = np.where(free, 0.0, (count * xy - x * y) / np.where(free, 1.0, determinant))
    return (y - slope * x) / count, slope
