"""Who a building is, its key figures and its open alerts."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.buildings.buildings_headline import ROLES, verdict
from components.captioned import Reading
from components.cards import Verdict, kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.findings.building_sheet import alerts, meters_in_words
from components.headline import headline_row
from components.sheets import facts_list
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


def identity_block(reading: Reading, evidence_path: str) -> list[Component]:
    """What the building is, what is open today, its cards; alerts lead to their evidence."""
    identity = reading.frame
    shown = [_card(reading, key) for key in SHOWN if _concerns(identity, key)]
    alerts_first = _open_alerts(identity.alerts, evidence_path)
    return [_facts(identity), *alerts_first, *headline_row(reading, shown)]


def _concerns(identity: Any, key: str) -> bool:
    """Whether a figure has a meaning for this building: no objective without the decree."""
    if key == "decree_gap_pct":
        return identity.subject_to_decree is True
    if key == "water_m3":
        return "Eau" in {energy for _, energy, _ in identity.meters}
    return key != "kwh_m2" or not formats.is_missing(identity.floor_m2)


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
    return facts_list(facts)


def _floor(floor_m2: float | None) -> str:
    if formats.is_missing(floor_m2):
        return "inconnue : pas de kWh/m² ni de comparaison"
    return formats.with_unit(floor_m2, "m²")


def _open_alerts(frame: Any, evidence_path: str) -> list[Component]:
    if not len(frame):
        return []
    lines = [html.Li(sentence) for sentence in alerts(frame)]
    evidence = html.A(
        "Voir les relevés jour par jour", href=evidence_path, **{"data-keep-selection": "true"}
    )
    heading = html.H2("À vérifier sur place")
    return [html.Section([heading, html.Ul(lines), evidence], className="gb-alerts")]


def _card(reading: Reading, key: str) -> Component:
    figure = reading.frame.figures[key]
    return kpi_card(
        INDICATORS[key],
        figure.value,
        figure.before,
        compared_words(reading.selection) if figure.before is not None else "",
        comparable=figure.comparable,
        verdict=_verdict(reading.frame.figures, key),
        explanation=Explanation(figure.facts, reading.filters, reading.data_until),
    )


def _verdict(figures: Any, key: str) -> Verdict | None:
    """How far a gap or a consumption by floor area lies from what it is held against."""
    if key != "kwh_m2":
        return verdict(key, figures[key].value)
    own, median = figures[key].value, figures["peer_median_kwh_m2"].value
    change = formats.change_percent(own, median)
    if change is None:
        return None
    text = formats.signed_percent(change, 0)
    side = text.startswith("+") - text.startswith(formats.MINUS)
    amount = f"{formats.percent(abs(change), 0)} " if side else ""
    words = f"{amount}{AROUND_MEDIAN[side]} ({formats.with_unit(median, 'kWh/m²')})"
    return Verdict(words, side, ROLES[side])


AROUND_MEDIAN = {
    1: "au-dessus de la médiane de ses semblables",
    0: "à la médiane de ses semblables",
    -1: "sous la médiane de ses semblables",
}
