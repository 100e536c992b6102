"""The home page in a browser: text before scripts, the territory remembered, thumb and paper."""

import base64
import json
import re

from selenium.webdriver import Chrome

from tests.browser import console_errors, page_weight, run_axe
from tests.pages import screen

TOURS = "commune:37261"
MEMORY = "return localStorage.getItem('gabare.territory')"
# Lines of one sentence are reached by their link; a phone holder aims at the link.
LINKS = """
return [...document.querySelectorAll('main a')].filter(one => one.checkVisibility()).map(one => {
  const box = one.getBoundingClientRect(), card = getComputedStyle(one, '::after').position;
  const around = card === 'absolute' ? one.closest('article').getBoundingClientRect() : box;
  return [one.innerText.slice(0, 30), Math.round(around.width), Math.round(around.height)];
});
"""


def requests(browser: Chrome) -> list[str]:
    """What kinds of things were asked of the network, in order."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [
        event["params"]["type"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
        and event["params"]["request"]["url"].startswith("http")
    ]


def test_the_text_is_there_before_any_script(browser: Chrome, live_app: str) -> None:
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*.js"]})
    try:
        browser.get(f"{live_app}/?territoire={TOURS}")
        assert len(browser.find_elements("css selector", "#gabare-first .gb-statement")) >= 1
        assert screen.text(browser, ".gb-shown").startswith("Tours")
        assert browser.find_element("id", "react-entry-point").is_displayed() is False
        assert run_axe(browser) == []
        # The page itself and its style: nothing else is asked before the text is read.
        asked = [kind for kind in requests(browser) if kind != "Script"]
        assert asked == ["Document", "Stylesheet"]
        browser.find_element("css selector", "#gabare-first .gb-menu a[href^='/eau']").click()
        assert browser.current_url.startswith(f"{live_app}/eau?territoire=")
    finally:
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})


def test_the_live_page_takes_its_place_and_says_the_same(browser: Chrome, live_app: str) -> None:
    browser.get(live_app)
    first = browser.execute_script(
        "return document.querySelector('#gabare-first main')?.innerText ?? ''"
    )
    screen.settle(browser)
    assert browser.find_elements("id", "gabare-first") == []
    live = screen.text(browser, "main")
    assert re.sub(r"\s+", " ", first) in ("", re.sub(r"\s+", " ", live))
    assert console_errors(browser) == []


def test_the_last_territory_chosen_is_remembered_until_it_is_forgotten(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, f"{live_app}/?territoire={TOURS}")
    # A link is followed, not remembered.
    assert browser.execute_script(MEMORY) is None
    screen.visit(browser, live_app)
    assert screen.text(browser, ".gb-shown").startswith("Tout le syndicat")

    screen.choose(browser, "controls-level", "commune")
    screen.choose(browser, "controls-territory", TOURS)
    assert browser.execute_script(MEMORY) == TOURS
    screen.visit(browser, f"{live_app}/?periode=mois")
    assert screen.text(browser, ".gb-shown").startswith("Tours")
    assert screen.query_of(browser) == f"periode=mois&territoire={TOURS}"
    assert browser.get_cookies() == []

    screen.visit(browser, f"{live_app}/?territoire=departement:41")
    assert screen.text(browser, ".gb-shown").startswith("Loir-et-Cher")
    screen.visit(browser, f"{live_app}/eau")
    assert screen.query_of(browser) == ""

    screen.visit(browser, live_app)
    assert screen.text(browser, ".gb-shown").startswith("Tours")
    browser.find_element("id", "controls-level").click()
    screen.choose(browser, "controls-level", "syndicat")
    assert browser.execute_script(MEMORY) is None
    screen.visit(browser, live_app)
    assert screen.text(browser, ".gb-shown").startswith("Tout le syndicat")
    assert console_errors(browser) == []


def test_a_thumb_reaches_every_link_and_nothing_goes_sideways(
    browser: Chrome, live_app: str
) -> None:
    screen.resize(browser, (360, 740))
    screen.visit(browser, f"{live_app}/?territoire={TOURS}")
    links = browser.execute_script(LINKS)
    # The one in the line of small print is text among text.
    assert [one for one in links if one[2] < 44 and one[0] != "Comment ils sont choisis"] == []
    assert screen.sideways_px(browser) <= 0
    screen.resize(browser, screen.NARROW)
    assert screen.sideways_px(browser) <= 0


def test_a_commune_is_as_light_as_the_whole(browser: Chrome, live_app: str) -> None:
    """Hundreds of communes are listed only for who is about to choose one."""
    first = page_weight(browser, f"{live_app}/?territoire={TOURS}")
    assert first.ecoindex >= 83, first
    assert len(first.requests) <= 9, first.requests
    assert page_weight(browser, f"{live_app}/?territoire={TOURS}").transferred_bytes <= 10_000
    listed = "return document.getElementById('controls-territory').options.length"
    screen.settle(browser)
    assert browser.execute_script(listed) <= 3
    screen.choose(browser, "controls-territory", "commune:41018")
    assert browser.execute_script(listed) > 100
    assert screen.text(browser, ".gb-shown").startswith("Blois")


def test_paper_has_it_all_on_one_page(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app)
    printed = browser.execute_cdp_cmd(
        "Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
    )
    pages = re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"]))
    assert len(pages) == 1
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    words = screen.text(browser, "body")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    for kept in ("simulées", "Ce qu’il faut décider", "Où en est chaque thème", "à jour"):
        assert kept in words
    for left in ("Échelle", "Mentions légales", "Comment ils sont choisis"):
        assert left not in words
