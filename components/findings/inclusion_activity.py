"""Accompaniments and answers of members in sentences."""

from typing import Any

from components.filters import Choice
from components.findings.wording import (
    COMPARED_MONTHS,
    agrees,
    first_cell,
    joined,
    known,
    shown_part,
)
from components.formats import (
    NARROW,
    NBSP,
    change_percent,
    enumeration,
    month,
    number,
    percent,
    signed_percent,
)
from components.inclusion.inclusion_activity_frames import ANONYMOUS
from components.tables import values

COUNTS_NOT_LINES = " Somme des accompagnements, non des lignes du fichier."
NO_ACTIVITY = "Aucun accompagnement déclaré sur ces mois."
NO_ANSWER = "Aucun membre n’a encore répondu."
# A dimension whose sum is that far from the total is said, in percent.
LEAST_GAP_PCT = 1
# A share that near the country's is "comme en France", in points.
NEAR_POINTS = 2


def months(frame: Any, selection: Choice) -> str:
    """The sum, its change over the months that both years have, the busiest and calmest months."""
    rows = known(frame, "count", "month", "whole", "before")
    if not rows:
        return NO_ACTIVITY
    total = sum(map(first_cell, rows))
    counted = agrees(total, "accompagnement", "accompagnements")
    span = month(rows[0][1]) if len(rows) == 1 else f"{number(len(rows))} mois"
    clauses = [f"{number(total)} {counted} en {span}{_change(rows, selection)}"]
    whole = sorted((count, day) for count, day, over, _ in rows if over)
    if len(whole) > 1:
        (low, calm), (high, busy) = whole[0], whole[-1]
        clauses.append(f"le mois le plus actif est {month(busy)} ({number(high)})")
        clauses.append(f"le plus calme est {month(calm)} ({number(low)})")
    if not all(over for _, _, over, _ in rows):
        clauses.append("le mois en cours n’est pas fini")
    return f"{joined(clauses)}{COUNTS_NOT_LINES}"


