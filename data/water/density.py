"""How dense the customers of a network are, and what its losses per km are worth for that.

A network of the country cannot be judged as one of a town: losses follow joints and service pipes.
There is no official scale: the one in use here, and where it was read, are reference values.
"""

from collections.abc import Mapping
from dataclasses import dataclass

RURAL, INTERMEDIATE, URBAN = "rural", "intermediate", "urban"
GOOD, FAIR, POOR, BAD = "good", "fair", "poor", "bad"


@dataclass(frozen=True)
class DensityLimits:
    """Where a class begins, in customers per km or else by the ILC; limits of losses by class.

    `losses`: class -> the highest index (m³/km/day) that is good, fair, poor.
    """

    rural_customers_km: float
    urban_customers_km: float
    rural_index: float
    urban_index: float
    losses: Mapping[str, tuple[float, ...]]


def density_class(
    customers_km: float, consumption_index: float, limits: DensityLimits
) -> str | None:
    """ "rural", "intermediate" or "urban", by customers per km, else by the ILC; None without.

    Rural under 25 customers per km, urban above 50; by the ILC, under 10 and above 30 m³/km/day.
    """
    by_customers = _between(customers_km, limits.rural_customers_km, limits.urban_customers_km)
    return by_customers or _between(consumption_index, limits.rural_index, limits.urban_index)


def judgement(loss_index: float, density: str | None, limits: DensityLimits) -> str | None:
    """ "good", "fair", "poor" or "bad" losses for the class; a limit belongs to the better side.

    None without class, when the index is missing, or when it is negative (impossible).
    """
    if density is None or not loss_index >= 0:
        return None
    highest = zip((GOOD, FAIR, POOR), limits.losses[density], strict=True)
    return next((word for word, limit in highest if loss_index <= limit), BAD)


def _between(value: float, low: float, high: float) -> str | None:
    if not value >= 0:
        return None
    return RURAL if value < low else URBAN if value > high else INTERMEDIATE
