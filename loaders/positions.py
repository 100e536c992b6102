"""Where what is drawn on a map stands: degrees or Lambert-93, recognised by their size."""

from functools import lru_cache

import numpy as np
import polars as pl
import pyproj
import shapely

from data.quality import Notice
from data.territory import Territory
from loaders.buildings.building_places import distance_km
from loaders.outlines import communes_at
from loaders.pipeline import Column
from loaders.values import METROPOLE_LAT, METROPOLE_LON

POSITION_COLUMNS = (
    Column(
        "latitude", "number", "Degrés WGS84 ; à défaut, x et y", "47,3936", required=False,
        aliases=("lat", "lat_wgs84", "latitude wgs84"),
    ),
    Column(
        "longitude", "number", "Degrés WGS84 ; à défaut, x et y", "0,6892", required=False,
        aliases=("lon", "lng", "long", "lon_wgs84", "longitude wgs84"),
    ),
    Column(
        "x", "number", "Mètres Lambert-93, à défaut de degrés", "", required=False,
        aliases=("x_l93", "xl93", "x lambert 93", "x lambert93", "coord x", "x (m)"),
    ),
    Column(
        "y", "number", "Mètres Lambert-93, à défaut de degrés", "", required=False,
        aliases=("y_l93", "yl93", "y lambert 93", "y lambert93", "coord y", "y (m)"),
    ),
)  # fmt: skip
LAMBERT_X_M, LAMBERT_Y_M = (50_000, 1_300_000), (6_000_000, 7_200_000)
FARTHEST_KM = 20
# The mainland and Corsica drawn by hand some 15 km off their coasts and borders: what lies
# outside is at sea or abroad. Longitude, latitude.
FRANCE = shapely.MultiPolygon(
    [
        shapely.Polygon(
            [
                (2.6, 51.2), (1.5, 51.0), (1.3, 50.2), (0.0, 49.85), (-0.4, 49.5), (-1.1, 49.85),
                (-2.1, 49.85), (-2.05, 49.0), (-3.0, 49.05), (-4.0, 48.9), (-5.3, 48.65),
                (-5.2, 47.95), (-4.4, 47.6), (-3.3, 47.15), (-2.6, 46.6), (-1.8, 46.0),
                (-1.4, 45.4), (-1.45, 44.5), (-1.75, 43.5), (-2.0, 43.2), (-1.5, 42.9),
                (-0.5, 42.6), (0.7, 42.5), (1.4, 42.3), (2.0, 42.2), (3.4, 42.3), (3.3, 43.0),
                (4.4, 43.2), (5.2, 43.05), (6.0, 42.85), (6.7, 42.9), (7.6, 43.6), (7.8, 44.2),
                (7.2, 44.8), (7.3, 45.5), (7.2, 46.1), (7.0, 46.55), (6.4, 46.5), (7.2, 47.3),
                (7.8, 47.5), (7.8, 48.2), (8.4, 49.1), (7.0, 49.35), (6.5, 49.65), (5.6, 49.7),
                (4.95, 50.25), (4.2, 50.4), (3.4, 50.85),
            ]
        ),
        shapely.box(8.4, 41.2, 9.75, 43.15),
    ]
)  # fmt: skip
UNREADABLE, ABROAD, FAR = (
    "COORDONNEES_ILLISIBLES", "POINT_HORS_DE_FRANCE", "POINT_LOIN_DE_SA_COMMUNE",
)  # fmt: skip
POSITION_REASONS = {
    UNREADABLE: "Les coordonnées ne se lisent pas : écrivez une latitude et une longitude en "
    "degrés WGS84, par exemple 47,39 et 0,69, ou x et y en mètres Lambert-93.",
    ABROAD: "Ce point est en mer, ou hors de France métropolitaine : vérifiez ses coordonnées.",
    FAR: f"Ce point est à plus de {FARTHEST_KM} km de la mairie de sa commune : vérifiez ses "
    "coordonnées ou le code de la commune.",
}


