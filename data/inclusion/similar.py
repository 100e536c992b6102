"""Territories to compare with: EPCI of about the same size, communes of the same class."""

import numpy as np
import pandas as pd

# Classes of communes by population: from 0, 500, 2,000 and 10,000 inhabitants.
COMMUNE_SIZES = (500, 2_000, 10_000)
COMMUNE_CLASSES = (
    "Moins de 500 habitants",
    "500 à 1\u202f999 habitants",
    "2\u202f000 à 9\u202f999 habitants",
    "10\u202f000 habitants et plus",
)
# Similar EPCI have 0.4 to 2.5 times the population, and so of their mean commune: a town
# and its suburbs are not a hundred villages. The closest ones; fewer others are no reference.
MOST_RATIO, MOST_PEERS, LEAST_PEERS = 2.5, 5, 3


def commune_class(population: pd.Series) -> pd.Series:
    """0 to 3, the rank in COMMUNE_CLASSES; missing for an unknown population."""
    sizes = pd.Series(np.searchsorted(COMMUNE_SIZES, population, side="right"), population.index)
    return sizes.where(population.notna()).astype("Int64")


def similar_epcis(epcis: pd.DataFrame, code: str) -> list[str]:
    """The EPCI to compare one with, the closest first; none when there are too few.

    `epcis`, by code: `population` and `communes`. How far two are: the logarithms of the ratios
    of their populations and of those of their mean communes, as the sides of a right angle.
    """
    if code not in epcis.index:
        return []
    size = epcis["population"].astype(float)
    mean = size / epcis["communes"]
    gaps = pd.DataFrame({"size": np.log(size / size[code]), "mean": np.log(mean / mean[code])})
    near = gaps[(gaps.abs() <= np.log(MOST_RATIO) + 1e-9).all(axis=1)].drop(index=code)
    closest = near.pow(2).sum(axis=1).sort_values(kind="stable").index[:MOST_PEERS]
    return list(closest) if len(closest) >= LEAST_PEERS else []
