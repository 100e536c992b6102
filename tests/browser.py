"""What tests ask of a real browser: faults seen by axe, the Tab walk, the weight of a page."""

import json
import shutil
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.services import ServiceMissing

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--lang=fr-FR",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver", "chromium.chromedriver")
TAB_LIMIT = 300
QUIET_S = 0.5
# What is awaited comes in a blink; a busy machine may take its time.
WAIT_S = 60

# Tables of cnumr/ecoindex_reference 1.0.2 (HTTP Archive, 21 quantiles).
DOM_QUANTILES = (
    *(0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603),
    *(674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601),
)
REQUEST_QUANTILES = (
    *(0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78),
    *(86, 95, 105, 117, 130, 147, 170, 205, 281, 3920),
)
KB_QUANTILES = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32),
    *(1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)


def _installed(programs: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, programs)), None)


def browser_options() -> Options:
    """A headless Chromium that keeps logs of its console and of its network."""
    options = Options()
    for flag in FLAGS:
        options.add_argument(flag)
    if browser := _installed(BROWSERS):
        options.binary_location = browser
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return options


def open_browser() -> Chrome:
    """A new headless Chromium; raises ServiceMissing when it or its driver is not installed."""
    driver = _installed(DRIVERS)
    if not driver or not _installed(BROWSERS):
        raise ServiceMissing("Chromium absent : apt-get install chromium chromium-driver")
    return Chrome(options=browser_options(), service=Service(driver))


def reset(driver: Chrome) -> None:
    """Forget everything of the test before: page, preferences, history, cookies, cache, logs."""
    driver.execute_script("try { localStorage.clear(); } catch (refused) { /* A blank page. */ }")
    driver.get("about:blank")
    # Chromium keeps 50 entries, and drops first those that scripts have pushed.
    driver.execute_cdp_cmd("Page.resetNavigationHistory", {})
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    # Of several browsers at work, each believes that it is the one in use.
    driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    set_viewport(driver, 1280, 800)
    driver.get_log("browser")
    driver.get_log("performance")


def set_viewport(driver: Chrome, width: int, height: int) -> None:
    """Make the page exactly this large, in CSS pixels."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def console_errors(driver: Chrome) -> list[str]:
    """The errors that the console has shown since they were last asked for."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]


def wait_until_quiet(driver: Chrome) -> None:
    """Wait until the page is loaded and has asked nothing of the network for half a second."""
    quiet = """
        const ends = performance.getEntriesByType('resource').map(e => e.responseEnd);
        return document.readyState === 'complete'
          && performance.now() - Math.max(0, ...ends) > arguments[0];
    """
    WebDriverWait(driver, WAIT_S, poll_frequency=0.1).until(
        lambda d: d.execute_script(quiet, QUIET_S * 1000)
    )


@cache
def _axe_source() -> str:
    """The file axe.min.js of the npm package axe-core 4.14.1 (MPL-2.0), as published."""
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def run_axe(driver: Chrome) -> list[str]:
    """The faults that axe-core finds on the page as it stands, one line for each element."""
    # Reading axe takes half as long as running it: once a document.
    if not driver.execute_script("return 'axe' in window"):
        driver.execute_script(_axe_source())
    return driver.execute_async_script(
        """
        const said = fault => fault.nodes.map(
          node => `${fault.id} (${fault.impact}): ${node.html.slice(0, 200)}`);
        axe.run(document, {resultTypes: ['violations']})
          .then(result => arguments[0](result.violations.flatMap(said)));
        """
    )


@dataclass(frozen=True)
class TabStop:
    """One stop of the Tab key: the element, what it shows of its focus, and its size."""

    element: str
    label: str
    focus_visible: bool
    width_px: float
    height_px: float


_TAB_STOP = """
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return null;
const style = getComputedStyle(e), box = e.getBoundingClientRect();
const labels = e.labels ? [...e.labels].map(l => l.innerText) : [];
return {
  element: e.id ? '#' + e.id
    : e.tagName.toLowerCase() + ':' + [...document.querySelectorAll('*')].indexOf(e),
  label: (e.getAttribute('aria-label') || labels.join(' ') || e.innerText || '').trim(),
  focus_visible: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow !== 'none',
  width_px: box.width,
  height_px: box.height,
};
"""


