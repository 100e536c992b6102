"""Where a commune is: itself among its neighbours, and its places, in km from its centre."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import pandas as pd
from sqlalchemy import Engine

from data.atlas.layers import layer
from data.communes.figures import commune_of
from data.inclusion.surroundings import KM_PER_DEG, Surroundings, outlines, surroundings
from data.selection import Selection
from data.territory import Territory

# What a sheet places on its map and lists.
LAYERS = ("sites", "batiments", "secteurs", "lieux", "armoires")
TOWN_HALL = "mairie"
OF_PLACE = ["layer", "place_id", "name", "words", "href", "latitude_deg", "longitude_deg"]
# From the middle of the commune to the edge of the map: half its size and some of its neighbours.
ROOM, LEAST_REACH_KM = 1.15, 2.5


@dataclass(frozen=True)
class Ground:
    """The communes around the middle of one, which is at this point."""

    around: Surroundings
    latitude_deg: float
    longitude_deg: float

    def placed_km(
        self, latitudes: Sequence[float], longitudes: Sequence[float]
    ) -> list[tuple[float, float]]:
        """Km east and north of the middle; places without position are left out."""
        km_per_deg_east = KM_PER_DEG * cos(radians(self.latitude_deg))
        return [
            (
                (longitude - self.longitude_deg) * km_per_deg_east,
                (latitude - self.latitude_deg) * KM_PER_DEG,
            )
            for latitude, longitude in zip(latitudes, longitudes, strict=True)
            if pd.notna(latitude) and pd.notna(longitude)
        ]


def ground(territory: Territory, code: str) -> Ground | None:
    """A commune among its neighbours; None for one without outline."""
    own = next(
        (one for one in outlines(territory.outline_path("communes")) if one.code == code), None
    )
    if own is None:
        return None
    latitude, longitude = (own.south + own.north) / 2, (own.west + own.east) / 2
    high_km = (own.north - own.south) * KM_PER_DEG / 2
    wide_km = (own.east - own.west) * KM_PER_DEG * cos(radians(latitude)) / 2
    reach_km = max(ROOM * max(high_km, wide_km), LEAST_REACH_KM)
    return Ground(surroundings(territory, latitude, longitude, reach_km), latitude, longitude)


def places(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_PLACE: the town hall of the commune of a selection, then its places, by LAYERS and name.

    Empty for another scope.
    """
    commune = commune_of(selection)
    if commune is None:
        return pd.DataFrame(columns=OF_PLACE)
    hall = (TOWN_HALL, commune.code, "Mairie", "", "", commune.town_hall_lat, commune.town_hall_lon)
    frames = [layer(engine, selection, key)[OF_PLACE] for key in LAYERS]
    known = [frame for frame in frames if len(frame)]
    return pd.concat([pd.DataFrame([hall], columns=OF_PLACE), *known], ignore_index=True)
