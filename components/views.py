"""The frame of a theme whose views are pages of their own, reached by tabs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import maps, states
from components.captioned import Chart, Reading, captioned, connect
from components.filters import SELECTION_STORE, view_tabs
from components.headings import page_title

# Path after that of a page about every theme -> theme, label: one view each.
THEMES = {
    "": ("footfall", "Fréquentation"),
    "/batiments": ("buildings", "Bâtiments"),
    "/eclairage": ("lighting", "Éclairage"),
    "/eau": ("water", "Eau"),
    "/inclusion": ("inclusion", "Inclusion"),
}
# Path after that of the theme -> label, charts.
Views = Mapping[str, tuple[str, Sequence[Chart]]]
# A query and the query string of a viewer -> what is read.
Asked = Callable[[Any, str | None], Reading]


def theme_tabs(path: str, view_path: str) -> Component:
    """The tabs of a page that has one view a theme."""
    return view_tabs({path + view: label for view, (_, label) in THEMES.items()}, path + view_path)


def view_frame(
    title: str | Component,
    shown_id: str,
    theme_path: str,
    views: Views,
    view_path: str,
    *first: Component,
) -> Component:
    """One view: title, tabs, what comes first, then its charts, loading."""
    tabs = {theme_path + path: label for path, (label, _charts) in views.items()}
    return html.Div(
        [
            page_title(title, shown_id=shown_id),
            view_tabs(tabs, theme_path + view_path),
            *first,
            *(captioned(chart) for chart in views[view_path][1]),
        ],
        className="gb-page",
    )


def waiting(slot_id: str, heading: str = "") -> Component:
    """The place of what a callback fills before the charts, loading; under a heading if any."""
    slot = html.Div(states.loading(), id=slot_id)
    return html.Section([html.H2(heading), slot], className="gb-section") if heading else slot


def register_views(
    module: str,
    path: str,
    views: Views,
    layout: Callable[..., Component],
    *,
    title: str,
    **about: Any,
) -> None:
    """Make a page of each view, the first in the menu; `layout` takes the path of the view.

    Only the views that draw a map load its scripts. `about` goes to each page as it is.
    """
    for view_path, (label, charts) in views.items():
        mapped = any(chart.drawn == maps.DRAWN for chart in charts)
        dash.register_page(
            f"{module}{view_path.replace('/', '.')}",
            path=path + view_path,
            title=f"{title}\u00a0: {label.lower()}",
            libraries=("leaflet",) if mapped else (),
            layout=partial(layout, view_path),
            **{"menu": not view_path} | about,
        )


def connect_views(
    views: Views, read: Callable[[Chart, str], Reading], store: str = SELECTION_STORE
) -> None:
    """Register the callbacks of the charts: those of a view are drawn in one request."""
    for _label, charts in views.values():
        if charts:
            connect(charts, read, store)


def asking(
    view: Callable[[Any, Collection[str], str | None], Any], sources: Collection[str]
) -> Asked:
    """How a page asks its queries: `view` answers them, these `sources` date the answer."""

    def asked(query: Any, query_string: str | None) -> Reading:
        return Reading(**vars(view(query, sources, query_string)))

    return asked


def connect_shown(shown_id: str, asked: Asked, nothing: Any, *, of_today: bool = False) -> None:
    """Say what is selected below the title; `nothing` is the query that reads nothing.

    `of_today`: no chart of the view follows the period, and none is said.
    """

    @callback(Output(shown_id, "children"), Input(SELECTION_STORE, "data"))
    def show_selection(query_string: str | None) -> str:
        return replace(asked(nothing, query_string), of_today=of_today).filters


def _no_data(reading: Reading) -> Component:
    if not reading.loaded:
        return states.nothing_loaded()
    return states.no_data(reading.data_until, reading.last_period)


def connect_headline(
    slot_id: str,
    shown_id: str,
    asked: Asked,
    query: Any,
    is_empty: Callable[[Reading], bool],
    block: Callable[[Reading], Any],
    nothing_known: Callable[[Reading], Component] = _no_data,
) -> None:
    """Fill the place of the key figures and what is selected, in one request."""

    @callback(
        Output(slot_id, "children"), Output(shown_id, "children"), Input(SELECTION_STORE, "data")
    )
    def show_headline(query_string: str | None) -> tuple[Any, str]:
        reading = asked(query, query_string)
        if reading.failed:
            return states.failed(), ""
        if is_empty(reading):
            return nothing_known(reading), reading.filters
        return block(reading), reading.filters


def connect_list(
    slot_id: str, read: Callable[[str], Reading], told: Callable[[Reading], Component]
) -> None:
    """Fill the place of what is said of one answer."""

    @callback(Output(slot_id, "children"), Input(SELECTION_STORE, "data"))
    def show_list(query_string: str | None) -> Component:
        reading = read(query_string or "")
        if reading.failed:
            return states.failed()
        return told(reading) if reading.loaded or not reading.empty else states.nothing_loaded()
