"""Public buildings: what their sums take to be rebuilt, and what each query of a page costs."""

import time
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Rebuilt:
    """How long a rebuild took; the processor is that of the loader alone."""

    elapsed_s: float
    cpu_s: float


def measure(folder: Path) -> Part:
    """The demonstration's buildings, then four times as many, on SQLite and PostgreSQL."""
    # A store of this part alone: it grows in place.
    small = demo_store(folder, sites=SITES, buildings=BUILDINGS)
    costs: dict[tuple[str, str], dict[str, Cost]] = {}
    rebuilt: dict[tuple[str, str], Rebuilt] = {}
    with private_postgresql() as server, new_database(server) as url:
        say("copie de la démonstration dans PostgreSQL")
        with migrated(small) as source, migrated(url) as target:
            copy_store(source, target)
        for store, address in (("SQLite", small), ("PostgreSQL", url)):
            for size in SIZES:
                if size != SIZES[0]:
                    _add_buildings(address)
                rebuilt[store, size] = _rebuild(address)
                costs[store, size] = _costs(address)
    tables = [cost_table(store, SIZES, costs) for store in ("SQLite", "PostgreSQL")]
    measures = [
        *cost_measures(costs),
        *(Measure("rebuild_s", done.elapsed_s, ", ".join(key)) for key, done in rebuilt.items()),
    ]
    return Part("Bâtiments", [_rebuild_table(rebuilt), *tables], measures)


def _add_buildings(url: str) -> None:
    say(f"{TIMES} fois les bâtiments ({url.partition(':')[0]})")
    with migrated(url) as engine, engine.begin() as connection:
        add_buildings(connection)


def _rebuild(url: str) -> Rebuilt:
    say(f"sommes refaites ({url.partition(':')[0]})")
    territory = load_territory(Path(Settings().territory_dir))
    with migrated(url) as engine, engine.begin() as connection:
        started_s, used_s = time.perf_counter(), time.process_time()
        building_rollup.rebuild(connection, territory)
        return Rebuilt(time.perf_counter() - started_s, time.process_time() - used_s)


def _costs(url: str) -> dict[str, Cost]:
    """Queries of the whole territory, then of the sheet of one building."""
    building = f"batiment:{followed_building(url)}"
    return costs_of(url, OF_TERRITORY) | costs_of(url, OF_BUILDING, building, "fiche : ")


def _rebuild_table(rebuilt: dict[tuple[str, str], Rebuilt]) -> Table:
    rows = [
        (*key, number(done.elapsed_s, 1), number(done.cpu_s, 1)) for key, done in rebuilt.items()
    ]
    note = (
        "Tout ce que les écrans lisent des bâtiments, refait depuis les sommes par jour et par "
        "heure des compteurs sur trois ans : mois, années, signatures, dérives, fuites, économies. "
        "C’est ce qui suit chaque chargement de relevés."
    )
    return Table("Sommes et modèles refaits", note, ("magasin", "taille", "s", "processeur"), rows)
