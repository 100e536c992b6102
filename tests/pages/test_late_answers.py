"""Answers that come in another order than questions: what was chosen last is what is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import console_errors
from tests.pages import screen

# What the page asks goes on its way, and the answers to what holds some words wait.
HOLD = """
const ask = window.fetch, held = [];
const words = arguments[0];
window.fetch = function (url, options) {
  const answer = ask(url, options);
  if (!String(options && options.body).includes(words)) return answer;
  return new Promise(resolve => held.push(() => resolve(answer)));
};
window.heldAnswers = held;
window.release = () => { window.fetch = ask; held.forEach(one => one()); };
"""
IS_HELD = "return window.heldAnswers.length > 0"
PRESS = "document.getElementById(arguments[0]).click()"
GO = (
    "history.pushState({}, '', arguments[0]);"
    "dispatchEvent(new CustomEvent('_dashprivate_pushstate'))"
)
TABLE = """
const table = document.getElementById(arguments[0]);
const caption = table.querySelector('caption');
return [document.getElementById(arguments[0] + '-button').textContent, table.hidden,
        caption && caption.textContent];
"""
OPEN, SHUT = ["Masquer le tableau", False], ["Voir le tableau", True]
DAILY = "footfall-daily-table"
BY_MONTH = "building-sheet-monthly-table"
INDRE, LOIR = "/frequentation?territoire=departement:37", "/frequentation?territoire=departement:41"


@contextmanager
def held(browser: Chrome, words: str) -> Iterator[None]:
    """Keep back the answers to questions that hold `words`, until all others have come."""
    browser.execute_script(HOLD, words)
    yield
    screen.wait_until(browser, IS_HELD)
    browser.execute_script("window.release()")
    screen.settle(browser)


def changed(name: str) -> str:
    """How a question says what has changed."""
    return f'"changedPropIds":["{name}"]'


def wait_for_chart(browser: Chrome, words: str) -> None:
    """Until the legend below the title names what is selected."""
    screen.wait_for_text(browser, "#footfall-overview-shown, #footfall-shown", words)


def test_a_table_asked_for_before_a_filter_is_that_of_the_filter(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, live_app + INDRE)
    with held(browser, changed(f"{DAILY}-button.n_clicks")):
        browser.execute_script(PRESS, f"{DAILY}-button")
        browser.execute_script(GO, LOIR)
        wait_for_chart(browser, "Loir-et-Cher")
    *state, caption = browser.execute_script(TABLE, DAILY)
    assert state == OPEN
    assert "Loir-et-Cher" in caption


def test_a_table_opened_while_its_chart_comes_stays_open(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, live_app + INDRE)
    with held(browser, '"footfall-daily-graph"'):
        browser.execute_script(GO, LOIR)
        screen.wait_until(browser, IS_HELD)
        browser.execute_script(PRESS, f"{DAILY}-button")
        screen.wait_for_text(browser, f"#{DAILY} caption", "Loir-et-Cher")
    *state, caption = browser.execute_script(TABLE, DAILY)
    assert state == OPEN
    assert "Loir-et-Cher" in caption


def test_a_table_asked_for_on_one_page_is_not_shown_on_another(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, f"{live_app}/batiments/demo-bat-000")
    before = screen.text(browser, "h1")
    with held(browser, changed(f"{BY_MONTH}-button.n_clicks")):
        browser.execute_script(PRESS, f"{BY_MONTH}-button")
        browser.execute_script(GO, "/batiments/demo-bat-186")
        screen.wait_for_other_text(browser, "h1", before)
    assert browser.execute_script(TABLE, BY_MONTH) == [*SHUT, None]


def test_an_answer_to_a_page_that_was_left_is_dropped(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}/batiments/demo-bat-000")
    with held(browser, changed(f"{BY_MONTH}-button.n_clicks")):
        browser.execute_script(PRESS, f"{BY_MONTH}-button")
        browser.execute_script(GO, "/accessibilite")
        screen.wait_for_text(browser, "h1", "accessibilité")
    assert console_errors(browser) == []


def test_the_territories_listed_are_those_of_the_level_shown(
    browser: Chrome, live_app: str
) -> None:
    screen.visit(browser, f"{live_app}/frequentation?territoire=commune:37261")
    with held(browser, changed("controls-wanted.data")):
        browser.execute_script(
            "document.getElementById('controls-territory')"
            ".dispatchEvent(new Event('pointerover', {bubbles: true}))"
        )
        screen.wait_until(browser, IS_HELD)
        browser.execute_script(GO, "/frequentation?territoire=epci:243700754")
        wait_for_chart(browser, "Tours Métropole")
    chosen = "return document.getElementById('controls-territory').selectedOptions[0].textContent"
    assert browser.execute_script(chosen) == "Tours Métropole Val de Loire"


def test_what_is_being_typed_is_not_overwritten(browser: Chrome, live_app: str) -> None:
    screen.visit(browser, f"{live_app}/eclairage/simulateur")
    browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    cabinets, price = (browser.find_element(By.NAME, name) for name in "lp")
    # Every control is filled by the same answer.
    with held(browser, '"lighting-simulator-a-p"'):
        cabinets.send_keys(Keys.CONTROL, "a", Keys.NULL, "40", Keys.TAB)
        screen.wait_until(browser, IS_HELD)
        price.send_keys(Keys.CONTROL, "a", Keys.NULL, "7")
    assert (cabinets.get_property("value"), price.get_property("value")) == ("40", "7")
    price.send_keys(Keys.TAB)
    screen.settle(browser)
    assert screen.query_of(browser) == "detail=l40_p7"
