"""Each page within its budget: bytes, requests, EcoIndex; nothing from elsewhere, no error."""

from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome

from tests.browser import console_errors, page_weight
from tests.pages import screen
from tests.pages.test_accessibility import (
    A_BUILDING,
    A_SECTOR,
    OF_THE_SELECTION,
    OTHERS,
    SHEET_VIEWS,
    WATER_SHEET_VIEWS,
)

KB = 1000
WITH_A_MAP = {
    *("/frequentation/carte", "/batiments/carte", "/eclairage/carte", "/eau/carte"),
    *("/inclusion/carte", "/inclusion/implantation"),
}
# A year of days is 5 KB of data by itself, and so are the places of two thousand street lights or
# the classes of 539 communes.
WITH_DAYS = {
    *("/frequentation", "/frequentation/compteurs", "/eclairage/carte"),
    *("/inclusion/carte", "/inclusion/implantation"),
    *(f"{A_BUILDING}/suivi", f"{A_BUILDING}/signature", f"{A_SECTOR}/nuits"),
}


@pytest.mark.parametrize("path", [*OF_THE_SELECTION, *SHEET_VIEWS, *WATER_SHEET_VIEWS, *OTHERS])
def test_every_page_is_light(browser: Chrome, live_app: str, path: str) -> None:
    limit_kb, limit_requests = (800, 15) if path in WITH_A_MAP else (600, 11)
    first = page_weight(browser, live_app + path)
    screen.settle(browser)
    assert len(first.requests) <= limit_requests, first.requests
    assert first.transferred_bytes <= limit_kb * KB
    assert first.ecoindex >= 80, first
    assert {urlsplit(url).netloc for url in first.requests} == {urlsplit(live_app).netloc}
    warm = page_weight(browser, live_app + path)
    assert warm.transferred_bytes <= (13 if path in WITH_DAYS else 10) * KB, warm
    # A browser says in its console that a page answered 404.
    assert [error for error in console_errors(browser) if "status of 404" not in error] == []


def test_going_from_page_to_page_is_light(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}/")
    browser.get_log("performance")
    before = browser.execute_script("return performance.getEntriesByType('resource').length")
    browser.find_element("link text", "Fréquentation").click()
    screen.settle(browser)
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').slice(arguments[0])"
        ".filter(one => one.initiatorType === 'fetch').map(one => one.transferSize)",
        before,
    )
    assert 0 < sum(asked) <= 60 * KB


def test_motion_stops_for_who_asks(browser: Chrome, live_app: str) -> None:
    moving = """
        return [...document.querySelectorAll('*')].map(one => getComputedStyle(one))
          .filter(style => style.transitionDuration !== '0s' || style.animationName !== 'none')
          .length;
    """
    screen.visit(browser, f"{live_app}/frequentation")
    assert browser.execute_script(moving) > 0
    reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
    assert browser.execute_script(moving) == 0


def test_paper_has_the_content_and_not_the_controls(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}/frequentation")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    printed = screen.text(browser, "body")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    for kept in ("Fréquentation touristique", "simulées", "Source", "Indice"):
        assert kept in printed
    for left in ("Accueil", "Aller au contenu", "Exporter", "Échelle", "Mentions légales"):
        assert left not in printed
