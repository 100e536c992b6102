"""Flows, volumes, indexes and levels of sensors: a line a reading, or a column a sensor."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.territory import load_territory
from loaders import values
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import sorted_out
from loaders.reading import RawTable, read_table
from loaders.repeated_hours import naive
from loaders.simulated import refuse_mixing
from loaders.water import flow_clock, flow_units, flow_wide
from loaders.water.flow_rows import CELL, REASONS, FlowBatch, without_cells
from loaders.water.flow_writing import write_cells

COLUMNS = (
    Column("capteur", "text", "Identifiant du capteur ou, pour un niveau, du réservoir ; ou bien "
           "une colonne par capteur, nommée par lui, l’unité entre parenthèses", "DEB-01",
           aliases=("compteur", "débitmètre", "id capteur", "meter_id", "point de mesure")),
    Column("horodatage", "instant", "Début du pas, ou lecture d’un index ou d’un niveau ; "
           "heure de Paris sans décalage écrit ni fuseau", "12/01/2026 14:30",
           aliases=("horodate", "date", "instant", "date et heure")),
    Column("valeur", "number", "Valeur lue", "12,5", aliases=("value", "mesure", "relevé")),
    Column("unité", "text", "L/s ou m³/h (débit), m³ (volume, index), m (niveau)", "m³/h",
           aliases=("unit",)),
    Column("nature", "text", "débit, volume (du pas), index ou niveau ; vide : d’après l’unité, "
           "sauf pour des m³", "débit", required=False, aliases=("type", "grandeur")),
    Column("fuseau", "text", "Europe/Paris, UTC, ou UTC+1 ; vide : Europe/Paris", "Europe/Paris",
           required=False, aliases=("fuseau horaire", "timezone", "tz")),
)  # fmt: skip


def parse(content: bytes, context: Context) -> FlowBatch:
    """The cells of a file, long or wide."""
    title = flow_wide.wide_title(content)
    if title is not None:
        return flow_wide.parse_wide(content, title, context.now_s)
    return _parse_long(content, context)


def _parse_long(content: bytes, context: Context) -> FlowBatch:
    """One cell a line."""
    raw = read_table(content, COLUMNS)
    zones = _zones(raw)
    read = RawTable(**{**raw.__dict__, "frame": _in_utc(raw.frame, zones)})
    checked = check_rows(read, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    told = raw.frame.select(
        "line_number",
        (naive(pl.col("horodatage")) & (zones == flow_clock.PARIS)).alias("naive"),
        zones.alias("zone"),
    )
    rows = checked.rows.join(told, on="line_number", how="left", maintain_order="left").select(
        "line_number",
        pl.col("capteur").alias("sensor"),
        pl.col("horodatage").alias("at_s"),
        pl.col("valeur").alias("value"),
        flow_units.known_units(checked.rows["unité"]).alias("unit"),
        flow_units.known_natures(checked.rows["nature"]).alias("nature"),
        "naive",
        "zone",
    )
    unknown = pl.when(pl.col("zone") == flow_clock.UNKNOWN).then(pl.lit("FUSEAU_INCONNU"))
    code = pl.coalesce(unknown, flow_clock.impossible(context.now_s)).alias("code")
    found = sorted_out(raw, checked, rows.with_columns(code), REASONS)
    cells = found.rows.select(*CELL)
    return FlowBatch(cells, found.rejected, found.notices, cells, without_cells(raw))


def _zones(raw: RawTable) -> pl.Series:
    """The zone of each line, as text: PARIS, UNKNOWN, or minutes ahead of UTC."""
    if "fuseau" not in raw.frame.columns:
        return pl.repeat(flow_clock.PARIS, raw.frame.height, eager=True).alias("zone")
    given = raw.frame["fuseau"]
    texts = given.set(values.absent(given), "Paris")
    known = {text: str(flow_clock.zone_of(text)) for text in texts.unique()}
    return texts.replace_strict(known, return_dtype=pl.String).alias("zone")


def _in_utc(frame: pl.DataFrame, zones: pl.Series) -> pl.DataFrame:
    minutes = zones.cast(pl.Int64, strict=False)
    return frame.with_columns(flow_clock.in_utc(frame["horodatage"], minutes).alias("horodatage"))


def write(connection: Connection, batch: FlowBatch, context: Context) -> Written:
    """Store the readings, and rebuild the days and screens that they touch."""
    refuse_mixing(connection, context)
    if batch.cells.is_empty():
        return Written(None, None)
    stored = write_cells(connection, batch, context)
    return Written(stored.first_day, stored.last_day, stored.rejected, _watermark(batch, context))


def _watermark(batch: Batch, context: Context) -> str | None:
    """Where the next SQL reading starts; a file says nothing of what the base holds."""
    if not context.from_sql:
        return None
    return datetime.fromtimestamp(batch.rows["at_s"].max(), UTC).isoformat()
