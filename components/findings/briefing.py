"""Statements of the home page in sentences: what a rule found, in plain words with its numbers."""

from collections.abc import Callable, Mapping
from typing import Any

from components.findings.wording import agrees, eur_year, few_digits
from components.formats import (
    NARROW,
    NBSP,
    day,
    energy,
    enumeration,
    month,
    number,
    percent,
    period,
    readable,
    signed,
    signed_percent,
    with_unit,
)

Facts = Mapping[str, Any]
INDICATIVE = " (prix indicatif)"
UNPRICED = "d’un coût inconnu faute de prix"
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
        f"{_capital(period(facts['first_day'], facts['last_day']))}, le Wi-Fi a compté "
        f"{_more(facts['change_pct'], 'de terminaux connectés ')} que les mêmes jours un an avant, "
        f"à sites constants. D’habitude, cet écart va de "
        f"{signed_percent(facts['usual_low_pct'], 0)} à "
        f"{signed_percent(facts['usual_high_pct'], 0)}."
    )


def _access_points(facts: Facts) -> str:
    out, everyone = facts["out_access_points"], facts["access_points"]
    as_many = f", autant que {with_unit(out, 'bornes')} à l’arrêt sur {number(everyone)}"
    return (
        f"{_capital(period(facts['first_day'], facts['last_day']))}, les bornes Wi-Fi ont manqué "
        f"{percent(facts['out_pct'])} de leurs heures de service{as_many if out >= 1 else ''}."
    )


def _buildings_energy(facts: Facts) -> str:
    return (
        f"En douze mois (jusqu’en {month(facts['last_month'])}), "
        f"{with_unit(facts['buildings'], 'bâtiments')} "
        f"{agrees(facts['buildings'], 'a consommé', 'ont consommé')} "
        f"{_more(facts['change_pct'], 'd’énergie ')} que les douze d’avant à climat égal, soit "
        f"{_signed_energy(facts['change_kwh'])} (ajustement indicatif)."
    )


def _buildings_savings(facts: Facts) -> str:
    count, without = facts["buildings"], facts["without_year"]
    where = _inline(count, facts["name"])
    if facts["eur_year"] is None:
        worth = ", sans montant annuel pour l’instant"
    else:
        rest = "un an de suivi ou prix"
        less = f", sans compter {number(without)} sans {rest}" if without else ""
        worth = f"{NBSP}: {_cost(facts)}{less}"
    return (
        f"L’économie des travaux est démontrée dans {with_unit(count, 'bâtiments')}{where}{worth}."
        f"{_first(count, facts['name'])}"
    )


def _buildings_bill(facts: Facts) -> str:
    return (
        f"L’énergie et l’eau des bâtiments ont coûté {_eur(facts['eur'])} en douze mois "
        f"(jusqu’en {month(facts['last_month'])}). À bâtiments constants, c’est "
        f"{_more_eur(facts)} que les douze d’avant."
    )


def _buildings_alerts(facts: Facts) -> str:
    drifts, leaks = facts["drifts"], facts["leaks"]
    counted = [with_unit(drifts, "dérives")] * (drifts > 0)
    counted += [f"{with_unit(leaks, 'fuites')} d’eau"] * (leaks > 0)
    count = drifts + leaks
    return (
        f"{_capital(enumeration(counted))} {agrees(count, 'reste', 'restent')} à traiter dans les "
        f"bâtiments{_inline(count, facts['name'])}{NBSP}: {_cost(facts)} si rien n’est fait."
        f"{_first(count, facts['name'])}"
    )


def _buildings_decree(facts: Facts) -> str:
    count = facts["buildings"]
    price = facts["eur_year"]
    worth = "" if price is None else f", environ {_eur(price)} par an au prix payé"
    who = f"{with_unit(count, 'bâtiments')} {agrees(count, 'soumis', 'soumis')} au décret tertiaire"
    return (
        f"{who} {agrees(count, 'dépasse', 'dépassent ensemble')} de {percent(facts['gap_pct'])} "
        f"l’objectif de 2030{NBSP}: {energy(facts['excess_kwh'])} à gagner{worth}."
    )


