"""In the browser: from the ranking to the sheet of a building, through its views, and back."""

from urllib.parse import parse_qs, urlsplit

from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from tests.browser import console_errors
from tests.pages import screen

LIST = "/batiments"
# Works on electricity and on heat, an objective.
A_BUILDING = f"{LIST}/demo-bat-186"
CHARTS = {
    "Suivi": "building-sheet-daily",
    "Signature": "building-sheet-signature",
    "Heures": "building-sheet-profile",
    "Travaux": "building-sheet-savings",
    "Données": "building-sheet-annual",
    "Vue d’ensemble": "building-sheet-monthly",
}


def query(browser: Chrome) -> dict[str, list[str]]:
    return parse_qs(urlsplit(browser.current_url).query)


def follow(browser: Chrome, words: str) -> None:
    """Follow a link of the content from the keyboard."""
    main = browser.find_element("tag name", "main")
    main.find_element("link text", words).send_keys(Keys.ENTER)
    screen.settle(browser)


def test_from_the_ranking_to_a_sheet_through_its_views_and_back(
    browser: Chrome, live_app: str
) -> None:
    kept = {"territoire": ["departement:37"], "comparaison": ["aucune"]}
    screen.visit(
        browser, f"{live_app}{LIST}/classement?territoire=departement:37&comparaison=aucune"
    )
    screen.open_everything(browser)
    link = browser.find_element("css selector", "#buildings-ranking .gb-table tbody th a")
    name = link.text
    link.send_keys(Keys.ENTER)
    screen.wait_until(browser, "return document.getElementById('building-sheet-monthly') !== null")
    screen.settle(browser)
    assert screen.wait_for_text(browser, "h1", name).startswith(name)
    assert query(browser) == kept
    assert not browser.find_element("id", "controls-territory").is_displayed()
    sheet = urlsplit(browser.current_url).path
    for tab, chart in CHARTS.items():
        follow(browser, tab)
        assert screen.wait_for_text(browser, "h1", name).startswith(name)
        assert screen.wait_for_text(browser, ".gb-tabs [aria-current=page]", tab) == tab
        assert screen.text(browser, f"#{chart} h2")
        assert query(browser) == kept
    assert urlsplit(browser.current_url).path == sheet
    assert "comparaison" not in screen.text(browser, ".gb-shown")
    assert "Année précédente" not in screen.text(browser, "#building-sheet-monthly-legend")
    before = screen.text(browser, ".gb-cards")
    screen.choose(browser, "controls-period", "mois")
    screen.choose(browser, "controls-comparison", "n-1")
    screen.wait_for_other_text(browser, ".gb-cards", before)
    screen.wait_for_text(browser, "#building-sheet-monthly-legend", "Année précédente")
    follow(browser, "Tous les bâtiments")
    assert urlsplit(browser.current_url).path == LIST
    assert query(browser)["territoire"] == ["departement:37"]
    assert query(browser)["periode"] == ["mois"]
    assert console_errors(browser) == []


def test_works_chosen_by_their_link_keep_the_rest_of_the_selection(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, f"{live_app}{A_BUILDING}/travaux?periode=annee&comparaison=aucune")
    screen.open_everything(browser)
    link = browser.find_element("css selector", "#building-sheet-savings .gb-table tbody th a")
    link.send_keys(Keys.ENTER)
    screen.settle(browser)
    chosen = {"periode": ["annee"], "comparaison": ["aucune"], "detail": ["demo-travaux-186"]}
    assert query(browser) == chosen
    screen.wait_for_text(browser, "#building-sheet-before-after-finding", "depuis les travaux")
    # The same link after another choice: it takes the selection of the moment.
    screen.choose(browser, "controls-period", "mois")
    browser.find_element("css selector", "#building-sheet-savings .gb-table tbody th a").send_keys(
        Keys.ENTER
    )
    screen.settle(browser)
    assert query(browser) == chosen | {"periode": ["mois"]}
    # A detail is of its view: it does not follow elsewhere.
    follow(browser, "Données")
    assert query(browser) == {"periode": ["mois"], "comparaison": ["aucune"]}
    assert console_errors(browser) == []


def test_paper_has_the_sheet_whole(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + A_BUILDING)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    printed = screen.text(browser, "body")
    drawn = browser.execute_script(
        "return [...document.querySelectorAll('.gb-chart .js-plotly-plot')]"
        ".filter(one => one.offsetHeight > 100).length"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    title = screen.text(browser, "h1")
    for kept in (title, "Usage", "Surface", "Énergie consommée", "Consommation par mois", "2050"):
        assert kept in printed
    for left in ("Tous les bâtiments", "Suivi", "Exporter", "Pourquoi ce chiffre"):
        assert left not in printed
    assert drawn == 2
