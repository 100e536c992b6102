"""Dash with an index page of our own: two files, a title, a description, the right status."""

import json
import re
from html import escape
from urllib.parse import quote

import dash
from flask import request

from components.web import router
from components.web.bundles import CORE, LIBRARIES, STYLE, Bundles

CONFIG = re.compile(r"(?<=>).*(?=</script>)")
INDEX = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{style}">
<link rel="preload" as="script" href="{core}">
</head>
<body>
<div id="react-entry-point"><p class="gb-loading">Chargement…</p></div>
<noscript><p>Ce tableau de bord a besoin de JavaScript pour afficher ses graphiques.</p></noscript>
{config}
<script id="gabare-pages" type="application/json">{pages}</script>
{scripts}
{inline_scripts}
{renderer}
</body>
</html>
"""


class LightDash(dash.Dash):
    """A Dash application whose pages load our bundles instead of one script per library."""

    def __init__(self, bundles: Bundles, organisation: str, **options: object) -> None:
        super().__init__(**options)
        self.bundles = bundles
        self.organisation = organisation
        # Inside the page: a few hundred bytes instead of a request.
        drawing = bundles.by_name["favicon.svg"].content()
        self._icon = f"data:image/svg+xml,{quote(drawing)}"

    def index(self, *args: object, **kwargs: object) -> tuple[str, int]:
        """The page and its status: 404 where no page is registered."""
        return super().index(*args, **kwargs), 200 if router.page_at(request.path) else 404

    def interpolate_index(
        self, *, config: str, scripts: str, renderer: str, **_unused: object
    ) -> str:
        """The HTML of the page asked for, with the libraries that it declares."""
        page = router.page_at(request.path) or router.NOT_FOUND
        libraries = page.get("libraries", ())
        return INDEX.format(
            title=escape(router.document_title(page, self.organisation)),
            description=escape(page["description"]),
            icon=self._icon,
            style=self.bundles.url(STYLE),
            core=self.bundles.url(CORE),
            config=CONFIG.sub(lambda found: _lean_config(found[0]), config),
            pages=_client_pages(libraries),
            scripts="\n".join(
                f'<script src="{self.bundles.url(name)}"></script>'
                for name in (CORE, *(LIBRARIES[library] for library in libraries))
            ),
            inline_scripts=_inline(scripts),
            renderer=renderer,
        )


def _lean_config(text: str) -> str:
    """Dash's configuration without what no browser reads.

    Which Python runs is nobody's business; a component without entry has no children props, as
    one with an empty entry.
    """
    config = json.loads(text)
    config["python_version"] = ""
    config["children_props"] = {
        package: {name: props for name, props in components.items() if props}
        for package, components in config["children_props"].items()
    }
    return json.dumps(config, separators=(",", ":")).replace("<", "\\u003c")


def _inline(scripts: str) -> str:
    """The part of Dash's scripts that has no file: those of clientside callbacks."""
    start = scripts.find("<script>")
    return scripts[start:] if start >= 0 else ""


def _client_pages(loaded: tuple[str, ...]) -> str:
    """What the browser must know to follow a link without reloading: pages and libraries."""
    pages = {page["path"]: page.get("libraries", ()) for page in router.pages()}
    return json.dumps({"loaded": loaded, "pages": pages}).replace("<", "\\u003c")
