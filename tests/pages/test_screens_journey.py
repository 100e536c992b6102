"""Écrans publics in the browser: axe, the preview in its shape, the address, the next look."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from data import db
from tests.browser import page_weight, run_axe, set_viewport
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE
from tests.pages.test_accessibility import faults
from tests.screen_store import AMBOISE, TOURS, fill_store
from tests.services import served_app

PREVIEW = "return document.querySelector('.gb-preview').getBoundingClientRect().toJSON()"
# Its frame holds a screen as large as on its wall, whose words have come.
SHOWN = """
const frame = document.querySelector('.gb-preview iframe');
const inside = frame.contentDocument;
return inside && inside.querySelector('#office')?.textContent
  && [frame.contentWindow.innerWidth, frame.contentWindow.innerHeight,
      inside.querySelector('#office').textContent];
"""


@pytest.fixture(scope="module")
def site(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The application on the store that is done by hand: its address, that of the store."""
    store = f"sqlite:///{shutil.copy(_sqlite_template, tmp_path_factory.mktemp('site') / 's.db')}"
    engine = db.make_engine(store)
    fill_store(engine, time.time(), "ancienne")
    engine.dispose()
    with served_app(store) as url:
        yield url, store


def test_from_the_list_to_the_preview_of_a_screen(browser: Chrome, site: tuple[str, str]) -> None:
    url, store = site
    weight = page_weight(browser, f"{url}/ecrans")
    assert weight.ecoindex >= 80
    assert weight.transferred_bytes <= 600_000
    screen.settle(browser)
    screen.open_everything(browser)
    assert faults(browser, DESKTOP, PHONE) == []
    set_viewport(browser, *NARROW)
    assert screen.sideways_px(browser) <= 0
    set_viewport(browser, *DESKTOP)
    heard_now(store)
    browser.execute_script("document.getElementById('screens-look').click()")
    screen.wait_until(
        browser, "return !document.querySelector('.gb-screens').innerText.includes('Silencieux')"
    )
    browser.execute_script(f"document.querySelector('.gb-screens a[href$={AMBOISE}]').click()")
    screen.settle(browser)
    assert screen.text(browser, "h1") == "Office d’Amboise, vitrine"
    assert screen.text(browser, ".gb-screen__address") == f"{url}/ecran/{AMBOISE}"
    assert browser.execute_script("return document.querySelector('.gb-screen__code img').complete")
    assert browser.execute_script("return document.querySelector('iframe').src") == ""


@pytest.mark.parametrize(
    ("screen_id", "width", "height"), [(AMBOISE, 1080, 1920), (TOURS, 1920, 1080)]
)
def test_a_preview_is_a_wall_in_small(
    browser: Chrome, site: tuple[str, str], screen_id: str, width: int, height: int
) -> None:
    screen.visit(browser, f"{site[0]}/ecrans/{screen_id}")
    browser.execute_script("document.getElementById('screens-preview-button').click()")
    shown = screen.wait_until(browser, SHOWN)
    assert shown[:2] == [width, height]
    assert shown[2].startswith("Office")
    for size in (DESKTOP, PHONE):
        set_viewport(browser, *size)
        box = browser.execute_script(PREVIEW)
        assert box["left"] >= 0
        assert box["right"] <= size[0]
        assert run_axe(browser) == []
        assert box["height"] / box["width"] == pytest.approx(height / width, rel=0.01)
    set_viewport(browser, *NARROW)
    assert run_axe(browser) == []
    assert screen.sideways_px(browser) <= 0
    browser.execute_script("document.getElementById('screens-preview-button').click()")
    screen.wait_until(browser, "return document.querySelector('.gb-preview').hidden")
    assert browser.execute_script("return document.querySelector('iframe').src") == "about:blank"


def heard_now(store: str) -> None:
    """Every screen has just given a sign of life."""
    engine = db.make_engine(store)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE core_screen_contact SET at_s = {int(time.time())}")
    engine.dispose()
