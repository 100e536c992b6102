"""The sheet of one cabinet: its months, its nights, its load against them, its points."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import lighting_columns as columns
from components import lighting_headline, lighting_identity, states
from components.captioned import Chart, Reading
from components.figures import lighting as figures
from components.figures import lighting_sheet as sheet_figures
from components.filters import SELECTION_STORE, selection_in_words
from components.findings import lighting as findings
from components.findings import lighting_sheet as sheet_told
from components.headline import month_notices
from components.lighting_frames import inside_night
from components.tables import table, values
from components.views import connect_views, register_views, view_frame
from data.lighting import cabinet as sheet
from data.lighting.scope_months import shown_months
from data.lighting.vocabulary import LIGHTING_SOURCES
from data.viewing import view

THEME_PATH = "/eclairage"
LIST_PATH = f"{THEME_PATH}/armoires"
PATH = f"{THEME_PATH}/<cabinet>"
SCOPE = "lighting-cabinet-scope"
CABINET_SELECTION = "lighting-cabinet-selection"
IDENTITY = "lighting-cabinet-identity"
POINTS_TABLE = "lighting-cabinet-points"
NAME, OVERVIEW_NAME = "lighting-cabinet-name", "lighting-cabinet-overview-name"
SHOWN, OVERVIEW_SHOWN = "lighting-cabinet-shown", "lighting-cabinet-overview-shown"
UNKNOWN, OVERVIEW_UNKNOWN = "lighting-cabinet-unknown", "lighting-cabinet-overview-unknown"
# The overview has its own, so that one request fills them and the cards.
OF_EVERY_VIEW = (NAME, SHOWN, UNKNOWN)
OF_OVERVIEW = (OVERVIEW_NAME, OVERVIEW_SHOWN, OVERVIEW_UNKNOWN)

LICENCE = "Licence Ouverte 2.0"

MONTHLY = Chart(
    id="lighting-cabinet-monthly",
    title="Électricité par mois",
    query=sheet.monthly,
    figure=figures.monthly,
    finding=findings.monthly,
    columns=columns.MONTHLY,
    source="Factures de l’armoire, inventaire et horaires",
    licence=LICENCE,
    indicators=("light_kwh",),
    nothing_found="Ni facture ni consommation prévue pour cette armoire",
    next_step="Il faut des factures, ou la puissance de ses points et un horaire.",
)
NIGHTS = Chart(
    id="lighting-cabinet-nights",
    title="Ses nuits, du soir au matin",
    query=sheet.nights,
    figure=sheet_figures.nights,
    finding=sheet_told.nights,
    columns=columns.NIGHTS,
    source="Horaire de l’armoire, position du soleil",
    licence=LICENCE,
    nothing_found="Ni horaire ni lieu connus pour cette armoire",
    next_step="Chargez son horaire, et ses coordonnées ou celles de ses points.",
)
HOURLY = Chart(
    id="lighting-cabinet-hourly",
    title="Sa charge, heure par heure",
    query=sheet.hourly,
    source_keys=("courbes-eclairage",),
    figure=sheet_figures.hourly,
    finding=sheet_told.hourly,
    columns=columns.HOURLY,
    source="Courbe de charge de l’armoire, horaire",
    licence=LICENCE,
    nothing_found="Aucune courbe de charge pour cette armoire sur cette période",
    next_step="La courbe se demande au gestionnaire du réseau\u00a0: elle dit si les lampes "
    "brûlent de jour ou s’éteignent la nuit.",
)

VIEWS = {
    "": ("Vue d’ensemble", (MONTHLY,)),
    "/nuits": ("Nuits", (NIGHTS, HOURLY)),
    "/points": ("Points", ()),
}


def layout(view_path: str = "", /, cabinet: str = "", **_: str) -> Component:
    """The frame of one view of one cabinet; its figures come from the callbacks."""
    address = f"{THEME_PATH}/{quote(cabinet, safe='')}"
    back = html.A("Toutes les armoires", href=LIST_PATH, **{"data-keep-selection": "true"})
    name, shown, unknown = OF_EVERY_VIEW if view_path else OF_OVERVIEW
    said = [html.Div(id=unknown, className="gb-unknown")]
    if not view_path:
        said.append(html.Div(states.loading(), id=IDENTITY, className="gb-identity"))
    if view_path == "/points":
        said.append(html.Div(states.loading(), id=POINTS_TABLE))
    title = html.Span("Armoire", id=name)
    return html.Div(
        [
            dcc.Store(id=SCOPE, data=f"armoire:{cabinet}"),
            dcc.Store(id=CABINET_SELECTION),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            view_frame(title, shown, address, VIEWS, view_path, *said),
        ],
        className="gb-sheet",
    )


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Armoire",
    title="Armoire {cabinet}",
    description="Consommations, nuits, charge et points d’une armoire d’éclairage public.",
    menu=False,
)


def asked(
    query: Any, query_string: str | None, sources: Sequence[str] = LIGHTING_SOURCES
) -> Reading:
    """What a query about one cabinet gives for a query string."""
    return Reading(**vars(view(query, sources, query_string)))


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the sheet shows for a query string, and the months that stand for it."""
    reading = asked(chart.query, query_string, chart.source_keys or LIGHTING_SOURCES)
    if chart is NIGHTS and not (reading.failed or reading.empty):
        reading = replace(reading, frame=inside_night(reading.frame))
    if chart is not MONTHLY:
        # Another period would not bring what is missing.
        return replace(reading, last_period="")
    if reading.failed or reading.empty:
        return reading
    if not reading.frame[["measured_kwh", "expected_kwh"]].notna().any(axis=None):
        return replace(reading, frame=None)
    months, counts = values(reading.frame, "month"), ("prorated", "billed")
    spread = lighting_headline.spread_notices(*(values(reading.frame, name) for name in counts))
    return replace(reading, notices=[*reading.notices, *month_notices(months), *spread])


