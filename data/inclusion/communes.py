"""Every commune of a territory: its fragility, its places, how far help is; the two crossed."""

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.inclusion.scope import within
from data.inclusion.similar import COMMUNE_CLASSES, commune_class
from data.inclusion.vocabulary import FRAGILE_SHARE, REACH_KM, REACHES_KM
from data.selection import Selection

THIRDS = 3
FRAGILITY_THIRDS = ("Moins fragile", "Intermédiaire", "Plus fragile")
SUPPLY_THIRDS = ("Plus près d’un lieu", "Intermédiaire", "Plus loin d’un lieu")
VERY_FRAGILE = "Très fragile"
ADDED = ["epci_name", "size_class", "size_label", "rank_of", "fragility_third",
         "fragility_label", "very_fragile", "supply_third", "supply_label", "reach_class",
         "reach_label", "places_per_10k", "mediators_per_10k"]  # fmt: skip
CROSSED = ["fragility_third", "fragility_label", "supply_third", "supply_label", "communes",
           "population", "fragility_from", "fragility_to", "nearest_from_km",
           "nearest_to_km"]  # fmt: skip


def communes(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a commune, by name: the columns of out_inclusion_commune, then ADDED.

    Thirds (0 to 2), ranks and "very fragile" (the first fifth) are those of the whole territory,
    whatever the selection. `supply_third` goes by `nearest_km`: most communes have no place, and
    that of the next one counts. `reach_class`: 0 up to 5 km, 1 up to 10, 2 up to 15, 3 beyond.
    Missing where the figure behind is.
    """
    row = schema.inclusion_commune.c
    everywhere = described(fetch(engine, select(schema.inclusion_commune, epci_name())))
    held = fetch(engine, select(row.commune_code).where(_inside(selection)))["commune_code"]
    kept = everywhere[everywhere["commune_code"].isin(held)]
    return kept.sort_values(["name", "commune_code"], ignore_index=True)


def far_and_fragile(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The very fragile communes whose nearest place is beyond the reach, the most fragile first.

    Columns of `communes` and `reach_km`: 10, or the number of km in `selection.detail`.
    """
    reach_km = asked_reach_km(selection.detail)
    found = communes(engine, selection)
    kept = found[found["very_fragile"].fillna(False) & (found["nearest_km"] > reach_km)]
    kept = kept.sort_values(["fragility", "population"], ascending=False, ignore_index=True)
    return kept.assign(reach_km=reach_km)


def bivariate(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Fragility crossed with supply: nine rows, columns CROSSED, least fragile and nearest first.

    Counts of communes and sums of population of the territory; bounds are those of thirds of the
    whole. Communes without a score or without a distance are in none.
    """
    everywhere = fetch(engine, select(schema.inclusion_commune))
    bounds = {name: thirds_bounds(everywhere[name]) for name in ("fragility", "nearest_km")}
    found = communes(engine, selection)
    cells = found.groupby(["fragility_third", "supply_third"])
    counts, people = cells.size(), cells["population"].sum()
    if everywhere.empty:
        return pd.DataFrame(columns=CROSSED)
    return pd.DataFrame(
        [
            (
                fragile, FRAGILITY_THIRDS[fragile], supply, SUPPLY_THIRDS[supply],
                int(counts.get((fragile, supply), 0)), int(people.get((fragile, supply), 0)),
                *bounds["fragility"][fragile : fragile + 2],
                *bounds["nearest_km"][supply : supply + 2],
            )
            for fragile in range(THIRDS)
            for supply in range(THIRDS)
        ],
        columns=CROSSED,
    )  # fmt: skip


def asked_reach_km(detail: str) -> int:
    """5, 10 or 15 km as a link asks; 10 for anything else."""
    return int(detail) if detail in {str(km) for km in REACHES_KM} else REACH_KM


def epci_name() -> object:
    """The name of the EPCI of a commune, null where it is not listed."""
    scope, row = schema.scope.c, schema.inclusion_commune.c
    return (
        select(scope.label)
        .where(scope.scope == "epci:" + row.epci_code)
        .scalar_subquery()
        .label("epci_name")
    )


def described(everywhere: pd.DataFrame) -> pd.DataFrame:
    """Rows of the whole territory with the columns ADDED."""
    frame = everywhere.copy()
    ranked = int(frame["rank"].notna().sum())
    frame["size_class"] = commune_class(frame["population"])
    frame["size_label"] = labelled(frame["size_class"], COMMUNE_CLASSES)
    frame["rank_of"] = ranked
    frame["fragility_third"] = thirds(frame["fragility"])
    frame["fragility_label"] = labelled(frame["fragility_third"], FRAGILITY_THIRDS)
    very = (frame["rank"] <= FRAGILE_SHARE * ranked).astype("boolean")
    frame["very_fragile"] = very.mask(frame["rank"].isna())
    frame.loc[very & frame["rank"].notna(), "fragility_label"] = VERY_FRAGILE
    frame["supply_third"] = thirds(frame["nearest_km"])
    frame["supply_label"] = labelled(frame["supply_third"], SUPPLY_THIRDS)
    frame["reach_class"] = reach_class(frame["nearest_km"])
    frame["reach_label"] = labelled(frame["reach_class"], REACH_LABELS)
    for name in ("places", "mediators"):
        counted = frame[name].astype(float)
        people = frame["population"].astype(float)
        frame[f"{name}_per_10k"] = (10_000 * counted / people).where(people > 0)
    order = [*everywhere.columns.drop("epci_name"), *ADDED]
    return frame[order]


REACH_LABELS = (
    *(f"Jusqu’à {km} km" for km in REACHES_KM),
    f"Plus de {REACHES_KM[-1]} km",
)


def reach_class(nearest_km: pd.Series) -> pd.Series:
    """0 to 3, the rank in REACH_LABELS; missing without a place."""
    known = nearest_km.astype(float)
    found = pd.Series(np.searchsorted(REACHES_KM, known, side="left"), known.index)
    return found.where(known.notna()).astype("Int64")


def thirds_bounds(values: pd.Series) -> list[float]:
    """Least, one third, two thirds and most of the known values; NaN without any."""
    known = values.astype(float).dropna()
    if known.empty:
        return [np.nan] * (THIRDS + 1)
    return [float(bound) for bound in np.quantile(known, [0, 1 / THIRDS, 2 / THIRDS, 1])]


def thirds(values: pd.Series) -> pd.Series:
    """0, 1 or 2: up to the first third of the known values, the second, beyond; else missing."""
    known = values.astype(float)
    found = np.searchsorted(thirds_bounds(known)[1:-1], known, side="left")
    return pd.Series(found, known.index).where(known.notna()).astype("Int64")


def labelled(classes: pd.Series, labels: tuple[str, ...]) -> pd.Series:
    """The label of each class; None where it is missing."""
    return classes.astype(object).map(dict(enumerate(labels)), na_action="ignore").astype(object)


def _inside(selection: Selection) -> object:
    return within(schema.inclusion_commune, selection.scope)
