"""What each chart of water shows, in one sentence from the same frame as the figure."""

from typing import Any

from components.cards import signed_points
from components.figures.water_balance import LOST
from components.filters import Choice
from components.findings.wording import (
    agrees,
    eur_year,
    first_cell,
    joined,
    known,
    named,
    shown_part,
)
from components.formats import (
    NARROW,
    NBSP,
    day,
    enumeration,
    number,
    percent,
    with_unit,
)
from components.tables import values
from components.water.water_frames import leakage_class

NO_YEAR = "Aucun volume annuel déclaré pour ce territoire."
NO_SECTOR = "Aucun secteur suivi sur ce territoire."
NO_CUSTOMER = "Aucune fuite en cours après les compteurs des abonnés."
NO_OPEN_FAULT = "Aucun capteur n’est en défaut aujourd’hui."
NO_FAULT = "Aucun défaut de capteur connu pendant cette période."
INDEX = "m³/km/jour"
# A move of less than this many points of yield is none.
LEAST_POINTS = 0.05


def yields(frame: Any, selection: Choice) -> str:
    """The last yield, its side of the threshold, its move since the first year, its best year."""
    rows = known(frame, "yield_pct", "year", "threshold_pct")
    if not rows:
        return NO_YEAR
    last, year, threshold = rows[-1]
    clauses = [f"Rendement de {percent(last)} en {year}{_against_threshold(last, threshold)}"]
    if len(rows) > 1:
        first, since, _ = rows[0]
        moved = last - first
        clauses.append(
            f"stable depuis {since}"
            if abs(moved) < LEAST_POINTS
            else f"{signed_points(moved)} depuis {since}"
        )
        best = max(rows, key=first_cell)
        clauses.append(f"la meilleure année est {best[1]} ({percent(best[0])})")
    return f"{joined(clauses)}{_lacking(frame)}"


def _against_threshold(rate: float, threshold: float | None) -> str:
    if threshold is None:
        return ", sans seuil connu"
    points = f"{number(abs(rate - threshold), 1)}{NBSP}"
    points += agrees(abs(rate - threshold), "point", "points")
    side = "au-dessus du" if rate >= threshold else "sous le"
    return f", {points} {side} seuil du décret ({percent(threshold)})"


def _lacking(frame: Any) -> str:
    """How many services are left out of the last year, and the years that count fewer."""
    counts = known(frame, "services", "all_services", "year")
    kept, declared, year = counts[-1]
    most = max(map(first_cell, counts))
    fewer = [str(one[2]) for one in counts if one[0] < most]
    told = [
        f"{with_unit(kept, 'services')} sur {number(declared)} comptés en {year}"
        if kept < declared
        else "",
        f"périmètre incomplet en {enumeration(fewer)}" if fewer else "",
    ]
    said = f"{NARROW}; ".join(filter(None, told))
    return f" {said[0].upper()}{said[1:]}." if said else ""


def losses(frame: Any, selection: Choice) -> str:
    """The last losses per km, how they are judged, the worst and the best years."""
    rows = known(frame, "loss_index", "year", "good_to", "fair_to", "poor_to", "density_label")
    if not rows:
        return NO_YEAR
    last, year, *limits, density = rows[-1]
    clauses = [f"{with_unit(last, INDEX, 1)} perdus en {year}{_judged(last, limits, density)}"]
    if len(rows) > 1:
        worst, best = max(rows, key=first_cell), min(rows, key=first_cell)
        clauses.append(
            f"de {number(best[0], 1)} en {best[1]} (année la meilleure) à {number(worst[0], 1)} en "
            f"{worst[1]} (la pire)"
        )
    return f"{joined(clauses)}{_lacking(frame)}"


def _judged(rate: float, limits: list[float | None], density: str | None) -> str:
    """ ", jugé « acceptable » pour un réseau rural"; limits are indicative and say so."""
    if None in limits or not density:
        return ", sans jugement faute de densité connue"
    words = zip(("bon", "acceptable", "médiocre"), limits, strict=True)
    word = next((one for one, limit in words if rate <= limit), "mauvais")
    return f", un niveau {word} pour un réseau {density.lower()} (repères indicatifs)"