def placed(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Notice]]:
    """Rows with latitude_deg, longitude_deg and `place_code`, what is wrong with them.

    Degrees are taken first, then metres; axes that were exchanged are put right, and metres in
    a column of degrees are converted. No coordinates at all is not a fault.
    """
    degrees = _Pair(rows["longitude"], rows["latitude"])
    metres = _Pair(rows["x"], rows["y"])
    longitude = np.where(degrees.known, degrees.longitude, metres.longitude)
    latitude = np.where(degrees.known, degrees.latitude, metres.latitude)
    given = degrees.given | metres.given
    known = degrees.known | metres.known
    inside = shapely.contains_xy(FRANCE, np.nan_to_num(longitude), np.nan_to_num(latitude))
    code = np.where(known & ~inside, ABROAD, np.where(given & ~known, UNREADABLE, ""))
    kept = known & inside
    found = rows.with_columns(
        _nullable(latitude, kept).alias("latitude_deg"),
        _nullable(longitude, kept).alias("longitude_deg"),
        pl.Series("place_code", code).replace("", None),
    )
    facts = {
        "COORDONNEES_INVERSEES": degrees.swapped | (metres.swapped & ~degrees.known),
        "LAMBERT_EN_DEGRES": degrees.lambert,
    }
    counts = {notice: int((where & kept).sum()) for notice, where in facts.items()}
    return found, [Notice(notice, {"rows": rows}) for notice, rows in counts.items() if rows]


class _Pair:
    """Two columns of coordinates: which rows are `given`, `known`, `swapped`, in `lambert`."""

    def __init__(self, easting: pl.Series, northing: pl.Series) -> None:
        first, second = (
            column.cast(pl.Float64).fill_null(np.nan).to_numpy() for column in (easting, northing)
        )
        self.given = ~np.isnan(first) | ~np.isnan(second)
        metres = _within(first, LAMBERT_X_M) & _within(second, LAMBERT_Y_M)
        metres_swapped = _within(second, LAMBERT_X_M) & _within(first, LAMBERT_Y_M)
        mainland = _within(first, METROPOLE_LON) & _within(second, METROPOLE_LAT)
        swapped = _within(second, METROPOLE_LON) & _within(first, METROPOLE_LAT)
        # Somewhere on Earth, but for the point that stands for "no coordinates".
        elsewhere = _within(first, (-180, 180)) & _within(second, (-90, 90))
        elsewhere &= (first != 0) | (second != 0)
        self.lambert = metres | metres_swapped
        self.swapped = (swapped & ~mainland) | metres_swapped
        self.known = self.lambert | mainland | swapped | elsewhere
        east, north = np.where(self.swapped, (second, first), (first, second))
        self.longitude, self.latitude = east, north
        if self.lambert.any():
            degrees = _to_degrees().transform(east[self.lambert], north[self.lambert])
            self.longitude[self.lambert], self.latitude[self.lambert] = degrees


def _within(values: np.ndarray, bounds: tuple[float, float]) -> np.ndarray:
    return (values >= bounds[0]) & (values <= bounds[1])


def _nullable(values: np.ndarray, kept: np.ndarray) -> pl.Series:
    return pl.Series(np.where(kept, values.round(6), np.nan)).fill_nan(None)


@lru_cache(maxsize=1)
def _to_degrees() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def lambert_to_degrees(metres: np.ndarray) -> np.ndarray:
    """Longitudes and latitudes of an (n, 2) array of Lambert-93 metres."""
    return np.column_stack(_to_degrees().transform(metres[:, 0], metres[:, 1]))


def far_from_commune(rows: pl.DataFrame, territory: Territory) -> pl.Series:
    """Whether each row (commune_code, latitude_deg, longitude_deg) is far from its town hall.

    False where the place, the commune or its town hall is not known.
    """
    codes = rows["commune_code"].unique().drop_nulls().to_list()
    halls = {code: territory.commune(code) for code in codes}
    latitude, longitude = (
        rows["commune_code"]
        .replace_strict(
            {code: hall and getattr(hall, f"town_hall_{axis}") for code, hall in halls.items()},
            default=None,
            return_dtype=pl.Float64,
        )
        .to_numpy()
        for axis in ("lat", "lon")
    )
    own = (rows[name].to_numpy() for name in ("latitude_deg", "longitude_deg"))
    with np.errstate(invalid="ignore"):
        return pl.Series(distance_km(*own, latitude, longitude) > FARTHEST_KM)


def communes_by_place(rows: pl.DataFrame, territory: Territory) -> pl.Series:
    """The commune whose outline holds each row that has a place; null outside the territory."""
    with_place = rows.with_row_index("row").filter(pl.col("latitude_deg").is_not_null())
    found = communes_at(
        territory, with_place["latitude_deg"].to_numpy(), with_place["longitude_deg"].to_numpy()
    )
    codes = pl.Series([None] * rows.height, dtype=pl.String)
    return codes.scatter(with_place["row"], pl.Series(found, dtype=pl.String))
