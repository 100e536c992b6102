"""Données: every source with its licence, its freshness and what was put aside."""

import time
from functools import partial

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import source_cards, states
from components.headings import page_title
from components.shell import PAGE_STORE
from components.views import THEMES, theme_tabs
from data import db
from data.cache import StoreAway, answer
from data.sources.queries import quarantine_counts, source_status, with_freshness

SOURCES_LIST = "sources-list"

PATH = "/donnees"


def layout(view_path: str = "", /, **_: str) -> Component:
    """The frame of the sources of a theme; the list is read after it stands."""
    return html.Div(
        [
            page_title("Données et fraîcheur"),
            theme_tabs(PATH, view_path),
            html.P(
                [
                    "Les sources de ce tableau de bord, thème par thème. Qui tient le serveur les "
                    "charge par ",
                    html.Code("python -m loaders run NOM --file FICHIER"),
                    ". Une ligne refusée n’est jamais perdue\u00a0: elle est mise de côté avec sa "
                    "raison, et se télécharge ici.",
                ]
            ),
            html.Div(states.loading(), id=SOURCES_LIST),
        ],
        className="gb-page",
    )


for _path, (_theme, _label) in THEMES.items():
    dash.register_page(
        f"{__name__}{_path.replace('/', '.')}",
        path=PATH + _path,
        name="Données",
        title=f"Données et fraîcheur\u00a0: {_label.lower()}",
        description="Chaque source\u202f: licence, propriétaire, période, dernier chargement.",
        order=90,
        menu=not _path,
        layout=partial(layout, _path),
    )


@callback(Output(SOURCES_LIST, "children"), Input(PAGE_STORE, "data"))
def show_sources(page: object) -> Component:
    path = str(page.get("path")).removeprefix(PATH) if isinstance(page, dict) else ""
    try:
        status = with_freshness(answer(db.engine(), source_status).value, time.time())
        reasons = answer(db.engine(), quarantine_counts).value
    except StoreAway:
        return states.failed()
    theme, _label = THEMES.get(path, THEMES[""])
    return source_cards.source_cards(status[status["theme"] == theme], reasons)
