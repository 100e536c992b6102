"""Dash with an index page of our own: two files, a title, a description, the right status."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import dash
from flask import request

from components.drawings import address_of_drawing
from components.web import router
from components.web.bundles import CORE, LIBRARIES, STYLE, Bundles
from components.web.static_html import as_html

CONFIG = re.compile(r"(?<=>).*(?=</script>)")
# Where a page begins with a first picture: that of the territory that this browser remembers
# (assets/selection.js) unless the link says one, before anything of another is seen.
REMEMBERED = (
    'try{let t=localStorage.getItem("gabare.territory"),p=new URLSearchParams(location.search);'
    'if(t&&!p.has("territoire")){p.set("territoire",t);location.replace("?"+p)}}catch{}'
)
MAIN = "contenu"
# Where pages give components besides children: what Dash lists is ten times as long.
HOLDING = {"dash_bootstrap_components": {"Checkbox": ["label"]}}
INDEX = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
{remembered}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{style}">
<link rel="preload" as="script" href="{core}">
</head>
<body>
<div id="react-entry-point"><p class="gb-loading">Chargement…</p></div>
{first}
<noscript><p>Ce tableau de bord a besoin de JavaScript pour afficher ses graphiques.</p></noscript>
{config}
{scripts}
{inline_scripts}
{renderer}
</body>
</html>
"""


class LightDash(dash.Dash):
    """A Dash application whose pages load our bundles instead of one script per library."""

    def __init__(self, bundles: Bundles, organisation: str, **options: object) -> None:
        super().__init__(hooks={"request_post": "window.gabare.keepCurrent"}, **options)
        self.bundles = bundles
        self.organisation = organisation
        # Inside the page: a few hundred bytes instead of a request.
        drawing = bundles.by_name["favicon.svg"].content().decode()
        self._icon = address_of_drawing(drawing.replace("\n", ""))

    def index(self, *args: object, **kwargs: object) -> tuple[str, int, dict[str, str]]:
        """The page and its status: 404 where no page is registered.

        A browser that keeps it asks again: the figures that it may hold are those of now.
        """
        status = 200 if router.page_at(request.path) else 404
        return super().index(*args, **kwargs), status, {"Cache-Control": "no-cache"}

    def csp_hashes(self, hash_algorithm: str = "sha256") -> list[str]:
        """Those of Dash's inline scripts, and of ours."""
        digest = hashlib.new(hash_algorithm, REMEMBERED.encode()).digest()
        ours = f"'{hash_algorithm}-{base64.b64encode(digest).decode()}'"
        return [*super().csp_hashes(hash_algorithm), ours]

    def interpolate_index(
        self, *, config: str, scripts: str, renderer: str, **_unused: object
    ) -> str:
        """The HTML of the page asked for, with the libraries that it declares."""
        page = router.page_at(request.path) or router.NOT_FOUND
        libraries = page.get("libraries", ())
        first = self._first_picture(page)
        return INDEX.format(
            remembered=f"<script>{REMEMBERED}</script>" if first else "",
            first=first,
            title=escape(router.document_title(page, self.organisation)),
            description=escape(page["description"]),
            icon=self._icon,
            style=self.bundles.url(STYLE),
            core=self.bundles.url(CORE),
            config=CONFIG.sub(lambda found: _lean_config(found[0]), config),
            scripts="\n".join(
                f'<script src="{self.bundles.url(name)}"></script>'
                for name in (CORE, *(LIBRARIES[library] for library in libraries))
            ),
            inline_scripts=_inline(scripts),
            renderer=renderer,
        )

    def _first_picture(self, page: Mapping[str, Any]) -> str:
        """The whole screen as HTML, for a page that declares how it first looks; else nothing.

        `page["first"](query string)` is what stands in `main`. assets/first.js takes it away.
        """
        if "first" not in page:
            return ""
        query_string = request.query_string.decode(errors="replace")
        screen = self.layout()
        screen[MAIN].children = page["first"](query_string)
        return f'<div id="gabare-first">{as_html(screen, query_string)}</div>'


def _lean_config(text: str) -> str:
    """Dash's configuration without what no browser reads.

    Which Python runs is nobody's business, nor is a newer Dash the visitor's; `end_id` names a page
    load to callbacks that run in the background, of which there are none.
    """
    config = json.loads(text)
    config["python_version"] = config["dash_version_url"] = config["end_id"] = ""
    config["children_props"] = HOLDING
    return json.dumps(config, separators=(",", ":")).replace("<", "\\u003c")


def _inline(scripts: str) -> str:
    """The part of Dash's scripts that has no file: those of clientside callbacks."""
    start = scripts.find("<script>")
    return scripts[start:] if start >= 0 else ""
