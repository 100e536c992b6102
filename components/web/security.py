"""Headers of every answer: a strict content security policy and its companions."""

from typing import Protocol
from urllib.parse import urlsplit

import dash
from flask import Response

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
    headers = security_headers(app.csp_hashes(), settings)

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(headers)
        return response


def security_headers(script_hashes: list[str], settings: Trust) -> dict[str, str]:
    """The headers for these settings; `script_hashes` as `'sha256-…'`, quotes included."""
    headers = {
        "Content-Security-Policy": _policy(script_hashes, settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    # The older header knows no list: with partners, the policy alone decides.
    if not settings.frame_ancestors:
        headers["X-Frame-Options"] = "SAMEORIGIN"
    if settings.hsts:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers


def _policy(script_hashes: list[str], settings: Trust) -> str:
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *_tile_origin(settings.map_tiles_url)],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
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
