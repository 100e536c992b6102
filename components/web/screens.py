"""Public screens: plain routes, so that a wall never depends on a callback nor on a cookie.

The page holds a fixed set of nodes that assets/screens/screen.js fills in place; what is said in
each language comes with the state.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from components.web.bundles import IMMUTABLE

log = logging.getLogger(__name__)

FILES = {"screen.js": "text/javascript", "screen.css": "text/css"}
WORKER = "worker.js"
CONTACT_BYTES = 2048
# The texts of a contact, as a screen of ours writes them: of any version, before an update too.
CONTACT_FIELDS = {
    "version": re.compile(r"[A-Za-z0-9.+-]{0,80}"),
    "data_version": re.compile(r"[0-9-]{0,80}"),
    "state": re.compile(r"[a-z-]{1,20}"),
    "error": re.compile(r".{0,300}"),
}
REASONS = {
    HTTPStatus.NOT_FOUND: {"raison": "Écran inconnu."},
    HTTPStatus.SERVICE_UNAVAILABLE: {"raison": "La base de données ne répond pas."},
}
# As many nodes as a slide may need: the client adds none.
LINES, BARS, STEPS, LANGUAGES, LEVELS = 7, 24, 8, 6, 4
RETRY_S = 300

HEAD = """<!DOCTYPE html>
<html lang="fr" data-version="{version}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/ecran/fichiers/{files}/screen.css">
"""
PAGE = (
    HEAD
    + """<script defer src="/ecran/fichiers/{files}/screen.js"></script>
</head>
<body>
<div id="stage" data-state="neutre">
<header>
<p id="office" lang="fr">{name}</p>
<p id="clock"></p>
<p id="date"></p>
</header>
<main>
<div id="intro">
<h1 id="title">Bienvenue</h1>
<p id="lead"></p>
<p id="big"><strong id="value"></strong> <i class="crowd"></i> <span id="label"></span></p>
<p id="time"></p>
</div>
<div id="body">
<ul id="lines">{lines}</ul>
<div id="chart"><ol id="bars">{bars}</ol><ul id="levels">{levels}</ul></div>
</div>
<p id="note"></p>
</main>
<footer>
<p id="as-of"></p>
<ul id="languages">{languages}</ul>
<ol id="steps" aria-hidden="true">{steps}</ol>
<p id="simulated"></p>
</footer>
</div>
<noscript><p>Cet écran a besoin de JavaScript.</p></noscript>
</body>
</html>
"""
)
LINE = '<li hidden><i class="crowd"></i><b></b><span></span></li>'
BAR = '<li hidden><i class="bar"></i><b></b><span></span></li>'
LEVEL = '<li hidden><i class="bar"></i><b></b></li>'
UNKNOWN_PAGE = (
    HEAD
    + """</head>
