"""Méthodes détaillées: one page a text of docs/, and one for a name that is none of theirs."""

from functools import partial

import dash
from dash import html
from dash.development.base_component import Component

from components.headings import page_title
from components.markdown import rendered
from components.methods import METHODS_PATH, methods_list
from components.views import THEMES
from data.methods import BRIEFING, METHODS, Method

BACK_PATH = "/methodologie"
# Theme -> the page of the methodology that lists its texts.
LISTED_AT = {theme: BACK_PATH + path for path, (theme, _label) in THEMES.items()}
LISTED_AT[BRIEFING] = f"{BACK_PATH}/constats"
PAGES = {method.file: f"{METHODS_PATH}/{method.name}" for method in METHODS}


def layout(method: Method = METHODS[0], /, **_: str) -> Component:
    """The whole text below its title."""
    text = html.Div(rendered(method.text(), PAGES), className="gb-method")
    return _page(method.title, LISTED_AT[method.themes[0]], text)


def unknown_layout(**_: str) -> Component:
    """What there is instead."""
    words = (
        "Aucun texte de méthode n’a ce nom\u00a0: l’adresse a pu être mal recopiée. Les voici tous."
    )
    titles = [(method.name, method.title) for method in METHODS]
    return _page("Texte inconnu", BACK_PATH, html.P(words), methods_list(titles))


def _page(title: str, back_path: str, *content: Component) -> Component:
    back = html.A("Méthodologie", href=back_path, **{"data-keep-selection": "true"})
    return html.Div(
        [
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            page_title(title),
            *content,
        ],
        className="gb-page gb-text",
    )


for _method in METHODS:
    dash.register_page(
        f"{__name__}.{_method.name}",
        path=PAGES[_method.file],
        name="Méthode détaillée",
        title=f"Méthode détaillée – {_method.title}",
        description=f"Règles, sources, preuves et limites. {_method.title}.",
        menu=False,
        layout=partial(layout, _method),
    )
dash.register_page(
    f"{__name__}.unknown",
    path=f"{METHODS_PATH}/<name>",
    name="Méthode détaillée",
    title="Texte de méthode inconnu",
    description="Ce nom n’est celui d’aucun texte de méthode.",
    menu=False,
    layout=unknown_layout,
)
