"""Protected places, where the order of 27 December 2018 asks for more: GeoJSON, or CSV and WKT."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import shapely
from sqlalchemy import Connection

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.archives import ReadingError, csv_text
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.lighting.light_words import ZONE_WORDS
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context, Written
from loaders.placing import listed
from loaders.positions import (
    FRANCE,
    LAMBERT_X_M,
    LAMBERT_Y_M,
    lambert_to_degrees,
)
from loaders.putting_aside import sorted_out
from loaders.reading import folded, read_table
from loaders.simulated import refuse_mixing
from loaders.words import named, unnamed

SHAPE = "géométrie"
DESCRIBED = (
    Column("id", "text", "Identifiant de la zone", "FR3700123",
           aliases=("identifiant", "code", "id_mnhn", "gml_id", "objectid", "fid")),
    Column("libellé", "text", "Nom de la zone ; vide : l’identifiant", "Vallée de la Loire",
           required=False, aliases=("nom", "name", "label", "nom_site", "sitename")),
    Column("type", "text", "Site classé ou inscrit, réserve, parc naturel, autre", "Site classé",
           required=False, aliases=("nature", "catégorie", "kind", "statut")),
)  # fmt: skip
COLUMNS = (
    *DESCRIBED,
    Column(SHAPE, "text", "Polygone en WKT, WGS84 ou Lambert-93 ; ou bien un fichier GeoJSON",
           "POLYGON((0.68 47.38, 0.70 47.38, 0.70 47.40, 0.68 47.38))",
           aliases=("wkt", "geometry", "geom", "the_geom")),
)  # fmt: skip
LARGEST_TEXT = 200 * 1024**2
MOST_FEATURES, MOST_VERTICES = 50_000, 500_000
POLYGONS = ("Polygon", "MultiPolygon")
DECIMALS = 5
RAW_CHARACTERS = 500
ZONE = tuple(column.name for column in schema.light_zone.columns)
REASONS = {
    "ZONE_EN_DOUBLE": "Cet identifiant est déjà celui d’une zone plus haut : donnez un identifiant "
    "à chaque zone.",
    "GEOMETRIE_ILLISIBLE": "Le contour ne se lit pas : donnez un Polygon ou un MultiPolygon, en "
    "GeoJSON ou en WKT.",
    "GEOMETRIE_INATTENDUE": "Une zone est une surface : donnez un Polygon ou un MultiPolygon, non "
    "un point ni une ligne.",
    "ZONE_DEMESUREE": f"Le contour dépasse {spaced(MOST_VERTICES)} sommets : simplifiez-le, puis "
    "rechargez.",
    "ZONE_HORS_DE_FRANCE": "Ce contour est en mer, ou hors de France métropolitaine : vérifiez ses "
    "coordonnées, en degrés WGS84 ou en mètres Lambert-93.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a zone (ZONE and line_number: the rank of the feature in a GeoJSON)."""
    text = csv_text(content)[0].lstrip()
    if len(text) > LARGEST_TEXT:
        raise ReadingError("FICHIER_TROP_GROS", "Le fichier dépasse 200 Mo. Découpez-le par zone.")
    if text.startswith("{"):
        return _from_geojson(text, context)
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, DESCRIBED, load_territory(Path(context.settings.territory_dir)))
    written = raw.frame.select("line_number", SHAPE)
    rows = batch.rows.join(written, on="line_number", how="left", maintain_order="left")
    texts = rows[SHAPE].str.strip_chars().fill_null("")
    shapes = shapely.from_wkt(texts.to_list(), on_invalid="ignore")
    zones, said = _zones(rows, shapes, context)
    found = sorted_out(raw, batch, zones, REASONS)
    found.notices.extend(said)
    return found


def _from_geojson(text: str, context: Context) -> Batch:
    features = _features(text)
    cells = [_described(feature, rank) for rank, feature in enumerate(features, 1)]
    columns = {"line_number": pl.Int64} | {column.name: pl.String for column in DESCRIBED}
    rows = pl.DataFrame(cells, schema=columns, orient="row")
    geometries = [json.dumps(feature.get("geometry")) for feature in features]
    shapes = shapely.from_geojson(geometries, on_invalid="ignore")
    zones, said = _zones(rows, shapes, context)
    reason = pl.col("code").replace_strict(REASONS, return_dtype=pl.String)
    raw_text = pl.concat_str([pl.col(name).fill_null("") for name in rows.columns[1:]],
                             separator=";")  # fmt: skip
    rejected = (
        zones.drop_nulls("code")
        .join(rows, on="line_number", how="left", maintain_order="left")
        .with_columns(reason.alias("reason"), raw_text.alias("raw_text"))
        .select(REJECTED_SCHEMA.keys())
    )
    return Batch(zones.filter(pl.col("code").is_null()).drop("code"), rejected, said)


