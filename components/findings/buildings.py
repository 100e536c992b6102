"""What each chart of public buildings shows, in one sentence from the same frame as the figure."""

from typing import Any

from components.figures.energy_months import ENERGIES
from components.filters import Choice
from components.findings.wording import (
    COMPARED_MONTHS,
    agrees,
    eur_year,
    first_cell,
    joined,
    known,
    moves,
    named,
    shown_part,
)
from components.formats import (
    NARROW,
    NBSP,
    change_percent,
    day,
    energy,
    enumeration,
    is_missing,
    month,
    number,
    percent,
    with_unit,
)
from components.maps import position
from components.tables import values

NOTHING_KNOWN = "Aucune consommation connue pour cette sélection."
UNPRICED = "un coût inconnu faute de prix"
NO_ALERT = "Aucune dérive ni fuite ouverte."
# A comparison of less of the energy than this says so.
WHOLE_SHARE = 0.995


def monthly(frame: Any, selection: Choice) -> str:
    """Energy of the months, change on the months that both periods have, main energy, peak.

    The peak is sought among complete months.
    """
    months = known(frame, "total_kwh", "month", "complete")
    if not months:
        return NOTHING_KNOWN
    total = sum(kwh for kwh, *_ in months)
    parts = [f"{energy(total)} d’énergie finale en {number(len(months))} mois"]
    if selection.compared:
        parts.append(_compared(frame, selection))
    whole = [one for one in months if one[2]]
    clauses = [", ".join(parts), _main_energy(frame, total)]
    if len(whole) > 1:
        peak = max(whole, key=first_cell)
        clauses.append(f"le mois le plus fort est {month(peak[1])} ({energy(peak[0])})")
    return joined(clauses)


def building_map(frame: Any, selection: Choice) -> str:
    """How many buildings are above, near and below the median of their category."""
    rows = zip(
        *(values(frame, name) for name in ("final_kwh", "kwh_m2", "peer_median_kwh_m2")),
        strict=True,
    )
    positions = [position(*row) for row in rows]
    compared = [one for one in positions if one in ("above", "near", "below")]
    if not compared:
        return "Aucun bâtiment n’a douze mois complets et des bâtiments semblables à comparer."
    above, near = compared.count("above"), compared.count("near")
    clauses = [
        f"{with_unit(above, 'bâtiments')} sur {number(len(compared))} comparés "
        f"{agrees(above, 'consomme', 'consomment')} nettement plus que la médiane de "
        f"{agrees(above, 'sa catégorie', 'leur catégorie')}, {number(near)} en "
        f"{agrees(near, 'est proche', 'sont proches')}"
    ]
    if absent := positions.count("absent"):
        clauses.append(
            f"{with_unit(absent, 'bâtiments')} {agrees(absent, 'n’a', 'n’ont')} pas douze mois "
            "complets"
        )
    return joined(clauses)


def ranking(frame: Any, selection: Choice) -> str:
    """What the first buildings cost above the median, and the first of them."""
    worth = known(frame, "potential_eur", "name", "commune")
    if not worth:
        return "Aucun bâtiment comparable ne dépasse la médiane de ses semblables."
    eur, name, commune = max(worth, key=first_cell)
    total = sum(one for one, *_ in worth)
    clauses = [
        f"{named(name, commune)} vient en tête{NBSP}: {eur_year(eur)} de plus qu’à la médiane "
        f"de ses semblables (×{NBSP}: rapport à cette médiane)"
    ]
    if len(worth) > 1:
        clauses.append(
            f"ramener ces {number(len(worth))} bâtiments à leur médiane économiserait "
            f"{eur_year(total)}"
        )
    return joined(clauses)


def categories(frame: Any, selection: Choice) -> str:
    """The category that consumes most per square metre, and the one that weighs most."""
    intensive = known(frame, "kwh_m2", "category_label")
    heavy = known(frame, "final_kwh", "category_label")
    if not intensive or not heavy:
        return NOTHING_KNOWN
    kwh_m2, label = max(intensive, key=first_cell)
    most, heaviest = max(heavy, key=first_cell)
    share = percent(100 * most / sum(kwh for kwh, _ in heavy), 0)
    return joined(
        [
            f"«{NBSP}{label}{NBSP}» est la catégorie qui consomme le plus par mètre carré "
            f"({with_unit(kwh_m2, 'kWh/m²')}{NARROW}; trait vertical{NBSP}: la médiane)",
            f"«{NBSP}{heaviest}{NBSP}» pèse le plus{NBSP}: {share} de l’énergie",
        ]
    )


