"""What lies around a place: the outlines of communes near it, and their town halls."""

import json
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from data.territory import Territory

KM_PER_DEG = 111.19
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Outline:
    """A commune: its rings of (longitude, latitude) and the box that holds them."""

    code: str
    rings: tuple[Ring, ...]
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Surroundings:
    """What a small map draws, in km east and north of its centre; half as wide as `reach_km`."""

    reach_km: float
    # Commune -> its rings.
    outlines: dict[str, list[list[tuple[float, float]]]]
    # Name, km east, km north: the most populated first.
    town_halls: list[tuple[str, float, float]]


def surroundings(
    territory: Territory, latitude_deg: float, longitude_deg: float, reach_km: float
) -> Surroundings:
    """The communes of the territory within a square of `reach_km` on each side of a point."""
    high = reach_km / KM_PER_DEG
    wide = high / cos(radians(latitude_deg))

    def placed(longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - longitude_deg) * reach_km / wide
        return round(east, 2), round((latitude - latitude_deg) * KM_PER_DEG, 2)

    near = [
        one
        for one in outlines(territory.outline_path("communes"))
        if one.west < longitude_deg + wide
        and one.east > longitude_deg - wide
        and one.south < latitude_deg + high
        and one.north > latitude_deg - high
    ]
    halls = [
        (
            commune.population or 0,
            commune.name,
            *placed(commune.town_hall_lon, commune.town_hall_lat),
        )
        for commune in territory.communes
        if commune.town_hall_lat is not None
    ]
    inside = [one for one in halls if max(abs(one[2]), abs(one[3])) < reach_km]
    return Surroundings(
        reach_km,
        {one.code: [[placed(*spot) for spot in ring] for ring in one.rings] for one in near},
        [(name, east, north) for _people, name, east, north in sorted(inside, reverse=True)],
    )


@lru_cache(maxsize=2)
def outlines(path: Path) -> tuple[Outline, ...]:
    """The communes of a GeoJSON file, read once."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return tuple(_outline(one["properties"]["code"], one["geometry"]) for one in features)


def _outline(code: str, geometry: dict[str, object]) -> Outline:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else None
    polygons = parts or [geometry["coordinates"]]
    rings = tuple(tuple(map(tuple, ring)) for polygon in polygons for ring in polygon)
    longitudes = [spot[0] for ring in rings for spot in ring]
    latitudes = [spot[1] for ring in rings for spot in ring]
    return Outline(code, rings, min(longitudes), min(latitudes), max(longitudes), max(latitudes))
