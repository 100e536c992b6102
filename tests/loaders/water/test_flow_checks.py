"""Units that were mistaken: what the past of a sensor, then its customers, say of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.water.water_store import TITLES, fill_water, readings

pytestmark = pytest.mark.usefixtures("without_sums")
HOURS = 24
# 620 customers at 0.3 m³ a day are 7.75 m³/h.
USUAL_M3_H = 620 * 0.3 / HOURS
# The share of each hour: nights of a third, evenings of twice the mean.
PROFILE = np.array([0.3] * 6 + [1.5] * 4 + [1.0] * 8 + [2.0] * 4 + [0.6] * 2)


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    load(engine, "capteurs-eau", "secteur;capteur;sens\nCOTEAU;D2;entrée\nBOURG;D1;entrée\n")
    return engine


def flows(first: str, days: int, change: Callable[[np.ndarray], np.ndarray]) -> str:
    """A long file of D1: so many days, whose usual flows are changed."""
    start = datetime.fromisoformat(first)
    rng = np.random.default_rng(days)
    usual = np.tile(PROFILE, days) * USUAL_M3_H * rng.uniform(0.9, 1.1, HOURS * days)
    lines = [
        f"D1;{start + timedelta(hours=hour):%Y-%m-%d %H:%M};{value:.3f};m³/h;débit;UTC"
        for hour, value in enumerate(change(usual))
    ]
    return "\n".join([TITLES, *lines]) + "\n"


def as_it_is(flow: np.ndarray) -> np.ndarray:
    return flow


@pytest.mark.parametrize("factor", [3.6, 1 / 3.6, 60, 1000, 1 / 1000, 24])
def test_a_unit_that_its_past_belies_is_put_aside_whole(store: Engine, factor: float) -> None:
    assert load(store, "debits-eau", flows("2024-05-01", 20, as_it_is)).rejected.is_empty()
    before = readings(store, "D1")
    report = load(store, "debits-eau", flows("2024-05-21", 3, lambda flow: flow * factor))
    assert {code for _, code in codes(report)} == {"UNITE_SUSPECTE"}
    assert report.rejected.height == 3 * HOURS
    assert (
        "fois ce qu’il mesure d’habitude" in facts(report)["UNITES_DE_CAPTEURS_SUSPECTES"]["names"]
    )
    assert readings(store, "D1") == before


def test_what_is_loaded_before_is_a_past_too(store: Engine) -> None:
    load(store, "debits-eau", flows("2024-05-21", 20, as_it_is))
    report = load(store, "debits-eau", flows("2024-05-14", 7, lambda flow: flow / 3.6))
    assert {code for _, code in codes(report)} == {"UNITE_SUSPECTE"}


def test_the_same_season_a_year_before_is_a_past_too(store: Engine) -> None:
    load(store, "debits-eau", flows("2023-05-01", 60, as_it_is))
    report = load(store, "debits-eau", flows("2024-05-15", 7, lambda flow: flow * 3.6))
    assert {code for _, code in codes(report)} == {"UNITE_SUSPECTE"}


def test_the_same_hours_in_another_unit_are_not_a_correction(store: Engine) -> None:
    load(store, "debits-eau", flows("2024-05-01", 5, as_it_is))
    before = readings(store, "D1")
    report = load(store, "debits-eau", flows("2024-05-01", 5, lambda flow: flow * 3.6))
    assert (
        "3,6 fois ce qui est déjà chargé" in facts(report)["UNITES_DE_CAPTEURS_SUSPECTES"]["names"]
    )
    assert readings(store, "D1") == before


@pytest.mark.parametrize(
    "change",
    [
        as_it_is,
        # A burst: the nights are ten times what they were, the evenings twice.
        lambda flow: flow + 2.6 * USUAL_M3_H,
        # A summer of campers, twice then three times as many.
        lambda flow: flow * np.linspace(1, 3, len(flow)),
        lambda flow: flow * 0.6,
    ],
)
def test_a_leak_or_a_season_is_no_unit(store: Engine, change: Callable) -> None:
    load(store, "debits-eau", flows("2024-05-01", 20, as_it_is))
    report = load(store, "debits-eau", flows("2024-05-21", 7, change))
    assert report.rejected.is_empty()


@pytest.mark.parametrize(
    ("factor", "code", "words"),
    [
        (1000, "UNITES_DE_CAPTEURS_SUSPECTES", "par abonné et par jour"),
        (1 / 1000, "UNITES_DE_CAPTEURS_SUSPECTES", "par abonné et par jour"),
        # L/s told as m³/h, at 0.25 m³ a day for a customer: worth a look, no proof.
        (1 / 3.6, "DEBITS_INHABITUELS", "par abonné et par jour"),
        (1, None, ""),
    ],
)
def test_without_a_past_the_customers_tell(
    store: Engine, factor: float, code: str | None, words: str
) -> None:
    report = load(store, "debits-eau", flows("2024-05-01", 3, lambda flow: flow * factor))
    said = facts(report)
    assert set(said) == ({code} if code else set())
    assert words in "".join(fact["names"] for fact in said.values())
    assert report.rejected.is_empty() == (code != "UNITES_DE_CAPTEURS_SUSPECTES")


def clock(first: str, days: int, late: int, again: bool = False) -> str:
    """A long file of D1 whose every day is late by so many hours: its own values, or new ones."""
    start = datetime.fromisoformat(first)
    rng = np.random.default_rng(1 if again else days)
    usual = np.tile(np.sin(np.arange(HOURS) / 4) + 2, days) * USUAL_M3_H / 2
    usual = usual * rng.uniform(0.9, 1.1, HOURS * days)
    lines = [
        f"D1;{start + timedelta(hours=hour + late):%Y-%m-%d %H:%M};{value:.3f};m³/h;débit;UTC"
        for hour, value in enumerate(usual)
    ]
    return "\n".join([TITLES, *lines]) + "\n"


@pytest.mark.parametrize("late", [-2, -1, 1, 2])
def test_the_same_values_at_other_hours_are_put_aside_whole(store: Engine, late: int) -> None:
    load(store, "debits-eau", clock("2024-05-06", 3, 0, again=True))
    before = readings(store, "D1")
    report = load(store, "debits-eau", clock("2024-05-06", 3, late, again=True))
    assert {code for _, code in codes(report)} == {"HORLOGE_DECALEE"}
    said = facts(report)["HORLOGES_DECALEES"]["names"]
    assert f"{abs(late)} h plus {'tôt' if late < 0 else 'tard'} que les mêmes valeurs" in said
    assert readings(store, "D1") == before


@pytest.mark.parametrize("late", [-2, -1, 1, 2])
def test_new_days_of_another_clock_are_put_aside_whole(store: Engine, late: int) -> None:
    load(store, "debits-eau", clock("2024-05-06", 21, 0))
    before = readings(store, "D1")
    report = load(store, "debits-eau", clock("2024-05-27", 14, late))
    assert {code for _, code in codes(report)} == {"HORLOGE_DECALEE"}
    assert "semaines précédentes" in facts(report)["HORLOGES_DECALEES"]["names"]
    assert readings(store, "D1") == before


def test_the_same_file_again_and_corrected_values_are_no_other_clock(store: Engine) -> None:
    load(store, "debits-eau", clock("2024-05-06", 21, 0))
    assert load(store, "debits-eau", clock("2024-05-13", 14, 0)).rejected.is_empty()
    assert load(store, "debits-eau", clock("2024-05-27", 14, 0)).rejected.is_empty()


def test_two_days_do_not_tell_a_clock(store: Engine) -> None:
    load(store, "debits-eau", clock("2024-05-06", 21, 0))
    assert load(store, "debits-eau", clock("2024-05-27", 2, 1)).rejected.is_empty()


@pytest.mark.parametrize("days", [7, 30])
def test_real_flows_loaded_part_by_part_are_of_their_own_clock(
    open_data_dir: Path, engine: Engine, days: int
) -> None:
    file = open_data_dir / "water" / "bwdf" / "dma_inflow_2021_2022.csv"
    title, *lines = file.read_text(encoding="utf-8-sig").splitlines()
    part, first = days * HOURS, 60 * HOURS
    # Across the change of legal time of March, at which these meters move by an hour.
    for start in range(first, first + 63 * HOURS, part):
        report = load(engine, "debits-eau", "\n".join([title, *lines[start : start + part]]) + "\n")
        assert "HORLOGE_DECALEE" not in {code for _, code in codes(report)}
        assert "HORLOGES_DECALEES" not in facts(report)