def balance(frame: Any, selection: Choice) -> str:
    """The share of the water that enters which is lost, the one that is metered."""
    rows = known(frame, "volume_m3", "from_label", "to_label", "year")
    if not rows:
        return NO_YEAR
    ends = [end for _, _, end, _ in rows]
    entered = sum(volume for volume, start, _, _ in rows if start not in ends)
    if not entered:
        return "Aucune eau introduite dans les réseaux cette année-là."
    lost = sum(volume for volume, _, end, _ in rows if end == LOST)
    used = [row for row in rows if row[2] not in {one[1] for one in rows} and row[2] != LOST]
    clauses = [
        f"En {rows[0][3]}, {with_unit(entered, 'm³')} sont entrés dans les réseaux et "
        f"{percent(100 * lost / entered)} ont été perdus ({with_unit(lost, 'm³')})"
    ]
    if used:
        most = max(used, key=first_cell)
        share = percent(100 * most[0] / entered)
        clauses.append(f"première destination{NBSP}: {most[2].lower()}, {share}")
    return joined(clauses)


def stake(frame: Any, selection: Choice) -> str:
    """What one point is worth, of which levy, then what the most points known are."""
    rows = known(frame, "gain_eur", "points", "levy_gain_eur", "water_gain_eur")
    gains = {row[1]: row for row in rows if row[1]}
    if not gains:
        return "Ce que rapporte un point de rendement n’est pas connu pour ce territoire."
    first, most = gains[min(gains)], gains[max(gains)]
    what = "Un point de rendement" if first[1] == 1 else f"{number(first[1])} points de rendement"
    clauses = [
        f"{what} de plus rapporterait {eur_year(first[0])} (montants indicatifs){NBSP}: "
        f"{with_unit(first[2], '€')} de redevance et {with_unit(first[3], '€')} d’eau"
    ]
    if most[1] > first[1]:
        clauses.append(f"{with_unit(most[1], 'points')}, {eur_year(most[0])}")
    return joined(clauses)


def sector_map(frame: Any, selection: Choice) -> str:
    """How many sectors leak much by km, the worst, how many are not known."""
    classes = [leakage_class(one) for one in values(frame, "leakage_m3_km_day")]
    absent = classes.count("absent")
    if not classes:
        return NO_SECTOR
    measured = len(classes) - absent
    if not measured:
        return f"Les fuites par kilomètre de {with_unit(absent, 'secteurs')} ne sont pas connues."
    high = classes.count("high") + classes.count("highest")
    worst = max(known(frame, "leakage_m3_km_day", "name", "commune"), key=first_cell)
    loses = agrees(high, "perd", "perdent")
    clauses = [
        f"{with_unit(high, 'secteurs')} sur {number(measured)} {loses} au moins 5{NBSP}{INDEX} "
        "d’après leurs nuits",
        f"le plus touché est {named(worst[1], worst[2])}, {with_unit(worst[0], INDEX, 1)}",
        f"fuites inconnues sur {with_unit(absent, 'secteurs')}" if absent else "",
    ]
    return joined(clauses)


def sectors(frame: Any, selection: Choice) -> str:
    """The sector that leaks most by km, then what open leaks cost together."""
    rows = known(frame, "leakage_m3_km_day", "name", "commune")
    if not len(frame):
        return NO_SECTOR
    if not rows:
        return f"Aucun des {with_unit(len(frame), 'secteurs')} n’a de fuites par kilomètre connues."
    worst = max(rows, key=first_cell)
    rung = [row for row in known(frame, "open_alerts", "eur_year") if row[0]]
    priced = [eur for _, eur in rung if eur is not None]
    most = with_unit(worst[0], INDEX, 1)
    clauses = [f"{named(worst[1], worst[2])} fuit le plus{NBSP}: {most} d’après ses nuits"]
    if rung:
        cost = f", pour {eur_year(sum(priced))} (prix indicatif)" if priced else ""
        has = agrees(len(rung), "a une alerte ouverte", "ont une alerte ouverte")
        clauses.append(f"{with_unit(len(rung), 'secteurs')} {has}{cost}")
    return f"{joined(clauses)}{shown_part(len(frame), 'secteurs')}"


def services(frame: Any, selection: Choice) -> str:
    """How many services are under the threshold of the decree, and the furthest."""
    rows = known(frame, "gap_points", "name", "yield_pct")
    if not rows:
        return "Aucun service n’a de rendement et de seuil connus."
    under = [row for row in rows if row[0] < 0]
    furthest = min(rows, key=first_cell)
    are = agrees(len(under), "est", "sont")
    counted = with_unit(len(under), "services")
    clauses = [f"{counted} sur {number(len(rows))} {are} sous le seuil du décret (trait vertical)"]
    if not under:
        clauses = [f"Aucun des {number(len(rows))} services n’est sous le seuil du décret"]
    far = f"{number(abs(furthest[0]), 1)}{NBSP}{agrees(abs(furthest[0]), 'point', 'points')}"
    where = "plus loin en dessous" if under else "plus près"
    clauses.append(f"le {where} est {furthest[1]} ({percent(furthest[2])}, à {far})")
    return f"{joined(clauses)}{shown_part(len(frame), 'services')}"


