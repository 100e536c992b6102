"""Opening hours in free French words, brought to those of OpenStreetMap when all of it is sure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.buildings.opening_hours import NAMES, named_days

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = "|".join(names[0] for names in NAMES)
DAYS = re.compile(rf"((?:{DAY})\b(?:\s*(?:,|-|–|/|\bet\b|\bau\b|à)\s*(?:{DAY})\b)*)", re.I)
TIME = re.compile(r"(\d{1,2})\s*[hH:]\s*(\d{2}(?!\s*[hH:]))?")
# What may stand between days and hours without changing them.
JOINING = re.compile(
    r"[\s:,;./()–-]|\b(accueil|du|de|des|le|les|à|au|a|et|public|ouvert|sans rdv|ferm[ée]+)\b", re.I
)
MINUTES_A_DAY = 24 * 60


def osm_hours(text: str, days: Sequence[str] = ()) -> str | None:
    """ "Mardi : 13h-19h / Mercredi : 10h-18h" -> "Tu 13:00-19:00; We 10:00-18:00".

    Without a day in the text, its hours are those of each of `days`. None as soon as a word may
    change the meaning: holidays, appointments, a telephone number.
    """
    before, *parts = DAYS.split(text)
    if not parts:
        parts, before = [", ".join(days), text] if days else [], ""
    if not parts or JOINING.sub("", before):
        return None
    rules: dict[int, list[str]] = {}
    for words, hours in zip(parts[::2], parts[1::2], strict=True):
        spans = _spans(hours)
        if spans is None:
            return None
        for day in _days(words.lower()):
            if day in rules:
                return None
            rules[day] = spans
    told = [f"{OSM_DAYS[day]} {','.join(spans)}" for day, spans in sorted(rules.items()) if spans]
    return "; ".join(told) or None


def _days(words: str) -> list[int]:
    """ "lundi-vendredi" goes from one to the other; "lundi-mardi-jeudi" is a list."""
    dashes = re.findall(r"[-–]", words)
    return named_days(re.sub(r"[-–]", ",", words) if len(dashes) > 1 else words)


def _spans(text: str) -> list[str] | None:
    """Spans of times taken two by two; None when they do not go by pairs, or do not only rise."""
    times = [int(hour) * 60 + int(minute or 0) for hour, minute in TIME.findall(text)]
    rising = all(first < second for first, second in pairwise(times))
    if JOINING.sub("", TIME.sub("", text)) or len(times) % 2 or not rising:
        return None
    if times and times[-1] > MINUTES_A_DAY:
        return None
    return [
        f"{_clock(start)}-{_clock(end)}" for start, end in zip(times[::2], times[1::2], strict=True)
    ]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
