"""Wide files of readings: one line an instant, one column a sensor, its unit in brackets."""

import csv
from dataclasses import dataclass

import polars as pl

from data.quality import Notice
from loaders import values
from loaders.archives import csv_text
from loaders.pipeline import REJECTED_SCHEMA, Column
from loaders.placing import listed
from loaders.reading import (
    DELIMITERS,
    HEADER_CHARACTERS,
    HEADER_WITHIN_CHARS,
    HEADER_WITHIN_LINES,
    RawTable,
    folded,
    read_table,
)
from loaders.repeated_hours import single_pass_notices
from loaders.water import flow_clock
from loaders.water.flow_rows import CELL, REASONS, FlowBatch, without_cells
from loaders.water.flow_units import nature_of, title_of

MOMENT = "horodatage"
# How the title of the column of instants begins.
MOMENT_WORDS = ("date", "heure", "horo", "time", "temps", "instant")
SENSOR_WORDS = ("capteur", "compteur", "debitmetre", "sensor", "meterid", "pointdemesure")
NAMED_CELLS = 5


@dataclass(frozen=True)
class _Sensor:
    """A column of a wide file."""

    title: str
    name: str
    unit: str


def wide_title(content: bytes) -> str | None:
    """The title of the column of instants of a wide file; None when the file is not one."""
    text, _ = csv_text(content)
    top = text[:HEADER_WITHIN_CHARS].split("\n", HEADER_WITHIN_LINES)
    for line in top[:HEADER_WITHIN_LINES]:
        for delimiter in DELIMITERS:
            cells = next(csv.reader([line[:HEADER_CHARACTERS]], delimiter=delimiter), [])
            moment = next((cell.strip() for cell in cells if _is_moment(cell)), None)
            if moment and any(title_of(cell) for cell in cells if cell.strip() != moment):
                return None if _names_sensors(cells) else moment
    return None


def _is_moment(title: str) -> bool:
    return folded(title).startswith(MOMENT_WORDS)


def _names_sensors(titles: list[str]) -> bool:
    """Whether one column tells the sensor of each line: "débit (m³/h)" is then no sensor."""
    return any(folded(title) in SENSOR_WORDS for title in titles)


def parse_wide(content: bytes, title: str, now_s: int) -> FlowBatch:
    """The cells of a wide file; a line counts as one, whatever the number of its cells."""
    raw = read_table(content, (Column(MOMENT, "instant", "", "", aliases=(title,)),))
    notices: list[Notice] = []
    sensors = _sensors(raw, notices)
    found = flow_clock.instants(raw.frame[MOMENT], flow_clock.zone_of_title(title))
    notices += flow_clock.inexistent_notice(found.inexistent)
    numbers, wrong = _numbers(raw, sensors, notices)
    lines, rejected = _lines(raw, found.utc_s, numbers, wrong, now_s)
    notices += _silent(sensors, lines)
    cells = pl.concat([pl.DataFrame(schema=CELL), *(_cells(lines, one) for one in sensors)])
    if gap_s := lines["at_s"].unique().sort().diff().drop_nulls().mode().min():
        notices += single_pass_notices(lines["at_s"], gap_s)
    return FlowBatch(
        lines.select("line_number", "at_s"), rejected, notices, cells, without_cells(raw), wide=True
    )


def _sensors(raw: RawTable, notices: list[Notice]) -> list[_Sensor]:
    """The columns that have a unit; the others are named and left out."""
    sensors, without = [], []
    for title in raw.frame.columns:
        if title in ("line_number", MOMENT):
            continue
        read = title_of(title)
        if read:
            sensors.append(_Sensor(title, *read))
        else:
            without.append(title)
    if without:
        notices.append(Notice("COLONNES_SANS_UNITE", {"names": listed(without)}))
    return sensors


def _numbers(
    raw: RawTable, sensors: list[_Sensor], notices: list[Notice]
) -> tuple[pl.DataFrame, pl.Series]:
    """Values by line and column, null where absent or unreadable, and the lines with such."""
    columns, wrong, named = [], pl.repeat(False, raw.frame.height, eager=True), []
    for sensor in sensors:
        value, failed = values.parse_number(raw.frame[sensor.title])
        columns.append(value.alias(sensor.title))
        wrong |= failed
        lines = raw.frame["line_number"].filter(failed)
        named += [f"ligne {line}, {sensor.name}" for line in lines.to_list()]
    if named:
        words = " ; ".join(named[:NAMED_CELLS]) + (" ; …" if len(named) > NAMED_CELLS else "")
        notices.append(Notice("CELLULES_SANS_NOMBRE", {"cells": len(named), "named": words}))
    return pl.DataFrame(columns), wrong


def _lines(
    raw: RawTable, at_s: pl.Series, numbers: pl.DataFrame, wrong: pl.Series, now_s: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines with an instant and a value; the others with their reason."""
    filled = pl.any_horizontal(pl.col(numbers.columns).is_not_null())
    lines = numbers.with_columns(
        raw.frame["line_number"], at_s.alias("at_s"), wrong.alias("wrong"), filled.alias("filled")
    )
    code = (
        pl.when(pl.col("at_s").is_null())
        .then(pl.lit("DATE_ILLISIBLE"))
        .when(pl.col("wrong") & ~pl.col("filled"))
        .then(pl.lit("NOMBRE_ILLISIBLE"))
        .when(~pl.col("filled"))
        .then(pl.lit("LIGNE_VIDE"))
        .otherwise(flow_clock.impossible(now_s))
    )
    lines = lines.with_columns(code.alias("code"))
    faulty = lines.drop_nulls("code").select(
        "line_number", "code", pl.col("code").replace_strict(REASONS).alias("reason")
    )
    rejected = pl.concat([raw.rejected, raw.with_raw_text(faulty).select(*REJECTED_SCHEMA)])
    return lines.filter(pl.col("code").is_null()), rejected.sort("line_number")


def _silent(sensors: list[_Sensor], lines: pl.DataFrame) -> list[Notice]:
    """Sensors of which no line has a value."""
    names = [one.name for one in sensors if lines[one.title].null_count() == lines.height]
    return [Notice("CAPTEURS_SANS_DONNEES", {"names": listed(names)})] if names else []


def _cells(lines: pl.DataFrame, sensor: _Sensor) -> pl.DataFrame:
    """CELL of the lines that have a value of this sensor."""
    value = lines[sensor.title]
    return lines.filter(value.is_not_null()).select(
        "line_number",
        pl.lit(sensor.name).alias("sensor"),
        "at_s",
        pl.col(sensor.title).alias("value"),
        pl.lit(sensor.unit).alias("unit"),
        pl.lit(nature_of(sensor.title, sensor.unit, value), pl.String).alias("nature"),
        pl.lit(False).alias("naive"),
    )
