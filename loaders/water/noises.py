"""Alarms of noise loggers: which logger heard a leak, where, when and how loud."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.series.rollups import local_day
from data.territory import load_territory
from loaders import positions, store
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import with_commune_codes, with_point
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.water import network_places
from loaders.water.personal_columns import PERSONAL_COLUMNS, without_personal

COLUMNS = (
    Column("capteur", "text", "Identifiant du prélocalisateur", "BRUIT-01",
           aliases=("id", "identifiant", "id capteur", "logger", "logger_id", "prélocalisateur",
                    "deveui", "dev_eui")),
    Column("horodatage", "instant", "Instant de l’alarme, heure de Paris sans décalage écrit",
           "12/01/2026 03:00",
           aliases=("horodate", "date", "instant", "date et heure", "alarme", "timestamp")),
    *network_places.COLUMNS,
    Column("niveau", "number", "Niveau de bruit, en dB", "32", required=False,
           aliases=("niveau (dB)", "dB", "bruit", "level_db", "intensité")),
)  # fmt: skip
NOISE = tuple(column.name for column in schema.water_noise.columns)
LEVELS_DB = (0, 150)
REASONS = positions.POSITION_REASONS | {
    "HEURE_FUTURE": "Cette alarme est datée dans l’avenir : vérifiez l’horloge du capteur.",
    "ALARME_EN_DOUBLE": "Une ligne plus haut donne déjà l’alarme de ce capteur à cet instant.",
    "NIVEAU_INVRAISEMBLABLE": "Le niveau doit être compris entre 0 et 150 dB : vérifiez la "
    "colonne.",
    "ALARME_SANS_LIEU": "Ce secteur n’est pas dans la liste des secteurs, et ni la commune ni les "
    "coordonnées ne sont données : ajoutez l’un des trois.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row an alarm: NOISE, `sector_id` as the file writes it."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw, said = without_personal(read_table(content, (*COLUMNS, *PERSONAL_COLUMNS)))
    raw = with_commune_codes(with_point(raw))
    batch = check_rows(raw, COLUMNS, territory)
    rows, more = network_places.located(
        batch.rows,
        territory,
        [
            pl.col("capteur").alias("logger_id"),
            pl.col("horodatage").alias("at_s"),
            pl.col("niveau").alias("level_db"),
            pl.lit(context.simulated).alias("simulated"),
        ],
    )
    coded = _checked(rows, context.now_s).drop("place_code")
    found = sorted_out(raw, batch, coded, REASONS)
    found.notices.extend([*said, *more])
    return found


def _checked(rows: pl.DataFrame, now_s: int) -> pl.DataFrame:
    """The alarms with the `code` of what is wrong with them."""
    key = pl.struct(pl.col("logger_id").str.to_uppercase(), "at_s")
    return rows.with_columns(
        pl.when(pl.col("place_code").is_not_null())
        .then("place_code")
        .when(pl.col("at_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(~key.is_first_distinct())
        .then(pl.lit("ALARME_EN_DOUBLE"))
        .when(~pl.col("level_db").is_between(*LEVELS_DB))
        .then(pl.lit("NIVEAU_INVRAISEMBLABLE"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the alarms, which speak of the alerts of their sector."""
    refuse_mixing(connection, context)
    # Imported late: alarms alone do not need what is summed of them.
    from loaders.water import water_rollup

    kept, lost, said = network_places.in_sectors(connection, batch.rows, "BRUITS_SANS_SECTEUR")
    store.upsert(connection, schema.water_noise, kept.select(NOISE))
    water_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    batch.notices.extend(said)
    days = kept.select(local_day(pl.col("at_s"))).to_series()
    rejected = refused(
        lost.select("line_number", "logger_id", "sector_id", "at_s"), "ALARME_SANS_LIEU", REASONS
    )
    return Written(days.min(), days.max(), rejected)
