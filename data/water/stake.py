"""The money at stake in the yield of a network: now, and for each point gained.

A point is one of the official yield (P104.3), gained by losing less: what customers use and what is
exported stay the same, less water enters.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.water.official import (
    Volumes,
    authorised_m3,
    entered_m3,
    lost_m3,
    ratio,
    yearly,
    yield_pct,
)
from data.water.redevance import (
    LevyRules,
    better_performance,
    levy_eur,
    modulation,
    weighted_yield_pct,
)

POINTS = 10


@dataclass(frozen=True)
class LevyBasis:
    """What the levy of a service is computed on; None is unknown.

    `assets_part` (0 to 0.25) and `second_way` (0 to 0.55) are coefficients told by the agency.
    """

    billed_m3: float | None
    rate_eur_m3: float | None
    assets_part: float | None = None
    second_way: float | None = None


def cost_eur_m3(
    volumes: Volumes, production_eur_m3: float | None, purchase_eur_m3: float | None
) -> float:
    """What a m³ that need not enter saves: prices of production and purchase weighed by V1 and V2.

    NaN when a volume is missing, or the price of one that is not zero.
    """
    year = yearly(volumes)
    paid = _paid(year.produced_m3, production_eur_m3) + _paid(year.imported_m3, purchase_eur_m3)
    return float(ratio(paid, entered_m3(volumes)))


def lost_eur(volumes: Volumes, eur_m3: float | None) -> float:
    """(V4 − V6) × cost of a m³, in € a year; NaN when losses are unknown or negative."""
    lost = float(lost_m3(volumes))
    return lost * (np.nan if eur_m3 is None else eur_m3) if lost >= 0 else float("nan")


def water_stake(
    volumes: Volumes,
    pipe_km: float | None,
    basis: LevyBasis,
    rules: LevyRules,
    eur_m3: float | None,
) -> pd.DataFrame:
    """The levy and the cost of lost water, now and for 1 to 10 points more: a row a point.

    Columns points, yield_pct, saved_m3 (against now), levy_eur, water_eur, total_eur, then what is
    gained against now: levy_gain_eur, water_gain_eur, gain_eur. The gain of levy needs no
    `assets_part`. NaN where something is missing, and above a yield of 100 %.
    """
    points = np.arange(POINTS + 1)
    after = gained(volumes, points)
    weighted = weighted_yield_pct(after, pipe_km, rules)
    part = better_performance(weighted, basis.second_way, rules)
    rates = basis.billed_m3, basis.rate_eur_m3
    levy = levy_eur(*rates, modulation(part, basis.assets_part, rules))
    lost = lost_m3(after)
    water = np.where(lost >= 0, lost, np.nan) * np.asarray(eur_m3, dtype=float)
    rows = {
        "points": points,
        "yield_pct": yield_pct(after),
        "saved_m3": lost[0] - lost,
        "levy_eur": levy,
        "water_eur": water,
        "total_eur": levy + water,
        "levy_gain_eur": levy_eur(*rates, part - part[0]),
        "water_gain_eur": water[0] - water,
    }
    rows["gain_eur"] = rows["levy_gain_eur"] + rows["water_gain_eur"]
    return pd.DataFrame(rows)


def gained(volumes: Volumes, points: np.ndarray) -> Volumes:
    """The volumes of a year once so many points of yield are gained, in arrays of that shape.

    V1 and V2 shrink alike so that (V6 + V3) ÷ (V1 + V2) is the yield wanted; NaN above 100 %.
    """
    year = yearly(volumes)
    wanted = yield_pct(volumes) + points
    used = authorised_m3(volumes) + year.exported_m3
    entered = np.where(wanted <= 100, 100 * ratio(used, wanted), np.nan)
    # Without gain the volumes are those declared, whatever their yield.
    left = np.where(points == 0, 1.0, ratio(entered, entered_m3(volumes)))
    same = {
        name: np.broadcast_to(getattr(year, name), points.shape)
        for name in ("exported_m3", "metered_m3", "unmetered_m3", "service_m3")
    }
    return Volumes(year.produced_m3 * left, year.imported_m3 * left, **same)


def _paid(volume_m3: np.ndarray, eur_m3: float | None) -> np.ndarray:
    """A price not needed may be unknown."""
    return np.where(volume_m3 == 0, 0.0, volume_m3 * np.asarray(eur_m3, dtype=float))
