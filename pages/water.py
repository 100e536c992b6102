"""Eau: the leaks of tonight, the yield of networks and what it costs."""

from dataclasses import replace
from functools import partial

from dash import Input, Output, callback
from dash.development.base_component import Component

from components import maps, states, water_headline, water_marks
from components import water_columns as columns
from components import water_frames as frames
from components.alert_list import leak_list
from components.captioned import Chart, Reading
from components.figures import water as figures
from components.figures import water_alerts as alert_figures
from components.figures.water_balance import balance
from components.filters import SELECTION_STORE
from components.findings import water as findings
from components.findings import water_alerts as alerts_told
from components.leading import lead_on
from components.rehearsal import connect_rehearsal, rehearsal_slot
from components.views import (
    asking,
    connect_headline,
    connect_shown,
    connect_views,
    register_views,
    view_frame,
    waiting,
)
from data import db
from data.viewing import nothing, view
from data.water import customer_days, queries
from data.water.headline import headline
from data.water.prices import indicative_prices
from data.water.vocabulary import BUDGET, BUDGETS, WATER_SOURCES

PATH = "/eau"
TITLE = "Eau potable"
CARDS = "water-cards"
OVERVIEW_SHOWN = "water-overview-shown"
SHOWN = "water-shown"
LEAK_LIST = "water-leak-list"

LICENCE = "Licence Ouverte 2.0"
metered = partial(Chart, source="Débits des secteurs", licence=LICENCE, source_keys=("debits-eau",))
declared = partial(
    Chart,
    source="Volumes annuels et variables officielles des services",
    licence=LICENCE,
    source_keys=("volumes-eau",),
    nothing_found="Aucun volume annuel déclaré sur ce territoire",
    next_step="Chargez les variables officielles des services (source volumes-eau), ou choisissez "
    "un territoire plus grand.",
)
NO_SECTOR = {
    "nothing_found": "Aucun secteur sur ce territoire",
    "next_step": "Chargez les secteurs et leurs débits (sources secteurs-eau et debits-eau), ou "
    "choisissez un territoire plus grand.",
}

ALERTS = metered(
    id="water-alerts",
    title="Ce que coûtent les fuites en cours, en un an",
    query=queries.tonight,
    figure=alert_figures.alerts,
    finding=alerts_told.alerts,
    columns=columns.ALERTS,
    source="Débits des secteurs, relevés des abonnés",
    source_keys=("debits-eau", "releves-abonnes"),
    indicators=("water_leaks", "water_leak_eur_year"),
    nothing_found="Aucune fuite en cours sur les secteurs et les compteurs suivis",
    next_step="La vue Secteurs dit lesquels sont suivis, la vue Capteurs ce qui ne se mesure pas.",
)
YIELD = declared(
    id="water-yield",
    title="Rendement des réseaux, année par année",
    query=queries.yields,
    figure=figures.yields,
    finding=findings.yields,
    columns=columns.YIELDS,
    indicators=("water_yield_pct",),
)
LOSSES = declared(
    id="water-losses",
    title="Pertes par kilomètre de réseau",
    query=queries.losses,
    figure=figures.losses,
    finding=findings.losses,
    columns=columns.LOSSES,
    indicators=("water_loss_index",),
)
BALANCE = declared(
    id="water-balance",
    title="Où va l’eau d’une année",
    query=queries.balance,
    figure=balance,
    finding=findings.balance,
    columns=columns.BALANCE,
    indicators=("water_lost_m3",),
    nothing_found="Aucun service n’a déclaré tous les volumes d’une année",
    next_step="La vue Secteurs donne les services ; leur fiche dit ce qui manque à chacun.",
)
STAKE = declared(
    id="water-stake",
    title="Ce que rapporterait chaque point de rendement",
    query=queries.stake,
    figure=figures.stake,
    finding=findings.stake,
    columns=columns.STAKE,
    indicators=("water_point_eur",),
)
MAP = metered(
    id="water-map",
    title="Carte des secteurs, par fuites et par kilomètre",
    query=queries.sectors,
    figure=water_marks.sector_points,
    finding=findings.sector_map,
    columns=columns.MAP,
    height_px=520,
    slot=partial(maps.tiled_map, shown=water_marks.SECTORS, settings=db.settings),
    drawn=maps.DRAWN,
    **NO_SECTOR,
)
SECTORS = metered(
    id="water-sectors",
    title="Les secteurs qui fuient le plus, par kilomètre",
    query=queries.sectors,
    figure=figures.sectors,
    finding=findings.sectors,
    columns=columns.SECTORS,
    **NO_SECTOR,
)
SERVICES = declared(
    id="water-services",
    title="Les services devant le seuil du décret",
    query=queries.services,
    figure=figures.services,
    finding=findings.services,
    columns=columns.OF_SERVICES,
    indicators=("water_yield_pct",),
    nothing_found="Aucun service d’eau sur ce territoire",
)
CUSTOMERS = Chart(
    id="water-customers",
    title="Les compteurs qui ne s’arrêtent jamais",
    query=queries.customers,
    figure=figures.customers,
    finding=findings.customers,
    columns=columns.CUSTOMERS,
    source="Relevés des compteurs d’abonnés",
    licence="non publique",
    source_keys=("releves-abonnes",),
    nothing_found="Aucune fuite en cours après un compteur d’abonné",
    next_step="Si rien n’est télérelevé, chargez compteurs-abonnes puis releves-abonnes.",
)
CUSTOMER_DAYS = Chart(
    id="water-customer-days",
    title="Les jours d’un compteur",
    query=customer_days.days,
    figure=figures.customer_days,
    finding=findings.customer_days,
    columns=columns.CUSTOMER_DAYS,
    source="Relevés des compteurs d’abonnés",
    licence="non publique",
    source_keys=("releves-abonnes",),
    nothing_found="Aucun compteur choisi, ou aucun jour relevé de ce compteur",
    next_step="Ouvrez le tableau ci-dessus et choisissez un compteur : ses jours s’affichent ici, "
    "sur la période choisie.",
)
REHEARSAL = metered(
    id="water-rehearsal",
    title="Ce qu’un autre budget de fausses alertes aurait donné",
    query=queries.rehearsal,
    figure=alert_figures.rehearsal,
    finding=alerts_told.rehearsal,
    columns=columns.REHEARSAL,
    height_px=460,
    slot=partial(
        rehearsal_slot,
        label="Fausses alertes admises",
        tried=BUDGETS,
        words=partial(alerts_told.budget_words, in_force=BUDGET),
        value=BUDGET,
    ),
    nothing_found="Aucun secteur n’a assez de passé pour être suivi",
    next_step="Il faut plusieurs semaines de débits par secteur ; la vue Secteurs dit où ils en "
    "sont.",
)
FAULTS = metered(
    id="water-faults",
    title="Les capteurs en défaut",
    query=queries.faults,
    figure=figures.faults,
    finding=findings.faults,
    columns=columns.FAULTS,
    nothing_found="Aucun défaut de capteur pendant cette période",
)

