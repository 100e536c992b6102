"""Simulateur: what switching off, dimming and LED would save, and what they would cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import dash
from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from components import states
from components.captioned import Chart, Reading, captioned, connect
from components.figures import lighting_simulator as figures
from components.filters import SELECTION_STORE
from components.findings import lighting_simulator as findings
from components.headings import page_title
from components.headline import age_notices
from components.lighting.lighting_form import (
    FIRST,
    SECOND,
    Words,
    examples,
    scenario_form,
    second_offer,
)
from components.lighting.lighting_outcome import outcome_cards
from components.lighting.lighting_simulator import Shown, connect_form
from components.tables import TableColumn
from data.lighting import stock
from data.lighting.outlook import Outlook, cash, default_texts, outlook
from data.lighting.scenario import (
    BY_SAVING,
    JOIN,
    ORDERS,
    STREET_LETTERS,
    Dimming,
    Scenario,
    Window,
    parse_scenarios,
)
from data.lighting.vocabulary import LIGHTING_SOURCES, STREETS
from data.quality import Notice
from data.viewing import view

PATH = "/eclairage/simulateur"
THEME_PATH = "/eclairage"
SHOWN_WORDS = "lighting-simulator-shown"
OUTCOME = "lighting-simulator-outcome"
SECOND_FORM = "lighting-simulator-second"
COMPARED = "lighting-simulator-compared"

SOURCE = "Simulation sur l’inventaire, les horaires et les prix facturés"
LICENCE = "Licence Ouverte 2.0"
NO_CABINET = "Aucune armoire de ce territoire n’a une puissance et un horaire connus"
WHAT_TO_LOAD = (
    "Chargez les points lumineux, les armoires et leurs horaires, ou choisissez un autre "
    "territoire en haut de la page."
)
NIGHT = Window(23 * 60, 5 * 60)
WORKS_YEARS = 6

YEAR = TableColumn("year", "Année")
SCENARIO = TableColumn("scenario", "Scénario")
BILL = Chart(
    id="lighting-simulator-bill",
    title="La facture, année par année",
    query=stock.simulation,
    figure=figures.bill,
    finding=findings.bill,
    columns=(
        YEAR,
        SCENARIO,
        TableColumn("eur", "Facture (€)", "number"),
        TableColumn("saved_eur", "Économie (€)", "number"),
        TableColumn("kwh", "Électricité (kWh)", "number"),
        TableColumn("hours", "Heures par point", "number"),
        TableColumn("tco2e", "Émissions (t CO₂e)", "number", 1),
    ),
    source=SOURCE,
    licence=LICENCE,
    indicators=("light_sim_saved_eur",),
    nothing_found=NO_CABINET,
    next_step=WHAT_TO_LOAD,
)
CASH = Chart(
    id="lighting-simulator-cash",
    title="Ce que le budget avance, puis gagne",
    query=cash,
    figure=figures.cash,
    finding=findings.cash,
    columns=(
        YEAR,
        SCENARIO,
        TableColumn("cumulated_eur", "Cumul (€)", "number"),
        TableColumn("cash_eur", "De l’année (€)", "number"),
        TableColumn("saved_eur", "Économie (€)", "number"),
        TableColumn("invest_eur", "Travaux (€)", "number"),
        TableColumn("grant_eur", "Aides (€)", "number"),
        TableColumn("loan_eur", "Remboursement d’emprunt (€)", "number"),
        TableColumn("fund_eur", "Solde du fonds (€)", "number"),
        TableColumn("unmet_eur", "Non payé par le fonds (€)", "number"),
    ),
    source=SOURCE,
    licence=LICENCE,
    indicators=("light_sim_npv_eur",),
    nothing_found="Aucun scénario n’est encore choisi",
    next_step="Cochez une extinction, ou dites combien d’armoires passent en LED chaque année.",
)


WORDS = Words(
    streets={letter: (street, STREETS[street]) for letter, street in STREET_LETTERS.items()},
    orders={
        key: label[0].upper() + label[1:].removesuffix(" d’abord") for key, label in ORDERS.items()
    },
    defaults=default_texts(),
)


@dataclass(frozen=True)
class SimulatedReading(Reading):
    """A reading of years to come: its filters are the territory and what is decided."""

    decisions: str = ""

    @property
    def filters(self) -> str:
        return " · ".join(filter(None, [self.territory, self.decisions]))


def layout(**_: str) -> Component:
    """The controls and the frame of the results; the callbacks fill them."""
    back = html.A("Éclairage public", href=THEME_PATH, **{"data-keep-selection": "true"})
    controls = html.Div(
        [
            html.A("Aller au résultat", href=f"#{OUTCOME}", className="gb-simulator__jump"),
            scenario_form(FIRST, WORDS),
            html.Div(second_offer(), id=SECOND_FORM),
        ],
        className="gb-simulator__controls",
    )
    results = html.Div(
        [html.Div(states.loading(), id=OUTCOME), captioned(BILL), captioned(CASH)],
        className="gb-page",
    )
    frame = html.Div([controls, results], className="gb-simulator__frame")
    title = page_title("Simulateur d’éclairage", shown_id=SHOWN_WORDS)
    return html.Div(
        [
            dcc.Store(id=COMPARED, data=False),
            html.Nav(back, className="gb-back", **{"aria-label": "Fil d’Ariane"}),
            html.Div([title, frame], className="gb-page"),
        ],
        className="gb-simulator",
    )


dash.register_page(
    __name__,
    path=PATH,
    name="Simulateur d’éclairage",
    title="Simulateur d’éclairage public",
    description="Ce qu’économiseraient une extinction de nuit ou des LED, et ce qu’elles coûtent.",
    menu=False,
    layout=layout,
)


def asked(query: Any, query_string: str | None) -> SimulatedReading:
    """What a query about scenarios gives for a query string; no other period would give more."""
    reading = SimulatedReading(**vars(view(query, LIGHTING_SOURCES, query_string)))
    scenarios, _ = parse_scenarios(reading.selection.detail)
    return replace(reading, last_period="", decisions=in_words(scenarios))


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of the simulator shows for a query string."""
    return asked(chart.query, query_string)