def _features(text: str) -> list[dict]:
    """The features of a collection. Raises ReadingError when it is none."""
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise ReadingError(
            "GEOJSON_ILLISIBLE",
            "Le fichier n’est pas un GeoJSON entier. Téléchargez-le de nouveau, puis relancez.",
        ) from fault
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ReadingError(
            "GEOJSON_INATTENDU",
            "Le fichier n’est pas une FeatureCollection de GeoJSON. Exportez la couche entière, "
            "puis relancez.",
        )
    if len(features) > MOST_FEATURES:
        raise ReadingError(
            "FICHIER_TROP_GROS",
            f"Le fichier a plus de {spaced(MOST_FEATURES)} zones. Découpez-le par département.",
        )
    return [feature if isinstance(feature, dict) else {} for feature in features]


def _described(feature: dict, rank: int) -> tuple:
    """line_number and the texts of DESCRIBED, by the declared titles and their aliases."""
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    titles = {folded(str(title)): value for title, value in given.items()}
    texts = [next(_texts(titles, column), None) for column in DESCRIBED]
    identifier = texts[0] or str(feature.get("id") or f"zone {rank}")
    return rank, identifier[:RAW_CHARACTERS], *texts[1:]


def _texts(titles: dict[str, object], column: Column) -> Iterator[str]:
    for name in (column.name, *column.aliases):
        value = titles.get(folded(name))
        if isinstance(value, str | int | float) and str(value).strip():
            yield str(value).strip()[:RAW_CHARACTERS]


def _zones(
    rows: pl.DataFrame, shapes: np.ndarray, context: Context
) -> tuple[pl.DataFrame, list[Notice]]:
    """ZONE, line_number and the `code` of what is wrong; what was put right is said."""
    drawn = [_Drawn(shape) for shape in shapes]
    kinds = named(rows["type"], ZONE_WORDS)
    zones = rows.select(
        "line_number",
        pl.col("id").alias("zone_id"),
        kinds.fill_null("autre").alias("kind"),
        pl.coalesce("libellé", "id").alias("label"),
        pl.Series("geometry", [one.geojson for one in drawn], dtype=pl.String),
        pl.lit(context.simulated).alias("simulated"),
        pl.Series("code", [one.code for one in drawn], dtype=pl.String),
    )
    twice = ~pl.col("zone_id").str.to_uppercase().is_first_distinct()
    zones = zones.with_columns(
        pl.when(twice).then(pl.lit("ZONE_EN_DOUBLE")).otherwise("code").alias("code")
    )
    counts = {
        "ZONES_EN_LAMBERT": sum(one.lambert for one in drawn),
        "ZONES_REPAREES": sum(one.repaired for one in drawn),
    }
    notices = [Notice(code, {"rows": spaced(n)}) for code, n in counts.items() if n]
    if unknown := unnamed(rows["type"], kinds):
        notices.append(Notice("ZONES_DE_TYPE_INCONNU", {"names": listed(unknown)}))
    return zones, notices


class _Drawn:
    """A shape brought to a valid surface in degrees, or the `code` of why it is none."""

    def __init__(self, shape: shapely.Geometry | None) -> None:
        self.geojson, self.code, self.lambert, self.repaired = None, None, False, False
        if shape is None or shape.is_empty:
            self.code = "GEOMETRIE_ILLISIBLE"
        elif shape.geom_type not in POLYGONS:
            self.code = "GEOMETRIE_INATTENDUE"
        elif shapely.get_num_coordinates(shape) > MOST_VERTICES:
            self.code = "ZONE_DEMESUREE"
        else:
            self._draw(shapely.force_2d(shape))

    def _draw(self, shape: shapely.Geometry) -> None:
        east, north, east_end, north_end = shape.bounds
        self.lambert = (
            LAMBERT_X_M[0] <= east <= east_end <= LAMBERT_X_M[1]
            and LAMBERT_Y_M[0] <= north <= north_end <= LAMBERT_Y_M[1]
        )
        if self.lambert:
            shape = shapely.transform(shape, lambert_to_degrees)
        self.repaired = not shape.is_valid
        if self.repaired:
            parts = shapely.get_parts(shapely.make_valid(shape))
            surfaces = [part for part in parts if part.geom_type in POLYGONS]
            shape = shapely.union_all(surfaces)
        if shape.is_empty:
            self.code = "GEOMETRIE_ILLISIBLE"
        elif not FRANCE.intersects(shape.centroid):
            self.code = "ZONE_HORS_DE_FRANCE"
        else:
            self.geojson = _rounded(shapely.to_geojson(shape))


def _rounded(geojson: str) -> str:
    """A metre is enough."""
    number = re.compile(r"-?\d+\.\d+(?:[eE][-+]?\d+)?")
    return number.sub(lambda found: f"{round(float(found[0]), DECIMALS)}", geojson)


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the zones, and what was computed with them."""
    refuse_mixing(connection, context)
    # Imported late: zones alone do not need the sums.
    from loaders.lighting import lighting_rollup

    store.upsert(connection, schema.light_zone, batch.rows.select(ZONE))
    lighting_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    return Written(None, None)