def alerts(frame: Any, selection: Choice) -> str:
    """Drifts and leaks still open, and what they cost a year."""
    kinds = values(frame, "kind")
    if not kinds:
        return NO_ALERT
    leaks = kinds.count("leak")
    counted = [(len(kinds) - leaks, "dérives"), (leaks, "fuites")]
    what = enumeration([with_unit(count, word) for count, word in counted if count])
    shown = shown_part(len(frame), "alertes")
    worth = [eur for eur in values(frame, "eur_year") if eur is not None]
    if not worth:
        opened = agrees(len(kinds), "ouverte", "ouvertes")
        return f"{what} {opened}, d’un coût inconnu{NBSP}: aucun prix n’est chargé.{shown}"
    opened = agrees(len(kinds), "ouverte coûterait", "ouvertes coûteraient")
    unpriced = len(kinds) - len(worth)
    less = f", sans compter {with_unit(unpriced, 'alertes')} sans prix" if unpriced else ""
    return f"{what} {opened} {eur_year(sum(worth))} si rien n’est fait{less}.{shown}"


def rehearsal(frame: Any, selection: Choice) -> str:
    """How alerts and their worth go from the lowest threshold to the highest."""
    rows = known(frame, "threshold", "alerts", "eur")
    if not rows:
        return "Aucun seuil n’a été essayé sur ces bâtiments."
    (low, many, much), (high, few, less) = min(rows, key=first_cell), max(rows, key=first_cell)
    return joined(
        [
            f"De {number(low)} à {with_unit(high, 'écarts-types')}, on passe de "
            f"{_worth(many, much)} à {_worth(few, less)} en douze mois",
            "un seuil bas prévient plus tôt, et plus souvent pour rien",
        ]
    )


def alert_parts(row: Any) -> tuple[str, str, str, str, str]:
    """The sentence of an open alert, cut around the name of its building and its cost."""
    excess = number(row.excess_per_day, 1 if row.excess_per_day < 10 else 0)
    if row.kind == "leak":
        what = f"perd {excess}{NBSP}{row.unit} d’eau par jour sans arrêt"
    else:
        label = row.energy_label.lower()
        what = f"consomme {excess}{NBSP}{row.unit} de plus par jour qu’attendu ({label})"
    whose = named(row.name, None if is_missing(row.commune) else row.commune)
    return (
        f"Depuis le {day(row.since)}, ",
        row.name,
        f"{whose.removeprefix(row.name)} {what}, soit ",
        alert_cost(row.eur_year),
        " si rien n’est fait.",
    )


def threshold_sentence(alerts_given: float | None, eur: float | None) -> str:
    """What a threshold of the rehearsal would have given."""
    if not alerts_given:
        return "Avec ce seuil, aucune alerte en douze mois."
    return (
        f"Avec ce seuil, {with_unit(alerts_given, 'alertes')} en douze mois, "
        f"pour {with_unit(eur, '€')}."
    )


def threshold_words(threshold: float, in_force: float) -> str:
    """ "6 écarts-types (seuil en service)"."""
    words = with_unit(threshold, "écarts-types")
    return f"{words} (seuil en service)" if threshold == in_force else words


def alert_cost(cost_eur_year: float | None) -> str:
    """What an alert costs a year, or that no price tells it."""
    return UNPRICED if is_missing(cost_eur_year) else eur_year(cost_eur_year)


def _worth(count: float | None, eur: float | None) -> str:
    return f"{with_unit(count, 'alertes')} ({with_unit(eur, '€')})"


def _main_energy(frame: Any, total_kwh: float) -> str:
    """The energy that weighs most, when there are several."""
    sums = [
        (sum(kwh for (kwh,) in known(frame, column)), name)
        for column, (_, name) in ENERGIES.items()
    ]
    most, name = max(sums, key=first_cell)
    if not total_kwh or not 0 < most < total_kwh:
        return ""
    return f"première énergie{NBSP}: {name.lower()}, {percent(100 * most / total_kwh, 0)}"


def _compared(frame: Any, selection: Choice) -> str:
    """The change over the buildings and months known both times, as the key figure gives it."""
    pairs = known(frame, "common_before_kwh", "common_kwh", "total_kwh")
    now, before = sum(row[1] for row in pairs), sum(row[0] for row in pairs)
    change = change_percent(now, before)
    what = COMPARED_MONTHS.get(selection.comparison, "la période de comparaison")
    if change is None:
        return f"sans mois complet à comparer pour {what}"
    total = sum(row[2] for row in pairs)
    scope = _common_part(len(pairs), len(frame), now / total if total else 1)
    if not moves(change):
        return f"autant que {what}{scope}"
    more = "plus" if change > 0 else "moins"
    return f"soit {percent(abs(change))} de {more} que {what}{scope}"


def _common_part(months: int, shown: int, share: float) -> str:
    """What a comparison leaves aside: months without counterpart, buildings not known both times.

    `share` is what they weigh in the energy of the months compared.
    """
    kept = f" sur {number(months)} mois comparables" if months < shown else ""
    if share >= WHOLE_SHARE:
        return kept
    return f"{kept} ({percent(100 * share, 0)} de l’énergie, à périmètre constant)"
