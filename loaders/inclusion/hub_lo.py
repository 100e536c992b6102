"""The regional Hub-LO list: its columns and free words brought to the national standard.

Cells of that list are shifted here and there, up to a mail in the column of the legal status: what
the rules do not know is not kept.
"""

import polars as pl

from loaders.inclusion.french_hours import osm_hours
from loaders.inclusion.hub_lo_rules import FIELDS, NAMES, labels_of
from loaders.inclusion.labels import LABELS, joined
from loaders.inclusion.record_files import read_records
from loaders.inclusion.records import finished, of_territory, place_columns_of
from loaders.pipeline import Batch, Column, Context
from loaders.reading import RawTable, folded

KEY = "hub-lo"
PREFIX = "c_"
ALIASES = {
    "id": ("gid",),
    "nom": ("c_nom",),
    "adresse": ("c_adresse",),
    "code postal": ("c_postcode",),
    "ville": ("c_city",),
    "latitude": ("c_lat_coor1",),
    "longitude": ("c_long_coor1",),
    "pivot": ("c_siren_site",),
    "site web": ("c_site_web",),
    "mise à jour": ("c__edit_datemaj",),
}
COLUMNS = (
    *place_columns_of(ALIASES, required=("id", "nom")),
    Column("horaires", "text", "En mots, ou comme dans OpenStreetMap", "Mardi : 13h-19h",
           required=False, aliases=("c_horaire_ouverture",)),
    Column("jours", "text", "Jours d’ouverture", "{Mardi}", required=False,
           aliases=("c_jours_semaine",)),
)  # fmt: skip
FREE = ("horaires", "jours")
ITINERANT = "itinérance"


def parse(content: bytes, context: Context) -> Batch:
    """One row a place of the territory: core_inclusion_record."""
    raw = read_records(content, COLUMNS)
    batch = of_territory(raw, COLUMNS, context, FREE)
    rows = batch.rows
    described = _labels(raw, rows) | {
        "hours": pl.Series(
            [
                osm_hours(hours or "", (days or "").strip("{}").split(",")) or hours
                for hours, days in rows.select("horaires", "jours").iter_rows()
            ],
            dtype=pl.String,
        )
    }
    return finished(KEY, batch, context, rows["id"], described)


def _labels(raw: RawTable, rows: pl.DataFrame) -> dict[str, pl.Series]:
    """Lists of labels, and whether the place moves about, row by row."""
    titles = {folded(title): title for title in raw.frame.columns}
    columns = {
        name: titles[folded(PREFIX + name)] for name in NAMES if folded(PREFIX + name) in titles
    }
    cells = raw.frame.join(rows.select("line_number"), on="line_number", how="semi").select(
        "line_number", *(pl.col(title).alias(name) for name, title in columns.items())
    )
    found = [labels_of(row) for row in cells.iter_rows(named=True)]
    lists = {
        field: pl.Series([_ordered(one[field], field) for one in found], dtype=pl.String)
        for field in FIELDS
    }
    detail = cells["formation_detail"] if "formation_detail" in cells.columns else None
    moves = pl.lit(None, pl.Boolean) if detail is None else detail.str.contains(ITINERANT)
    return lists | {"itinerant": moves}


def _ordered(labels: list[str], field: str) -> str:
    order = list(LABELS.get(field, {}).values())
    return joined(sorted(labels, key=order.index) if order else labels)
