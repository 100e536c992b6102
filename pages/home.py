"""Accueil: what changes, what it costs, what is to be decided, then a card a theme."""

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import home, home_cards, states
from components.captioned import Reading
from components.filters import SELECTION_STORE
from components.headings import page_title
from data import db
from data.briefing.briefing import briefing
from data.briefing.statement import QUESTIONS
from data.buildings.headline import headline as building_figures
from data.buildings.vocabulary import BUILDING_SOURCES
from data.cache import StoreAway, answer
from data.footfall.headline import headline as footfall_figures
from data.footfall.vocabulary import WIFI_SOURCES
from data.inclusion.headline import headline as inclusion_figures
from data.inclusion.vocabulary import INCLUSION_SOURCES
from data.lighting.headline import headline as lighting_figures
from data.lighting.vocabulary import LIGHTING_SOURCES
from data.sources.queries import source_status, with_freshness
from data.viewing import view
from data.water.headline import headline as water_figures
from data.water.vocabulary import WATER_SOURCES

BRIEFING = "home-briefing"
CARDS = "home-cards"
SHOWN = "home-shown"
# Theme -> the query of its figures, the sources that date them.
FIGURES: Mapping[str, tuple[Callable[..., Any], Collection[str]]] = {
    "footfall": (footfall_figures, WIFI_SOURCES),
    "buildings": (building_figures, BUILDING_SOURCES),
    "lighting": (lighting_figures, LIGHTING_SOURCES),
    "water": (water_figures, WATER_SOURCES),
    "inclusion": (inclusion_figures, INCLUSION_SOURCES),
}


def layout(**_: str) -> Component:
    """The frame of the page; what it tells comes from the callback."""
    return frame(states.loading(), states.loading(), "")


def frame(told: Any, cards: Any, shown: str) -> Component:
    """The page with these parts in their places."""
    return html.Div(
        [
            page_title("L’essentiel du territoire", shown, shown_id=SHOWN),
            html.Div(told, id=BRIEFING),
            html.Section(cards, id=CARDS),
        ],
        className="gb-page gb-home",
    )


def first_picture(query_string: str) -> Component:
    """The whole page for a selection, for readers who come before the scripts."""
    return frame(*filled(query_string))


@callback(
    Output(BRIEFING, "children"),
    Output(CARDS, "children"),
    Output(SHOWN, "children"),
    Input(SELECTION_STORE, "data"),
)
def filled(query_string: str | None) -> tuple[Any, Any, str]:
    """Statements, cards and what is selected, in one request."""
    reading = Reading(**vars(view(briefing, (), query_string)))
    if reading.failed:
        return states.failed(what="L’essentiel n’a pas pu être lu"), None, ""
    return told(reading), cards(query_string, reading.filters), reading.territory


def told(reading: Reading) -> list[Component]:
    """The statements of a territory, after what a reader must know of their age."""
    before = [
        states.stale(reading.read_at) if reading.stale else None,
        states.notices_list(reading.notices),
        home.commune_link(reading.selection.scope, reading.territory),
    ]
    return [*filter(None, before), *home.questions(reading.frame, QUESTIONS)]


def cards(query_string: str | None, shown: str) -> list[Component]:
    """The card of every theme, under their heading and the period, which rules them alone."""
    sources = freshness_counts()
    drawn = []
    for card in home_cards.THEME_CARDS:
        figures, dated_by = FIGURES[card.theme]
        reading = Reading(**vars(view(figures, dated_by, query_string)))
        drawn.append(home_cards.theme_card(card, reading, sources.get(card.theme, {})))
    heading = html.H2("Où en est chaque thème")
    return [heading, html.P(shown, className="gb-shown"), html.Div(drawn, className="gb-briefs")]


def freshness_counts() -> dict[str, dict[str, int]]:
    """Theme -> state of freshness -> how many sources; nothing when the store is away."""
    try:
        status = with_freshness(answer(db.engine(), source_status).value, time.time())
    except StoreAway:
        return {}
    counts = status.groupby("theme")["freshness"].value_counts()
    return {theme: counts[theme].to_dict() for theme in counts.index.levels[0]}


dash.register_page(
    __name__,
    path="/",
    name="Accueil",
    title="Accueil",
    description="Ce qui change, ce que cela coûte, ce qu’il faut décider sur le territoire.",
    order=0,
    first=first_picture,
)
