"""The sheet of one building: what it consumes, what it should, what works and drifts change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import building_absences as absences
from components import building_columns as columns
from components import building_identity, states
from components.buildings_headline import month_notices
from components.captioned import Chart, Reading
from components.figures import building_records as records
from components.figures import building_sheet as figures
from components.filters import SELECTION_STORE, selection_in_words
from components.findings import building_records as records_told
from components.findings import building_sheet as findings
from components.findings.buildings import monthly as months_told
from components.views import connect_views, register_views, view_frame
from data.buildings import sheet, sheet_days, sheet_models, sheet_quality, sheet_years
from data.buildings.shown_months import shown_months
from data.buildings.vocabulary import BUILDING_SOURCES
from data.viewing import view

LIST_PATH = "/batiments"
PATH = f"{LIST_PATH}/<building>"
SCOPE = "building-sheet-scope"
SHEET_SELECTION = "building-sheet-selection"
IDENTITY = "building-sheet-identity"
NAME, OVERVIEW_NAME = "building-sheet-name", "building-sheet-overview-name"
SHOWN, OVERVIEW_SHOWN = "building-sheet-shown", "building-sheet-overview-shown"
UNKNOWN, OVERVIEW_UNKNOWN = "building-sheet-unknown", "building-sheet-overview-unknown"
# The overview has its own, so that one request fills them and the cards.
OF_EVERY_VIEW = (NAME, SHOWN, UNKNOWN)
OF_OVERVIEW = (OVERVIEW_NAME, OVERVIEW_SHOWN, OVERVIEW_UNKNOWN)

METERS = "Compteurs et factures du bâtiment"
MODEL = f"{METERS} ; températures de la station la plus proche"
LICENCE = "Licence Ouverte 2.0"
metered = partial(Chart, source=METERS, licence=LICENCE)
modelled = partial(Chart, source=MODEL, licence=LICENCE)

MONTHLY = metered(
    id="building-sheet-monthly",
    title="Consommation par mois",
    query=sheet.monthly,
    **absences.NO_MONTH,
    figure=figures.monthly,
    finding=months_told,
    columns=columns.MONTHLY,
    indicators=("final_kwh",),
)
TRAJECTORY = modelled(
    id="building-sheet-trajectory",
    title="Vers 2030, 2040 et 2050",
    query=sheet_years.trajectory,
    **absences.NO_YEAR,
    figure=figures.trajectory,
    finding=findings.trajectory,
    columns=columns.TRAJECTORY,
    indicators=("decree_gap_pct",),
)
DAILY = modelled(
    id="building-sheet-daily",
    title="Jour par jour",
    query=sheet_days.daily,
    **absences.NO_DAY,
    figure=figures.daily,
    finding=findings.daily,
    columns=columns.DAILY,
)
SIGNATURE = modelled(
    id="building-sheet-signature",
    title="Signature énergétique",
    query=sheet_days.signature_points,
    **absences.NO_SIGNATURE,
    figure=figures.signature,
    finding=findings.signature,
    columns=columns.SIGNATURE,
)
PROFILE = metered(
    id="building-sheet-profile",
    title="Les heures de la semaine",
    query=sheet_models.load_profile,
    **absences.NO_HOUR,
    figure=records.load_profile,
    finding=records_told.load_profile,
    columns=columns.PROFILE,
)
LOADS = metered(
    id="building-sheet-loads",
    title="Talon, nuit, week-end, fermeture",
    query=sheet_models.loads,
    **absences.NO_LOAD,
    figure=records.loads,
    finding=records_told.loads,
    columns=columns.LOADS,
)
SAVINGS = modelled(
    id="building-sheet-savings",
    title="Ce que les travaux ont économisé",
    query=sheet_models.savings,
    **absences.NO_SAVING,
    figure=records.savings,
    finding=records_told.savings,
    columns=columns.SAVINGS,
)
BEFORE_AFTER = modelled(
    id="building-sheet-before-after",
    title="Avant et après",
    query=sheet_days.before_after,
    **absences.NO_WORKS,
    figure=figures.before_after,
    finding=findings.before_after,
    columns=columns.BEFORE_AFTER,
)
ANNUAL = modelled(
    id="building-sheet-annual",
    title="Années civiles, pour la déclaration OPERAT",
    query=sheet_years.annual,
    **absences.NO_ENERGY,
    figure=records.annual,
    finding=records_told.annual,
    columns=columns.ANNUAL,
    height_px=280,
)
QUALITY = metered(
    id="building-sheet-quality",
    title="Qualité des relevés",
    query=sheet_quality.quality,
    **absences.NO_METER,
    figure=records.quality,
    finding=records_told.quality,
    columns=columns.QUALITY,
)

VIEWS = {
    "": ("Vue d’ensemble", (MONTHLY, TRAJECTORY)),
    "/suivi": ("Suivi", (DAILY,)),
    "/signature": ("Signature", (SIGNATURE,)),
    "/charge": ("Heures", (PROFILE, LOADS)),
    "/travaux": ("Travaux", (SAVINGS, BEFORE_AFTER)),
    "/donnees": ("Données", (ANNUAL, QUALITY)),
}
OF_THE_PERIOD = (MONTHLY, DAILY)


def layout(view_path: str = "", /, building: str = "", **_: str) -> Component:
    """The frame of one view of one building; its figures come from the callbacks."""
    address = f"{LIST_PATH}/{quote(building, safe='')}"
    back = html.A("Tous les bâtiments", href=LIST_PATH, **{"data-keep-selection": "true"})
    name, shown, unknown = OF_EVERY_VIEW if view_path else OF_OVERVIEW
    said = [html.Div(id=unknown, className="gb-unknown")]
    if not view_path:
        said.append(html.Div(states.loading(), id=IDENTITY))
    title = html.Span("Bâtiment", id=name)
    return html.Div(
        [
            dcc.Store(id=SCOPE, data=f"batiment:{building}"),
            dcc.Store(id=SHEET_SELECTION),
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
    name="Bâtiment",
    title="Bâtiment {building}",
    description="Consommations, objectif, travaux, dérives et données d’un bâtiment.",
    menu=False,
)


def asked(query: Any, query_string: str | None) -> Reading:
    """What a query about one building gives for a query string."""
    return Reading(**vars(view(query, BUILDING_SOURCES, query_string)))


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the sheet shows for a query string, and the months that stand for it."""
    reading = asked(chart.query, query_string)
    if chart not in OF_THE_PERIOD:
        # Another period would not bring what is missing.
        return replace(reading, last_period="")
    if chart is not MONTHLY or reading.empty:
        return reading
    if not reading.frame["total_kwh"].notna().any():
        return replace(reading, frame=None)
    return with_months(reading, reading.frame["month"].tolist())


