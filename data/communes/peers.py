"""Similar communes: of the same size, the same density, touristic or not; and how one stands."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.inclusion.similar import commune_class

# Classes of density, from 0, 30 and 150 inhabitants per km².
DENSITIES = (30.0, 150.0)
# What makes a commune touristic: a site of one of these kinds in the Wi-Fi of the syndicate.
TOURIST_KINDS = (
    "Château",
    "Office de tourisme",
    "Camping",
    "Halte vélo",
    "Parc zoologique",
    "Musée",
    "Monument",
    "Base de loisirs",
    "Hébergement",
)
# The criteria in the order in which they are dropped, the last first.
CRITERIA = ("size_class", "density_class", "tourist")
# With fewer peers that have the figure, the last criterion is dropped; then nothing is compared.
LEAST_PEERS = 8
UNKNOWN = -1
LOW, USUAL, HIGH = "low", "usual", "high"


@dataclass(frozen=True)
class Peers:
    """Which communes one is compared with, and how many of CRITERIA they share with it."""

    where: np.ndarray
    criteria: int

    @property
    def count(self) -> int:
        return int(self.where.sum())


@dataclass(frozen=True)
class Standing:
    """Where a value stands among peers: their quartiles, the bounds of nine tenths of them."""

    low: float
    q1: float
    median: float
    q3: float
    high: float
    place: str


def classified(
    population: np.ndarray, area_km2: np.ndarray, tourist: np.ndarray | None
) -> np.ndarray:
    """The classes of communes, one row each, in the order of CRITERIA; UNKNOWN where not known.

    Size: rank in COMMUNE_CLASSES. Density: 0 to 2, by inhabitants per km². Tourist: 0 or 1;
    `tourist` is None when no Wi-Fi site is known at all, and then no commune differs by it.
    """
    people, areas = pd.Series(population, dtype=float), pd.Series(area_km2, dtype=float)
    density = (people / areas.where(areas > 0)).to_numpy()
    ranks = np.searchsorted(DENSITIES, density, side="right")
    known_tourist = np.full(len(people), UNKNOWN) if tourist is None else tourist.astype(int)
    return np.column_stack(
        [
            commune_class(people).fillna(UNKNOWN).astype(int),
            np.where(np.isnan(density), UNKNOWN, ranks),
            known_tourist,
        ]
    )


def similar(classes: np.ndarray, row: int) -> list[Peers]:
    """The communes like that of a row, on the first criterion, the first two, all three.

    Stops at the first criterion that is not known of it.
    """
    known = [*(classes[row] == UNKNOWN), True].index(True)
    same = np.cumprod(classes[:, :known] == classes[row, :known], axis=1).astype(bool)
    same[row] = False
    return [Peers(same[:, place], place + 1) for place in range(known)]


def peers_with(alike: list[Peers], known: np.ndarray) -> Peers | None:
    """Of the `similar` communes, those whose figure is `known`, on as many criteria as leave
    enough; None when even those of the same size are fewer than LEAST_PEERS."""
    for group in reversed(alike):
        kept = Peers(group.where & known, group.criteria)
        if kept.count >= LEAST_PEERS:
            return kept
    return None


def standing(value: float, of_peers: np.ndarray, decimals: int) -> Standing:
    """Below the first quartile, above the third, or between, as numbers are read on screen.

    Quartiles by linear interpolation; `low` and `high` are the 5th and 95th percentiles.
    """
    bounds = np.quantile(of_peers, [0.05, 0.25, 0.5, 0.75, 0.95])
    shown, q1, q3 = (round(float(number), decimals) for number in (value, bounds[1], bounds[3]))
    place = LOW if shown < q1 else HIGH if shown > q3 else USUAL
    return Standing(*map(float, bounds), place)
