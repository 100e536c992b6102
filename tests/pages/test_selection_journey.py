"""The selection lives in the address: controls write it, links and the history bring it back."""

import contextlib
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium.common.exceptions import JavascriptException, TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import WAIT_S, console_errors
from tests.pages import screen

PAGE = "/frequentation"
CHAMBORD, LOCHES = "site:VDL-0001", "site:VDL-0011"


def seen(browser: Chrome) -> tuple[str, str, str, list[object]]:
    """All that depends on the selection: words, finding, key figures, what is drawn."""
    return (
        screen.text(browser, ".gb-shown"),
        screen.text(browser, "#footfall-daily-finding"),
        screen.text(browser, ".gb-cards"),
        [trace.get("y") for trace in screen.traces(browser, "footfall-daily")],
    )


def wait_to_see(browser: Chrome, expected: tuple[str, str, str, list[object]]) -> None:
    """Wait for all that depends on the selection: the history brings it back in its own time."""
    wait = WebDriverWait(browser, WAIT_S, 0.1, ignored_exceptions=[JavascriptException])
    with contextlib.suppress(TimeoutException):
        wait.until(lambda one: seen(one) == expected)
    assert seen(browser) == expected


def wait_for_start(browser: Chrome, place: str) -> None:
    """Wait until the page says that this is the place it shows."""
    assert screen.wait_for_text(browser, ".gb-shown", place).startswith(place)


def controls(browser: Chrome) -> dict[str, str]:
    """What the controls of the header show."""
    return browser.execute_script(
        "return Object.fromEntries([...document.querySelectorAll('.gb-controls select')]"
        ".map(one => [one.id.replace('controls-', ''), one.value]))"
    )


def test_controls_change_the_address_and_the_page_and_history_brings_back(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, live_app + PAGE)
    whole = seen(browser)
    screen.choose(browser, "controls-level", "site")
    assert screen.query_of(browser) == ""
    screen.choose(browser, "controls-territory", CHAMBORD)
    assert screen.query_of(browser) == f"territoire={CHAMBORD}"
    wait_for_start(browser, "Château de Chambord")
    chambord = seen(browser)
    assert all(now != then for now, then in zip(chambord, whole, strict=True))
    screen.choose(browser, "controls-period", "mois")
    screen.choose(browser, "controls-comparison", "precedente")
    assert screen.query_of(browser) == (
        f"territoire={CHAMBORD}&periode=mois&comparaison=precedente"
    )
    month = seen(browser)
    assert all(now != then for now, then in zip(month, chambord, strict=True))

    browser.back()
    browser.back()
    screen.settle(browser)
    wait_to_see(browser, chambord)
    assert controls(browser)["territory"] == CHAMBORD
    browser.back()
    screen.settle(browser)
    wait_to_see(browser, whole)
    for _ in range(3):
        browser.forward()
    screen.settle(browser)
    wait_to_see(browser, month)

    link, chosen = browser.current_url, controls(browser)
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    screen.visit(browser, link)
    wait_to_see(browser, month)
    assert controls(browser) == chosen
    # The other window goes its own way; the first does not follow.
    screen.choose_selection(browser, f"territoire={LOCHES}")
    browser.close()
    browser.switch_to.window(first)
    wait_to_see(browser, month)
    screen.open_everything(browser)
    screen.wait_for_text(browser, "#footfall-daily .gb-table caption", "Château de Chambord")
    assert console_errors(browser) == []


def test_the_period_moves_by_steps_and_by_dates(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}?periode=libre&du=2026-03-02&au=2026-03-08")
    dates = ("controls-start", "controls-end")
    assert [browser.find_element("id", one).get_property("value") for one in dates] == [
        "2026-03-02",
        "2026-03-08",
    ]
    browser.find_element("id", "controls-earlier").click()
    screen.settle(browser)
    assert parse_qs(urlsplit(browser.current_url).query) == {
        "periode": ["libre"],
        "du": ["2026-02-23"],
        "au": ["2026-03-01"],
    }
    screen.wait_for_text(browser, ".gb-shown", "du 23 février au 1er mars 2026")
    browser.find_element("id", "controls-later").click()
    screen.settle(browser)
    screen.wait_for_text(browser, ".gb-shown", "du 2 au 8 mars 2026")
    browser.execute_script(
        "const one = document.getElementById('controls-end'); one.value = '2026-03-10';"
        "one.dispatchEvent(new Event('change', {bubbles: true}));"
    )
    screen.settle(browser)
    screen.wait_for_text(browser, ".gb-shown", "du 2 au 10 mars 2026")


def test_the_selection_follows_the_visitor_from_page_to_page(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, f"{live_app}{PAGE}?territoire={CHAMBORD}&utm_source=lettre")
    browser.find_element("link text", "Rythme").click()
    screen.settle(browser)
    wait_for_start(browser, "Château de Chambord")
    assert urlsplit(browser.current_url).path == f"{PAGE}/rythme"
    browser.find_element("link text", "Accueil").click()
    screen.settle(browser)
    wait_for_start(browser, "Château de Chambord")
    assert console_errors(browser) == []


@pytest.mark.parametrize(
    "query", ["territoire=lune&periode=siecle&au=31/02/2026&utm_source=%3Cscript%3E", "=&&%ff"]
)
def test_nonsense_in_the_address_still_shows_a_page(
    browser: Chrome, live_app: str, query: str
) -> None:
    screen.visit(browser, f"{live_app}{PAGE}?{query}")
    wait_for_start(browser, "Tout le syndicat")
    assert len(browser.find_elements("css selector", "#footfall-daily .gb-notice")) == (
        3 if "lune" in query else 0
    )
    assert screen.text(browser, "#messages") == ""
    assert console_errors(browser) == []