connect_views(VIEWS, read, CABINET_SELECTION)

clientside_callback(
    ClientsideFunction("gabare", "selectionOfPlace"),
    Output(CABINET_SELECTION, "data"),
    Input(SELECTION_STORE, "data"),
    Input(SCOPE, "data"),
)


def named(reading: Reading) -> tuple[str, str, Component | None]:
    """The name of the cabinet, what is shown of it, and that it is not known."""
    if reading.failed:
        return "Armoire", "", None
    if reading.frame is None:
        return "Armoire inconnue", "", lighting_identity.unknown_cabinet(LIST_PATH)
    shown = selection_in_words(reading.selection, f"Armoire {reading.frame.cabinet_id}")
    return lighting_identity.title(reading.frame), shown, None


@callback(*(Output(one, "children") for one in OF_EVERY_VIEW), Input(CABINET_SELECTION, "data"))
def show_name(query_string: str | None) -> tuple[Any, ...]:
    return named(asked(sheet.identity, query_string))


@callback(
    *(Output(one, "children") for one in (*OF_OVERVIEW, IDENTITY)),
    Input(CABINET_SELECTION, "data"),
)
def show_overview(query_string: str | None) -> tuple[Any, ...]:
    reading = asked(sheet.identity, query_string)
    if reading.failed or reading.frame is None:
        return *named(reading), states.failed() if reading.failed else None
    months = asked(shown_months, query_string).frame or []
    return *named(reading), lighting_identity.identity_block(reading, month_notices(months))


@callback(Output(POINTS_TABLE, "children"), Input(CABINET_SELECTION, "data"))
def show_points(query_string: str | None) -> Component | None:
    reading = asked(sheet.points, query_string)
    if reading.failed:
        return states.failed()
    if reading.empty:
        return states.nothing_found(
            "Aucun point lumineux rattaché à cette armoire",
            "Chargez l’inventaire des points, avec l’identifiant de leur armoire.",
        )
    return table(reading.frame, columns.OF_POINTS, "Les points de cette armoire")
