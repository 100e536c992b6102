"""The database goes and comes back, a load adds to it: a served application follows by itself."""

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pytest
from selenium.webdriver import Chrome
from sqlalchemy import make_url

from data import db
from data.settings import Settings
from tests.pages import screen
from tests.services import served_app

PAGE = "/frequentation"
NEVER_ASKED = "periode=mois&comparaison=aucune"
# The version of the data is asked again after two seconds.
VERSION_CHECK_S = 2.2

pytestmark = pytest.mark.postgresql


class Away:
    """The power to make a database refuse every connection, and accept them again."""

    def __init__(self, url: str) -> None:
        self.name = make_url(url).database
        self.server = make_url(url).set(drivername="postgresql", database="postgres")

    def _run(self, *statements: str) -> None:
        address = self.server.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    def leave(self) -> None:
        self._run(
            f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{self.name}' AND pid <> pg_backend_pid()",
        )
        time.sleep(VERSION_CHECK_S)

    def come_back(self) -> None:
        self._run(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")


@pytest.fixture
def store(postgresql_store: str) -> str:
    """The URL of a store on PostgreSQL with a year of six simulated sites."""
    from loaders import demo
    from loaders.__main__ import ready_store

    settings = Settings(database_url=postgresql_store)
    engine = ready_store(settings)
    demo.build(engine, settings, today=date.today(), sites=6, years=1, buildings=6, lights=60)
    engine.dispose()
    return postgresql_store


@pytest.fixture
def application(store: str) -> Iterator[str]:
    with served_app(store) as url:
        yield url


def load_event(store: str, name: str) -> None:
    """Load one event of the last days, by the real loader."""
    from loaders import pipeline
    from loaders.sources import SOURCES

    engine = db.make_engine(store)
    day = date.today() - timedelta(days=3)
    source = next(source for source in SOURCES if source.key == "evenements")
    settings = Settings(database_url=store)
    context = pipeline.Context(settings, engine, int(time.time()), "fete.csv")
    report = pipeline.load(source, f"nom;début\n{name};{day:%d/%m/%Y}\n".encode(), context)
    engine.dispose()
    assert report.status == "loaded"


def states(browser: Chrome) -> list[str]:
    """The kinds of state that the charts of the page show."""
    found = browser.execute_script(
        "return [...document.querySelectorAll('main .gb-chart .gb-state')].map(e => e.className)"
    )
    return [re.search(r"gb-state--(\S+)", name)[1] for name in found]


def test_the_page_outlives_its_store_and_follows_its_loads(
    browser: Chrome, application: str, store: str
) -> None:
    screen.visit(browser, application + PAGE)
    good = screen.text(browser, "#footfall-daily-finding")
    assert "terminaux" in good
    assert states(browser) == []

    away = Away(store)
    away.leave()
    try:
        screen.visit(browser, application + PAGE)
        assert screen.wait_for_text(browser, "#footfall-daily-finding", good) == good
        assert states(browser) == ["stale", "stale"]
        assert re.search(r"lues le \d+.* \d{4} à \d+", screen.text(browser, ".gb-state--stale"))
        screen.choose_selection(browser, NEVER_ASKED)
        assert states(browser) == ["failed", "failed"]
        screen.wait_for_text(browser, "h1", "Fréquentation touristique")
    finally:
        away.come_back()

    screen.visit(browser, f"{application}{PAGE}?{NEVER_ASKED}")
    assert states(browser) == []
    screen.visit(browser, application + PAGE)
    assert screen.wait_for_text(browser, "#footfall-daily-finding", good) == good

    load_event(store, "Fête de la gabare")
    time.sleep(VERSION_CHECK_S)
    screen.visit(browser, application + PAGE)
    screen.open_everything(browser)
    screen.wait_for_text(browser, "#footfall-daily .gb-table", "Fête de la gabare")
