"""The sheet of one building: what it consumes, what it should, what works and drifts change."""

from functools import partial
from typing import Any
from urllib.parse import quote

import dash
from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import building_identity, states
from components.captioned import Chart, Reading, connect
from components.figures import building_records as records
from components.figures import building_sheet as figures
from components.filters import SELECTION_STORE
from components.findings import building_sheet as findings
from components.findings.buildings import monthly as months_told
from components.tables import TableColumn
from components.views import view_frame
from data.buildings import sheet, sheet_days, sheet_models, sheet_quality, sheet_years
from data.buildings.vocabulary import BUILDING_SOURCES
from data.viewing import view

LIST_PATH = "/batiments"
PATH = f"{LIST_PATH}/<building>"
SCOPE = "building-sheet-scope"
SHEET_SELECTION = "building-sheet-selection"
IDENTITY = "building-sheet-identity"
NAME = "building-sheet-name"
SHOWN = "building-sheet-shown"

METERS = "Compteurs et factures du bâtiment"
MODEL = f"{METERS} ; températures de la station la plus proche"
LICENCE = "Licence Ouverte 2.0"
metered = partial(Chart, source=METERS, licence=LICENCE)
modelled = partial(Chart, source=MODEL, licence=LICENCE)

ENERGY = TableColumn("energy_label", "Énergie")
MEASURE = (ENERGY, TableColumn("unit", "Unité"))
DAY = TableColumn("day", "Jour", "day")
MEASURED = TableColumn("value", "Mesuré", "number", 1)
TOTAL = TableColumn("total_kwh", "Énergie finale (kWh)", "number")
ADJUSTED = TableColumn("adjusted_kwh", "Corrigée du climat (kWh)", "number")
WORKS = TableColumn("works", "Travaux")
YEAR = TableColumn("year", "Année")
KNOWN = TableColumn("known_share_pct", "Jours connus", "percent", 0)
SPAN = (TableColumn("first_day", "Du", "day"), TableColumn("last_day", "Au", "day"))
FINAL_ENERGIES = (
    TableColumn("electricity_kwh", "Électricité (kWh)", "number"),
    TableColumn("gas_kwh", "Gaz (kWh PCI)", "number"),
    TableColumn("heat_kwh", "Chaleur (kWh)", "number"),
    TableColumn("oil_kwh", "Fioul (kWh)", "number"),
)

MONTHLY = metered(
    id="building-monthly",
    title="Consommation par mois",
    query=sheet.monthly,
    figure=figures.monthly,
    finding=months_told,
    columns=(
        TableColumn("month", "Mois", "month"),
        *FINAL_ENERGIES,
        TOTAL,
        TableColumn("before_kwh", "Un an avant (kWh)", "number"),
        TableColumn("water_m3", "Eau (m³)", "number"),
        TableColumn("spread_share_pct", "Jours répartis d’une facture", "percent", 0),
        KNOWN,
        WORKS,
    ),
    indicators=("final_kwh",),
)
TRAJECTORY = modelled(
    id="building-trajectory",
    title="Vers 2030, 2040 et 2050",
    query=sheet_years.trajectory,
    figure=figures.trajectory,
    finding=findings.trajectory,
    columns=(
        YEAR,
        TableColumn("kwh", "Mesurée (kWh)", "number"),
        ADJUSTED,
        TableColumn("target_kwh", "Objectif en baisse relative (kWh)", "number"),
        TableColumn("absolute_kwh", "Objectif en valeur absolue (kWh)", "number"),
    ),
    indicators=("decree_gap_pct",),
)
DAILY = modelled(
    id="building-daily",
    title="Jour par jour",
    query=sheet_days.daily,
    figure=figures.daily,
    finding=findings.daily,
    columns=(
        DAY,
        *MEASURE,
        MEASURED,
        TableColumn("expected", "Attendu", "number", 1),
        TableColumn("spread", "Réparti d’une facture", "yes_no"),
        TableColumn("alert", "Dérive ou fuite", "yes_no"),
        WORKS,
    ),
)
SIGNATURE = modelled(
    id="building-signature",
    title="Signature énergétique",
    query=sheet_days.signature_points,
    figure=figures.signature,
    finding=findings.signature,
    columns=(
        DAY,
        *MEASURE,
        TableColumn("mean_c", "Température (°C)", "number", 1),
        MEASURED,
        TableColumn("fitted", "Modèle", "number", 1),
        TableColumn("outlier", "Inhabituel", "yes_no"),
    ),
)
PROFILE = metered(
    id="building-profile",
    title="Les heures de la semaine",
    query=sheet_models.load_profile,
    figure=records.load_profile,
    finding=findings.load_profile,
    columns=(
        *MEASURE,
        TableColumn("weekday", "Jour", "weekday"),
        TableColumn("hour", "Heure", "hour"),
        TableColumn("mean_per_h", "Moyenne par heure", "number", 2),
        TableColumn("days", "Jours", "number"),
    ),
)
LOADS = metered(
    id="building-loads",
    title="Talon, nuit, week-end, fermeture",
    query=sheet_models.loads,
    figure=records.loads,
    finding=findings.loads,
    columns=(
        ENERGY,
        TableColumn("unit_h", "Unité"),
        TableColumn("mean_per_h", "Moyenne", "number", 2),
        TableColumn("base_per_h", "Talon", "number", 2),
        TableColumn("base_share_pct", "Talon permanent", "percent", 0),
        TableColumn("night_share_pct", "Nuit (22 h à 6 h)", "percent", 0),
        TableColumn("weekend_share_pct", "Samedi et dimanche", "percent", 0),
        TableColumn("closed_share_pct", "Hors ouverture", "percent", 0),
        *SPAN,
    ),
)
SAVINGS = modelled(
    id="building-savings",
    title="Ce que les travaux ont économisé",
    query=sheet_models.savings,
    figure=records.savings,
    finding=findings.savings,
    columns=(
        TableColumn("label", "Travaux", link="?detail={work_id}"),
        TableColumn("kind_label", "Nature"),
        TableColumn("first_day", "Début", "day"),
        *MEASURE,
        TableColumn("saving", "Économie", "number"),
        TableColumn("saving_pct", "Économie (%)", "percent", 1),
        TableColumn("saving_low_pct", "Borne basse", "percent", 1),
        TableColumn("saving_high_pct", "Borne haute", "percent", 1),
        TableColumn("proven", "Démontrée", "yes_no"),
        TableColumn("eur_year", "€ par an", "number"),
        TableColumn("cost_eur", "Coût (€)", "number"),
        TableColumn("payback_years", "Temps de retour (ans)", "number", 1),
        TableColumn("notices", "À savoir"),
    ),
)
BEFORE_AFTER = modelled(
    id="building-before-after",
    title="Avant et après",
    query=sheet_days.before_after,
    figure=figures.before_after,
    finding=findings.before_after,
    columns=(
        TableColumn("week", "Semaine du", "day"),
        *MEASURE,
        TableColumn("phase", "Phase"),
        MEASURED,
        TableColumn("expected", "Attendu sans travaux", "number", 1),
    ),
)
ANNUAL = modelled(
    id="building-annual",
    title="Années civiles, pour la déclaration OPERAT",
    query=sheet_years.annual,
    figure=records.annual,
    finding=findings.annual,
    columns=(
        YEAR,
        TableColumn("building_id", "Identifiant"),
        TableColumn("name", "Bâtiment"),
        TableColumn("category_label", "Usage"),
        TableColumn("floor_m2", "Surface (m²)", "number"),
        *FINAL_ENERGIES,
        TOTAL,
        ADJUSTED,
        TableColumn("degree_days", "Degrés-jours (base 18 °C)", "number"),
        KNOWN,
    ),
    height_px=280,
)
QUALITY = metered(
    id="building-quality",
    title="Qualité des relevés",
    query=sheet_quality.quality,
    figure=records.quality,
    finding=findings.quality,
    columns=(
        TableColumn("meter_id", "Compteur"),
        ENERGY,
        TableColumn("step_label", "Pas"),
        *SPAN,
        KNOWN,
        TableColumn("gaps", "Lacunes", "number"),
        TableColumn("longest_gap_days", "Plus longue (jours)", "number"),
        TableColumn("resets", "Remises à zéro", "number"),
        TableColumn("spread_days", "Jours répartis d’une facture", "number"),
        TableColumn("estimated_days", "Jours estimés", "number"),
    ),
)

