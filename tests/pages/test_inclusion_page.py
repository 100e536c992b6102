"""Digital inclusion: its views by requests in every state, then what an official does with them."""

import json
from html import unescape
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from app import create_app
from components.captioned import offered
from data.inclusion.scenario import Scenario
from data.settings import Settings
from tests.browser import console_errors, run_axe
from tests.pages import screen
from tests.pages.callbacks import Asked
from tests.pages.drawn import DRAWN
from tests.services import compressed_files

VIEWS = ("", "/carte", "/communes", "/implantation")
CHARTS = ("inclusion-portrait", "inclusion-crossed", "inclusion-ranks", "inclusion-placement-gains")
MAPS = ("inclusion-map", "inclusion-placement-map")
SELECTIONS = ("", "territoire=departement:37", "territoire=epci:200072072", "periode=mois")
OUTCOME = "inclusion-placement-outcome.children"
SHORT = Scenario(reach_km=4, count=5)
LONG = Scenario(reach_km=30, count=1).to_text()


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def empty(sqlite_store: str) -> Asked:
    """The application on a store without anything."""
    settings = Settings(
        database_url=sqlite_store, cache_url="null", web_cache_dir=compressed_files().name
    )
    return Asked(create_app(settings))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_its_title(asked: Asked, view: str) -> None:
    page = asked.client.get(f"/inclusion{view}?utm_source=x")
    assert page.status_code == 200
    assert "Inclusion numérique" in page.get_data(as_text=True)


def test_the_portrait_has_its_figures_and_what_they_rest_on(asked: Asked) -> None:
    said = words(asked.answer("inclusion-cards.children"))
    assert said.count("Pourquoi ce chiffre") == 8
    for part in ("Tout est à ce jour, sauf les accompagnements", "539 des 539 communes", "lieux"):
        assert part in said


@pytest.mark.parametrize("query", SELECTIONS)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_figures_equal_tables(asked: Asked, chart_id: str, query: str) -> None:
    chart = offered[chart_id][0]
    query = f"{query}&detail={SHORT.to_text()}"
    figure, table = asked.chart(chart_id, query)
    for drawn in DRAWN[chart_id]:
        assert drawn.differences(chart, figure["data"], table) == []
    assert DRAWN[chart_id][0].values(figure["data"])


def looks(figure: dict[str, Any]) -> dict[str, str]:
    """Code -> class of each commune of a map."""
    return {code: told.split("|")[0] for code, told in figure["ground"]["communes"].items()}


def test_the_map_draws_what_its_table_says(asked: Asked) -> None:
    figure, (headings, rows) = asked.chart("inclusion-map", "", "points.data")
    communes = [row for row in rows if row[1] == "Commune"]
    assert len(communes) == len(looks(figure)) == 539
    places = [row for row in rows if row[1] == "Lieu"]
    assert len(places) == len(figure["features"]) > 0
    column = headings.index("Cinquième le moins couvert")
    low = [row for row in communes if row[column] == "oui"]
    outlined = [told.split("|")[1] for told in figure["ground"]["communes"].values()]
    # A fifth of 539.
    assert len(low) == outlined.count("1") == 108
    one, _ = asked.chart("inclusion-map", "territoire=commune:37003", "points.data")
    assert list(looks(one)) == ["37003"]


def test_the_map_of_a_placement_draws_what_its_table_says(asked: Asked) -> None:
    query = f"detail={SHORT.to_text()}"
    figure, (headings, rows) = asked.chart("inclusion-placement-map", query, "points.data")
    order = headings.index("Lieu proposé, ordre")
    chosen = {row[order]: row[0] for row in rows if row[order] != "n.d."}
    marks = [mark["properties"] for mark in figure["features"]]
    assert {str(one["rank"]): one["lines"][0].split(". ")[1] for one in marks} == chosen
    state = headings.index("Ce qu’elle devient")
    far = [row for row in rows if row[state] == "Toujours hors de portée"]
    assert list(looks(figure).values()).count("far") == len(far) > 0


def test_far_and_fragile_communes_are_sentences_with_the_interval_of_their_rank(
    asked: Asked,
) -> None:
    said = words(asked.answer("inclusion-far-list.children"))
    assert said.count("(entre ") == said.count("rang ") > 0
    nobody = words(asked.answer("inclusion-far-list.children", query="territoire=commune:37261"))
    assert "Aucune commune très fragile" in nobody


def test_a_placement_is_an_ordered_list_and_says_its_method(asked: Asked) -> None:
    said = words(asked.answer(OUTCOME, query=f"detail={SHORT.to_text()}"))
    assert said.count("habitants de plus à moins de 4 km") == SHORT.count
    for part in ("vol d’oiseau", "gloutonne", "cas d’essai", "hors de portée"):
        assert part in said
    assert "meilleure commune" not in said.lower()


