"""Who a cabinet is: its facts, what is odd of it, its key figures."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.captioned import Reading
from components.findings.lighting_cabinets import anomaly_parts
from components.headline import headline_row
from components.lighting.lighting_headline import figure_card
from components.sheets import facts_list, title_with_commune
from data.quality import Notice

SHOWN = (
    "light_eur",
    "light_kwh",
    "light_saved_eur",
    "light_dark_hours_year",
    "light_kwh_per_point",
    "light_w_per_point",
    "light_led_share_pct",
    "light_mean_age_years",
)


def identity_block(reading: Reading, notices: Sequence[Notice]) -> list[Component]:
    """What the cabinet is, what is odd of it, then its cards."""
    identity = reading.frame
    shown = [
        figure_card(reading, identity.figures, key, title_with_commune(identity))
        for key in SHOWN
        if key in identity.figures
    ]
    return [_facts(identity), *_anomaly(identity), *headline_row(reading, shown, notices)]


def _facts(identity: Any) -> Component:
    """One line a fact; what is not known is said so, since it explains missing figures."""
    facts = [
        ("Points lumineux", _points(identity)),
        ("Puissance", _power(identity)),
        ("Horaire", identity.schedule_words or "inconnu\u00a0: aucune consommation prévue"),
        ("Extinction décidée", _decided(identity)),
        ("Point de livraison", identity.supply_point or "inconnu"),
        ("Ce qu’il reste à gagner", _potential(identity)),
    ]
    return facts_list(facts)


def _points(identity: Any) -> str:
    return f"{formats.number(identity.points)}, dont {formats.number(identity.led_points)} LED"


def _power(identity: Any) -> str:
    """The installed power, and how many points it leaves out."""
    if not identity.points_with_power:
        return "inconnue\u00a0: aucune consommation prévue"
    subscribed = formats.with_unit(identity.subscribed_kva, "kVA souscrits")
    told = [formats.with_unit(identity.power_kw, "kW installés", 1)]
    if subscribed != formats.MISSING:
        told.append(subscribed)
    if without := identity.points - identity.points_with_power:
        told.append(f"{formats.with_unit(without, 'points')} sans puissance connue")
    return ", ".join(told)


def _decided(identity: Any) -> str:
    return "aucune" if identity.decided is None else f"depuis le {formats.day(identity.decided)}"


def _potential(identity: Any) -> str:
    if formats.is_missing(identity.potential_eur):
        return "inconnu\u00a0: il faut la puissance des points et un horaire"
    return formats.with_unit(identity.potential_eur, "€ par an")


def _anomaly(identity: Any) -> list[Component]:
    if not identity.anomaly:
        return []
    kwh = identity.figures["light_kwh"].value
    before, name, what, cost, after = anomaly_parts(identity, kwh)
    said = html.P([before, name, what, html.Strong(cost), after])
    return [html.Section([html.H2("À vérifier sur place"), said], className="gb-alerts")]