def _lighting_energy(facts: Facts) -> str:
    return (
        f"En douze mois (jusqu’en {month(facts['last_month'])}), l’éclairage public a consommé "
        f"{_more(facts['change_pct'], 'd’énergie ')} que les douze d’avant pour les mêmes "
        f"armoires, soit {_signed_energy(facts['change_kwh'])}."
    )


def _lighting_nights(facts: Facts) -> str:
    count = facts["points"]
    return (
        f"Depuis un an, {number(count)} {agrees(count, 'point lumineux', 'points lumineux')} de "
        f"plus ({percent(facts['share_pct'])}) {agrees(count, 's’éteint', 's’éteignent')} la nuit, "
        f"et {agrees(count, 'rend', 'rendent chacun')} {number(facts['dark_h_year'])} heures "
        "d’obscurité par an."
    )


def _lighting_bill(facts: Facts) -> str:
    return (
        f"L’éclairage public a coûté {_eur(facts['eur'])} en douze mois (jusqu’en "
        f"{month(facts['last_month'])}). Pour les mêmes armoires, c’est {_more_eur(facts)} que les "
        f"douze d’avant{NARROW}; l’effet du prix seul est de {_signed_eur(facts['price_eur'])}."
    )


def _lighting_anomalies(facts: Facts) -> str:
    count, dead = facts["anomalies"], facts["dead"]
    beside = f" Parmi elles, {number(dead)} ne {agrees(dead, 'consomme', 'consomment')} rien."
    return (
        f"{with_unit(count, 'armoires')} d’éclairage sur {number(facts['cabinets'])} "
        f"{agrees(count, 'ne suit pas son horaire', 'ne suivent pas leur horaire')} ou "
        f"l’inventaire{NBSP}: {_cost(facts)}.{beside if dead else ''}"
    )


def _water_repairs(facts: Facts) -> str:
    count = facts["repairs"]
    return (
        f"{with_unit(count, 'réparations')} des 90 derniers jours "
        f"{agrees(count, 'a rendu', 'ont rendu')} {_flow(facts['saved_m3_h'])} au réseau d’eau, "
        f"soit {_cost(facts)}."
    )


def _water_losses(facts: Facts) -> str:
    services, year = facts["services"], facts["year"]
    one, many = f"le service «{NBSP}{facts['name']}{NBSP}» a", f"{number(services)} services ont"
    lost = with_unit(facts["lost_m3"], "m³")
    return (
        f"En {year}, {agrees(services, one, many)} perdu {lost} d’eau, pour "
        f"{_eur(facts['eur'])}{_mark(facts)}. C’est {_more(facts['change_pct'])} qu’en {year - 1}."
    )


def _water_leaks(facts: Facts) -> str:
    count = facts["leaks"]
    return (
        f"{with_unit(count, 'fuites')} {agrees(count, 'coule', 'coulent')} sur le réseau d’eau"
        f"{_inline(count, facts['name'])}{NBSP}: {_flow(facts['flow_m3_h'])}, soit {_cost(facts)} "
        f"si rien n’est fait.{_first(count, facts['name'])}"
    )


def _water_yield(facts: Facts) -> str:
    count, point = facts["services"], facts["point_eur"]
    worth = f" Un point gagné vaut {eur_year(point)}{_mark(facts)}." if point is not None else ""
    levy = facts["levy_eur"]
    paid = f" La redevance y coûte {eur_year(levy)}." if levy is not None else ""
    which = "" if count < 2 else "d’abord "
    return (
        f"{with_unit(count, 'services')} d’eau sur {number(facts['judged'])} "
        f"{agrees(count, 'était', 'étaient')} sous le seuil de rendement du décret en "
        f"{facts['year']}{NBSP}: {which}«{NBSP}{facts['name']}{NBSP}», "
        f"{percent(facts['yield_pct'])} pour {percent(facts['threshold_pct'])}.{worth}{paid}"
    )


