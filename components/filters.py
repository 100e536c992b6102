"""The controls of the selection, and the selection in words."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components import formats

SELECTION_STORE = "selection"
CONTROL_LEVEL = "controls-level"
CONTROL_TERRITORY = "controls-territory"
CONTROL_PERIOD = "controls-period"
CONTROL_START = "controls-start"
CONTROL_END = "controls-end"
CONTROL_DATES = "controls-dates"
CONTROL_COMPARISON = "controls-comparison"
CONTROL_EARLIER = "controls-earlier"
CONTROL_LATER = "controls-later"
# The level whose territories a visitor is about to choose among, and the one all of whose
# territories are listed.
TERRITORIES_WANTED = "controls-wanted"
TERRITORIES_HELD = "controls-held"
FREE_PERIOD = "libre"


class Choice(Protocol):
    """What components read of the viewer's selection."""

    scope: str
    period: str
    start: date
    end: date
    comparison: str
    detail: str

    @property
    def compared(self) -> tuple[date, date] | None: ...

    def to_query_string(self) -> str: ...


def controls(
    levels: Mapping[str, str], periods: Mapping[str, str], comparisons: Mapping[str, str]
) -> Component:
    """Every control of the selection, named after its query parameter.

    Each argument maps a value to its French label. The territories of a level, the values and
    the two links are filled by callbacks: the controls alone know no selection.
    """
    return html.Div(
        [
            dcc.Store(id=TERRITORIES_WANTED),
            dcc.Store(id=TERRITORIES_HELD),
            _field("Échelle", _level(levels)),
            _field("Territoire", dbc.Select(id=CONTROL_TERRITORY, name="territoire")),
            _field("Période", _select(CONTROL_PERIOD, "periode", periods)),
            html.Div(
                [
                    _field("Du", dbc.Input(id=CONTROL_START, name="du", type="date")),
                    _field("Au", dbc.Input(id=CONTROL_END, name="au", type="date")),
                ],
                id=CONTROL_DATES,
                className="gb-dates",
                hidden=True,
            ),
            html.Div(
                [
                    _step(CONTROL_EARLIER, "‹", "Période précédente"),
                    _step(CONTROL_LATER, "›", "Période suivante"),
                ],
                className="gb-steps",
            ),
            _field("Comparer à", _select(CONTROL_COMPARISON, "comparaison", comparisons)),
        ],
        className="gb-fields",
    )


def options(labels: Mapping[str, str]) -> list[dict[str, str]]:
    """The options of a select, from value -> label."""
    return [{"value": value, "label": label} for value, label in labels.items()]


def selection_in_words(selection: Choice, label: str) -> str:
    """ "Touraine · du 1er au 21 novembre 2026 · comparé à la période du … au …"."""
    words = [label, formats.period(selection.start, selection.end)]
    if selection.compared:
        words.append(f"comparaison {formats.period(*selection.compared)}")
    return " · ".join(words)


def compared_words(selection: Choice) -> str:
    """The comparison as it follows "par rapport à"; empty without comparison."""
    if selection.compared is None:
        return ""
    return COMPARED.get(selection.comparison, "la période de comparaison")


COMPARED = {
    "n-1": "l’année précédente",
    "precedente": "la période précédente",
}


def view_tabs(views: Mapping[str, str], current: str) -> Component:
    """The views of a page, path -> label, as links that keep the selection in force."""
    links = [
        html.Li(
            html.A(
                label,
                href=path,
                className="gb-tabs__link",
                **{"data-keep-selection": "true"},
                **({"aria-current": "page"} if path == current else {}),
            )
        )
        for path, label in views.items()
    ]
    return html.Nav(html.Ul(links, className="gb-tabs"), **{"aria-label": "Vues de la page"})


def _field(label: str, control: Component) -> Component:
    return html.Div(
        [html.Label(label, htmlFor=control.id, className="gb-field__label"), control],
        className="gb-field",
    )


def _level(levels: Mapping[str, str]) -> Component:
    """The widest level is chosen at first: a page that shows it asks for nothing more."""
    return dbc.Select(id=CONTROL_LEVEL, options=options(levels), value=next(iter(levels)))


def _select(control_id: str, name: str, labels: Mapping[str, str]) -> Component:
    return dbc.Select(id=control_id, name=name, options=options(labels))


def _step(control_id: str, sign: str, label: str) -> Component:
    return html.A(
        sign, id=control_id, href="", className="gb-step", title=label, **{"aria-label": label}
    )
