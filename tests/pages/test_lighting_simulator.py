"""The simulator of lighting: by requests in every state, then what a mayor does with it."""

import json

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from app import create_app
from data.lighting.scenario import Dimming, Scenario, Window, parse_scenarios
from data.settings import Settings
from tests.browser import console_errors, run_axe
from tests.pages import screen
from tests.pages.callbacks import Asked
from tests.services import compressed_files

PATH = "/eclairage/simulateur"
OUTCOME = "lighting-simulator-outcome.children"
NIGHT = Window(23 * 60, 5 * 60)
OFF = Scenario(NIGHT, NIGHT).to_text()
LED = Scenario(led_cabinets_per_year=9, led_years=4, fund_share_pct=80, fund_start_keur=5).to_text()
LATE = Window(15, 4 * 60 + 45)
# Every setting that the controls can say, in a few links.
LINKS = (
    OFF,
    f"{OFF}~{LED}",
    Scenario(
        summer_off=LATE, dimming=Dimming(35, NIGHT), streets=frozenset({"rue", "parking"})
    ).to_text(),
    Scenario(
        led_cabinets_per_year=2, led_years=3, led_order="age", led_power=-65, led_eur_per_point=950,
        price_rise_pct=2.5, grant_pct=0.0, loan_years=12, loan_rate_pct=3.4, discount_pct=2.5,
        years=15,
    ).to_text(),
    Scenario(led_power=35, price_rise_pct=-1.5, grant_pct=42.5).to_text(),
)  # fmt: skip


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = json.dumps(answer, ensure_ascii=False)
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def outcome(asked: Asked, query: str) -> str:
    return words(asked.answer(OUTCOME, query=query))


@pytest.fixture
def empty(sqlite_store: str) -> Asked:
    """The application on a store without anything."""
    settings = Settings(
        database_url=sqlite_store, cache_url="null", web_cache_dir=compressed_files().name
    )
    return Asked(create_app(settings))


def test_without_scenario_examples_lead_to_links_that_are_read(asked: Asked) -> None:
    block = asked.answer(OUTCOME)["lighting-simulator-outcome"]["children"]
    found = [
        part.split('"')[0].removeprefix("detail=").replace("%7E", "~")
        for part in json.dumps(block).split('"data-keep-selection": "')[1:]
    ]
    assert len(found) == 4
    for detail in found:
        scenarios, notices = parse_scenarios(detail)
        assert scenarios
        assert notices == []
    _, table = asked.chart("lighting-simulator-bill", "")
    assert {row[1] for row in table[1]} == {"Sans décision"}
    assert asked.chart("lighting-simulator-cash", "") == (None, None)


def test_results_say_the_decision_what_it_saves_and_what_it_costs(asked: Asked) -> None:
    told = outcome(asked, f"detail={OFF}")
    for said in ("Éteindre de 23 h à 5 h toute l’année économiserait", "sans travaux", "immédiat"):
        assert said in told
    both = outcome(asked, f"detail={OFF}~{LED}")
    for said in ("Scénario A : éteindre", "Scénario B : passer en LED 9 armoires", "remboursés en"):
        assert said in both


@pytest.mark.parametrize("chart", ["lighting-simulator-bill", "lighting-simulator-cash"])
def test_figures_equal_tables(asked: Asked, chart: str) -> None:
    figure, (headings, rows) = asked.chart(chart, f"detail={OFF}~{LED}")
    column = {"lighting-simulator-bill": "Facture (€)", "lighting-simulator-cash": "Cumul (€)"}
    place = headings.index(column[chart])
    told = {(row[0], row[1]): row[place].replace("\u202f", "").replace("−", "-") for row in rows}
    lines = [one for one in figure["data"] if one["mode"] == "lines" and one["yaxis"] == "y"]
    drawn = {
        (f"{year:,}".replace(",", ""), one["name"]): eur
        for one in lines
        for year, eur in zip(one["x"], one["y"], strict=True)
    }
    assert drawn.keys() == told.keys()
    assert all(abs(drawn[key] - float(told[key])) <= 0.5 for key in drawn)


def test_what_cannot_be_read_and_compared_is_told(asked: Asked) -> None:
    assert "réglage inconnu (« z9 »)" in outcome(asked, "detail=z9")
    assert "n’est pas possible (extinction d’été)" in outcome(asked, "detail=e9999.0000")
    assert "la même hausse du prix" in outcome(asked, f"detail={OFF}~{OFF}_p3")
    assert "la même hausse du prix" not in outcome(asked, f"detail={OFF}_p3~l2_p3")


def test_a_territory_without_cabinet_says_what_to_load(empty: Asked) -> None:
    told = outcome(empty, f"detail={OFF}")
    assert "Aucune armoire de ce territoire" in told
    assert "Chargez les points lumineux" in told
    for chart in ("lighting-simulator-bill", "lighting-simulator-cash"):
        assert empty.chart(chart, f"detail={OFF}") == (None, None)
    assert empty.chart("lighting-simulator-bill", "") == (None, None)


def written(browser: Chrome) -> str:
    """The detail of the address once a control has been touched without being changed."""
    browser.execute_script(
        "document.querySelector('[data-scenario] [name=y]')"
        ".dispatchEvent(new Event('change', {bubbles: true}))"
    )
    return browser.execute_script("return new URLSearchParams(location.search).get('detail')")


def test_a_mayor_ticks_compares_and_takes_back(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}{PATH}?territoire=departement:37")
    browser.find_element("css selector", "#lighting-simulator-a-h-on").send_keys(Keys.SPACE)
    screen.settle(browser)
    winter = "h2300.0500"
    assert screen.query_of(browser) == f"territoire=departement:37&detail={winter}"
    screen.wait_for_text(browser, "#lighting-simulator-outcome", "l’hiver économiserait")
    browser.find_element("css selector", "button[data-scenarios='2']").send_keys(Keys.SPACE)
    screen.settle(browser)
    assert screen.query_of(browser).endswith(f"detail={winter}~{winter}")
    browser.find_element("css selector", "#lighting-simulator-b-e-on").send_keys(Keys.SPACE)
    screen.settle(browser)
    assert screen.query_of(browser).endswith(f"detail={winter}~e2300.0500_{winter}")
    names = [trace["name"] for trace in screen.traces(browser, "lighting-simulator-bill")]
    assert names == ["Sans décision", "Scénario A", "Scénario B"]
    assert run_axe(browser) == []
    # The controls say what the link says, and write it back as it was.
    for detail in LINKS:
        screen.choose_selection(browser, f"detail={detail}")
        browser.execute_script("history.replaceState({}, '', location.pathname + '?detail=rien')")
        assert written(browser) == detail
        screen.settle(browser)
    browser.execute_script("history.back()")
    screen.choose_selection(browser, f"detail={OFF}~{LED}")
    browser.find_element("css selector", "button[data-scenarios='1']").send_keys(Keys.SPACE)
    screen.settle(browser)
    assert screen.query_of(browser) == f"detail={OFF}"
    assert browser.find_elements("css selector", "[data-scenario=b]") == []
    assert console_errors(browser) == []
