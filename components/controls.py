"""What keeps the header's controls in step with the address.

The territories of a level may be hundreds, and a list of them weighs more than a page: at first a
long one holds the chosen territory alone. assets/selection.js asks for the others when a visitor
is about to choose.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dash import Input, Output, State, callback, no_update

from components import filters
from components.filters import SELECTION_STORE, options

Territories = Callable[[str], Mapping[str, str]]
# A list that nobody needs to wait for.
SHORT = 40
CHOOSE = "Choisir…"


def connect_controls(selection_of: Callable[[str], Any], territories: Territories) -> None:
    """Register the callbacks of the controls.

    `selection_of(query string)` is the selection that they show; `territories(level)` maps the
    scopes of a level to their labels.
    """
    _follow_selection(selection_of, territories)
    _offer_territories(territories)


def _follow_selection(selection_of: Callable[[str], Any], territories: Territories) -> None:
    @callback(
        Output(filters.CONTROL_LEVEL, "value"),
        Output(filters.CONTROL_TERRITORY, "options"),
        Output(filters.TERRITORIES_HELD, "data"),
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
        State(filters.TERRITORIES_HELD, "data"),
    )
    def follow(query: str | None, level: str | None, held: object) -> tuple[Any, ...]:
        return shown(selection_of(query or ""), level, held, territories)


def shown(
    selection: Any, level: str | None, held: object, territories: Territories
) -> tuple[Any, ...]:
    """What the controls show for a selection, in the order of the callback's outputs.

    `level` is the one they show, `held` the one whose territories are all listed.
    """
    scope_level = selection.scope.partition(":")[0]
    listed = (no_update, no_update)
    if not level == held == scope_level:
        listed = _listed(selection.scope, scope_level, territories(scope_level))
    return (
        # What is unchanged is not set again.
        no_update if scope_level == level else scope_level,
        *listed,
        selection.scope,
        selection.period,
        selection.comparison,
        selection.start.isoformat(),
        selection.end.isoformat(),
        selection.period != filters.FREE_PERIOD,
        f"?{selection.shifted(-1).to_query_string()}",
        f"?{selection.shifted(1).to_query_string()}",
    )


def _listed(
    scope: str, level: str, territories: Mapping[str, str]
) -> tuple[list[dict[str, str]], str]:
    """The options, and the level when they are all there; a long list holds the chosen one."""
    if len(territories) <= SHORT:
        return territory_options(territories), level
    return options({"": CHOOSE, scope: territories[scope]}), ""


def _offer_territories(territories: Territories) -> None:
    @callback(
        Output(filters.CONTROL_TERRITORY, "options", allow_duplicate=True),
        Output(filters.TERRITORIES_HELD, "data", allow_duplicate=True),
        Input(filters.TERRITORIES_WANTED, "data"),
        prevent_initial_call=True,
    )
    def offer(level: object) -> tuple[list[dict[str, str]], str]:
        wanted = level if isinstance(level, str) else ""
        return territory_options(territories(wanted)), wanted


def territory_options(territories: Mapping[str, str]) -> list[dict[str, str]]:
    """The territories of a level, after an empty line that asks for a choice."""
    if len(territories) == 1:
        return options(territories)
    return options({"": CHOOSE, **territories})
