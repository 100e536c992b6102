"""The words of public screens: one catalogue a language, numbers and dates in its locale."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

FOLDER = Path(__file__).parent / "texts"
# English is that of British visitors: days before months.
LOCALES = {"fr": "fr", "en": "en_GB", "de": "de", "nl": "nl", "es": "es", "it": "it"}
# The first of a month, where it is not a plain number.
FIRSTS = {"fr": "1er", "it": "1º"}
# Under this a distance is said in metres, to the hundred; over the next, without decimal.
KM, FAR_KM, M_PER_KM, STEP_M = 1.0, 10.0, 1000, 100
Catalogue = Mapping[str, Mapping[str, str | Mapping[str, str]]]


@dataclass(frozen=True)
class Voice:
    """A language: its words by section and key, its numbers, its dates."""

    code: str
    locale: Locale
    catalogue: Catalogue

    def text(self, section: str, key: str, **values: object) -> str:
        """The words of a key, with these values in their places."""
        return self.catalogue[section][key].format(**values)

    def plural(self, section: str, key: str, count: float, **values: object) -> str:
        """The words of a key in the form that a count takes in this language."""
        forms = self.catalogue[section][key]
        form = forms.get(self.locale.plural_form(count), forms["other"])
        return form.format(count=self.number(count), **values)

    def level(self, level: str) -> str:
        """How busy, in a word."""
        return self.text("levels", level)

    def number(self, value: float) -> str:
        """A number without decimals."""
        return format_decimal(round(value), locale=self.locale)

    def distance(self, km: float) -> str:
        """ "800 m", "4,2 km", "12 km"."""
        if km < KM:
            metres = max(STEP_M, round(km * M_PER_KM / STEP_M) * STEP_M)
            if metres < M_PER_KM:
                return format_unit(metres, "length-meter", "short", locale=self.locale)
        pattern = "#,##0" if km >= FAR_KM else "#,##0.#"
        return format_unit(km, "length-kilometer", "short", format=pattern, locale=self.locale)

    def clock(self, moment: time) -> str:
        """ "9 h", "9 h 30"."""
        return self._time(moment, "minutes" if moment.minute else "hour")

    def _time(self, moment: time, pattern: str) -> str:
        return format_time(moment, self.text("clock", pattern), locale=self.locale)

    def hour(self, hour: int) -> str:
        """ "9 h"; midnight is that of the next day."""
        return self.clock(time(hour % 24))

    def span(self, start: datetime, end: datetime) -> str:
        """ "9 h – 12 h 30"."""
        begin = self._time(start.time(), "start_minutes" if start.minute else "start_hour")
        return self.text("clock", "span", start=begin, end=self.clock(end.time()))

    def day(self, day: date) -> str:
        """ "samedi 28 novembre"."""
        told = format_date(day, self.text("clock", "day"), locale=self.locale)
        first = FIRSTS.get(self.code) if day.day == 1 else None
        return told.replace(" 1 ", f" {first} ") if first else told

    def weekday(self, day: date) -> str:
        """ "Mardi"."""
        return capitalised(format_date(day, "EEEE", locale=self.locale))

    def on(self, day: date) -> str:
        """ "mardi", "Dienstag", "el martes": a day of the week within a sentence."""
        return format_date(day, self.text("clock", "on"), locale=self.locale)

    def listed(self, words: Sequence[str]) -> str:
        """ "a, b et c"."""
        return format_list(list(words), locale=self.locale)


def capitalised(words: str) -> str:
    """The same words, the first one with a capital."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=len(LOCALES))
def voice(code: str) -> Voice:
    """The voice of a language, read at its first use."""
    text = (FOLDER / f"{code}.toml").read_text(encoding="utf-8")
    return Voice(code, Locale.parse(LOCALES[code]), tomllib.loads(text))
