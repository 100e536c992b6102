"""The sheet of one sector: its nights, its hours, its leaks, its repairs, its sensors."""

from dataclasses import replace
from functools import partial

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import states
from components.captioned import Chart, Reading
from components.figures import water_places as places
from components.figures import water_sheet as figures
from components.findings import water as water_told
from components.findings import water_sheet as findings
from components.sheets import Sheet, connect_sheet, sheet_frame, title_with_commune
from components.tables import table
from components.views import asking, connect_views, register_views, waiting
from components.water import water_identity
from components.water import water_sheet_columns as columns
from components.water import water_sheet_frames as frames
from components.water.water_follow_up import (
    DEMONSTRATION,
    Said,
    Standing,
    connect_follow_up,
    follow_up_section,
)
from components.water.water_headline import headline_block, price_notices
from data import db
from data.quality import Notice
from data.viewing import view
from data.water import queries
from data.water import sector as sheet
from data.water.entry_code import is_open
from data.water.follow_up import AUTHOR_LENGTH, NOTE_LENGTH, FollowUp, submit
from data.water.headline import headline
from data.water.prices import indicative_prices
from data.water.vocabulary import STATES, WATER_SOURCES

THEME_PATH = "/eau/secteurs"
PATH = f"{THEME_PATH}/<sector>"
SHEET = Sheet(
    prefix="water-sector",
    kind="secteur",
    path=THEME_PATH,
    list_path=THEME_PATH,
    name="Secteur",
    everyone="Tous les secteurs",
    unknown_name="Secteur inconnu",
    unknown="Ce secteur n’est pas connu",
    removed="Il a pu être retiré de la liste",
    query=sheet.identity,
    title=title_with_commune,
    label=lambda identity: f"Secteur {identity.sector_id}",
)
OF_A_LEAK = ("water_leak_m3_h", "water_leak_eur_year")
SENSORS, CARDS = SHEET.part("sensors"), SHEET.part("cards")

metered = partial(
    Chart,
    source="Débits du secteur",
    licence="Licence Ouverte 2.0",
    source_keys=("debits-eau",),
)
NO_FLOW = "La vue Capteurs dit ce qui mesure ce secteur, et ce qui y manque."

NIGHTS = metered(
    id="water-sector-nights",
    title="Ses nuits, devant ce qui était attendu",
    query=sheet.nights,
    figure=figures.nights,
    finding=findings.nights,
    columns=columns.NIGHTS,
    source="Débits du secteur, terminaux connectés au Wi-Fi public de la commune",
    nothing_found="Aucune nuit connue de ce secteur sur cette période",
    next_step=NO_FLOW,
)
EVIDENCE = metered(
    id="water-sector-evidence",
    title="Ce que le détecteur en conclut",
    query=sheet.evidence,
    figure=figures.evidence,
    finding=findings.evidence,
    columns=columns.EVIDENCE,
    height_px=280,
    nothing_found="Le détecteur n’a rien jugé de ce secteur sur cette période",
    next_step=f"Il lui faut plusieurs semaines de nuits. {NO_FLOW}",
)
HOURS = metered(
    id="water-sector-hours",
    title="Les deux dernières semaines, heure par heure",
    query=sheet.hours,
    figure=figures.hours,
    finding=findings.hours,
    columns=columns.HOURS,
    nothing_found="Aucune heure récente de ce secteur",
    next_step=NO_FLOW,
)
MEAN_DAY = metered(
    id="water-sector-mean-day",
    title="La journée moyenne de la dernière semaine",
    query=sheet.hours,
    figure=figures.mean_day,
    finding=findings.mean_day,
    columns=columns.MEAN_DAY,
    height_px=300,
    nothing_found="Aucune heure de la dernière semaine à comparer à l’habitude",
    next_step=f"L’habitude demande plusieurs semaines de mesures. {NO_FLOW}",
)
LEAKS = metered(
    id="water-sector-leaks",
    title="Les fuites trouvées dans ce secteur",
    query=sheet.alerts,
    figure=figures.leaks,
    finding=findings.leaks,
    columns=columns.LEAKS,
    nothing_found="Aucune fuite trouvée dans ce secteur",
    next_step="Un secteur qui n’est pas suivi n’est pas un secteur sans fuite\u00a0: sa vue "
    "d’ensemble dit ce qu’il en est.",
)
REPAIRS = metered(
    id="water-sector-repairs",
    title="Ce que les réparations ont rendu",
    query=sheet.repairs,
    figure=figures.repairs,
    finding=findings.repairs,
    columns=columns.REPAIRS,
    source="Interventions, débits du secteur",
    source_keys=("interventions-eau", "debits-eau"),
    nothing_found="Aucune réparation enregistrée dans ce secteur",
    next_step="Chargez le journal des interventions (source interventions-eau)\u00a0: le gain se "
    "mesure sur les nuits d’avant et d’après.",
)
FAULTS = metered(
    id="water-sector-faults",
    title="Les défauts de ses capteurs",
    query=queries.faults,
    figure=places.faults,
    finding=water_told.faults,
    columns=columns.FAULTS,
    nothing_found="Aucun défaut repéré pendant cette période",
    next_step="Élargissez la période pour voir les défauts passés.",
)

