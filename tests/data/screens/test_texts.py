"""The catalogues: the same keys everywhere, and each language's own numbers, dates and hours."""

from datetime import date, datetime, time
from string import Formatter

import pytest

from data.screens.texts import LOCALES, voice
from data.screens.vocabulary import LANGUAGES
from tests.data.screens.screen_store import plain

NARROW = "\u202f"


def placeholders(words: object) -> object:
    """A catalogue with the sorted names of its placeholders in place of words."""
    if isinstance(words, str):
        return sorted(name for _, name, _, _ in Formatter().parse(words) if name is not None)
    return {key: placeholders(text) for key, text in words.items()}


def test_every_language_of_screens_has_a_locale():
    assert list(LOCALES) == list(LANGUAGES)


@pytest.mark.parametrize("code", [code for code in LOCALES if code != "fr"])
def test_each_language_has_the_keys_and_placeholders_of_french(code):
    assert placeholders(voice(code).catalogue) == placeholders(voice("fr").catalogue)


@pytest.mark.parametrize("code", LOCALES)
def test_no_word_is_empty_and_each_plural_has_its_forms(code):
    def words(section: object) -> list[str]:
        if isinstance(section, str):
            return [section]
        return [text for part in section.values() for text in words(part)]

    assert all(text.strip() for text in words(voice(code).catalogue))
    for section, key in (("calm", "title"), ("fact", "dark"), ("fact", "water")):
        assert set(voice(code).catalogue[section][key]) == {"one", "other"}


@pytest.mark.parametrize(
    ("code", "number", "distance", "near"),
    [
        ("fr", f"12{NARROW}345", "4,2", "800"),
        ("en", "12,345", "4.2", "800"),
        ("de", "12.345", "4,2", "800"),
        ("nl", "12.345", "4,2", "800"),
        ("es", "12.345", "4,2", "800"),
        ("it", "12.345", "4,2", "800"),
    ],
)
def test_numbers_and_distances_are_those_of_the_locale(code, number, distance, near):
    one = voice(code)
    assert one.number(12345.4) == number
    assert one.distance(4.21).split() == [distance, "km"]
    assert one.distance(0.76).split() == [near, "m"]
    assert one.distance(0.97).split() == ["1", "km"]
    assert one.distance(0.01).split() == ["100", "m"]
    assert one.distance(12.4).split() == ["12", "km"]


@pytest.mark.parametrize(
    ("code", "first", "leap", "weekday"),
    [
        ("fr", "vendredi 1er mai", "mardi 29 février", "Mardi"),
        ("en", "Friday 1 May", "Tuesday 29 February", "Tuesday"),
        ("de", "Freitag, 1. Mai", "Dienstag, 29. Februar", "Dienstag"),
        ("nl", "vrijdag 1 mei", "dinsdag 29 februari", "Dinsdag"),
        ("es", "viernes 1 de mayo", "martes 29 de febrero", "Martes"),
        ("it", "venerdì 1º maggio", "martedì 29 febbraio", "Martedì"),
    ],
)
def test_days_are_said_as_in_the_language(code, first, leap, weekday):
    assert voice(code).day(date(2026, 5, 1)) == first
    assert voice(code).day(date(2028, 2, 29)) == leap
    assert voice(code).weekday(date(2028, 2, 29)) == weekday


@pytest.mark.parametrize(
    ("code", "nine", "half", "span", "listed"),
    [
        ("fr", "9 h", "9 h 30", "9 h 30 – 18 h", "a, b et c"),
        ("en", "9 am", "9:30 am", "9:30 am – 6 pm", "a, b and c"),
        ("de", "9 Uhr", "9:30 Uhr", "9:30 – 18 Uhr", "a, b und c"),
        ("nl", "9 uur", "9.30 uur", "9.30 – 18 uur", "a, b en c"),
        ("es", "9:00", "9:30", "9:30 – 18:00", "a, b y c"),
        ("it", "9:00", "9:30", "9:30 – 18:00", "a, b e c"),
    ],
)
def test_hours_are_said_as_in_the_language(code, nine, half, span, listed):
    one = voice(code)
    assert plain(one.clock(time(9))) == nine
    assert plain(one.clock(time(9, 30))) == half
    begin, end = datetime(2026, 5, 1, 9, 30), datetime(2026, 5, 1, 18)
    assert plain(one.span(begin, end)) == span
    assert one.listed(["a", "b", "c"]) == listed


@pytest.mark.parametrize(
    ("code", "one", "several"),
    [
        ("fr", "Un lieu calme", "3 lieux calmes"),
        ("en", "A quiet place", "3 quiet places"),
        ("de", "Ein ruhiger Ort", "3 ruhige Orte"),
        ("nl", "Een rustige plek", "3 rustige plekken"),
        ("es", "Un lugar tranquilo", "3 lugares tranquilos"),
        ("it", "Un luogo tranquillo", "3 luoghi tranquilli"),
    ],
)
def test_one_and_several_are_not_said_alike(code, one, several):
    assert voice(code).plural("calm", "title", 1).startswith(one)
    assert voice(code).plural("calm", "title", 3).startswith(several)


def test_a_million_takes_the_form_that_the_catalogue_has():
    # French, Spanish and Italian have a form of their own for millions: that of others stands.
    assert "litres" in voice("fr").plural("fact", "water", 2_000_000)


def test_the_words_of_the_frame_leave_the_instant_to_the_screen():
    told = voice("fr").catalogue["words"]
    assert told["as_of"] == "Informations du {when}"
