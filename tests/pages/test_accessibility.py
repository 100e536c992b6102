"""axe finds nothing and nothing scrolls sideways, on every page, in every state, at two widths."""

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys

from tests.browser import run_axe, set_viewport, tab_walk
from tests.pages import screen
from tests.pages.screen import DESKTOP, NARROW, PHONE, ZOOMED

FOOTFALL = "/frequentation"
VIEWS = [
    FOOTFALL + view
    for view in ("", "/carte", "/lieux", "/rythme", "/sejour", "/flux", "/compteurs")
]
BUILDINGS = "/batiments"
BUILDING_VIEWS = [BUILDINGS + view for view in ("", "/carte", "/classement", "/alertes")]
LIGHTING = "/eclairage"
LIGHTING_VIEWS = [
    LIGHTING + view for view in ("", "/facture", "/carte", "/parc", "/decisions", "/armoires")
]
WATER = "/eau"
WATER_VIEWS = [
    WATER + view
    for view in (
        "",
        "/rendement",
        "/bilan",
        "/carte",
        "/secteurs",
        "/abonnes",
        "/alertes",
        "/capteurs",
    )
]
INCLUSION = "/inclusion"
INCLUSION_VIEWS = [
    INCLUSION + view for view in ("", "/carte", "/communes", "/activite", "/enquete")
]
# Where to put the next place, and the places there are: the same whatever the period.
PLACEMENT, PLACES = f"{INCLUSION}/implantation", f"{INCLUSION}/lieux"
OF_THE_SELECTION = [
    *("/", *VIEWS, *BUILDING_VIEWS, *LIGHTING_VIEWS, *WATER_VIEWS, *INCLUSION_VIEWS),
]
# What these show is of today: they name no period.
OF_TODAY = [
    *(f"{WATER}/carte", f"{WATER}/alertes"),
    *(f"{INCLUSION}/carte", f"{INCLUSION}/communes", f"{INCLUSION}/enquete"),
]
# Half-hours, works and a proven saving.
A_BUILDING = f"{BUILDINGS}/demo-bat-000"
SHEET_VIEWS = [
    A_BUILDING + view for view in ("", "/suivi", "/signature", "/charge", "/travaux", "/donnees")
]
A_SECTOR, A_SERVICE = f"{WATER}/secteurs/demo-sect-001", f"{WATER}/services/demo-eau-200000800"
WATER_SHEET_VIEWS = [
    *(A_SECTOR + view for view in ("", "/nuits", "/heures", "/reparations", "/capteurs")),
    *(A_SERVICE + view for view in ("", "/pertes", "/bilan", "/rpqs")),
]
UNKNOWN_BUILDING = f"{BUILDINGS}/inconnu"
OTHERS = [
    PLACEMENT,
    PLACES,
    "/donnees",
    "/donnees/batiments",
    "/methodologie",
    "/methodologie/batiments",
    "/accessibilite",
    "/mentions-legales",
    "/nulle-part",
]
ONE_SITE_ONE_WEEK = "territoire=site:VDL-0001&periode=7-jours"
SOME_BUILDINGS = "territoire=departement:41&periode=mois"
NO_DATA = "periode=annee&au=2012-12-31"

# What the Tab key must reach, in the order of the page.
CONTROLS = """
const all = document.querySelectorAll(
  'a[href], button, input, select, summary, [tabindex="0"], textarea, iframe');
return [...all].filter(one => one.checkVisibility() && !one.disabled).map(one => ({
  label: (one.getAttribute('aria-label') || [...(one.labels || [])].map(l => l.innerText).join(' ')
    || one.innerText || '').trim(),
}));
"""


def faults(browser: Chrome, *sizes: tuple[int, int]) -> list[str]:
    """What axe finds at each size of the screen, and what sticks out of a narrow one."""
    found = []
    for size in sizes:
        screen.resize(browser, size)
        found += [f"{size[0]} px: {fault}" for fault in run_axe(browser)]
    for size in (NARROW, ZOOMED):
        screen.resize(browser, size)
        if (sideways := screen.sideways_px(browser)) > 0:
            found.append(f"{size[0]} px: scrolls sideways by {sideways} px")
    return found


@pytest.mark.parametrize("path", OF_THE_SELECTION)
def test_pages_of_the_selection_have_no_fault(browser: Chrome, live_app: str, path: str) -> None:
    screen.visit(browser, live_app + path)
    assert faults(browser, DESKTOP, PHONE) == []
    screen.choose_selection(browser, ONE_SITE_ONE_WEEK)
    screen.open_everything(browser)
    screen.wait_for_text(browser, ".gb-shown", "Château de Chambord")
    assert faults(browser, DESKTOP, PHONE) == []
    screen.choose_selection(browser, NO_DATA)
    if path not in OF_TODAY:
        screen.wait_for_text(browser, "main", "2012")
    assert faults(browser, DESKTOP, PHONE) == []


@pytest.mark.parametrize("path", OTHERS)
def test_other_pages_have_no_fault(browser: Chrome, live_app: str, path: str) -> None:
    screen.visit(browser, live_app + path)
    assert faults(browser, DESKTOP, PHONE) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        *(FOOTFALL, f"{FOOTFALL}/carte", BUILDINGS, f"{BUILDINGS}/carte", f"{BUILDINGS}/alertes"),
        *(A_BUILDING, f"{A_BUILDING}/travaux", WATER, A_SECTOR),
    ],
)
def test_the_tab_key_reaches_each_control_once_and_comes_back(
    browser: Chrome, live_app: str, path: str, size: tuple[int, int]
) -> None:
    set_viewport(browser, *size)
    query = SOME_BUILDINGS if path.startswith(BUILDINGS) else ONE_SITE_ONE_WEEK
    screen.visit(browser, f"{live_app}{path}?{query}")
    screen.open_everything(browser)
    controls = browser.execute_script(CONTROLS)
    stops = tab_walk(browser)
    assert [stop.label for stop in stops] == [control["label"] for control in controls]
    assert [stop for stop in stops if not (stop.label and stop.focus_visible)] == []
    assert [stop for stop in stops if min(stop.width_px, stop.height_px) < 24] == []


def test_the_skip_link_leads_to_the_content(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + FOOTFALL)
    press(browser, Keys.TAB)
    assert screen.focused(browser) == "Aller au contenu"
    press(browser, Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "contenu"
    press(browser, Keys.TAB)
    assert browser.execute_script("return document.activeElement.closest('main') !== null")


def press(browser: Chrome, key: str) -> None:
    ActionChains(browser).send_keys(key).perform()
