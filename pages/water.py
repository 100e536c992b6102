"""Eau: the leaks of tonight, the yield of networks and what it costs."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dash.development.base_component import Component

from components import maps
from components.alert_list import fault_list, leak_list
from components.captioned import Chart, Reading
from components.figures import water as figures
from components.figures import water_alerts as alert_figures
from components.figures import water_places as places
from components.figures.water_balance import balance
from components.findings import water as findings
from components.findings import water_alerts as alerts_told
from components.leading import lead_on
from components.rehearsal import connect_rehearsal, rehearsal_slot
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
from components.water import water_absences as absences
from components.water import water_columns as columns
from components.water import water_frames as frames
from components.water import water_headline, water_marks
from data import db
from data.quality import Notice
from data.viewing import nothing, view
from data.water import customer_communes, customer_days, queries
from data.water.headline import headline
from data.water.prices import CUSTOMER, SERVICE, indicative_prices
from data.water.vocabulary import BUDGET, BUDGETS, WATER_SOURCES

PATH = "/eau"
TITLE = "Eau potable"
CARDS, OVERVIEW_SHOWN, SHOWN = "water-cards", "water-overview-shown", "water-shown"
YEAR_CARDS, YEAR_SHOWN = "water-year-cards", "water-year-shown"
LEAK_LIST, FAULT_LIST, TODAY_SHOWN = "water-leak-list", "water-fault-list", "water-today-shown"

opened = partial(Chart, licence="Licence Ouverte 2.0")
metered = partial(opened, source="Débits des secteurs", source_keys=("debits-eau",))
declared = partial(opened, source="Volumes déclarés par les services", source_keys=("volumes-eau",))
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
    **absences.NO_LEAK,
)
YIELD = declared(
    id="water-yield",
    title="Rendement des réseaux, année par année",
    query=queries.yields,
    figure=figures.yields,
    finding=findings.yields,
    columns=columns.YIELDS,
    indicators=("water_yield_pct",),
    **absences.NO_VOLUME,
)
LOSSES = declared(
    id="water-losses",
    title="Pertes par kilomètre de réseau",
    query=queries.losses,
    figure=figures.losses,
    finding=findings.losses,
    columns=columns.LOSSES,
    indicators=("water_loss_index",),
    **absences.NO_VOLUME,
)
BALANCE = declared(
    id="water-balance",
    title="Où va l’eau d’une année",
    query=queries.balance,
    figure=balance,
    finding=findings.balance,
    columns=columns.BALANCE,
    indicators=("water_lost_m3",),
    **absences.NO_BALANCE,
)
STAKE = declared(
    id="water-stake",
    title="Ce que rapporterait chaque point de rendement",
    query=queries.stake,
    figure=figures.stake,
    finding=findings.stake,
    columns=columns.STAKE,
    indicators=("water_point_eur",),
    **absences.NO_VOLUME,
)
MAP = metered(
    id="water-map",
    title="Les fuites par kilomètre, secteur par secteur",
    query=queries.sectors,
    figure=water_marks.sector_points,
    finding=findings.sector_map,
    columns=columns.MAP,
    height_px=520,
    slot=partial(maps.tiled_map, shown=water_marks.SECTORS, settings=db.settings),
    drawn=maps.DRAWN,
    **absences.NO_SECTOR,
)
SECTORS = metered(
    id="water-sectors",
    title="Les secteurs qui fuient le plus, par kilomètre",
    query=queries.sectors,
    figure=places.sectors,
    finding=findings.sectors,
    columns=columns.SECTORS,
    **absences.NO_SECTOR,
)
SERVICES = declared(
    id="water-services",
    title="Les services devant le seuil du décret",
    query=queries.services,
    figure=places.services,
    finding=findings.services,
    columns=columns.OF_SERVICES,
    indicators=("water_yield_pct",),
    **absences.NO_SERVICE,
)
read_out = partial(
    Chart,
    source="Relevés des compteurs d’abonnés",
    licence="données non publiques",
    source_keys=("releves-abonnes",),
)
CUSTOMER_COMMUNES = read_out(
    id="water-customer-communes",
    title="Les fuites chez les abonnés, commune par commune",
    query=customer_communes.customer_leaks,
    figure=places.customer_communes,
    finding=findings.customer_communes,
    columns=columns.CUSTOMER_COMMUNES,
    **absences.NO_COMMUNE,
)
CUSTOMERS = read_out(
    id="water-customers",
    title="Les compteurs qui ne s’arrêtent jamais",
    query=queries.customers,
    figure=places.customers,
    finding=findings.customers,
    columns=columns.CUSTOMERS,
    **absences.NO_CUSTOMER,
)
CUSTOMER_DAYS = read_out(
    id="water-customer-days",
    title="Les jours d’un compteur",
    query=customer_days.days,
    figure=figures.customer_days,
    finding=findings.customer_days,
    columns=columns.CUSTOMER_DAYS,
    **absences.NO_METER,
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
        label="Fausses alertes par secteur et par an",
        tried=BUDGETS,
        words=partial(alerts_told.budget_words, in_force=BUDGET),
        value=BUDGET,
    ),
    **absences.NOT_WATCHED,
)
FAULTS = metered(
    id="water-faults",
    title="Les capteurs en défaut",
    query=queries.faults,
    figure=places.faults,
    finding=findings.faults,
    columns=columns.FAULTS,
    **absences.NO_FAULT,
)

VIEWS = {
    "": ("Cette nuit", (ALERTS,)),
    "/rendement": ("Rendement", (YIELD, LOSSES)),
    "/bilan": ("Bilan et gains", (BALANCE, STAKE)),
    "/carte": ("Carte", (MAP,)),
    "/secteurs": ("Secteurs", (SECTORS, SERVICES)),
    "/abonnes": ("Abonnés", (CUSTOMER_COMMUNES, CUSTOMERS, CUSTOMER_DAYS)),
    "/alertes": ("Alertes", (REHEARSAL,)),
    "/capteurs": ("Capteurs", (FAULTS,)),
}
# Views whose cards say what is selected, in the same request.
HEADED = {
    "": (CARDS, OVERVIEW_SHOWN, water_headline.SHOWN),
    "/rendement": (YEAR_CARDS, YEAR_SHOWN, water_headline.OF_THE_YEAR),
}
MEANT_FOR_ONE = {"/abonnes": ("Abonnés", (CUSTOMER_DAYS, CUSTOMERS, CUSTOMER_COMMUNES))}
SHOWN_IN = {path: shown for path, (_, shown, _) in HEADED.items()}
SHOWN_IN |= dict.fromkeys(("/carte", "/alertes"), TODAY_SHOWN)
# What is filled before the charts of a view, and its heading.
FIRST = {
    "": [(CARDS,), (LEAK_LIST, "À chercher d’abord")],
    "/rendement": [(YEAR_CARDS,)],
    "/capteurs": [(FAULT_LIST, "À réparer aujourd’hui")],
}
# Other charts are of today, or of years that they name: no period is said of them.
OF_THE_PERIOD = (CUSTOMER_DAYS, FAULTS)
# What lists customers' meters one by one, where they may be shown.
ONE_BY_ONE = (ALERTS, CUSTOMERS, CUSTOMER_DAYS)
IN_EUROS = {
    ALERTS.id: (SERVICE, CUSTOMER),
    **{chart.id: (CUSTOMER,) for chart in (CUSTOMERS, CUSTOMER_COMMUNES)},
    **{chart.id: (SERVICE,) for chart in (STAKE, SECTORS, SERVICES, REHEARSAL)},
}
SHOWN_AS = {
    YIELD.id: frames.of_known_yield,
    LOSSES.id: frames.of_known_losses,
    ALERTS.id: frames.with_addresses,
    MAP.id: frames.with_classes,
    SERVICES.id: frames.furthest_under_first,
}


def layout(view_path: str = "", /, detail: str = "", **_: str) -> Component:
    """The frame of one view, loading; who comes for one meter sees its days first."""
    views = VIEWS | MEANT_FOR_ONE if detail else VIEWS
    first = (waiting(*one) for one in FIRST.get(view_path, ()))
    return view_frame(TITLE, SHOWN_IN.get(view_path, SHOWN), PATH, views, view_path, *first)


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
        reading = replace(reading, last_period="", of_today=True)
    if chart in ONE_BY_ONE and asked(customer_communes.some_hidden, query_string).frame:
        reading = replace(reading, notices=[*reading.notices, Notice("COMPTEURS_NON_MONTRES")])
    if chart.id in SHOWN_AS:
        reading = replace(reading, frame=SHOWN_AS[chart.id](reading.frame))
    if chart.id in IN_EUROS and not reading.empty:
        paid = [price for price in indicative(query_string) if price[0] in IN_EUROS[chart.id]]
        reading = replace(reading, notices=[*reading.notices, *water_headline.price_notices(paid)])
    return reading


def indicative(query_string: str | None) -> list[tuple[str, float]]:
    """Who pays unchecked prices of a m³, and which; none when the store is away."""
    return asked(indicative_prices, query_string).frame or []


def headline_block(reading: Reading, keys: Sequence[str]) -> list[Component]:
    """These key figures, and the prices that they rest on."""
    prices = indicative(reading.selection.to_query_string())
    return water_headline.headline_block(reading, keys, prices)


def told_leaks(reading: Reading) -> Component:
    """The dearest leaks as sentences."""
    priced = indicative(reading.selection.to_query_string())
    return leak_list(reading.frame, indicative=bool(priced))


connect_views(VIEWS, read)
connect_rehearsal(REHEARSAL)
lead_on(ALERTS, SECTORS, SERVICES, CUSTOMERS)
connect_shown(SHOWN, asked, nothing)
connect_shown(TODAY_SHOWN, asked, nothing, of_today=True)
for _slot, _shown, _keys in HEADED.values():
    _block = partial(headline_block, keys=_keys)
    _words = water_headline.is_empty, _block, water_headline.nothing_known
    connect_headline(_slot, _shown, asked, headline, *_words)
connect_list(LEAK_LIST, partial(asked, queries.tonight), told_leaks)
connect_list(FAULT_LIST, partial(asked, queries.faults), lambda reading: fault_list(reading.frame))
