"""Repairs of the network: where, when found and repaired, of what, and the flow if measured."""

from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import paris_day
from data.quality import Notice
from data.territory import load_territory
from loaders import positions, store
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import listed, with_commune_codes, with_point
from loaders.putting_aside import refused, sorted_out
from loaders.reading import folded, read_table
from loaders.simulated import refuse_mixing
from loaders.water import network_places
from loaders.water.customer_words import REPAIR_WORDS
from loaders.water.personal_columns import PERSONAL_COLUMNS, without_personal
from loaders.words import named, unnamed

COLUMNS = (
    Column("id", "text", "Identifiant de l’intervention ; vide : fait du lieu, du jour et de la "
           "nature", "FUITE-2026-014", required=False,
           aliases=("identifiant", "numéro", "n°", "intervention", "fuite", "ticket")),
    *network_places.COLUMNS,
    Column("trouvée le", "day", "Jour où la fuite est trouvée ou signalée", "10/01/2026",
           required=False,
           aliases=("trouvé le", "détectée le", "signalée le", "date de détection",
                    "date de signalement", "découverte")),
    Column("réparée le", "day", "Jour de la réparation", "12/01/2026",
           aliases=("réparé le", "date de réparation", "réparation", "date", "fin",
                    "date d’intervention")),
    Column("nature", "text", "Canalisation, branchement, vanne ou accessoire, compteur, autre",
           "Canalisation", required=False,
           aliases=("type", "type de fuite", "organe", "description", "motif")),
    Column("débit", "number", "Débit de la fuite s’il a été mesuré", "3,6", required=False,
           aliases=("débit mesuré", "débit estimé", "débit (m³/h)", "débit m³/h", "flow")),
    Column("unité", "text", "m³/h, L/s, L/min ou L/h ; vide : m³/h", "m³/h", required=False,
           aliases=("unité du débit", "unit")),
    Column("débit L/s", "number", "À défaut de débit : en L/s", "", required=False,
           aliases=("débit en L/s",)),
    Column("débit L/min", "number", "À défaut de débit : en L/min", "", required=False,
           aliases=("débit en L/min", "débit L/mn")),
)  # fmt: skip
# Unit of a flow -> m³/h in one.
M3_H = {"m3h": 1.0, "ls": 3.6, "lmin": 0.06, "lmn": 0.06, "lh": 0.001, "m3j": 1 / 24,
        "m3jour": 1 / 24}  # fmt: skip
# A main of half a metre wide open.
LARGEST_M3_H = 2000.0
# A leak may run long before it is repaired, not so long after it is found.
LONGEST_DAYS = 3 * 365
REPAIR = tuple(column.name for column in schema.water_repair.columns)
REASONS = positions.POSITION_REASONS | {
    "INTERVENTION_EN_DOUBLE": "Cette intervention est déjà sur une ligne plus haut : donnez un "
    "identifiant à chacune si elles sont différentes.",
    "JOUR_FUTUR": "Cette réparation est dans l’avenir : vérifiez l’année.",
    "DATES_INVERSEES": "La réparation précède la découverte : vérifiez les deux dates.",
    "DUREE_INVRAISEMBLABLE": "Plus de trois ans séparent la découverte de la réparation : vérifiez "
    "les années.",
    "UNITE_INATTENDUE": "Cette unité n’est pas celle d’un débit de fuite : écrivez m³/h, L/s, "
    "L/min ou L/h.",
    "DEBIT_INVRAISEMBLABLE": "Le débit d’une fuite est compris entre 0 et 2 000 m³/h : vérifiez "
    "l’unité, ou laissez la cellule vide.",
    "INTERVENTION_SANS_LIEU": "Ce secteur n’est pas dans la liste des secteurs, et ni la commune "
    "ni les coordonnées ne sont données : ajoutez l’un des trois.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a repair: REPAIR, `sector_id` as the file writes it."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw, said = without_personal(read_table(content, (*COLUMNS, *PERSONAL_COLUMNS)))
    raw = with_commune_codes(with_point(raw))
    batch = check_rows(raw, COLUMNS, territory)
    kinds = named(batch.rows["nature"], REPAIR_WORDS).alias("kind")
    flows, unread = _flows(batch.rows)
    rows, more = network_places.located(
        batch.rows,
        territory,
        [
            pl.col("id").alias("repair_id"),
            kinds.fill_null("autre"),
            pl.col("trouvée le").alias("found_day"),
            pl.col("réparée le").alias("repaired_day"),
            flows.alias("flow_m3_h"),
            unread.alias("unit_unread"),
            pl.lit(context.simulated).alias("simulated"),
        ],
    )
    point = pl.format("{} {}", "latitude_deg", "longitude_deg")
    place = pl.coalesce("sector_id", "commune_code", point, pl.lit(""))
    made_id = pl.format("{}:{}:{}", place.str.to_uppercase(), "repaired_day", "kind")
    rows = rows.with_columns(pl.coalesce("repair_id", made_id).alias("repair_id"))
    coded = _checked(rows, paris_day(context.now_s)).drop("place_code", "unit_unread")
    found = sorted_out(raw, batch, coded, REASONS)
    found.notices.extend([*said, *more])
    if unknown := unnamed(batch.rows["nature"], kinds):
        found.notices.append(Notice("INTERVENTIONS_DE_NATURE_INCONNUE", {"names": listed(unknown)}))
    return found


def _flows(rows: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Flows in m³/h, and whether the unit of one is not known."""
    units = {text: M3_H.get(folded(text)) for text in rows["unité"].unique().drop_nulls()}
    unit = rows["unité"].replace_strict(units, default=None, return_dtype=pl.Float64)
    unit = unit.zip_with(rows["unité"].is_not_null(), pl.repeat(1.0, rows.height, eager=True))
    own = rows["débit"] * unit
    others = (rows["débit L/s"] * M3_H["ls"]).fill_null(rows["débit L/min"] * M3_H["lmin"])
    return own.fill_null(others).round(6), rows["débit"].is_not_null() & unit.is_null()


def _checked(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    """The repairs with the `code` of what is wrong with them."""
    found, repaired = pl.col("found_day"), pl.col("repaired_day")
    return rows.with_columns(
        pl.when(pl.col("place_code").is_not_null())
        .then("place_code")
        .when(~pl.col("repair_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("INTERVENTION_EN_DOUBLE"))
        .when(repaired > today)
        .then(pl.lit("JOUR_FUTUR"))
        .when(repaired < found)
        .then(pl.lit("DATES_INVERSEES"))
        .when((repaired - found).dt.total_days() > LONGEST_DAYS)
        .then(pl.lit("DUREE_INVRAISEMBLABLE"))
        .when(pl.col("unit_unread"))
        .then(pl.lit("UNITE_INATTENDUE"))
        .when(~((pl.col("flow_m3_h") > 0) & (pl.col("flow_m3_h") <= LARGEST_M3_H)))
        .then(pl.lit("DEBIT_INVRAISEMBLABLE"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the repairs, and what they gave back to their sectors."""
    refuse_mixing(connection, context)
    # Imported late: repairs alone do not need what is summed of them.
    from loaders.water import water_rollup

    kept, lost, said = network_places.in_sectors(
        connection, batch.rows, "INTERVENTIONS_SANS_SECTEUR"
    )
    store.upsert(connection, schema.water_repair, kept.select(REPAIR))
    water_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    batch.notices.extend(said)
    rejected = refused(
        lost.select("line_number", "repair_id", "sector_id", "repaired_day"),
        "INTERVENTION_SANS_LIEU",
        REASONS,
    )
    return Written(kept["repaired_day"].min(), kept["repaired_day"].max(), rejected)
