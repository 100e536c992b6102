"""The blocks of the home page."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.source_cards import freshness_badge

COMING_THEMES = ("Inclusion numérique : lieux d’aide et communes éloignées",)


def theme_block(title: str, path: str, finding: str, cards: Component) -> Component:
    """A theme on the home page: its main figures, a sentence, the way to its page."""
    link = html.A(
        f"Ouvrir la page {title}", href=path, className="gb-more", **{"data-keep-selection": "true"}
    )
    return html.Section(
        [html.H2(title), cards, html.P(finding, className="gb-finding"), link], className="gb-theme"
    )


def freshness_list(status: Any) -> Component:
    """One line a source: its state in words and its age."""
    lines = [
        html.Li([row.label, " ", freshness_badge(row.freshness), " ", _age(row)])
        for row in status.itertuples()
    ]
    return html.Section(
        [
            html.H2("Fraîcheur des données"),
            html.Ul(lines, className="gb-freshness-list"),
            html.A("Toutes les sources", href="/donnees", className="gb-more"),
        ]
    )


def coming_themes() -> Component:
    """The themes that have no page yet, said as such."""
    return html.Section(
        [
            html.H2("Thèmes à venir"),
            html.P("Ces thèmes n’ont pas encore de page ni de données."),
            html.Ul([html.Li(theme) for theme in COMING_THEMES]),
        ]
    )


def _age(row: Any) -> str:
    return "" if formats.is_missing(row.age_h) else formats.age(row.age_h)
