"""The indicators of several services together: volumes and lengths are added, then divided.

A mean of ratios would give a hamlet the weight of a town. A service that lacks one of the figures
of an indicator is left out of both sides of its ratio, and named. Water sold by one of the services
to another counts on both sides of the yield, as in the national syntheses.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.water.official import (
    VOLUMES,
    Volumes,
    consumption_index_m3_km_day,
    loss_index_m3_km_day,
    renewal_pct,
    unmetered_index_m3_km_day,
    yield_pct,
)

LENGTH = "pipe_km"
UNMETERED = tuple(name for name in VOLUMES if name not in ("unmetered_m3", "service_m3"))


class Together(NamedTuple):
    """An indicator of several services, those it is of, and those left out for want of a figure."""

    value: float
    kept: list[str]
    left_out: list[str]


def _of_volumes(sums: pd.Series) -> Volumes:
    return Volumes(**{name: sums[name] for name in VOLUMES if name in sums})


# Indicator -> the figures it needs of each service, and how it follows from their sums.
INDICATORS: dict[str, tuple[tuple[str, ...], Callable[[pd.Series], float]]] = {
    "yield_pct": (VOLUMES, lambda sums: yield_pct(_of_volumes(sums))),
    "unmetered_index_m3_km_day": (
        (*UNMETERED, LENGTH),
        lambda sums: unmetered_index_m3_km_day(_of_volumes(sums), sums[LENGTH]),
    ),
    "loss_index_m3_km_day": (
        (*VOLUMES, LENGTH),
        lambda sums: loss_index_m3_km_day(_of_volumes(sums), sums[LENGTH]),
    ),
    "consumption_index_m3_km_day": (
        (*VOLUMES, LENGTH),
        lambda sums: consumption_index_m3_km_day(_of_volumes(sums), sums[LENGTH]),
    ),
    "renewal_pct": (
        ("renewed_km", LENGTH),
        lambda sums: renewal_pct(sums["renewed_km"], sums[LENGTH]),
    ),
}


def together(services: pd.DataFrame, indicator: str) -> Together:
    """One indicator of services: a row each, `service_id` and volumes in m³ of 365 days.

    NaN when no service has all its figures. A length of zero is a missing one.
    """
    needed, of_sums = INDICATORS[indicator]
    figures = services[list(needed)].astype(float)
    if LENGTH in needed:
        figures[LENGTH] = figures[LENGTH].where(figures[LENGTH] > 0)
    complete = (figures >= 0).all(axis=1)
    names = services["service_id"]
    value = float(of_sums(figures[complete].sum())) if complete.any() else np.nan
    return Together(value, names[complete].tolist(), names[~complete].tolist())
