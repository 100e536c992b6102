"""What a building would save at the level of its peers, and who its peers are."""

from dataclasses import dataclass

import numpy as np

# Classes of communes by population: from 0, 500, 2,000 and 10,000 inhabitants.
POPULATION_CLASSES = (500, 2_000, 10_000)
MIN_PEERS = 5


@dataclass(frozen=True)
class Peers:
    """Other buildings that each one is compared with: how many, and their median kWh/m².

    0 and NaN where there are too few.
    """

    count: np.ndarray
    median_kwh_m2: np.ndarray


def potential_eur(
    kwh_m2: np.ndarray,
    median_kwh_m2: np.ndarray,
    floor_m2: np.ndarray,
    eur_per_kwh: np.ndarray | float,
) -> np.ndarray:
    """max(0, kWh/m² − median) × m² × €/kWh, in € per year; NaN where a term is missing."""
    terms = (np.asarray(term, dtype=float) for term in (kwh_m2, median_kwh_m2, floor_m2))
    own, median, floor = terms
    return np.maximum(own - median, 0.0) * floor * np.asarray(eur_per_kwh, dtype=float)


def peer_medians(kwh_m2: np.ndarray, category: np.ndarray, population: np.ndarray) -> Peers:
    """Median kWh/m² of the other buildings of the same kind, for each of m buildings.

    Peers are of the same category and the same class of commune population; with fewer than 5 of
    them, of the same category over the whole territory; with fewer than 5 again, none. A building
    is not its own peer; one without kWh/m² (NaN) is the peer of none but has peers. A commune of
    unknown population (NaN) is compared over the whole territory.
    """
    kwh_m2, population = np.asarray(kwh_m2, dtype=float), np.asarray(population, dtype=float)
    _, kind = np.unique(np.asarray(category, dtype=str), return_inverse=True)
    classes = np.digitize(population, POPULATION_CLASSES)
    similar = kind * (len(POPULATION_CLASSES) + 1) + classes
    near = _others(kwh_m2, np.where(np.isnan(population), -1, similar))
    whole = _others(kwh_m2, kind)
    enough_near = (near.count >= MIN_PEERS) & ~np.isnan(population)
    enough = enough_near | (whole.count >= MIN_PEERS)
    count = np.where(enough_near, near.count, whole.count)
    median = np.where(enough_near, near.median_kwh_m2, whole.median_kwh_m2)
    return Peers(np.where(enough, count, 0), np.where(enough, median, np.nan))


def _others(kwh_m2: np.ndarray, group: np.ndarray) -> Peers:
    count = np.zeros(len(kwh_m2), dtype=int)
    median = np.full(len(kwh_m2), np.nan)
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=np.nan) != 0)
    for rows in np.split(order, starts[1:]) if len(order) else ():
        count[rows], median[rows] = _group_others(kwh_m2[rows])
    return Peers(count, median)


def _group_others(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each value of a group, how many others are known and their median."""
    known = np.sort(values[~np.isnan(values)])
    is_known = ~np.isnan(values)
    count = len(known) - is_known
    # The place of each value among the sorted ones; those missing are past the end.
    own = np.where(is_known, np.searchsorted(known, values), len(known))
    low, high = (count - 1) // 2, count // 2
    medians = np.full(len(values), np.nan)
    some = count > 0
    pair = [known[(place + (place >= own))[some]] for place in (low, high)]
    medians[some] = (pair[0] + pair[1]) / 2
    return count, medians
