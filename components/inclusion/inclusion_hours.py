"""Opening hours in French: a week in one line, day by day, and what is open now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from components.formats import NARROW, NBSP, WEEKDAYS, day, enumeration, long_day

UNKNOWN = "non connus"
CLOSED = "fermé"
ALL_DAY = f"24{NBSP}h sur 24"


class Span(Protocol):
    """From an instant to another of the local clock, on one day."""

    start: datetime
    end: datetime


class OpenNow(Protocol):
    """Whether a place is open, and when that changes; None: not within what its hours say."""

    is_open: bool
    changes_at: datetime | None


def week_in_words(spans: Sequence[Span] | None) -> str:
    """ "mardi 10 h–12 h, 14 h–18 h ; mercredi et samedi 10 h–17 h"; days alike are told once."""
    if spans is None:
        return UNKNOWN
    alike: dict[str, list[int]] = {}
    for weekday, words in enumerate(by_weekday(spans)):
        if words != CLOSED:
            alike.setdefault(words, []).append(weekday)
    told = [f"{_days(days)} {words}" for words, days in alike.items()]
    return f"{NARROW}; ".join(told) or "jamais ouvert au public"


def by_weekday(spans: Sequence[Span]) -> list[str]:
    """The hours of each day from Monday, "fermé" where there are none."""
    days: list[list[str]] = [[] for _ in WEEKDAYS]
    for span in spans:
        days[span.start.weekday()].append(_span(span))
    return [", ".join(words) or CLOSED for words in days]


def _span(span: Span) -> str:
    if span.end - span.start >= timedelta(days=1):
        return ALL_DAY
    return f"{hour(span.start)}–{hour(span.end)}"


def _days(weekdays: Sequence[int]) -> str:
    """ "du lundi au vendredi", "mercredi et samedi", "tous les jours"."""
    if len(weekdays) == len(WEEKDAYS):
        return "tous les jours"
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    words: list[str] = []
    for run in runs:
        first, last = WEEKDAYS[run[0]], WEEKDAYS[run[-1]]
        words += [f"du {first} au {last}"] if len(run) > 2 else [WEEKDAYS[one] for one in run]
    return enumeration(words)


def hour(moment: datetime) -> str:
    """ "10 h", "9 h 30", "minuit"."""
    if not moment.hour and not moment.minute:
        return "minuit"
    minutes = f"{NBSP}{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def open_in_words(found: OpenNow | None, now: datetime) -> str:
    """ "Ouvert maintenant, jusqu’à 18 h", "Fermé maintenant, ouvre demain à 9 h"; empty if unknown.

    `now` is of the local clock.
    """
    if found is None:
        return ""
    change = found.changes_at
    if found.is_open:
        return f"Ouvert maintenant{'' if change is None else _until(change, now)}"
    return f"Fermé maintenant{'' if change is None else f', ouvre {_when(change, now)}'}"


def _until(moment: datetime, now: datetime) -> str:
    """Within a day the hour is enough, even after midnight."""
    if moment - now > timedelta(days=1):
        return f", jusqu’au {day(moment)}"
    return f", jusqu’à {hour(moment)}"


def _when(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days == 0:
        return f"à {hour(moment)}"
    if days == 1:
        return f"demain à {hour(moment)}"
    if days < len(WEEKDAYS):
        return f"{WEEKDAYS[moment.weekday()]} à {hour(moment)}"
    return f"le {long_day(moment)} à {hour(moment)}"
