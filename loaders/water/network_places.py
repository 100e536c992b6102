"""Where a repair or a noise is: its sector as the store writes it, its commune."""

from collections.abc import Sequence

import polars as pl
from sqlalchemy import Connection

from data.quality import Notice
from data.territory import Territory
from loaders import positions
from loaders.counts import counted
from loaders.pipeline import Column
from loaders.placing import PLACE_COLUMNS, communes_of
from loaders.stored_names import as_stored
from loaders.water.water_names import known_sectors

COLUMNS: tuple[Column, ...] = (
    Column("secteur", "text", "Identifiant du secteur de réseau", "", required=False,
           aliases=("id secteur", "sector_id", "dma", "code secteur")),
    *PLACE_COLUMNS,
    *positions.POSITION_COLUMNS,
)  # fmt: skip


def located(
    rows: pl.DataFrame, territory: Territory, kept: Sequence[pl.Expr | str]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Rows of a file with sector_id as written, commune_code, their point and `place_code`."""
    placed, said = positions.placed(rows)
    communes = communes_of(placed, territory).fill_null(
        positions.communes_by_place(placed, territory)
    )
    found = placed.select(
        "line_number",
        *kept,
        pl.col("secteur").alias("sector_id"),
        communes.alias("commune_code"),
        "latitude_deg",
        "longitude_deg",
        "place_code",
    )
    return found, said


def in_sectors(
    connection: Connection, rows: pl.DataFrame, code: str
) -> tuple[pl.DataFrame, pl.DataFrame, list[Notice]]:
    """Rows in their sector and commune, rows that are nowhere, and the notice `code` of those
    that are in no sector of the store."""
    sectors = known_sectors(connection)
    stored = as_stored(rows["sector_id"], sectors["sector_id"])
    homes = sectors.rename({"commune_code": "sector_commune"})
    rows = (
        rows.with_columns(stored.alias("known_sector"))
        .join(homes, left_on="known_sector", right_on="sector_id", how="left",
              maintain_order="left")
        .with_columns(pl.coalesce("commune_code", "sector_commune").alias("commune_code"))
    )  # fmt: skip
    nowhere = pl.col("known_sector").is_null() & pl.col("commune_code").is_null()
    lost, kept = rows.filter(nowhere), rows.filter(~nowhere)
    kept = kept.with_columns(pl.col("known_sector").alias("sector_id"))
    said = counted({code: kept["sector_id"].null_count()}, kept.height)
    return kept, lost, said
