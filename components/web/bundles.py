"""What browsers download: few files, each complete, compressed once, and never asked for again.

Four groups, each with a version (a hash of all it holds) in its address: `core` (React, the Dash
renderer, the components and our scripts), `style` (Bootstrap, our style sheets and images),
`plotly` (the charts we draw, in French) and `leaflet` (only for pages with a map).
Files that a script loads later are found beside it, so they share its versioned folder.
"""

import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dash
import dash_bootstrap_components
import dash_leaflet
from dash import _dash_renderer
from flask import Flask, Response, abort, request

from components.web.compression import TEXT_TYPES, kept_compressed, mark_encoded, wanted_encoding

ROOT = "/bundles"
# Dash looks for "dash_renderer" in the address of one script of the page.
CORE = "dash_renderer-core.js"
STYLE = "style.css"
PLOTLY = "plotly.min.js"
# The scripts that a page asks for with `register_page(..., libraries=("leaflet",))`.
LIBRARIES = {"leaflet": "dash_leaflet.js"}

DASH = Path(dash.__file__).parent
DBC = Path(dash_bootstrap_components.__file__).parent
LEAFLET = Path(dash_leaflet.__file__).parent
SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=\S+\s*$")
DASH_FILES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
IMMUTABLE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Bundle:
    """One address: the parts that are joined to answer it, and the version of its group."""

    parts: tuple[Path | bytes, ...]
    version: str

    def content(self) -> bytes:
        """The joined parts; scripts without their source map addresses."""
        return b"\n".join(_content(part) for part in self.parts)


def _content(part: Path | bytes) -> bytes:
    if isinstance(part, bytes):
        return part
    content = part.read_bytes()
    return SOURCE_MAP.sub(b"", content) + b"\n;" if part.suffix == ".js" else content


class Bundles:
    """Every file served to browsers, by name."""

    def __init__(self, assets: Path, folder: Path) -> None:
        self.folder = folder
        plotly = _group({PLOTLY: _plotly_parts(assets)})
        plotly_url = f"{ROOT}/{plotly[PLOTLY].version}/{PLOTLY}"
        self.by_name: dict[str, Bundle] = {
            **plotly,
            **_group({CORE: _core_parts(assets, plotly_url), **_beside(DASH / "dcc")}),
            **_group({STYLE: _style_parts(assets), **_images(assets)}),
            **_group({"dash_leaflet.js": _leaflet_parts(assets), **_beside(LEAFLET)}),
        }

    def url(self, name: str) -> str:
        """The address of a file, which changes when anything of its group changes."""
        return f"{ROOT}/{self.by_name[name].version}/{name}"

    def warm(self) -> None:
        """Compress what the first visitor will ask for, unless an earlier start already did."""
        for name in (CORE, STYLE, PLOTLY, *LIBRARIES.values()):
            for encoding in ("br", "gzip"):
                kept_compressed(self.by_name[name].content(), encoding, self.folder)

    def serve(self, name: str, version: str) -> Response:
        """The answer for one file; 404 when unknown.

        A page opened before an update may ask for the version it knew: it gets today's file,
        which it must not keep under the old address.
        """
        bundle = self.by_name.get(name) or abort(404)
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        encoding = wanted_encoding(request) if mimetype in TEXT_TYPES else ""
        body = kept_compressed(bundle.content(), encoding, self.folder)
        response = Response(body, mimetype=mimetype)
        mark_encoded(response, encoding)
        response.headers["Cache-Control"] = IMMUTABLE if version == bundle.version else "no-cache"
        return response

    def register(self, server: Flask) -> None:
        """Add the routes. Those of Dash itself then serve plotly.js, ours, and nothing else.

        Nothing asks them for another file, and they answer 500 to an unknown one.
        """

        @server.get(f"{ROOT}/<version>/<path:name>")
        def bundle(version: str, name: str) -> Response:
            return self.serve(name, version)

        @server.get("/_dash-component-suites/plotly/package_data/plotly.min.js")
        def plotly_of_dash() -> Response:
            return self.serve(PLOTLY, "")

        server.view_functions[DASH_FILES] = lambda **_: abort(404)


def _group(files: dict[str, tuple[Path | bytes, ...]]) -> dict[str, Bundle]:
    digest = hashlib.sha256()
    for name, parts in sorted(files.items()):
        digest.update(name.encode())
        for part in parts:
            digest.update(hashlib.sha256(_content(part)).digest())
    version = digest.hexdigest()[:12]
    return {name: Bundle(parts, version) for name, parts in files.items()}


def _plotly_parts(assets: Path) -> tuple[Path, ...]:
    return (assets / "vendor" / "plotly-charts.min.js",)


def _core_parts(assets: Path, plotly_url: str) -> tuple[Path | bytes, ...]:
    dependencies = _dash_renderer._js_dist_dependencies[0]["relative_package_path"]["prod"]
    return (
        # The renderer writes the address of plotly.js without a version: ours stays.
        f"Object.defineProperty(window, '_dashPlotlyJSURL', "
        f"{{get: () => {json.dumps(plotly_url)}, set: () => {{}}}});\n".encode(),
        *(DASH / path for path in dependencies if "polyfill" not in path),
        DASH / "dash-renderer/build/dash_renderer.min.js",
        DASH / "dcc/dash_core_components-shared.js",
        # Every page with a chart needs this one: no request of its own.
        DASH / "dcc/async-graph.js",
        DASH / "dcc/dash_core_components.js",
        DASH / "html/dash_html_components.min.js",
        DBC / "_components/dash_bootstrap_components.min.js",
        *sorted(assets.glob("*.js")),
    )


def _leaflet_parts(assets: Path) -> tuple[Path, ...]:
    """The maps and what we draw on them: a page without a map carries none of it."""
    return LEAFLET / "dash_leaflet.js", *sorted((assets / "maps").glob("*.js"))


def _beside(folder: Path) -> dict[str, tuple[Path]]:
    return {path.name: (path,) for path in folder.glob("async-*.js")}


def _style_parts(assets: Path) -> tuple[Path, ...]:
    return assets / "vendor" / "bootstrap.min.css", *sorted(assets.glob("*.css"))


def _images(assets: Path) -> dict[str, tuple[Path]]:
    return {str(path.relative_to(assets)): (path,) for path in _other_files(assets)}


def _other_files(assets: Path) -> Iterator[Path]:
    for path in assets.rglob("*"):
        if path.is_file() and path.suffix not in {".js", ".css"} and "vendor" not in path.parts:
            yield path
