"""In the browser: from a territory to the sheet of a building, and the rehearsal of thresholds."""

from urllib.parse import urlsplit

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser import console_errors
from tests.pages import screen

PAGE = "/batiments"
TOLD, THRESHOLD = "buildings-rehearsal-told", "buildings-rehearsal-threshold"
POINTED_AT_MOST = 50
REQUESTS = "return performance.getEntriesByType('resource').length"


def path_of(browser: Chrome) -> str:
    return urlsplit(browser.current_url).path


def wait_for_a_sheet(browser: Chrome) -> None:
    screen.wait_until(browser, "return /^\\/batiments\\/(?!carte|classement|alertes)/"
                      ".test(location.pathname)")  # fmt: skip


def test_a_threshold_says_at_once_what_it_would_have_given(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}/alertes")
    before, asked = screen.text(browser, f"#{TOLD}"), browser.execute_script(REQUESTS)
    assert before.startswith("Avec ce seuil, ")
    choice = Select(browser.find_element("id", THRESHOLD))
    assert "seuil en service" in choice.first_selected_option.text
    choice.select_by_value("5")
    screen.settle(browser)
    said = screen.text(browser, f"#{TOLD}")
    figure = browser.execute_script(
        "return document.querySelector('#buildings-rehearsal .js-plotly-plot').data[0].y[0]"
    )
    assert said != before
    assert f"{figure}\u00a0alertes en douze mois" in said
    assert browser.execute_script(REQUESTS) == asked
    # Another territory says its own figures for the threshold that stays chosen.
    screen.choose_selection(browser, "territoire=departement:41")
    assert Select(browser.find_element("id", THRESHOLD)).first_selected_option.text.startswith("5")
    screen.wait_for_other_text(browser, f"#{TOLD}", said)
    assert console_errors(browser) == []


@pytest.mark.parametrize("key", ["click", Keys.ENTER])
def test_a_mark_of_the_map_leads_to_its_building(browser: Chrome, live_app: str, key: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}/carte?comparaison=aucune")
    browser.execute_script("document.querySelector('.gb-mark[role=link]').focus()")
    mark = browser.switch_to.active_element
    assert mark.get_attribute("aria-label")
    if key == "click":
        mark.click()
    else:
        ActionChains(browser).send_keys(key).perform()
    wait_for_a_sheet(browser)
    assert "comparaison=aucune" in browser.current_url


def test_a_row_of_the_ranking_leads_to_its_building(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}/classement")
    screen.open_everything(browser)
    link = browser.find_element("css selector", "#buildings-ranking .gb-table tbody th a")
    address = urlsplit(link.get_attribute("href")).path
    link.send_keys(Keys.ENTER)
    wait_for_a_sheet(browser)
    assert path_of(browser) == address


def point_at_first_bar(browser: Chrome, chart_id: str) -> None:
    """Put the pointer on the first bar of a chart, until the chart knows it."""
    known = "return Boolean(document.querySelector(arguments[0])._hoverdata)"
    for step in range(POINTED_AT_MOST):
        # Found again: a chart drawn again has other bars. A pointer at rest tells nothing.
        bar = browser.find_element("css selector", f"#{chart_id} .bars .point path")
        ActionChains(browser).move_to_element_with_offset(bar, step % 2, 0).pause(0.2).perform()
        if browser.execute_script(known, f"#{chart_id} .js-plotly-plot"):
            return
    pytest.fail("the chart never knew of the pointer")


def test_a_bar_leads_to_the_evidence_of_its_alert(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PAGE}/alertes")
    browser.execute_script(
        "document.querySelector('#buildings-alerts .bars').scrollIntoView({block: 'center'})"
    )
    point_at_first_bar(browser, "buildings-alerts")
    ActionChains(browser).click().perform()
    wait_for_a_sheet(browser)
    assert path_of(browser).endswith("/suivi")
