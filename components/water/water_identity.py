"""Who a sector or a service of water is: its facts, its open leaks, its key figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import formats
from components.captioned import Reading
from components.findings.water_alerts import leak_facts, leak_parts, other_cause
from components.findings.water_sheet import confidence_reason
from components.findings.wording import agrees
from components.formats import NARROW, NBSP, is_missing, number, with_unit
from components.sheets import facts_list
from components.tables import values
from components.water.water_columns import SERVICE_SHEET
from components.water.water_frames import CUSTOMERS_PATH, leakage_class
from components.water.water_headline import OF_THE_YEAR, headline_block

KEPT = {"data-keep-selection": "true"}
CLASS_WORDS = {
    "low": "niveau bas",
    "middling": "niveau courant",
    "high": "niveau élevé",
    "highest": "niveau très élevé",
}
OF_SERVICE = (*OF_THE_YEAR, "water_point_eur", "water_leak_eur_year")
# Words of a state -> what they mean for the leaks of the sector.
WATCHED = {
    "suivi": "ses nuits sont suivies",
    "longueur inconnue": "ses nuits sont suivies",
    "capteur en défaut": "un capteur est en défaut",
    "bilan impossible": "bilan impossible\u00a0: il sort plus d’eau qu’il n’en entre, ou rien n’y "
    "entre\u202f; vérifiez le sens des compteurs et leurs unités",
    "nuits récentes inconnues": "ses dernières nuits ne sont pas connues, ses fuites non plus",
    "pas assez de passé": "pas assez de passé\u00a0: ses fuites ne sont pas connues",
}
IMPOSSIBLE, NOT_MEASURED = "bilan impossible", "sans mesure"
# More communes than this are folded away.
FEW = 8


def sector_block(
    identity: Any,
    sensors: Any,
    customer_leaks: int | None,
    repairs: Any,
    evidence_path: str,
    *,
    indicative: bool,
) -> list[Component]:
    """The leak that runs, then what the sector is and lacks.

    `sensors`, `customer_leaks` and `repairs` are None when they could not be read; `indicative`:
    whether a cost rests on a price that the service has not given.
    """
    return [
        *open_leaks(identity, repairs, evidence_path, indicative=indicative),
        facts_list(sector_facts(identity, sensors, customer_leaks)),
    ]


def sector_facts(identity: Any, sensors: Any, customer_leaks: int | None) -> list[tuple[str, Any]]:
    """One line a fact; beside what is not known, why."""
    return [
        ("Service", _service(identity)),
        ("Réseau", _pipes(identity.pipe_km)),
        ("Abonnés", _customers(identity.customers)),
        ("Fuites chez des abonnés", _customer_leaks(customer_leaks, identity.sector_id)),
        ("Débit de nuit", _night(identity)),
        ("Fuites, la nuit", _leakage(identity)),
        ("Entrée d’eau", _inflow(identity.inflow_m3_day)),
        ("Suivi", _watched(identity)),
        ("Capteurs", _sensors(sensors, impossible=identity.status == IMPOSSIBLE)),
    ]


def _service(identity: Any) -> Any:
    if not identity.service:
        return "aucun service ne déclare ce secteur"
    path = SERVICE_SHEET.format(service_id=identity.service_id)
    return html.A(identity.service, href=path, **KEPT)


def _pipes(pipe_km: float | None) -> str:
    if is_missing(pipe_km) or not pipe_km:
        return "longueur inconnue\u00a0: pas de fuites par kilomètre"
    return f"{with_unit(pipe_km, 'km', 1)}, hors branchements"


def _customers(count: int | None) -> str:
    if is_missing(count):
        return "nombre inconnu\u00a0: l’usage normal de la nuit n’est pas estimé"
    return number(count)


def _customer_leaks(count: int | None, sector_id: str) -> Any:
    """How many run after the meters that are read, which leads to them."""
    if not count:
        return "aucune en cours sur les compteurs relevés" if count == 0 else formats.MISSING
    own = f"territoire=secteur:{quote(sector_id, safe='')}"
    words = f"{number(count)} en cours"
    return html.A(words, href=f"{CUSTOMERS_PATH}?{own}", **{"data-keep-selection": own})


def _night(identity: Any) -> str:
    """The median of the last nights, and what of it is normal."""
    if is_missing(identity.night_m3_h):
        return "inconnu\u00a0: aucune nuit récente n’est connue"
    told = with_unit(identity.night_m3_h, "m³/h", 1)
    if is_missing(identity.night_use_m3_h):
        return f"{told}, sans savoir ce qui est un usage normal"
    return f"{told}, dont {number(identity.night_use_m3_h, 1)} d’usage normal"


def _leakage(identity: Any) -> str:
    if not is_missing(identity.leakage_m3_km_day):
        leakage = identity.leakage_m3_km_day
        word = CLASS_WORDS[leakage_class(leakage)]
        return f"{with_unit(leakage, 'm³/km/jour', 1)} ({word})"
    if is_missing(identity.pipe_km) or not identity.pipe_km:
        return "non calculées, faute de longueur de réseau"
    if is_missing(identity.night_m3_h):
        return "non calculées, faute de nuits connues"
    if is_missing(identity.night_use_m3_h):
        return "non calculées, faute d’usage normal connu"
    return "non calculées"


def _inflow(inflow_m3_day: float | None) -> str:
    if is_missing(inflow_m3_day):
        return "inconnue\u00a0: les derniers jours ne sont pas connus"
    return with_unit(inflow_m3_day, "m³ par jour")


def _watched(identity: Any) -> str:
    """Whether leaks can be found, the days known, the last one."""
    if identity.status == NOT_MEASURED:
        return "aucune mesure reçue\u00a0: les fuites de ce secteur ne sont pas connues"
    said = WATCHED.get(identity.status, identity.status)
    if identity.last_day is None:
        return f"{said}, aucune heure n’est retenue"
    until = f"jusqu’au {formats.day(identity.last_day)}"
    known = agrees(identity.known_days, "connu", "connus")
    days = f"{with_unit(identity.known_days, 'jours')} {known} sur 30"
    return f"{said}, {days}, {until}"


def _sensors(sensors: Any, *, impossible: bool) -> str:
    """How many sensors, and the faults that last, with what they forbid.

    `impossible`: none may be at fault alone, and together they say what cannot be.
    """
    if sensors is None:
        return formats.MISSING
    meters = dict(zip(values(sensors, "meter_id"), values(sensors, "faults"), strict=True))
    if not meters:
        return "aucun n’est déclaré\u00a0: chargez la source capteurs-eau"
    told = f"{number(len(meters))} {'capteurs' if len(meters) > 1 else 'capteur'}"
    faulty = [f"{meter} ({fault.lower()})" for meter, fault in meters.items() if fault]
    if not faulty and impossible:
        return f"{told}, dont un au moins est en défaut\u00a0: leur bilan est impossible"
    if not faulty:
        return f"{told}, sans défaut en cours"
    return (
        f"{told}, dont en défaut\u00a0: {formats.enumeration(faulty)}{NARROW}; les heures en cause "
        "sont tenues pour inconnues"
    )


def open_leaks(
    identity: Any, repairs: Any, evidence_path: str, *, indicative: bool
) -> list[Component]:
    """The leaks that run: what they are, how sure and why, what else could explain them."""
    repaired = [] if repairs is None else values(repairs, "repaired_day")
    told = [
        part
        for row in identity.alerts.itertuples()
        for part in _leak(row, identity.known_days, repaired, indicative=indicative)
    ]
    if not told:
        return []
    nights = html.A("Voir ses nuits et ce que le détecteur en a conclu", href=evidence_path, **KEPT)
    return [html.Section([html.H2("Fuite en cours"), *told, nights], className="gb-alerts")]


def _leak(
    row: Any, known_days: int, repaired: Sequence[date], *, indicative: bool
) -> list[Component]:
    before, name, what, cost, after = leak_parts(row, indicative=indicative)
    return [
        html.P([before, name, what, html.Strong(cost), after]),
        html.P(f"{leak_facts(row)}."),
        html.P(confidence_reason(row, known_days, repaired)),
        html.P(other_cause(row)),
    ]


def service_block(
    reading: Reading, top: Reading, levy_eur: float | None, indicative: Sequence[tuple[str, float]]
) -> list[Component]:
    """What a service is and lacks, then its cards: the year declared, then what tonight costs."""
    cards = [] if top.failed else headline_block(top, OF_SERVICE, indicative)
    return [facts_list(service_facts(reading.frame, levy_eur)), *cards]


def service_facts(identity: Any, levy_eur: float | None) -> list[tuple[str, Any]]:
    """One line a fact; beside what is not known, why."""
    zone = {True: "oui", False: "non"}
    judged = identity.judgement_label.lower() or "non jugées, faute de pertes ou de densité connues"
    return [
        ("Communes", _communes(identity.communes)),
        ("Secteurs suivis", number(identity.sectors) if identity.sectors else "aucun"),
        ("Agence de l’eau", _agency(identity.agency)),
        ("Zone où l’eau manque (ZRE)", zone.get(identity.short_of_water, "non précisé")),
        ("Densité du réseau", identity.density_label or "inconnue\u00a0: longueur ou abonnés"),
        ("Pertes, pour cette densité", judged),
        ("Objectif du service", _target(identity.target_yield_pct)),
        ("Redevance de performance", _levy(levy_eur, identity.year)),
    ]


def _communes(names: Sequence[str]) -> Any:
    if not names:
        return "inconnues\u00a0: le service ne compte que pour tout le syndicat"
    told = formats.enumeration(names)
    if len(names) == 1:
        return told
    count = f"{number(len(names))} communes"
    if len(names) <= FEW:
        return f"{count}{NBSP}: {told}"
    return html.Details([html.Summary(count, className="gb-disclosure"), html.P(told)])


def _agency(agency: str) -> str:
    """ "loire-bretagne" as it is written."""
    return agency.title() if agency else "inconnue\u00a0: pas de redevance calculée"


def _target(target_pct: float | None) -> str:
    if is_missing(target_pct):
        return "aucun objectif de rendement déclaré"
    return f"{formats.percent(target_pct)} de rendement"


def _levy(levy_eur: float | None, year: int | None) -> str:
    if is_missing(levy_eur):
        return (
            "montant inconnu\u00a0: il faut le volume facturé, le taux et le coefficient de "
            "gestion patrimoniale"
        )
    since = "" if year is None else f", sur les volumes de {year}"
    return f"{with_unit(levy_eur, '€ par an')} aujourd’hui{since}"
