"""Compressed answers: brotli or gzip, strongly and once for files, quickly for the rest."""

import gzip
import hashlib
import logging
import os
import tempfile
from pathlib import Path

import brotli
from flask import Flask, Request, Response, request

log = logging.getLogger(__name__)

TEXT_TYPES = frozenset(
    {
        "application/geo+json",
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)
# Below this size headers weigh more than what compression gains.
WORTH_BYTES = 400
# A page comes once a visit and is worth 2 ms of work; what callbacks answer is not.
OF_PAGES, OF_ANSWERS = 10, 5
# The same for every visitor until the next version: a browser that has it is told so.
STABLE = frozenset({"/_dash-layout", "/_dash-dependencies"})


def wanted_encoding(request: Request) -> str:
    """`br`, `gzip` or an empty text: the best encoding that the browser accepts."""
    accepted = request.accept_encodings
    return next((name for name in ("br", "gzip") if accepted.quality(name) > 0), "")


def kept_compressed(content: bytes, encoding: str, folder: Path) -> bytes:
    """`content` at the strongest level, compressed once and kept in `folder` by content hash.

    Where nothing can be kept it is compressed quickly each time.
    """
    if not encoding:
        return content
    kept = folder / f"{hashlib.sha256(content).hexdigest()}.{encoding}"
    try:
        if not kept.exists():
            _keep(content, encoding, kept)
        return kept.read_bytes()
    except OSError as fault:
        log.warning("files are not kept compressed: %s", fault)
        return _quick(content, encoding, OF_ANSWERS)


def _keep(content: bytes, encoding: str, kept: Path) -> None:
    """Written aside then renamed: another worker never reads half a file."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=kept.parent) as folder,
        open(f"{folder}/{kept.name}", "wb") as aside,
    ):
        # Room first: on a full disk seconds of compression would be lost at each request.
        os.posix_fallocate(aside.fileno(), 0, len(content))
        aside.write(_strong(content, encoding))
        aside.truncate()
        aside.flush()
        os.replace(aside.name, kept)


def _strong(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(content, quality=11, lgwin=22)
    return gzip.compress(content, compresslevel=9, mtime=0)


def _quick(content: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        return brotli.compress(content, quality=quality)
    return gzip.compress(content, compresslevel=5, mtime=0)


def mark_encoded(response: Response, encoding: str) -> None:
    """Set the headers that tell browser and proxies how the body is encoded."""
    response.headers.add("Vary", "Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding


def compress_answers(server: Flask, folder: Path) -> None:
    """Compress every textual answer that is not compressed yet, and spare the unchanged ones.

    Files of the assets folder and of component packages are kept in `folder` at full strength;
    pages and callbacks, made for one request, are compressed quickly.
    """

    @server.after_request
    def compress(response: Response) -> Response:
        if request.path in STABLE:
            response.headers["Cache-Control"] = "no-cache"
            response.add_etag()
            response.make_conditional(request)
        encoding = wanted_encoding(request)
        if not encoding or not _is_compressible(response):
            return response
        response.direct_passthrough = False
        content = response.get_data()
        if len(content) < WORTH_BYTES:
            return response
        if request.path.startswith(("/assets/", "/_dash-component-suites/")):
            packed = kept_compressed(content, encoding, folder)
        else:
            is_page = response.mimetype == "text/html"
            packed = _quick(content, encoding, OF_PAGES if is_page else OF_ANSWERS)
        response.set_data(packed)
        mark_encoded(response, encoding)
        return response


def _is_compressible(response: Response) -> bool:
    return (
        response.status_code in (200, 404)
        and response.mimetype in TEXT_TYPES
        and "Content-Encoding" not in response.headers
    )