VIEWS = {
    "": ("Vue d’ensemble", ()),
    "/nuits": ("Nuits", (NIGHTS, EVIDENCE)),
    "/heures": ("Heures", (MEAN_DAY, HOURS)),
    "/reparations": ("Fuites et réparations", (LEAKS, REPAIRS)),
    "/capteurs": ("Capteurs", (FAULTS,)),
}
OF_THE_PERIOD = (NIGHTS, EVIDENCE, FAULTS)
IN_EUROS = (LEAKS, REPAIRS)
SHOWN_AS = {HOURS.id: frames.last_weeks, MEAN_DAY.id: frames.mean_day}


def layout(view_path: str = "", /, sector: str = "", **_: str) -> Component:
    """The frame of one view of one sector; its figures come from the callbacks."""
    lengths = (NOTE_LENGTH, AUTHOR_LENGTH)
    more = {
        "": lambda: [
            follow_up_section(STATES, lengths),
            html.Div(id=CARDS, className="gb-identity"),
        ],
        "/capteurs": lambda: [
            html.Div(waiting(SENSORS, "Ce qui mesure ce secteur"), className="gb-panel"),
        ],
    }
    return sheet_frame(SHEET, VIEWS, view_path, sector, *more.get(view_path, list)())


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Secteur",
    title="Secteur {sector}",
    description="Nuits, heures, fuites, réparations et capteurs d’un secteur d’eau potable.",
    menu=False,
)
asked = asking(view, WATER_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the sheet shows for a query string, and whether its euros are indicative."""
    reading = asking(view, chart.source_keys)(chart.query, query_string)
    if chart not in OF_THE_PERIOD:
        # Another period would not bring what is missing.
        reading = replace(reading, last_period="", of_today=True)
    if reading.failed or reading.empty:
        return reading
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
    """What the sector is and the leak that runs."""
    top = asked(headline, query_string)
    leaks = None if top.failed else top.frame.figures["water_leaks"].facts["customer_leaks"]
    return water_identity.sector_block(
        reading.frame,
        asked(sheet.sensors, query_string).frame,
        leaks,
        asked(sheet.repairs, query_string).frame,
        f"{SHEET.address(reading.frame.sector_id)}/nuits",
        indicative=bool(indicative(query_string)),
    )


connect_views(VIEWS, read, SHEET.selection)
connect_sheet(SHEET, asked, overview)


def standing(query_string: str | None) -> Standing | None:
    """Where the alert of the sector is; None when it is not known."""
    reading = asked(sheet.identity, query_string)
    if reading.failed or reading.frame is None:
        return None
    alerts, code = reading.frame.alerts, db.settings().follow_up_code
    running = len(alerts) > 0
    return Standing(
        running,
        alerts["state_label"].iloc[0] if running else "",
        reading.frame.history,
        is_open(code),
        demonstration=reading.simulated and code == DEMONSTRATION,
    )


def send(query_string: str | None, said: Said) -> Notice:
    """Store what is said of the alert that runs; what to answer."""
    reading = asked(sheet.identity, query_string)
    if reading.failed:
        return Notice("SUIVI_NON_ENREGISTRE")
    if reading.frame is None or reading.frame.alerts.empty:
        return Notice("SUIVI_SANS_ALERTE")
    alert = reading.frame.alerts.iloc[0]
    follow_up = FollowUp(
        alert["place_kind"], alert["place_id"], alert["last_day"], said.state, said.note,
        said.author,
    )  # fmt: skip
    return submit(db.engine(), db.settings(), said.code, said.client, follow_up)


connect_follow_up(SHEET.selection, standing, send)


@callback(Output(CARDS, "children"), Input(SHEET.selection, "data"))
def show_cards(query_string: str | None) -> list[Component] | None:
    # An unknown sector would be answered as the whole territory.
    known = asked(sheet.identity, query_string).frame
    reading = asked(headline, query_string)
    # Without a leak the facts have said all; zeros would add nothing.
    if known is None or reading.failed or not reading.frame.figures["water_leak_m3_h"].value:
        return None
    return headline_block(reading, OF_A_LEAK, indicative(query_string))


@callback(Output(SENSORS, "children"), Input(SHEET.selection, "data"))
def show_sensors(query_string: str | None) -> Component:
    reading = asked(sheet.sensors, query_string)
    if reading.failed:
        return states.failed()
    if reading.empty:
        return states.nothing_found(
            "Aucun capteur rattaché à ce secteur",
            "Chargez la source capteurs-eau\u00a0: chaque compteur, son secteur et son sens.",
        )
    shown = frames.with_faults_said(reading.frame)
    return table(shown, columns.SENSORS, "Compteurs et réservoirs du secteur")
