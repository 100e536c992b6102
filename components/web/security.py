"""Headers of every answer: a strict content security policy and its companions."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

import dash
from flask import Response

# What a browser may show as a page of its own; the rest (data, scripts, styles) can neither run
# nor be framed, and long headers on each of ten answers would weigh more than their content.
DOCUMENTS = frozenset({"text/html", "image/svg+xml"})
DATA_HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


class Trust(Protocol):
    """The settings that say whom to trust: TLS in front, embedding sites, tile server."""

    @property
    def hsts(self) -> bool: ...

    @property
    def frame_ancestors(self) -> tuple[str, ...]: ...

    @property
    def map_tiles_url(self) -> str: ...


def secure(app: dash.Dash, settings: Trust) -> None:
    """Add the headers to every answer; to be called when all pages are imported.

    The policy names each inline script by its hash, and a page brings its own.
    """
    every = headers_of_every_answer(settings)
    documents = headers_of_documents(app.csp_hashes(), settings)

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(every)
        # A service worker comes with a policy of its own, which rules what it may ask.
        if "Content-Security-Policy" not in response.headers:
            response.headers.extend(documents if response.mimetype in DOCUMENTS else DATA_HEADERS)
        return response


def headers_of_every_answer(settings: Trust) -> dict[str, str]:
    """What any answer carries, data and files included."""
    headers = {"X-Content-Type-Options": "nosniff"}
    if settings.hsts:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers


def headers_of_documents(script_hashes: Sequence[str], settings: Trust) -> dict[str, str]:
    """What a document carries besides; `script_hashes` as `'sha256-…'`, quotes included."""
    headers = {
        "Content-Security-Policy": _policy(script_hashes, settings),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    # The older header knows no list: with partners, the policy alone decides.
    if not settings.frame_ancestors:
        headers["X-Frame-Options"] = "SAMEORIGIN"
    return headers


def _policy(script_hashes: Sequence[str], settings: Trust) -> str:
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *_tile_origin(settings.map_tiles_url)],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        # The setup page of public screens shows one of them.
        "frame-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'", *settings.frame_ancestors],
        "object-src": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def _tile_origin(url: str) -> list[str]:
    """The origin of a tile server, its `{s}` subdomain as a wildcard; nothing without one."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"] if parts.netloc else []
