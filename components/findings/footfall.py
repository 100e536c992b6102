"""What each footfall chart shows, in one sentence computed from the same frame as the figure."""

from collections.abc import Sequence
from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, first_cell, known, moves, shown_part
from components.formats import (
    NARROW,
    NBSP,
    WEEKDAYS,
    change_percent,
    enumeration,
    long_day,
    number,
    percent,
    signed_percent,
    with_unit,
)
from components.tables import values

NOTHING_PUBLISHED = "Aucune valeur publiée pour cette sélection."
COMPARED_DAYS = {
    "n-1": "les mêmes jours de l’année précédente",
    "precedente": "la période précédente",
}


def daily(frame: Any, selection: Choice) -> str:
    """Total of the published days, change on the days that both periods have, peak day.

    The peak is sought among complete days.
    """
    terminals = values(frame, "terminals")
    known = [value for value in terminals if value is not None]
    if not known:
        return NOTHING_PUBLISHED
    parts = [_counted(sum(known), "terminaux", "connectés")]
    if selection.compared:
        parts.append(_compared(frame, selection))
    complete = [
        (value, day)
        for value, day, whole in zip(
            terminals, values(frame, "day"), values(frame, "complete"), strict=True
        )
        if whole and value is not None
    ]
    peak = max(complete, key=lambda pair: pair[0], default=None)
    end = f"{NARROW}; le maximum est le {long_day(peak[1])} ({number(peak[0])})" if peak else ""
    return f"{', '.join(filter(None, parts))}{end}."


def index(frame: Any, selection: Choice) -> str:
    """The index of the whole period (sums first), then the extremes of its weeks."""
    days = known(frame, "index", "day")
    if not days:
        return "Aucun site n’est publié dans les deux périodes."
    (high, high_day), (low, low_day) = max(days, key=first_cell), min(days, key=first_cell)
    terms = known(frame, "common_terminals", "common_terminals_before")
    terms = [term for term in terms if term[1] is not None]
    before = sum(then for _, then in terms)
    whole = 100 * sum(now for now, _ in terms) / before if before else None
    return (
        f"Sur la période, l’indice vaut {number(whole)} (100{NBSP}= mêmes sites, mêmes jours, un "
        f"an avant){NARROW}; d’une semaine à l’autre, il va de {number(low)} le "
        f"{long_day(low_day)} à {number(high)} le {long_day(high_day)}."
    )


def heat_map(frame: Any, selection: Choice) -> str:
    """The busiest and the calmest published hours of the week."""
    hours = known(frame, "sessions_per_day", "weekday", "hour")
    if not hours:
        return NOTHING_PUBLISHED
    high, low = max(hours, key=first_cell), min(hours, key=first_cell)
    return (
        f"L’heure la plus chargée est le {WEEKDAYS[high[1]]} à {high[2]}{NBSP}h "
        f"({_connections(high[0])} par jour en moyenne)"
        f"{NARROW}; la plus calme, le {WEEKDAYS[low[1]]} à {low[2]}{NBSP}h ({number(low[0], 1)})."
        f"{_covered_part(frame)}"
    )


def ranking(frame: Any, selection: Choice) -> str:
    """The first site, the weight of the first three, and what the drawing leaves to the table."""
    sites = sorted(known(frame, "terminals", "site"), key=first_cell, reverse=True)
    total = sum(value for value, _ in sites)
    if not total:
        return NOTHING_PUBLISHED
    sentence = f"{sites[0][1]} vient en tête avec {with_unit(sites[0][0], 'terminaux')}"
    if len(sites) > 3:
        share = percent(100 * sum(value for value, _ in sites[:3]) / total)
        sentence += f"{NARROW}; les trois premiers sites réunissent {share} des terminaux publiés"
    return f"{sentence}.{shown_part(len(frame), 'sites')}"


def kinds(frame: Any, selection: Choice) -> str:
    """The first kind of place, its share, the strongest rise and fall."""
    kinds_of_place = known(frame, "terminals", "place_kind")
    total = sum(value for value, _ in kinds_of_place)
    if not total:
        return NOTHING_PUBLISHED
    count, first = max(kinds_of_place, key=first_cell)
    parts = [f"«{NBSP}{first}{NBSP}» réunit {percent(100 * count / total)} des terminaux publiés"]
    changes = known(frame, "change_pct", "place_kind")
    if len(changes) > 1:
        parts += _extremes(changes)
    return f"{f'{NARROW}; '.join(parts)}."


def dwell(frame: Any, selection: Choice) -> str:
    """The commonest class of dwell time, and the number of classes kept secret."""
    classes = known(frame, "share_pct", "label")
    if not classes:
        return NOTHING_PUBLISHED
    share, label = max(classes, key=first_cell)
    visits = sum(value for value in values(frame, "visits") if value is not None)
    hidden = len(frame) - len(classes)
    end = ""
    if hidden:
        end = f" {hidden} {agrees(hidden, 'classe reste secrète', 'classes restent secrètes')}."
    return (
        f"La durée la plus fréquente est «{NBSP}{label}{NBSP}»{NBSP}: {percent(share)} "
        f"de {_counted(visits, 'visites', 'publiées')}.{end}"
    )


