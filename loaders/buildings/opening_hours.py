"""Opening hours as lists write them, one text a place, brought to minutes of each weekday."""

import json
import re

from loaders.reading import folded

DAY_MIN, WEEK = 1440, 7
NAMES = (
    ("lundi", "lu", "lun", "mo", "mon"),
    ("mardi", "ma", "mar", "tu", "tue"),
    ("mercredi", "me", "mer", "we", "wed"),
    ("jeudi", "je", "jeu", "th", "thu"),
    ("vendredi", "ve", "ven", "fr", "fri"),
    ("samedi", "sa", "sam", "sat"),
    ("dimanche", "di", "dim", "su", "sun"),
)
WEEKDAYS = {name: weekday for weekday, names in enumerate(NAMES) for name in names}
EVERY_DAY = ("touslesjours", "tlj", "7j7", "7jours7")
CLOCK = r"(\d{1,2})\s*[:hH]\s*(\d{2})?(?::\d{2})?"
SPAN = re.compile(rf"{CLOCK}\s*(?:-|–|à|a)\s*{CLOCK}")
GROUP = re.compile(
    r"^(?P<days>\D*?[^\d\s:]|7j/7|7 jours/7)\s*:?\s*(?P<hours>\d.*|ferm[ée]+.*)$", re.I
)

Opening = tuple[int, int, int]


def opening_hours(text: str) -> list[Opening] | None:
    """(weekday from Monday 0, start, end) in minutes, sorted; None when it cannot be read.

    "lu-ve 08:30-12:00 13:30-17:30; sa 9h-12h", or the JSON of the public directory:
    [["lundi", "vendredi", [["08:30:00", "12:00:00"]]]]. A span past midnight is cut there.
    """
    try:
        spans = _from_json(text) if text.lstrip().startswith("[") else _from_words(text)
    except (ValueError, TypeError, KeyError):
        return None
    return _merged(spans) or None


def _from_json(text: str) -> list[Opening]:
    return [
        opening
        for first, last, hours in json.loads(text)
        for start, end in hours
        for opening in _openings(_days(first, last), _minutes(start), _minutes(end))
    ]


def _from_words(text: str) -> list[Opening]:
    openings: list[Opening] = []
    for group in filter(None, (part.strip() for part in re.split(r"[;|\n]", text))):
        found = GROUP.match(group)
        if found is None:
            raise ValueError(group)
        days = named_days(found["days"])
        for start, end in _spans(found["hours"]):
            openings += _openings(days, start, end)
    return openings


def named_days(text: str) -> list[int]:
    """ "lu-ve" -> 0..4, "lundi, mercredi et vendredi" -> 0, 2, 4. Raises KeyError for others."""
    if folded(text) in EVERY_DAY:
        return list(range(WEEK))
    days: list[int] = []
    for part in filter(None, re.split(r",|/|\bet\b|&", text.lower())):
        ends = re.split(r"-|–|\bau\b|à", re.sub(r"^\s*du\b", "", part))
        days += _days(ends[0], ends[-1])
    return days


def _days(first: str, last: str) -> list[int]:
    """Weekdays from one to another; "ve-lu" goes over the end of the week."""
    start, end = WEEKDAYS[folded(first)], WEEKDAYS[folded(last)]
    return [day % WEEK for day in range(start, end + 1 if end >= start else end + 1 + WEEK)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Every span of a text; nothing may be left but what joins them, or "fermé"."""
    left = SPAN.sub("", text)
    if folded(left) not in ("", "et", "puis", "ferme", "fermee"):
        raise ValueError(text)
    return [
        (_clock(start, start_min), _clock(end, end_min))
        for start, start_min, end, end_min in SPAN.findall(text)
    ]


def _minutes(text: str) -> int:
    hour, minute = str(text).split(":")[:2]
    return _clock(hour, minute)


def _clock(hour: str, minute: str) -> int:
    value = int(hour) * 60 + int(minute or 0)
    if not 0 <= value <= DAY_MIN or int(minute or 0) >= 60:
        raise ValueError(hour)
    return value


def _openings(days: list[int], start: int, end: int) -> list[Opening]:
    if start == end:
        raise ValueError(start)
    if start < end:
        return [(day, start, end) for day in days]
    evening = [(day, start, DAY_MIN) for day in days if start < DAY_MIN]
    return evening + [((day + 1) % WEEK, 0, end) for day in days if end > 0]


def _merged(openings: list[Opening]) -> list[Opening]:
    """Sorted, with spans that touch or overlap made one."""
    merged: list[Opening] = []
    for day, start, end in sorted(openings):
        if merged and merged[-1][0] == day and start <= merged[-1][2]:
            merged[-1] = (day, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((day, start, end))
    return merged