def tab_walk(driver: Chrome) -> list[TabStop]:
    """The stops of the Tab key from the top of the page until the focus leaves it.

    Raises AssertionError when the focus never leaves: a trap, or 300 keys pressed.
    """
    driver.execute_script(
        "document.activeElement.blur(); getSelection().collapse(document.body, 0)"
    )
    stops: list[TabStop] = []
    for _ in range(TAB_LIMIT):
        ActionChains(driver).send_keys(Keys.TAB).perform()
        found = driver.execute_script(_TAB_STOP)
        stop = TabStop(**found) if found else None
        if stop is None or (len(stops) > 1 and stop.element == stops[0].element):
            return stops
        # A date field keeps the focus for its day, month and year: one stop.
        if not stops or stop.element != stops[-1].element:
            stops.append(stop)
    raise AssertionError(f"the focus never comes back; last stops: {stops[-4:]}")


@dataclass(frozen=True)
class PageWeight:
    """What one page load took: bytes and addresses over the network, nodes in the document."""

    transferred_bytes: int
    requests: tuple[str, ...]
    dom_nodes: int
    dom_nodes_without_svg: int

    @property
    def ecoindex(self) -> float:
        """The EcoIndex as its official tools count: svg drawings are one node each."""
        return ecoindex(
            self.dom_nodes_without_svg, len(self.requests), self.transferred_bytes / 1000
        )


def page_weight(driver: Chrome, url: str) -> PageWeight:
    """The weight of one load of this address, with the cache as the visits before left it.

    Only what crosses the network counts; `browser` comes to a test with an empty cache.
    """
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get(url)
    wait_until_quiet(driver)
    transferred_bytes, requests = _network(driver)
    nodes = driver.execute_script(
        "return [document.querySelectorAll('*').length, document.querySelectorAll('svg *').length]"
    )
    return PageWeight(transferred_bytes, requests, nodes[0], nodes[0] - nodes[1])


def _network(driver: Chrome) -> tuple[int, tuple[str, ...]]:
    """Bytes received and addresses asked since the performance log was last read."""
    sent, cached, size_bytes = {}, set(), {}
    for entry in driver.get_log("performance"):
        event = json.loads(entry["message"])["message"]
        params = event["params"]
        match event["method"]:
            case "Network.requestWillBeSent" if params["request"]["url"].startswith("http"):
                sent[params["requestId"]] = params["request"]["url"]
            case "Network.requestServedFromCache":
                cached.add(params["requestId"])
            case "Network.responseReceived" if params["response"].get("fromDiskCache"):
                cached.add(params["requestId"])
            case "Network.loadingFinished":
                size_bytes[params["requestId"]] = params["encodedDataLength"]
    network = [request for request in sent if request not in cached]
    total_bytes = int(sum(size_bytes.get(request, 0) for request in network))
    return total_bytes, tuple(sent[request] for request in network)


def ecoindex(dom_nodes: float, requests: float, size_kb: float) -> float:
    """The EcoIndex, 100 (light) to 0 (heavy); grade A above 80.

    100 - 5 (3 q(nodes) + 2 q(requests) + q(kB)) / 6, where q is the position from 0 to 20
    among the quantiles of the web (https://github.com/cnumr/ecoindex_reference).
    """
    position = (
        3 * _quantile_position(dom_nodes, DOM_QUANTILES)
        + 2 * _quantile_position(requests, REQUEST_QUANTILES)
        + _quantile_position(size_kb, KB_QUANTILES)
    ) / 6
    return 100 - 5 * position


def _quantile_position(value: float, quantiles: Sequence[float]) -> float:
    """The rank of a value, linear between two quantiles; the last rank beyond them all."""
    upper = max(1, bisect_left(quantiles, value))
    if upper == len(quantiles):
        return float(upper - 1)
    low, high = quantiles[upper - 1], quantiles[upper]
    return upper - 1 + (value - low) / (high - low)
