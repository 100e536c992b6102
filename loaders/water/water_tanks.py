"""Tanks inside sectors: what volume each level is, point by point of its curve."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.territory import load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.water.water_names import known_sectors, known_sensors, place_series

COLUMNS = (
    Column("réservoir", "text", "Identifiant du réservoir, tel que dans les relevés de son niveau",
           "RES-01", aliases=("id", "identifiant", "id réservoir", "tank_id")),
    Column("secteur", "text", "Identifiant du secteur où il se trouve", "SECT-01",
           aliases=("id secteur", "sector_id", "dma", "code secteur")),
    Column("nom", "text", "Nom du réservoir ; vide : l’identifiant", "Château d’eau du coteau",
           required=False, aliases=("libellé", "name")),
    Column("niveau", "number", "Hauteur d’eau, en m : une ligne par point de la courbe", "0",
           aliases=("niveau (m)", "hauteur", "hauteur (m)", "level_m")),
    Column("volume", "number", "Volume à ce niveau, en m³", "0",
           aliases=("volume (m³)", "volume_m3")),
)  # fmt: skip
HIGHEST_M, LARGEST_M3 = 60, 500_000
# The floor of the largest tanks of towns, by far.
LARGEST_FLOOR_M2 = 20_000
REASONS = {
    "NIVEAU_INVRAISEMBLABLE": "Un niveau d’eau est compris entre 0 et 60 m : donnez-le en mètres.",
    "VOLUME_INVRAISEMBLABLE": "Ce volume n’est pas celui d’un réservoir de cette hauteur : "
    "donnez-le en m³, non en litres.",
    "POINT_EN_DOUBLE": "Ce niveau est déjà celui d’une ligne plus haut pour ce réservoir.",
    "COURBE_DECROISSANTE": "Le volume de ce réservoir ne croît pas avec son niveau : corrigez sa "
    "courbe. Aucun de ses points n’est chargé.",
    "COURBE_D_UN_POINT": "Un seul point ne fait pas une courbe : donnez au moins le niveau vide et "
    "le niveau plein de ce réservoir.",
    "DEUX_SECTEURS": "Ce réservoir a deux secteurs dans le fichier : gardez celui où il se trouve. "
    "Aucun de ses points n’est chargé.",
    "SECTEUR_INCONNU": "Ce secteur n’est pas dans la liste des secteurs : ajoutez-le, puis "
    "rechargez.",
    "NOM_D_UN_CAPTEUR": "Cet identifiant est celui d’un capteur de débit : donnez-en un autre au "
    "réservoir.",
}
POINT = ("tank_id", "sector_id", "level_m", "volume_m3")


def parse(content: bytes, context: Context) -> Batch:
    """One row a point of the curve of a tank: line_number, POINT and name."""
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    rows = batch.rows.select(
        "line_number",
        pl.col("réservoir").alias("tank_id"),
        pl.col("secteur").alias("sector_id"),
        pl.col("nom").alias("name"),
        pl.col("niveau").alias("level_m"),
        pl.col("volume").alias("volume_m3"),
    )
    tank = pl.col("tank_id").str.to_uppercase()
    return sorted_out(raw, batch, _checked(rows.with_columns(tank=tank)).drop("tank"), REASONS)


def _checked(points: pl.DataFrame) -> pl.DataFrame:
    """The points with the `code` of what is wrong with them, or with their whole curve."""
    level, volume = pl.col("level_m"), pl.col("volume_m3")
    own = points.with_columns(
        pl.when(~level.is_between(0, HIGHEST_M))
        .then(pl.lit("NIVEAU_INVRAISEMBLABLE"))
        .when(~volume.is_between(0, LARGEST_M3) | (volume > LARGEST_FLOOR_M2 * (level + 1)))
        .then(pl.lit("VOLUME_INVRAISEMBLABLE"))
        .when(~pl.struct("tank", "level_m").is_first_distinct())
        .then(pl.lit("POINT_EN_DOUBLE"))
        .alias("code")
    )
    sound = own.filter(pl.col("code").is_null()).sort("tank", "level_m")
    curves = sound.group_by("tank").agg(
        pl.when(pl.col("sector_id").str.to_uppercase().n_unique() > 1)
        .then(pl.lit("DEUX_SECTEURS"))
        .when(pl.len() < 2)
        .then(pl.lit("COURBE_D_UN_POINT"))
        .when((volume.diff() <= 0).any())
        .then(pl.lit("COURBE_DECROISSANTE"))
        .first()
        .alias("curve_code")
    )
    return (
        own.join(curves, on="tank", how="left", maintain_order="left")
        .with_columns(pl.coalesce("code", "curve_code").alias("code"))
        .drop("curve_code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Store the tanks: the curve of one replaces that which was known."""
    refuse_mixing(connection, context)
    # Imported late: a list of tanks alone does not need what is summed of them.
    from loaders.water import water_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    known = known_sensors(connection)
    tanks, meters = (known.filter(pl.col("level") == level)["sensor"] for level in (True, False))
    given = batch.rows.with_columns(
        as_stored(batch.rows["sector_id"], known_sectors(connection)["sector_id"]).alias("home"),
        as_stored(batch.rows["tank_id"], meters).alias("meter"),
    )
    code = (
        pl.when(pl.col("meter").is_not_null())
        .then(pl.lit("NOM_D_UN_CAPTEUR"))
        .when(pl.col("home").is_null())
        .then(pl.lit("SECTEUR_INCONNU"))
    )
    coded = given.with_columns(code.alias("code"))
    rejected = [
        refused(coded.filter(pl.col("code") == code).select("line_number", *POINT), code, REASONS)
        for code in ("NOM_D_UN_CAPTEUR", "SECTEUR_INCONNU")
    ]
    kept = coded.filter(pl.col("code").is_null()).with_columns(sector_id="home")
    # In the file too, one tank may be written in two cases.
    first = pl.col("tank_id").first().over(pl.col("tank_id").str.to_uppercase())
    kept = kept.with_columns(first)
    names = as_stored(kept["tank_id"], tanks).fill_null(kept["tank_id"])
    _replace(connection, kept.with_columns(names))
    place_series(connection, territory)
    water_rollup.rebuild(connection, territory)
    return Written(None, None, pl.concat(rejected))


def _replace(connection: Connection, points: pl.DataFrame) -> None:
    tanks = points.group_by("tank_id", maintain_order=True).agg(
        pl.col("sector_id").first(), pl.col("name").drop_nulls().first()
    )
    store.upsert(
        connection,
        schema.water_tank,
        tanks.with_columns(pl.coalesce("name", "tank_id").alias("name")),
    )
    curve = schema.water_tank_volume
    connection.execute(delete(curve).where(curve.c.tank_id.in_(tanks["tank_id"].to_list())))
    store.insert(connection, curve, points.select("tank_id", "level_m", "volume_m3"))
