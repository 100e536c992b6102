"""Pages by address: a page is laid out when the path changes, never when the query string does.

The query string is the viewer's selection. It reaches the charts through the `selection` store,
which assets/selection.js keeps equal to the address, so that a filter redraws charts in place.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

import dash
from dash import ClientsideFunction, Input, Output, State, html
from dash.development.base_component import Component

from components.web.failures import failed_page

NOT_FOUND: dict[str, Any] = {
    "path": "",
    "title": "Page introuvable",
    "description": "Cette adresse ne mène à aucune page du tableau de bord.",
}
# What varies in the address of a page: /batiments/<building>.
VARYING = re.compile(r"<(\w+)>")


def import_pages(package: str) -> None:
    """Import every module of `package`; the registry then holds exactly these pages.

    To be called once Dash() exists. Modules already imported by an earlier application of the
    same process are executed again, since their callbacks went to that application.
    """
    dash.page_registry.clear()
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        name = f"{package}.{module.name}"
        if name in sys.modules:
            page = importlib.reload(sys.modules[name])
        else:
            page = importlib.import_module(name)
        if name in dash.page_registry:
            dash.page_registry[name].setdefault("layout", getattr(page, "layout", None))


def pages() -> list[dict[str, Any]]:
    """The registered pages, in the order of the menu."""
    return list(dash.page_registry.values())


def libraries_by_address() -> dict[str, tuple[str, ...]]:
    """What a browser must know to follow a link without reloading: pages and their libraries.

    An address that those with a variable part already tell of weighs for nothing.
    """
    every = {page["path"]: tuple(page.get("libraries", ())) for page in pages()}
    forms = {form: form_of(form) for form in every if VARYING.search(form)}
    return {
        path: libraries
        for path, libraries in every.items()
        if path in forms
        or not any(
            form.fullmatch(path) and every[name] == libraries for name, form in forms.items()
        )
    }


def page_at(path: object) -> dict[str, Any] | None:
    """The page registered at `path`, whatever its last slash; None for an unknown address.

    What varies in its address is in its `variables` and completes its title. An address without
    variable goes first.
    """
    if not isinstance(path, str):
        return None
    wanted = path.rstrip("/") or "/"
    ordered = sorted(pages(), key=lambda page: "<" in page["path"])
    return next(filter(None, (_reached(page, wanted) for page in ordered)), None)


def form_of(path: str) -> re.Pattern[str]:
    """What the addresses of a page look like, their variables as groups."""
    return re.compile(VARYING.sub(r"(?P<\1>[^/]+)", path))


def _reached(page: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    found = form_of(page["path"]).fullmatch(path)
    if found is None:
        return None
    variables = {name: unquote(text) for name, text in found.groupdict().items()}
    title = page["title"].format(**variables)
    return {**page, "path": path, "title": title, "variables": variables}


def document_title(page: Mapping[str, Any], organisation: str) -> str:
    """The `<title>`: unique per page, the page's own words first."""
    return f"{page['title']} – {organisation}"


def query_parameters(search: object) -> dict[str, str]:
    """`?a=1&b=2` as {"a": "1", "b": "2"}; the last of repeated names wins, empty ones are left."""
    if not isinstance(search, str):
        return {}
    return dict(parse_qsl(search.removeprefix("?")))


def laid_out(page: Mapping[str, Any], search: object) -> Component:
    """The page's layout; a layout that is a function gets the query parameters as strings.

    What varies in the address goes before a parameter of the same name.
    """
    layout = page["layout"]
    return layout(**query_parameters(search) | page["variables"]) if callable(layout) else layout


def not_found() -> Component:
    """The content shown at an unknown address."""
    return html.Div(
        [
            html.H1("Page introuvable"),
            html.P("Cette adresse ne mène à aucune page. Elle a pu être déplacée ou mal recopiée."),
            html.P(html.A("Revenir à l’accueil", href="/")),
        ],
        className="gb-page",
    )


def register(app: dash.Dash, organisation: str) -> None:
    """Add the three callbacks of navigation to `app`; the shell has the components they name."""

    @app.callback(
        Output("contenu", "children"),
        Output("page", "data"),
        Input("url", "pathname"),
        State("url", "search"),
        prevent_initial_call=True,
        on_error=failed_page,
    )
    def show_page(path: object, search: object) -> tuple[Component, dict[str, str]]:
        page = page_at(path)
        content = laid_out(page, search) if page else not_found()
        shown = page or NOT_FOUND
        return content, {
            "path": shown["path"],
            "title": document_title(shown, organisation),
            "description": shown["description"],
        }

    app.clientside_callback(
        ClientsideFunction("gabare", "selectionOfAddress"),
        Output("selection", "data"),
        Input("url", "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("gabare", "pageShown"),
        Input("page", "data"),
        State("addresses", "data"),
        prevent_initial_call=True,
    )
