"""Who a building is, its key figures and its open alerts."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.captioned import Reading
from components.cards import kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.findings.building_sheet import alerts, meters_in_words
from components.headline import headline_row
from data.indicators import INDICATORS

SHOWN = (
    "final_kwh",
    "kwh_m2",
    "decree_gap_pct",
    "at_stake_eur",
    "energy_eur",
    "water_m3",
    "tco2e",
    "known_share_pct",
)


def identity_block(reading: Reading) -> list[Component]:
    """What the building is, what is open today, its cards."""
    identity = reading.frame
    keys = [key for key in SHOWN if key != "decree_gap_pct" or identity.subject_to_decree]
    shown = [_card(reading, key) for key in keys]
    return [_facts(identity), *_open_alerts(identity.alerts), *headline_row(reading, shown)]


def title(identity: Any) -> str:
    """ "École Jules-Ferry, Amboise"; a name that holds its commune is enough."""
    if not identity.commune or identity.commune in identity.name:
        return identity.name
    return f"{identity.name}, {identity.commune}"


def unknown_building(list_path: str) -> Component:
    """No building has this identifier."""
    return html.Div(
        [
            html.P("Ce bâtiment n’est pas connu", className="gb-state__what"),
            html.P(
                [
                    "Il a pu être retiré de la liste, ou l’adresse est incomplète. ",
                    html.A("Voir tous les bâtiments", href=list_path),
                ]
            ),
        ],
        className="gb-state gb-state--no-data",
    )


def _facts(identity: Any) -> Component:
    """One line a fact; what is not known is said so, since it explains missing figures."""
    subject = {True: "assujetti", False: "non assujetti"}
    facts = [
        ("Usage", identity.category_label),
        ("Surface", _floor(identity.floor_m2)),
        ("Ouverture", identity.opening_words or "horaires inconnus"),
        ("Décret tertiaire", subject.get(identity.subject_to_decree, "situation inconnue")),
        ("Station météo", identity.station_name or "aucune"),
        ("Compteurs", meters_in_words(identity.meters) or "aucun"),
    ]
    items = [html.Div([html.Dt(name), html.Dd(text)]) for name, text in facts]
    return html.Dl(items, className="gb-facts")


def _floor(floor_m2: float | None) -> str:
    if formats.is_missing(floor_m2):
        return "inconnue : pas de kWh/m² ni de comparaison"
    return formats.with_unit(floor_m2, "m²")


def _open_alerts(frame: Any) -> list[Component]:
    if not len(frame):
        return []
    lines = [html.Li(sentence) for sentence in alerts(frame)]
    return [html.Section([html.H2("À vérifier sur place"), html.Ul(lines)], className="gb-alerts")]


def _card(reading: Reading, key: str) -> Component:
    figure = reading.frame.figures[key]
    return kpi_card(
        INDICATORS[key],
        figure.value,
        figure.before,
        compared_words(reading.selection) if figure.before is not None else "",
        comparable=figure.comparable,
        explanation=Explanation(figure.facts, reading.filters, reading.data_until),
    )
