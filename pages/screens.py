"""Écrans publics: how each stands, how one is added, and the page of each."""

from datetime import datetime
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import states
from components.captioned import Chart, captioned, connect
from components.formats import is_missing
from components.headings import page_title
from components.inclusion.inclusion_hours import week_in_words
from components.screens import screen_status as told
from components.screens.one_screen import (
    SlideLine,
    identity,
    panel,
    slides_block,
    unknown_screen,
)
from components.screens.screen_address import LOCATION, address_block, public_address, screen_path
from components.screens.screen_preview import connect_preview, preview_class, preview_slot
from components.screens.screen_setup import meanings, setup
from components.screens.screen_status import ScreensReading
from components.web.screens import served_version
from data import db
from data.cache import StoreAway
from data.inclusion.opening import usual_week
from data.screens.columns import COLUMNS
from data.screens.state import left_out
from data.screens.status import rotation, screens, with_standing
from data.screens.vocabulary import LANGUAGES, SLIDES
from data.viewing import LOCAL, nothing, view

TITLE = "Écrans publics"
SEEN, LOOK, CLOCK = "screens-seen", "screens-look", "screens-clock"
ASKED, ASKED_PATH = "screens-asked", "screens-asked-path"
NAME, IDENTITY, SLIDE_LIST = "screens-name", "screens-identity", "screens-slides"
UNKNOWN, ADDRESS, LOOK_AGAIN = "screens-unknown", "screens-address", "screens-look-again"
MEANINGS, MEANINGS_OPEN = "screens-meanings", "screens-meanings-open"
PREVIEW, PREVIEW_BOX = "screens-preview", "screens-preview-box"
MINUTE_MS = 60_000
INTENT = (
    "Dans les offices de tourisme, des écrans disent l’affluence du moment, les sites calmes, les "
    "lieux d’aide numérique. Cette page dit comment ils vont, et comment en ajouter un."
)
PREVIEWED = (
    "Ce que l’écran montre en ce moment, en petit. L’aperçu ne compte pas comme un signe de vie."
)
REACHED = (
    "L’adresse à ouvrir sur l’ordinateur de l’écran. Elle a le même début que celle de cette"
    " page\u00a0: ouvrez donc cette page par une adresse qui s’ouvre aussi depuis l’office."
)
AWAY = (
    "L’état de cet écran ne peut pas être lu pour l’instant\u00a0: rechargez dans quelques minutes."
)

STATUS = Chart(
    id="screens-status",
    title="Comment vont les écrans",
    query=nothing,
    figure=told.drawn_list,
    finding=told.finding,
    columns=told.COLUMNS,
    source="Signes de vie des écrans, un par minute",
    licence="donnée d’exploitation",
    slot=told.list_slot,
    drawn=told.DRAWN,
    **told.NO_SCREEN,
)


def layout(**_: str) -> Component:
    """How every screen stands, loading; then how one is added."""
    return html.Div(
        [
            dcc.Store(id=SEEN),
            dcc.Interval(id=CLOCK, interval=MINUTE_MS),
            page_title(TITLE),
            html.Div(
                [
                    html.P(INTENT, className="gb-finding"),
                    _look(LOOK, "La liste se relit d’elle-même chaque minute."),
                ]
            ),
            captioned(STATUS),
            setup(MEANINGS_OPEN, MEANINGS),
        ],
        className="gb-page gb-screens-page",
    )


def screen_layout(screen: str = "", **_: str) -> Component:
    """The page of one screen, loading."""
    back = html.A("Tous les écrans", href=told.PATH)
    return html.Div(
        [
            dcc.Store(id=ASKED, data=screen),
            dcc.Store(id=ASKED_PATH, data=screen_path(screen)),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            html.Div(_parts(), className="gb-page"),
        ],
        className="gb-sheet gb-screens-page",
    )


