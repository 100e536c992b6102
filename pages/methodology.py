"""Méthodologie: every indicator, straight from the registry."""

import dash
from dash import html
from dash.development.base_component import Component

from components.explain import formula_in_words
from components.headings import page_title
from data.indicators import INDICATORS, Indicator

dash.register_page(
    __name__,
    path="/methodologie",
    name="Méthodologie",
    title="Méthodologie des indicateurs",
    description="Définition, formule, source et précautions de chaque indicateur.",
    menu=False,
)

BETTER = {"up": "une hausse", "down": "une baisse"}


def layout(**_: str) -> Component:
    """One section an indicator, in the order of the registry."""
    return html.Div(
        [
            page_title("Méthodologie des indicateurs"),
            html.P(
                "Chaque chiffre affiché vient d’une ligne de ce registre. Un chiffre manquant "
                "s’écrit « n.d. » (non disponible) : ce n’est jamais un zéro."
            ),
            *(_section(indicator) for indicator in INDICATORS.values()),
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
