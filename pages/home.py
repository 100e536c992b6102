"""Accueil: the main figure of each theme and the freshness of each source."""

import time

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import home, states
from components.captioned import Reading
from components.filters import SELECTION_STORE
from components.findings import footfall as findings
from components.footfall_headline import headline_block
from components.headings import page_title
from components.shell import PAGE_STORE
from data import db
from data.cache import StoreAway, answer
from data.footfall import queries
from data.footfall.headline import headline
from data.footfall.vocabulary import WIFI_SOURCES
from data.sources.queries import source_status, with_freshness
from data.viewing import view

FOOTFALL = "home-footfall"
FRESHNESS = "home-freshness"
SHOWN = "home-shown"
MAIN_FIGURES = ("terminals", "constant_index", "access_points_up_share_pct")

dash.register_page(
    __name__,
    path="/",
    name="Accueil",
    title="Accueil",
    description="Les chiffres clés du territoire et la fraîcheur des données.",
    order=0,
)


def layout(**_: str) -> Component:
    """The frame of the page; its blocks come from the callbacks."""
    return html.Div(
        [
            page_title("L’essentiel du territoire", shown_id=SHOWN),
            html.Div(
                [
                    html.Div([html.Div(states.loading(), id=FOOTFALL), home.coming_themes()]),
                    html.Div(states.loading(), id=FRESHNESS),
                ],
                className="gb-columns",
            ),
        ],
        className="gb-page",
    )


@callback(Output(FOOTFALL, "children"), Output(SHOWN, "children"), Input(SELECTION_STORE, "data"))
def show_footfall(query_string: str | None) -> tuple[Component, str]:
    reading = Reading(**vars(view(headline, WIFI_SOURCES, query_string)))
    daily = view(queries.daily, WIFI_SOURCES, query_string)
    if reading.failed or daily.failed:
        return states.failed(), ""
    threshold = db.settings().privacy_threshold
    shown = html.Div(headline_block(reading, MAIN_FIGURES, threshold))
    finding = findings.daily(daily.frame, daily.selection)
    return home.theme_block("Fréquentation", "/frequentation", finding, shown), reading.filters


@callback(Output(FRESHNESS, "children"), Input(PAGE_STORE, "data"))
def show_freshness(_page: object) -> Component:
    try:
        return home.freshness_list(
            with_freshness(answer(db.engine(), source_status).value, time.time())
        )
    except StoreAway:
        return states.failed()
