"""Cabinets: where each stands, which supply point bills it, for how many kVA."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.quality import Notice
from data.territory import Territory, load_territory
from loaders import positions, store
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.lighting.light_inventory import without_units
from loaders.lighting.light_places import known_cabinets, supply_points
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

COLUMNS = (
    Column(
        "id", "text", "Identifiant de l’armoire, unique dans le syndicat", "ARM-37261-01",
        aliases=("identifiant", "armoire", "id armoire", "cabinet_id", "code armoire"),
    ),
    Column("nom", "text", "Nom ou adresse ; vide : l’identifiant", "Place de la mairie",
           required=False, aliases=("libellé", "adresse", "name")),
    *PLACE_COLUMNS,
    *positions.POSITION_COLUMNS,
    Column(
        "point de livraison", "text", "PRM facturé, tel que sur la facture ; vide : l’identifiant "
        "de l’armoire", "30001234567890", required=False,
        aliases=("prm", "pdl", "supply_point", "référence acheminement"),
    ),
    Column(
        "puissance souscrite", "number", "En kVA", "12", required=False,
        aliases=("puissance souscrite (kVA)", "kva", "ps"),
    ),
)  # fmt: skip
CABINET = tuple(column.name for column in schema.light_cabinet.columns)
SUBSCRIBED_KVA = (0.1, 1000)
REASONS = positions.POSITION_REASONS | {
    "ARMOIRE_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque armoire.",
    "ARMOIRE_D_UNE_AUTRE_COMMUNE": "Cet identifiant est déjà celui d’une armoire d’une autre "
    "commune : faites-le précéder du code de la commune.",
    "PUISSANCE_SOUSCRITE_INVRAISEMBLABLE": "La puissance souscrite doit être comprise entre 0,1 et "
    "1 000 kVA : vérifiez l’unité, ou laissez la cellule vide.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a cabinet (CABINET and line_number), `billed` where its supply point is given."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = without_units(with_commune_codes(with_point(read_table(content, COLUMNS))))
    batch = check_rows(raw, COLUMNS, territory)
    rows, said = positions.placed(batch.rows)
    communes = communes_of(rows, territory).fill_null(positions.communes_by_place(rows, territory))
    cabinets = rows.select(
        "line_number",
        pl.col("id").alias("cabinet_id"),
        pl.coalesce("nom", "id").alias("name"),
        *place_columns(communes, territory),
        "latitude_deg",
        "longitude_deg",
        supply_points(rows["point de livraison"].fill_null(rows["id"])).alias("supply_point"),
        pl.col("puissance souscrite").alias("subscribed_kva"),
        pl.lit(context.simulated).alias("simulated"),
        "place_code",
        pl.col("point de livraison").is_not_null().alias("billed"),
    )
    coded = _checked(cabinets, territory).drop("place_code")
    found = sorted_out(raw, batch, coded, REASONS)
    found.notices.extend([*said, *_notices(found.rows)])
    return found


def _checked(cabinets: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """The cabinets with the `code` of what is wrong with them."""
    far = positions.far_from_commune(cabinets, territory)
    return cabinets.with_columns(
        pl.when(pl.col("place_code").is_not_null())
        .then("place_code")
        .when(~pl.col("cabinet_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("ARMOIRE_EN_DOUBLE"))
        .when(pl.lit(far).fill_null(False))
        .then(pl.lit(positions.FAR))
        .when(~pl.col("subscribed_kva").is_between(*SUBSCRIBED_KVA))
        .then(pl.lit("PUISSANCE_SOUSCRITE_INVRAISEMBLABLE"))
        .alias("code")
    )


def _notices(cabinets: pl.DataFrame) -> list[Notice]:
    cases = {
        "ARMOIRES_HORS_TERRITOIRE": pl.col("departement_code").is_null(),
        "ARMOIRES_SANS_POINT_DE_LIVRAISON": ~pl.col("billed"),
    }
    notices = []
    for code, case in cases.items():
        if names := cabinets.filter(case)["cabinet_id"].to_list():
            rows, everything = spaced(len(names)), spaced(cabinets.height)
            facts = {"rows": rows, "all": everything, "names": listed(names)}
            notices.append(Notice(code, facts))
    return notices


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the cabinets, and what was summed by them.

    An identifier known in another case is the same cabinet; one known in another commune is not.
    """
    refuse_mixing(connection, context)
    # Imported late: a list of cabinets alone does not need its sums.
    from loaders.lighting import lighting_rollup

    known = known_cabinets(connection).select("cabinet_id", stored_commune="commune_code")
    names = as_stored(batch.rows["cabinet_id"], known["cabinet_id"])
    rows = batch.rows.with_columns(names.fill_null(batch.rows["cabinet_id"])).join(
        known, on="cabinet_id", how="left", maintain_order="left"
    )
    taken = (pl.col("stored_commune") != pl.col("commune_code")).fill_null(False)
    rejected = refused(
        rows.filter(taken).select("line_number", *CABINET[:3]),
        "ARMOIRE_D_UNE_AUTRE_COMMUNE",
        REASONS,
    )
    store.upsert(connection, schema.light_cabinet, rows.filter(~taken).select(CABINET))
    territory = load_territory(Path(context.settings.territory_dir))
    lighting_rollup.rebuild(connection, territory)
    return Written(None, None, rejected)
