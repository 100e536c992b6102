"""Statements of the home page in sentences: what a rule found, in plain words with its numbers."""

from collections.abc import Callable
from typing import Any

from components.findings.statement_words import (
    UNLESS,
    Facts,
    capital,
    cost,
    eur,
    first_name,
    flow,
    more,
    only_name,
    price_mark,
)
from components.findings.statements_energy import ENERGY_SENTENCES
from components.findings.wording import agrees, eur_year
from components.formats import (
    NBSP,
    day,
    enumeration,
    number,
    percent,
    period,
    signed_percent,
    with_unit,
)

# Rule -> what it judges, as it is named when nothing is unusual.
SUBJECTS = {
    "footfall_change": "la fréquentation",
    "footfall_access_points": "les bornes Wi-Fi",
    "buildings_energy": "l’énergie des bâtiments",
    "buildings_savings": "l’effet des travaux",
    "buildings_bill": "la facture des bâtiments",
    "buildings_alerts": "les dérives et les fuites des bâtiments",
    "buildings_decree": "l’objectif du décret tertiaire",
    "lighting_energy": "l’énergie de l’éclairage",
    "lighting_nights": "les nuits rendues",
    "lighting_bill": "la facture de l’éclairage",
    "lighting_anomalies": "les armoires d’éclairage",
    "water_repairs": "les réparations du réseau d’eau",
    "water_losses": "l’eau perdue",
    "water_leaks": "les fuites du réseau d’eau",
    "water_yield": "le rendement des services d’eau",
    "inclusion_far": "la distance aux lieux d’aide au numérique",
    "inclusion_cards": "les fiches des lieux d’aide au numérique",
    "late_data": "le retard des données",
}


def sentence(statement: Any) -> str:
    """What a statement says, in one or two short sentences."""
    return SENTENCES[statement.code](statement.facts)


def nothing_unusual(briefing: Any) -> str:
    """That nothing found is unusual, what was judged and how many rules were not."""
    judged, silent = len(briefing.judged), len(briefing.silent)
    without = f"{with_unit(silent, 'règles')} sans données suffisantes"
    if not judged:
        return f"Rien ne peut être jugé ici{NBSP}: {without}."
    subjects = enumeration([SUBJECTS[code] for code in briefing.judged])
    counted = f"{with_unit(judged, 'règles')} {agrees(judged, 'jugée', 'jugées')}"
    beside = f", {without}" if silent else ""
    return f"Rien d’inhabituel pour {subjects} ({counted}{beside})."


def _footfall_change(facts: Facts) -> str:
    return (
        f"{capital(period(facts['first_day'], facts['last_day']))}, le Wi-Fi a compté "
        f"{more(facts['change_pct'], 'de terminaux connectés ')} que les mêmes jours un an avant, "
        f"sur les mêmes sites. D’habitude, cet écart va de "
        f"{signed_percent(facts['usual_low_pct'], 0)} à "
        f"{signed_percent(facts['usual_high_pct'], 0)}."
    )


def _access_points(facts: Facts) -> str:
    out, everyone = facts["out_access_points"], facts["access_points"]
    as_many = f", autant que {with_unit(out, 'bornes')} à l’arrêt sur {number(everyone)}"
    return (
        f"{capital(period(facts['first_day'], facts['last_day']))}, les bornes Wi-Fi ont manqué "
        f"{percent(facts['out_pct'])} de leurs heures de service{as_many if out >= 1 else ''}."
    )


def _water_repairs(facts: Facts) -> str:
    count = facts["repairs"]
    return (
        f"{with_unit(count, 'réparations')} des 90 derniers jours "
        f"{agrees(count, 'a rendu', 'ont rendu')} {flow(facts['saved_m3_h'])} au réseau "
        f"d’eau{cost(facts, ', soit ')}."
    )


