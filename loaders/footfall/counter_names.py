"""What an Eco-Counter column counts: which place, in which direction, as a part or as a total.

`data/reference/counter_places.csv` says it for known names (an operator adds lines); a name that
is not there is read by the vendor's habits (IN, OUT, EST, OUEST, TOTAL).
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.reading import folded

PLACES_FILE = Path(__file__).parents[2] / "data" / "reference" / "counter_places.csv"
COUNTED, WITNESS, TOTAL = "counted", "witness", "total"
BOTH, WAY_IN, WAY_OUT, SUM_OF_WAYS = "both", "in", "out", "in+out"
DIRECTION = re.compile(r"\s+(IN|OUT)(\s+direction\s.*)?$")
# What is counted and on which wire: no part of the name of the place.
SENSOR_WORDS = re.compile(r"(\s+(Cyclists?|Cyclistes?|V[ée]los|Channel\s+\d+))+$", re.I)
SIDE = re.compile(r"\s+(est|ouest|nord|sud)$", re.I)
TOTAL_WORD = re.compile(r"\s+total$", re.I)


@dataclass(frozen=True)
class Counter:
    """A column of a counter file: `role` is counted, witness or total."""

    column: str
    place: str
    role: str
    direction: str
    commune_code: str | None


@cache
def known_places() -> dict[str, tuple[str, str, str | None]]:
    """Folded alias -> (place, role, commune code or None), from the reference table."""
    with PLACES_FILE.open(encoding="utf-8", newline="") as file:
        return {
            folded(row["alias"]): (row["place"], row["role"], row["commune_code"] or None)
            for row in csv.DictReader(file)
        }


def read_counters(columns: Sequence[str]) -> list[Counter]:
    """The counters that the columns of one file describe.

    A total is a check of its parts; in a direction where the file holds no part of the place,
    it is what is counted.
    """
    names = {column: _split_direction(column) for column in columns}
    sided = {folded(SIDE.sub("", name)) for name, _ in names.values() if SIDE.search(name)}
    counters = [
        Counter(column, *_place(name, sided)[:2], direction, _place(name, sided)[2])
        for column, (name, direction) in names.items()
    ]
    counted = {(c.place, c.direction) for c in counters if c.role == COUNTED}
    return [
        Counter(c.column, c.place, COUNTED, c.direction, c.commune_code)
        if c.role == TOTAL and (c.place, c.direction) not in counted
        else c
        for c in counters
    ]


def _split_direction(column: str) -> tuple[str, str]:
    """ "Pont de Fil Channel 3 IN" -> ("Pont de Fil", "in")."""
    way = DIRECTION.search(column)
    name = SENSOR_WORDS.sub("", DIRECTION.sub("", column)).strip()
    return name, way.group(1).lower() if way else BOTH


def _place(name: str, sided: set[str]) -> tuple[str, str, str | None]:
    known = known_places().get(folded(name))
    if known:
        return known
    if TOTAL_WORD.search(name):
        return TOTAL_WORD.sub("", name), TOTAL, None
    if folded(name) in sided:
        return name, TOTAL, None
    return SIDE.sub("", name), COUNTED, None
