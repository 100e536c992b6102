"""The layers of the atlas as they are drawn: a shape each, told without colour, and few bytes."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from components import formats, theme
from components.filters import Choice
from components.maps import POINTS
from components.tables import TableColumn, values

DRAWN = (POINTS, "data")
# About ten metres: what a mark can show. Whole numbers of that travel.
DECIMALS = 4
KNOWN = "known"
Shape = tuple[tuple[float, float], ...]


def _around(corners: int) -> Shape:
    """A regular shape in a square of side 1, a corner at the top."""
    turns = [2 * pi * corner / corners for corner in range(corners)]
    return tuple((round(0.5 + sin(turn) / 2, 2), round(0.5 - cos(turn) / 2, 2)) for turn in turns)


TRIANGLE = ((0.5, 0.02), (1.0, 0.95), (0.0, 0.95))
SQUARE = ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94))
CROSS = (
    *((0.3, 0), (0.7, 0), (0.7, 0.3), (1, 0.3), (1, 0.7), (0.7, 0.7)),
    *((0.7, 1), (0.3, 1), (0.3, 0.7), (0, 0.7), (0, 0.3), (0.3, 0.3)),
)


@dataclass(frozen=True)
class Look:
    """How a layer is drawn and told: shape, colour, side, what is counted, unit of its values.

    `most`: what is said of the place with the largest value; `lacks`: of those without value.
    """

    shape: Shape
    colour: str
    side_px: int
    things: str
    unit: str
    most: str
    lacks: str
    decimals: int = 0


LOOKS = {
    "alertes": Look(
        TRIANGLE, theme.ALERT, 17, "alertes", "€ par an", "la plus chère", "sans coût connu"
    ),
    "sites": Look(
        _around(14), theme.FOCUS, 12, "sites", "terminaux", "le plus fréquenté",
        "sans chiffre publié",
    ),
    "batiments": Look(
        SQUARE, "#7a3b8f", 11, "bâtiments", "kWh/m²", "le plus gourmand",
        "sans consommation complète ou sans surface",
    ),
    "armoires": Look(
        _around(4), theme.COMPARISON, 10, "armoires", "points", "la plus grande",
        "sans inventaire de leurs points",
    ),
    "secteurs": Look(
        _around(6), "#2563ab", 15, "secteurs", "m³/km/jour", "celui qui perd le plus",
        "dont les fuites ne sont pas connues", 1,
    ),
    "lieux": Look(
        CROSS, theme.GOOD, 13, "lieux", "h par semaine", "le plus ouvert",
        "sans horaires connus",
    ),
}  # fmt: skip
# From below to above: the many do not hide the few, and nothing hides an alert.
PAINTED = ("armoires", "batiments", "sites", "lieux", "secteurs", "alertes")
HEADINGS = {
    "alertes": ("Où", "Alerte", "Coût (€ par an)"),
    "sites": ("Site", "Type de lieu", "Terminaux de la période"),
    "batiments": ("Bâtiment", "Usage", "kWh/m² en douze mois"),
    "armoires": ("Armoire", "Nuit", "Points lumineux"),
    "secteurs": ("Secteur", "Suivi", "Fuites (m³/km/jour)"),
    "lieux": ("Lieu", "Fiche", "Ouverture (h par semaine)"),
}


def table_columns(key: str) -> tuple[TableColumn, ...]:
    """The table of a layer; a place without position is in it, and not on the map."""
    name, words, value = HEADINGS[key]
    return (
        TableColumn("name", name, link="{href}"),
        TableColumn("commune", "Commune"),
        TableColumn("words", words),
        TableColumn("value", value, "number", LOOKS[key].decimals),
        TableColumn("latitude_deg", "Latitude", "number", DECIMALS),
        TableColumn("longitude_deg", "Longitude", "number", DECIMALS),
    )


def columns(frame: Any, selection: Choice) -> dict[str, Any]:
    """The placed rows of a layer by column, for assets/maps/atlas.js.

    Communes and words by their place in a list, addresses without their common beginning,
    positions in ten thousandths of a degree; `hollow` are the rows without value.
    """
    placed = frame[frame["latitude_deg"].notna() & frame["longitude_deg"].notna()]
    links = values(placed, "href")
    start = _common_start(links)
    communes, communes_of = _listed(values(placed, "commune"))
    words, words_of = _listed(values(placed, "words"))
    known = values(placed, "value")
    return {
        "names": values(placed, "name"),
        "communes": communes,
        "commune": communes_of,
        "words": words,
        "word": words_of,
        "told": [_told(*row) for row in zip(placed["layer"], known, strict=True)],
        "hollow": [row for row, state in enumerate(placed["state"]) if state != KNOWN],
        "north": _whole(placed["latitude_deg"]),
        "east": _whole(placed["longitude_deg"]),
        "start": start,
        "ends": [link[len(start) :] for link in links],
    }


def _told(key: str, value: float | None) -> str:
    """The value and its unit; empty when it is not known."""
    look = LOOKS[key]
    return "" if value is None else formats.with_unit(value, look.unit, look.decimals)


def _common_start(links: list[str]) -> str:
    """What all addresses begin with, and which is not a whole one."""
    if len(links) < 2:
        return ""
    first, last = min(links), max(links)
    shared = [a == b for a, b in zip(first, last, strict=False)]
    return first[: (*shared, False).index(False)]


def _listed(texts: list[str]) -> tuple[list[str], list[int]]:
    """The different texts in their order, and the place of each one among them."""
    different = list(dict.fromkeys(texts))
    places = {text: place for place, text in enumerate(different)}
    return different, [places[text] for text in texts]


def _whole(degrees: Any) -> list[int]:
    return [round(degree * 10**DECIMALS) for degree in degrees]
