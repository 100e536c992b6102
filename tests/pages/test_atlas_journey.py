"""The map of every theme in the browser: layers, links, communes, faults, weight."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser import console_errors, page_weight, run_axe, set_viewport
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE
from tests.services import served_app

KB = 1000
# The controls of the header ask once at each change of the address.
OF_CONTROLS = 1
PAGE = "/carte"
EVERY_LAYER = "detail=alertes.sites.batiments.armoires.secteurs.lieux"
NO_SITE = "territoire=commune:37001&detail=sites"
CALLBACKS = """
    return performance.getEntriesByType('resource').slice(arguments[0])
      .filter(one => one.name.includes('_dash-update-component')).length;
"""


def drawn(browser: Chrome) -> dict[str, int]:
    """How many marks each layer that is drawn has."""
    return browser.execute_script(
        "const { drawn } = dash_component_api.getLayout('atlas-map').props;"
        "return Object.fromEntries(Object.entries(drawn).filter(([, one]) => one)"
        ".map(([key, one]) => [key, one.names.length]))"
    )


def tick(browser: Chrome, layer: str) -> int:
    """Tick or untick a layer; how many answers that took, besides that of the controls."""
    before = browser.execute_script("return performance.getEntriesByType('resource').length")
    browser.find_element("id", f"atlas-{layer}-shown").send_keys(Keys.SPACE)
    screen.settle(browser)
    return browser.execute_script(CALLBACKS, before) - OF_CONTROLS


def shown_titles(browser: Chrome) -> list[str]:
    """The headings of the layers whose figure is in sight."""
    return browser.execute_script(
        "return [...document.querySelectorAll('.gb-layer')].filter(one => one.checkVisibility())"
        ".map(one => one.querySelector('h2').innerText)"
    )


def test_a_layer_is_asked_for_when_it_is_chosen_and_is_in_the_link(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, live_app + PAGE)
    assert set(drawn(browser)) == {"alertes"}
    assert shown_titles(browser) == ["Alertes ouvertes"]
    assert tick(browser, "sites") == 1
    assert screen.query_of(browser) == "detail=alertes.sites"
    assert drawn(browser)["sites"] == 24
    assert tick(browser, "sites") == 0
    assert set(drawn(browser)) == {"alertes"}
    # It has not been forgotten.
    assert tick(browser, "sites") == 0
    assert drawn(browser)["sites"] == 24
    assert tick(browser, "alertes") == 0
    assert tick(browser, "sites") == 0
    assert (screen.query_of(browser), drawn(browser)) == ("detail=aucune", {})
    browser.back()
    screen.settle(browser)
    assert shown_titles(browser) == ["Sites de fréquentation"]


def test_marks_and_tables_follow_the_territory(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}?{EVERY_LAYER}")
    everywhere = drawn(browser)
    assert len(everywhere) == 6
    screen.choose_selection(browser, f"territoire=departement:37&{EVERY_LAYER}")
    screen.open_everything(browser)
    inside = drawn(browser)
    assert all(0 < inside[key] < everywhere[key] for key in everywhere if key != "alertes")
    for key, count in inside.items():
        headings, rows = screen.opened_table(browser, f"atlas-{key}")
        placed = [row for row in rows if row[headings.index("Latitude")] != "n.d."]
        assert len(placed) == count
    # Nothing of the former territory stays on the map.
    screen.choose_selection(browser, NO_SITE)
    assert drawn(browser) == {}
    assert "Aucun site de fréquentation" in screen.text(browser, "#atlas-sites")


def test_a_press_on_the_map_leads_to_what_is_there(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}?territoire=commune:37261&detail=aucune")
    where = browser.find_element("css selector", ".gb-atlas__map")
    ActionChains(browser).move_to_element(where).click().perform()
    # A finger is told first what is there; a mouse has been, and is led at once.
    link = browser.find_elements("css selector", ".leaflet-popup a[href^='/communes/']")
    if link:
        # It may still be appearing.
        assert link[0].get_attribute("textContent") == "Tours"
        browser.execute_script("arguments[0].click()", link[0])
    screen.wait_until(browser, "return location.pathname === '/communes/37261'")


def test_a_keyboard_opens_the_sheet_of_a_commune(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + PAGE)
    listed = browser.find_element("id", "atlas-map-commune")
    assert len(Select(listed).options) == 1
    browser.execute_script("arguments[0].focus()", listed)
    screen.wait_until(browser, "return arguments[0].options.length === 1 + 539", listed)
    Select(listed).select_by_visible_text("Amboise")
    listed.send_keys(Keys.TAB, Keys.ENTER)
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    screen.wait_until(browser, "return location.pathname === '/communes/37003'")


@pytest.mark.parametrize("query", [EVERY_LAYER, NO_SITE])
def test_the_atlas_has_no_fault(browser: Chrome, live_app: str, query: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}?{query}")
    screen.open_everything(browser)
    for size in (DESKTOP, PHONE, NARROW):
        set_viewport(browser, *size)
        assert run_axe(browser) == []
        assert screen.sideways_px(browser) <= 0
    assert console_errors(browser) == []


@pytest.fixture(scope="module")
def storeless() -> Iterator[str]:
    with served_app("sqlite:////dev/null/absent.db") as url:
        yield url


def test_without_its_store_the_atlas_keeps_its_ground(browser: Chrome, storeless: str) -> None:
    screen.visit(browser, storeless + PAGE)
    assert "n’a pas pu être calculé" in screen.text(browser, "#atlas-alertes")
    assert drawn(browser) == {}
    assert browser.execute_script("return document.querySelectorAll('.gb-atlas canvas').length") > 0
    assert run_axe(browser) == []


def test_the_atlas_is_light(browser: Chrome, live_app: str) -> None:
    first = page_weight(browser, live_app + PAGE)
    screen.settle(browser)
    assert len(first.requests) <= 15, first.requests
    assert first.transferred_bytes <= 800 * KB
    assert first.ecoindex >= 80, first
    assert {urlsplit(url).netloc for url in first.requests} == {urlsplit(live_app).netloc}
    warm = page_weight(browser, live_app + PAGE)
    assert warm.transferred_bytes <= 10 * KB, warm
