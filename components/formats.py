"""French numbers, dates and durations: the only formatter of the application."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from zoneinfo import ZoneInfo

NARROW = "\u202f"
NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "n.d."
PARIS = ZoneInfo("Europe/Paris")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# Words that lose their plural mark below 2; symbols (min, kWh) never have one.
SINGULARS = {
    "terminaux": "terminal",
    "connexions": "connexion",
    "passages": "passage",
    "visites": "visite",
    "sites": "site",
    "bornes": "borne",
    "jours": "jour",
    "journées": "journée",
    "lignes": "ligne",
    "bâtiments": "bâtiment",
    "alertes": "alerte",
    "dérives": "dérive",
    "fuites": "fuite",
    "points": "point",
    "heures": "heure",
    "minutes": "minute",
    "écrans": "écran",
    "armoires": "armoire",
    "communes": "commune",
    "secteurs": "secteur",
    "services": "service",
    "capteurs": "capteur",
    "habitants": "habitant",
    "lieux": "lieu",
    "mesures": "mesure",
    "accompagnements": "accompagnement",
    "compteurs": "compteur",
    "réparations": "réparation",
    "règles": "règle",
}
MILLION = 1_000_000
# Unit -> larger unit, how many of the former it holds, decimals.
SAID_LARGER = {
    "kWh": ("MWh", 1000, 0),
    "€": ("M€", MILLION, 2),
    "€ par an": ("M€ par an", MILLION, 2),
}
# Enough digits for any float, so that rounding never fails.
EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or pandas' NA. Zero is not missing."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def number(value: float | None, decimals: int = 0) -> str:
    """12345.678 with 1 decimal -> "12 345,7", rounded half up; missing or infinite -> "n.d."."""
    rounded = _rounded(value, decimals)
    if rounded is None:
        return MISSING
    text = f"{rounded.copy_abs():,f}".replace(",", NARROW).replace(".", ",")
    return MINUS + text if rounded < 0 else text


def with_unit(value: float | None, unit: str, decimals: int = 0) -> str:
    """The number and its unit, which agrees: "1 terminal", "2 terminaux", "8,2 %"."""
    text = number(value, decimals)
    if text == MISSING or not unit:
        return text
    return f"{text}{NARROW if unit == '%' else NBSP}{unit_of(value, unit, decimals)}"


def energy(kwh: float | None) -> str:
    """812345 -> "812 345 kWh"; from a million kWh on, in MWh: "48 213 MWh"."""
    return with_unit(*readable(kwh, "kWh"))


def readable(value: float | None, unit: str, decimals: int = 0) -> tuple[float | None, str, int]:
    """Value, unit and decimals that say it in few digits: from a million on, MWh and M€."""
    if unit not in SAID_LARGER or is_missing(value) or abs(value) < MILLION:
        return value, unit, decimals
    larger, times, kept = SAID_LARGER[unit]
    return value / times, larger, kept


def unit_of(value: float | None, unit: str, decimals: int = 0) -> str:
    """The unit in the number that French wants: singular below 2 (0, 1 and 1,5)."""
    rounded = _rounded(value, decimals)
    if rounded is None or abs(rounded) >= 2:
        return unit
    return SINGULARS.get(unit, unit)


def percent(value: float | None, decimals: int = 1) -> str:
    """8.2 -> "8,2 %"; the value is already in percent."""
    return with_unit(value, "%", decimals)


def signed(value: float | None, decimals: int = 0) -> str:
    """8.2 -> "+8,2", -8.2 -> "−8,2"; what rounds to zero has no sign."""
    rounded = _rounded(value, decimals)
    return f"{'+' if rounded is not None and rounded > 0 else ''}{number(value, decimals)}"


def signed_percent(value: float | None, decimals: int = 1) -> str:
    """8.2 -> "+8,2 %", -8.2 -> "−8,2 %"; what rounds to zero has no sign."""
    text = signed(value, decimals)
    return text if text == MISSING else f"{text}{NARROW}%"


def change_percent(current: float | None, before: float | None) -> float | None:
    """100 x (current - before) / before, in percent; None when missing or when before is 0."""
    if is_missing(current) or is_missing(before) or before == 0:
        return None
    return 100 * (current - before) / before


def day(value: date) -> str:
    """ "22 novembre 2026", "1er novembre 2026"."""
    return f"{_day_of_month(value)} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """ "22 nov. 2026"."""
    return f"{_day_of_month(value)} {SHORT_MONTHS[value.month - 1]} {value.year}"


def long_day(value: date) -> str:
    """ "samedi 15 août 2026"."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def month(value: date) -> str:
    """ "novembre 2026"."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def period(start: date, end: date) -> str:
    """ "du 1er au 21 novembre 2026", without saying twice the month or year; one day: "le …"."""
    if start == end:
        return f"le {day(start)}"
    first = _day_of_month(start)
    if (start.year, start.month) != (end.year, end.month):
        first += f" {MONTHS[start.month - 1]}"
    if start.year != end.year:
        first += f" {start.year}"
    return f"du {first} au {day(end)}"


def age(hours: float | None) -> str:
    """ "à l’instant", "il y a 12 min", "il y a 3 h", then from 48 h "il y a 2 jours"."""
    if is_missing(hours):
        return MISSING
    if hours < 1 / 60:
        return "à l’instant"
    if hours < 1:
        return f"il y a {int(hours * 60)}{NBSP}min"
    if hours < 48:
        return f"il y a {int(hours)}{NBSP}h"
    return f"il y a {number(int(hours / 24))}{NBSP}jours"


def elapsed(seconds: float | None) -> str:
    """ "moins d’une minute", "2 minutes", "3 heures", then from 48 h "2 jours"."""
    if is_missing(seconds):
        return MISSING
    if seconds < 60:
        return "moins d’une minute"
    if seconds < 3600:
        return with_unit(int(seconds / 60), "minutes")
    if seconds < 48 * 3600:
        return with_unit(int(seconds / 3600), "heures")
    return with_unit(int(seconds / 86400), "jours")


def duration_min(minutes: float | None) -> str:
    """95 -> "1 h 35 min", 45 -> "45 min", 120 -> "2 h"; rounded to the minute."""
    rounded = _rounded(minutes, 0)
    if rounded is None:
        return MISSING
    hours, rest = divmod(int(rounded), 60)
    parts = [f"{number(hours)}{NBSP}h"] * (hours > 0) + [f"{rest}{NBSP}min"] * (rest > 0)
    return NBSP.join(parts) or f"0{NBSP}min"


def clock(moment: datetime) -> str:
    """ "14 h 05" in Europe/Paris; a moment without zone is taken as it is."""
    local = moment.astimezone(PARIS) if moment.tzinfo else moment
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"


def clock_h(hours: float) -> str:
    """17.5 -> "17 h 30"; hours go on after midnight: 29 is "5 h 00"."""
    hour, minute = divmod(int(_rounded(60 * hours, 0)), 60)
    return f"{hour - 24 if hour >= 24 else hour}{NBSP}h{NBSP}{minute:02}"


def instant(moment: datetime) -> str:
    """ "22 novembre 2026 à 14 h 05" in Europe/Paris."""
    local = moment.astimezone(PARIS) if moment.tzinfo else moment
    return f"{day(local)} à {clock(local)}"


def enumeration(words: Sequence[str]) -> str:
    """ "a, b et c"; an empty list gives an empty text."""
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _day_of_month(value: date) -> str:
    return "1er" if value.day == 1 else str(value.day)


def _rounded(value: float | None, decimals: int) -> Decimal | None:
    """Half up on the shortest decimal writing of the value; None when missing or infinite."""
    if is_missing(value) or math.isinf(value):
        return None
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), context=EXACT)
