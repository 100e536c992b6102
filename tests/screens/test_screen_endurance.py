"""A public screen that runs for months: two thousand rotations leave nothing behind."""

import time
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import set_viewport
from tests.screens.staged import FOLDER, Staged
from tests.screens.wall import Wall

TURNS, WARM_UP_TURNS = 2000, 104
MOST_BYTES_A_TURN = 2048
# All the slides in French, two of them in English too.
ROUND = 8
# Each tick of the page, as soon as the browser can, is five seconds: half a slide. Time stops at a
# turn that the test names, so that the same slide is shown at each measure.
FAST = """
(() => {
  const start = Date.now(), every = window.setInterval.bind(window);
  let passed = 0;
  window.turns = 0;
  window.last_turn = %d;
  performance.now = () => passed;
  Date.now = () => start + passed;
  window.setInterval = task => every(() => {
    if (turns >= last_turn) return;
    passed += 5000;
    task();
  }, 0);
  addEventListener('DOMContentLoaded', () => {
    const main = document.querySelector('main');
    const seen = new MutationObserver(() => { turns += 1; });
    if (main) seen.observe(main, {attributeFilter: ['data-turn']});
  });
})();
"""


def wait_for_stop(browser: Chrome, turn: int) -> None:
    WebDriverWait(browser, 120, poll_frequency=0.2).until(
        lambda driver: driver.execute_script("return turns") == turn,
    )
    # What was asked of the server is answered.
    time.sleep(0.5)


def left_in_memory(browser: Chrome) -> dict[str, float]:
    """Nodes, listeners and heap bytes once the garbage is collected."""
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    told = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    measured = {one["name"]: one["value"] for one in told}
    wanted = {"nodes": "Nodes", "listeners": "JSEventListeners", "heap_bytes": "JSHeapUsedSize"}
    return {ours: measured[theirs] for ours, theirs in wanted.items()}


def test_two_thousand_rotations_leave_nothing_behind(wall: Wall, staged: Staged):
    assert TURNS % ROUND == 0
    wall.before_each_page(FAST % WARM_UP_TURNS)
    staged.set_clock(12, 0)
    browser = wall.browser
    # The same nodes, drawn small: what is measured is what is left, not the drawing.
    set_viewport(browser, 270, 480)
    wall.switch_on()
    browser.execute_cdp_cmd("Performance.enable", {})
    wait_for_stop(browser, WARM_UP_TURNS)
    before = left_in_memory(browser)
    browser.execute_script("last_turn = arguments[0]", WARM_UP_TURNS + TURNS)
    wait_for_stop(browser, WARM_UP_TURNS + TURNS)
    after = left_in_memory(browser)
    a_turn = (after["heap_bytes"] - before["heap_bytes"]) / TURNS
    print(f"{before}, then {after}: {a_turn:.0f} bytes of heap a turn")
    assert after["nodes"] <= before["nodes"]
    assert after["listeners"] <= before["listeners"]
    assert a_turn < MOST_BYTES_A_TURN
    assert staged.contacts


def test_the_client_is_small() -> None:
    sizes = {path.name: path.stat().st_size for path in Path(FOLDER).iterdir()}
    assert sizes["screen.js"] < 14_000
    assert sum(sizes.values()) < 40_000
