"""How long a first visit to the home page waits for its text, over a mobile network."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from bench.progress import say
from bench.report import Measure, Part, Table
from bench.stores import demo_store
from components.formats import number
from tests.browser import open_browser, reset
from tests.services import served_app

# The usual 4G of measuring tools; the second delay is that of a poor link.
DOWN_BIT_S, UP_BIT_S = 9_000_000, 900_000
DELAYS_MS = (60, 165)
VISITS = 7
WAIT_S = 30
# When a statement can be read, drawn by the server or by the page itself; when the page is live.
WATCH = """
(() => {
  const drawn = () => [...document.querySelectorAll('.gb-statement')]
    .some(one => one.checkVisibility());
  const live = () => document.querySelector('#react-entry-point .gb-statement');
  const note = (name, test) => requestAnimationFrame(function look() {
    if (test()) requestAnimationFrame(() => { window[name] = performance.now(); });
    else requestAnimationFrame(look);
  });
  note('gabareRead', drawn);
  note('gabareLive', () => live() && live().checkVisibility());
})();
"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds from the click to the first statement drawn, then to the live page."""

    read_ms: float
    live_ms: float


def measure(folder: Path) -> Part:
    """First visits, nothing in the browser's cache, at each delay; the server's cache empty too."""
    with served_app(demo_store(folder)) as url:
        driver = open_browser()
        try:
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            unknown = first_visit(driver, url, DELAYS_MS[0])
            visits = {
                delay: [first_visit(driver, url, delay) for _ in range(VISITS)]
                for delay in DELAYS_MS
            }
        finally:
            driver.quit()
    return Part("Première visite", [_table(unknown, visits)], list(_measures(visits)))


def first_visit(driver: Chrome, url: str, delay_ms: int) -> Visit:
    """One visit of a browser that knows nothing of the site."""
    say(f"première visite, {delay_ms} ms")
    reset(driver)
    driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": delay_ms,
            "downloadThroughput": DOWN_BIT_S / 8,
            "uploadThroughput": UP_BIT_S / 8,
        },
    )
    driver.get(url)
    found = WebDriverWait(driver, WAIT_S, poll_frequency=0.1).until(
        lambda d: d.execute_script("return window.gabareLive && [gabareRead, gabareLive]")
    )
    return Visit(*found)


def _table(unknown: Visit, visits: dict[int, list[Visit]]) -> Table:
    rows = [("60, rien en cache au serveur", number(unknown.read_ms), "", number(unknown.live_ms))]
    for delay, found in visits.items():
        read = [visit.read_ms for visit in found]
        rows.append(
            (
                number(delay),
                number(statistics.median(read)),
                number(max(read)),
                number(statistics.median(visit.live_ms for visit in found)),
            )
        )
    note = (
        "Chromium, cache vide, page d’accueil, 9 Mbit/s : millisecondes avant que le premier "
        f"constat se lise (médiane et pire de {VISITS} visites), puis avant que la page vive."
    )
    return Table("Première visite", note, ("délai ms", "lisible", "au pire", "vivante"), rows)


def _measures(visits: dict[int, list[Visit]]) -> Iterator[Measure]:
    for delay, found in visits.items():
        yield Measure("first_text_ms", max(visit.read_ms for visit in found), f"{delay} ms")
