"""The sheet of one service: its yield and what it is worth, its losses, balance and indicators."""

from dataclasses import replace
from functools import partial
from operator import attrgetter

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import states
from components.captioned import Chart, Reading
from components.figures import water, water_places
from components.figures import water_service as figures
from components.figures.water_balance import balance
from components.findings import water as water_told
from components.findings import water_service as findings
from components.leading import lead_on
from components.sheets import Sheet, connect_sheet, sheet_frame
from components.tables import table
from components.views import asking, connect_views, register_views, waiting
from components.water import water_columns as theme_columns
from components.water import water_identity
from components.water import water_sheet_columns as columns
from components.water import water_sheet_frames as frames
from components.water.water_headline import price_notices
from data.viewing import view
from data.water import queries
from data.water import service as sheet
from data.water.headline import headline
from data.water.prices import indicative_prices
from data.water.service_years import shown_year
from data.water.vocabulary import WATER_SOURCES

THEME_PATH = "/eau/services"
PATH = f"{THEME_PATH}/<service>"
SHEET = Sheet(
    prefix="water-service",
    kind="service",
    path=THEME_PATH,
    list_path="/eau/secteurs",
    name="Service d’eau",
    everyone="Tous les services",
    unknown_name="Service inconnu",
    unknown="Ce service n’est pas connu",
    removed="Il a pu être retiré de la liste",
    query=sheet.identity,
    title=attrgetter("name"),
    label=lambda identity: f"Service {identity.service_id}",
)
YEAR_TABLE = SHEET.part("year")

declared = partial(
    Chart,
    source="Volumes annuels et variables officielles du service",
    licence="Licence Ouverte 2.0",
    source_keys=("volumes-eau",),
    nothing_found="Aucune année n’a de quoi faire ce calcul",
    next_step="La vue RPQS et SISPEA dit ce qui manque\u202f; sans aucune année déclarée, chargez "
    "la source volumes-eau.",
)

YIELD = declared(
    id="water-service-yield",
    title="Rendement, devant le seuil, l’objectif et les services semblables",
    query=queries.yields,
    figure=water.yields,
    finding=water_told.yields,
    columns=theme_columns.YIELDS,
    indicators=("water_yield_pct",),
)
STAKE = declared(
    id="water-service-stake",
    title="Ce que rapporterait chaque point de rendement",
    query=queries.stake,
    figure=water.stake,
    finding=water_told.stake,
    columns=theme_columns.STAKE,
    indicators=("water_point_eur",),
)
LOSSES = declared(
    id="water-service-losses",
    title="Pertes par kilomètre, devant les repères de sa densité",
    query=queries.losses,
    figure=water.losses,
    finding=water_told.losses,
    columns=theme_columns.LOSSES,
    indicators=("water_loss_index",),
)
SECTORS = Chart(
    id="water-service-sectors",
    title="Ses secteurs, du plus au moins fuyard",
    query=queries.sectors,
    figure=water_places.sectors,
    finding=water_told.sectors,
    columns=theme_columns.SECTORS,
    source="Débits des secteurs",
    licence="Licence Ouverte 2.0",
    source_keys=("debits-eau",),
    nothing_found="Aucun secteur rattaché à ce service",
    next_step="Chargez les secteurs et leurs débits (sources secteurs-eau et debits-eau).",
)
BALANCE = declared(
    id="water-service-balance",
    title="Où va l’eau d’une année",
    query=sheet.balance,
    figure=balance,
    finding=water_told.balance,
    columns=theme_columns.BALANCE,
    indicators=("water_lost_m3",),
    nothing_found="Ce service n’a pas déclaré tous les volumes de l’année",
    next_step="La vue RPQS et SISPEA dit lesquels manquent\u00a0; un volume nul se déclare 0.",
)
OFFICIAL = declared(
    id="water-service-official",
    title="Les indicateurs officiels, année par année",
    query=sheet.indicators,
    figure=figures.official,
    finding=findings.official,
    columns=columns.OFFICIAL,
    nothing_found="Ce service n’a déclaré aucune année",
    next_step="Chargez ses variables officielles (source volumes-eau)\u00a0: une ligne par année, "
    "une colonne par code.",
)
KNOWLEDGE = declared(
    id="water-service-knowledge",
    title="Le détail de l’indice de connaissance (P103.2B)",
    query=sheet.knowledge,
    figure=figures.knowledge,
    finding=findings.knowledge,
    columns=columns.KNOWLEDGE,
    nothing_found="Aucune partie de l’indice n’est déclarée",
    next_step="Chargez les variables VP.236 à VP.249 (source volumes-eau).",
)

