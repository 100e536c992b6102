"""Fixtures of the whole suite: stores on both databases, private servers, a browser, the app."""

import contextlib
import fcntl
import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from sqlalchemy import Engine

from data import db
from data.settings import Settings
from tests import services, turns
from tests.browser import browser_options, open_browser, reset
from tests.lent_databases import LentDatabase

DatabaseLender = Callable[[], contextlib.AbstractContextManager[str]]
BROWSER_FIXTURES = {"browser", "dash_duo"}
# Tests in a browser wait half of their time: others compute meanwhile.
WORKERS_PER_CORE = 2
# Objects made, then young and middle-aged passes, before waste is looked for.
GC_THRESHOLDS = (100_000, 50, 100)

# Each core has its worker already: threads of polars would only wait for each other.
os.environ.setdefault("POLARS_MAX_THREADS", "1")


def pytest_configure() -> None:
    """Let an ended run (SIGTERM) stop its servers as an interrupted one (Ctrl-C) does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_setup_options() -> Options:
    """The options of the browser that `dash_duo` opens."""
    return browser_options()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """The workers of `-n auto`."""
    return WORKERS_PER_CORE * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that open a browser and put all in the order of tests/turns.py."""
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    in_a_worker = hasattr(config, "workerinput")
    items[:] = turns.longest_first(items) if in_a_worker else turns.fast_first(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays loaded: looking for waste there takes a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def absent(reason: str) -> NoReturn:
    """Skip with a reason; fail in continuous integration, where nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def _service(variable: str, private: contextlib.AbstractContextManager[str]) -> Iterator[str]:
    """The server named by an environment variable, else one of our own, else a skip."""
    if given := os.environ.get(variable):
        yield given
        return
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(private)
        except services.ServiceMissing as missing:
            absent(f"{missing} (ou {variable})")
        yield url


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server where databases may be created."""
    with _service("GABARE_TEST_POSTGRESQL_URL", services.private_postgresql()) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The URL of a Redis that the tests may fill and empty."""
    with _service("GABARE_TEST_REDIS_URL", services.private_redis()) as url:
        yield url


@pytest.fixture(scope="session")
def open_data_dir() -> Path:
    """The folder of the open-data files that the repository may not hold."""
    folder = os.environ.get("GABARE_OPEN_DATA_DIR", "")
    if not Path(folder).is_dir() or not folder:
        pytest.skip("Données ouvertes absentes : GABARE_OPEN_DATA_DIR ne nomme pas de dossier")
    return Path(folder)


def _migrate(url: str) -> str:
    engine = db.make_engine(url)
    db.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "gabare.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _postgresql_template(postgresql_server: str) -> Iterator[str]:
    with services.new_database(postgresql_server) as url:
        yield _migrate(url)


@pytest.fixture
def sqlite_store(_sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an empty migrated SQLite store."""
    return f"sqlite:///{shutil.copy(_sqlite_template, tmp_path / 'gabare.db')}"


@pytest.fixture(scope="session")
def _databases(postgresql_server: str, _postgresql_template: str) -> Iterator[DatabaseLender]:
    """Lends empty migrated PostgreSQL databases, one at a time in general."""
    template = _postgresql_template.rpartition("/")[2]
    free: list[LentDatabase] = []
    with contextlib.ExitStack() as made:

        @contextlib.contextmanager
        def lent() -> Iterator[str]:
            if not free:
                url = made.enter_context(services.new_database(postgresql_server, template))
                free.append(LentDatabase(url))
            database = free.pop()
            yield database.url
            if database.given_back():
                free.append(database)

        yield lent


@pytest.fixture
def postgresql_store(_databases: DatabaseLender) -> Iterator[str]:
    """The URL of an empty migrated PostgreSQL store."""
    with _databases() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty migrated store, on each database in turn."""
    return request.getfixturevalue(f"{request.param}_store")


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """An empty migrated store, on each database in turn."""
    engine = db.make_engine(store_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a small demonstration store, built once for all workers; tests only read it."""
    own = tmp_path_factory.getbasetemp()
    # The folder of a worker stands in the folder of the run.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    path = shared / "demonstration.db"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            # Built apart: an interrupted one is never taken for a store.
            _build_demonstration(own / "demonstration.building.db").rename(path)
    return f"sqlite:///{path}"


def _build_demonstration(path: Path) -> Path:
    # Loaders bring polars along: only the tests of this store wait for it.
    from loaders import demo
    from loaders.__main__ import ready_store

    settings = Settings(database_url=f"sqlite:///{path}")
    engine = ready_store(settings)
    demo.build(
        engine,
        settings,
        today=date.today(),
        sites=24,
        years=2,
        buildings=60,
        lights=2000,
        sectors=24,
        customers=300,
        places=40,
        screens=3,
    )
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def live_app(demo_store: str) -> Iterator[str]:
    """The base URL of the application on the small demonstration store.

    The applications of all workers share their answers, as the processes of one server do.
    """
    answers = Path(demo_store.removeprefix("sqlite:///")).with_name("answers")
    with services.served_app(demo_store, cache_url=f"file:{answers}") as url:
        yield url


@pytest.fixture(scope="session")
def _open_browser() -> Iterator[Chrome]:
    try:
        driver = open_browser()
    except services.ServiceMissing as missing:
        absent(str(missing))
    yield driver
    driver.quit()


@pytest.fixture
def browser(_open_browser: Chrome) -> Chrome:
    """A headless Chromium opened once, given to each test as if new, 1280 x 800."""
    reset(_open_browser)
    return _open_browser
