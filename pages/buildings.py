"""Bâtiments: what the public buildings of a territory consume, and what a drift costs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dash.development.base_component import Component

from components import maps
from components.alert_list import alert_list
from components.buildings import buildings_headline
from components.captioned import Chart, Reading
from components.figures import buildings as figures
from components.findings import buildings as findings
from components.leading import lead_on
from components.rehearsal import connect_rehearsal, rehearsal_slot
from components.tables import TableColumn
from components.views import (
    asking,
    connect_headline,
    connect_list,
    connect_shown,
    connect_views,
    register_views,
    view_frame,
    waiting,
)
from data import db
from data.buildings import alerts, queries
from data.buildings.headline import headline
from data.buildings.shown_months import shown_months, twelve_months
from data.buildings.vocabulary import BUILDING_SOURCES, DRIFT_THRESHOLD, DRIFT_THRESHOLDS
from data.viewing import nothing, view

PATH = "/batiments"
TITLE = "Bâtiments publics"
CARDS = "buildings-cards"
OVERVIEW_SHOWN = "buildings-overview-shown"
SHOWN = "buildings-shown"
ALERT_LIST = "buildings-alert-list"

METERS = "Compteurs et factures des bâtiments"
OPEN_LICENCE = "Licence Ouverte 2.0"

BUILDING = TableColumn("name", "Bâtiment", link="/batiments/{building_id}")
COMMUNE = TableColumn("commune", "Commune")
CATEGORY = TableColumn("category_label", "Catégorie")
FLOOR = TableColumn("floor_m2", "Surface (m²)", "number")
ENERGY = TableColumn("final_kwh", "Énergie (kWh)", "number")
INTENSITY = TableColumn("kwh_m2", "kWh/m²", "number")
MEDIAN = TableColumn("peer_median_kwh_m2", "Médiane (kWh/m²)", "number")
CHANGE = TableColumn("change_pct", "Évolution corrigée du climat", "change", 1)
POTENTIAL = TableColumn("potential_eur", "Potentiel (€ par an)", "number")

MONTHLY = Chart(
    id="buildings-monthly",
    title="Consommation par mois",
    query=queries.monthly,
    figure=figures.monthly,
    finding=findings.monthly,
    columns=(
        TableColumn("month", "Mois", "month"),
        TableColumn("electricity_kwh", "Électricité (kWh)", "number"),
        TableColumn("gas_kwh", "Gaz naturel (kWh PCI)", "number"),
        TableColumn("heat_kwh", "Réseau de chaleur (kWh)", "number"),
        TableColumn("oil_kwh", "Fioul (kWh)", "number"),
        TableColumn("total_kwh", "Total (kWh)", "number"),
        TableColumn("before_kwh", "Comparaison (kWh)", "number"),
        TableColumn("complete", "Mois complet", "yes_no"),
        TableColumn("buildings", "Bâtiments", "number"),
    ),
    source=METERS,
    licence=OPEN_LICENCE,
    indicators=("final_kwh",),
)
MAP = Chart(
    id="buildings-map",
    title="Carte des bâtiments",
    query=queries.building_list,
    figure=maps.building_points,
    finding=findings.building_map,
    columns=(
        BUILDING,
        COMMUNE,
        CATEGORY,
        FLOOR,
        ENERGY,
        INTENSITY,
        MEDIAN,
        CHANGE,
        TableColumn("eur", "Dépense (€)", "number"),
        TableColumn("tco2e", "Émissions (t CO₂e)", "number", 1),
        TableColumn("water_m3", "Eau (m³)", "number"),
        POTENTIAL,
        TableColumn("gap_2030_pct", "Écart à l’objectif 2030", "change", 1),
        TableColumn("known_share_pct", "Jours connus", "percent", 0),
        TableColumn("open_alerts", "Alertes ouvertes", "number"),
        TableColumn("status", "Données"),
    ),
    source=METERS,
    licence=OPEN_LICENCE,
    indicators=("kwh_m2", "peer_median_kwh_m2"),
    height_px=520,
    slot=partial(maps.tiled_map, shown=maps.BUILDINGS, settings=db.settings),
    drawn=maps.DRAWN,
)
RANKING = Chart(
    id="buildings-ranking",
    title="Les bâtiments à regarder d’abord, en euros par an",
    query=queries.ranking,
    figure=figures.ranking,
    finding=findings.ranking,
    columns=(BUILDING, COMMUNE, CATEGORY, POTENTIAL, INTENSITY, MEDIAN, FLOOR, ENERGY, CHANGE),
    source=METERS,
    licence=OPEN_LICENCE,
    indicators=("potential_eur",),
    height_px=520,
    nothing_found="Aucun bâtiment comparable ne dépasse la médiane de ses semblables",
)
CATEGORIES = Chart(
    id="buildings-categories",
    title="Par usage",
    query=queries.categories,
    figure=figures.categories,
    finding=findings.categories,
    columns=(
        CATEGORY,
        TableColumn("buildings", "Bâtiments", "number"),
        FLOOR,
        ENERGY,
        INTENSITY,
        TableColumn("median_kwh_m2", "Médiane (kWh/m²)", "number"),
    ),
    source=METERS,
    licence=OPEN_LICENCE,
    indicators=("kwh_m2",),
)
ALERTS = Chart(
    id="buildings-alerts",
    title="Ce que coûtent les alertes ouvertes, en un an",
    query=alerts.open_alerts,
    figure=figures.alerts,
    finding=findings.alerts,
    columns=(
        TableColumn("name", "Bâtiment", link="/batiments/{building_id}/suivi"),
        COMMUNE,
        TableColumn("kind_label", "Alerte"),
        TableColumn("energy_label", "Énergie"),
        TableColumn("since", "Depuis", "day"),
        TableColumn("detected", "Détectée le", "day"),
        TableColumn("days_open", "Jours", "number"),
        TableColumn("excess_per_day", "Excès par jour", "number", 1),
        TableColumn("unit", "Unité"),
        TableColumn("eur_year", "Coût (€ par an)", "number"),
    ),
    source=METERS,
    licence=OPEN_LICENCE,
    indicators=("at_stake_eur",),
    nothing_found="Aucune dérive ni fuite ouverte",
)
REHEARSAL = Chart(
    id="buildings-rehearsal",
    title="Ce qu’un autre seuil aurait donné",
    query=alerts.rehearsal,
    figure=figures.rehearsal,
    finding=findings.rehearsal,
    columns=(
        TableColumn("threshold", "Seuil (écarts-types)", "number", 1),
        TableColumn("alerts", "Alertes en douze mois", "number"),
        TableColumn("buildings", "Bâtiments", "number"),
        TableColumn("open", "Encore ouvertes", "number"),
        TableColumn("eur", "Coût en douze mois (€)", "number"),
        TableColumn("eur_year", "Coût (€ par an)", "number"),
    ),
    source=METERS,
    licence=OPEN_LICENCE,
    height_px=420,
    slot=partial(
        rehearsal_slot,
        label="Seuil d’alerte",
        tried=DRIFT_THRESHOLDS,
        words=partial(findings.threshold_words, in_force=DRIFT_THRESHOLD),
        value=DRIFT_THRESHOLD,
    ),
    nothing_found="Aucune alerte de dérive, quel que soit le seuil",
)

# Each view is a page of its own: an address to share, and only the scripts that it needs.
VIEWS = {
    "": ("Vue d’ensemble", (MONTHLY,)),
    "/carte": ("Carte", (MAP,)),
    "/classement": ("Classement", (RANKING, CATEGORIES)),
    "/alertes": ("Alertes", (ALERTS, REHEARSAL)),
}
# What is filled before the charts of a view, and its heading.
FIRST = {"": [(CARDS,)], "/alertes": [(ALERT_LIST, "À traiter d’abord")]}
OF_TWELVE_MONTHS = (MAP, RANKING, CATEGORIES)


def layout(view_path: str = "", /, **_: str) -> Component:
    """The frame of one view; its figures come from the callbacks."""
    shown_id = SHOWN if view_path else OVERVIEW_SHOWN
    first = (waiting(*one) for one in FIRST.get(view_path, ()))
    return view_frame(TITLE, shown_id, PATH, VIEWS, view_path, *first)


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Bâtiments",
    title=TITLE,
    description="Consommations, dépenses, dérives et fuites des bâtiments publics.",
    order=20,
)
asked = asking(view, BUILDING_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of this page shows for a query string, and the months that stand for it."""
    reading = asked(chart.query, query_string)
    months = buildings_headline.month_notices(months_behind(chart, reading))
    return replace(reading, notices=[*reading.notices, *months])


def months_behind(chart: Chart, reading: Reading) -> Sequence[date]:
    """The months that a chart stands for; none for what is not counted by month."""
    if reading.failed or reading.empty:
        return []
    if chart is MONTHLY:
        return reading.frame["month"].tolist()
    if chart in OF_TWELVE_MONTHS:
        months = asked(shown_months, reading.selection.to_query_string()).frame
        return twelve_months(months[-1]) if months else []
    return []


connect_views(VIEWS, read)
connect_rehearsal(REHEARSAL)
lead_on(RANKING, ALERTS)
connect_shown(SHOWN, asked, nothing)
connect_headline(
    CARDS,
    OVERVIEW_SHOWN,
    asked,
    headline,
    buildings_headline.is_empty,
    partial(buildings_headline.headline_block, keys=buildings_headline.SHOWN),
)
connect_list(
    ALERT_LIST, partial(asked, alerts.open_alerts), lambda reading: alert_list(reading.frame)
)
