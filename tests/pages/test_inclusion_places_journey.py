"""Places and cards in the browser: filters, more places, paper, faults, weight."""

import base64
import re

import pytest
from selenium.webdriver import Chrome

from tests.browser import run_axe, set_viewport
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE
from tests.pages.test_accessibility import faults

LIST = "/inclusion/lieux"
VIEWS = ("/inclusion/activite", LIST, "/inclusion/enquete")
A4_IN = {"paperWidth": 8.27, "paperHeight": 11.69}
PLACES = ".gb-places > li"
NO_DATA = "territoire=commune:37001&periode=annee&au=2012-12-31&detail=itinerant"


def press(browser: Chrome, selector: str) -> None:
    """What a keyboard does: it reaches, then it presses."""
    script = "const one = document.querySelector(arguments[0]); one.focus(); one.click()"
    browser.execute_script(script, selector)
    screen.settle(browser)


def count(browser: Chrome) -> int:
    return len(browser.find_elements("css selector", PLACES))


@pytest.mark.parametrize("path", VIEWS)
def test_views_have_no_fault_full_or_empty(browser: Chrome, live_app: str, path: str) -> None:
    screen.visit(browser, live_app + path)
    screen.open_everything(browser)
    assert faults(browser, DESKTOP, PHONE) == []
    screen.choose_selection(browser, NO_DATA)
    assert faults(browser, DESKTOP, PHONE) == []


def test_more_places_come_and_the_reader_goes_on_from_them(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + LIST)
    first = count(browser)
    press(browser, "#inclusion-places-cards-list > button")
    assert count(browser) > first
    names = browser.find_elements("css selector", f"{PLACES} h3")
    assert screen.focused(browser) == names[first].text


def test_filters_write_the_link_and_can_be_taken_away(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + LIST)
    everything = screen.text(browser, "#inclusion-places-cards-finding")
    press(browser, "#inclusion-places-samedi")
    assert browser.current_url.endswith("?detail=samedi")
    screen.wait_for_other_text(browser, "#inclusion-places-cards-finding", everything)
    screen.wait_for_text(browser, ".gb-shown", "ouvert le samedi")
    press(browser, "#inclusion-places-clear")
    shown = "return document.querySelector('#inclusion-places-cards-finding').innerText"
    screen.wait_until(browser, f"{shown} === arguments[0]", everything)


def test_a_card_has_no_fault_and_prints_on_one_page(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + LIST)
    name = browser.find_element("css selector", f"{PLACES} h3").text
    press(browser, f"{PLACES} h3 a")
    assert screen.wait_for_text(browser, "h1", name) == name
    for size in (DESKTOP, PHONE, NARROW):
        set_viewport(browser, *size)
        assert run_axe(browser) == []
        assert screen.sideways_px(browser) <= 0
    printed = browser.execute_cdp_cmd("Page.printToPDF", A4_IN)["data"]
    assert len(re.findall(rb"/Type\s*/Page[^s]", base64.b64decode(printed))) == 1