<body>
<div id="stage" data-state="inconnu">
<main>
<div id="intro">
<h1>Cet écran n’existe pas</h1>
<p id="lead">Aucun écran ne porte l’identifiant «\u00a0{name}\u00a0». Vérifiez l’adresse sur la page
<a href="/ecrans">Écrans publics</a>, ou ajoutez cet écran à la liste.</p>
</div>
<p id="note">Cette page essaie de nouveau toutes les cinq minutes.</p>
</main>
</div>
</body>
</html>
"""
)


_served = ""


def served_version() -> str:
    """The version that screens are to run; empty before `register`."""
    return _served


def files_version(folder: Path) -> str:
    """A fingerprint of the page and of its files."""
    digest = hashlib.sha256(PAGE.encode())
    for name in (*FILES, WORKER):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def register(
    server: Flask,
    folder: Path,
    version: str,
    state_of: Callable[[str], Mapping[str, Any]],
    record: Callable[[str, Mapping[str, str]], object],
    unknown: type[Exception],
) -> None:
    """Add the routes of public screens.

    `state_of(screen)` gives what a screen has to show, `record(screen, contact)` keeps a sign of
    life. Both raise `unknown` for a screen that is not listed; anything else that they raise
    means that the store is away and that nothing is kept.
    """
    global _served
    files = files_version(folder)
    _served = f"{version}-{files}"
    routes = _Routes(folder, files, _served, state_of, record, unknown)
    for rule, method, view in (
        ("/ecran/<screen_id>", "GET", routes.page),
        ("/ecran/<screen_id>/etat.json", "GET", routes.state),
        ("/ecran/<screen_id>/contact", "POST", routes.contact),
        ("/ecran/travailleur.js", "GET", routes.worker),
        ("/ecran/fichiers/<asked>/<name>", "GET", routes.file),
    ):
        server.add_url_rule(
            rule, f"screen-{view.__name__}", view, methods=[method], strict_slashes=False
        )


@dataclass(frozen=True)
class _Routes:
    """What answers the walls; fields as in `register`, `files` the version of the files."""

    folder: Path
    files: str
    version: str
    state_of: Callable[[str], Mapping[str, Any]]
    record: Callable[[str, Mapping[str, str]], object]
    unknown: type[Exception]

    def page(self, screen_id: str) -> Response:
        state, status = self._asked(screen_id, self.state_of)
        if status == HTTPStatus.NOT_FOUND:
            return _document(UNKNOWN_PAGE, status, self.files, self.version, screen_id)
        # Without the store the page still starts: it asks again, and neutral is not blank.
        name = state["screen"]["name"] if state else ""
        return _document(PAGE, status, self.files, self.version, name)

    def state(self, screen_id: str) -> Response:
        state, status = self._asked(screen_id, self.state_of)
        return _told({**state, "version": self.version} if state else REASONS[status], status)

    def contact(self, screen_id: str) -> Response:
        contact = _contact()
        _, status = self._asked(screen_id, lambda screen: self.record(screen, contact))
        return _told(REASONS[status], status) if status in REASONS else Response(status=204)

    def _asked(self, screen_id: str, ask: Callable[[str], Any]) -> tuple[Any, int]:
        """What the store says of a screen and 200; None and the status of REASONS otherwise."""
        try:
            return ask(screen_id), HTTPStatus.OK
        except self.unknown:
            return None, HTTPStatus.NOT_FOUND
        except Exception as reason:
            log.warning("screen %r: %s: %s", screen_id, type(reason).__name__, reason)
            return None, HTTPStatus.SERVICE_UNAVAILABLE

    def worker(self) -> Response:
        response = Response((self.folder / WORKER).read_bytes(), mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        # Its own policy rules what a worker may ask, whatever the page's.
        response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
        return response

    def file(self, asked: str, name: str) -> Response:
        mimetype = FILES.get(name) or abort(404)
        response = Response((self.folder / name).read_bytes(), mimetype=mimetype)
        # As for bundles: a page of before an update gets today's file, not to be kept.
        response.headers["Cache-Control"] = IMMUTABLE if asked == self.files else "no-cache"
        return response


def _document(page: str, status: int, files: str, version: str, name: str) -> Response:
    html = page.format(
        version=version,
        files=files,
        title=escape(f"{name or 'Écran public'} – {'écran inconnu' if status == 404 else 'écran'}"),
        name=escape(name),
        lines=LINE * LINES,
        bars=BAR * BARS,
        levels=LEVEL * LEVELS,
        languages="<li hidden></li>" * LANGUAGES,
        steps="<li hidden></li>" * STEPS,
    )
    response = Response(html, status=status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if status == 404:
        # No script there: a screen listed since then starts by itself.
        response.headers["Refresh"] = str(RETRY_S)
    return response


def _told(content: Mapping[str, Any], status: int) -> Response:
    response = jsonify(content)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _contact() -> dict[str, str]:
    """The contact that a screen sends; aborts with 400 or 413 when it is not one."""
    request.max_content_length = CONTACT_BYTES
    try:
        body = request.get_json()
    except RequestEntityTooLarge:
        abort(_told({"raison": "Corps trop long."}, 413))
    except (BadRequest, UnsupportedMediaType, RecursionError):
        body = None
    if not _is_contact(body):
        abort(_told({"raison": "Contact mal formé."}, 400))
    return body


def _is_contact(body: Any) -> bool:
    return (
        isinstance(body, dict)
        and set(body) == set(CONTACT_FIELDS)
        and all(
            isinstance(text := body[field], str) and text.isprintable() and form.fullmatch(text)
            for field, form in CONTACT_FIELDS.items()
        )
    )