VIEWS = {
    "": ("Vue d’ensemble", (MONTHLY, TRAJECTORY)),
    "/suivi": ("Suivi", (DAILY,)),
    "/signature": ("Signature", (SIGNATURE,)),
    "/charge": ("Heures", (PROFILE, LOADS)),
    "/travaux": ("Travaux", (SAVINGS, BEFORE_AFTER)),
    "/donnees": ("Données", (ANNUAL, QUALITY)),
}


def layout(view_path: str = "", /, building: str = "", **_: str) -> Component:
    """The frame of one view of one building; its figures come from the callbacks."""
    address = f"{LIST_PATH}/{quote(building, safe='')}"
    back = html.A("Tous les bâtiments", href=LIST_PATH, **{"data-keep-selection": "true"})
    name = html.Span("Bâtiment", id=NAME)
    identity = [] if view_path else [html.Div(states.loading(), id=IDENTITY)]
    return html.Div(
        [
            dcc.Store(id=SCOPE, data=f"batiment:{building}"),
            dcc.Store(id=SHEET_SELECTION),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            view_frame(name, SHOWN, address, VIEWS, view_path, *identity),
        ],
        className="gb-sheet",
    )


for _path, (_label, _charts) in VIEWS.items():
    dash.register_page(
        f"{__name__}{_path.replace('/', '.')}",
        path=PATH + _path,
        name="Bâtiment",
        title=f"Bâtiment {{building}}\u00a0: {_label.lower()}",
        description="Consommations, objectif, travaux, dérives et données d’un bâtiment.",
        menu=False,
        layout=partial(layout, _path),
    )


def asked(query: Any, query_string: str | None) -> Reading:
    """What a query about one building gives for a query string."""
    return Reading(**vars(view(query, BUILDING_SOURCES, query_string)))


for _label, _charts in VIEWS.values():
    connect(_charts, lambda chart, query: asked(chart.query, query), SHEET_SELECTION)

clientside_callback(
    ClientsideFunction("gabare", "selectionOfPlace"),
    Output(SHEET_SELECTION, "data"),
    Input(SELECTION_STORE, "data"),
    Input(SCOPE, "data"),
)


@callback(Output(NAME, "children"), Output(SHOWN, "children"), Input(SHEET_SELECTION, "data"))
def show_name(query_string: str | None) -> tuple[str, str]:
    reading = asked(sheet.identity, query_string)
    if reading.frame is None:
        return "Bâtiment" if reading.failed else "Bâtiment inconnu", ""
    return building_identity.title(reading.frame), reading.filters


@callback(Output(IDENTITY, "children"), Input(SHEET_SELECTION, "data"))
def show_identity(query_string: str | None) -> Any:
    reading = asked(sheet.identity, query_string)
    if reading.failed:
        return states.failed()
    if reading.frame is None:
        return building_identity.unknown_building(LIST_PATH)
    return building_identity.identity_block(reading)
