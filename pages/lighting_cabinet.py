"""The sheet of one cabinet: its months, its nights, its load against them, its points."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import Input, Output, callback
from dash.development.base_component import Component

from components import states
from components.captioned import Chart, Reading
from components.figures import lighting as figures
from components.figures import lighting_sheet as sheet_figures
from components.findings import lighting as findings
from components.findings import lighting_sheet as sheet_told
from components.headline import month_notices
from components.lighting import lighting_columns as columns
from components.lighting import lighting_headline, lighting_identity
from components.lighting.lighting_frames import inside_night
from components.sheets import Sheet, connect_sheet, sheet_frame, title_with_commune
from components.tables import table, values
from components.views import connect_views, register_views, waiting
from data.lighting import cabinet as sheet
from data.lighting.scope_months import shown_months
from data.lighting.vocabulary import LIGHTING_SOURCES
from data.viewing import view

THEME_PATH = "/eclairage"
PATH = f"{THEME_PATH}/<cabinet>"
SHEET = Sheet(
    prefix="lighting-cabinet",
    kind="armoire",
    path=THEME_PATH,
    list_path=f"{THEME_PATH}/armoires",
    name="Armoire",
    everyone="Toutes les armoires",
    unknown_name="Armoire inconnue",
    unknown="Cette armoire n’est pas connue",
    removed="Elle a pu être retirée de la liste",
    query=sheet.identity,
    title=title_with_commune,
    label=lambda identity: f"Armoire {identity.cabinet_id}",
)
POINTS_TABLE = SHEET.part("points")

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
    points = [waiting(POINTS_TABLE)] if view_path == "/points" else []
    return sheet_frame(SHEET, VIEWS, view_path, cabinet, *points)


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


connect_views(VIEWS, read, SHEET.selection)


def overview(reading: Reading, query_string: str | None) -> list[Component]:
    """What the cabinet is, what is odd of it and its cards, with the months that they are of."""
    months = asked(shown_months, query_string).frame or []
    return lighting_identity.identity_block(reading, month_notices(months))


connect_sheet(SHEET, asked, overview)


@callback(Output(POINTS_TABLE, "children"), Input(SHEET.selection, "data"))
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
