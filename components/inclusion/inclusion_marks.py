"""What the maps of digital inclusion draw: communes by class, places by kind, places to come."""

from typing import Any

from components import formats, theme
from components.commune_map import (
    FILLED,
    MARKED,
    OUTLINED,
    DrawnCommune,
    Ground,
    Look,
    collection,
)
from components.filters import Choice
from components.findings.wording import named
from components.maps import Places, mark
from components.tables import addresses, values

PLACE_CARD = "/inclusion/lieux/{code}"
ABSENT = "absent"
COMMUNE = "Commune"
MARK_PX = 15
# Between the labels of a list, as the store has it.
BETWEEN = "|"
FRANCE_SERVICES = "France Services"
# About ten metres: what a mark can show.
PLACE_DECIMALS = 4
# First code of the national list of kinds of place -> shape.
SHAPES = {
    "RFS": "services",
    "BIB": "library",
    "MUNI": "town",
    "CCAS": "town",
    "CIAS": "town",
    "INTER": "town",
    "EPCI": "town",
    "ASSO": "group",
    "CS": "group",
    "ESS": "group",
    "MJC": "group",
    "MDE": "group",
}
PLACES = Places(
    "lieux",
    (
        ("services", "France services"),
        ("library", "bibliothèque"),
        ("town", "mairie, CCAS ou intercommunalité"),
        ("group", "association ou centre social"),
        ("other", "autre lieu, ou type inconnu"),
    ),
    reached=True,
    radius_px=15,
)
DEEPEST, DEEP, MIDDLE, LIGHT, LIGHTEST = reversed(theme.SEQUENTIAL[:1] + theme.SEQUENTIAL[2:])
# Ranks with their intervals, distances and coverage are in the table: a tooltip travels with the
# map for each commune, and must weigh little.
SCORE, UNSCORED = "Fragilité {0} sur 10", "Fragilité n.d., trop d’ingrédients inconnus"
FIFTHS = {
    "0": Look(DEEPEST, "plain", "cinquième le plus fragile"),
    "1": Look(DEEP, "cross", "deuxième cinquième"),
    "2": Look(MIDDLE, "lines", "cinquième du milieu"),
    "3": Look(LIGHT, "dots", "quatrième cinquième"),
    "4": Look(LIGHTEST, "plain", "cinquième le moins fragile"),
    ABSENT: Look(theme.SURFACE, "nd", "score inconnu"),
}
FRAGILITY = Ground(
    FIFTHS,
    {
        **{name: (SCORE, look.words) for name, look in FIFTHS.items()},
        ABSENT: (UNSCORED,),
    },
    "cinquième le moins couvert à 30\u00a0Mbit/s",
    {
        FILLED: "Fragilité, en couleurs et hachures",
        OUTLINED: "Couverture faible, en contour tireté",
        MARKED: "Lieux d’aide, en formes",
    },
)


def layers(frame: Any, selection: Choice) -> dict[str, Any]:
    """Communes by fifth of fragility, outlined where fibre lacks, and the places by kind."""
    is_commune = frame["thing"] == COMMUNE
    communes, places = frame[is_commune], frame[~is_commune]
    links = addresses(places, PLACE_CARD)
    names = ("latitude_deg", "longitude_deg", "name", "commune", "kinds", "programmes")
    rows = zip(*(values(places, name) for name in names), links, strict=True)
    marks = [
        mark(
            (round(longitude, PLACE_DECIMALS), round(latitude, PLACE_DECIMALS)),
            shape_of(kinds, programmes),
            MARK_PX,
            [named(name, town)],
            href=link,
        )
        for latitude, longitude, name, town, kinds, programmes, link in rows
        if None not in (latitude, longitude)
    ]
    return collection(marks, [_fragile(*row) for row in _told(communes)], FRAGILITY)


def shape_of(kinds: str | None, programmes: str | None = None) -> str:
    """The shape of a place: that of the first of its kinds that has one, or of its programmes."""
    known = [SHAPES[kind] for kind in (kinds or "").split(BETWEEN) if kind in SHAPES]
    if known:
        return known[0]
    return "services" if FRANCE_SERVICES in (programmes or "").split(BETWEEN) else "other"


TOLD = ("code", "latitude_deg", "longitude_deg", "fragility_fifth", "fragility",
        "least_covered")  # fmt: skip


def _told(frame: Any) -> Any:
    return zip(*(values(frame, name) for name in TOLD), strict=True)


def _fragile(
    code: str,
    latitude: float | None,
    longitude: float | None,
    fifth: float | None,
    score: float | None,
    low: bool,
) -> DrawnCommune:
    look = ABSENT if fifth is None else str(int(fifth))
    return DrawnCommune(code, look, (formats.number(score, 1),), latitude, longitude, bool(low))