def with_months(reading: Reading, months: Sequence[date]) -> Reading:
    """The reading, which says the whole months that stand for its period."""
    return replace(reading, notices=[*reading.notices, *month_notices(months)])


connect_views(VIEWS, read, SHEET_SELECTION)

clientside_callback(
    ClientsideFunction("gabare", "selectionOfPlace"),
    Output(SHEET_SELECTION, "data"),
    Input(SELECTION_STORE, "data"),
    Input(SCOPE, "data"),
)


def named(reading: Reading) -> tuple[str, str, Component | None]:
    """The name of the building, what is shown of it, and that it is not known."""
    if reading.failed:
        return "Bâtiment", "", None
    if reading.frame is None:
        return "Bâtiment inconnu", "", building_identity.unknown_building(LIST_PATH)
    shown = selection_in_words(reading.selection, reading.frame.category_label)
    return building_identity.title(reading.frame), shown, None


@callback(*(Output(one, "children") for one in OF_EVERY_VIEW), Input(SHEET_SELECTION, "data"))
def show_name(query_string: str | None) -> tuple[Any, ...]:
    return named(asked(sheet.identity, query_string))


@callback(
    *(Output(one, "children") for one in (*OF_OVERVIEW, IDENTITY)), Input(SHEET_SELECTION, "data")
)
def show_overview(query_string: str | None) -> tuple[Any, ...]:
    reading = asked(sheet.identity, query_string)
    if reading.failed or reading.frame is None:
        return *named(reading), states.failed() if reading.failed else None
    months = asked(shown_months, query_string).frame or []
    evidence = f"{LIST_PATH}/{quote(reading.frame.building_id, safe='')}/suivi"
    block = building_identity.identity_block(with_months(reading, months), evidence)
    return *named(reading), block
