"""Méthodologie: every indicator, its definition and its formula, from the registry."""

from functools import partial

import dash
from dash import html
from dash.development.base_component import Component

from components.explain import formula_in_words
from components.headings import page_title
from components.views import THEMES, theme_tabs
from data.indicators import INDICATORS, Indicator

PATH = "/methodologie"
BETTER = {"up": "une hausse", "down": "une baisse"}


def layout(view_path: str = "", /, **_: str) -> Component:
    """One section an indicator of a theme, in the order of the registry."""
    theme = THEMES[view_path][0]
    return html.Div(
        [
            page_title("Méthodologie des indicateurs"),
            theme_tabs(PATH, view_path),
            html.P(
                "Chaque chiffre affiché vient d’une ligne de ce registre. Un chiffre manquant "
                "s’écrit « n.d. » (non disponible) : ce n’est jamais un zéro."
            ),
            *(_section(row) for row in INDICATORS.values() if row.theme == theme),
        ],
        className="gb-page gb-text",
    )


def _section(indicator: Indicator) -> Component:
    lines = [
        ("Définition", indicator.definition),
        ("Formule", formula_in_words(indicator)),
        ("Unité", indicator.unit),
        ("Source", indicator.source),
        ("Se lit comme favorable", BETTER.get(indicator.better_if, "")),
        ("Code officiel", indicator.official_code),
        ("Précaution", indicator.caution),
    ]
    items = [part for term, text in lines if text for part in (html.Dt(term), html.Dd(text))]
    return html.Section([html.H2(indicator.label), html.Dl(items)], id=indicator.key)


for _path, (_theme, _label) in THEMES.items():
    dash.register_page(
        f"{__name__}{_path.replace('/', '.')}",
        path=PATH + _path,
        name="Méthodologie",
        title=f"Méthodologie des indicateurs : {_label.lower()}",
        description="Définition, formule, source et précautions de chaque indicateur.",
        menu=False,
        layout=partial(layout, _path),
    )
