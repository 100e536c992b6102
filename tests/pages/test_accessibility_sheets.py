"""axe finds nothing on the sheets of one place, nor on any page whose store is away."""

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.browser import run_axe, set_viewport
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE
from tests.pages.test_accessibility import (
    A_BUILDING,
    A_SECTOR,
    A_SERVICE,
    NO_DATA,
    OF_THE_SELECTION,
    SHEET_VIEWS,
    UNKNOWN_BUILDING,
    WATER_SHEET_VIEWS,
    faults,
)
from tests.services import served_app


@pytest.fixture(scope="module")
def storeless_app() -> Iterator[str]:
    """The base URL of the application when its database was never there."""
    with served_app("sqlite:////dev/null/absent.db") as url:
        yield url


@pytest.mark.parametrize("path", [*SHEET_VIEWS, *WATER_SHEET_VIEWS])
def test_sheets_have_no_fault(browser: Chrome, live_app: str, path: str) -> None:
    screen.visit(browser, live_app + path)
    screen.open_everything(browser)
    # What a sector is has no chart, and sensors without a fault draw none.
    drawn = path not in (A_SECTOR, f"{A_SECTOR}/capteurs")
    assert bool(screen.text(browser, ".gb-finding")) == drawn
    assert faults(browser, DESKTOP, PHONE) == []
    screen.choose_selection(browser, NO_DATA)
    screen.wait_for_text(browser, ".gb-shown", "2012")
    assert faults(browser, DESKTOP, PHONE) == []


def test_an_unknown_building_has_no_fault_and_no_chart(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{UNKNOWN_BUILDING}/charge")
    screen.wait_for_text(browser, "main", "Ce bâtiment n’est pas connu")
    shown = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())"
    assert browser.execute_script(shown, ".gb-chart, .gb-tabs") == []
    assert len(browser.execute_script(shown, "main a[href='/batiments']")) == 2
    for size in (DESKTOP, PHONE, NARROW):
        set_viewport(browser, *size)
        assert run_axe(browser) == []
        assert screen.sideways_px(browser) <= 0


@pytest.mark.parametrize("path", [*OF_THE_SELECTION, A_BUILDING, A_SECTOR, A_SERVICE, "/donnees"])
def test_pages_without_their_store_have_no_fault(
    browser: Chrome, storeless_app: str, path: str
) -> None:
    screen.visit(browser, storeless_app + path)
    assert "gb-state--failed" in browser.page_source
    assert faults(browser, DESKTOP, PHONE) == []
