"""What each chart of one sector of water shows, in one sentence from the same frame."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, eur_year, first_cell, joined, known, shown_part
from components.formats import (
    NARROW,
    NBSP,
    change_percent,
    number,
    short_day,
    signed,
    signed_percent,
    with_unit,
)
from components.tables import values

FLOW = "m³/h"
# A noise or a repair counts so many days before and after a leak.
NEAR = timedelta(days=14)
# Known days of thirty under which too many hours lack.
LEAST_DAYS = 24
NO_NIGHT = "Aucune nuit connue sur cette période."


def nights(frame: Any, selection: Choice) -> str:
    """The last night against what was expected, the normal use, the highest night, the alerts."""
    rows = known(frame, "night_m3_h", "day", "expected_m3_h", "footfall")
    if not rows:
        return NO_NIGHT
    last, day, expected, _ = rows[-1]
    wanted = _expected_before(frame) or _expected(expected)
    most, most_day, _, people = max(rows, key=first_cell)
    use = next((one for one in values(frame, "night_use_m3_h") if one is not None), None)
    alert = sum(bool(one) for one in values(frame, "alert"))
    clauses = [
        f"Nuit du {short_day(day)}{NBSP}: {with_unit(last, FLOW, 1)}{wanted}",
        "" if use is None else f"l’usage normal en explique {with_unit(use, FLOW, 1)}",
        f"la plus forte est celle du {short_day(most_day)}, {with_unit(most, FLOW, 1)}"
        f"{_with_people(people)}",
        _of_alert(alert, len(frame)),
    ]
    return joined(clauses)


def _expected_before(frame: Any) -> str:
    """What was expected when the alert that runs on the last day began; empty without one.

    Later on, what is expected follows the leak.
    """
    nights = list(zip(values(frame, "alert"), values(frame, "expected_m3_h"), strict=True))
    run = list(takewhile(first_cell, reversed(nights)))
    if not run or run[-1][1] is None:
        return ""
    return f", pour {number(run[-1][1], 1)} attendus quand l’alerte a commencé"


def _expected(expected: float | None) -> str:
    if expected is None:
        return ", sans passé suffisant pour dire ce qui était attendu"
    return f", pour {number(expected, 1)} {agrees(expected, 'attendu', 'attendus')}"


def _with_people(people: float | None) -> str:
    return "" if people is None else f", avec {with_unit(people, 'terminaux')} dans la commune"


def _of_alert(alert: int, count: int) -> str:
    if not alert:
        return "aucune nuit en alerte"
    return f"{number(alert)} {agrees(alert, 'nuit', 'nuits')} sur {number(count)} en alerte"


def evidence(frame: Any, selection: Choice) -> str:
    """The last score on its side of the threshold, the highest one, the days over it.

    What is usual ends by following a leak: a score that falls does not say that it is mended.
    """
    rows = [row for row in known(frame, "score", "threshold", "day") if row[1] is not None]
    if not rows:
        return "Le détecteur n’a pu juger aucun jour de cette période."
    last, limit, day = rows[-1]
    most, _, most_day = max(rows, key=first_cell)
    over = sum(score > threshold for score, threshold, _ in rows)
    side = "au-dessus du" if last > limit else "sous le"
    clauses = [
        f"Score de {number(last, 1)} le {short_day(day)}, {side} seuil de {number(limit, 1)}",
        f"au plus {number(most, 1)}, le {short_day(most_day)}",
        f"{with_unit(over, 'jours')} au-dessus du seuil" if over else "jamais au-dessus du seuil",
    ]
    if last == most or not over:
        return joined(clauses)
    return (
        f"{joined(clauses)} Le score dit quand une hausse commence{NARROW}; il redescend ensuite, "
        "que la fuite dure ou non."
    )


def hours(frame: Any, selection: Choice) -> str:
    """The mean of the hours measured against the usual ones, and how many are not measured."""
    both = [row for row in known(frame, "inflow_m3_h", "usual_m3_h") if row[1] is not None]
    lacking = sum(one is None for one in values(frame, "inflow_m3_h"))
    gaps = agrees(lacking, "heure n’est pas connue", "heures ne sont pas connues")
    missing = f"{number(lacking)} {gaps}" if lacking else ""
    if not both:
        return joined(["Rien d’habituel à quoi comparer ces heures", missing])
    mean, usual = (sum(column) / len(both) for column in zip(*both, strict=True))
    change = change_percent(mean, usual)
    against = "" if change is None else f" ({signed_percent(change, 0)})"
    clauses = [
        f"En moyenne {with_unit(mean, FLOW, 1)}, contre {number(usual, 1)} d’habitude{against}",
        missing,
    ]
    return joined(clauses)


def mean_day(frame: Any, selection: Choice) -> str:
    """Where in the day the last week leaves the usual, and what a steady gap means."""
    gaps = [(row[0] - row[1], row[2]) for row in known(frame, "inflow_m3_h", "usual_m3_h", "hour")]
    if not gaps:
        return "Aucune heure de la dernière semaine n’a d’habituel à quoi la comparer."
    (least, early), (most, late) = min(gaps), max(gaps)
    return (
        f"L’écart à l’habitude va de {signed(least, 1)}{NBSP}{FLOW} à {early}{NBSP}h jusqu’à "
        f"{signed(most, 1)}{NBSP}{FLOW} à {late}{NBSP}h\u202f; un écart constant, de jour comme de "
        "nuit, fait penser à une fuite, un écart aux heures d’activité à un usage."
    )


def repairs(frame: Any, selection: Choice) -> str:
    """What repairs gave back together, where it is proven, and the one that gave most."""
    sure = [row for row in known(frame, "saved_m3_h", "low_m3_h", "repaired_day") if row[1] > 0]
    count = len(frame)
    told = f"{number(count)} {agrees(count, 'réparation', 'réparations')}"
    if not sure:
        return f"{told}, sans gain démontré par les nuits d’avant et d’après."
    saved = sum(map(first_cell, sure))
    most, _, day = max(sure, key=first_cell)
    proven = f", dont {number(len(sure))} au gain démontré" if len(sure) < count else ""
    worth = [row[0] for row in known(frame, "eur_year", "low_m3_h") if row[1] > 0]
    money = f", soit {eur_year(sum(worth))} épargnés (prix indicatif)" if worth else ""
    clauses = [f"{told}{proven}{NBSP}: {with_unit(saved, FLOW, 1)} rendus{money}"]
    if len(sure) > 1:
        clauses.append(f"la plus utile est celle du {short_day(day)}, {with_unit(most, FLOW, 1)}")
    return f"{joined(clauses)}{shown_part(count, 'réparations')}"


def leaks(frame: Any, selection: Choice) -> str:
    """How many leaks were found, what they took, the heaviest, those that run."""
    rows = known(frame, "lost_m3", "since", "last_day", "open")
    if not rows:
        return "Aucune fuite trouvée dans ce secteur."
    most = max(rows, key=first_cell)
    running = sum(bool(row[3]) for row in rows)
    found = f"{with_unit(len(rows), 'fuites')} {agrees(len(rows), 'trouvée', 'trouvées')}"
    lost = sum(map(first_cell, rows))
    clauses = [
        f"{found}, dont {number(running)} en cours{NBSP}: {with_unit(lost, 'm³')} perdus",
        f"la plus lourde, {span_words(*most[1:])}, a pris {with_unit(most[0], 'm³')}"
        if len(rows) > 1
        else "",
    ]
    return f"{joined(clauses)}{shown_part(len(rows), 'fuites')}"


def span_words(since: date, last: date, still: bool) -> str:
    """ "depuis le 25 sept. 2026", or "du 25 sept. au 1er oct. 2026" once it is over."""
    if still:
        return f"depuis le {short_day(since)}"
    first = short_day(since)
    if since.year == last.year:
        first = first.rsplit(" ", 1)[0]
    return f"du {first} au {short_day(last)}"


def capitalised(words: str) -> str:
    """The same words, the first one with a capital."""
    return f"{words[:1].upper()}{words[1:]}"


def confidence_reason(row: Any, known_days: int, repaired: Sequence[date]) -> str:
    """What raised or lowered the confidence of a leak, as the rule that gave it says.

    `known_days` of the last thirty; `repaired`: the days of the repairs of the sector.
    """
    word = row.confidence_label
    first, last = row.since - NEAR, row.last_day + NEAR
    if word == "forte" and row.noises:
        heard = agrees(row.noises, "un bruit a été entendu", "des bruits ont été entendus")
        return f"Confiance forte, car {heard} dans le secteur autour de ces dates."
    if word == "forte" and any(first <= day <= last for day in repaired):
        return "Confiance forte, car une réparation a été faite dans le secteur à ces dates."
    if word == "forte":
        return "Confiance forte, car le signal est au moins au double du seuil d’alerte."
    if word == "faible":
        why = (
            f"seuls {number(known_days)} jours sur 30 sont connus"
            if known_days < LEAST_DAYS
            else "trop d’heures manquent, ou la commune était bien plus fréquentée que d’habitude"
        )
        return f"Confiance faible, car {why} ; aucun bruit ni réparation ne la confirme."
    return (
        "Confiance moyenne : ni bruit entendu ni réparation autour de ces dates, et un signal "
        "encore trop faible pour écarter le doute."
    )
