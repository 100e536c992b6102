import csv
from pathlib import Path

import pytest

from loaders.buildings.opening_hours import Opening, opening_hours

MORNING, AFTERNOON = (8 * 60 + 30, 12 * 60), (13 * 60 + 30, 17 * 60 + 30)
WEEK = [(day, *span) for day in range(5) for span in (MORNING, AFTERNOON)]


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("lu-ve 08:30-12:00 13:30-17:30", WEEK),
        ("du lundi au vendredi : 8h30-12h et 13h30-17h30", WEEK),
        ("Mo-Fr 08:30-12:00,13:30-17:30", WEEK),
        ("lu-ve 8:30 – 12:00 / 13:30 – 17:30; sa, di fermé", WEEK),
        ("lundi et mercredi 9h à 12h", [(0, 540, 720), (2, 540, 720)]),
        ("ve-lu 9h-12h", [(0, 540, 720), (4, 540, 720), (5, 540, 720), (6, 540, 720)]),
        ("sa 18:00-02:00", [(5, 18 * 60, 24 * 60), (6, 0, 120)]),
        ("di 22h-2h", [(0, 0, 120), (6, 22 * 60, 24 * 60)]),
        ("lu 8h-10h 9h-12h", [(0, 480, 720)]),
        ("7j/7 00:00-24:00", [(day, 0, 1440) for day in range(7)]),
        ('[["lundi","mardi",[["08:30:00","12:00:00"]]]]', [(0, *MORNING), (1, *MORNING)]),
    ],
)
def test_hours_are_read(text: str, openings: list[Opening]) -> None:
    assert opening_hours(text) == openings


@pytest.mark.parametrize(
    "text",
    [
        "sur rendez-vous",
        "lu-ve",
        "lu 25:00-26:00",
        "lu 8h70-12h",
        "lu 9h-9h",
        "di fermé",
        "lu 9h-12h, mardi 9h-12h",
        "lu 8h30-12h sauf juillet",
        "lu 8h30-12h; sur rendez-vous",
        "[1]",
        "[[1, 2, 3]]",
        '[["lundi","lundi",[[8, 12, 3]]]]',
        '[["Montag","lundi",[["08:00","12:00"]]]]',
        '[["lundi"',
        "",
    ],
)
def test_what_is_not_read_whole_is_not_read(text: str) -> None:
    assert opening_hours(text) is None


def test_hours_of_the_real_town_halls(open_data_dir: Path) -> None:
    with (open_data_dir / "geo" / "mairies_37_41.csv").open(encoding="utf-8") as file:
        texts = [row["horaires"] for row in csv.DictReader(file)]
    assert len(texts) == 539
    assert all(opening_hours(text) for text in texts)
