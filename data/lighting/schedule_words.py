"""A schedule in words: what lights a cabinet, and what lowers it."""

from data.lighting.burning import ALL_YEAR, EVERY_DAY, Reduction, Schedule
from data.lighting.vocabulary import FIXED

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def schedule_words(schedule: Schedule) -> str:
    """ "Du coucher au lever du soleil ; éteint de 23 h à 5 h"."""
    lit = "Du coucher au lever du soleil"
    if schedule.rule == FIXED:
        lit = f"Allumé de {_hour(schedule.on_min)} à {_hour(schedule.off_min)}"
    return "\u202f; ".join([lit, *map(reduction_words, schedule.reductions)])


def reduction_words(less: Reduction) -> str:
    """ "éteint de 23 h à 5 h, les nuits de vendredi et samedi, du 1er juin au 31 août"."""
    level = "éteint" if less.level_pct <= 0 else f"abaissé à {less.level_pct:.0f}\u202f%"
    words = f"{level} de {_hour(less.start_min)} à {_hour(less.end_min)}"
    if set(less.weekdays) != set(EVERY_DAY):
        names = [WEEKDAYS[int(digit)] for digit in sorted(set(less.weekdays))]
        listed = " et ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        words += f", les nuits de {listed}" if len(names) > 1 else f", la nuit de {listed}"
    if (less.season_start, less.season_end) != ALL_YEAR:
        words += f", du {_day(less.season_start)} au {_day(less.season_end)}"
    return words


def _hour(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    return f"{hours}\u00a0h\u00a0{minutes:02d}" if minutes else f"{hours}\u00a0h"


def _day(text: str) -> str:
    month, day = map(int, text.split("-"))
    return f"{'1er' if day == 1 else day} {MONTHS[month - 1]}"
