"""The imagined public buildings: 400 on real communes, town halls at their real place and hours."""

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from data.territory import Commune, Territory
from loaders.demo.building_kinds import (
    BUILDING_KINDS,
    LEAST_POPULATION,
    NAMES,
    PERSON_KINDS,
    PERSONS,
    QUARTERS,
    SAINTS,
    WITHOUT_HOURS,
    BuildingKind,
)
from loaders.demo.days import BUILDINGS, generator
from loaders.demo.weather import STATIONS

TOWN_HALLS = "town_halls.csv"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
TOWN_POPULATION, NETWORK_POPULATION, VILLAGE_POPULATION = 4500, 15_000, 1300
DECREE_FLOOR_M2 = 1000
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class DemoBuilding:
    """A building as it is; the store knows a little less of it (`building_rows`)."""

    number: int
    name: str
    category: str
    commune: Commune
    floor_m2: float
    latitude_deg: float
    longitude_deg: float
    heating: str
    cooled: bool

    @property
    def building_id(self) -> str:
        """The key of the store."""
        return f"demo-bat-{self.number:03}"

    @property
    def kind(self) -> BuildingKind:
        """The settings of its category."""
        return BUILDING_KINDS[self.category]

    @cached_property
    def quality(self) -> tuple[float, float]:
        """What its electricity and its heating are to those of its kind: lognormal around 1."""
        return tuple(generator(BUILDINGS, self.number, 1).lognormal(0, (0.25, 0.3)))

    @property
    def yearly_kwh(self) -> float:
        """Final energy of a normal year, before any works."""
        electricity, heating = self.quality
        kind = self.kind
        per_m2 = kind.electricity_kwh_m2 * electricity + kind.heating_kwh_m2 * heating
        return self.floor_m2 * per_m2

    @property
    def station(self) -> int:
        """The position in STATIONS of the nearest one."""
        narrow = np.cos(np.radians(self.latitude_deg))
        distances = [
            np.hypot(
                station.latitude_deg - self.latitude_deg,
                (station.longitude_deg - self.longitude_deg) * narrow,
            )
            for station in STATIONS
        ]
        return int(np.argmin(distances))


