"""Enedis exports: load curve and daily energies, by their two public layouts.

Flat, as the R63 (curve) and R65 (daily) files of SGE, JSON apart: one table, the PRM on each
line. In blocks, as the customer accounts give them: one or two lines that say which PRM, unit and
quantity, then `Horodate;Valeur`. Both were written from files and readers that are public, not
from the distributor's own guide.

A power is a mean over the step that ends at its stamp, as customer accounts and their readers say.
Some SGE files stamp the beginning: where whole days of a PRM run from 00:00 to the last step
before midnight, the stamps are beginnings. A notice says which was found.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.quality import Notice
from data.series.rollups import TIME_ZONE, day_start_s, local_day
from data.territory import load_territory
from loaders.archives import csv_text
from loaders.buildings import meter_steps
from loaders.buildings.meter_notices import names_of
from loaders.buildings.meter_rows import MeterBatch, batch_of, impossible
from loaders.buildings.meter_series import quality
from loaders.buildings.meter_writing import write as write_readings
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, LoadError, Written
from loaders.reading import RawTable, folded, read_table
from loaders.repeated_hours import naive, with_repeated_hours

CURVE_KEY, DAILY_KEY = "enedis-courbe", "enedis-journalier"
DAY_S = 86_400
PRM = Column(
    "Identifiant PRM",
    "text",
    "Point de livraison, 14 chiffres ; dans l’export d’un compte client, il est en tête du fichier",
    "30001234567890",
    aliases=("PRM", "PDL", "Identifiant point", "Point Référence Mesure (PRM)"),
)
STAMP = Column(
    "Horodate",
    "instant",
    "Fin du pas de mesure, avec son décalage ; le début est reconnu si les journées vont de 00:00 "
    "au dernier pas avant minuit",
    "2026-01-12T00:30:00+01:00",
    aliases=("Date",),
)
DAY = replace(STAMP, kind="instant", help="Jour de la mesure", example="2026-01-12")
VALUE = Column(
    "Valeur", "number", "Puissance moyenne ou énergie", "1200",
    aliases=("Valeur (en kWh)", "Valeur (en Wh)", "Valeur (en W)", "Valeur (en kW)", "EAS T"),
)  # fmt: skip
FACTS = (
    Column("Unité", "text", "W pour une puissance moyenne, Wh ou kWh pour une énergie", "W"),
    Column(
        "Nature", "text", "R réel, C corrigé ; E, P, H, K ou D : estimé ou reconstitué", "R",
        required=False, aliases=("Statut de la mesure",),
    ),
    Column(
        "Pas", "text", "PT10M, PT30M, PT60M, P1D, ou des minutes", "PT30M", required=False,
        aliases=("Pas en minutes",),
    ),
    Column(
        "Grandeur métier", "text", "CONS ou Consommation ; une production n’est pas chargée",
        "CONS", required=False,
    ),
    Column(
        "Grandeur physique", "text", "PA, EA, Puissance active ou Energie active", "PA",
        required=False,
    ),
)  # fmt: skip
CURVE_COLUMNS = (PRM, STAMP, VALUE, *FACTS)
# What the example of a day says otherwise than that of a curve.
DAILY_EXAMPLES = {"Unité": "Wh", "Pas": "P1D", "Grandeur physique": "EA"}
DAILY_COLUMNS = (
    PRM,
    DAY,
    replace(VALUE, help="Énergie du jour", example="28800"),
    replace(FACTS[0], help="Wh ou kWh", example=DAILY_EXAMPLES["Unité"]),
    *(replace(fact, example=DAILY_EXAMPLES.get(fact.name, fact.example)) for fact in FACTS[1:]),
)
# In front of the table in an export of a customer account.
LEADING = ("identifiantprm", "pointreferencemesureprm")
HEAD_LINES = 20
UNIT_IN_TITLE = r"Valeur \(en (\w+)\)"
ACTIVE = ("pa", "ea", "puissanceactive", "energieactive", "consommation")
POWERS = ("pa", "puissanceactive")
PRODUCED = ("prod", "production", "injection")
# R63 and R65: what the distributor has not read, as opposed to R (réel), C (corrigé) and B (brut).
ESTIMATED_CODES = ("e", "p", "h", "k", "d", "s", "t", "estime", "estimee")
STEP_S = {"m": 60, "h": 3600, "d": DAY_S}


def parse_curve(content: bytes, context: Context) -> MeterBatch:
    """Mean powers, or energies, by step of an hour or less."""
    raw, checked = _read(content, CURVE_COLUMNS, context)
    rows = _rows(raw, checked)
    stepped = _with_beginnings(rows)
    checked.notices.extend(_stamp_notices(stepped))
    return batch_of(raw, checked, _coded(stepped.drop("meter_id", "begins"), context))


def parse_daily(content: bytes, context: Context) -> MeterBatch:
    """Energies of days, or indexes read every day (`EAS T` of the customer account)."""
    raw, checked = _read(content, DAILY_COLUMNS, context)
    rows = _rows(raw, checked)
    face = _said(raw, "Type de donnees") == "index"
    day_s = day_start_s(local_day(pl.col("at_s")))
    rows = rows.with_columns(
        pl.lit("index" if face else "consommation").alias("nature"),
        pl.lit(None if face else DAY_S, pl.Int64).alias("step_s"),
        pl.lit(not face).alias("day_only"),
        pl.when(pl.lit(face)).then("at_s").otherwise(day_s).alias("at_s"),
    )
    return batch_of(raw, checked, _coded(rows, context))


def write_curve(connection: Connection, batch: MeterBatch, context: Context) -> Written:
    """Store a load curve and rebuild what it touches."""
    return write_readings(connection, batch, context, CURVE_KEY)


def write_daily(connection: Connection, batch: MeterBatch, context: Context) -> Written:
    """Store daily energies and rebuild what they touch."""
    return write_readings(connection, batch, context, DAILY_KEY)


def _read(content: bytes, columns: Sequence[Column], context: Context) -> tuple[RawTable, Batch]:
    lines = csv_text(content)[0].split("\n")
    leading = [line for line in lines if _leads(line)]
    if len(leading) > 1:
        raise LoadError(
            "PLUSIEURS_BLOCS",
            f"Le fichier réunit {len(leading)} blocs, un par compteur ou par grandeur. "
            "Enregistrez chaque bloc dans un fichier, puis chargez-les un à un.",
        )
    if leading:
        head = "\n".join(lines[:HEAD_LINES])
        raw = _flattened(read_table(content, (columns[1], VALUE)), columns, head)
    else:
        raw = read_table(content, columns)
    territory = load_territory(Path(context.settings.territory_dir))
    return raw, check_rows(raw, columns, territory)


def _leads(line: str) -> bool:
    """Whether a line stands in front of a table and names its PRM."""
    cells = [folded(cell) for cell in re.split("[;,\t]", line)]
    return cells[0] in LEADING and not {"horodate", "date"} & set(cells)


def _flattened(raw: RawTable, columns: Sequence[Column], head: str) -> RawTable:
    """A table with what the lines in front of it, and its titles, say repeated on each row."""
    said = _facts(raw)
    if unit := re.search(UNIT_IN_TITLE, head):
        said["unite"] = unit.group(1)
    if "production" in said.get("typedecomptage", "").lower():
        said["grandeurmetier"] = "Production"
    filled = {}
    for column in columns:
        names = [folded(name) for name in (column.name, *column.aliases)]
        found = next((said[name] for name in names if said.get(name)), None)
        if column.name not in raw.frame.columns:
            filled[column.name] = pl.lit(found, pl.String)
    return replace(raw, frame=raw.frame.with_columns(**filled))


def _facts(raw: RawTable) -> dict[str, str]:
    """What stands in front of a table: titles over values, or each title beside its value."""
    rows = list(csv.reader(raw.preamble, delimiter=raw.delimiter))
    place = next((n for n, row in enumerate(rows) if row and folded(row[0]) in LEADING), None)
    if place is None:
        return {}
    cells = rows[place]
    beside = len(cells) > 1 and cells[1].strip().isdigit()
    following = rows[place + 1] if place + 1 < len(rows) else []
    pairs = (
        zip(cells[::2], cells[1::2], strict=False)
        if beside
        else zip(cells, following, strict=False)
    )
    return {folded(title): value.strip() for title, value in pairs}


def _said(raw: RawTable, title: str) -> str:
    return folded(_facts(raw).get(folded(title), ""))


def _rows(raw: RawTable, checked: Batch) -> pl.DataFrame:
    texts = raw.frame.select("line_number", text="Horodate")
    return checked.rows.join(texts, on="line_number", how="left", maintain_order="left").select(
        "line_number",
        pl.col("Identifiant PRM").alias("meter"),
        pl.col("Horodate").alias("at_s"),
        naive(pl.col("text")).alias("naive"),
        pl.col("Valeur").alias("value"),
        pl.col("Unité").alias("unit"),
        quality(_words("Nature").is_in(ESTIMATED_CODES).fill_null(False)).alias("quality"),
        _step_s().alias("step_s"),
        _words("Grandeur métier").is_in(PRODUCED).fill_null(False).alias("produced"),
        (~_words("Grandeur physique").is_in(ACTIVE)).fill_null(False).alias("other"),
        (_words("Grandeur physique").is_in(POWERS) & _words("Unité").str.ends_with("wh"))
        .fill_null(False)
        .alias("power_as_energy"),
    )


def _words(column: str) -> pl.Expr:
    """A text in lower case, without accents or spaces."""
    text = pl.col(column).str.to_lowercase().str.replace_all(r"\s", "")
    return text.str.replace_all("[éèê]", "e")


def _step_s() -> pl.Expr:
    """Seconds of "PT30M", "PT1H", "P1D" or "30"."""
    text = pl.col("Pas").str.to_lowercase()
    number = text.str.extract(r"^(?:pt?)?(\d+)", 1).cast(pl.Int64, strict=False)
    letter = text.str.extract(r"([mhd])$", 1).fill_null("m")
    return number * letter.replace_strict(STEP_S, return_dtype=pl.Int64)


def _with_beginnings(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows stamped at the beginning of their step; `begins` where the file already does so."""
    rows = rows.with_columns(
        pl.col("meter").alias("meter_id"),
        pl.lit("").alias("nature"),
        pl.lit(False).alias("day_only"),
    )
    rows = with_repeated_hours(rows, ("meter_id", "nature"))
    rows = (
        meter_steps.with_steps(rows.with_columns(pl.lit(False).alias("naive")))
        .drop("code")
        .with_columns(pl.lit(None, pl.String).alias("nature"))
    )
    local = pl.from_epoch("at_s").dt.replace_time_zone("UTC").dt.convert_time_zone(TIME_ZONE)
    clock_s = local.dt.hour().cast(pl.Int64) * 3600 + local.dt.minute().cast(pl.Int64) * 60
    first, last = (clock_s.sort_by("at_s").get(end).over("meter_id") for end in (0, -1))
    step = pl.col("step_s").fill_null(0)
    begins = (first == 0) & (last == DAY_S - step)
    return rows.with_columns(begins.alias("begins")).with_columns(
        pl.when("begins").then("at_s").otherwise(pl.col("at_s") - step).alias("at_s")
    )


def _stamp_notices(rows: pl.DataFrame) -> list[Notice]:
    meters = {
        code: rows.filter(pl.col("begins") == begins)["meter"]
        for code, begins in (("HORODATE_DEBUT_DE_PAS", True), ("HORODATE_FIN_DE_PAS", False))
    }
    return [
        Notice(code, {"names": names_of(found)})
        for code, found in meters.items()
        if not found.is_empty()
    ]


def _coded(rows: pl.DataFrame, context: Context) -> pl.DataFrame:
    code = pl.coalesce(
        pl.when("produced").then(pl.lit("PRODUCTION")),
        pl.when("other").then(pl.lit("GRANDEUR_INATTENDUE")),
        pl.when("power_as_energy").then(pl.lit("PUISSANCE_EN_WH")),
        impossible(context.now_s),
    )
    return rows.with_columns(code.alias("code"))
