"""Données: every source with its licence, its freshness and what was put aside."""

import time

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import source_cards, states
from components.headings import page_title
from components.shell import PAGE_STORE
from data import db
from data.cache import StoreAway, answer
from data.sources.queries import quarantine_counts, source_status, with_freshness

SOURCES_LIST = "sources-list"

dash.register_page(
    __name__,
    path="/donnees",
    name="Données",
    title="Données et fraîcheur",
    description="Chaque source : licence, propriétaire, période, dernier chargement, fraîcheur.",
    order=90,
)


def layout(**_: str) -> Component:
    """The frame of the page; the list is read after it stands."""
    return html.Div(
        [
            page_title("Données et fraîcheur"),
            html.P(
                "Toutes les sources de ce tableau de bord. Une ligne refusée au chargement n’est "
                "jamais perdue : elle est mise de côté avec sa raison, et se télécharge ici."
            ),
            html.Div(states.loading(), id=SOURCES_LIST),
        ],
        className="gb-page",
    )


@callback(Output(SOURCES_LIST, "children"), Input(PAGE_STORE, "data"))
def show_sources(_page: object) -> Component:
    try:
        status = with_freshness(answer(db.engine(), source_status).value, time.time())
        reasons = answer(db.engine(), quarantine_counts).value
    except StoreAway:
        return states.failed()
    return source_cards.source_cards(status, reasons)
