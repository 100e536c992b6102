"""Meters of customers: where each is and what it serves; never whose it is."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.buildings.meter_names import REWRITTEN
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import (
    PLACE_COLUMNS,
    communes_of,
    listed,
    place_columns,
    with_commune_codes,
)
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.water.customer_words import USAGE_WORDS
from loaders.water.personal_columns import PERSONAL_COLUMNS, masked, without_personal
from loaders.water.water_names import known_sectors
from loaders.water.water_services import known_services
from loaders.words import named, unnamed

COLUMNS = (
    Column("compteur", "text", "Numéro du compteur ou de son émetteur, tel que dans les relevés",
           "C-37261-0001",
           aliases=("id", "identifiant", "id compteur", "numéro de compteur", "n° compteur",
                    "matricule", "meter_id", "deveui", "dev_eui")),
    Column("service", "text", "Identifiant du service d’eau ; vide : celui du secteur", "",
           required=False, aliases=("id service", "service_id", "code sispea")),
    Column("secteur", "text", "Identifiant du secteur de réseau", "", required=False,
           aliases=("id secteur", "sector_id", "dma", "code secteur")),
    *PLACE_COLUMNS,
    Column("usage", "text", "Logement, activité, bâtiment public, agriculture ou autre",
           "Logement", required=False,
           aliases=("type", "type d’usager", "catégorie", "nature", "type d’abonné")),
)  # fmt: skip
CUSTOMER = tuple(column.name for column in schema.water_customer.columns)
KNOWN = {"customer_no": pl.Int64, "meter_id": pl.String, "usage": pl.String}
REASONS = {
    "COMPTEUR_EN_DOUBLE": "Ce compteur est déjà sur une ligne plus haut : gardez une seule ligne "
    "par compteur.",
    "COMPTEUR_ILLISIBLE": "Un tableur a remplacé l’identifiant par un nombre arrondi : mettez la "
    "colonne au format texte, puis exportez de nouveau.",
    "SERVICE_INCONNU": "Ce service n’est pas dans la liste des services d’eau : ajoutez-le, puis "
    "rechargez.",
    "SECTEUR_INCONNU": "Ce secteur n’est pas dans la liste des secteurs : ajoutez-le, puis "
    "rechargez.",
    "COMPTEUR_SANS_LIEU": "Ni le service, ni le secteur, ni la commune de ce compteur ne sont "
    "donnés : ajoutez l’un des trois.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a meter: CUSTOMER but its number and the codes above its commune."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw, said = without_personal(read_table(content, (*COLUMNS, *PERSONAL_COLUMNS)))
    # A column that is not known to be of people may be: no row is kept as it stood.
    raw = with_commune_codes(masked(raw))
    batch = check_rows(raw, COLUMNS, territory)
    usages = named(batch.rows["usage"], USAGE_WORDS)
    rows = batch.rows.select(
        "line_number",
        pl.col("compteur").alias("meter_id"),
        pl.col("service").alias("service_id"),
        pl.col("secteur").alias("sector_id"),
        communes_of(batch.rows, territory),
        usages.fill_null("autre").alias("usage"),
    )
    found = sorted_out(raw, batch, _checked(rows), REASONS)
    found.notices.extend(said)
    if unknown := unnamed(batch.rows["usage"], usages):
        found.notices.append(Notice("USAGES_INCONNUS", {"names": listed(unknown)}))
    return found


def _checked(rows: pl.DataFrame) -> pl.DataFrame:
    nowhere = pl.all_horizontal(pl.col("service_id", "sector_id", "commune_code").is_null())
    return rows.with_columns(
        pl.when(pl.col("meter_id").str.contains(REWRITTEN))
        .then(pl.lit("COMPTEUR_ILLISIBLE"))
        .when(~pl.col("meter_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("COMPTEUR_EN_DOUBLE"))
        .when(nowhere)
        .then(pl.lit("COMPTEUR_SANS_LIEU"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the meters; those of an unknown service or sector are refused.

    A sector gives its service and its commune to the meters that do not say theirs.
    """
    refuse_mixing(connection, context)
    # Imported late: a list of meters alone does not need what is summed of them.
    from loaders.water import water_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    rows = _of_the_store(connection, batch.rows)
    rejected = [
        refused(rows.filter(code=code).select("line_number", "meter_id", given), code, REASONS)
        for code, given in (("SERVICE_INCONNU", "service_id"), ("SECTEUR_INCONNU", "sector_id"))
    ]
    kept = rows.filter(pl.col("code").is_null()).with_columns(
        service_id="known_service", sector_id="known_sector"
    )
    placed = kept.with_columns(
        *place_columns(kept["commune_code"], territory), simulated=pl.lit(context.simulated)
    )
    _write(connection, placed)
    water_rollup.rebuild(connection, territory)
    batch.notices.extend(_notices(placed))
    return Written(None, None, pl.concat(rejected))


def _of_the_store(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """Meters with what the store knows of them and of their place, and the `code` of a refusal."""
    known, sectors = known_customers(connection), known_sectors(connection)
    sector = schema.water_sector.c
    homes = store.read(
        connection,
        select(sector.sector_id, sector.service_id),
        {"known_sector": pl.String, "sector_service": pl.String},
    )
    rows = rows.with_columns(
        as_stored(rows["meter_id"], known["meter_id"]).fill_null(rows["meter_id"]),
        as_stored(rows["sector_id"], sectors["sector_id"]).alias("known_sector"),
        as_stored(rows["service_id"], known_services(connection)).alias("known_service"),
    )
    no_service = pl.col("service_id").is_not_null() & pl.col("known_service").is_null()
    no_sector = pl.col("sector_id").is_not_null() & pl.col("known_sector").is_null()
    return (
        rows.join(known.select("meter_id", "customer_no"), on="meter_id", how="left",
                  maintain_order="left")
        .join(homes, on="known_sector", how="left", maintain_order="left")
        .join(sectors.select(known_sector="sector_id", sector_commune="commune_code"),
              on="known_sector", how="left", maintain_order="left")
        .with_columns(
            pl.when(no_service).then(pl.lit("SERVICE_INCONNU"))
            .when(no_sector).then(pl.lit("SECTEUR_INCONNU")).alias("code"),
            pl.coalesce("known_service", "sector_service").alias("known_service"),
            pl.coalesce("commune_code", "sector_commune").alias("commune_code"),
        )
    )  # fmt: skip


def known_customers(connection: Connection) -> pl.DataFrame:
    """KNOWN: every meter of a customer of the store."""
    table = schema.water_customer.c
    return store.read(connection, select(*(table[name] for name in KNOWN)), KNOWN)


def _write(connection: Connection, rows: pl.DataFrame) -> None:
    """Meters already numbered keep their number, under which their days are."""
    table, unnumbered = schema.water_customer, CUSTOMER[1:]
    known = rows.filter(pl.col("customer_no").is_not_null())
    store.upsert(connection, table, known.select(CUSTOMER))
    new = rows.filter(pl.col("customer_no").is_null())
    store.insert(connection, table, new.select(unnumbered))


def _notices(rows: pl.DataFrame) -> list[Notice]:
    cases = {
        "ABONNES_SANS_SECTEUR": pl.col("sector_id").is_null(),
        "ABONNES_HORS_TERRITOIRE": pl.col("departement_code").is_null(),
    }
    counts = {code: rows.filter(case).height for code, case in cases.items()}
    return [
        Notice(code, {"rows": spaced(count), "all": spaced(rows.height)})
        for code, count in counts.items()
        if count
    ]
