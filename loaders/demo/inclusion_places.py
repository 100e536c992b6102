"""Imagined places of digital help on real communes, as several sources describe them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from data import schema
from data.inclusion.vocabulary import SEPARATOR, SERVICES
from data.territory import Commune, Territory
from loaders.demo.days import HELP_PLACES, generator

# Kind -> how its name is made, how often, its labels, the hours that it may keep.
KINDS = {
    "BIB": ("Médiathèque {of}", 0.3, (), ("Tu-Sa 10:00-12:00,14:00-18:00", "We,Sa 10:00-17:00")),
    "MUNI": ("Mairie {of}", 0.2, (), ("Mo-Fr 09:00-12:00", "Mo,Th 14:00-17:00")),
    "RFS": (
        "France services {of}",
        0.2,
        ("France Services",),
        ("Mo-Fr 09:00-12:30,13:30-17:00", "Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00"),
    ),
    "CCAS": ("CCAS {of}", 0.12, (), ("Mo-Fr 08:30-12:30",)),
    "CS": ("Centre social {of}", 0.1, (), ("Mo-Fr 09:00-12:00,14:00-18:00",)),
    "ASSO": ("Atelier numérique {of}", 0.08, (), ("Tu 14:00-17:00", "Fr 09:30-12:00")),
}
SOURCES = {
    "France Services": ("france-services", 1.0),
    "Conseillers numériques": ("conseillers-numeriques", 0.9),
    "Aidants Connect": ("aidants-connect", 0.8),
}
MEDIATION, LISTED, MEDIATOR, HELPER, DATED_MONTHS = "lieux-mediation", 0.85, 0.35, 0.3, 30
SURE_OF_ONE = 6000
POSITION_SD_DEG, FEE = 0.004, "Gratuit"
SUPPORT = ("Accompagnement individuel", "Dans un atelier collectif", "En autonomie")
HOURS_KNOWN, NO_POSITION = 0.8, 0.04


@dataclass(frozen=True)
class HelpPlace:
    """An imagined place; `number` counts from 1."""

    number: int
    kind: str
    name: str
    commune: Commune
    latitude_deg: float
    longitude_deg: float
    hours: str | None
    services: tuple[str, ...]
    programmes: tuple[str, ...]

    @property
    def key(self) -> str:
        """What its records are called: "demo-lieu-012"."""
        return f"demo-lieu-{self.number:03}"


def help_places(wanted: int, territory: Territory) -> list[HelpPlace]:
    """One in each town, the others where chance puts them, more often where people are."""
    communes = [one for one in territory.communes if one.town_hall_lat is not None]
    communes.sort(key=lambda one: (-(one.population or 0), one.code))
    sure = [one for one in communes if (one.population or 0) > SURE_OF_ONE][:wanted]
    weight = np.sqrt([one.population or 1 for one in communes])
    random = generator(HELP_PLACES)
    others = random.choice(len(communes), wanted, p=weight / weight.sum())
    chosen = [*sure, *(communes[at] for at in others[: wanted - len(sure)])]
    named: dict[str, int] = {}
    return [_place(number, one, named) for number, one in enumerate(chosen, start=1)]


def _place(number: int, commune: Commune, named: dict[str, int]) -> HelpPlace:
    random = generator(HELP_PLACES, number)
    kind = str(random.choice(list(KINDS), p=[share for _, share, *_ in KINDS.values()]))
    form, _share, labels, week = KINDS[kind]
    name = form.format(of=_of(commune.name))
    named[name] = named.get(name, 0) + 1
    if named[name] > 1:
        name = f"{name}, site {named[name]}"
    programmes = [*labels]
    programmes += ["Conseillers numériques"] if random.random() < MEDIATOR else []
    programmes += ["Aidants Connect"] if random.random() < HELPER else []
    offered = random.random(len(SERVICES)) < np.linspace(0.9, 0.1, len(SERVICES))
    north, east = random.normal(0, POSITION_SD_DEG, 2)
    return HelpPlace(
        number,
        kind,
        name,
        commune,
        round(commune.town_hall_lat + north, 6),
        round(commune.town_hall_lon + east, 6),
        str(random.choice(week)) if random.random() < HOURS_KNOWN else None,
        tuple(name for name, on in zip(SERVICES, offered, strict=True) if on) or SERVICES[:1],
        tuple(programmes),
    )


def _of(town: str) -> str:
    """ "de Blois", "d’Amboise", "du Controis", "des Montils"."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if town.startswith(article):
            return contracted + town.removeprefix(article)
    return f"d’{town}" if town[0] in "AEIOUÉÎ" else f"de {town}"


def record_rows(places: Sequence[HelpPlace], today: date) -> pl.DataFrame:
    """core_inclusion_record: each source tells the places it knows in its own way."""
    rows = [row for place in places for row in _records(place, today)]
    names = [column.name for column in schema.inclusion_record.columns]
    kinds = {"latitude_deg": pl.Float64, "longitude_deg": pl.Float64, "mediators": pl.Int64}
    return pl.DataFrame(rows, schema_overrides=kinds).select(names)


def _records(place: HelpPlace, today: date) -> Iterator[dict[str, object]]:
    random = generator(HELP_PLACES, place.number, 1)
    known = {SOURCES[one][0]: one for one in place.programmes}
    listed = random.random() < LISTED or not known
    for source in [*([MEDIATION] if listed else []), *known]:
        age_days = int(random.uniform(0, DATED_MONTHS) ** 1.3 / DATED_MONTHS**0.3 * 30)
        lost = random.random() < NO_POSITION
        own = (known[source],) if source in known else place.programmes
        yield {
            "source_key": source,
            "record_id": f"{place.key}-{source}",
            "name": place.name if source == MEDIATION else place.name.upper(),
            "address": f"{place.number % 40 + 1} rue de la République",
            "postcode": place.commune.postcodes[0] if place.commune.postcodes else None,
            "town": place.commune.name,
            "commune_code": place.commune.code,
            "epci_code": place.commune.epci,
            "departement_code": place.commune.departement,
            "latitude_deg": None if lost else place.latitude_deg,
            "longitude_deg": None if lost else place.longitude_deg,
            "siret": None,
            "kinds": place.kind,
            "services": SEPARATOR.join(place.services if source == MEDIATION else ()),
            "support": SEPARATOR.join(SUPPORT[: 1 + place.number % 3]),
            "access": "Se présenter",
            "publics": "",
            "special_care": "",
            "fees": FEE,
            "programmes": SEPARATOR.join(own),
            "hours": place.hours if source in (MEDIATION, "france-services") else None,
            "website": None,
            "accessibility_url": None,
            "itinerant": False,
            "mediators": 1 + place.number % 2 if source == "conseillers-numeriques" else None,
            "updated": today - timedelta(days=age_days),
            "simulated": True,
        }
