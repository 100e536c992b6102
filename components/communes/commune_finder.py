"""Finding a commune: a filter by name or postcode, by EPCI, and plain links."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html
from dash.development.base_component import Component

from components.filters import options
from components.formats import number

PREFIX = "communes"
KNOWN, NAME, EPCI, FOUND, COUNT = (
    f"{PREFIX}-{part}" for part in ("known", "name", "epci", "found", "count")
)
# An EPCI is shown whole; more are asked to be narrowed.
SHOWN = 70
EVERY_EPCI = {"toutes": "Toutes"}


def finder(
    communes: Sequence[tuple[str, str, Sequence[str], str]], epcis: dict[str, str]
) -> Component:
    """The form and the list, which assets/commune_finder.js fills.

    `communes`: code, name, postcodes, code of the EPCI; `epcis`: code -> name.
    """
    places = {code: place for place, code in enumerate(epcis)}
    # Columns in the order of the codes weigh little once compressed.
    by_code = sorted(communes)
    known = {
        "shown": SHOWN,
        "epcis": list(epcis),
        "code": [commune[0] for commune in by_code],
        "name": [commune[1] for commune in by_code],
        "postcodes": [" ".join(commune[2]) for commune in by_code],
        "epci": [places.get(commune[3], -1) for commune in by_code],
    }
    name = dbc.Input(
        id=NAME, type="search", debounce=False, autocomplete="off", class_name="gb-finder__name"
    )
    epci = dbc.Select(
        id=EPCI, options=options({**EVERY_EPCI, **epcis}), value=next(iter(EVERY_EPCI))
    )
    return html.Div(
        [
            dcc.Store(id=KNOWN, data=known),
            html.Form(
                [
                    _field("Nom, code postal ou code Insee", name),
                    _field("Intercommunalité", epci),
                ],
                className="gb-finder",
                role="search",
            ),
            html.P(
                f"{number(len(communes))} communes.", id=COUNT, className="gb-shown", role="status"
            ),
            html.Ul(id=FOUND, className="gb-found"),
        ],
        className="gb-panel",
    )


def _field(label: str, control: Component) -> Component:
    return html.Div(
        [html.Label(label, htmlFor=control.id, className="gb-field__label"), control],
        className="gb-field",
    )


def connect_finder() -> None:
    """List the communes that answer the form, without asking the server."""
    clientside_callback(
        ClientsideFunction("gabare", "foundCommunes"),
        Output(FOUND, "children"),
        Output(COUNT, "children"),
        Input(NAME, "value"),
        Input(EPCI, "value"),
        Input(KNOWN, "data"),
    )
