"""Where a commune is: itself among its neighbours, and its places, in km from its centre."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from urllib.parse import quote

import pandas as pd
from sqlalchemy import Engine, Row, Select, Table, literal, select, union_all

from data import schema
from data.buildings.vocabulary import CATEGORIES
from data.communes.figures import commune_of
from data.inclusion.surroundings import KM_PER_DEG, Surroundings, outlines, surroundings
from data.selection import Selection
from data.territory import Territory

OF_PLACE = ["layer", "place_id", "name", "words", "href", "latitude_deg", "longitude_deg"]
TOWN_HALL = "mairie"
# Layer -> its table, its key, what it says of itself, where its sheet is.
LAYERS: dict[str, tuple[Table, str, str, str]] = {
    "sites": (schema.site, "site_id", "place_kind", "/frequentation?territoire=site:{}"),
    "batiments": (schema.building, "building_id", "category", "/batiments/{}"),
    "secteurs": (schema.water_sector, "sector_id", "", "/eau/secteurs/{}"),
    "lieux": (schema.inclusion_place, "place_id", "address", "/inclusion/lieux/{}"),
    "armoires": (schema.light_cabinet, "cabinet_id", "", "/eclairage/{}"),
}
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
    statement = union_all(*(_of_layer(layer, commune.code) for layer in LAYERS))
    with engine.connect() as connection:
        found = [_line(row) for row in connection.execute(statement)]
    order = list(LAYERS)
    found.sort(key=lambda line: (order.index(line[0]), line[2], line[1]))
    return pd.DataFrame([hall, *found], columns=OF_PLACE)


def _of_layer(layer: str, commune_code: str) -> Select:
    table, key, words, _path = LAYERS[layer]
    row = table.c
    return select(
        literal(layer).label("layer"),
        row[key].label("place_id"),
        row.name,
        (row[words] if words else literal("")).label("words"),
        row.latitude_deg,
        row.longitude_deg,
    ).where(row.commune_code == commune_code)


def _line(row: Row) -> tuple:
    """The cells of OF_PLACE."""
    href = LAYERS[row.layer][3].format(quote(row.place_id, safe=""))
    words = CATEGORIES.get(row.words, row.words) or ""
    return row.layer, row.place_id, row.name, words, href, row.latitude_deg, row.longitude_deg
