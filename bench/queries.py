"""What each query of footfall costs, at the size of the demonstration and a hundred times it."""

import contextlib
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, event, text

from bench.growth import CYCLE_YEARS, GROWTHS, TIMES, grow
from bench.progress import say
from bench.report import Measure, Part, Table
from bench.stores import TODAY, copy_store, demo_store, migrated
from components.formats import number
from data import db
from data.footfall import queries, sites
from data.footfall.counters import counters
from data.footfall.headline import headline
from data.selection import SYNDICAT, Selection
from tests.services import new_database, private_postgresql

Query = Callable[[Engine, Selection], object]
QUERIES = (
    queries.daily,
    queries.week_hours,
    sites.site_totals,
    sites.ranking,
    sites.kinds,
    queries.dwell,
    queries.languages,
    sites.flows,
    headline,
    counters,
)
REPEATS = 15
# A slow query is repeated less: its spread matters less too.
LONGEST_S = 2.0
SOURCE = "demo"


@dataclass(frozen=True)
class Cost:
    """Medians of one query, in milliseconds; `raw_ms` is a bare cursor on the same statements."""

    wall_ms: float
    cpu_ms: float
    raw_ms: float


def measure(folder: Path) -> Part:
    """Every query at the default selection, on SQLite and PostgreSQL, small and large."""
    # Buildings have a part of their own: their readings would only be long to copy.
    small = demo_store(folder, buildings=20)
    costs: dict[tuple[str, str], dict[str, Cost]] = {}
    costs["SQLite", "démo"] = costs_of(small, QUERIES)
    large = f"sqlite:///{folder}/large.db"
    sizes = _grow_sqlite(small, large)
    costs["SQLite", "× 100"] = costs_of(large, QUERIES)
    (folder / "large.db").unlink()
    with private_postgresql() as server, new_database(server) as url:
        say("copie de la démonstration dans PostgreSQL")
        with migrated(small) as source, migrated(url) as target:
            copy_store(source, target)
        costs["PostgreSQL", "démo"] = costs_of(url, QUERIES)
        _grow_postgresql(url)
        costs["PostgreSQL", "× 100"] = costs_of(url, QUERIES)
    tables = [cost_table(store, ("démo", "× 100"), costs) for store in ("SQLite", "PostgreSQL")]
    return Part("Requêtes", [*tables, _size_table(sizes)], list(cost_measures(costs)))


def costs_of(
    url: str, queries: Iterable[Query], scope: str = SYNDICAT, title: str = ""
) -> dict[str, Cost]:
    """The cost of each query at the default selection of a territory; names follow `title`."""
    say(f"requêtes ({url.partition(':')[0]})")
    engine = db.make_engine(url)
    selection, _notices = Selection.parse({"territoire": scope}, today=TODAY)
    costs = {f"{title}{query.__name__}": _cost(engine, query, selection) for query in queries}
    engine.dispose()
    return costs


def _cost(engine: Engine, query: Query, selection: Selection) -> Cost:
    with _statements(engine) as asked:
        query(engine, selection)
    wall_ms, cpu_ms = _median_ms(lambda: query(engine, selection))
    with engine.connect() as connection:
        raw_ms, _cpu_ms = _median_ms(lambda: _replay(connection, asked))
    return Cost(wall_ms, cpu_ms, raw_ms)


@contextlib.contextmanager
def _statements(engine: Engine) -> Iterator[list[tuple[str, object]]]:
    """The SQL that reaches the driver while the block runs, with its parameters."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, *statement: object) -> None:
        # Transactions are left out: the replay runs in one of its own.
        if statement[0].startswith(("SELECT", "WITH")):
            asked.append(statement[:2])

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def _replay(connection: Connection, asked: list[tuple[str, object]]) -> None:
    cursor = connection.connection.cursor()
    for sql, parameters in asked:
        cursor.execute(sql, parameters)
        cursor.fetchall()
    cursor.close()


def _median_ms(run: Callable[[], object]) -> tuple[float, float]:
    """Median wall and processor time of this process, after one run that warms everything."""
    run()
    walls, cpus = [], []
    deadline_s = time.perf_counter() + LONGEST_S
    while len(walls) < REPEATS and (not walls or time.perf_counter() < deadline_s):
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - wall_s)
        cpus.append(time.process_time() - cpu_s)
    return 1000 * statistics.median(walls), 1000 * statistics.median(cpus)


def _grow_sqlite(small: str, large: str) -> dict[str, tuple[int, int]]:
    """Fill the large store; returns the rows of each grown table, before and after."""
    with migrated(large) as engine:
        connection = engine.connect()
        file = small.removeprefix("sqlite:///")
        driver = connection.connection.driver_connection
        driver.execute(f"ATTACH '{file}' AS {SOURCE}")
        # Lost if interrupted, which costs nothing here: half of the writing is saved.
        driver.execute("PRAGMA main.journal_mode=OFF")
        with connection.begin():
            grow(connection, SOURCE)
        sizes = {
            growth.table.name: tuple(
                connection.exec_driver_sql(
                    f"SELECT count(*) FROM {place}.{growth.table.name}"
                ).scalar_one()
                for place in (SOURCE, "main")
            )
            for growth in GROWTHS
        }
        connection.close()
    return sizes


def _grow_postgresql(url: str) -> None:
    """The demonstration goes to a schema of its own, and the large store takes its place."""
    with migrated(url) as engine:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER SCHEMA public RENAME TO {SOURCE}"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        db.upgrade(engine)
        with engine.begin() as connection:
            grow(connection, SOURCE)


def cost_table(
    store: str, sizes: Sequence[str], costs: dict[tuple[str, str], dict[str, Cost]]
) -> Table:
    """The costs of one store, size beside size."""
    rows = [
        (name, *(cell for size in sizes for cell in _cells(costs[store, size][name])))
        for name in costs[store, sizes[0]]
    ]
    columns = ("ms", "processeur", "curseur nu", "rapport")
    header = ("requête", *(f"{size} : {column}" for size in sizes for column in columns))
    note = (
        "Médianes en millisecondes, sans cache, année glissante comparée à la précédente. Le "
        "processeur est celui de l’application ; le curseur nu rejoue les mêmes instructions SQL "
        "par le pilote seul."
    )
    return Table(f"Requêtes des pages, {store}", note, header, rows)


def _cells(cost: Cost) -> tuple[str, ...]:
    times = [number(ms, 1) for ms in (cost.wall_ms, cost.cpu_ms, cost.raw_ms)]
    return *times, number(cost.wall_ms / cost.raw_ms, 1)


def _size_table(sizes: dict[str, tuple[int, int]]) -> Table:
    rows = [
        (name, number(before), number(after), f"× {number(after / before)}")
        for name, (before, after) in sizes.items()
    ]
    note = (
        f"{TIMES} fois les années (chaque ligne datée revient {TIMES - 1} fois, de {CYCLE_YEARS} "
        f"ans en {CYCLE_YEARS} ans) et {TIMES} fois les sites et les compteurs, dans les mêmes "
        "communes. Les tables qu’aucune page ne lit (relevés, heures par site) ne grandissent pas."
    )
    header = ("table", "démo", "× 100", "rapport")
    return Table("Ce qui est multiplié", note, header, rows)


def cost_measures(costs: dict[tuple[str, str], dict[str, Cost]]) -> Iterator[Measure]:
    """Each cost beside its targets."""
    for (store, size), by_query in costs.items():
        for name, cost in by_query.items():
            what = f"{name} ({store}, {size})"
            yield Measure("query_ms", cost.wall_ms, what)
            yield Measure("query_ratio", cost.wall_ms / cost.raw_ms, what)
