"""Meters of sectors: what each counts enters its sector, or leaves it."""

from dataclasses import replace
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete

from data import schema
from data.territory import load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import RawTable, folded, read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.water.water_names import known_sectors, known_sensors, place_series

COLUMNS = (
    Column("secteur", "text", "Identifiant du secteur", "SECT-01",
           aliases=("id secteur", "sector_id", "dma", "code secteur")),
    Column("capteur", "text", "Débitmètre ou compteur, tel que dans ses relevés ; "
           "entre deux secteurs, une ligne pour chacun", "DEB-01",
           aliases=("compteur", "débitmètre", "id capteur", "meter_id", "point de mesure")),
    Column("sens", "text", "entrée : ce qu’il compte entre dans le secteur ; sortie : en sort ; "
           "vide : entrée", "entrée", required=False, aliases=("signe", "sign")),
)  # fmt: skip
SIGNS = {
    **dict.fromkeys(("entree", "entrant", "e", "in", "1"), 1),
    **dict.fromkeys(("sortie", "sortant", "s", "out"), -1),
}
# Signs alone, which elsewhere say that there is no value.
WRITTEN_SIGNS = {"+": "entrée", "-": "sortie", "−": "sortie", "–": "sortie", "-1": "sortie",
                 "−1": "sortie"}  # fmt: skip
SENSOR = tuple(column.name for column in schema.water_sector_meter.columns)
REASONS = {
    "SENS_INCONNU": "Le sens est « entrée » ou « sortie » : corrigez-le.",
    "CAPTEUR_EN_DOUBLE": "Ce capteur a déjà ce secteur sur une ligne plus haut.",
    "SENS_CONTRADICTOIRE": "Une ligne plus haut donne l’autre sens à ce capteur dans ce secteur : "
    "gardez un seul sens par secteur.",
    "SECTEUR_INCONNU": "Ce secteur n’est pas dans la liste des secteurs : ajoutez-le, puis "
    "rechargez.",
    "NOM_D_UN_RESERVOIR": "Cet identifiant est celui d’un réservoir : donnez-en un autre au "
    "capteur.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a sensor and a sector: line_number and SENSOR, names as the file writes them."""
    raw = _with_words(read_table(content, COLUMNS))
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    rows = batch.rows.select(
        "line_number",
        pl.col("secteur").alias("sector_id"),
        pl.col("capteur").alias("meter_id"),
        _signs(batch.rows["sens"].fill_null("entrée")).alias("sign"),
    )
    pair = pl.struct(pl.col("sector_id", "meter_id").str.to_uppercase())
    agreed = pl.col("sign") == pl.col("sign").first().over(pair)
    coded = rows.with_columns(
        pl.when(pl.col("sign").is_null())
        .then(pl.lit("SENS_INCONNU"))
        .when(pair.is_first_distinct())
        .then(pl.lit(None, pl.String))
        .when(agreed)
        .then(pl.lit("CAPTEUR_EN_DOUBLE"))
        .otherwise(pl.lit("SENS_CONTRADICTOIRE"))
        .alias("code")
    )
    return sorted_out(raw, batch, coded, REASONS)


def _with_words(raw: RawTable) -> RawTable:
    """The table with "−" written as a word: it is no absence of a sign."""
    if "sens" not in raw.frame.columns:
        return raw
    words = raw.frame["sens"].str.strip_chars().replace(WRITTEN_SIGNS)
    return replace(raw, frame=raw.frame.with_columns(words))


def _signs(texts: pl.Series) -> pl.Series:
    known = {text: SIGNS.get(folded(text)) for text in texts.unique()}
    return texts.replace_strict(known, default=None, return_dtype=pl.Int64)


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Store the sensors: the rows of one replace all that were known of it."""
    refuse_mixing(connection, context)
    # Imported late: a list of sensors alone does not need what is summed of them.
    from loaders.water import water_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    known = known_sensors(connection)
    tanks, meters = (known.filter(pl.col("level") == level)["sensor"] for level in (True, False))
    given = batch.rows.with_columns(
        as_stored(batch.rows["sector_id"], known_sectors(connection)["sector_id"]).alias("home"),
        as_stored(batch.rows["meter_id"], tanks).alias("tank"),
    )
    code = (
        pl.when(pl.col("tank").is_not_null())
        .then(pl.lit("NOM_D_UN_RESERVOIR"))
        .when(pl.col("home").is_null())
        .then(pl.lit("SECTEUR_INCONNU"))
    )
    coded = given.with_columns(code.alias("code"))
    rejected = [
        refused(coded.filter(pl.col("code") == code).select("line_number", *SENSOR), code, REASONS)
        for code in ("NOM_D_UN_RESERVOIR", "SECTEUR_INCONNU")
    ]
    kept = coded.filter(pl.col("code").is_null()).with_columns(sector_id="home")
    # In the file too, one sensor may be written in two cases.
    kept = kept.with_columns(pl.col("meter_id").first().over(pl.col("meter_id").str.to_uppercase()))
    names = as_stored(kept["meter_id"], meters).fill_null(kept["meter_id"])
    _replace(connection, kept.with_columns(names))
    place_series(connection, territory)
    water_rollup.rebuild(connection, territory)
    return Written(None, None, pl.concat(rejected))


def _replace(connection: Connection, rows: pl.DataFrame) -> None:
    table = schema.water_sector_meter
    connection.execute(delete(table).where(table.c.meter_id.in_(rows["meter_id"].to_list())))
    store.upsert(connection, table, rows.select(SENSOR))
