"""Faults and repairs, as a maintenance tool exports them."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.counts import counted
from loaders.lighting.light_places import known_cabinets
from loaders.lighting.light_words import FAULT_WORDS
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import listed
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.words import named, unnamed

COLUMNS = (
    Column("id", "text", "Identifiant de la panne", "PANNE-2026-0001",
           aliases=("identifiant", "numéro", "panne", "ticket", "intervention")),
    Column("signalée le", "instant", "Date et heure du signalement, heure de Paris",
           "12/01/2026 18:30",
           aliases=("signalé le", "date de signalement", "signalement", "date", "début")),
    Column("réparée le", "instant", "Vide : pas encore réparée", "14/01/2026 10:00",
           required=False,
           aliases=("réparé le", "date de réparation", "réparation", "clôture", "fin")),
    Column("point", "text", "Identifiant du point lumineux", "PL-37261-0001", required=False,
           aliases=("id point", "point lumineux", "point_id", "support")),
    Column("armoire", "text", "Identifiant de l’armoire", "ARM-37261-01", required=False,
           aliases=("id armoire", "cabinet_id")),
    Column("code commune", "commune", "Code INSEE, à défaut de point et d’armoire", "37261",
           required=False, aliases=("commune", "insee", "code insee")),
    Column("nature", "text", "Éteint, allumé de jour, armoire, cassé, autre", "Point éteint",
           required=False, aliases=("type", "motif", "type de panne", "description")),
)  # fmt: skip
FAULT = tuple(column.name for column in schema.light_fault.columns)
REASONS = {
    "PANNE_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque panne.",
    "HEURE_FUTURE": "Cette panne est dans l’avenir : vérifiez la date et l’heure.",
    "REPARATION_AVANT_SIGNALEMENT": "La réparation précède le signalement : vérifiez les dates.",
    "PANNE_SANS_LIEU": "Ni le point, ni l’armoire ne sont dans l’inventaire, et la commune manque "
    "ou n’est pas connue : ajoutez l’un des trois.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a fault."""
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    kinds = named(batch.rows["nature"], FAULT_WORDS)
    rows = batch.rows.select(
        "line_number",
        pl.col("id").alias("fault_id"),
        pl.col("point").alias("point_id"),
        pl.col("armoire").alias("cabinet_id"),
        pl.col("code commune").alias("commune_code"),
        kinds.fill_null("autre").alias("kind"),
        pl.col("signalée le").alias("reported_s"),
        pl.col("réparée le").alias("repaired_s"),
        pl.lit(context.simulated).alias("simulated"),
    )
    found = sorted_out(raw, batch, _checked(rows, context.now_s), REASONS)
    if unknown := unnamed(batch.rows["nature"], kinds):
        found.notices.append(Notice("PANNES_DE_NATURE_INCONNUE", {"names": listed(unknown)}))
    return found


def _checked(rows: pl.DataFrame, now_s: int) -> pl.DataFrame:
    """The faults with the `code` of what is wrong with them."""
    return rows.with_columns(
        pl.when(~pl.col("fault_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("PANNE_EN_DOUBLE"))
        .when(pl.max_horizontal("reported_s", "repaired_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(pl.col("repaired_s") < pl.col("reported_s"))
        .then(pl.lit("REPARATION_AVANT_SIGNALEMENT"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the faults, placed by their point, else by their cabinet, else as declared."""
    refuse_mixing(connection, context)
    # Imported late: faults alone do not need the sums.
    from loaders.lighting import lighting_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    rows = _placed(connection, batch.rows)
    inside = rows["commune_code"].map_elements(
        lambda code: territory.commune(code) is not None, return_dtype=pl.Boolean
    )
    located = pl.col("point_known") | pl.col("cabinet_known") | inside.fill_null(False)
    lost = rows.filter(~located).select("line_number", *FAULT[:5])
    kept = rows.filter(located)
    store.upsert(connection, schema.light_fault, kept.select(FAULT))
    lighting_rollup.rebuild(connection, territory)
    count = kept.filter(~pl.col("point_known") & ~pl.col("cabinet_known")).height
    batch.notices.extend(counted({"PANNES_SANS_POINT": count}, kept.height))
    days = pl.from_epoch(kept["reported_s"], time_unit="s").dt.date()
    return Written(days.min(), days.max(), refused(lost, "PANNE_SANS_LIEU", REASONS))


def _placed(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """Faults with the identifiers of the store and their commune, null where not known."""
    point = schema.light_point.c
    columns = {"point_id": pl.String, "point_cabinet": pl.String, "point_commune": pl.String}
    points = store.read(
        connection, select(point.point_id, point.cabinet_id, point.commune_code), columns
    )
    cabinets = known_cabinets(connection).select("cabinet_id", cabinet_commune="commune_code")
    points = points.with_columns(point_known=pl.lit(True))
    cabinets = cabinets.with_columns(cabinet_known=pl.lit(True))
    rows = rows.with_columns(
        as_stored(rows["point_id"], points["point_id"]).fill_null(rows["point_id"])
    ).join(points, on="point_id", how="left", maintain_order="left")
    rows = rows.with_columns(
        as_stored(rows["cabinet_id"], cabinets["cabinet_id"])
        .fill_null(rows["cabinet_id"])
        .fill_null(rows["point_cabinet"])
    ).join(cabinets, on="cabinet_id", how="left", maintain_order="left")
    return rows.with_columns(
        pl.coalesce("point_commune", "cabinet_commune", "commune_code").alias("commune_code"),
        pl.col("point_known", "cabinet_known").fill_null(False),
    )
