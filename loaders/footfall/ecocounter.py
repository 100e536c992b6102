"""Eco-Counter exports: one column a counter, one line an hour or a day, as the portal gives them.

Every place gives one series by direction, and one for both directions together: what the file
calls so (`both`), or the sum of the two (`in+out`). Which of them counts for a day is decided in
`data.series.queries.daily_values`, whatever the order in which files are loaded.

A line is loaded when one of its cells is. A cell that cannot be read is left out and named in a
notice; a line without any value is put aside.
"""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.quality import Notice
from data.series.rollups import local_day
from data.territory import load_territory
from loaders import series, values
from loaders.footfall import counter_names
from loaders.footfall.counter_series import (
    disagreements,
    place_notices,
    place_series,
    verified_together,
)
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context, LoadError, Written
from loaders.reading import RawTable, read_table
from loaders.repeated_hours import single_pass_notices
from loaders.scopes import rebuild_scopes

COLUMNS = (
    Column(
        "Time",
        "instant",
        "Début de l’heure ou jour, heure de Paris",
        "Jun 30, 2022 3:00 PM",
        aliases=("Date", "Heure", "Date et heure", "Temps"),
    ),
    Column(
        "Pont Exemple",
        "integer",
        "Une colonne par compteur, nommée par lui ; « IN » ou « OUT » à la fin pour un sens",
        "12",
        required=False,
    ),
)
TIME = COLUMNS[0].name
HOUR_S, DAY_S = 3600, 86_400
MEASURED = 0
NAMED_CELLS = 5
REASONS = {
    "DATE_ILLISIBLE": "La date ou l’heure ne se lit pas : écrivez par exemple 31/12/2026 14:00.",
    "HEURE_FUTURE": "Cette heure est dans l’avenir : vérifiez l’année et l’horloge du compteur.",
    "NOMBRE_ILLISIBLE": "Aucune cellule de cette ligne n’est un nombre entier positif.",
    "LIGNE_VIDE": "Aucun compteur n’a de valeur sur cette ligne : il n’y a rien à charger.",
    "LIGNE_VIDE_EN_DOUBLE": "Ligne vide d’une heure qui a déjà sa ligne (au passage à l’heure "
    "d’été, l’heure qui n’existe pas) : il n’y a rien à charger.",
    "HEURE_EN_DOUBLE": "Cette heure a déjà une ligne dans le fichier : la première est gardée.",
}


@dataclass(frozen=True)
class CounterBatch(Batch):
    """Lines with one column a series, and the description of those series."""

    series: pl.DataFrame = field(default_factory=pl.DataFrame)


def parse(content: bytes, context: Context) -> CounterBatch:
    """The lines of an Eco-Counter export, brought to places and directions."""
    raw = read_table(content, COLUMNS)
    columns = [name for name in raw.frame.columns if name not in ("line_number", TIME)]
    if not columns:
        raise LoadError(
            "AUCUN_COMPTEUR",
            "Le fichier n’a pas de colonne de compteur à côté de la date. Exportez-le de nouveau.",
        )
    notices: list[Notice] = []
    cells = _cells(raw, columns, notices)
    at_s = values.parse_instant(raw.frame[TIME], ordered=True).utc_s.alias("at_s")
    lines, rejected = _lines(raw, at_s, cells, context.now_s)
    step_s = _step_s(at_s, raw.frame[TIME])
    notices += single_pass_notices(lines["at_s"], step_s)
    filled = [name for name in columns if lines[name].null_count() < lines.height]
    if empty := [name for name in columns if name not in filled]:
        notices.append(Notice("COMPTEURS_SANS_DONNEES", {"names": ", ".join(empty)}))
    counters = counter_names.read_counters(filled)
    wide, described = place_series(lines, counters, step_s, notices)
    notices = [*verified_together(notices), *place_notices(counters)]
    return CounterBatch(wide, rejected, notices, described)


