"""The sheet of one building: what it consumes, what it should, what works and drifts change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from operator import attrgetter

from dash.development.base_component import Component

from components.buildings import building_absences as absences
from components.buildings import building_columns as columns
from components.buildings import building_identity
from components.buildings.buildings_headline import month_notices
from components.captioned import Chart, Reading
from components.figures import building_records as records
from components.figures import building_sheet as figures
from components.findings import building_records as records_told
from components.findings import building_sheet as findings
from components.findings.buildings import monthly as months_told
from components.sheets import Sheet, connect_sheet, sheet_frame, title_with_commune
from components.views import asking, connect_views, register_views
from data.buildings import sheet, sheet_days, sheet_models, sheet_quality, sheet_years
from data.buildings.shown_months import shown_months
from data.buildings.vocabulary import BUILDING_SOURCES
from data.viewing import view

LIST_PATH = "/batiments"
PATH = f"{LIST_PATH}/<building>"
SHEET = Sheet(
    prefix="building-sheet",
    kind="batiment",
    path=LIST_PATH,
    list_path=LIST_PATH,
    name="Bâtiment",
    everyone="Tous les bâtiments",
    unknown_name="Bâtiment inconnu",
    unknown="Ce bâtiment n’est pas connu",
    removed="Il a pu être retiré de la liste",
    query=sheet.identity,
    title=title_with_commune,
    label=attrgetter("category_label"),
)

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
    return sheet_frame(SHEET, VIEWS, view_path, building)


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


asked = asking(view, BUILDING_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the sheet shows for a query string, and the months that stand for it."""
    reading = asked(chart.query, query_string)
    if chart not in OF_THE_PERIOD:
        # Another period would not bring what is missing.
        return replace(reading, last_period="")
    if reading.empty:
        return reading
    if chart is DAILY:
        # To the finest that a meter tells, a Wh or a litre: further digits are but weight.
        return replace(reading, frame=reading.frame.round({"expected": 3}))
    if chart is not MONTHLY:
        return reading
    if not reading.frame["total_kwh"].notna().any():
        return replace(reading, frame=None)
    return with_months(reading, reading.frame["month"].tolist())


def with_months(reading: Reading, months: Sequence[date]) -> Reading:
    """The reading, which says the whole months that stand for its period."""
    return replace(reading, notices=[*reading.notices, *month_notices(months)])


connect_views(VIEWS, read, SHEET.selection)


def overview(reading: Reading, query_string: str | None) -> list[Component]:
    """What the building is, its open alerts and its cards, with the months that they are of."""
    months = asked(shown_months, query_string).frame or []
    evidence = f"{SHEET.address(reading.frame.building_id)}/suivi"
    return building_identity.identity_block(with_months(reading, months), evidence)


connect_sheet(SHEET, asked, overview)
