"""Readings of any meter in a plain table: indexes, consumptions or powers, at any step."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.territory import load_territory
from loaders.buildings.meter_rows import MeterBatch, batch_of, impossible
from loaders.buildings.meter_series import quality
from loaders.buildings.meter_writing import write as write_readings
from loaders.checking import check_rows
from loaders.pipeline import Column, Context, Written
from loaders.reading import folded, read_table
from loaders.repeated_hours import naive

SOURCE_KEY = "releves-energie"
COLUMNS = (
    Column(
        "compteur",
        "text",
        "Identifiant du compteur (PRM, PCE, numéro), tel que dans la liste des compteurs",
        "30001234567890",
        aliases=("prm", "pce", "pdl", "id compteur", "point de livraison", "meter_id"),
    ),
    Column(
        "horodatage",
        "instant",
        "Début du pas pour une consommation ou une puissance, instant de lecture pour un index ; "
        "un jour seul est son minuit ; heure de Paris sans décalage écrit",
        "12/01/2026 14:30",
        aliases=("horodate", "date", "instant", "date et heure"),
    ),
    Column("valeur", "number", "Valeur lue", "12,5", aliases=("value", "relevé", "mesure")),
    Column(
        "unité",
        "text",
        "Wh, kWh, MWh, W, kW, m³ ou L ; pour le gaz, kWh PCS ou kWh PCI se précisent",
        "kWh",
        aliases=("unit",),
    ),
    Column(
        "nature",
        "text",
        "index, consommation, puissance, depose (dernier index de l’ancien compteur) ou pose "
        "(premier index du nouveau) ; vide : puissance en W et kW, sinon consommation",
        "consommation",
        required=False,
        aliases=("type",),
    ),
    Column(
        "estimé", "boolean", "oui si la valeur est estimée", "non", required=False,
        aliases=("estimation", "estimée"),
    ),
    Column(
        "coefficient", "number", "Gaz en m³ : kWh PCS par m³ ; vide : valeur de référence", "11,2",
        required=False, aliases=("coefficient de conversion", "pcs"),
    ),
)  # fmt: skip
NATURES = {
    **{word: word for word in ("index", "consommation", "puissance", "depose", "pose")},
    "conso": "consommation",
    "energie": "consommation",
}
UNKNOWN = "?"


def parse(content: bytes, context: Context) -> MeterBatch:
    """One row a reading."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = read_table(content, COLUMNS)
    checked = check_rows(raw, COLUMNS, territory)
    texts = raw.frame.select("line_number", text="horodatage")
    rows = checked.rows.join(texts, on="line_number", how="left", maintain_order="left").select(
        "line_number",
        pl.col("compteur").alias("meter"),
        pl.col("horodatage").alias("at_s"),
        (~pl.col("text").str.contains(":")).alias("day_only"),
        naive(pl.col("text")).alias("naive"),
        pl.col("valeur").alias("value"),
        pl.col("unité").alias("unit"),
        _natures(checked.rows["nature"]).alias("nature"),
        quality(pl.col("estimé").fill_null(False)).alias("quality"),
        "coefficient",
    )
    unknown = pl.when(pl.col("nature") == UNKNOWN).then(pl.lit("NATURE_INCONNUE"))
    code = pl.coalesce(unknown, impossible(context.now_s)).alias("code")
    return batch_of(raw, checked, rows.with_columns(code))


def _natures(texts: pl.Series) -> pl.Series:
    known = {text: NATURES.get(folded(text), UNKNOWN) for text in texts.drop_nulls().unique()}
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def write(connection: Connection, batch: MeterBatch, context: Context) -> Written:
    """Store the readings and rebuild what they touch."""
    return write_readings(connection, batch, context, SOURCE_KEY)
