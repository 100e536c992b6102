"""What hangs on the wall: one screen in a browser, whose clock can be moved."""

from collections.abc import Callable
from typing import Any

from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import WAIT_S, run_axe, set_viewport
from tests.screens.staged import Staged

SIZES = ((1080, 1920), (1920, 1080))
SMALLEST_PX = 32
# Moved clocks, as a machine that slept or a technician would: the page knows nothing of it.
CLOCKS = """
(() => {
  const date = Date.now.bind(Date), since = performance.now.bind(performance);
  window.clocks = {date_ms: %d, since_ms: 0};
  Date.now = () => date() + clocks.date_ms;
  performance.now = () => since() + clocks.since_ms;
})();
"""
LOOK = """
const seen = id => {
  const e = document.getElementById(id);
  return e && e.checkVisibility({visibilityProperty: true}) ? e.innerText.trim() : '';
};
const marked = id => [...document.querySelectorAll('#' + id + ' > [data-now="true"]')]
  .filter(e => e.checkVisibility()).map(e => e.innerText).join(' ');
// Between two pages there is nothing to see.
if (!document.getElementById('stage')) return {};
return {
  state: document.getElementById('stage').dataset.state,
  lang: document.documentElement.lang,
  version: document.documentElement.dataset.version,
  language: marked('languages'),
  ...Object.fromEntries(['title', 'lead', 'value', 'label', 'lines', 'bars', 'note', 'office',
    'clock', 'date', 'time', 'as-of', 'simulated', 'languages'].map(id => [id, seen(id)])),
};
"""
# Every visible element that holds text: its size, and whether it is wholly on the screen.
TEXTS = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const found = [];
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const e = node.parentElement, style = getComputedStyle(e);
  const isSeen = e.checkVisibility({visibilityProperty: true}) && style.clipPath === 'none';
  if (!isSeen || !node.data.trim()) continue;
  const box = e.getBoundingClientRect();
  found.push({text: node.data.slice(0, 40), px: parseFloat(style.fontSize),
    inside: Math.min(box.left, box.top) >= -1
      && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1});
}
return found;
"""
PAGE = """
const root = document.documentElement, page = document.scrollingElement;
page.scrollTo(1000, 1000);
return {
  scrolls: page.scrollLeft + page.scrollTop > 0 || root.scrollWidth > innerWidth
    || root.scrollHeight > innerHeight || innerWidth !== root.clientWidth,
  controls: document.querySelectorAll('a, button, input, select, textarea, [tabindex]').length,
  cursor: getComputedStyle(document.body).cursor,
};
"""


class Wall:
    """A browser on the address of the screen."""

    def __init__(self, browser: Chrome, staged: Staged) -> None:
        self.browser = browser
        self.staged = staged
        self._scripts: list[str] = []
        reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
        set_viewport(browser, *SIZES[0])

    def before_each_page(self, script: str) -> None:
        """Run a script at the start of every page to come."""
        told = self.browser.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": script}
        )
        self._scripts.append(told["identifier"])

    def switch_on(self, clock_ahead_s: int = 0, query: str = "") -> None:
        """Start the machine, whose clock may be wrong."""
        if not self._scripts:
            self.before_each_page(CLOCKS % (clock_ahead_s * 1000))
        self.browser.get("about:blank")
        self.browser.get(self.staged.url + query)

    def pass_time(self, seconds: float) -> None:
        """Let time pass at once, on the clock and since the page was loaded."""
        self.browser.execute_script(
            "clocks.date_ms += arguments[0]; clocks.since_ms += arguments[0]", seconds * 1000
        )
        self.staged.ahead_s += int(seconds)

    def turn_clock(self, seconds: float) -> None:
        """Move the clock of the machine alone."""
        self.browser.execute_script("clocks.date_ms += arguments[0]", seconds * 1000)

    def look(self) -> dict[str, str]:
        """What is to be seen now."""
        return self.browser.execute_script(LOOK)

    def wait(self, wanted: Callable[[dict[str, str]], Any]) -> dict[str, str]:
        """What is to be seen once it is as wanted; fails with what is seen otherwise."""
        seen: dict[str, str] = {}

        def reached(_driver: Chrome) -> bool:
            nonlocal seen
            seen = self.look()
            return bool(seen and wanted(seen))

        try:
            WebDriverWait(self.browser, WAIT_S, poll_frequency=0.1).until(reached)
        except TimeoutException:
            raise AssertionError(f"seen instead: {seen}") from None
        return seen

    def wait_for_worker(self) -> None:
        """Until the service worker keeps page, files and state."""
        kept = """
            const done = arguments[0];
            (async () => {
              const cache = await caches.open('gabare-ecrans');
              done((await cache.keys()).length);
            })();
        """
        WebDriverWait(self.browser, WAIT_S, poll_frequency=0.1).until(
            lambda driver: driver.execute_async_script(kept) == 4
        )

    def assert_readable(self) -> None:
        """At both sizes: something to read, all of it large and on the screen, nothing to touch."""
        for size in SIZES:
            set_viewport(self.browser, *size)
            self.browser.execute_script("dispatchEvent(new Event('resize'))")
            page = self.browser.execute_script(PAGE)
            assert page == {"scrolls": False, "controls": 0, "cursor": "none"}, size
            texts = self.browser.execute_script(TEXTS)
            assert texts, f"blank at {size}"
            outside = [one for one in texts if not one["inside"]]
            assert outside == [], (size, outside)
            small = [one for one in texts if one["px"] < SMALLEST_PX - 0.01]
            assert small == [], (size, small)
            assert self.faults() == [], size

    def faults(self) -> list[str]:
        """What axe finds, on the darker end of the background: it judges no gradient."""
        style = "document.getElementById('stage').style.background = arguments[0]"
        if self.look()["state"] == "veille":
            return run_axe(self.browser)
        self.browser.execute_script(style, "var(--sand)")
        found = run_axe(self.browser)
        self.browser.execute_script(style, "")
        return found

    def forget(self) -> None:
        """Leave the browser as it came: no script, no service worker, nothing kept."""
        for identifier in self._scripts:
            self.browser.execute_cdp_cmd(
                "Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier}
            )
        self.browser.get("about:blank")
        origin = self.staged.url.partition("/ecran")[0]
        self.browser.execute_cdp_cmd(
            "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"}
        )
