"""GRDF export: what each PCE used by month, in m³ and in kWh PCS.

Written from public readers of the customer account and from the field names of the ADICT service
(`dateDebutReleve`, `energieConsomme`, `coeffConversion`…), not from the distributor's own guide.
The end of a period is the day the next one begins, as there; where a file itself shows periods
that end the day before the next one, both days are included.
"""

import re
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.series.rollups import day_start_s
from data.territory import load_territory
from loaders.buildings.meter_rows import MeterBatch, batch_of, impossible
from loaders.buildings.meter_series import quality
from loaders.buildings.meter_units import GAS_KWH_PER_M3
from loaders.buildings.meter_writing import write as write_readings
from loaders.checking import check_rows
from loaders.pipeline import Column, Context, LoadError, Written
from loaders.reading import RawTable, read_table

SOURCE_KEY = "grdf-mensuel"
COLUMNS = (
    Column(
        "PCE", "text", "Point de comptage ; à défaut, lu dans les lignes avant le tableau",
        "21401234567890", required=False,
        aliases=("Numéro PCE", "N° PCE", "id_pce", "compteur", "Identifiant PCE"),
    ),
    Column(
        "Date de début", "day", "Premier jour de la période", "01/01/2026",
        aliases=("Date de début de relève", "dateDebutReleve", "date_debut_consommation",
                 "Date de début de consommation", "Date début"),
    ),
    Column(
        "Date de fin", "day", "Jour du relevé, où commence la période suivante", "01/02/2026",
        aliases=("Date de fin de relève", "dateFinReleve", "date_fin_consommation",
                 "Date de fin de consommation", "Date fin"),
    ),
    Column(
        "Energie consommée (kWh)", "number", "Énergie en kWh PCS", "1 232",
        aliases=("Énergie consommée", "energieConsomme", "energieConsommee", "energie",
                 "Consommation (kWh)", "Energie consommée (kWh PCS)"),
    ),
    Column(
        "Volume consommé (m3)", "number", "Volume en m³, qui sert à vérifier l’énergie", "110",
        required=False, aliases=("volumeBrutConsomme", "volume", "Volume consommé",
                                 "Consommation (m3)"),
    ),
    Column(
        "Coefficient de conversion", "number", "kWh PCS par m³", "11,2", required=False,
        aliases=("coeffConversion", "coeff_calcul", "coefficient"),
    ),
    Column(
        "Qualification", "text", "Mesuré, Estimé ou Corrigé", "Mesuré", required=False,
        aliases=("qualificationReleve", "statut", "Qualité", "Nature de la donnée",
                 "natureReleve"),
    ),
)  # fmt: skip
PCE_FORM = r"\b(\d{14}|GI\d{6})\b"
DAY_S = 86_400
# Under this volume, rounding to whole m³ hides the coefficient.
LEAST_VOLUME_M3 = 20
# Energy and volume that are one number: kWh that are m³.
SAME_NUMBER = 2.0


def parse(content: bytes, context: Context) -> MeterBatch:
    """One row a period of a PCE."""
    raw = _with_meter(read_table(content, COLUMNS))
    checked = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    word = pl.col("Qualification").str.to_lowercase()
    rows = checked.rows.select(
        "line_number",
        pl.col("PCE").alias("meter"),
        pl.col("Date de début").alias("first_day"),
        pl.col("Date de fin").alias("end"),
        pl.col("Energie consommée (kWh)").alias("value"),
        pl.col("Volume consommé (m3)").alias("volume_m3"),
        pl.col("Coefficient de conversion").alias("coefficient"),
        quality(word.str.starts_with("estim").fill_null(False)).alias("quality"),
        pl.lit("kWh PCS").alias("unit"),
        pl.lit("consommation").alias("nature"),
        pl.lit(False).alias("naive"),
        pl.lit(True).alias("day_only"),
    )
    last = pl.when(_inclusive()).then("end").otherwise(pl.col("end").dt.offset_by("-1d"))
    rows = rows.with_columns(last.alias("last_day"))
    length = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    rows = rows.with_columns(
        day_start_s(pl.col("first_day")).alias("at_s"), (length * DAY_S).alias("step_s")
    )
    future = day_start_s(pl.col("last_day").dt.offset_by("1d")) > context.now_s
    code = pl.coalesce(
        pl.when(pl.col("last_day") < pl.col("first_day")).then(pl.lit("DATES_INVERSEES")),
        pl.when(future).then(pl.lit("HEURE_FUTURE")),
        impossible(context.now_s),
        _contradiction(),
    )
    return batch_of(raw, checked, rows.with_columns(code.alias("code")))


def _with_meter(raw: RawTable) -> RawTable:
    """The table with its PCE, told by a column or by a line in front of it."""
    if "PCE" in raw.frame.columns:
        return raw
    found = {match for line in raw.preamble for match in re.findall(PCE_FORM, line)}
    if len(found) != 1:
        raise LoadError(
            "PCE_ABSENT",
            "Le fichier ne dit pas de quel PCE il est. Ajoutez une colonne « PCE » avec son "
            "numéro sur chaque ligne, puis relancez.",
        )
    raw.frame.insert_column(1, pl.repeat(found.pop(), raw.frame.height, eager=True).alias("PCE"))
    return raw


def _inclusive() -> pl.Expr:
    """Whether periods of a meter end the day before the next one, or on the last of a month."""
    following = pl.col("first_day").sort().shift(-1).over("meter")
    end = pl.col("end").sort().over("meter")
    eve = (following == end.dt.offset_by("1d")).any().over("meter")
    month_end = (pl.col("end").dt.offset_by("1d").dt.day() == 1) & (
        pl.col("first_day").dt.day() == 1
    )
    return (eve | month_end.all().over("meter")).fill_null(False)


def _contradiction() -> pl.Expr:
    """The code of an energy that its volume belies."""
    ratio = pl.col("value") / pl.col("volume_m3")
    enough = pl.col("volume_m3") >= LEAST_VOLUME_M3
    typical = ratio.filter(enough).median().over("meter")
    return (
        pl.when((typical < SAME_NUMBER).fill_null(False))
        .then(pl.lit("UNITE_SUSPECTE"))
        .when((enough & ~ratio.is_between(*GAS_KWH_PER_M3)).fill_null(False))
        .then(pl.lit("COEFFICIENT_GAZ_INVRAISEMBLABLE"))
    )


def write(connection: Connection, batch: MeterBatch, context: Context) -> Written:
    """Store the periods, spread over their days, and rebuild what they touch."""
    return write_readings(connection, batch, context, SOURCE_KEY)