def customers(frame: Any, selection: Choice) -> str:
    """How many meters never stop, what they lose, and the one that loses most."""
    rows = known(frame, "litres_per_h", "meter_id", "commune", "lost_m3")
    if not rows:
        return NO_CUSTOMER
    most = max(rows, key=first_cell)
    stop = agrees(len(rows), "compteur ne s’arrête jamais", "compteurs ne s’arrêtent jamais")
    lost = sum(row[3] or 0 for row in rows)
    gone = agrees(lost, "a déjà été perdu", "ont déjà été perdus")
    return joined(
        [
            f"{number(len(rows))} {stop}{NBSP}: {with_unit(lost, 'm³')} {gone}",
            f"le plus fort est {named(most[1], most[2])}, {with_unit(most[0], 'L/h')}",
        ]
    ) + shown_part(len(frame), "compteurs")


def customer_communes(frame: Any, selection: Choice) -> str:
    """How many meters never stop of those read, what they lose, and the commune that loses most."""
    leaks, meters = (int(frame[name].sum()) for name in ("leaks", "meters"))
    if not leaks:
        return f"Aucune fuite en cours sur les {number(meters)} compteurs relevés."
    most = frame.iloc[0]
    stop = agrees(leaks, "ne s’arrête jamais", "ne s’arrêtent jamais")
    clauses = [
        f"{with_unit(leaks, 'compteurs')} sur {number(meters)} {stop}{NBSP}: "
        f"{with_unit(frame['litres_per_h'].sum(), 'L/h')} en tout",
        f"en tête{NBSP}: {most['commune']}, {with_unit(most['litres_per_h'], 'L/h')}",
    ]
    return joined(clauses) + shown_part(len(frame), "communes")


def customer_days(frame: Any, selection: Choice) -> str:
    """The volume of a day, the highest day, and for how many days water never stops."""
    rows = known(frame, "volume_m3", "day")
    if not rows:
        return "Aucun jour connu pour ce compteur."
    total, most = sum(map(first_cell, rows)), max(rows, key=first_cell)
    leaks = sum(bool(one) for one in values(frame, "alert"))
    clauses = [
        f"{selection.detail}{NBSP}: {with_unit(1000 * total / len(rows), 'L')} par jour en moyenne "
        f"sur {with_unit(len(rows), 'jours')}",
        f"au plus {with_unit(1000 * most[0], 'L')}, le {day(most[1])}",
        f"{with_unit(leaks, 'jours')} de fuite" if leaks else "sans fuite repérée",
    ]
    return joined(clauses)


def fault_parts(row: Any) -> tuple[str, str, str, str, str]:
    """The sentence of a fault, cut around the name of its sensor and what to do."""
    where = f" ({row.sector})" if row.sector else ""
    since = f"Depuis le {day(row.first_day)} ({with_unit(row.days, 'jours')}), "
    return since, row.meter_id, f"{where}{NBSP}: {row.kind_label.lower()}. ", row.to_do, ""


def faults(frame: Any, selection: Choice) -> str:
    """How many sensors are at fault, how many still are, and the commonest fault."""
    kinds = values(frame, "kind_label")
    if not kinds:
        return NO_FAULT
    still = sum(bool(one) for one in values(frame, "open"))
    meters = len(set(values(frame, "meter_id")))
    commonest = max(dict.fromkeys(kinds), key=kinds.count)
    last = f"dont {number(still)} {agrees(still, 'dure encore', 'durent encore')}"
    faulty = agrees(len(kinds), "défaut", "défauts")
    last = last if still else "aucun ne dure encore"
    clauses = [
        f"{number(len(kinds))} {faulty} sur {with_unit(meters, 'capteurs')}, {last}{NBSP}: "
        "les heures en cause sont tenues pour inconnues",
        f"le plus fréquent{NBSP}: {commonest.lower()}" if len(set(kinds)) > 1 else "",
    ]
    return f"{joined(clauses)}{shown_part(len(kinds), 'défauts')}"
