"""Bâtiments: what the public buildings of a territory consume, and what a drift costs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import buildings_headline, maps, states
from components.alert_list import alert_list
from components.captioned import Chart, Reading, connect
from components.figures import buildings as figures
from components.filters import SELECTION_STORE
from components.findings import buildings as findings
from components.leading import lead_on
from components.rehearsal import connect_rehearsal, rehearsal_slot
from components.tables import TableColumn
from components.views import view_frame
from data import db
from data.buildings import alerts, queries
from data.buildings.headline import headline
from data.buildings.shown_months import shown_months, twelve_months
from data.buildings.vocabulary import BUILDING_SOURCES, DRIFT_THRESHOLD, DRIFT_THRESHOLDS
from data.viewing import nothing, view

PATH = "/batiments"
CARDS = "buildings-cards"
OVERVIEW_SHOWN = "buildings-overview-shown"
SHOWN = "buildings-shown"
ALERT_LIST = "buildings-alert-list"

METERS = "Compteurs et factures des bâtiments"
OPEN_LICENCE = "Licence Ouverte 2.0"


def map_slot(chart: Chart) -> Component:
    """The map, with the operator's tiles where there are any."""
    settings = db.settings()
    return maps.place_map(
        chart,
        maps.BUILDINGS,
        tiles_url=settings.map_tiles_url,
        attribution=settings.map_tiles_attribution,
    )


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
    slot=map_slot,
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
    slot=partial(rehearsal_slot, thresholds=DRIFT_THRESHOLDS, in_force=DRIFT_THRESHOLD),
    nothing_found="Aucune alerte de dérive, quel que soit le seuil",
)

# Each view is a page of its own: an address to share, and only the scripts that it needs.
VIEWS = {
    "": ("Vue d’ensemble", (MONTHLY,)),
    "/carte": ("Carte", (MAP,)),
    "/classement": ("Classement", (RANKING, CATEGORIES)),
    "/alertes": ("Alertes", (ALERTS, REHEARSAL)),
}
OF_TWELVE_MONTHS = (MAP, RANKING, CATEGORIES)


def layout(view_path: str = "", /, **_: str) -> Component:
    """The frame of one view; its figures come from the callbacks."""
    shown_id = SHOWN if view_path else OVERVIEW_SHOWN
    return view_frame(
        "Bâtiments publics", shown_id, PATH, VIEWS, view_path, *_first_blocks(view_path)
    )


def _first_blocks(view_path: str) -> list[Component]:
    """What stands before the charts of a view, loading."""
    if view_path == "":
        return [html.Div(states.loading(), id=CARDS)]
    if view_path == "/alertes":
        waiting = html.Div(states.loading(), id=ALERT_LIST)
        return [html.Section([html.H2("À traiter d’abord"), waiting], className="gb-section")]
    return []


for _path, (_label, _charts) in VIEWS.items():
    dash.register_page(
        f"{__name__}{_path.replace('/', '.')}",
        path=PATH + _path,
        name="Bâtiments",
        title=f"Bâtiments publics\u00a0: {_label.lower()}",
        description="Consommations, dépenses, dérives et fuites des bâtiments publics.",
        order=20,
        menu=not _path,
        libraries=("leaflet",) if MAP in _charts else (),
        layout=partial(layout, _path),
    )


def asked(query: Any, query_string: str | None) -> Reading:
    """What a query about buildings gives for a query string."""
    return Reading(**vars(view(query, BUILDING_SOURCES, query_string)))


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


for _label, _charts in VIEWS.values():
    connect(_charts, read)
connect_rehearsal(REHEARSAL)
lead_on(RANKING, ALERTS)


@callback(Output(SHOWN, "children"), Input(SELECTION_STORE, "data"))
def show_selection(query_string: str | None) -> str:
    return asked(nothing, query_string).filters


@callback(
    Output(CARDS, "children"), Output(OVERVIEW_SHOWN, "children"), Input(SELECTION_STORE, "data")
)
def show_headline(query_string: str | None) -> tuple[Any, str]:
    reading = asked(headline, query_string)
    if reading.failed:
        return states.failed(), ""
    if buildings_headline.is_empty(reading):
        return states.no_data(reading.data_until, reading.last_period), reading.filters
    return buildings_headline.headline_block(reading, buildings_headline.SHOWN), reading.filters


@callback(Output(ALERT_LIST, "children"), Input(SELECTION_STORE, "data"))
def show_alerts(query_string: str | None) -> Component:
    reading = asked(alerts.open_alerts, query_string)
    return states.failed() if reading.failed else alert_list(reading.frame)
