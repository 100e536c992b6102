"""Works and events of public buildings: what was done, when, and what was expected of it."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.buildings.vocabulary import WORK_KINDS
from data.territory import load_territory
from loaders import store
from loaders.buildings.building_places import buildings_of, known_buildings
from loaders.buildings.building_uses import notices_of_works, work_kind_of
from loaders.buildings.energy_words import energies
from loaders.checking import check_rows
from loaders.percentages import without_percent
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing

COLUMNS = (
    Column(
        "id",
        "text",
        "Identifiant des travaux ; vide : fait du bâtiment, de la date et de la nature",
        "",
        required=False,
        aliases=("work_id", "identifiant", "id travaux"),
    ),
    Column(
        "bâtiment",
        "text",
        "Identifiant du bâtiment",
        "BAT-0001",
        aliases=("id bâtiment", "building_id", "code bâtiment"),
    ),
    Column(
        "nature",
        "text",
        "LED, chaudière, isolation, fermeture, changement d’usage ou autre",
        "Chaudière",
        aliases=("type", "type de travaux"),
    ),
    Column("libellé", "text", "En quelques mots ; vide : la nature", "Chaudière à condensation",
           required=False, aliases=("description", "nom", "titre")),
    Column("début", "day", "Premier jour", "04/09/2023",
           aliases=("date de début", "date", "date des travaux")),
    Column(
        "fin",
        "day",
        "Dernier jour ; vide : un seul jour",
        "15/09/2023",
        required=False,
        aliases=("date de fin", "réception"),
    ),
    Column(
        "énergie",
        "text",
        "Énergie concernée ; vide : toutes celles du bâtiment",
        "Gaz",
        required=False,
        aliases=("énergie concernée", "fluide"),
    ),
    Column("coût", "number", "En euros, taxes comprises", "48 000", required=False,
           aliases=("coût (€)", "montant", "montant (€)")),
    Column(
        "économie attendue",
        "number",
        "En % de la consommation de l’énergie concernée",
        "20",
        required=False,
        aliases=("économie attendue (%)", "gain attendu"),
    ),
)  # fmt: skip
WORK = (
    "work_id", "building_id", "kind", "label", "first_day", "last_day", "energy", "cost_eur",
    "expected_saving_pct", "simulated",
)  # fmt: skip
REASONS = {
    "BATIMENT_INCONNU": "Ce bâtiment n’est pas dans le magasin : chargez d’abord la liste des "
    "bâtiments.",
    "DATES_INVERSEES": "La fin précède le début : corrigez l’une des deux dates.",
    "ENERGIE_INCONNUE": "L’énergie n’est pas connue : écrivez électricité, gaz, réseau de "
    "chaleur, fioul ou eau, ou laissez la cellule vide.",
    "COUT_NEGATIF": "Le coût est négatif : écrivez zéro ou plus, ou rien.",
    "ECONOMIE_HORS_BORNES": "L’économie attendue doit être comprise entre 0 et 100 % : "
    "corrigez-la, ou laissez la cellule vide.",
    "TRAVAUX_EN_DOUBLE": "Ces travaux sont déjà sur une ligne plus haut : donnez-leur un "
    "identifiant s’ils sont différents.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a piece of works (WORK and line_number)."""
    raw = without_percent(read_table(content, COLUMNS), "économie attendue")
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    kind = work_kind_of(batch.rows["nature"])
    made_id = pl.format("{}:{}:{}", pl.col("bâtiment").str.to_uppercase(), "début", kind)
    works = batch.rows.select(
        "line_number",
        pl.coalesce("id", made_id).alias("work_id"),
        pl.col("bâtiment").alias("building_id"),
        kind.alias("kind"),
        pl.coalesce("libellé", kind.replace_strict(WORK_KINDS)).alias("label"),
        pl.col("début").alias("first_day"),
        pl.coalesce("fin", "début").alias("last_day"),
        energies(batch.rows["énergie"]).alias("energy"),
        pl.col("coût").alias("cost_eur"),
        pl.col("économie attendue").alias("expected_saving_pct"),
        pl.lit(context.simulated).alias("simulated"),
        pl.col("énergie").is_not_null().alias("energy_given"),
    )
    found = sorted_out(raw, batch, _checked(works), REASONS)
    kept = batch.rows.join(found.rows, on="line_number", how="semi")
    found.notices.extend(notices_of_works(kept["nature"]))
    return found


def _checked(works: pl.DataFrame) -> pl.DataFrame:
    """The works with the `code` of what is wrong in them."""
    code = (
        pl.when(pl.col("last_day") < pl.col("first_day"))
        .then(pl.lit("DATES_INVERSEES"))
        .when(pl.col("energy_given") & pl.col("energy").is_null())
        .then(pl.lit("ENERGIE_INCONNUE"))
        .when(pl.col("cost_eur") < 0)
        .then(pl.lit("COUT_NEGATIF"))
        .when(~pl.col("expected_saving_pct").is_between(0, 100))
        .then(pl.lit("ECONOMIE_HORS_BORNES"))
        .when(~pl.col("work_id").is_first_distinct())
        .then(pl.lit("TRAVAUX_EN_DOUBLE"))
    )
    return works.with_columns(code.alias("code")).drop("energy_given")


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the works; those of an unknown building are refused."""
    refuse_mixing(connection, context)
    # Imported late: a list of works alone does not need the sums of buildings.
    from loaders.buildings import building_rollup

    found = buildings_of(batch.rows["building_id"], known_buildings(connection))
    unknown = batch.rows.filter(found.is_null())
    works = batch.rows.with_columns(found.alias("building_id")).drop_nulls("building_id")
    store.upsert(connection, schema.work, works.select(WORK))
    building_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    return Written(None, None, refused(unknown, "BATIMENT_INCONNU", REASONS))
