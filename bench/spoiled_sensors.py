"""Sensor faults laid into inflows: hours (s, n) of meters before, and what they tell then."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
# (hours of every meter, first hour of the fault) -> what the meters tell from then on.
Spoil = Callable[[Values, int], Values]

DAY = 24
L_S_PER_M3_H = 1 / 3.6


@dataclass(frozen=True)
class Spoiled:
    """A fault to lay, the kind by which it should be named, and how slowly it shows."""

    label: str
    kind: str
    spoil: Spoil
    slow: bool = False


def held(hours: int) -> Spoil:
    """The last value repeated."""
    return lambda flow, start: _replaced(flow, start, hours, _last_known(flow, start)[:, None])


def zeroed(hours: int) -> Spoil:
    """Nothing but zero."""
    return lambda flow, start: _replaced(flow, start, hours, np.zeros((len(flow), 1)))


def missing(hours: int) -> Spoil:
    """Nothing at all."""
    return lambda flow, start: _replaced(flow, start, hours, np.full((len(flow), 1), np.nan))


def scaled(factor: float, hours: int) -> Spoil:
    """Every hour times a factor."""
    return lambda flow, start: _replaced(
        flow, start, hours, factor * flow[:, start : start + hours]
    )


def late(hours_late: int, hours: int) -> Spoil:
    """What was measured that many hours before."""
    return lambda flow, start: _replaced(
        flow, start, hours, np.roll(flow, hours_late, axis=1)[:, start : start + hours]
    )


def drifting(per_day: float) -> Spoil:
    """Times (1 + per_day) more every day, to the end."""
    return lambda flow, start: (
        flow * (1 + per_day) ** (np.maximum(np.arange(flow.shape[1]) - start, 0) / DAY)
    )


SPOILED = (
    Spoiled("valeur figée 8 h", "stuck", held(8)),
    Spoiled("valeur figée 48 h", "stuck", held(48)),
    Spoiled("zéro 12 h", "stuck", zeroed(12)),
    Spoiled("aucune mesure 12 h", "gap", missing(12)),
    Spoiled("sens inversé 12 h", "reversed", scaled(-1, 12)),
    Spoiled("sens inversé 20 j", "reversed", scaled(-1, 20 * DAY)),
    Spoiled("L/s lus m³/h, 20 j", "unit", scaled(L_S_PER_M3_H, 20 * DAY)),
    Spoiled("m³/h lus L/s, 20 j", "unit", scaled(3.6, 20 * DAY)),
    Spoiled("× 1 000, 20 j", "unit", scaled(1000, 20 * DAY)),
    Spoiled("÷ 24, 20 j", "unit", scaled(1 / 24, 20 * DAY)),
    Spoiled("× 10, 4 j", "unit", scaled(10, 4 * DAY)),
    Spoiled("une heure de retard, 30 j", "clock", late(1, 30 * DAY)),
    Spoiled("une heure d’avance, 30 j", "clock", late(-1, 30 * DAY)),
    Spoiled("trois heures d’avance, 30 j", "clock", late(-3, 30 * DAY)),
    Spoiled("douze heures de retard, 30 j", "clock", late(12, 30 * DAY)),
    Spoiled("dérive de + 0,2 % par jour", "drift", drifting(0.002), slow=True),
    Spoiled("dérive de − 0,2 % par jour", "drift", drifting(-0.002), slow=True),
    Spoiled("dérive de − 0,1 % par jour", "drift", drifting(-0.001), slow=True),
)


def _replaced(flow: Values, start: int, hours: int, by: Values) -> Values:
    """`by` over these hours, where something was measured."""
    told = flow.copy()
    over = told[:, start : start + hours]
    over[:] = np.where(np.isfinite(over), by[:, : over.shape[1]], np.nan)
    return told


def _last_known(flow: Values, start: int) -> Values:
    """(s,) the last value known before an hour."""
    known = np.isfinite(flow[:, :start])
    at = known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    return flow[np.arange(len(flow)), at]
