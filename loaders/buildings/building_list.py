"""Public buildings: what each is, where it stands, when it opens, what its decree asks of it."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.buildings.building_places import assign_stations, buildings_of, known_buildings
from loaders.buildings.building_uses import category_of, notices_of_categories
from loaders.buildings.opening_hours import opening_hours
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import communes_of, listed, place_columns, with_point
from loaders.putting_aside import sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing

COLUMNS = (
    Column(
        "id",
        "text",
        "Identifiant stable du bâtiment",
        "BAT-0001",
        aliases=("building_id", "identifiant", "code bâtiment", "id bâtiment"),
    ),
    Column("nom", "text", "Nom du bâtiment", "École Jules-Ferry", aliases=("bâtiment", "libellé")),
    Column(
        "usage",
        "text",
        "École, mairie, gymnase, piscine… ; vide : lu dans le nom",
        "École",
        required=False,
        aliases=("catégorie", "type", "type de bâtiment"),
    ),
    Column(
        "surface",
        "number",
        "Surface de plancher en m²",
        "1 250,5",
        required=False,
        aliases=("surface m²", "surface_m2", "surface (m²)", "surface de plancher"),
    ),
    Column("code commune", "commune", "Code INSEE", "37261", required=False,
           aliases=("insee", "code insee")),
    Column(
        "code postal", "text", "À défaut de code INSEE", "37000", required=False, aliases=("cp",)
    ),
    Column(
        "ville",
        "text",
        "Nom de la commune, avec le code postal",
        "Tours",
        required=False,
        aliases=("commune",),
    ),
    Column("latitude", "latitude", "Degrés WGS84", "47,3936", required=False, aliases=("lat",)),
    Column(
        "longitude", "longitude", "Degrés WGS84", "0,6892", required=False, aliases=("lon", "lng")
    ),
    Column(
        "horaires",
        "text",
        "Heures d’ouverture, par exemple lu-ve 08:30-12:00 13:30-17:30 ; vide : non connues",
        "lu-ve 08:30-12:00 13:30-17:30",
        required=False,
        aliases=("heures d’ouverture", "horaires d’ouverture"),
    ),
    Column("année de référence", "integer", "De 2010 à 2022 (décret tertiaire)", "2015",
           required=False),
    Column(
        "consommation de référence",
        "number",
        "Énergie finale de l’année de référence, en kWh",
        "187 500",
        required=False,
        aliases=("consommation de référence (kWh)", "référence kWh"),
    ),
    Column(
        "objectif en valeur absolue",
        "number",
        "Cabs du décret tertiaire, en kWh/m²",
        "95",
        required=False,
        aliases=("objectif en valeur absolue (kWh/m²)", "cabs"),
    ),
    Column("assujetti au décret", "boolean", "oui ou non ; vide : non connu", "oui",
           required=False, aliases=("assujetti",)),
)  # fmt: skip
BUILDING = (
    "building_id", "name", "category", "floor_m2", "commune_code", "epci_code",
    "departement_code", "latitude_deg", "longitude_deg", "reference_year", "reference_kwh",
    "absolute_target_kwh_m2", "subject_to_decree", "simulated",
)  # fmt: skip
FLOOR_M2 = (5, 200_000)
REFERENCE_YEARS = (2010, 2022)
ABSOLUTE_KWH_M2 = (1, 2000)
REASONS = {
    "BATIMENT_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque bâtiment.",
    "SURFACE_INVRAISEMBLABLE": "La surface doit être comprise entre 5 et 200 000 m² : vérifiez la "
    "virgule et l’unité, ou laissez la cellule vide.",
    "ANNEE_DE_REFERENCE_HORS_DECRET": "L’année de référence doit être comprise entre 2010 et "
    "2022 : corrigez-la, ou laissez la cellule vide.",
    "REFERENCE_NEGATIVE": "La consommation de référence doit être supérieure à zéro : corrigez-la, "
    "ou laissez la cellule vide.",
    "OBJECTIF_INVRAISEMBLABLE": "L’objectif en valeur absolue doit être compris entre 1 et "
    "2 000 kWh/m² : vérifiez l’unité, ou laissez la cellule vide.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a building (BUILDING, line_number, `hours` as written where they are read)."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = with_point(read_table(content, COLUMNS))
    batch = check_rows(raw, COLUMNS, territory)
    rows = batch.rows
    buildings = rows.select(
        "line_number",
        pl.col("id").alias("building_id"),
        pl.col("nom").alias("name"),
        category_of(rows["usage"], rows["nom"]).alias("category"),
        pl.col("surface").alias("floor_m2"),
        *place_columns(communes_of(rows, territory), territory),
        pl.col("latitude").alias("latitude_deg"),
        pl.col("longitude").alias("longitude_deg"),
        pl.col("année de référence").alias("reference_year"),
        pl.col("consommation de référence").alias("reference_kwh"),
        pl.col("objectif en valeur absolue").alias("absolute_target_kwh_m2"),
        pl.col("assujetti au décret").alias("subject_to_decree"),
        pl.lit(context.simulated).alias("simulated"),
        pl.col("horaires").alias("hours"),
    )
    found = sorted_out(raw, batch, _checked(buildings), REASONS)
    kept = rows.join(found.rows, on="line_number", how="semi")
    found.notices.extend([*notices_of_categories(kept["usage"]), *_notices(found.rows)])
    return found


def _checked(buildings: pl.DataFrame) -> pl.DataFrame:
    """The buildings with the `code` of what is wrong with them."""
    return buildings.with_columns(
        pl.when(~pl.col("building_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("BATIMENT_EN_DOUBLE"))
        .when(~pl.col("floor_m2").is_between(*FLOOR_M2))
        .then(pl.lit("SURFACE_INVRAISEMBLABLE"))
        .when(~pl.col("reference_year").is_between(*REFERENCE_YEARS))
        .then(pl.lit("ANNEE_DE_REFERENCE_HORS_DECRET"))
        .when(pl.col("reference_kwh") <= 0)
        .then(pl.lit("REFERENCE_NEGATIVE"))
        .when(~pl.col("absolute_target_kwh_m2").is_between(*ABSOLUTE_KWH_M2))
        .then(pl.lit("OBJECTIF_INVRAISEMBLABLE"))
        .alias("code")
    )


def _notices(buildings: pl.DataFrame) -> list[Notice]:
    """What is said of the buildings that are loaded without something."""
    no_reference = pl.col("reference_year").is_null() != pl.col("reference_kwh").is_null()
    unread = buildings["hours"].map_elements(
        lambda text: opening_hours(text) is None, return_dtype=pl.Boolean
    )
    cases = {
        "BATIMENT_HORS_TERRITOIRE": pl.col("departement_code").is_null(),
        "BATIMENT_SANS_SURFACE": pl.col("floor_m2").is_null(),
        "REFERENCE_INCOMPLETE": no_reference,
        "HORAIRES_DE_BATIMENTS_ILLISIBLES": unread.fill_null(False),
    }
    notices = []
    for code, case in cases.items():
        if names := buildings.filter(case)["name"].to_list():
            facts = {"rows": len(names), "all": buildings.height, "names": listed(names)}
            notices.append(Notice(code, facts))
    return notices


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the buildings, their hours and stations, and what was summed by them.

    An identifier known in another case is the same building.
    """
    refuse_mixing(connection, context)
    # Imported late: a list of buildings alone does not need their sums.
    from loaders.buildings import building_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    given = batch.rows["building_id"]
    stored = buildings_of(given, known_buildings(connection))
    buildings = batch.rows.with_columns(stored.fill_null(given).alias("building_id"))
    stations = select(schema.building.c.building_id, schema.building.c.station_id)
    known = store.read(connection, stations, {"building_id": pl.String, "station_id": pl.String})
    kept = buildings.select(BUILDING).join(known, on="building_id", how="left")
    store.upsert(connection, schema.building, kept)
    _write_hours(connection, buildings)
    assign_stations(connection, territory)
    building_rollup.rebuild(connection, territory)
    return Written(None, None)


def _write_hours(connection: Connection, buildings: pl.DataFrame) -> None:
    """Replace the hours of these buildings by those of the list, none where it gives none."""
    table = schema.opening
    identifiers = buildings["building_id"].to_list()
    connection.execute(delete(table).where(table.c.building_id.in_(identifiers)))
    rows = [
        (building_id, *opening)
        for building_id, text in buildings.select("building_id", "hours").iter_rows()
        for opening in (text and opening_hours(text)) or ()
    ]
    columns = {"building_id": pl.String, "weekday": pl.Int64, "start_min": pl.Int64,
               "end_min": pl.Int64}  # fmt: skip
    store.insert(connection, table, pl.DataFrame(rows, schema=columns, orient="row"))
