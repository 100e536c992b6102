"""What the browser measures, on small pages of known faults and weights."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from selenium.webdriver import Chrome

from tests.browser import (
    console_errors,
    ecoindex,
    page_weight,
    run_axe,
    set_viewport,
    tab_walk,
)

PAGE = """<!doctype html><html lang="fr"><head><title>Essai</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>Essai</h1><a href="#a">Lien</a><p><button>Bouton</button>
<label>Jour <input type="date"></label></p>
<svg role="img" aria-label="Deux traits"><path/><path/></svg></main></body></html>"""
STYLE = "a { display: block; min-height: 24px }" + " " * 5000
FAULTY = PAGE.replace("<h1>", '<img src="data:,"><h1>').replace(' lang="fr"', "")
ANSWERS = {"/": PAGE, "/faulty": FAULTY, "/style.css": STYLE}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = gzip.compress(ANSWERS[self.path].encode())
        kind = "text/css" if self.path.endswith(".css") else "text/html"
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src data:")
        if kind == "text/css":
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


# The examples that the authors of the official calculator publish with it.
@pytest.mark.parametrize(
    ("dom_nodes", "requests", "size_kb", "score"),
    [
        (100, 100, 100, 72),
        (100, 100, 1000, 67),
        (100, 100, 10000, 58),
        (200, 200, 10000, 46),
        (2355, 267, 2493, 10),
        (240, 20, 331, 83),
    ],
)
def test_ecoindex_of_the_published_examples(
    dom_nodes: int, requests: int, size_kb: float, score: int
) -> None:
    assert round(ecoindex(dom_nodes, requests, size_kb)) == score


def test_ecoindex_ends() -> None:
    assert ecoindex(0, 0, 0) == 100
    assert ecoindex(10**7, 10**7, 10**7) == 0


def test_a_sound_page_has_no_fault(browser: Chrome, site: str) -> None:
    browser.get(site)
    assert run_axe(browser) == []
    assert console_errors(browser) == []


def test_faults_are_found_under_a_strict_security_policy(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/faulty")
    assert {fault.split(" ")[0] for fault in run_axe(browser)} >= {"image-alt", "html-has-lang"}


def test_tab_reaches_each_control_once_and_leaves(browser: Chrome, site: str) -> None:
    browser.get(site)
    stops = tab_walk(browser)
    assert [stop.label for stop in stops] == ["Lien", "Bouton", "Jour"]
    assert all(stop.focus_visible for stop in stops)


def test_a_focus_trap_is_told(browser: Chrome, site: str) -> None:
    browser.get(site)
    browser.execute_script(
        "document.querySelector('button').onkeydown = event => event.preventDefault()"
    )
    with pytest.raises(AssertionError, match="never comes back"):
        tab_walk(browser)


def test_weight_of_a_first_load_and_of_a_warm_visit(browser: Chrome, site: str) -> None:
    first = page_weight(browser, site)
    bodies_bytes = sum(len(gzip.compress(text.encode())) for text in (PAGE, STYLE))
    headers_bytes = first.transferred_bytes - bodies_bytes
    assert [url.removeprefix(site) for url in first.requests] == ["/", "/style.css"]
    assert 2 * 100 < headers_bytes < 2 * 500
    # html head title link link body main h1 a p button label input svg; in it, two paths.
    assert (first.dom_nodes, first.dom_nodes_without_svg) == (14 + 2, 14)
    warm = page_weight(browser, site)
    assert [url.removeprefix(site) for url in warm.requests] == ["/"]


def test_the_viewport_is_exact(browser: Chrome, site: str) -> None:
    browser.get(site)
    set_viewport(browser, 390, 844)
    assert browser.execute_script("return [innerWidth, innerHeight]") == [390, 844]