def _parts() -> list[Component]:
    return [
        page_title(html.Span("Écran public", id=NAME)),
        html.Div(id=UNKNOWN, className="gb-unknown"),
        panel(
            "État et réglages",
            html.Div(states.loading(), id=IDENTITY),
            _look(LOOK_AGAIN, "Un écran donne signe de vie chaque minute."),
        ),
        html.Div(
            [
                panel("Aperçu", html.P(PREVIEWED), preview_slot(PREVIEW)),
                panel("Adresse et code QR", html.P(REACHED), html.Div(id=ADDRESS)),
            ],
            className="gb-screen__pair",
        ),
        panel("Diapositives", html.Div(id=SLIDE_LIST)),
    ]


def _look(button_id: str, words: str) -> Component:
    button = html.Button("Actualiser", id=button_id, type="button", className="gb-button")
    return html.Div([button, html.P(words)], className="gb-look")


dash.register_page(
    __name__,
    path=told.PATH,
    name=TITLE,
    title=TITLE,
    description="État des écrans des offices de tourisme, et comment en ajouter un.",
    menu=False,
    layout=layout,
)
dash.register_page(
    f"{__name__}.one",
    path=f"{told.PATH}/<screen>",
    name="Écran public",
    title="Écran public {screen}",
    description="Aperçu, adresse, code QR et diapositives d’un écran public.",
    menu=False,
    layout=screen_layout,
)


def read(_chart: Chart, query_string: str) -> ScreensReading:
    """How the screens stand now; the selection of a viewer changes nothing of it."""
    asked, now = view(nothing, (), query_string), datetime.now(LOCAL)
    try:
        frame = with_standing(screens(db.engine()), now.timestamp(), served_version())
    except StoreAway:
        return ScreensReading(asked.selection, asked.territory, failed=True)
    return ScreensReading(
        asked.selection,
        asked.territory,
        frame=told.described(frame, now),
        read_at=now,
        simulated=bool(frame["simulated"].any()),
    )


connect((STATUS,), read, store=SEEN)
connect_preview(PREVIEW, ASKED_PATH)
clientside_callback(
    ClientsideFunction("gabare", "lookAgain"),
    Output(SEEN, "data"),
    Input(LOOK, "n_clicks"),
    Input(CLOCK, "n_intervals"),
    prevent_initial_call=True,
)


@callback(Output(MEANINGS, "children"), Input(MEANINGS_OPEN, "n_clicks"), prevent_initial_call=True)
def show_meanings(_clicks: object) -> list[Component]:
    return meanings(COLUMNS, SLIDES)


@callback(Output(ADDRESS, "children"), Input(ASKED, "data"), Input(LOCATION, "href"))
def show_address(screen_id: object, href: object) -> list[Component]:
    return address_block(public_address(href, str(screen_id or "")))


@callback(
    Output(NAME, "children"),
    Output(UNKNOWN, "children"),
    Output(IDENTITY, "children"),
    Output(SLIDE_LIST, "children"),
    Output(PREVIEW_BOX, "className"),
    Input(ASKED, "data"),
    Input(LOOK_AGAIN, "n_clicks"),
)
def show_screen(screen_id: object, _clicks: object) -> tuple[Any, ...]:
    reading = read(STATUS, "")
    if reading.failed:
        return "Écran public", states.failed(AWAY), None, None, ""
    found = reading.frame[reading.frame["screen_id"] == str(screen_id)]
    if not len(found):
        return "Écran inconnu", unknown_screen(), None, None, ""
    row = next(found.itertuples())
    languages = [LANGUAGES[code] for code in row.languages.split()]
    told_slides = slides_block(slides_of(row), len(languages))
    hours = week_in_words(usual_week(None if is_missing(row.opening) else row.opening))
    shape = preview_class(row.orientation)
    return row.name, None, identity(row, languages, hours), told_slides, shape


def slides_of(row: Any) -> list[SlideLine]:
    """The slides that a screen is set to show, and why some have nothing to say now."""
    silent = left_out(db.engine(), row.screen_id, datetime.now(LOCAL))
    return [SlideLine(SLIDES[kind], seconds, silent.get(kind, ""))
            for kind, seconds in rotation(row.slides)]  # fmt: skip
