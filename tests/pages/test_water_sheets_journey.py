"""The sheets of water in a real browser: to a leak, what is noted of it, at every width."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys
from sqlalchemy import func, select

from components.water.water_marks import SECTORS
from data import db, schema
from tests.browser import console_errors, page_weight, run_axe, set_viewport
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE, ZOOMED
from tests.services import served_app
from tests.water_store import LAST, fill_store

CODE = "un code de suivi"
UNTIL = f"?au={LAST}"
FORM = "water-follow-up"
SECTOR, SERVICE = "/eau/secteurs/A1", "/eau/services/A"
# No reading at all, no complete year; views with data are in test_accessibility.
EMPTY_VIEWS = [
    *("/eau/secteurs/B2", "/eau/secteurs/B2/nuits", "/eau/secteurs/B2/capteurs"),
    *("/eau/services/C", "/eau/services/C/bilan"),
]
VALUE = "return document.getElementById(arguments[0]).value"
CLICK = "document.getElementById(arguments[0]).click()"


@pytest.fixture(scope="module")
def database(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The store of tests/water_store.py; follow-ups of these tests are added to it."""
    path = tmp_path_factory.mktemp("water") / "gabare.db"
    path.write_bytes(_sqlite_template.read_bytes())
    engine = db.make_engine(f"sqlite:///{path}")
    fill_store(engine)
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def water_app(database: str) -> Iterator[str]:
    """The base URL of the application on that store, open to follow-ups."""
    with served_app(database, follow_up_code=CODE) as url:
        yield url


def stored(database: str) -> int:
    engine = db.make_engine(database)
    with engine.connect() as connection:
        count = connection.scalar(select(func.count()).select_from(schema.water_follow_up))
    engine.dispose()
    return count


def typed(browser: Chrome, name: str) -> str:
    """What a field of the form holds."""
    return browser.execute_script(VALUE, f"{FORM}-{name}")


@pytest.mark.parametrize("path", EMPTY_VIEWS)
def test_empty_views_have_no_fault(browser: Chrome, water_app: str, path: str) -> None:
    weight = page_weight(browser, f"{water_app}{path}{UNTIL}")
    assert weight.ecoindex >= 80, weight
    assert weight.transferred_bytes <= 600_000
    screen.settle(browser)
    screen.open_everything(browser)
    for size in (DESKTOP, PHONE):
        screen.resize(browser, size)
        assert run_axe(browser) == []
    for size in (NARROW, ZOOMED):
        screen.resize(browser, size)
        assert screen.sideways_px(browser) <= 0
    assert console_errors(browser) == []


@pytest.mark.parametrize(
    "path",
    ["/eau/secteurs/inconnu", "/eau/secteurs/inconnu/capteurs", "/eau/services/inconnu/rpqs"],
)
def test_an_unknown_place_shows_nothing_but_a_way_back(
    browser: Chrome, water_app: str, path: str
) -> None:
    screen.visit(browser, water_app + path)
    screen.wait_for_text(browser, "main", "n’est pas connu")
    shown = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())"
    assert browser.execute_script(shown, ".gb-chart, .gb-panel, .gb-card, .gb-tabs") == []
    assert len(browser.execute_script(shown, "main a[href='/eau/secteurs']")) == 2
    for size in (DESKTOP, PHONE, NARROW):
        set_viewport(browser, *size)
        assert run_axe(browser) == []
        assert screen.sideways_px(browser) <= 0


def test_a_follow_up_is_noted_by_the_keyboard_alone(
    browser: Chrome, water_app: str, database: str
) -> None:
    screen.visit(browser, f"{water_app}{SECTOR}{UNTIL}")
    before = stored(database)
    browser.execute_script(f"document.getElementById('{FORM}-state').focus()")
    keys = ActionChains(browser)
    keys.send_keys(Keys.TAB, "Vanne fermée", Keys.TAB, "Équipe A", Keys.TAB, "un mauvais code")
    keys.send_keys(Keys.ENTER).perform()
    screen.settle(browser)
    screen.wait_for_text(browser, f"#{FORM}-answer", "n’est pas le bon")
    assert (typed(browser, "note"), typed(browser, "author")) == ("Vanne fermée", "Équipe A")
    assert stored(database) == before
    code = browser.find_element("id", f"{FORM}-code")
    code.clear()
    code.send_keys(CODE)
    # Whoever clicks twice says one thing.
    browser.execute_script(f"{CLICK};{CLICK}", f"{FORM}-send")
    screen.settle(browser)
    screen.wait_for_text(browser, f"#{FORM}-answer", "noté")
    assert stored(database) == before + 1
    assert (typed(browser, "note"), typed(browser, "code")) == ("", "")
    standing = screen.text(browser, f"#{FORM}-standing")
    assert "prise en compte" in standing
    assert "par Équipe A" in standing
    assert run_axe(browser) == []
    screen.visit(browser, f"{water_app}{SECTOR}{UNTIL}")
    screen.wait_for_text(browser, f"#{FORM}-standing", "Vanne fermée")
    assert typed(browser, "code") == ""


