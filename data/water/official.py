"""Official indicators of a drinking-water network, from its volumes of a year.

V1 produced, V2 imported, V3 exported, V4 distributed = V1 + V2 − V3, V7 metered, V8 used without
a meter, V9 used by the service, V6 authorised = V7 + V8 + V9. L is the length of pipes in km,
service pipes left out. Scalars or arrays of one shape; a variable that is missing (None or NaN) or
negative gives NaN, never 0. Source: arrêté du 2 mai 2007, annex I.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

YEAR_DAYS = 365
# The linear renewed is that of five years.
RENEWAL_YEARS = 5
Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Volumes:
    """Volumes in m³; None or NaN is unknown.

    `days` is the period of what enters the network and of what is estimated, `reading_days` that
    between the readings of the customers' meters.
    """

    produced_m3: ArrayLike | None = None
    imported_m3: ArrayLike | None = None
    exported_m3: ArrayLike | None = None
    metered_m3: ArrayLike | None = None
    unmetered_m3: ArrayLike | None = None
    service_m3: ArrayLike | None = None
    days: ArrayLike | None = YEAR_DAYS
    reading_days: ArrayLike | None = YEAR_DAYS


VOLUMES = tuple(field.name for field in fields(Volumes) if field.name.endswith("_m3"))


def yearly(volumes: Volumes) -> Volumes:
    """The volumes brought to 365 days: V × 365 ÷ days; NaN for a period of no day."""
    share, read = ratio(YEAR_DAYS, volumes.days), ratio(YEAR_DAYS, volumes.reading_days)
    brought = {
        name: known(getattr(volumes, name)) * (read if name == "metered_m3" else share)
        for name in VOLUMES
    }
    return replace(volumes, **brought, days=YEAR_DAYS, reading_days=YEAR_DAYS)


def entered_m3(volumes: Volumes) -> Figures:
    """V1 + V2, in m³ a year."""
    year = yearly(volumes)
    return year.produced_m3 + year.imported_m3


def distributed_m3(volumes: Volumes) -> Figures:
    """V4 = V1 + V2 − V3, in m³ a year."""
    return entered_m3(volumes) - yearly(volumes).exported_m3


def authorised_m3(volumes: Volumes) -> Figures:
    """V6 = V7 + V8 + V9, in m³ a year."""
    year = yearly(volumes)
    return year.metered_m3 + year.unmetered_m3 + year.service_m3


def lost_m3(volumes: Volumes) -> Figures:
    """V4 − V6, in m³ a year; negative when more is said to be used than distributed."""
    return distributed_m3(volumes) - authorised_m3(volumes)


def yield_pct(volumes: Volumes) -> Figures:
    """P104.3 = 100 × (V6 + V3) ÷ (V1 + V2), in %; NaN when nothing enters.

    Above 100 when more is said to be used than entered: shown as it is, and named by `checks`.
    """
    used = authorised_m3(volumes) + yearly(volumes).exported_m3
    return 100 * ratio(used, entered_m3(volumes))


def unmetered_index_m3_km_day(volumes: Volumes, pipe_km: ArrayLike | None) -> Figures:
    """P105.3 = (V4 − V7) ÷ (365 L), in m³/km/day; NaN without length."""
    return per_km_day(distributed_m3(volumes) - yearly(volumes).metered_m3, pipe_km)


def loss_index_m3_km_day(volumes: Volumes, pipe_km: ArrayLike | None) -> Figures:
    """P106.3 = (V4 − V6) ÷ (365 L), in m³/km/day; NaN without length."""
    return per_km_day(lost_m3(volumes), pipe_km)


def consumption_index_m3_km_day(volumes: Volumes, pipe_km: ArrayLike | None) -> Figures:
    """ILC = (V6 + V3) ÷ (365 L), in m³/km/day; NaN without length."""
    return per_km_day(authorised_m3(volumes) + yearly(volumes).exported_m3, pipe_km)


def renewal_pct(renewed_km: ArrayLike | None, pipe_km: ArrayLike | None) -> Figures:
    """P107.2 = 100 × (length renewed in five years ÷ 5) ÷ L, in % a year; NaN without length."""
    return 100 * ratio(known(renewed_km) / RENEWAL_YEARS, pipe_km)


def per_km_day(volume_m3: ArrayLike | None, pipe_km: ArrayLike | None) -> Figures:
    """Volume of a year ÷ (365 L), in m³/km/day; NaN for a length that is missing or zero."""
    return ratio(np.asarray(volume_m3, dtype=float) / YEAR_DAYS, pipe_km)


def known(value: ArrayLike | None) -> Figures:
    """A quantity that cannot be negative: NaN when it is missing or is negative."""
    figures = np.asarray(value, dtype=float)
    return np.where(figures >= 0, figures, np.nan)


def ratio(above: ArrayLike | None, below: ArrayLike | None) -> Figures:
    """above ÷ below; NaN when either is missing or `below` is not positive."""
    above, below = np.broadcast_arrays(
        np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    )
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
