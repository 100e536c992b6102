"""What a visitor does on a page and sees of it, in a real browser."""

import time
from typing import Any

from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser import WAIT_S, console_errors, set_viewport, wait_until_quiet
from tests.pages.callbacks import Table

DESKTOP, PHONE, NARROW, ZOOMED = (1280, 800), (390, 844), (320, 640), (640, 400)
# The live page there, nothing asked of the server, nothing said to be loading, every chart drawn.
IDLE = """
const state = window.store.getState();
const drawn = graph => !graph.checkVisibility({visibilityProperty: true}) || graph._fullLayout;
const waiting = ['requested', 'prioritized', 'blocked', 'executing', 'watched', 'executed'];
return !document.getElementById('gabare-first')
  && !state.isLoading && waiting.every(name => state.callbacks[name].length === 0)
  && document.querySelector('main .gb-state--loading') === null
  && [...document.querySelectorAll('.js-plotly-plot')].every(drawn);
"""


def visit(browser: Chrome, url: str) -> None:
    """Open an address and wait until everything it shows has come."""
    browser.get(url)
    settle(browser)
    wait_until_quiet(browser)


def settle(browser: Chrome) -> None:
    """Wait until the page asks the server for nothing more, twice a tenth of a second apart."""
    wait_until(browser, "return document.querySelector('#react-entry-point main h1') !== null")
    for _ in range(2):
        time.sleep(0.1)
        wait_until(browser, IDLE)


def wait_until(browser: Chrome, script: str, *arguments: Any) -> Any:
    """What a script returns once that is true; else fails with what the page shows by then."""
    wait = WebDriverWait(browser, WAIT_S, poll_frequency=0.05)
    try:
        return wait.until(lambda driver: driver.execute_script(script, *arguments))
    except TimeoutException:
        seen = browser.execute_script("return document.body.innerText")
    told = f"{browser.current_url} shows {seen!r}; console: {console_errors(browser)}"
    raise AssertionError(f"not within {WAIT_S} s: {script} {arguments}; {told}")


def choose_selection(browser: Chrome, query: str) -> None:
    """Change the address in place, as the controls do."""
    browser.execute_script(
        "history.pushState({}, '', location.pathname + '?' + arguments[0]);"
        "dispatchEvent(new CustomEvent('_dashprivate_pushstate'));",
        query,
    )
    settle(browser)


def choose(browser: Chrome, control: str, value: str) -> None:
    """Choose an option of a select of the header, once it is offered to who goes there."""
    browser.execute_script("document.getElementById(arguments[0]).focus()", control)
    wait_until(
        browser,
        "return [...document.getElementById(arguments[0]).options]"
        ".some(option => option.value === arguments[1])",
        control,
        value,
    )
    Select(browser.find_element("id", control)).select_by_value(value)
    settle(browser)


def open_everything(browser: Chrome) -> None:
    """Open every table, every list of exports and every "Pourquoi ce chiffre ?"."""
    browser.execute_script(
        "document.querySelectorAll('main details').forEach(one => { one.open = true; });"
        "document.querySelectorAll('main button[aria-expanded=false]').forEach(b => b.click());"
    )
    settle(browser)


def text(browser: Chrome, selector: str) -> str:
    """The words of the first element of a selector."""
    return browser.execute_script(
        "return document.querySelector(arguments[0])?.innerText ?? ''", selector
    )


def wait_for_text(browser: Chrome, selector: str, words: str) -> str:
    """The words of the first element of a selector, once the given ones are among them."""
    return _wait_for(browser, selector, "shown.includes(arguments[1]) ? shown : false", words)


def wait_for_other_text(browser: Chrome, selector: str, words: str) -> str:
    """The words of the first element of a selector, once they are not these any more."""
    return _wait_for(browser, selector, "shown && shown !== arguments[1] ? shown : false", words)


def _wait_for(browser: Chrome, selector: str, awaited: str, words: str) -> str:
    shown = "const shown = document.querySelector(arguments[0])?.innerText ?? '';"
    return wait_until(browser, f"{shown} return {awaited}", selector, words)


def query_of(browser: Chrome) -> str:
    """The query string of the address."""
    return browser.execute_script("return decodeURIComponent(location.search.slice(1))")


def traces(browser: Chrome, chart_id: str) -> list[dict[str, Any]]:
    """What a chart draws: the traces that plotly holds, or the marks given to the map."""
    return browser.execute_script(
        """
        const graph = document.querySelector('#' + arguments[0] + ' .js-plotly-plot');
        const drawn = graph ? graph.data
          : dash_component_api.getLayout(arguments[0] + '-points').props.data.features;
        // Plotly may keep a column as a typed array.
        const plain = (_name, value) => ArrayBuffer.isView(value) ? Array.from(value) : value;
        return JSON.parse(JSON.stringify(drawn, plain));
        """,
        chart_id,
    )


def opened_table(browser: Chrome, chart_id: str) -> Table:
    """Headings and rows of the opened table of a chart, as they are read."""
    lines = browser.execute_script(
        "return [...document.querySelectorAll('#' + arguments[0] + ' .gb-table tr')]"
        ".map(row => [...row.cells].map(cell => cell.textContent))",
        chart_id,
    )
    return lines[0], lines[1:]


def sideways_px(browser: Chrome) -> int:
    """By how much the page is wider than the screen."""
    return browser.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def focused(browser: Chrome) -> str:
    """The words of the element that has the focus."""
    return browser.execute_script("return document.activeElement.innerText")


def resize(browser: Chrome, size: tuple[int, int]) -> None:
    """Make the page this large and let its charts follow."""
    set_viewport(browser, *size)
    wait_until(
        browser,
        "return [...document.querySelectorAll('.js-plotly-plot')]"
        ".every(g => !g._fullLayout || Math.abs(g._fullLayout.width - g.clientWidth) < 2)",
    )
