"""What each page weighs in a browser: bytes, requests, nodes, EcoIndex."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import Chrome

from bench.progress import say
from bench.report import Measure, Part, Table
from bench.stores import demo_store, followed_building
from components.formats import number
from tests.browser import PageWeight, open_browser, page_weight, reset
from tests.services import served_app

KB = 1000
# In the path of a sheet, the building that is shown.
BUILDING = "<building>"


def measure(folder: Path) -> Part:
    """Every registered page at the default selection, visited first then again."""
    store = demo_store(folder)
    building = followed_building(store)
    with served_app(store) as url:
        driver = open_browser()
        try:
            found = {
                path: _visits(driver, url + path.replace(BUILDING, building))
                for path in _paths(url)
            }
            maps = _paths_with_a_map(url)
        finally:
            driver.quit()
    return Part("Pages", [_table(found)], list(_measures(found, maps)))


def _registered(url: str) -> dict[str, list[str]]:
    """Each page's path and the heavy libraries that it asks for, as browsers are told."""
    with urllib.request.urlopen(f"{url}/_dash-layout") as answer:
        shell = json.load(answer)["props"]["children"]
    return next(one["props"]["data"] for one in shell if one["props"].get("id") == "addresses")


def _paths(url: str) -> list[str]:
    return list(_registered(url))


def _paths_with_a_map(url: str) -> set[str]:
    return {path for path, libraries in _registered(url).items() if libraries}


def _visits(driver: Chrome, url: str) -> tuple[PageWeight, PageWeight]:
    say(f"page {url}")
    reset(driver)
    return page_weight(driver, url), page_weight(driver, url)


def _table(found: dict[str, tuple[PageWeight, PageWeight]]) -> Table:
    rows = [
        (
            path,
            number(first.transferred_bytes / KB),
            number(len(first.requests)),
            number(warm.transferred_bytes / KB, 1),
            number(first.dom_nodes),
            number(first.dom_nodes_without_svg),
            number(first.ecoindex, 1),
        )
        for path, (first, warm) in found.items()
    ]
    note = (
        "Chromium, 1280 × 800, magasin de démonstration, sélection par défaut. Ce qui traverse le "
        "réseau, en-têtes compris. L’EcoIndex compte un dessin SVG pour un nœud."
    )
    header = ("page", "Ko", "requêtes", "Ko ensuite", "nœuds", "sans SVG", "EcoIndex")
    return Table("Poids des pages", note, header, rows)


def _measures(found: dict[str, tuple[PageWeight, PageWeight]], maps: set[str]) -> Iterator[Measure]:
    for path, (first, warm) in found.items():
        kind = "map" if path in maps else "page"
        yield Measure(f"{kind}_kb", first.transferred_bytes / KB, path)
        yield Measure(f"{kind}_requests", len(first.requests), path)
        yield Measure("warm_kb", warm.transferred_bytes / KB, path)
        yield Measure("dom_nodes", first.dom_nodes, path)
        yield Measure("ecoindex", first.ecoindex, path)
