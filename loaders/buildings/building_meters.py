"""Energy and water meters: what each measures, and which buildings it serves.

A meter serves several buildings by as many lines, each with its share. A list says all of the
meters that it names: their buildings are replaced, those of other meters are left.
"""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.buildings.building_places import buildings_of, known_buildings
from loaders.buildings.energy_words import energies
from loaders.buildings.meter_names import REWRITTEN, bare_names, lost_zero, with_first_zero
from loaders.checking import check_rows
from loaders.percentages import without_percent
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import listed
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing

COLUMNS = (
    Column(
        "compteur",
        "text",
        "Identifiant du point de livraison : PRM, PCE, numéro d’abonné",
        "30001234567890",
        aliases=("id compteur", "id", "PRM", "PDL", "PCE", "meter_id", "point de livraison"),
    ),
    Column(
        "énergie",
        "text",
        "Électricité, gaz, réseau de chaleur, fioul ou eau",
        "Électricité",
        aliases=("fluide", "type d’énergie"),
    ),
    Column(
        "bâtiment",
        "text",
        "Identifiant du bâtiment",
        "BAT-0001",
        required=False,
        aliases=("id bâtiment", "building_id", "code bâtiment"),
    ),
    Column(
        "part",
        "number",
        "Part du compteur pour ce bâtiment, en % ; vide : 100",
        "100",
        required=False,
        aliases=("part %", "part (%)", "quote-part"),
    ),
    Column(
        "base",
        "text",
        "Gaz seulement : les kWh livrés sont PCS ou PCI ; vide : PCS",
        "",
        required=False,
        aliases=("base PCS/PCI", "PCS ou PCI", "pouvoir calorifique"),
    ),
    Column(
        "puissance souscrite",
        "number",
        "En kVA",
        "36",
        required=False,
        aliases=("puissance souscrite (kVA)", "kVA"),
    ),
    Column(
        "nombre de chiffres",
        "integer",
        "Chiffres du cadran d’un compteur à index : dit quand il repasse par zéro",
        "",
        required=False,
        aliases=("chiffres", "roues"),
    ),
)
METER = {
    "meter_id": pl.String,
    "energy": pl.String,
    "calorific_basis": pl.String,
    "subscribed_kva": pl.Float64,
    "digits": pl.Int64,
    "simulated": pl.Boolean,
}
GAS, PCS = "gas", "PCS"
# The energies whose points of delivery are named by 14 digits.
NUMBERED = ("electricity", GAS)
BASES = ("PCS", "PCI")
LARGEST_KVA = 50_000
DIGITS = (3, 12)
WHOLE_PCT = 100.0
# Percentages written with two decimals add up to a little more or less than the whole.
ROUNDING_PCT = 0.1
REASONS = {
    "COMPTEUR_ILLISIBLE": "Un tableur a remplacé l’identifiant par un nombre arrondi : mettez la "
    "colonne au format texte, puis exportez de nouveau.",
    "ENERGIE_INCONNUE": "L’énergie n’est pas connue : écrivez électricité, gaz, réseau de "
    "chaleur, fioul ou eau.",
    "ENERGIE_CONTRADICTOIRE": "Ce compteur a une autre énergie sur une ligne plus haut : "
    "corrigez l’une des deux.",
    "BASE_ILLISIBLE": "La base des kWh de gaz ne se lit pas : écrivez PCS ou PCI.",
    "PART_HORS_BORNES": "La part doit être supérieure à 0 et de 100 % au plus : corrigez-la.",
    "PARTS_SUPERIEURES_A_100": "Les parts de ce compteur dépassent 100 % en tout : sa "
    "consommation serait comptée plusieurs fois. Corrigez-les toutes.",
    "PUISSANCE_INVRAISEMBLABLE": "La puissance souscrite doit être comprise entre 0 et "
    "50 000 kVA : vérifiez l’unité.",
    "NOMBRE_DE_CHIFFRES_INVRAISEMBLABLE": "Un cadran a de 3 à 12 chiffres : corrigez, ou laissez "
    "la cellule vide.",
    "COMPTEUR_EN_DOUBLE": "Ce compteur est déjà rattaché à ce bâtiment sur une ligne plus haut.",
    "COMPTEUR_SANS_BATIMENT": "Ce bâtiment n’est pas dans le magasin, ou n’est pas indiqué : "
    "chargez d’abord la liste des bâtiments, et écrivez leur identifiant.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a meter and building: METER, line_number, building_id, share (0..1)."""
    raw = without_percent(read_table(content, COLUMNS), "part")
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    meters = batch.rows.select(
        "line_number",
        bare_names(batch.rows["compteur"]).alias("meter"),
        energies(batch.rows["énergie"]).alias("energy"),
        pl.col("base").str.strip_chars().str.to_uppercase().alias("basis"),
        pl.col("puissance souscrite").alias("subscribed_kva"),
        pl.col("nombre de chiffres").alias("digits"),
        pl.lit(context.simulated).alias("simulated"),
        pl.col("bâtiment").alias("building_id"),
        pl.col("part").fill_null(WHOLE_PCT).alias("share_pct"),
    )
    numbered = pl.col("energy").is_in(NUMBERED)
    whole = pl.when(numbered).then(with_first_zero(pl.col("meter"))).otherwise("meter")
    meters = meters.with_columns(whole.alias("meter_id"))
    found = sorted_out(raw, batch, _checked(meters), REASONS)
    found = sorted_out(raw, found, _with_total(found.rows), REASONS)
    found.notices.extend(_notices(found.rows))
    is_gas = pl.col("energy") == GAS
    rows = found.rows.with_columns(
        pl.when(is_gas).then(pl.col("basis").fill_null(PCS)).alias("calorific_basis"),
        (pl.col("share_pct") / WHOLE_PCT).clip(0, 1).alias("share"),
    )
    return Batch(rows.drop("basis", "share_pct", "meter"), found.rejected, found.notices)


def _checked(meters: pl.DataFrame) -> pl.DataFrame:
    """The rows with the `code` of what is wrong in them, or with those above."""
    kva, digits = pl.col("subscribed_kva"), pl.col("digits")
    building = pl.col("building_id").str.to_uppercase()
    return meters.with_columns(
        pl.when(pl.col("meter_id").str.contains(REWRITTEN))
        .then(pl.lit("COMPTEUR_ILLISIBLE"))
        .when(pl.col("energy").is_null())
        .then(pl.lit("ENERGIE_INCONNUE"))
        .when(pl.col("energy") != pl.col("energy").first().over("meter_id"))
        .then(pl.lit("ENERGIE_CONTRADICTOIRE"))
        .when((pl.col("energy") == GAS) & ~pl.col("basis").is_in(BASES))
        .then(pl.lit("BASE_ILLISIBLE"))
        .when((pl.col("share_pct") <= 0) | (pl.col("share_pct") > WHOLE_PCT))
        .then(pl.lit("PART_HORS_BORNES"))
        .when((kva <= 0) | (kva > LARGEST_KVA))
        .then(pl.lit("PUISSANCE_INVRAISEMBLABLE"))
        .when(~digits.is_between(*DIGITS))
        .then(pl.lit("NOMBRE_DE_CHIFFRES_INVRAISEMBLABLE"))
        .when(building.is_null())
        .then(pl.lit("COMPTEUR_SANS_BATIMENT"))
        .when(~pl.struct("meter_id", building).is_first_distinct())
        .then(pl.lit("COMPTEUR_EN_DOUBLE"))
        .alias("code")
    )


def _with_total(meters: pl.DataFrame) -> pl.DataFrame:
    total_pct = pl.col("share_pct").sum().over("meter_id")
    above = total_pct > WHOLE_PCT + ROUNDING_PCT
    return meters.with_columns(pl.when(above).then(pl.lit("PARTS_SUPERIEURES_A_100")).alias("code"))


def _notices(meters: pl.DataFrame) -> list[Notice]:
    total_pct = pl.col("share_pct").sum()
    shares = meters.group_by("meter_id", maintain_order=True).agg(total_pct)
    partial = shares.filter(pl.col("share_pct") < WHOLE_PCT - ROUNDING_PCT)
    no_basis = meters.filter((pl.col("energy") == GAS) & pl.col("basis").is_null())
    notices = []
    if partial.height:
        names = [f"{meter} ({share:.0f} %)" for meter, share in partial.iter_rows()]
        notices.append(Notice("PARTS_INFERIEURES_A_100", {"names": listed(names)}))
    if names := meters.filter(lost_zero())["meter_id"].unique(maintain_order=True).to_list():
        notices.append(Notice("PRM_ZERO_RETABLI", {"names": listed(names)}))
    if names := no_basis["meter_id"].unique(maintain_order=True).to_list():
        facts = {"rows": len(names), "names": listed(names)}
        notices.append(Notice("BASE_GAZ_SUPPOSEE_PCS", facts))
    return notices


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the meters and their buildings; those of an unknown building are refused."""
    refuse_mixing(connection, context)
    # Imported late: a list of meters alone does not need the sums of buildings.
    from loaders.buildings import building_rollup

    found = buildings_of(batch.rows["building_id"], known_buildings(connection))
    unknown = batch.rows.filter(found.is_null())
    rows = batch.rows.with_columns(found.alias("building_id")).drop_nulls("building_id")
    rows = rows.with_columns(_stored_name(connection, rows["meter_id"]))
    meters = rows.select(METER.keys()).unique("meter_id", keep="first", maintain_order=True)
    table = schema.meter_building
    connection.execute(delete(table).where(table.c.meter_id.in_(meters["meter_id"].to_list())))
    store.upsert(connection, schema.meter, meters)
    store.insert(connection, table, rows.select("meter_id", "building_id", "share"))
    building_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    return Written(None, None, refused(unknown, "COMPTEUR_SANS_BATIMENT", REASONS))


def _known_meters(connection: Connection) -> dict[str, str]:
    """Every meter by its identifier in capitals."""
    return {name.upper(): name for name in connection.scalars(select(schema.meter.c.meter_id))}


def _stored_name(connection: Connection, identifiers: pl.Series) -> pl.Series:
    """The identifier under which each meter is stored, as written when it is new."""
    known = _known_meters(connection)
    stored = identifiers.str.to_uppercase().replace_strict(
        known, default=None, return_dtype=pl.String
    )
    return stored.fill_null(identifiers).alias("meter_id")
