"""Opening hours in words."""

from collections.abc import Iterable
from itertools import groupby

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NBSP, NARROW = "\u00a0", "\u202f"


def opening_words(opening: Iterable[tuple[int, int, int]]) -> str:
    """ "lundi à vendredi 8 h 30-12 h et 13 h 30-17 h ; samedi 9 h-12 h"; empty without hours.

    `opening` are rows (weekday, start_min, end_min) in order; days of the same hours that follow
    one another are told together.
    """
    spans: dict[int, list[str]] = {}
    for weekday, start_min, end_min in opening:
        spans.setdefault(weekday, []).append(f"{_clock(start_min)}-{_clock(end_min)}")
    by_day = sorted((weekday, " et ".join(hours)) for weekday, hours in spans.items())
    # Days that follow one another with the same hours keep the same difference with their rank.
    runs = groupby(enumerate(by_day), key=lambda item: (item[1][0] - item[0], item[1][1]))
    words = [_run([day for _, (day, _) in run], hours) for (_, hours), run in runs]
    return f"{NARROW}; ".join(words)


def _run(days: list[int], hours: str) -> str:
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]]
    return f"{first} {hours}" if first == last else f"{first} à {last} {hours}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}{NBSP}h{f'{NBSP}{minute:02}' if minute else ''}"
