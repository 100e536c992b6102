"""The levy on the performance of drinking-water networks (redevance, since 2025).

Levy = volume billed × rate of the agency × modulation, modulation = 1 − (performance + assets).
The levy of year N follows the performance of year N − 2. Source: code de l'environnement, articles
L. 213-10-5 and D. 213-48-12-2 to D. 213-48-12-4.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.water.official import Volumes, distributed_m3, known, per_km_day, ratio, yearly

# Item of the rates -> the agency.
AGENCIES = {
    "adour-garonne": "Adour-Garonne",
    "artois-picardie": "Artois-Picardie",
    "loire-bretagne": "Loire-Bretagne",
    "rhin-meuse": "Rhin-Meuse",
    "rhone-mediterranee-corse": "Rhône-Méditerranée-Corse",
    "seine-normandie": "Seine-Normandie",
}


@dataclass(frozen=True)
class LevyRules:
    """Values in force of the modulation.

    `points_per_index` is what the weighted yield takes off by m³/km/day metered.
    """

    per_point: float
    from_pct: float
    most_performance: float
    most_assets: float
    points_per_index: float


def primary_yield_pct(volumes: Volumes) -> NDArray[np.float64]:
    """100 × V7 ÷ (V1 + V2 − V3), in %: what is metered of what enters the network."""
    return 100 * ratio(yearly(volumes).metered_m3, distributed_m3(volumes))


def weighted_yield_pct(
    volumes: Volumes, pipe_km: ArrayLike | None, rules: LevyRules
) -> NDArray[np.float64]:
    """Rendement primaire pondéré = primary yield − 0.2 × V7 ÷ (365 L); NaN without length."""
    metered_km_day = per_km_day(yearly(volumes).metered_m3, pipe_km)
    return primary_yield_pct(volumes) - rules.points_per_index * metered_km_day


def performance(weighted_pct: ArrayLike | None, rules: LevyRules) -> NDArray[np.float64]:
    """2.75 % × (weighted yield − 65), from 0 to 0.55: the first of two ways.

    The law keeps the better of the two ways: `better_performance` takes the second one as declared.
    """
    asked = rules.per_point * (np.asarray(weighted_pct, dtype=float) - rules.from_pct)
    return np.clip(asked, 0, rules.most_performance)


def better_performance(
    weighted_pct: ArrayLike | None, second_way: ArrayLike | None, rules: LevyRules
) -> NDArray[np.float64]:
    """The greater of the first way and of the second one; the first alone without the second.

    Then it is the least that the coefficient may be, and the levy the most.
    """
    first = performance(weighted_pct, rules)
    second = np.clip(known(second_way), 0, rules.most_performance)
    return np.where(np.isnan(first), np.nan, np.fmax(first, second))


def modulation(
    performance_part: ArrayLike | None, assets_part: ArrayLike | None, rules: LevyRules
) -> NDArray[np.float64]:
    """1 − (performance + assets), from 0.2 to 1; NaN when either is missing."""
    assets = np.minimum(known(assets_part), rules.most_assets)
    return 1 - (np.asarray(performance_part, dtype=float) + assets)


def levy_eur(
    billed_m3: ArrayLike | None, rate_eur_m3: ArrayLike | None, modulated: ArrayLike | None
) -> NDArray[np.float64]:
    """Volume billed × rate × modulation, in € a year; NaN when one is missing."""
    return known(billed_m3) * known(rate_eur_m3) * np.asarray(modulated, dtype=float)