def languages(frame: Any, selection: Choice) -> str:
    """The first three languages of the terminals, with their shares."""
    top = sorted(known(frame, "share_pct", "language"), key=first_cell, reverse=True)[:3]
    if not top:
        return NOTHING_PUBLISHED
    first, *others = [f"{language} ({percent(share)})" for share, language in top]
    end = f", puis {enumeration(others)}" if others else ""
    return f"Première langue des terminaux{NBSP}: {first}{end}.{shown_part(len(frame), 'langues')}"


def flows(frame: Any, selection: Choice) -> str:
    """The pair of sites with the highest lift."""
    pairs = known(frame, "lift", "site_a", "site_b", "terminals")
    if not pairs:
        return "Aucun couple de sites ne dépasse le seuil de publication."
    lift, first, second, count = max(pairs, key=first_cell)
    seen = _counted(count, "terminaux", "vus")
    return (
        f"Le couple le plus lié est {first} – {second}{NBSP}: {seen} sur les deux le même jour, "
        f"{number(lift, 1)} fois ce que donnerait le hasard (trait vertical)."
        f"{shown_part(len(frame), 'couples')}"
    )


def counters(frame: Any, selection: Choice) -> str:
    """Passages and terminals on the days that have both, and the ratio of the two sums."""
    days = [day for day in known(frame, "passages", "terminals") if day[1] is not None]
    passages, terminals = sum(day[0] for day in days), sum(day[1] for day in days)
    if not passages:
        return _counted_alone(frame)
    return (
        f"{with_unit(passages, 'passages')} et {with_unit(terminals, 'terminaux')} "
        f"sur {with_unit(len(days), 'jours')} où les deux existent, soit "
        f"{number(100 * terminals / passages, 1)} terminaux pour 100 passages (rapport non calé)."
    )


def _counted_alone(frame: Any) -> str:
    """Passages where no day has terminals too: their sum and the busiest day."""
    days = known(frame, "passages", "day")
    if not days:
        return NOTHING_PUBLISHED
    most, day = max(days, key=first_cell)
    return (
        f"{with_unit(sum(count for count, _ in days), 'passages')} sur "
        f"{with_unit(len(days), 'jours')}{NARROW}; le maximum est le {long_day(day)} "
        f"({number(most)}). Aucun terminal publié ces jours-là."
    )


def site_map(frame: Any, selection: Choice) -> str:
    """How many sites are published, rising, falling, under the threshold, without data."""
    status = values(frame, "status")
    published, hidden = status.count("publié"), status.count("sous le seuil")
    parts = [f"{_counted(published, 'sites', 'publiés')} sur {number(len(status))}"]
    changes = [change for (change,) in known(frame, "change_pct")]
    if changes:
        rising = sum(moves(change) > 0 for change in changes)
        falling = sum(moves(change) < 0 for change in changes)
        parts.append(f"{number(rising)} en hausse, {number(falling)} en baisse")
    if hidden:
        parts.append(f"{number(hidden)} sous le seuil de secret")
    if absent := status.count("sans donnée"):
        parts.append(f"{number(absent)} sans donnée")
    return f"{f'{NARROW}; '.join(parts)}."


def _compared(frame: Any, selection: Choice) -> str:
    """The change over the complete days that have both values; a missing day is not a zero."""
    days = known(frame, "terminals", "terminals_before", "complete")
    pairs = [day for day in days if day[1] is not None and day[2]]
    change = change_percent(sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))
    what = COMPARED_DAYS.get(selection.comparison, "la période de comparaison")
    if change is None:
        return f"sans valeur à comparer pour {what}"
    partly = len(pairs) < len(frame)
    scope = f" sur {with_unit(len(pairs), 'jours')} comparables" if partly else ""
    if not moves(change):
        return f"autant que {what}{scope}"
    more = "plus" if change > 0 else "moins"
    return f"soit {percent(abs(change))} de {more} que {what}{scope}"


def _extremes(changes: Sequence[tuple[float, str]]) -> list[str]:
    (high, riser), (low, faller) = max(changes, key=first_cell), min(changes, key=first_cell)
    parts = []
    if moves(high) > 0:
        parts.append(f"plus forte hausse{NBSP}: {riser} ({signed_percent(high)})")
    if moves(low) < 0:
        parts.append(f"plus forte baisse{NBSP}: {faller} ({signed_percent(low)})")
    return parts


def _counted(count: float, unit: str, participle: str) -> str:
    """ "2 terminaux connectés", "1 terminal connecté": the participle agrees too."""
    agreed = participle if abs(count) >= 2 else participle.removesuffix("s")
    return f"{with_unit(count, unit)} {agreed}"


def _connections(count: float) -> str:
    return with_unit(count, "connexions", 1)


def _covered_part(frame: Any) -> str:
    """How much of the connections the published hours hold."""
    covered_pct = next(iter(values(frame, "covered_pct")), None)
    if covered_pct is None or covered_pct >= 100:
        return ""
    return (
        f" Les heures publiées réunissent {percent(covered_pct, 0)} des connexions{NARROW}; "
        "les autres, sous le seuil de secret, restent vides."
    )
