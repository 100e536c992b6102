"""The public card of one place of mediation: where, when, what for."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import dash
from dash import Input, Output, callback, dcc, html
from dash.development.base_component import Component

from components import states
from components.headings import page_title
from components.inclusion.inclusion_hours import open_in_words
from components.inclusion.inclusion_place_card import (
    LIST_PATH,
    place_card,
    unknown_place,
    where_in_words,
)
from components.inclusion.inclusion_place_map import place_picture
from components.inclusion.inclusion_places import SOURCES
from data import db
from data.inclusion.opening import open_now, usual_week
from data.inclusion.place import PlaceCard, place
from data.inclusion.surroundings import surroundings
from data.territory import load_territory
from data.viewing import LOCAL, view

PATH = f"{LIST_PATH}/<place>"
ASKED, NAME, CARD = "inclusion-place-asked", "inclusion-place-name", "inclusion-place-card"
REACH_KM = 8.0
AWAY = (
    "La fiche de ce lieu ne peut pas être lue pour l’instant\u00a0: rechargez la page dans "
    "quelques minutes."
)


def layout(place: str = "", **_: str) -> Component:
    """The frame of the card, loading."""
    back = html.A("Tous les lieux", href=LIST_PATH, **{"data-keep-selection": "true"})
    return html.Div(
        [
            dcc.Store(id=ASKED, data=place),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            page_title(html.Span("Lieu de médiation numérique", id=NAME)),
            html.Div(states.loading(), id=CARD),
        ],
        className="gb-place-card",
    )


dash.register_page(
    __name__,
    path=PATH,
    name="Lieu",
    title="Lieu de médiation numérique {place}",
    description="Adresse, horaires et services d’un lieu de médiation numérique.",
    menu=False,
)


@callback(Output(NAME, "children"), Output(CARD, "children"), Input(ASKED, "data"))
def show_card(place_id: object) -> tuple[str, Any]:
    read = view(place, tuple(SOURCES), urlencode({"detail": str(place_id or "")}, errors="replace"))
    if read.failed:
        return "Lieu de médiation numérique", states.failed(AWAY)
    if read.frame is None:
        return "Lieu inconnu", unknown_place()
    now = datetime.now(LOCAL).replace(tzinfo=None)
    return read.frame.name, card_at(read.frame, now)


def card_at(found: PlaceCard, now: datetime) -> list[Component]:
    """The card of a place at an instant of the local clock."""
    words = open_in_words(open_now(found.hours, now), now)
    return place_card(found, usual_week(found.hours), words, now.weekday(), picture_of(found))


def picture_of(found: PlaceCard) -> Component | None:
    """The small map of a place; none where it has no position."""
    if found.latitude_deg is None or found.longitude_deg is None:
        return None
    territory = load_territory(Path(db.settings().territory_dir))
    around = surroundings(territory, found.latitude_deg, found.longitude_deg, REACH_KM)
    return place_picture(around, found.commune_code, where_in_words(found))
