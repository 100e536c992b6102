"""Structures habilitated for Aidants Connect: no coordinates, no commune, numbers with spaces.

The commune is that of the postal code when it has only one, else the one that the name or the
address names. Agents that were trained are not mediators: they are not counted as such.
"""

import polars as pl

from data.inclusion.vocabulary import SERVICES
from loaders.inclusion.record_files import read_records
from loaders.inclusion.records import finished, of_territory, place_columns_of
from loaders.pipeline import Batch, Context
from loaders.reading import folded

KEY = "aidants-connect"
ALIASES = {
    "id": ("Data pass ID",),
    "nom": ("Name",),
    "ville": ("commune",),
    "pivot": ("SIRET",),
    "mise à jour": ("date_maj",),
}
COLUMNS = place_columns_of(ALIASES, required=("nom", "code postal"))


def parse(content: bytes, context: Context) -> Batch:
    """One row a place of the territory: core_inclusion_record."""
    batch = of_territory(read_records(content, COLUMNS), COLUMNS, context)
    described = {"programmes": "Aidants Connect", "services": SERVICES[0]}
    return finished(KEY, batch, context, _identifiers(batch.rows), described)


def _identifiers(rows: pl.DataFrame) -> pl.Series:
    """The number of the application, without its spaces; else made of the name and the place."""
    made = [
        f"{folded(name)}-{postcode}"
        for name, postcode in rows.select("nom", "postcode").iter_rows()
    ]
    number = rows["id"].str.replace_all(r"\s", "")
    return number.fill_null(pl.Series(made, dtype=pl.String))
