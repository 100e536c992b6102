"""The placement that a link asks for, on the store done by hand."""

import time

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack, identity

from data import db
from data.inclusion.distances import great_circle_km
from data.inclusion.placement import place_next
from data.inclusion.placement_query import placement
from data.inclusion.scenario import Scenario
from loaders.inclusion import inclusion_rollup
from tests import inclusion_store as made
from tests.inclusion_store import (
    BLOIS,
    CHAMBORD,
    RICHELIEU,
    TOURS,
    VINEUIL,
    asked,
)
from tests.loaders.measured import territory

POPULATION = 20_600
# population × score ÷ 10, Vineuil having none.
DEMAND = 10_000 * 0.0 + 4_000 * 0.25 + 5_000 * 0.5 + 100 * 0.75 + 1_000 * 1.0


@pytest.fixture
def helped(engine):
    made.fill_store(engine)
    return engine


def test_new_places_go_where_they_bring_the_most(helped):
    found = placement(helped, asked())
    # Richelieu is 22 km from Tours, Chambord 13 km from Blois: both are out of 10 km.
    assert list(found.chosen["commune_code"]) == [RICHELIEU, CHAMBORD]
    assert list(found.chosen["gained_population"]) == [1_000, 100]
    assert list(found.chosen["gained_demand"]) == pytest.approx([1_000, 75])
    # Vineuil and Chambord are 10,008 m apart: only Chambord serves Chambord.


def test_coverage_before_and_after(helped):
    found = placement(helped, asked(detail="n1"))
    assert (found.demand, found.population) == (pytest.approx(DEMAND), POPULATION)
    assert found.covered_demand_before_pct == pytest.approx(100 * (DEMAND - 1_075) / DEMAND)
    assert found.covered_demand_after_pct == pytest.approx(100 * (DEMAND - 75) / DEMAND)
    assert found.covered_population_before_pct == pytest.approx(100 * 19_500 / POPULATION)
    assert found.covered_population_after_pct == pytest.approx(100 * 20_500 / POPULATION)
    row = found.chosen.iloc[0]
    assert row["cumulative_population_share_pct"] == pytest.approx(100 * 20_500 / POPULATION)
    assert (row["communes_served"], row["served_names"], row["rank"]) == (1, "Richelieu", 1)
    assert (row["latitude_deg"], row["longitude_deg"]) == (46.8, 1.0)
    states = found.communes.set_index("commune_code")["state"].to_dict()
    assert (states[TOURS], states[RICHELIEU], states[CHAMBORD]) == ("before", "gained", "far")
    assert found.unscored == 1


def test_existing_places_are_those_of_everywhere_new_ones_of_the_territory(helped):
    found = placement(helped, asked(f"commune:{VINEUIL}"))
    assert found.chosen.empty
    assert found.covered_population_before_pct == 100
    assert found.covered_demand_before_pct is None
    assert found.candidates == 1


def test_places_not_open_enough_may_be_left_out(helped):
    found = placement(helped, asked(detail="o1_n1"))
    # That of Blois is open three hours a week: its 2,500 are no longer served.
    assert found.chosen["gained_demand"][0] == pytest.approx(2_500)
    assert found.chosen["commune_code"][0] in (BLOIS, VINEUIL)


def test_candidates_without_a_place(helped):
    everywhere = placement(helped, asked())
    bare = placement(helped, asked(detail="csans"))
    assert (everywhere.candidates, bare.candidates) == (6, 4)


def test_without_any_weight_people_count_alike(helped):
    found = placement(helped, asked(detail="t0_m0_a0_f0_p0_n1"))
    assert [notice.code for notice in found.notices] == ["IMPLANTATION_SANS_POIDS"]
    assert found.demand == POPULATION
    assert found.chosen["gained_population"][0] == 1_000


def test_a_link_that_is_wrong_answers_with_what_it_understands(helped):
    found = placement(helped, asked(detail="n1_d99999_z4_n0"))
    assert [notice.code for notice in found.notices] == [
        "IMPLANTATION_VALEUR_ABSURDE",
        "IMPLANTATION_REGLAGE_INCONNU",
        "IMPLANTATION_VALEUR_ABSURDE",
    ]
    assert (found.scenario.count, found.scenario.reach_km) == (1, 10)


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(),
        Scenario(reach_km=5, count=10, candidates="sans", open_enough=True),
        Scenario(uncovered_fast=0.0, uncovered_mobile=0.5, aged_65=3.0, low_diploma=2.0),
    ],
)
def test_a_scenario_comes_back_from_its_text(scenario):
    text = scenario.to_text()
    assert Scenario.parse(text) == (scenario, [])
    # The link carries it whole.
    assert asked(detail=text).detail == text


@pytest.mark.parametrize("text", ["", "d", "d-5", "dx", "p3.1", "n11", "d51", "cx", "o2", "~:.-"])
def test_a_text_never_raises_and_gives_the_default(text):
    scenario, notices = Scenario.parse(text)
    assert scenario == Scenario()
    assert len(notices) == bool(text)
    assert all(notice.text for notice in notices)


def test_the_whole_territory_answers_in_time(sqlite_store):
    """539 communes and as many candidates, ten places: well under 200 ms."""
    engine = db.make_engine(sqlite_store)
    with engine.begin() as connection:
        inclusion_rollup.rebuild(connection, territory())
    weightless = asked(detail="n10_t0_m0_a0_f0_p0")
    found = placement(engine, weightless)
    assert (found.candidates, len(found.chosen)) == (539, 10)
    times_s = []
    for _ in range(3):
        start_s = time.perf_counter()
        placement(engine, weightless)
        times_s.append(time.perf_counter() - start_s)
    engine.dispose()
    assert min(times_s) < 0.2


@pytest.mark.parametrize("count", [3, 10])
def test_on_the_true_map_the_greedy_choice_is_close_to_the_optimum(count):
    """The inhabitants of 539 communes, no place at all, 10 km; the optimum is proved."""
    communes = territory().communes
    demand = np.array([commune.population or 0 for commune in communes], dtype=float)
    axes = [np.array([one.town_hall_lat for one in communes]),
            np.array([one.town_hall_lon for one in communes])]  # fmt: skip
    reachable = great_circle_km(*axes, *axes) <= 10
    greedy = place_next(demand, reachable, np.zeros(len(demand), dtype=bool), count)
    assert greedy.after / best_coverage(demand, reachable, count) > 0.95


def best_coverage(demand: np.ndarray, reachable: np.ndarray, count: int) -> float:
    """The most that `count` candidates can cover: x is where they go, y what is served."""
    communes, candidates = reachable.shape
    served_by_one = hstack([csr_matrix(-reachable.astype(float)), identity(communes)])
    at_most = csr_matrix(np.r_[np.ones(candidates), np.zeros(communes)][None])
    found = milp(
        np.r_[np.zeros(candidates), -demand],
        constraints=[
            LinearConstraint(served_by_one, -np.inf, 0),
            LinearConstraint(at_most, -np.inf, count),
        ],
        integrality=np.r_[np.ones(candidates), np.zeros(communes)],
        bounds=Bounds(0, 1),
    )
    assert found.status == 0
    return -found.fun