def _change(rows: list[tuple[Any, ...]], selection: Choice) -> str:
    pairs = [(count, before) for count, _, over, before in rows if over and before is not None]
    now, then = (sum(side) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
    change_pct = change_percent(now, then)
    against = COMPARED_MONTHS.get(selection.comparison)
    if change_pct is None or against is None:
        return ""
    comparable = agrees(len(pairs), "comparable", "comparables")
    part = "" if len(pairs) == len(rows) else f" ({len(pairs)} mois {comparable})"
    return f", {signed_percent(change_pct)} par rapport aux {against.removeprefix('les ')}{part}"


def themes(frame: Any, selection: Choice) -> str:
    """The first themes and their share, and whether themes add up to more than the total."""
    rows = known(frame, "count", "item", "share_pct")
    if not rows:
        return NO_ACTIVITY
    first = [f"{_lower(item)} ({percent(share, 0)})" for _, item, share in rows[:2]]
    return f"D’abord{NBSP}: {enumeration(first)}.{_sum_of_dimension(frame, 'thème', 'thèmes')}"


def people(frame: Any, selection: Choice) -> str:
    """How many stay anonymous, and the first age."""
    rows = known(frame, "count", "dimension", "item", "share_pct")
    if not rows:
        return NO_ACTIVITY
    hidden = [share for _, _, item, share in rows if item == ANONYMOUS]
    ages = [(count, item, share) for count, kind, item, share in rows if kind == "age"]
    clauses = []
    if ages:
        _, age, share = max(ages)
        clauses.append(f"{percent(share, 0)} vont aux {_lower(age)}")
    if hidden:
        clauses.append(
            f"{percent(hidden[0], 0)} sont anonymes{NBSP}: rien ne les relie d’une fois à l’autre"
        )
    return _sentence(clauses)


def manners(frame: Any, selection: Choice) -> str:
    """The first channel and the first duration."""
    rows = known(frame, "count", "dimension", "item", "share_pct")
    if not rows:
        return NO_ACTIVITY
    clauses = []
    for dimension, words in (("channel", "par canal"), ("duration", "par durée")):
        own = [(count, item, share) for count, kind, item, share in rows if kind == dimension]
        if own:
            _, item, share = max(own)
            clauses.append(f"{words}, d’abord «{NBSP}{_lower(item)}{NBSP}» ({percent(share, 0)})")
    return _sentence(clauses)


def places(frame: Any, selection: Choice) -> str:
    """How many places declare, and how much of the sum the first ones hold."""
    rows = known(frame, "count", "place_name", "per_month")
    if not rows:
        return NO_ACTIVITY
    total, (most, busiest, mean) = sum(map(first_cell, rows)), rows[0]
    declares = agrees(len(rows), "lieu déclare son activité", "lieux déclarent leur activité")
    clauses = [
        f"{number(len(rows))} {declares}",
        f"le plus actif est {busiest} ({number(most)}, soit {number(mean)} par mois)",
    ]
    if len(rows) >= 10 and total:
        tenth = len(rows) // 10
        share = 100 * sum(count for count, *_ in rows[:tenth]) / total
        clauses.append(
            f"{agrees(tenth, 'le premier', f'les {number(tenth)} premiers')} en "
            f"{agrees(tenth, 'fait', 'font')} {percent(share, 0)}"
        )
    return f"{joined(clauses)}{shown_part(len(frame), 'lieux')}"


def answers(frame: Any, selection: Choice) -> str:
    """How many answered, then on which side of the country each question stands."""
    rows = known(frame, "yes_share_pct", "label", "national_pct", "answered", "asked")
    if not rows:
        return NO_ANSWER
    most, asked = max((answered, asked) for *_, answered, asked in rows)
    if asked == 1:
        return _one_member(rows)
    sides: dict[str, list[str]] = {}
    for share, label, national, *_ in rows:
        gap = share - national
        side = "proche de" if abs(gap) < NEAR_POINTS else "au-dessus de" if gap > 0 else "sous"
        sides.setdefault(side, []).append(_lower(label))
    told = [
        f"{side} la part nationale pour {enumeration(labels)}" for side, labels in sides.items()
    ]
    members = agrees(most, "membre a répondu", "membres ont répondu")
    clauses = [f"{number(most)} {members} sur {number(asked)}", *told]
    silent = f" Les autres n’ont pas dit non{NBSP}: ils n’ont pas répondu."
    return f"{joined(clauses)}{silent if most < asked else ''}"


def _one_member(rows: list[tuple[Any, ...]]) -> str:
    """What the only member of a territory said: a share of one answer says nothing."""
    said = {words: [_lower(label) for share, label, *_ in rows if bool(share) == yes]
            for words, yes in (("oui", True), ("non", False))}  # fmt: skip
    told = [f"{words} pour {enumeration(labels)}" for words, labels in said.items() if labels]
    return f"Ce membre a répondu {joined(told)}"


def members(frame: Any, selection: Choice) -> str:
    """How many members have none of the measures, how many have them all."""
    if not len(frame):
        return NO_ANSWER
    said, all_of_them = values(frame, "yes"), values(frame, "questions")[0]
    none, every = said.count(0), said.count(all_of_them)
    if len(said) == 1:
        return f"Ce membre déclare {number(said[0])} des {number(all_of_them)} mesures."
    clauses = [
        f"{number(none)} {agrees(none, 'membre ne déclare', 'membres ne déclarent')} aucune des "
        f"{number(all_of_them)} mesures"
        if none
        else f"Tous ceux qui ont répondu déclarent au moins une des {number(all_of_them)} mesures",
        f"{number(every)} {agrees(every, 'les déclare', 'les déclarent')} toutes"
        if every
        else "aucun ne les déclare toutes",
    ]
    return f"{joined(clauses)} Le tableau les nomme."


def _sum_of_dimension(frame: Any, one: str, many: str) -> str:
    """Why the items do not add up to the total; nothing when they do."""
    counted, total = values(frame, "dimension_count")[0], values(frame, "total")[0]
    if not total or abs(counted - total) * 100 < LEAST_GAP_PCT * total:
        return ""
    if counted > total:
        return f" Un accompagnement peut avoir plusieurs {many}{NBSP}: ils dépassent 100{NARROW}%."
    told = percent(100 * counted / total, 0)
    return f" {told} des accompagnements disent leur {one}."


def _sentence(clauses: list[str]) -> str:
    told = joined(clauses)
    return f"{told[:1].upper()}{told[1:]}" if clauses else NO_ACTIVITY


def _lower(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"
