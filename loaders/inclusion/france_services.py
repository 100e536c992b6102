"""France services: the national list, with its hours day by day.

The list does not say when its sheets were updated. It is as old as its last label at most: that day
dates every sheet.
"""

from datetime import date

import polars as pl

from data.inclusion.opening import from_french_days
from data.inclusion.vocabulary import SERVICES
from loaders.inclusion.records import finished, of_territory, place_columns_of
from loaders.pipeline import Batch, Column, Context
from loaders.reading import read_table
from loaders.values import parse_day

KEY = "france-services"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
ALIASES = {
    "id": ("id_fs",),
    "nom": ("lib_fs",),
    "code postal": ("code_postal",),
    "ville": ("lib_com",),
    "code commune": ("insee_com",),
    "département": ("insee_dep",),
}
COLUMNS = (
    *place_columns_of(ALIASES, required=("id", "nom")),
    *(
        Column(day, "text", "Horaires du jour", "09:00 - 12:00 / 13:30 - 17:00", required=False,
               aliases=(f"h_{day}",))
        for day in DAYS
    ),
    Column("itinérance", "boolean", "oui si le lieu se déplace", "non", required=False),
    Column("labellisation", "text", "Jour du label", "Espace labellisé 01/01/2020",
           required=False),
)  # fmt: skip
CLOSED = r"^[\s\-–]*$"


def parse(content: bytes, context: Context) -> Batch:
    """One row a place of the territory: core_inclusion_record."""
    raw = read_table(content, COLUMNS)
    batch = of_territory(raw, COLUMNS, context)
    rows = batch.rows
    hours, unread = _hours(rows)
    described = {
        "kinds": "RFS",
        "programmes": "France Services",
        # What the label is given for; the list says nothing of the others.
        "services": SERVICES[0],
        "hours": hours.fill_null(unread),
        "itinerant": pl.col("itinérance"),
        "updated": pl.col("mise à jour").fill_null(pl.lit(_last_label(raw.frame), pl.Date)),
    }
    return finished(KEY, batch, context, rows["id"], described)


def _hours(rows: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """OpenStreetMap hours, and the text of those that cannot be read."""
    told = rows.select(pl.col(day).str.replace(CLOSED, "") for day in DAYS)
    hours = [from_french_days(dict(enumerate(texts))) for texts in told.iter_rows()]
    texts = [" ".join(filter(None, texts)) or None for texts in told.iter_rows()]
    return pl.Series(hours, dtype=pl.String), pl.Series(texts, dtype=pl.String)


def _last_label(frame: pl.DataFrame) -> date | None:
    """The day of the last label of the whole list, null without any."""
    if "labellisation" not in frame.columns:
        return None
    return parse_day(frame["labellisation"].str.extract(r"(\d{2}/\d{2}/\d{4})")).value.max()
