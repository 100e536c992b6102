"""Fixed coverage of communes as the Arcep publishes it: premises by the best speed they can have.

A line of prose may stand before the titles. Quarters live side by side.
"""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import paris_day
from data.territory import load_territory
from loaders import store
from loaders.inclusion.by_commune import (
    CODE,
    TWICE,
    absent_notice,
    commune_column,
    of_territory,
    put_aside,
)
from loaders.pipeline import Batch, Column, Context, Written
from loaders.reading import read_table
from loaders.simulated import INCLUSION, refuse_mixing

KEY = "couverture-arcep"
# Column of the store -> title of the file, what it holds, an example. Each premise is in one.
SPEEDS = {
    "none": ("inel_hd", "Locaux non éligibles au haut débit", "12"),
    "from_05_mbit": ("elig_hd05", "Locaux de 0,5 à moins de 3 Mbit/s", "0"),
    "from_3_mbit": ("elig_hd3", "Locaux de 3 à moins de 8 Mbit/s", "30"),
    "from_8_mbit": ("elig_hd8", "Locaux de 8 à moins de 30 Mbit/s", "158"),
    "from_30_mbit": ("elig_thd30", "Locaux de 30 à moins de 100 Mbit/s", "200"),
    "from_100_mbit": ("elig_thd100", "Locaux de 100 Mbit/s à moins de 1 Gbit/s", "100"),
    "from_1_gbit": ("elig_thd1g", "Locaux à 1 Gbit/s ou plus", "1 500"),
}
COLUMNS = (
    commune_column(),
    Column("nbr", "integer", "Tous les locaux de la commune", "2 000",
           aliases=("nombre de locaux", "locaux", "nb_locaux")),
    *(Column(title, "integer", help, example) for title, help, example in SPEEDS.values()),
    Column("date", "day", "Dernier jour du trimestre", "31/03/2024",
           aliases=("trimestre", "date du trimestre", "jour")),
)  # fmt: skip
COVERAGE = tuple(column.name for column in schema.inclusion_coverage.columns)
COUNTS = ("nbr", *(title for title, *_ in SPEEDS.values()))
LARGEST = 10**7
REASONS = {
    "LOCAUX_NEGATIFS": "Un nombre de locaux est négatif ou démesuré : vérifiez la ligne.",
    "LOCAUX_INCOHERENTS": "Les locaux par débit n’ont pas pour somme tous les locaux de la "
    "commune : chaque local compte une fois, à son meilleur débit.",
    "JOUR_FUTUR": "Cette date est dans l’avenir : vérifiez-la.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a commune and a quarter of the territory."""
    raw = read_table(content, COLUMNS)
    batch, territory = of_territory(raw, COLUMNS, context)
    speeds = [pl.col(title) for title, *_ in SPEEDS.values()]
    repeated = ~pl.struct("own_code", "date").is_first_distinct()
    coded = batch.rows.with_columns(
        pl.when(pl.any_horizontal(~pl.col(name).is_between(0, LARGEST) for name in COUNTS))
        .then(pl.lit("LOCAUX_NEGATIFS"))
        .when(pl.sum_horizontal(speeds) != pl.col("nbr"))
        .then(pl.lit("LOCAUX_INCOHERENTS"))
        .when(pl.col("date") > paris_day(context.now_s))
        .then(pl.lit("JOUR_FUTUR"))
        .when(repeated)
        .then(pl.lit(TWICE))
        .alias("code")
    )
    found = put_aside(raw, Batch(coded, batch.rejected, batch.notices), REASONS)
    absent = absent_notice("COMMUNES_SANS_COUVERTURE", found.rows[CODE], territory)
    rows = found.rows.select(
        "line_number",
        pl.col(CODE).alias("commune_code"),
        pl.col("date").alias("day"),
        pl.col("nbr").alias("premises"),
        *(pl.col(title).alias(name) for name, (title, *_) in SPEEDS.items()),
        pl.lit(context.simulated).alias("simulated"),
    )
    return Batch(rows, found.rejected, [*found.notices, *absent])


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or replace the quarters of the file; communes merged since are added up."""
    refuse_mixing(connection, context, INCLUSION)
    rows = batch.rows
    if rows.is_empty():
        return Written(None, None)
    summed = rows.group_by("commune_code", "day", maintain_order=True).agg(
        pl.col("premises", *SPEEDS).sum(), pl.col("simulated").first()
    )
    store.upsert(connection, schema.inclusion_coverage, summed.select(COVERAGE))
    # Imported late: coverage alone does not need what is summed of it.
    from loaders.inclusion import inclusion_rollup

    inclusion_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    return Written(rows["day"].min(), rows["day"].max())
