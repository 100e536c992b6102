"""The blocks of the home page."""

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.source_cards import freshness_badge

# The worst state of a source first.
AGEING = ("périmée", "à surveiller")
WORST_FIRST = (*AGEING, "jamais chargée", "à jour")
# State -> how several sources in it are told.
SEVERAL = {
    "périmée": "périmées",
    "à surveiller": "à surveiller",
    "jamais chargée": "jamais chargées",
    "à jour": "à jour",
}


def theme_block(title: str, path: str, finding: str, cards: Component) -> Component:
    """A theme on the home page: its main figures, a sentence, the way to its page."""
    link = html.A(
        f"Ouvrir la page {title}", href=path, className="gb-more", **{"data-keep-selection": "true"}
    )
    return html.Section(
        [html.H2(title), cards, html.P(finding, className="gb-finding"), link], className="gb-theme"
    )


def freshness_list(status: Any, themes: Mapping[str, str]) -> Component:
    """One line a theme, that of the worst source first; opened, its sources that grow old.

    `themes`: theme -> label; only these are told.
    """
    groups = [(label, status[status["theme"] == theme]) for theme, label in themes.items()]
    known = [(label, rows) for label, rows in groups if len(rows)]
    known.sort(key=lambda group: min(map(WORST_FIRST.index, group[1]["freshness"])))
    return html.Section(
        [
            html.H2("Fraîcheur des données"),
            *(_freshness_of(label, rows) for label, rows in known),
            html.A("Toutes les sources", href="/donnees", className="gb-more"),
        ]
    )


def _freshness_of(label: str, rows: Any) -> Component:
    """A theme: how many of its sources are in each state, then each of those that grow old."""
    counts = rows["freshness"].value_counts()
    told = [state for state in WORST_FIRST if state in counts]
    badges = [
        part
        for state in told
        for part in (" ", freshness_badge(state, _counted(state, counts[state])))
    ]
    late = rows[rows["freshness"].isin(AGEING)]
    if late.empty:
        return html.P([html.Strong(label), *badges], className="gb-freshness-group")
    ordered = late.sort_values("freshness", key=lambda one: one.map(WORST_FIRST.index))
    lines = [
        html.Li([row.label, " ", freshness_badge(row.freshness), " ", _age(row)])
        for row in ordered.itertuples()
    ]
    return html.Details(
        [
            html.Summary([html.Strong(label), *badges]),
            html.Ul(lines, className="gb-freshness-list"),
        ],
        className="gb-freshness-group",
    )


def _counted(state: str, count: int) -> str:
    """ "1 périmée", "3 périmées"."""
    return f"{formats.number(count)} {SEVERAL[state] if count > 1 else state}"


def _age(row: Any) -> str:
    return "" if formats.is_missing(row.age_h) else formats.age(row.age_h)
