"""Inclusion numérique: the places of mediation, filtered, and what their sources dispute."""

from dataclasses import dataclass, fields, replace
from functools import cache, partial
from typing import Any

from dash import Input, Output, State, callback
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from components.captioned import Chart, Reading
from components.filters import SELECTION_STORE
from components.inclusion import inclusion_places as shown
from components.inclusion.inclusion_hours import week_in_words
from components.inclusion.inclusion_views import every_view
from components.tables import values
from components.views import asking, connect_views, register_views, view_frame
from data.inclusion import place, places
from data.inclusion.opening import usual_week
from data.inclusion.places import FLAGS, PlaceFilter
from data.viewing import view

PATH = "/inclusion"
TITLE = "Inclusion numérique"
SHOWN = "inclusion-places-shown"
PLACE_SOURCES = tuple(shown.SOURCES)

listed = partial(
    Chart,
    source="Lieux de médiation, Hub-LO, France services, Aidants Connect, conseillers numériques",
    licence="Licence Ouverte 2.0 (Hub-LO\u00a0: à vérifier auprès du producteur)",
    source_keys=PLACE_SOURCES,
)
PLACES = listed(
    id="inclusion-places-cards",
    title="Les lieux de médiation",
    query=places.places,
    figure=shown.place_list,
    finding=shown.finding,
    columns=shown.PLACES,
    slot=shown.list_slot,
    drawn=shown.DRAWN,
    indicators=("inclusion_places", "inclusion_outdated_share_pct"),
    **shown.ABSENT,
)
DISAGREEMENTS = listed(
    id="inclusion-places-disagreements",
    title="Là où les sources se contredisent",
    query=place.disagreements,
    figure=shown.disagreements,
    finding=shown.disagreements_told,
    columns=shown.DISAGREEMENTS,
    **shown.AGREED,
)
VIEWS = {"/lieux": ("Lieux", (PLACES, DISAGREEMENTS))}


@dataclass(frozen=True)
class PlacesReading(Reading):
    """A reading of places as known today: its filters are the territory and the criteria."""

    @property
    def filters(self) -> str:
        wanted, _notices = PlaceFilter.parse(self.selection.detail)
        flags = [word for word, name in FLAGS.items() if getattr(wanted, name)]
        criteria = shown.criteria_in_words(list(wanted.wanted.values()), flags)
        return " · ".join(filter(None, [self.territory, criteria]))


def layout(view_path: str = "/lieux", /, **_: str) -> Component:
    """The filters, then the list, loading."""
    return view_frame(TITLE, SHOWN, PATH, every_view(VIEWS), view_path, shown.filter_form())


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Lieux",
    title=TITLE,
    description="Lieux de médiation numérique\u00a0: services, horaires, accessibilité, fraîcheur.",
)


@cache
def hours_in_words(hours: str | None) -> str:
    """Opening hours as a line of French; many places keep the same."""
    return week_in_words(usual_week(hours))


def asked(query: Any, query_string: str | None) -> PlacesReading:
    """What a query about places gives; another period would bring nothing."""
    read = asking(view, PLACE_SOURCES)(query, query_string)
    own = {field.name: getattr(read, field.name) for field in fields(read)}
    return PlacesReading(**own | {"last_period": ""})


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of this view shows for a query string."""
    reading = asked(chart.query, query_string)
    if reading.failed:
        return reading
    if chart is DISAGREEMENTS:
        return replace(reading, frame=shown.disagreements_in_words(reading.frame))
    told = shown.described(reading.frame)
    hours = [hours_in_words(one) for one in values(told, "hours")]
    _wanted, unknown = PlaceFilter.parse(reading.selection.detail)
    return replace(
        reading, frame=told.assign(hours_words=hours), notices=[*reading.notices, *unknown]
    )


connect_views(VIEWS, read)


@callback(
    Output(PLACES.part(shown.LIST), "data", allow_duplicate=True),
    Input(PLACES.part(shown.LIST), "asked"),
    State(SELECTION_STORE, "data"),
    prevent_initial_call=True,
)
def show_more(asked_places: object, query_string: str | None) -> dict[str, Any]:
    reading = read(PLACES, query_string or "")
    if reading.failed:
        raise PreventUpdate
    return shown.place_list(reading.frame, reading.selection, shown.asked_count(asked_places))


@callback(
    *(Output(shown.part(name), "options") for name in shown.SELECTS),
    *(Output(shown.part(name), "value") for name in (*shown.SELECTS, *shown.FLAGS)),
    Output(shown.part("clear"), "hidden"),
    Output(SHOWN, "children"),
    Input(SELECTION_STORE, "data"),
)
def show_filters(query_string: str | None) -> tuple[Any, ...]:
    reading = asked(places.offers, query_string)
    if reading.failed:
        raise PreventUpdate
    wanted, _notices = PlaceFilter.parse(reading.selection.detail)
    chosen = {name: getattr(wanted, name) for name in shown.SELECTS}
    return (
        *(shown.offered_options(reading.frame, name, number) for name, number in chosen.items()),
        *(f"{name}:{number}" if number else "" for name, number in chosen.items()),
        *(getattr(wanted, FLAGS[word]) for word in shown.FLAGS),
        wanted == PlaceFilter(),
        reading.filters,
    )