# Each view is a page of its own: an address to share, and only the scripts that it needs.
VIEWS = {
    "": ("Cette nuit", (ALERTS,)),
    "/rendement": ("Rendement", (YIELD, LOSSES, BALANCE, STAKE)),
    "/carte": ("Carte", (MAP,)),
    "/secteurs": ("Secteurs", (SECTORS, SERVICES)),
    "/abonnes": ("Abonnés", (CUSTOMERS, CUSTOMER_DAYS)),
    "/alertes": ("Alertes", (REHEARSAL,)),
    "/capteurs": ("Capteurs", (FAULTS,)),
}
# What is filled before the charts of a view, and its heading.
FIRST = {"": [(CARDS,), (LEAK_LIST, "À chercher d’abord")]}
OF_THE_PERIOD = (CUSTOMER_DAYS, FAULTS)
IN_EUROS = (ALERTS, STAKE, SECTORS, SERVICES, CUSTOMERS, REHEARSAL)
# How the frame of a query is shown.
SHOWN_AS = {
    ALERTS.id: frames.with_addresses,
    MAP.id: frames.with_classes,
    SERVICES.id: frames.furthest_under_first,
}


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
    name="Eau",
    title=TITLE,
    description="Fuites de cette nuit, rendement des réseaux d’eau, et ce qu’ils coûtent.",
    order=40,
)
asked = asking(view, WATER_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of this page shows for a query string, and whether its euros are indicative."""
    reading = asking(view, chart.source_keys)(chart.query, query_string)
    if reading.failed:
        return reading
    if chart not in OF_THE_PERIOD:
        # What is known today, or every declared year: another period would bring nothing.
        reading = replace(reading, last_period="")
    if chart.id in SHOWN_AS:
        reading = replace(reading, frame=SHOWN_AS[chart.id](reading.frame))
    if chart in IN_EUROS and not reading.empty:
        prices = water_headline.price_notices(indicative(query_string))
        reading = replace(reading, notices=[*reading.notices, *prices])
    return reading


def indicative(query_string: str | None) -> list[tuple[float, str]]:
    """The prices of a m³ that nobody has checked; none when the store is away."""
    return asked(indicative_prices, query_string).frame or []


def headline_block(reading: Reading) -> list[Component]:
    """The key figures, and the prices that they rest on."""
    prices = indicative(reading.selection.to_query_string())
    return water_headline.headline_block(reading, water_headline.SHOWN, prices)


connect_views(VIEWS, read)
connect_rehearsal(REHEARSAL)
lead_on(ALERTS, SECTORS, SERVICES)
connect_shown(SHOWN, asked, nothing)
connect_headline(
    CARDS,
    OVERVIEW_SHOWN,
    asked,
    headline,
    water_headline.is_empty,
    headline_block,
    water_headline.nothing_known,
)


@callback(Output(LEAK_LIST, "children"), Input(SELECTION_STORE, "data"))
def show_leaks(query_string: str | None) -> Component:
    reading = asked(queries.tonight, query_string)
    if reading.failed:
        return states.failed()
    return leak_list(reading.frame, indicative=bool(indicative(query_string)))