VIEWS = {
    "": ("Vue d’ensemble", (YIELD, STAKE)),
    "/pertes": ("Pertes", (LOSSES, SECTORS)),
    "/bilan": ("Bilan", (BALANCE,)),
    "/rpqs": ("RPQS et SISPEA", (OFFICIAL, KNOWLEDGE)),
}
IN_EUROS = (STAKE, SECTORS)
SHOWN_AS = {OFFICIAL.id: frames.with_missing, KNOWLEDGE.id: frames.with_answers_said}
# What a drawing is of: without any, there is none.
DRAWN = {YIELD.id: "yield_pct", STAKE.id: "gain_eur", LOSSES.id: "loss_index"}


def layout(view_path: str = "", /, service: str = "", **_: str) -> Component:
    """The frame of one view of one service; its figures come from the callbacks."""
    of_year = html.Div(waiting(YEAR_TABLE, "Ce que demande le RPQS"), className="gb-panel")
    first = [of_year] if view_path == "/rpqs" else []
    return sheet_frame(SHEET, VIEWS, view_path, service, *first)


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Service d’eau",
    title="Service d’eau {service}",
    description="Rendement, pertes, bilan et indicateurs officiels d’un service d’eau potable.",
    menu=False,
)
asked = asking(view, WATER_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the sheet shows for a query string, and whether its euros are indicative."""
    # Every declared year, or what is known today: another period would bring nothing.
    reading = replace(asking(view, chart.source_keys)(chart.query, query_string), last_period="")
    if reading.failed or reading.empty:
        return reading
    if chart.id in DRAWN and reading.frame[DRAWN[chart.id]].isna().all():
        return replace(reading, frame=None)
    if chart.id in SHOWN_AS:
        return replace(reading, frame=SHOWN_AS[chart.id](reading.frame))
    if chart in IN_EUROS:
        prices = price_notices(indicative(query_string))
        return replace(reading, notices=[*reading.notices, *prices])
    return reading


def indicative(query_string: str | None) -> list[tuple[str, float]]:
    """The prices of a m³ of services that nobody has checked; none when the store is away."""
    prices = asked(indicative_prices, query_string).frame or []
    return [price for price in prices if price[0] == "service"]


def overview(reading: Reading, query_string: str | None) -> list[Component]:
    """What the service is, the levy that it pays, its cards."""
    top, money = asked(headline, query_string), asked(queries.stake, query_string)
    levy = None if money.failed or money.empty else money.frame["levy_eur"].iloc[0]
    return water_identity.service_block(reading, top, levy, indicative(query_string))


connect_views(VIEWS, read, SHEET.selection)
connect_sheet(SHEET, asked, overview)
lead_on(SECTORS)


@callback(Output(YEAR_TABLE, "children"), Input(SHEET.selection, "data"))
def show_year(query_string: str | None) -> object:
    reading, year = read(OFFICIAL, query_string or ""), asked(shown_year, query_string).frame
    if reading.failed:
        return states.failed()
    if reading.empty or year is None:
        return states.nothing_found(OFFICIAL.nothing_found, OFFICIAL.next_step)
    own = frames.of_indicators(reading.frame, year)
    shown = columns.OF_YEAR if any(own["missing"]) else columns.OF_YEAR[:-1]
    return [html.P(findings.lacking(own)), table(own, shown, f"Année {year}")]
