"""What surrounds every page: header, controls, menu, main, footer, messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.views import THEMES

FOOTER_LINKS = (
    ("/donnees", "Données"),
    ("/ecrans", "Écrans publics"),
    ("/methodologie", "Méthodologie"),
    ("/accessibilite", "Accessibilité"),
    ("/mentions-legales", "Mentions légales"),
)

# Path, title and description of the page on screen: the input of what depends on no selection.
PAGE_STORE = "page"
# The levels of territory that the controls offer.
LEVELS = {
    "syndicat": "Syndicat",
    "departement": "Département",
    "epci": "Intercommunalité",
    "commune": "Commune",
    "site": "Site",
}


@dataclass(frozen=True)
class ShellFacts:
    """What the shell says of the installation."""

    organisation: str
    version: str


@dataclass(frozen=True)
class MenuEntry:
    """One link of the menu."""

    path: str
    name: str


def menu_of(pages: Iterable[Mapping[str, Any]]) -> list[MenuEntry]:
    """The menu of the registered pages, in their order, without those declared `menu=False`."""
    return [MenuEntry(page["path"], page["name"]) for page in pages if page.get("menu", True)]


def shell(
    menu: Sequence[MenuEntry],
    facts: ShellFacts,
    controls: Component | None = None,
    *,
    simulated: Mapping[str, bool] | None = None,
    addresses: Mapping[str, Sequence[str]] | None = None,
) -> Component:
    """The layout of the application: landmarks around an empty `main` that the router fills.

    `simulated`: theme -> whether its data are simulated; `addresses`: page -> the libraries that
    it needs, for the browser to follow links (assets/navigation.js).
    """
    return html.Div(
        [
            dcc.Location(id="url", refresh="callback-nav"),
            dcc.Store(id="selection"),
            dcc.Store(id=PAGE_STORE),
            dcc.Store(id="addresses", data=addresses),
            html.A("Aller au contenu", href="#contenu", className="gb-skip"),
            _header(facts, controls),
            _menu(menu),
            _banner(simulated or {}),
            html.Main(id="contenu", className="gb-main", tabIndex="-1"),
            _footer(facts),
            html.Div(
                id="messages", className="gb-messages", role="status", **{"aria-live": "polite"}
            ),
        ],
        className="gb-shell",
    )


def _banner(simulated: Mapping[str, bool]) -> Component:
    return html.Aside(
        html.P(nature_of_data(simulated)) if any(simulated.values()) else None,
        id="banner",
        className="gb-banner",
        **{"aria-label": "Nature des données"},
    )


def nature_of_data(simulated: Mapping[str, bool]) -> str:
    """What is simulated: everything, or everything but the themes that are not."""
    real = [label for theme, label in THEMES.values() if simulated.get(theme) is False]
    if not real:
        return "Données simulées, pour la démonstration\u00a0: aucun de ces chiffres n’est réel."
    if len(real) == 1:
        named = f"du thème {real[0]}"
    else:
        named = f"des thèmes {', '.join(real[:-1])} et {real[-1]}"
    return f"Données simulées, pour la démonstration, sauf celles {named}, réelles."


def _header(facts: ShellFacts, controls: Component | None) -> Component:
    brand = html.A(
        [
            html.Span("Gabare", className="gb-brand__name"),
            html.Span(facts.organisation, className="gb-brand__organisation"),
        ],
        href="/",
        className="gb-brand",
        **{"data-keep-selection": "true"},
    )
    folding = html.Details(
        [
            html.Summary("Territoire et période", className="gb-controls__summary"),
            html.Div(controls, id="controls", **{"data-selection": "true"}),
        ],
        open=True,
        className="gb-controls",
    )
    return html.Header([brand] if controls is None else [brand, folding], className="gb-header")


def _menu(menu: Sequence[MenuEntry]) -> Component:
    links = [
        html.Li(
            html.A(
                entry.name,
                href=entry.path,
                className="gb-menu__link",
                **{"data-keep-selection": "true"},
            )
        )
        for entry in menu
    ]
    return html.Nav(
        html.Ul(links, className="gb-menu__list"),
        className="gb-menu",
        **{"aria-label": "Menu principal"},
    )


def _footer(facts: ShellFacts) -> Component:
    links = [html.Li(html.A(name, href=path)) for path, name in FOOTER_LINKS]
    return html.Footer(
        [
            html.Ul(links, className="gb-footer__links"),
            html.P(
                f"{facts.organisation} · Gabare {facts.version}", className="gb-footer__version"
            ),
        ],
        className="gb-footer",
    )
