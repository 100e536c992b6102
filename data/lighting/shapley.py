"""Which factor explains a change: the exact Shapley contributions of a product.

The contribution of a factor is the mean, over every order in which the factors could have changed,
of what its own change adds (L. S. Shapley, 1953). No order is chosen, nothing is left unexplained.
"""

from collections.abc import Mapping
from itertools import combinations
from math import factorial, prod

import numpy as np

# Floats, or arrays of one value a cabinet.
Factors = Mapping[str, float | np.ndarray]
ENERGY = ("power_kw", "hours", "price_eur_kwh")
SUBSCRIPTION = "subscription_eur"


def split(before: Factors, after: Factors) -> dict[str, np.ndarray]:
    """What each factor adds to the change of the product of all, in the unit of the product.

    kWh = points × kW per point × hours: split({"points": …, "kw_per_point": …, "hours": …}, …).
    The contributions add up to prod(after) − prod(before); a factor that stays adds 0; a missing
    one (NaN) leaves all missing. ValueError when the factors are not the same.
    """
    if before.keys() != after.keys():
        raise ValueError(f"facteurs différents : {sorted(before)} et {sorted(after)}")
    return {name: _contribution(name, before, after) for name in before}


def split_bill(before: Factors, after: Factors) -> dict[str, np.ndarray]:
    """What power, hours, price and subscription add to the change of a bill, in €.

    bill = power_kw × hours × price_eur_kwh + subscription_eur, by those names. A term that is
    added, as the subscription, contributes its own change whatever the order.
    """
    first, last = ({name: given[name] for name in ENERGY} for given in (before, after))
    changed = np.subtract(after[SUBSCRIPTION], before[SUBSCRIPTION])
    return {**split(first, last), SUBSCRIPTION: changed}


def _contribution(name: str, before: Factors, after: Factors) -> np.ndarray:
    """(after − before) of one × the mean of the products that the others make meanwhile."""
    others = [other for other in before if other != name]
    mean = sum(
        _weight(changed, len(others)) * _product(others, set(already), before, after)
        for changed in range(len(others) + 1)
        for already in combinations(others, changed)
    )
    return np.subtract(after[name], before[name]) * mean


def _weight(changed: int, others: int) -> float:
    """Share of the orders in which exactly these `changed` factors come first."""
    return factorial(changed) * factorial(others - changed) / factorial(others + 1)


def _product(
    names: list[str], already: set[str], before: Factors, after: Factors
) -> float | np.ndarray:
    return prod(np.asarray((after if name in already else before)[name]) for name in names)
