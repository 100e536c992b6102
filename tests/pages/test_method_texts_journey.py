"""Méthodes détaillées in the browser: from the methodology to a text and on, light, readable."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from data.methods import METHODS
from tests.browser import console_errors, ecoindex, page_weight, set_viewport, tab_walk
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE
from tests.pages.test_accessibility import faults
from tests.pages.test_method_texts import THEMES_PATHS
from tests.services import served_app

TEXTS = "/methodologie/textes"
# Each region of a table: its name, what it hides beside it.
REGIONS = """
return [...document.querySelectorAll('.gb-method [role=region]')].map(one => ({
  label: one.getAttribute('aria-label'), hidden: one.scrollWidth - one.clientWidth}));
"""


@pytest.fixture(scope="module")
def site(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application on an empty store."""
    store = shutil.copy(_sqlite_template, tmp_path_factory.mktemp("site") / "s.db")
    with served_app(f"sqlite:///{store}") as url:
        yield url


def follow(browser: Chrome, end: str) -> None:
    """Press the first link of the page whose address ends so."""
    browser.execute_script(f"document.querySelector('main a[href$=\"{end}\"]').click()")


def test_from_the_methodology_to_a_text_of_many_tables(browser: Chrome, site: str) -> None:
    screen.visit(browser, f"{site}/methodologie/eau")
    assert faults(browser, DESKTOP, PHONE) == []
    follow(browser, "/fuites-eau")
    screen.wait_for_text(browser, "h1", "Fuites des secteurs d’eau")
    screen.settle(browser)
    assert browser.title.startswith("Méthode détaillée – Fuites des secteurs d’eau")
    assert faults(browser, DESKTOP, PHONE) == []
    set_viewport(browser, *NARROW)
    regions = browser.execute_script(REGIONS)
    assert max(region["hidden"] for region in regions) > 0
    reached = [stop.label for stop in tab_walk(browser)]
    assert [label for label in reached if label.startswith("Tableau")] == [
        region["label"] for region in regions
    ]
    follow(browser, "/methodologie/eau")
    screen.wait_for_text(browser, "h1", "Méthodologie des indicateurs")
    assert browser.current_url.endswith("/methodologie/eau")


def test_every_page_of_the_methodology_is_light(browser: Chrome, site: str) -> None:
    paths = [*THEMES_PATHS.values(), *(f"{TEXTS}/{method.name}" for method in METHODS)]
    # All ask for the same files, and nothing but words: one first visit tells of the others.
    first = page_weight(browser, site + paths[0])
    assert len(first.requests) <= 11
    assert first.transferred_bytes <= 600_000
    warm = {path: page_weight(browser, site + path) for path in paths}
    first_kb = first.transferred_bytes / 1000
    heavy = {
        path: visit
        for path, visit in warm.items()
        if visit.transferred_bytes > 10_000
        or ecoindex(visit.dom_nodes_without_svg, len(first.requests), first_kb) < 80
    }
    assert heavy == {}
    # Each was loaded whole.
    assert min(len(visit.requests) for visit in warm.values()) >= 5
    assert console_errors(browser) == []


def test_a_text_opened_by_its_address_is_readable(browser: Chrome, site: str) -> None:
    screen.visit(browser, f"{site}{TEXTS}/indicateurs-eau")
    assert faults(browser, DESKTOP, PHONE) == []