def _water_losses(facts: Facts) -> str:
    services, year = facts["services"], facts["year"]
    one, many = f"le service «{NBSP}{facts['name']}{NBSP}» a", f"{number(services)} services ont"
    lost = with_unit(facts["lost_m3"], "m³")
    return (
        f"En {year}, {agrees(services, one, many)} perdu {lost} d’eau, pour {eur(facts['eur'])}"
        f"{price_mark(facts)}. C’est {more(facts['change_pct'])} qu’en {year - 1}."
    )


def _water_leaks(facts: Facts) -> str:
    count = facts["leaks"]
    return (
        f"{with_unit(count, 'fuites')} {agrees(count, 'coule', 'coulent')} sur le réseau d’eau"
        f"{only_name(count, facts['name'])}{NBSP}: {flow(facts['flow_m3_h'])}"
        f"{cost(facts, ', soit ', UNLESS)}."
        f"{first_name('La plus chère', count, facts)}"
    )


def _water_yield(facts: Facts) -> str:
    count, place = facts["services"], f"«{NBSP}{facts['name']}{NBSP}»"
    ratio = f"{percent(facts['yield_pct'])} pour {percent(facts['threshold_pct'])}"
    worst = f"le plus loin, {place}, est à {ratio}"
    point, levy = facts["point_eur"], facts["levy_eur"]
    worth = "" if point is None else f" Un point gagné vaut {eur_year(point)}{price_mark(facts)}."
    paid = "" if levy is None else f" La redevance y coûte {eur_year(levy)}."
    return (
        f"{_services(count, facts['judged'], place)} sous le seuil de rendement du décret en "
        f"{facts['year']}{NBSP}: {worst if count > 1 else ratio}.{worth}{paid}"
    )


def _services(count: int, judged: int, place: str) -> str:
    """Several services by their number, a single one by its name."""
    if count > 1:
        return f"{number(count)} services d’eau sur {number(judged)} étaient"
    among = f"Sur {number(judged)} services d’eau," if judged > 1 else "Le service d’eau"
    return f"{among} {place} était"


def _inclusion_far(facts: Facts) -> str:
    people, communes = facts["population"], facts["communes"]
    share = percent(facts["share_pct"], 0 if facts["share_pct"] >= 10 else 1)
    where = f", dans {with_unit(communes, 'communes')}" if communes > 1 else ""
    return (
        f"{with_unit(people, 'habitants')} ({share}) {agrees(people, 'vit', 'vivent')} à plus de "
        f"{number(facts['reach_km'])}{NBSP}km du lieu d’aide au numérique le plus proche{where}."
    )


def _inclusion_cards(facts: Facts) -> str:
    old = facts["old"]
    undated = " ou sans date" if facts.get("undated") else ""
    return (
        f"{with_unit(old, 'lieux')} d’aide au numérique sur {number(facts['places'])} "
        f"{agrees(old, 'a', 'ont')} une fiche de plus de {number(facts['months'])} "
        f"mois{undated}, à revoir."
    )


def _late_data(facts: Facts) -> str:
    late, several = facts["late_rules"], len(facts["sources"]) > 1
    names = enumeration([f"«{NBSP}{label}{NBSP}»" for label in facts["sources"]])
    last = f"au {day(facts['last_day'])}"
    stop = f". La plus ancienne s’arrête {last}" if several else f", qui s’arrêtent {last}"
    return (
        f"Données en retard{NBSP}: {names}{stop}. {number(late)} "
        f"{agrees(late, 'constat', 'constats')} sur {number(facts['rules'])} ne "
        f"{agrees(late, 'peut', 'peuvent')} plus être {agrees(late, 'établi', 'établis')}."
    )


SENTENCES: dict[str, Callable[[Facts], str]] = {
    **ENERGY_SENTENCES,
    "footfall_change": _footfall_change,
    "footfall_access_points": _access_points,
    "water_repairs": _water_repairs,
    "water_losses": _water_losses,
    "water_leaks": _water_leaks,
    "water_yield": _water_yield,
    "inclusion_far": _inclusion_far,
    "inclusion_cards": _inclusion_cards,
    "late_data": _late_data,
}
