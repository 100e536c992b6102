"""The sheet of one place: its frame, its own selection, its name, and that it is not known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import states
from components.captioned import Reading
from components.filters import SELECTION_STORE, selection_in_words
from components.views import Asked, Views, view_frame

# What the callback of every view fills; the overview has its own parts, so that one request
# fills them and its cards.
OF_EVERY_VIEW = ("name", "shown", "unknown")
OF_OVERVIEW = ("overview-name", "overview-shown", "overview-unknown", "identity")


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its ids, its addresses and its words.

    `kind` is that of its scope ("batiment"); `path` holds the sheets, `list_path` the list of all
    places. `query` gives the identity of the place of a selection, None for an unknown one;
    `title` and `label` are the words of an identity.
    """

    prefix: str
    kind: str
    path: str
    list_path: str
    name: str
    everyone: str
    unknown_name: str
    unknown: str
    removed: str
    query: Callable[[Any, Any], Any]
    title: Callable[[Any], str]
    label: Callable[[Any], str]

    def part(self, name: str) -> str:
        """The id of a part of this sheet."""
        return f"{self.prefix}-{name}"

    @property
    def selection(self) -> str:
        """The store of its selection: that of the viewer, of this place whatever its territory."""
        return self.part("selection")

    def address(self, place_id: str) -> str:
        """Where the sheet of a place is."""
        return f"{self.path}/{quote(place_id, safe='')}"


def sheet_frame(
    sheet: Sheet, views: Views, view_path: str, place_id: str, *first: Component
) -> Component:
    """One view of one place; what comes `first`, before its charts."""
    back = html.A(sheet.everyone, href=sheet.list_path, **{"data-keep-selection": "true"})
    name, shown, unknown = OF_EVERY_VIEW if view_path else OF_OVERVIEW[:3]
    said = [html.Div(id=sheet.part(unknown), className="gb-unknown")]
    if not view_path:
        slot = html.Div(states.loading(), id=sheet.part("identity"), className="gb-identity")
        said.append(slot)
    title = html.Span(sheet.name, id=sheet.part(name))
    address = sheet.address(place_id)
    return html.Div(
        [
            dcc.Store(id=sheet.part("scope"), data=f"{sheet.kind}:{place_id}"),
            dcc.Store(id=sheet.selection),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            view_frame(title, sheet.part(shown), address, views, view_path, *said, *first),
        ],
        className="gb-sheet",
    )


def connect_sheet(
    sheet: Sheet, asked: Asked, block: Callable[[Reading, str | None], list[Component]]
) -> None:
    """Keep the selection of the sheet, and fill its name and the `block` of its overview."""
    clientside_callback(
        ClientsideFunction("gabare", "selectionOfPlace"),
        Output(sheet.selection, "data"),
        Input(SELECTION_STORE, "data"),
        Input(sheet.part("scope"), "data"),
    )
    selected = Input(sheet.selection, "data")

    @callback(*(Output(sheet.part(one), "children") for one in OF_EVERY_VIEW), selected)
    def show_name(query_string: str | None) -> tuple[Any, ...]:
        return named(sheet, asked(sheet.query, query_string))

    @callback(*(Output(sheet.part(one), "children") for one in OF_OVERVIEW), selected)
    def show_overview(query_string: str | None) -> tuple[Any, ...]:
        reading = asked(sheet.query, query_string)
        if reading.failed or reading.frame is None:
            return *named(sheet, reading), states.failed() if reading.failed else None
        return *named(sheet, reading), block(reading, query_string)


def named(sheet: Sheet, reading: Reading) -> tuple[str, str, Component | None]:
    """The name of the place, what is shown of it, and that it is not known."""
    if reading.failed:
        return sheet.name, "", None
    if reading.frame is None:
        return sheet.unknown_name, "", unknown_place(sheet)
    shown = selection_in_words(reading.selection, sheet.label(reading.frame))
    return sheet.title(reading.frame), shown, None


def unknown_place(sheet: Sheet) -> Component:
    """No place has this identifier, and where they all are."""
    everyone = f"Voir {sheet.everyone[0].lower()}{sheet.everyone[1:]}"
    why = f"{sheet.removed}, ou l’adresse est incomplète. "
    return html.Div(
        [
            html.P(sheet.unknown, className="gb-state__what"),
            html.P([why, html.A(everyone, href=sheet.list_path)]),
        ],
        className="gb-state gb-state--no-data",
    )


def title_with_commune(identity: Any) -> str:
    """ "École Jules-Ferry, Amboise"; a name that holds its commune is enough."""
    if not identity.commune or identity.commune in identity.name:
        return identity.name
    return f"{identity.name}, {identity.commune}"


def facts_list(facts: list[tuple[str, Any]]) -> Component:
    """One line a fact: its name, what it is."""
    items = [html.Div([html.Dt(name), html.Dd(told)]) for name, told in facts]
    return html.Dl(items, className="gb-facts")
