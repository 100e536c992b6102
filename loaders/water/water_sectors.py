"""Sectors of the network (DMA): where each is, how long its pipes are, how many it serves."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.quality import Notice
from data.territory import Territory, load_territory
from loaders import positions, store
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import (
    PLACE_COLUMNS,
    communes_of,
    listed,
    place_columns,
    with_commune_codes,
    with_point,
)
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.water.water_names import known_sectors, place_series
from loaders.water.water_services import known_services

COLUMNS = (
    Column("secteur", "text", "Identifiant du secteur, unique dans le syndicat", "SECT-01",
           aliases=("id", "identifiant", "id secteur", "sector_id", "dma", "code secteur")),
    Column("nom", "text", "Nom du secteur ; vide : l’identifiant", "Bourg et coteau",
           required=False, aliases=("libellé", "nom du secteur", "name")),
    Column("service", "text", "Identifiant du service d’eau", "", required=False,
           aliases=("id service", "service_id", "code sispea")),
    *PLACE_COLUMNS,
    *positions.POSITION_COLUMNS,
    Column("km", "number", "Longueur des canalisations, hors branchements, en km", "12,5",
           required=False,
           aliases=("linéaire", "linéaire (km)", "longueur", "longueur (km)", "longueur km")),
    Column("abonnés", "integer", "Nombre d’abonnés", "620", required=False,
           aliases=("nombre d’abonnés", "branchements", "customers")),
    Column("usage nocturne", "number", "Consommation légitime connue entre 2 h et 4 h, en m³/h ; "
           "vide : estimée d’après les abonnés", "1,2", required=False,
           aliases=("usage nocturne (m³/h)", "consommation nocturne", "night_use_m3_h")),
)  # fmt: skip
SECTOR = tuple(column.name for column in schema.water_sector.columns)
LONGEST_KM, KM_PER_CUSTOMER, LONE_KM = 2000, 2, 50
MOST_CUSTOMERS = 500_000
# A factory apart, nobody uses a m³ an hour at night.
NIGHT_M3_H_PER_CUSTOMER, LONE_NIGHT_M3_H = 0.5, 200
REASONS = positions.POSITION_REASONS | {
    "SECTEUR_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque secteur.",
    "LONGUEUR_INVRAISEMBLABLE": "Cette longueur n’est pas celle d’un secteur de ce nombre "
    "d’abonnés : donnez-la en kilomètres, non en mètres, ou laissez la cellule vide.",
    "ABONNES_INVRAISEMBLABLES": "Le nombre d’abonnés doit être compris entre 0 et 500 000 : "
    "corrigez-le, ou laissez la cellule vide.",
    "USAGE_NOCTURNE_INVRAISEMBLABLE": "Cet usage nocturne dépasse ce que ces abonnés peuvent "
    "consommer, ou il est négatif : donnez-le en m³/h, ou laissez la cellule vide.",
    "SERVICE_INCONNU": "Ce service n’est pas dans la liste des services d’eau : ajoutez-le, puis "
    "rechargez.",
    "SECTEUR_D_UNE_AUTRE_COMMUNE": "Cet identifiant est déjà celui d’un secteur d’une autre "
    "commune : faites-le précéder du nom du service.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a sector: SECTOR and line_number, `service_id` as the file writes it."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = with_commune_codes(with_point(read_table(content, COLUMNS)))
    batch = check_rows(raw, COLUMNS, territory)
    rows, said = positions.placed(batch.rows)
    communes = communes_of(rows, territory).fill_null(positions.communes_by_place(rows, territory))
    sectors = rows.select(
        "line_number",
        pl.col("secteur").alias("sector_id"),
        pl.coalesce("nom", "secteur").alias("name"),
        pl.col("service").alias("service_id"),
        *place_columns(communes, territory),
        "latitude_deg",
        "longitude_deg",
        pl.col("km").alias("pipe_km"),
        pl.col("abonnés").alias("customers"),
        pl.col("usage nocturne").alias("night_use_m3_h"),
        pl.lit(context.simulated).alias("simulated"),
        "place_code",
    )
    coded = _checked(sectors, territory).drop("place_code")
    found = sorted_out(raw, batch, coded, REASONS)
    found.notices.extend([*said, *_notices(found.rows)])
    return found


def _checked(sectors: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """The sectors with the `code` of what is wrong with them."""
    far = positions.far_from_commune(sectors, territory)
    # A sector without customers is a main that feeds others.
    served = pl.col("customers")
    longest = (KM_PER_CUSTOMER * served + LONE_KM).fill_null(LONGEST_KM).clip(0, LONGEST_KM)
    most_night = (NIGHT_M3_H_PER_CUSTOMER * served).fill_null(0) + LONE_NIGHT_M3_H
    return sectors.with_columns(
        pl.when(pl.col("place_code").is_not_null())
        .then("place_code")
        .when(~pl.col("sector_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("SECTEUR_EN_DOUBLE"))
        .when(pl.lit(far).fill_null(False))
        .then(pl.lit(positions.FAR))
        .when(~served.is_between(0, MOST_CUSTOMERS))
        .then(pl.lit("ABONNES_INVRAISEMBLABLES"))
        .when((pl.col("pipe_km") <= 0) | (pl.col("pipe_km") > longest))
        .then(pl.lit("LONGUEUR_INVRAISEMBLABLE"))
        .when((pl.col("night_use_m3_h") < 0) | (pl.col("night_use_m3_h") > most_night))
        .then(pl.lit("USAGE_NOCTURNE_INVRAISEMBLABLE"))
        .alias("code")
    )


def _notices(sectors: pl.DataFrame) -> list[Notice]:
    """What is said of the sectors that are loaded without something."""
    cases = {
        "SECTEURS_SANS_LONGUEUR": pl.col("pipe_km").is_null(),
        "SECTEURS_SANS_ABONNES": pl.col("customers").is_null(),
        "SECTEURS_SANS_SERVICE": pl.col("service_id").is_null(),
        "SECTEURS_HORS_TERRITOIRE": pl.col("departement_code").is_null(),
    }
    notices = []
    for code, case in cases.items():
        if names := sectors.filter(case)["name"].to_list():
            facts = {"rows": spaced(len(names)), "all": spaced(sectors.height)}
            notices.append(Notice(code, facts | {"names": listed(names)}))
    return notices


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the sectors, and what is known of their sensors.

    An identifier known in another case is the same sector; one known in another commune is not.
    """
    refuse_mixing(connection, context)
    # Imported late: a list of sectors alone does not need what is summed of them.
    from loaders.water import water_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    known = known_sectors(connection).rename({"commune_code": "stored_commune"})
    names = as_stored(batch.rows["sector_id"], known["sector_id"])
    service = as_stored(batch.rows["service_id"], known_services(connection))
    rows = batch.rows.with_columns(
        names.fill_null(batch.rows["sector_id"]), service.alias("known_service")
    ).join(known, on="sector_id", how="left", maintain_order="left")
    coded = rows.with_columns(_refusal().alias("code"))
    rejected = [
        refused(coded.filter(pl.col("code") == code).select("line_number", *SECTOR[:4]), code,
                REASONS)
        for code in ("SECTEUR_D_UNE_AUTRE_COMMUNE", "SERVICE_INCONNU")
    ]  # fmt: skip
    kept = coded.filter(pl.col("code").is_null()).with_columns(service_id="known_service")
    store.upsert(connection, schema.water_sector, kept.select(SECTOR))
    place_series(connection, territory)
    water_rollup.rebuild(connection, territory)
    return Written(None, None, pl.concat(rejected))


def _refusal() -> pl.Expr:
    moved = pl.col("stored_commune") != pl.col("commune_code")
    return (
        pl.when(moved.fill_null(False))
        .then(pl.lit("SECTEUR_D_UNE_AUTRE_COMMUNE"))
        .when(pl.col("service_id").is_not_null() & pl.col("known_service").is_null())
        .then(pl.lit("SERVICE_INCONNU"))
    )
