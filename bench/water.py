"""What each query of the pages of water costs, at the size of the demonstration."""

from pathlib import Path

from bench.progress import say
from bench.queries import Cost, cost_measures, cost_table, costs_of
from bench.report import Part
from bench.stores import copy_store, demo_store, migrated
from data.water import customer_communes, queries, sector, service
from data.water.headline import headline
from tests.services import new_database, private_postgresql

SECTORS, CUSTOMERS = 60, 4_000
SIZE = "60 secteurs, 4 000 compteurs"
OF_TERRITORY = (
    headline,
    *(getattr(queries, name) for name in queries.__all__),
    customer_communes.customer_leaks,
)
OF_SECTOR = (
    sector.identity, sector.nights, sector.evidence, sector.hours, sector.alerts, sector.repairs,
    sector.sensors,
)  # fmt: skip
OF_SERVICE = (service.identity, service.indicators, service.years_of, service.balance)
A_SECTOR, A_SERVICE = "secteur:demo-sect-001", "service:demo-eau-200000800"


def measure(folder: Path) -> Part:
    """The queries of water on SQLite and PostgreSQL."""
    # Other themes would only be long to copy.
    small = demo_store(folder, sites=12, buildings=20, sectors=SECTORS, customers=CUSTOMERS)
    costs = {("SQLite", SIZE): _costs(small)}
    with private_postgresql() as server, new_database(server) as url:
        say("copie de la démonstration dans PostgreSQL")
        with migrated(small) as source, migrated(url) as target:
            copy_store(source, target)
        costs["PostgreSQL", SIZE] = _costs(url)
    tables = [cost_table(store, (SIZE,), costs) for store in ("SQLite", "PostgreSQL")]
    return Part("Eau", tables, list(cost_measures(costs)))


def _costs(url: str) -> dict[str, Cost]:
    """Queries of the whole territory, then of the sheets of one sector and of its service."""
    return {
        **costs_of(url, OF_TERRITORY),
        **costs_of(url, OF_SECTOR, A_SECTOR, "secteur : "),
        **costs_of(url, OF_SERVICE, A_SERVICE, "service : "),
    }