def test_from_tonight_to_a_leak_and_what_was_noted_of_it(browser: Chrome, water_app: str) -> None:
    screen.visit(browser, f"{water_app}/eau{UNTIL}")
    browser.find_element("link text", "Secteur A1").click()
    screen.settle(browser)
    assert screen.wait_for_text(browser, "h1", "Secteur A1").startswith("Secteur A1")
    assert f"au={LAST}" in screen.query_of(browser)
    send(browser, note="Recherche en cours", code="un mauvais code")
    screen.wait_for_text(browser, f"#{FORM}-answer", "n’est pas le bon")
    assert typed(browser, "note") == "Recherche en cours"
    send(browser, code=CODE)
    screen.wait_for_text(browser, f"#{FORM}-answer", "noté")
    # The menu is above what is on screen.
    browser.execute_script("arguments[0].click()", browser.find_element("link text", "Eau"))
    screen.settle(browser)
    for _reload in range(2):
        listed = screen.wait_for_text(browser, "#water-leak-list", "Prise en compte")
        assert "Recherche en cours" in listed
        browser.refresh()
        screen.settle(browser)


def send(browser: Chrome, **words: str) -> None:
    """Fill fields of the form and press its button."""
    for name, text in words.items():
        field = browser.find_element("id", f"{FORM}-{name}")
        field.clear()
        field.send_keys(text)
    browser.execute_script(CLICK, f"{FORM}-send")
    screen.settle(browser)


def test_from_a_service_to_its_sector_and_back(browser: Chrome, water_app: str) -> None:
    screen.visit(browser, f"{water_app}{SECTOR}{UNTIL}")
    browser.find_element("link text", "Service A").click()
    screen.settle(browser)
    assert screen.wait_for_text(browser, "h1", "Service A") == "Service A"
    assert f"au={LAST}" in screen.query_of(browser)
    browser.find_element("link text", "Pertes").click()
    screen.settle(browser)
    browser.execute_script(CLICK, "water-service-sectors-table-button")
    screen.settle(browser)
    link = browser.find_element("css selector", "#water-service-sectors .gb-table a")
    assert link.get_attribute("href").startswith(f"{water_app}/eau/secteurs/A")


def test_sectors_gathered_on_a_phone_wear_the_shape_of_the_worst_among_them(
    browser: Chrome, live_app: str
) -> None:
    set_viewport(browser, *PHONE)
    screen.visit(browser, f"{live_app}/eau/carte")
    screen.wait_until(browser, "return document.querySelector('.gb-cluster--ranked') !== null")
    drawn = browser.execute_script(
        "return [...document.querySelectorAll('#water-map .leaflet-marker-pane > *')]"
        ".map(one => one.className)"
    )
    given = browser.execute_script(
        "return window.dash_component_api.getLayout('water-map-points').props.data.features"
        ".map(one => one.properties.shape)"
    )
    order = [shape for shape, _words in reversed(SECTORS.legend) if shape in given]
    worst = next(shape for shape in order if shape != "absent")
    assert sum(f"gb-mark--{worst}" in look for look in drawn) > 0
    # None of those gathered is told by a plain round.
    assert all("gb-cluster--ranked" in look for look in drawn if "gb-cluster" in look)
    assert console_errors(browser) == []


def test_a_printed_sheet_cuts_no_chart_and_asks_nothing(browser: Chrome, water_app: str) -> None:
    # What A4 leaves between its margins.
    set_viewport(browser, 718, 1000)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for path in (f"{SERVICE}{UNTIL}", f"{SECTOR}{UNTIL}"):
            screen.visit(browser, f"{water_app}{path}")
            edges = browser.execute_script(
                "return [...document.querySelectorAll('.gb-chart, .gb-panel, .gb-card')]"
                ".map(one => one.getBoundingClientRect())"
                ".map(box => [box.left, innerWidth - box.right])"
            )
            assert edges
            assert min(map(min, edges)) >= 0
            assert not browser.execute_script(
                "const form = document.querySelector('.gb-follow-up .gb-form');"
                "return Boolean(form && form.checkVisibility())"
            )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_charts_are_drawn_as_wide_as_the_paper_while_printing(
    browser: Chrome, water_app: str
) -> None:
    set_viewport(browser, *DESKTOP)
    screen.visit(browser, f"{water_app}{SERVICE}{UNTIL}")
    width = "return document.querySelector('.main-svg').getBoundingClientRect().width"
    before = browser.execute_script(width)
    browser.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    # At once: the paper is laid out as soon as the event is over. 718 px are what A4 leaves.
    assert browser.execute_script(width) <= 718 < before
    browser.execute_script("window.dispatchEvent(new Event('afterprint'))")
    screen.wait_until(browser, f"return (() => {{ {width} }})() === {before}")
