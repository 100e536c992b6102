"""Statements of buildings and of public lighting, in sentences."""

from components.findings.statement_words import (
    UNLESS,
    Facts,
    capital,
    cost,
    eur,
    first_name,
    more,
    more_eur,
    only_name,
    signed_energy,
    signed_eur,
)
from components.findings.wording import agrees, eur_year
from components.formats import (
    NARROW,
    NBSP,
    energy,
    enumeration,
    month,
    number,
    percent,
    with_unit,
)


def _buildings_energy(facts: Facts) -> str:
    return (
        f"En douze mois (jusqu’en {month(facts['last_month'])}), "
        f"{with_unit(facts['buildings'], 'bâtiments')} "
        f"{agrees(facts['buildings'], 'a consommé', 'ont consommé')} "
        f"{more(facts['change_pct'], 'd’énergie ')} qu’un an avant à climat égal "
        f"({signed_energy(facts['change_kwh'])}, ajustement indicatif)."
    )


def _buildings_savings(facts: Facts) -> str:
    count, without = facts["buildings"], facts["without_year"]
    where = only_name(count, facts["name"])
    if facts["eur_year"] is None:
        worth = ", sans montant annuel pour l’instant"
    else:
        rest = f"{number(without)} {agrees(without, 'économie', 'économies')}"
        priced = agrees(without, "chiffrée", "chiffrées")
        less = f", {rest} n’étant pas encore {priced}" if without else ""
        worth = f"{cost(facts)}{less}"
    return (
        f"L’économie des travaux est démontrée dans {with_unit(count, 'bâtiments')}{where}{worth}."
        f"{first_name('La plus forte', count, facts)}"
    )


def _buildings_bill(facts: Facts) -> str:
    return (
        f"L’énergie et l’eau des bâtiments ont coûté {eur(facts['eur'])} en douze mois "
        f"(jusqu’en {month(facts['last_month'])}). Pour les mêmes bâtiments, c’est "
        f"{more_eur(facts)} qu’un an avant."
    )


def _buildings_alerts(facts: Facts) -> str:
    drifts, leaks = facts["drifts"], facts["leaks"]
    counted = [with_unit(drifts, "dérives")] * (drifts > 0)
    counted += [f"{with_unit(leaks, 'fuites')} d’eau"] * (leaks > 0)
    count = drifts + leaks
    return (
        f"{capital(enumeration(counted))} {agrees(count, 'reste', 'restent')} à traiter dans les "
        f"bâtiments{only_name(count, facts['name'])}{cost(facts, after=UNLESS)}."
        f"{first_name('La plus chère', count, facts)}"
    )


def _buildings_decree(facts: Facts) -> str:
    count = facts["buildings"]
    price = facts["eur_year"]
    worth = "" if price is None else f", environ {eur(price)} par an au prix payé"
    who = f"{with_unit(count, 'bâtiments')} {agrees(count, 'soumis', 'soumis')} au décret tertiaire"
    return (
        f"{who} {agrees(count, 'dépasse', 'dépassent ensemble')} de {percent(facts['gap_pct'])} "
        f"l’objectif de 2030{NBSP}: {energy(facts['excess_kwh'])} à économiser{worth}."
    )


def _lighting_energy(facts: Facts) -> str:
    return (
        f"En douze mois (jusqu’en {month(facts['last_month'])}), l’éclairage public a consommé "
        f"{more(facts['change_pct'], 'd’énergie ')} qu’un an avant pour les mêmes armoires "
        f"({signed_energy(facts['change_kwh'])})."
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
        f"L’éclairage public a coûté {eur(facts['eur'])} en douze mois (jusqu’en "
        f"{month(facts['last_month'])}). Pour les mêmes armoires, c’est {more_eur(facts)} qu’un an "
        f"avant{NARROW}; à lui seul, le prix compte pour {signed_eur(facts['price_eur'])}."
    )


def _lighting_anomalies(facts: Facts) -> str:
    count, everyone = facts["anomalies"], facts["cabinets"]
    among = f" sur {number(everyone)}" if everyone > 1 else ""
    clauses = f"{NARROW}; ".join(filter(None, (_excess(facts), _dead(facts))))
    return (
        f"{with_unit(count, 'armoires')} d’éclairage{among} "
        f"{agrees(count, 'ne suit pas son horaire', 'ne suivent pas leur horaire')} ou "
        f"l’inventaire{f'{NBSP}: {clauses}' if clauses else ''}."
    )


def _excess(facts: Facts) -> str:
    """What is burnt beyond what is expected; empty when nothing is, or has no price."""
    if facts["eur_year"] is None:
        return ""
    return f"{agrees(facts['anomalies'], 'son', 'leur')} excès coûte {eur_year(facts['eur_year'])}"


def _dead(facts: Facts) -> str:
    """How many cabinets use nothing; empty when all use something."""
    dead = facts["dead"]
    if dead == facts["anomalies"]:
        return agrees(dead, "elle ne consomme rien", "elles ne consomment rien")
    return f"{number(dead)} ne {agrees(dead, 'consomme', 'consomment')} rien" if dead else ""


ENERGY_SENTENCES = {
    "buildings_energy": _buildings_energy,
    "buildings_savings": _buildings_savings,
    "buildings_bill": _buildings_bill,
    "buildings_alerts": _buildings_alerts,
    "buildings_decree": _buildings_decree,
    "lighting_energy": _lighting_energy,
    "lighting_nights": _lighting_nights,
    "lighting_bill": _lighting_bill,
    "lighting_anomalies": _lighting_anomalies,
}
