"""Opening hours in French: one line, day by day, and now."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from components.inclusion.inclusion_hours import by_weekday, hour, open_in_words, week_in_words

MONDAY = date(2026, 1, 12)
# Tuesday, half past ten.
NOW = datetime(2026, 11, 24, 10, 30)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def spans(**days: str) -> list[SimpleNamespace]:
    """Spans of a week: d0="9-12 14-17.5" is Monday from 9 to 12, then from 14 to 17:30."""
    found = []
    for name, text in days.items():
        start_of_day = datetime.combine(MONDAY + timedelta(days=int(name[1:])), time())
        for span in text.split():
            start, end = (start_of_day + timedelta(hours=float(one)) for one in span.split("-"))
            found.append(SimpleNamespace(start=start, end=end))
    return found


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (None, "non connus"),
        ([], "jamais ouvert au public"),
        (spans(d1="10-12 14-18"), "mardi 10 h–12 h, 14 h–18 h"),
        (spans(d2="10-17", d5="10-17"), "mercredi et samedi 10 h–17 h"),
        (
            spans(**{f"d{n}": "9-12 14-17.5" for n in range(5)}, d5="9-12"),
            "du lundi au vendredi 9 h–12 h, 14 h–17 h 30 ; samedi 9 h–12 h",
        ),
        (spans(d0="9-12", d1="9-12", d3="9-12"), "lundi, mardi et jeudi 9 h–12 h"),
        (spans(**{f"d{n}": "0-24" for n in range(7)}), "tous les jours 24 h sur 24"),
        (spans(d4="20-24"), "vendredi 20 h–minuit"),
    ],
)
def test_a_week_in_one_line(week, words):
    assert plain(week_in_words(week)) == words


def test_a_week_day_by_day():
    days = [plain(day) for day in by_weekday(spans(d1="10-12 14-18"))]
    assert days == ["fermé", "10 h–12 h, 14 h–18 h", *["fermé"] * 5]


def test_an_hour_says_its_minutes_only_when_it_has_some():
    told = [plain(hour(datetime(2026, 1, 1, *moment))) for moment in ((9, 0), (9, 5), (0, 0))]
    assert told == ["9 h", "9 h 05", "minuit"]


@pytest.mark.parametrize(
    ("is_open", "changes_at", "words"),
    [
        (True, datetime(2026, 11, 24, 12), "Ouvert maintenant, jusqu’à 12 h"),
        (True, datetime(2026, 11, 25, 0), "Ouvert maintenant, jusqu’à minuit"),
        (True, datetime(2026, 12, 1, 9), "Ouvert maintenant, jusqu’au 1er décembre 2026"),
        (True, None, "Ouvert maintenant"),
        (False, datetime(2026, 11, 24, 14), "Fermé maintenant, ouvre à 14 h"),
        (False, datetime(2026, 11, 25, 9, 30), "Fermé maintenant, ouvre demain à 9 h 30"),
        (False, datetime(2026, 11, 28, 9), "Fermé maintenant, ouvre samedi à 9 h"),
        (
            False,
            datetime(2026, 12, 1, 9),
            "Fermé maintenant, ouvre le mardi 1er décembre 2026 à 9 h",
        ),
        (False, None, "Fermé maintenant"),
    ],
)
def test_open_or_closed_now_and_until_when(is_open, changes_at, words):
    found = SimpleNamespace(is_open=is_open, changes_at=changes_at)
    assert plain(open_in_words(found, NOW)) == words


def test_nothing_is_said_of_unknown_hours():
    assert open_in_words(None, NOW) == ""