def _cells(raw: RawTable, columns: list[str], notices: list[Notice]) -> pl.DataFrame:
    """Counts by line and column; null where absent or unreadable, the latter named."""
    cells, faults = [], []
    for name in columns:
        value, failed = values.parse_integer(raw.frame[name])
        wrong = failed | (value < 0).fill_null(False)
        cells.append(value.set(wrong, None).alias(name))
        faults += [
            f"ligne {line}, {name}" for line in raw.frame["line_number"].filter(wrong).to_list()
        ]
    if faults:
        named = " ; ".join(faults[:NAMED_CELLS]) + (" ; …" if len(faults) > NAMED_CELLS else "")
        notices.append(Notice("CELLULES_ILLISIBLES", {"cells": len(faults), "named": named}))
    return pl.DataFrame(cells)


def _lines(
    raw: RawTable, at_s: pl.Series, cells: pl.DataFrame, now_s: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines with an instant and a value, one an instant; the others with their reason."""
    columns = cells.columns
    lines = cells.with_columns(
        raw.frame["line_number"],
        at_s,
        pl.any_horizontal(pl.col(columns).is_not_null()).alias("filled"),
        _any_given(raw.frame.select(columns)).alias("given"),
    )
    same_instant = pl.col("filled").any().over("at_s")
    doubled = ~pl.col("at_s").is_first_distinct().over("filled")
    fault = (
        pl.when(pl.col("at_s").is_null())
        .then(pl.lit("DATE_ILLISIBLE"))
        .when(pl.col("at_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(pl.col("given") & ~pl.col("filled"))
        .then(pl.lit("NOMBRE_ILLISIBLE"))
        .when(~pl.col("filled") & same_instant)
        .then(pl.lit("LIGNE_VIDE_EN_DOUBLE"))
        .when(~pl.col("filled"))
        .then(pl.lit("LIGNE_VIDE"))
        .when(doubled)
        .then(pl.lit("HEURE_EN_DOUBLE"))
        .alias("code")
    )
    lines = lines.with_columns(fault)
    faulty = lines.drop_nulls("code").select(
        "line_number", "code", pl.col("code").replace_strict(REASONS).alias("reason")
    )
    rejected = pl.concat([raw.rejected, raw.with_raw_text(faulty).select(REJECTED_SCHEMA.keys())])
    kept = lines.filter(pl.col("code").is_null()).drop("code", "filled", "given")
    return kept, rejected.sort("line_number")


def _any_given(cells: pl.DataFrame) -> pl.Series:
    """The lines where a cell says something, be it unreadable; "n.d." says nothing."""
    given = pl.DataFrame({name: ~values.absent(cells[name]) for name in cells.columns})
    return given.select(pl.any_horizontal(pl.all())).to_series()


def _step_s(at_s: pl.Series, text: pl.Series) -> int:
    """The shortest time between two lines: an hour or less, or a day (of 23 to 25 hours)."""
    shortest_s = at_s.drop_nulls().unique().sort().diff().min()
    if shortest_s is None:
        return HOUR_S if text.drop_nulls().str.contains(":").any() else DAY_S
    if shortest_s <= HOUR_S:
        return int(shortest_s)
    if abs(shortest_s - DAY_S) <= HOUR_S:
        return DAY_S
    raise LoadError(
        "PAS_DE_TEMPS_INCONNU",
        "Les lignes ne sont ni horaires ni journalières. Exportez le fichier par heure ou par "
        "jour, puis rechargez-le.",
    )


def write(connection: Connection, batch: CounterBatch, context: Context) -> Written:
    """Store the passages and rebuild the days they touch."""
    if batch.rows.is_empty():
        return Written(None, None)
    territory = load_territory(Path(context.settings.territory_dir))
    described = batch.series.with_columns(pl.lit(context.simulated).alias("simulated"))
    numbers = series.register_series(connection, described, territory)
    readings = (
        batch.rows.drop("line_number")
        .unpivot(index="at_s", variable_name="series_key", value_name="value")
        .drop_nulls("value")
        .with_columns(pl.lit(MEASURED).alias("quality"))
    )
    dirty = series.write_readings(connection, readings)
    added, revised = dirty["added"].sum(), dirty["revised"].sum()
    context.progress(f"Mesures ajoutées : {added} ; corrigées : {revised}.")
    series.rebuild_rollups(connection, dirty)
    rebuild_scopes(connection, territory)
    batch.notices.extend(disagreements(connection, numbers.values()))
    days = batch.rows.select(local_day(pl.col("at_s"))).to_series()
    return Written(days.min(), days.max())