@pytest.mark.parametrize("text", ["zz", "d900", "n0_t9", "x" * 200, "csans_o2", "d5.5"])
def test_an_odd_link_is_told_and_answered(asked: Asked, text: str) -> None:
    said = words(asked.answer(OUTCOME, query=f"detail={text}"))
    assert "Attention" in said
    assert "Avec ces" in said or "Avec ce lieu" in said or "aucun lieu de plus" in said


def test_the_controls_say_what_the_link_asks(asked: Asked) -> None:
    text = Scenario(reach_km=7, count=2, poverty=2.5, candidates="sans", open_enough=True).to_text()
    filled = asked.answer(OUTCOME, query=f"detail={text}")
    held = {name: filled[f"inclusion-placement-{name}"]["value"] for name in "dntmafpco"}
    assert held == {
        "d": 7, "n": 2, "t": 1, "m": 1, "a": 1, "f": 1, "p": 2.5, "c": "sans", "o": True,
    }  # fmt: skip
    assert filled["inclusion-placement-p-said"]["children"] == "2,5"
    assert filled["inclusion-placement-weights-open"]["open"] is True


def test_when_everybody_is_near_the_next_step_is_said(asked: Asked) -> None:
    query = f"territoire=commune:37261&detail={LONG}"
    assert asked.chart("inclusion-placement-gains", query) == (None, None)
    answer = asked.answer("inclusion-placement-gains-state.children", query=query)
    assert "Réduisez la distance" in words(answer)


def test_inclusion_has_its_sources_and_its_methodology(asked: Asked) -> None:
    for page in ("/donnees/inclusion", "/methodologie/inclusion"):
        assert asked.client.get(page).status_code == 200


# After what asks the demonstration: the application reads one store at a time.
@pytest.mark.parametrize("chart_id", [*CHARTS, *MAPS])
def test_an_empty_store_says_what_to_do(empty: Asked, chart_id: str) -> None:
    said = words(empty.answer(f"{chart_id}-state.children"))
    assert "gb-state--no-data" in said
    assert "Chargez" in said or "Réduisez" in said
    for slot in ("inclusion-cards.children", OUTCOME):
        assert "Aucune commune" in words(empty.answer(slot))


def painted(browser: Chrome) -> int:
    """How many colours the canvas of the map holds."""
    return browser.execute_script(
        """
        const canvas = document.querySelector('.leaflet-overlay-pane canvas');
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set();
        for (let at = 0; at < pixels.length; at += 40) {
          if (pixels[at + 3] === 255) {
            seen.add(pixels[at] + ',' + pixels[at + 1] + ',' + pixels[at + 2]);
          }
        }
        return seen.size;
        """
    )


def click_layer(browser: Chrome, name: str) -> None:
    browser.find_element("css selector", f".gb-layers input[value='{name}']").click()
    screen.settle(browser)


def test_layers_of_the_map_are_hidden_one_by_one(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}/inclusion/carte")
    screen.wait_until(browser, "return document.querySelector('.gb-mark') !== null")
    everything = painted(browser)
    click_layer(browser, "fills")
    screen.wait_until(browser, "return true")
    assert painted(browser) < everything
    click_layer(browser, "marks")
    shown = "return [...document.querySelectorAll('.gb-mark')].some(one => one.checkVisibility())"
    assert not browser.execute_script(shown)
    click_layer(browser, "marks")
    assert browser.execute_script(shown)
    assert run_axe(browser) == []
    assert console_errors(browser) == []


def test_an_official_moves_a_slider_and_shares_the_link(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}/inclusion/implantation")
    outcome = "#inclusion-placement-outcome"
    before = screen.text(browser, outcome)
    browser.find_element("css selector", "[data-reach='5']").click()
    screen.settle(browser)
    assert "detail=d5" in browser.current_url
    at_5_km = screen.wait_for_other_text(browser, outcome, before)
    assert "à moins de 5 km" in at_5_km.replace("\u00a0", " ")
    slider = browser.find_element("id", "inclusion-placement-n")
    slider.send_keys(Keys.ARROW_RIGHT)
    screen.settle(browser)
    assert "detail=d5_n4" in browser.current_url
    assert browser.find_element("id", "inclusion-placement-n-said").text == "4"
    after = screen.wait_for_other_text(browser, outcome, at_5_km)
    assert after != before
    screen.visit(browser, browser.current_url)
    assert screen.wait_for_text(browser, outcome, after) == after
    assert browser.find_element("id", "inclusion-placement-d").get_property("value") == "5"
    reset = browser.find_element("css selector", "[data-placement-reset]")
    # Not by its place: the page scrolls to it smoothly.
    browser.execute_script("arguments[0].click()", reset)
    screen.settle(browser)
    assert "detail" not in browser.current_url
    assert screen.wait_for_text(browser, outcome, before) == before
    assert console_errors(browser) == []