def in_words(scenarios: Sequence[Scenario]) -> str:
    """ "Scénario A : éteindre de 23 h à 5 h toute l’année · Scénario B : …"."""
    told = [findings.decided(one, STREETS) or stock.REFERENCE.lower() for one in scenarios]
    labels = stock.LABELS[len(scenarios)]
    return " · ".join(f"{label}\u00a0: {words}" for label, words in zip(labels, told, strict=True))


def shown_scenario(place: int, query_string: str) -> Shown | None:
    """The scenario at a place of the link; the first is there even when the link has none."""
    reading = asked(outlook, query_string)
    scenarios, _ = parse_scenarios(reading.selection.detail)
    if place >= max(1, len(scenarios)):
        return None
    found = None if reading.failed else reading.frame
    references = {
        "u": found and found.led_eur_per_point,
        "w": found and found.led_w_per_point,
        "a": found and found.grant_pct,
    }
    return Shown(scenarios[place] if scenarios else Scenario(), references)


def starting_points(found: Outlook) -> dict[str, str]:
    """Words -> detail of scenarios that a territory may begin with."""
    a_year = -(-found.renewable // WORKS_YEARS)
    every_night = Scenario(summer_off=NIGHT, winter_off=NIGHT)
    led = Scenario(led_cabinets_per_year=a_year, led_years=WORKS_YEARS, led_order=BY_SAVING)
    choices = {
        "Éteindre de 23 h à 5 h toute l’année": [every_night],
        "Baisser la lumière de moitié de 23 h à 5 h": [Scenario(dimming=Dimming(50, NIGHT))],
    }
    if a_year:
        choices[f"Tout passer en LED en {WORKS_YEARS} ans"] = [led]
        choices["Comparer l’extinction et les LED"] = [every_night, led]
    return {words: JOIN.join(one.to_text() for one in chosen) for words, chosen in choices.items()}


def outcome_block(reading: SimulatedReading) -> list[Component]:
    """The sentence of each scenario and its cards; how to begin when there is none."""
    found: Outlook = reading.frame
    cautions = [*filter(None, [states.notices_list(notices(reading))])]
    if not len(found.totals):
        return [*cautions, examples(starting_points(found))]
    totals = found.totals.to_dict("records")
    sentences = [
        html.P(sentence, className="gb-outcome__sentence")
        for sentence in findings.outcomes(found.scenarios, totals, STREETS)
    ]
    perimeter = f"{reading.territory}, {found.cabinets} armoires simulées"
    row = outcome_cards(
        found.scenarios, totals, perimeter, found.undecided_kwh, found.co2_kg_per_kwh
    )
    heading = html.H2("Ce que cela donnerait")
    return [heading, *sentences, *cautions, row]


def notices(reading: SimulatedReading) -> list[Notice]:
    """What could not be read in the link, cabinets left out, age of the data."""
    found: Outlook = reading.frame
    cautions = [*age_notices(replace(reading, stale=False)), *found.notices]
    if found.left_out:
        facts = {"left_out": found.left_out, "all": found.left_out + found.cabinets}
        cautions.append(Notice("ARMOIRES_NON_SIMULEES", facts))
    if len({(one.price_rise_pct, one.years) for one in found.scenarios}) > 1:
        cautions.append(Notice("SCENARIOS_DE_PRIX_DIFFERENTS"))
    return cautions


connect((BILL, CASH), read)
connect_form(FIRST, WORDS, lambda query_string: shown_scenario(0, query_string))
connect_form(SECOND, WORDS, lambda query_string: shown_scenario(1, query_string))


# One request for the results and the second form.
@callback(
    Output(OUTCOME, "children"),
    Output(SHOWN_WORDS, "children"),
    Output(SECOND_FORM, "children"),
    Output(COMPARED, "data"),
    Input(SELECTION_STORE, "data"),
    State(COMPARED, "data"),
)
def show_outcome(query_string: str | None, compared: object) -> tuple[Any, ...]:
    reading = asked(outlook, query_string)
    return *told(reading), *second_form(reading.selection.detail, compared)


def told(reading: SimulatedReading) -> tuple[Any, str]:
    """The results, or why there are none; the territory and its stock."""
    if reading.failed:
        return states.failed(), ""
    if not reading.frame.cabinets:
        return states.nothing_found(NO_CABINET, WHAT_TO_LOAD), reading.territory
    block = outcome_block(reading)
    if reading.stale:
        block.insert(0, states.stale(reading.read_at))
    return block, findings.stock(reading.territory, reading.frame)


def second_form(detail: str, compared: object) -> tuple[Any, Any]:
    """The second form is on the page only when the link has two scenarios, and built once."""
    wanted = len(parse_scenarios(detail)[0]) > 1
    if wanted == compared:
        return no_update, no_update
    second = [scenario_form(SECOND, WORDS)] if wanted else []
    return [*second, *second_offer(compared=wanted)], wanted
