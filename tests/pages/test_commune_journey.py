"""The sheet of a commune and the list in a real browser: found by its name, read, printed."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from data import db
from tests.browser import console_errors, page_weight, run_axe, set_viewport
from tests.commune_store import CHAMBORD, fill_store
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE, ZOOMED
from tests.services import served_app

SHEET, UNKNOWN, NOTHING = f"/communes/{CHAMBORD}", "/communes/99999", "/communes/37001"
A4_IN = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
LISTED = "return [...document.querySelectorAll('#communes-found a')].map(a => a.innerText)"
WARM_KB = 10


@pytest.fixture(scope="module")
def communes_app(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of the application on the store of tests/commune_store.py."""
    path = tmp_path_factory.mktemp("communes") / "gabare.db"
    path.write_bytes(_sqlite_template.read_bytes())
    engine = db.make_engine(f"sqlite:///{path}")
    fill_store(engine)
    engine.dispose()
    with served_app(f"sqlite:///{path}") as url:
        yield url


@pytest.mark.parametrize("path", [SHEET, "/communes", UNKNOWN, NOTHING])
def test_pages_are_light_and_have_no_fault(browser: Chrome, communes_app: str, path: str) -> None:
    # What the server has just read is kept: the page is weighed once it has all come.
    screen.visit(browser, communes_app + path)
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    first = page_weight(browser, communes_app + path)
    screen.settle(browser)
    assert first.ecoindex >= 80, first
    assert first.transferred_bytes <= 600_000
    assert len(first.requests) <= 11
    warm = page_weight(browser, communes_app + path)
    assert warm.transferred_bytes <= WARM_KB * 1000, warm
    screen.settle(browser)
    screen.open_everything(browser)
    for size in (DESKTOP, PHONE):
        set_viewport(browser, *size)
        assert run_axe(browser) == []
    for size in (NARROW, ZOOMED):
        set_viewport(browser, *size)
        assert screen.sideways_px(browser) <= 0
    assert console_errors(browser) == []


def test_a_commune_is_found_by_its_name_and_its_sheet_leads_to_the_themes(
    browser: Chrome, communes_app: str
) -> None:
    screen.visit(browser, f"{communes_app}/communes")
    assert len(browser.execute_script(LISTED)) == 70
    field = browser.find_element("id", "communes-name")
    # Without accent, and "st" for "saint".
    field.send_keys("st cyr")
    screen.settle(browser)
    assert browser.execute_script(LISTED)[0].startswith("Saint-Cyr")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("xyz", Keys.ENTER)
    screen.settle(browser)
    assert "Aucune commune ne répond" in screen.text(browser, "#communes-count")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("chambord")
    screen.settle(browser)
    # The name that begins so comes before "Mont-près-Chambord".
    assert browser.execute_script(LISTED)[0] == "Chambord"
    browser.find_element("link text", "Chambord").click()
    screen.settle(browser)
    assert screen.text(browser, "h1") == "Chambord"
    # It may lie under the edge of the screen.
    link = browser.find_element("link text", "Ouvrir Éclairage pour cette commune")
    browser.execute_script("arguments[0].click()", link)
    screen.settle(browser)
    assert screen.query_of(browser) == f"territoire=commune:{CHAMBORD}"


def test_an_epci_is_listed_whole(browser: Chrome, communes_app: str) -> None:
    screen.visit(browser, f"{communes_app}/communes")
    screen.choose(browser, "communes-epci", "200030385")
    assert "Blois" in browser.execute_script(LISTED)
    count = screen.text(browser, "#communes-count")
    assert re.match(r"\d+ communes sur 539\.", count)


def test_an_unknown_code_shows_nothing_but_a_way_back(browser: Chrome, communes_app: str) -> None:
    screen.visit(browser, communes_app + UNKNOWN)
    shown = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())"
    assert browser.execute_script(shown, ".gb-chart, .gb-panel") == []
    assert len(browser.execute_script(shown, "main a[href='/communes']")) == 2


def test_the_sheet_prints_on_two_pages_at_most(browser: Chrome, communes_app: str) -> None:
    screen.visit(browser, communes_app + SHEET)
    printed = browser.execute_cdp_cmd("Page.printToPDF", A4_IN)["data"]
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed))) <= 2