def chosen_buildings(count: int, territory: Territory) -> list[DemoBuilding]:
    """`count` buildings at regular steps of the 400, which are sorted by kind."""
    everything = all_buildings(territory)
    return [everything[number * len(everything) // count] for number in range(count)]


def all_buildings(territory: Territory) -> list[DemoBuilding]:
    """Every building, kind after kind, in communes drawn by population."""
    taken: set[str] = set()
    buildings: list[DemoBuilding] = []
    for rank, (category, kind) in enumerate(BUILDING_KINDS.items()):
        least = LEAST_POPULATION.get(category, 0)
        communes = [c for c in territory.communes if (c.population or 0) >= max(least, 1)]
        weight = np.array([c.population for c in communes]) ** 0.8
        only_once = category == "mairie"
        drawn = generator(BUILDINGS, 1000 + rank).choice(
            len(communes), kind.count, replace=not only_once, p=weight / weight.sum()
        )
        for position in drawn:
            buildings.append(_building(len(buildings), category, communes[position], taken))
    return buildings


def _building(number: int, category: str, commune: Commune, taken: set[str]) -> DemoBuilding:
    random = generator(BUILDINGS, number)
    crowd = commune.population / (1500 if category == "mairie" else 5000)
    size = crowd ** (0.35 if category == "mairie" else 0.12)
    floor = BUILDING_KINDS[category].floor_m2 * size * random.lognormal(0, 0.35)
    # Around the town hall, which is where the territory says it is.
    away_km = 0 if category == "mairie" else min(0.35 * crowd**0.5, 1.4)
    north_km, east_km = random.uniform(-away_km, away_km, 2)
    return DemoBuilding(
        number=number,
        name=_name(category, commune, random, taken),
        category=category,
        commune=commune,
        floor_m2=float(round(max(floor, 60), -1)),
        latitude_deg=round(commune.town_hall_lat + north_km / KM_PER_DEGREE, 5),
        longitude_deg=round(commune.town_hall_lon + east_km / KM_PER_DEGREE / 0.68, 5),
        heating=_heating(commune.population, random),
        cooled=category in ("bureaux", "sante", "mediatheque") and random.random() < 0.5,
    )


def _heating(population: int, random: np.random.Generator) -> str:
    draw = random.random()
    if population >= NETWORK_POPULATION and draw < 0.3:
        return "heat"
    if population < VILLAGE_POPULATION and draw < 0.4:
        return "oil"
    return "electricity" if random.random() < 0.28 else "gas"


def _name(category: str, commune: Commune, random: np.random.Generator, taken: set[str]) -> str:
    """ "École élémentaire d’Amboise", "Gymnase Jean-Moulin de Tours": never twice the same."""
    what = NAMES[category][random.integers(len(NAMES[category]))]
    town = commune.population >= TOWN_POPULATION
    if category == "mairie":
        what = "Hôtel de ville" if town else "Mairie"
    called = SAINTS if category == "eglise" else PERSONS if category in PERSON_KINDS else QUARTERS
    first_plain = [] if category == "eglise" or (town and called is PERSONS) else [""]
    for call in (*first_plain, *random.permutation(called)):
        name = " ".join(part for part in (what, call, of_commune(commune)) if part)
        if name not in taken:
            taken.add(name)
            return name
    raise ValueError(f"no name left for {what} {of_commune(commune)}")


def of_commune(commune: Commune) -> str:
    """ "de Tours", "d’Amboise", "du Boulay", "des Montils", "de La Riche"."""
    name = commune.name.replace("'", "’")
    starts = {1: ("", "d’"), 2: ("Le ", "du "), 4: ("Les ", "des ")}
    article, phrase = starts.get(commune.article, ("", "de "))
    return phrase + name.removeprefix(article)


def building_rows(buildings: list[DemoBuilding]) -> pl.DataFrame:
    """Rows of core_building: a few without floor area, the large ones subject to the decree."""
    return pl.DataFrame([_row(building) for building in buildings], infer_schema_length=None)


def _row(building: DemoBuilding) -> dict[str, object]:
    random = generator(BUILDINGS, building.number, 2)
    known = building.number % 24 != 17
    subject = building.floor_m2 >= DECREE_FLOOR_M2 if known else None
    year, growth, told = random.integers(2012, 2020), random.uniform(1.0, 1.6), random.random()
    reference = subject and told < 0.9
    target_per_m2 = 0.62 * building.yearly_kwh / building.floor_m2
    return {
        "building_id": building.building_id,
        "name": building.name,
        "category": building.category,
        "floor_m2": building.floor_m2 if known else None,
        "commune_code": building.commune.code,
        "epci_code": building.commune.epci,
        "departement_code": building.commune.departement,
        "latitude_deg": building.latitude_deg,
        "longitude_deg": building.longitude_deg,
        "station_id": STATIONS[building.station].station_id,
        "reference_year": int(year) if reference else None,
        "reference_kwh": round(building.yearly_kwh * growth, -2) if reference else None,
        "absolute_target_kwh_m2": round(target_per_m2) if reference and told < 0.15 else None,
        "subject_to_decree": subject,
        "simulated": True,
    }


def opening_rows(buildings: list[DemoBuilding], folder: Path) -> pl.DataFrame:
    """Rows of core_building_opening: those of the town halls are real where the folder has them."""
    town_halls = town_hall_hours(folder)
    rows = []
    for building in buildings:
        real = town_halls.get(building.commune.code) if building.category == "mairie" else None
        rows += [(building.building_id, *hours) for hours in real or _usual_hours(building)]
    columns = {"building_id": pl.String, "weekday": pl.Int64, "start_min": pl.Int64}
    return pl.DataFrame(rows, schema={**columns, "end_min": pl.Int64}, orient="row")


def _usual_hours(building: DemoBuilding) -> list[tuple[int, int, int]]:
    if building.category in WITHOUT_HOURS or building.number % 13 == 12:
        return []
    start_min, end_min = int(60 * building.kind.opens_h), int(60 * building.kind.closes_h)
    return [
        (weekday, start_min, end_min)
        for weekday, presence in enumerate(building.kind.week)
        if presence >= 0.5
    ]


def town_hall_hours(folder: Path) -> dict[str, list[tuple[int, int, int]]]:
    """Opening hours by commune: (weekday, start_min, end_min); empty for a folder without them."""
    path = folder / TOWN_HALLS
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code_insee"]: _hours(json.loads(row["horaires"])) for row in rows}


def _hours(ranges: list[list]) -> list[tuple[int, int, int]]:
    return sorted(
        {
            (weekday, _minutes(start), _minutes(end))
            for first, last, spans in ranges
            for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1)
            for start, end in spans
        }
    )


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")[:2]
    return 60 * int(hours) + int(minutes)
