"""Where the next places would bring the most people in fragility within reach."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Engine, select

from data import schema
from data.cache import data_version
from data.db import fetch
from data.inclusion.communes import epci_name
from data.inclusion.distances import great_circle_km
from data.inclusion.fragility import HIGHEST, scores
from data.inclusion.placement import Placement, place_next
from data.inclusion.scenario import WITHOUT_PLACE, Scenario
from data.inclusion.scope import LEVELS
from data.inclusion.vocabulary import INGREDIENTS
from data.quality import Notice
from data.selection import SYNDICAT, Selection

Figures = NDArray[np.float64]
CHOSEN_COLUMNS = ["rank", "commune_code", "commune", "epci_name", "latitude_deg",
                  "longitude_deg", "gained_population", "gained_demand",
                  "cumulative_demand_share_pct", "cumulative_population_share_pct",
                  "communes_served", "served_names"]  # fmt: skip
COMMUNE_COLUMNS = ["commune_code", "commune", "epci_code", "latitude_deg", "longitude_deg",
                   "population", "fragility", "demand", "nearest_km", "state",
                   "chosen_rank"]  # fmt: skip
# State of a commune -> how it is said.
STATES = {
    "before": "Déjà à portée d’un lieu",
    "gained": "À portée d’un nouveau lieu",
    "far": "Toujours hors de portée",
    "unknown": "Mairie non localisée",
}


@dataclass(frozen=True)
class Stock:
    """The communes of the whole territory in one order, and how far they are from each other.

    `between_km` (n, n): from the town hall of a row to that of a column; `nearest_km`,
    `nearest_open_km`: from it to the existing places, infinite without any.
    """

    communes: pd.DataFrame
    ingredients_pct: Figures
    between_km: Figures
    nearest_km: Figures
    nearest_open_km: Figures


@dataclass(frozen=True)
class PlacementAnswer:
    """What a scenario gives: the places in order, the communes, coverage before and after.

    Shares are of the demand and population of the communes of the territory, in %; missing where
    there is none.
    """

    scenario: Scenario
    notices: list[Notice]
    chosen: pd.DataFrame
    communes: pd.DataFrame
    candidates: int
    demand: float
    population: int
    covered_demand_before_pct: float | None
    covered_demand_after_pct: float | None
    covered_population_before_pct: float | None
    covered_population_after_pct: float | None
    # Communes whose demand is not known: no score.
    unscored: int


def placement(engine: Engine, selection: Selection) -> PlacementAnswer:
    """The answer to the scenario of `selection.detail`, for the communes of the territory.

    Demand = population × fragility ÷ 10, the score being recomputed with the weights asked for
    (population alone when they are all zero). Places anywhere count as existing; new ones go to
    town halls of the territory.
    """
    scenario, notices = Scenario.parse(selection.detail)
    stock = _kept_stock(engine, data_version(engine))
    held = np.flatnonzero(_held(stock.communes, selection.scope))
    fragility = _fragility(stock, scenario)[held]
    communes = stock.communes.iloc[held].reset_index(drop=True)
    population = communes["population"].to_numpy(dtype=float)
    weightless = not any(scenario.weights)
    demand = population if weightless else population * fragility / HIGHEST
    near_km = stock.nearest_open_km if scenario.open_enough else stock.nearest_km
    candidates = _candidates(communes, scenario)
    reachable = stock.between_km[np.ix_(held, held[candidates])] <= scenario.reach_km
    covered = near_km[held] <= scenario.reach_km
    found = place_next(demand, reachable, covered, scenario.count)
    told = _told(communes, demand, near_km[held], covered, found, candidates)
    told["fragility"] = fragility
    if weightless:
        notices.append(Notice("IMPLANTATION_SANS_POIDS"))
    chosen = _chosen(communes, demand, reachable, covered, found, candidates)
    return PlacementAnswer(
        scenario,
        notices,
        chosen,
        told[COMMUNE_COLUMNS],
        len(candidates),
        float(np.nansum(demand)),
        int(np.nansum(population)),
        *_shares_pct(demand, covered, found.covered),
        *_shares_pct(population, covered, found.covered),
        int(np.isnan(demand).sum()),
    )


def _held(communes: pd.DataFrame, scope: str) -> Figures:
    kind, _, code = scope.partition(":")
    if kind == SYNDICAT:
        return np.ones(len(communes), dtype=bool)
    known = kind in LEVELS
    return (communes[f"{kind}_code"] == code).to_numpy() if known else np.zeros(len(communes), bool)


def _fragility(stock: Stock, scenario: Scenario) -> Figures:
    """The scores of the whole territory: the selection does not change who is fragile."""
    return scores(stock.ingredients_pct, np.array(scenario.weights))


def _candidates(communes: pd.DataFrame, scenario: Scenario) -> NDArray[np.int64]:
    located = communes["latitude_deg"].notna().to_numpy()
    allowed = communes["places"].to_numpy() == 0 if scenario.candidates == WITHOUT_PLACE else True
    return np.flatnonzero(located & allowed)


def _chosen(
    communes: pd.DataFrame,
    demand: Figures,
    reachable: NDArray[np.bool_],
    covered: NDArray[np.bool_],
    found: Placement,
    candidates: NDArray[np.int64],
) -> pd.DataFrame:
    """One row a new place, in order: columns CHOSEN_COLUMNS.

    Served are the communes that it newly brings within reach; of two places, the first has them.
    """
    population = np.nan_to_num(communes["population"].to_numpy(dtype=float))
    totals = np.nansum(demand), population.sum()
    now, rows = covered.copy(), []
    for rank, candidate in enumerate(found.chosen, start=1):
        served = reachable[:, candidate] & ~now
        now |= served
        own = communes.iloc[candidates[candidate]]
        names = communes["commune"][served].to_list()
        rows.append(
            (
                rank, own["commune_code"], own["commune"], own["epci_name"], own["latitude_deg"],
                own["longitude_deg"], int(population[served].sum()), found.gained[rank - 1],
                100 * np.nansum(demand[now]) / totals[0], 100 * population[now].sum() / totals[1],
                len(names), ", ".join(names),
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=CHOSEN_COLUMNS)


def _told(
    communes: pd.DataFrame,
    demand: Figures,
    near_km: Figures,
    covered: NDArray[np.bool_],
    found: Placement,
    candidates: NDArray[np.int64],
) -> pd.DataFrame:
    """The communes, with what becomes of them."""
    located = communes["latitude_deg"].notna().to_numpy()
    state = np.select(
        [~located, covered, found.covered], ["unknown", "before", "gained"], default="far"
    ).astype(object)
    rank = pd.Series(pd.NA, communes.index, "Int64")
    rank.iloc[candidates[found.chosen]] = range(1, len(found.chosen) + 1)
    return communes.assign(
        demand=demand,
        nearest_km=np.where(np.isfinite(near_km), near_km, np.nan),
        state=state,
        chosen_rank=rank,
    )


def _shares_pct(
    amount: Figures, before: NDArray[np.bool_], after: NDArray[np.bool_]
) -> tuple[float | None, float | None]:
    total = np.nansum(amount)
    if not total:
        return None, None
    return tuple(float(100 * np.nansum(amount[covered]) / total) for covered in (before, after))


# Every move of a slider asks for the stock, which only a load changes.
@lru_cache(maxsize=2)
def _kept_stock(engine: Engine, _version: str) -> Stock:
    row = schema.inclusion_commune.c
    communes = fetch(
        engine,
        select(row.commune_code, row.name.label("commune"), row.epci_code, row.departement_code,
               row.latitude_deg, row.longitude_deg, row.population, row.places, row.nearest_km,
               row.nearest_open_km, epci_name())
        .order_by(row.name, row.commune_code),
    )  # fmt: skip
    axes = [communes[name].to_numpy(dtype=float) for name in ("latitude_deg", "longitude_deg")]
    between_km = great_circle_km(*axes, *axes)
    return Stock(
        communes,
        _ingredients_pct(engine, communes["commune_code"].to_list()),
        np.where(np.isnan(between_km), np.inf, between_km),
        communes["nearest_km"].fillna(np.inf).to_numpy(dtype=float),
        communes["nearest_open_km"].fillna(np.inf).to_numpy(dtype=float),
    )


def _ingredients_pct(engine: Engine, codes: list[str]) -> Figures:
    """Percent (communes, INGREDIENTS); NaN where not known."""
    part = schema.inclusion_ingredient.c
    rows = fetch(engine, select(part.commune_code, part.ingredient, part.value_pct))
    wide = rows.pivot(index="commune_code", columns="ingredient", values="value_pct")
    return wide.reindex(index=codes, columns=list(INGREDIENTS)).to_numpy(dtype=float)