def _inclusion_far(facts: Facts) -> str:
    people, communes = facts["population"], facts["communes"]
    return (
        f"{with_unit(people, 'habitants')} ({percent(facts['share_pct'])}) "
        f"{agrees(people, 'vit', 'vivent')} à plus de {number(facts['reach_km'])}{NBSP}km du lieu "
        f"d’aide au numérique le plus proche, dans {with_unit(communes, 'communes')}."
    )


def _inclusion_cards(facts: Facts) -> str:
    old = facts["old"]
    return (
        f"{with_unit(old, 'lieux')} d’aide au numérique sur {number(facts['places'])} "
        f"{agrees(old, 'a', 'ont')} une fiche de plus de {number(facts['months'])} mois ou sans "
        "date, à revoir."
    )


def _late_data(facts: Facts) -> str:
    late = facts["late_rules"]
    names = enumeration([f"«{NBSP}{label}{NBSP}»" for label in facts["sources"]])
    oldest = f"la plus ancienne, {facts['oldest']}, " if len(facts["sources"]) > 1 else "elles "
    return (
        f"Données en retard{NBSP}: {names}. {_capital(oldest)}s’arrête"
        f"{'nt' if len(facts['sources']) == 1 else ''} au {day(facts['last_day'])}, et "
        f"{with_unit(late, 'règles')} sur {number(facts['rules'])} ne "
        f"{agrees(late, 'peut', 'peuvent')} plus être {agrees(late, 'jugée', 'jugées')}."
    )


def _more(change_pct: float, of_what: str = "") -> str:
    """ "12,3 % de terminaux connectés de plus"."""
    return f"{percent(abs(change_pct))} {of_what}de {'plus' if change_pct > 0 else 'moins'}"


def _more_eur(facts: Facts) -> str:
    """ "551 875 € de plus (+6,7 %)"."""
    change_eur = facts["change_eur"]
    side = "plus" if change_eur > 0 else "moins"
    return f"{_eur(abs(change_eur))} de {side} ({signed_percent(facts['change_pct'])})"


def _eur(value: float) -> str:
    return with_unit(*readable(value, "€"))


def _signed_eur(value: float) -> str:
    shown, unit, decimals = readable(value, "€")
    return f"{signed(shown, decimals)}{NBSP}{unit}"


def _signed_energy(kwh: float) -> str:
    shown, unit, decimals = readable(kwh, "kWh")
    return f"{signed(shown, decimals)}{NBSP}{unit}"


def _flow(m3_h: float) -> str:
    return f"{few_digits(m3_h)}{NBSP}m³/h"


def _cost(facts: Facts) -> str:
    """ "12 591 € par an", what has no price told beside."""
    worth = facts["eur_year"]
    if worth is None:
        return UNPRICED
    unpriced = facts.get("unpriced", 0)
    less = f", sans compter {number(unpriced)} sans prix" if unpriced else ""
    return f"{with_unit(*readable(worth, '€ par an'))}{_mark(facts)}{less}"


def _inline(count: int, name: str) -> str:
    """The name of the only place; empty when there are several."""
    return f", «{NBSP}{name}{NBSP}»" if count == 1 else ""


def _first(count: int, name: str) -> str:
    """The place that weighs most, after the sentence; empty when there is only one."""
    return f" D’abord «{NBSP}{name}{NBSP}»." if count > 1 else ""


def _mark(facts: Facts) -> str:
    return INDICATIVE if facts.get("indicative") else ""


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


SENTENCES: dict[str, Callable[[Facts], str]] = {
    "footfall_change": _footfall_change,
    "footfall_access_points": _access_points,
    "buildings_energy": _buildings_energy,
    "buildings_savings": _buildings_savings,
    "buildings_bill": _buildings_bill,
    "buildings_alerts": _buildings_alerts,
    "buildings_decree": _buildings_decree,
    "lighting_energy": _lighting_energy,
    "lighting_nights": _lighting_nights,
    "lighting_bill": _lighting_bill,
    "lighting_anomalies": _lighting_anomalies,
    "water_repairs": _water_repairs,
    "water_losses": _water_losses,
    "water_leaks": _water_leaks,
    "water_yield": _water_yield,
    "inclusion_far": _inclusion_far,
    "inclusion_cards": _inclusion_cards,
    "late_data": _late_data,
}
