"""What keeps the header's controls in step with the address."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, no_update

from components import filters
from components.filters import SELECTION_STORE, options

Territories = Callable[[str], Mapping[str, str]]


def connect_controls(selection_of: Callable[[str], Any], territories: Territories) -> None:
    """Register the callbacks of the controls.

    `selection_of(query string)` is the selection that they show; `territories(level)` maps the
    scopes of a level to their labels.
    """
    _follow_selection(selection_of, territories)
    _offer_territories(territories)
    clientside_callback(
        ClientsideFunction("gabare", "levelChosen"),
        Input(filters.CONTROL_LEVEL, "value"),
        prevent_initial_call=True,
    )


def _follow_selection(selection_of: Callable[[str], Any], territories: Territories) -> None:
    @callback(
        Output(filters.CONTROL_LEVEL, "value"),
        Output(filters.CONTROL_TERRITORY, "options"),
        Output(filters.CONTROL_TERRITORY, "value"),
        Output(filters.CONTROL_PERIOD, "value"),
        Output(filters.CONTROL_COMPARISON, "value"),
        Output(filters.CONTROL_START, "value"),
        Output(filters.CONTROL_END, "value"),
        Output(filters.CONTROL_DATES, "hidden"),
        Output(filters.CONTROL_EARLIER, "href"),
        Output(filters.CONTROL_LATER, "href"),
        Input(SELECTION_STORE, "data"),
        State(filters.CONTROL_LEVEL, "value"),
    )
    def follow(query: str | None, level: str | None) -> tuple[Any, ...]:
        return shown(selection_of(query or ""), level, territories)


def shown(selection: Any, level: str | None, territories: Territories) -> tuple[Any, ...]:
    """What the controls show for a selection, in the order of the callback's outputs."""
    scope_level = selection.scope.partition(":")[0]
    return (
        # An unchanged level is not set again: it would ask for its territories once more.
        no_update if scope_level == level else scope_level,
        territory_options(territories(scope_level)),
        selection.scope,
        selection.period,
        selection.comparison,
        selection.start.isoformat(),
        selection.end.isoformat(),
        selection.period != filters.FREE_PERIOD,
        f"?{selection.shifted(-1).to_query_string()}",
        f"?{selection.shifted(1).to_query_string()}",
    )


def _offer_territories(territories: Territories) -> None:
    @callback(
        Output(filters.CONTROL_TERRITORY, "options", allow_duplicate=True),
        Input(filters.CONTROL_LEVEL, "value"),
        prevent_initial_call=True,
    )
    def offer(level: str | None) -> list[dict[str, str]]:
        return territory_options(territories(level or ""))


def territory_options(territories: Mapping[str, str]) -> list[dict[str, str]]:
    """The territories of a level, after an empty line that asks for a choice."""
    if len(territories) == 1:
        return options(territories)
    return options({"": "Choisir…", **territories})
