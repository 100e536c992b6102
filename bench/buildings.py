"""Public buildings: what their sums take to be rebuilt, and what each query of a page costs."""

import time
from pathlib import Path

from bench.more_buildings import TIMES, add_buildings
from bench.progress import say
from bench.queries import Cost, cost_measures, cost_table, costs_of
from bench.report import Measure, Part, Table
from bench.stores import copy_store, demo_store, followed_building, migrated
from components.formats import number
from data.buildings import (
    alerts,
    queries,
    sheet,
    sheet_days,
    sheet_models,
    sheet_quality,
    sheet_years,
)
from data.buildings.headline import headline
from data.settings import Settings
from data.territory import load_territory
from loaders.buildings import building_rollup
from tests.services import new_database, private_postgresql

OF_TERRITORY = (
    headline,
    queries.monthly,
    queries.building_list,
    queries.ranking,
    queries.categories,
    alerts.open_alerts,
    alerts.rehearsal,
)
OF_BUILDING = (
    sheet.identity,
    sheet.monthly,
    sheet_years.trajectory,
    sheet_years.annual,
    sheet_days.daily,
    sheet_days.signature_points,
    sheet_days.before_after,
    sheet_models.loads,
    sheet_models.load_profile,
    sheet_models.savings,
    sheet_quality.quality,
)
SITES, BUILDINGS = 12, 400
SIZES = (f"{number(BUILDINGS)} bâtiments", f"{number(TIMES * BUILDINGS)} bâtiments")


def measure(folder: Path) -> Part:
    """The demonstration's buildings, then four times as many, on SQLite and PostgreSQL."""
    small = demo_store(folder, sites=SITES, buildings=BUILDINGS)
    costs: dict[tuple[str, str], dict[str, Cost]] = {}
    rebuilt_s: dict[tuple[str, str], float] = {}
    with private_postgresql() as server, new_database(server) as url:
        say("copie de la démonstration dans PostgreSQL")
        with migrated(small) as source, migrated(url) as target:
            copy_store(source, target)
        for store, address in (("SQLite", small), ("PostgreSQL", url)):
            for size in SIZES:
                if size != SIZES[0]:
                    _add_buildings(address)
                rebuilt_s[store, size] = _rebuild_s(address)
                costs[store, size] = _costs(address)
    tables = [cost_table(store, SIZES, costs) for store in ("SQLite", "PostgreSQL")]
    measures = [
        *cost_measures(costs),
        *(Measure("rebuild_s", found, ", ".join(key)) for key, found in rebuilt_s.items()),
    ]
    return Part("Bâtiments", [_rebuild_table(rebuilt_s), *tables], measures)


def _add_buildings(url: str) -> None:
    say(f"{TIMES} fois les bâtiments ({url.partition(':')[0]})")
    with migrated(url) as engine, engine.begin() as connection:
        add_buildings(connection)


def _rebuild_s(url: str) -> float:
    say(f"sommes refaites ({url.partition(':')[0]})")
    territory = load_territory(Path(Settings().territory_dir))
    with migrated(url) as engine, engine.begin() as connection:
        started_s = time.perf_counter()
        building_rollup.rebuild(connection, territory)
        return time.perf_counter() - started_s


def _costs(url: str) -> dict[str, Cost]:
    """Queries of the whole territory, then of the sheet of one building."""
    building = f"batiment:{followed_building(url)}"
    return costs_of(url, OF_TERRITORY) | costs_of(url, OF_BUILDING, building, "fiche : ")


def _rebuild_table(rebuilt_s: dict[tuple[str, str], float]) -> Table:
    rows = [(store, size, number(found, 1)) for (store, size), found in rebuilt_s.items()]
    note = (
        "Tout ce que les écrans lisent des bâtiments, refait depuis les sommes par jour et par "
        "heure des compteurs sur trois ans : mois, années, signatures, dérives, fuites, économies. "
        "C’est ce qui suit chaque chargement de relevés."
    )
    return Table("Sommes et modèles refaits", note, ("magasin", "taille", "s"), rows)
