"""Outlines of the communes: built from the package's shapes, and asked where a point lies."""

import json
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely

from data.territory import Territory

COORDINATE_DECIMALS = 4
# How the package writes an absent value.
ABSENT = ("", r"\N")
GROUPED_BY = {"communes": "code", "epci": "code_epci", "departements": "code_departement"}

Row = dict[str, object]


def places_from_wkb(
    rows: Sequence[dict[str, str]],
) -> tuple[dict[str, tuple[float, float]], dict[str, shapely.Geometry]]:
    """Town halls (latitude, longitude) and rounded outlines by commune code.

    Neighbours share their vertices, so rounding keeps them touching. A commune without town
    hall or outline is left out of that dict.
    """
    points = {
        row["code"]: shapely.from_wkb(row["mairie_localisation"])
        for row in rows
        if row["mairie_localisation"] not in ABSENT
    }
    shapes = {
        row["code"]: shapely.transform(
            shapely.from_wkb(row["geometry"]), lambda xy: np.round(xy, COORDINATE_DECIMALS)
        )
        for row in rows
        if row["geometry"] not in ABSENT
    }
    halls = {code: (round(point.y, 6), round(point.x, 6)) for code, point in points.items()}
    return halls, shapes


def merged_outlines(
    tables: dict[str, list[Row]], shapes: dict[str, shapely.Geometry]
) -> dict[str, Row]:
    """GeoJSON of the communes, and of EPCI and départements as unions of their communes."""
    return {
        level: {
            "type": "FeatureCollection",
            "features": [
                _feature(row, shapely.coverage_union_all(members))
                for row in tables[level]
                if (members := _members(tables["communes"], key, row["code"], shapes))
            ],
        }
        for level, key in GROUPED_BY.items()
    }


def _members(
    communes: list[Row], key: str, code: object, shapes: dict[str, shapely.Geometry]
) -> list[shapely.Geometry]:
    return [shapes[c["code"]] for c in communes if c[key] == code and c["code"] in shapes]


def _feature(row: Row, shape: shapely.Geometry) -> Row:
    return {
        "type": "Feature",
        "properties": {"code": row["code"], "nom": row["nom"]},
        "geometry": json.loads(shapely.to_geojson(shape)),
    }


def communes_at(
    territory: Territory, latitudes: Sequence[float], longitudes: Sequence[float]
) -> list[str | None]:
    """Code of the commune whose outline holds each WGS84 point, None outside the territory.

    Outlines are generalised (about 100 m): a point on a border may fall on the wrong side.
    """
    codes, tree = _indexed(territory.outline_path("communes").read_bytes())
    points = shapely.points(longitudes, latitudes)
    found: list[str | None] = [None] * len(points)
    for point, shape in tree.query(points, predicate="intersects").T:
        found[point] = found[point] or codes[shape]
    return found


@lru_cache(maxsize=1)
def _indexed(geojson: bytes) -> tuple[list[str], shapely.STRtree]:
    """The codes of the features of a file, and their shapes in the same order.

    Kept from load to load, for reading them takes longer than most loads; by what the file holds.
    """
    features = json.loads(geojson)["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    return [feature["properties"]["code"] for feature in features], shapely.STRtree(shapes)
