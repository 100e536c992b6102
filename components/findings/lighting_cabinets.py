"""Cabinets of public lighting in sentences: what is left to save, what is odd, what to renew."""

from typing import Any

from components.figures.ranked import SHOWN
from components.filters import Choice
from components.findings.lighting import amount_of, per_year
from components.findings.wording import agrees, first_cell, joined, known, shown_part
from components.formats import NBSP, energy, is_missing, number, percent, with_unit
from components.tables import values

NO_ANOMALY = "Aucune armoire ne s’écarte nettement de ce qui est prévu."
# Anomaly -> what it does, what to do.
LOST = {
    "Allumée de jour": ("reste allumée en plein jour", "horloge ou cellule à réparer"),
    "Allumée pendant l’extinction": (
        "reste allumée pendant l’extinction décidée",
        "horloge à régler",
    ),
}
STOPPED = {
    "Éteinte la nuit": (
        "s’éteint la nuit sans que l’horaire le dise",
        "panne ou horloge à vérifier",
    ),
    "Armoire sans consommation": (
        "n’a presque rien consommé en douze mois",
        "panne à réparer, ou abonnement à résilier",
    ),
}


def cabinets(frame: Any, selection: Choice) -> str:
    """What is left to save, and how much of it the first cabinets hold."""
    worth = sorted((row for row in known(frame, "potential_eur", "name") if row[0]), reverse=True)
    if not worth:
        return "Aucune économie chiffrable ne reste à faire sur ces armoires."
    total = sum(first_cell(row) for row in worth)
    clauses = [
        f"Il reste {per_year(total)} à gagner sur {with_unit(len(worth), 'armoires')}, "
        f"en passant tout en LED et en éteignant de 23{NBSP}h à 5{NBSP}h là où rien n’est décidé"
    ]
    if len(worth) > SHOWN:
        first = sum(first_cell(row) for row in worth[:SHOWN])
        clauses.append(f"les {SHOWN} premières en pèsent {percent(100 * first / total)}")
    return f"{joined(clauses)}{shown_part(len(frame), 'armoires')}"


def anomalies(frame: Any, selection: Choice) -> str:
    """How many cabinets do not behave as expected, and what it costs."""
    if not len(frame):
        return NO_ANOMALY
    worth = [eur for (eur,) in known(frame, "anomaly_eur")]
    count = len(frame)
    does = agrees(count, "ne fait pas ce qui est prévu", "ne font pas ce qui est prévu")
    clauses = [f"{with_unit(count, 'armoires')} {does}"]
    if worth:
        clauses.append(f"le surcoût est de {per_year(sum(worth))} pour {number(len(worth))}")
    return f"{joined(clauses)}{shown_part(count, 'armoires')}"


def anomaly_parts(row: Any, billed_kwh: float | None = None) -> tuple[str, str, str, str, str]:
    """The sentence of an anomaly, cut around the name of its cabinet and what matters most.

    `billed_kwh` are those of its last twelve months, when the row does not have them.
    """
    if row.anomaly in LOST:
        what, advice = LOST[row.anomaly]
        kwh = "" if is_missing(row.anomaly_kwh) else f"{NBSP}: {energy(row.anomaly_kwh)} par an"
        said = f" {what}{kwh}, soit "
        return "", row.name, said, cost(row.anomaly_eur), f"{NBSP}: {advice}."
    if row.anomaly in STOPPED:
        what, advice = STOPPED[row.anomaly]
        return "", row.name, f" {what}{NBSP}: ", advice, "."
    kwh = row.kwh if billed_kwh is None else billed_kwh
    expected = kwh - row.anomaly_kwh
    against = f"({energy(kwh)} en douze mois au lieu de {energy(expected)})"
    if row.anomaly_kwh < 0:
        share = percent(100 * kwh / expected, 0)
        said = f" ne consomme que {share} du prévu {against}{NBSP}: "
        return "", row.name, said, "inventaire ou horaire à vérifier", "."
    said = f" consomme {_times(kwh, expected)} {against}, soit "
    after = f" de trop{NBSP}: inventaire ou horaire à vérifier."
    return "", row.name, said, cost(row.anomaly_eur), after


def cost(eur: float | None) -> str:
    """What an anomaly costs a year, or that no price tells it."""
    return "un coût inconnu faute de prix" if is_missing(eur) else per_year(eur)


def _times(kwh: float, expected: float) -> str:
    if expected <= 0:
        return "sans que rien soit prévu"
    ratio = kwh / expected
    return "le double du prévu" if 1.95 <= ratio < 2.05 else f"{number(ratio, 1)} fois le prévu"


def renewal(frame: Any, selection: Choice) -> str:
    """The cost of the plan, what it saves once done, and what it costs a kWh saved."""
    if not len(frame):
        return "Tous les points dont l’horaire et la puissance sont connus sont déjà des LED."
    first, last = values(frame, "year")[0], values(frame, "year")[-1]
    points = sum(first_cell(row) for row in known(frame, "points"))
    eur = [cell for (cell,) in known(frame, "cost_eur")]
    kwh = [cell for (cell,) in known(frame, "saved_kwh")]
    paid = f" pour {amount_of(sum(eur), '€')}" if eur else ""
    clauses = [f"De {first} à {last}, {with_unit(points, 'points')} deviennent des LED{paid}"]
    if kwh:
        clauses.append(f"une fois fini, {energy(sum(kwh))} de moins par an, à horaires égaux")
        most = percent(100 * kwh[0] / sum(kwh), 0) if sum(kwh) else ""
        clauses.append(f"la première année en apporte {most}" if most else "")
    return joined(clauses)
