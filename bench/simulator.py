"""How long a simulation of public lighting takes, on a stock as large as a whole territory's."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from bench.progress import say
from bench.report import Measure, Part, Table
from components.formats import number
from data.lighting.burning import ALL_YEAR, EVERY_DAY, Reduction, Schedule
from data.lighting.hours_table import hours_table
from data.lighting.nights import Nights, nights
from data.lighting.scenario import Scenario
from data.lighting.simulator import Stock, simulate
from data.lighting.vocabulary import STREETS

CABINETS, POINTS, SCHEDULES = 1_900, 60_000, 60
REPEATS = 15
SEED = 7
SCENARIOS = {
    "extinction": "e2230.0600_h2300.0500",
    "gradation et LED": "g50.2200.0600_l320_a30_b15",
    "tout, avec un fonds": "e2230.0600_h2300.0500_g50.2100.0600_rrpo_l320_n6_oage_p3.5_i80_f500",
}
WHAT = f"{number(POINTS)} points, {number(CABINETS)} armoires, {SCHEDULES} horaires"


def measure(_folder: Path) -> Part:
    """Each scenario, then two side by side against the stock without decision."""
    say(f"simulateur : {WHAT}")
    stock, sky = _stock(), nights(47.25, 0.75, date(2027, 1, 1), date(2027, 12, 31))
    scenarios = {name: Scenario.parse(text)[0] for name, text in SCENARIOS.items()}
    first, second, *_ = scenarios.values()
    asked = {name: (scenario,) for name, scenario in scenarios.items()}
    asked["deux scénarios et sans décision"] = (Scenario(), first, second)
    found = {name: _milliseconds(_run(stock, sky, each)) for name, each in asked.items()}
    rows = [(name, number(median, 1), number(worst, 1)) for name, (median, worst) in found.items()]
    note = (
        f"{WHAT}, vingt ans. Heures de l’année sous chaque horaire comprises, lecture du magasin "
        f"exclue ; médiane et pire de {REPEATS} passages, chacun sur d’autres heures d’extinction."
    )
    table = Table("Durée d’une simulation", note, ("scénario", "médiane (ms)", "pire (ms)"), rows)
    measures = [Measure("simulation_ms", median, name) for name, (median, _) in found.items()]
    return Part("Simulateur d’éclairage", [table], measures)


def _run(stock: Stock, sky: Nights, scenarios: tuple[Scenario, ...]) -> Callable[[int], None]:
    """A run of scenarios that nobody has asked before: each time, other windows."""

    def run(rank: int) -> None:
        for scenario in scenarios:
            asked = _shifted(scenario, rank)
            simulate(stock, asked, hours_table(sky, stock.schedules, asked.reductions))

    return run


def _shifted(scenario: Scenario, minutes: int) -> Scenario:
    """The same with windows that begin some minutes later."""
    off = scenario.winter_off and scenario.winter_off._replace(start_min=1380 + minutes)
    dimming = scenario.dimming
    if dimming:
        dimming = dimming._replace(window=dimming.window._replace(start_min=1260 + minutes))
    return replace(scenario, winter_off=off, dimming=dimming)


def _milliseconds(run: Callable[[int], None]) -> tuple[float, float]:
    """Median and worst of several runs."""
    lasted = []
    for rank in range(REPEATS):
        started = time.perf_counter()
        run(rank)
        lasted.append(1000 * (time.perf_counter() - started))
    return float(np.median(lasted)), max(lasted)


def _stock() -> Stock:
    """Cabinets of some thirty points, half of them to renew, under schedules of all kinds."""
    random = np.random.default_rng(SEED)
    shape = CABINETS, len(STREETS)
    points = random.multinomial(POINTS, np.full(CABINETS * len(STREETS), 1 / np.prod(shape)))
    points = points.reshape(shape).astype(float)
    old_points = np.floor(points / 2)
    return Stock(
        points=points,
        old_points=old_points,
        old_kw=old_points * random.uniform(0.05, 0.25, shape),
        other_kw=(points - old_points) * random.uniform(0.02, 0.06, shape),
        hours=random.uniform(2000, 4100, CABINETS),
        schedule=random.integers(0, SCHEDULES, CABINETS),
        mean_year=random.uniform(1975, 2024, CABINETS),
        price_eur_kwh=random.uniform(0.12, 0.25, CABINETS),
        subscription_eur=random.uniform(50, 900, CABINETS),
        schedules=tuple(_schedule(rank) for rank in range(SCHEDULES)),
        place_deg=(47.25, 0.75),
        first_year=2027,
        left_out=0,
        co2_kg_per_kwh=0.069,
        led_w_per_point=40.0,
        led_eur_per_point=800.0,
        grant_pct=30.0,
    )


def _schedule(rank: int) -> Schedule:
    """All night, or off from some hour of the evening to some hour of the morning."""
    if not rank:
        return Schedule("astronomic")
    start_min = (1320 + 15 * (rank % 12)) % 1440
    window = start_min, 240 + 10 * (rank // 12), 0.0
    return Schedule("astronomic", reductions=(Reduction(EVERY_DAY, *ALL_YEAR, *window),))
