"""What files of one row a commune share: those outside the territory, those said twice."""

from pathlib import Path

import polars as pl

from data.quality import Notice
from data.territory import Territory, load_territory
from loaders.checking import check_rows
from loaders.counts import counted, spaced
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column, Context
from loaders.placing import listed
from loaders.putting_aside import sorted_out
from loaders.reading import RawTable

CODE = "code commune"
OUTSIDE, TWICE = "HORS_TERRITOIRE", "COMMUNE_EN_DOUBLE"
REASONS = {
    OUTSIDE: "Cette commune est hors du territoire : elle est comptée, et laissée de côté.",
    TWICE: "Cette commune a déjà une ligne plus haut dans le fichier : gardez-en une seule.",
}
# Rows of the whole country: their line and code say enough.
LEFT_OUT = "—"


def commune_column(aliases: tuple[str, ...] = ()) -> Column:
    """The column of INSEE codes, under the titles that files give it."""
    return Column(
        CODE, "commune", "Code INSEE de la commune", "37261",
        aliases=("code_insee", "insee", "code insee", "codgeo", "commune", *aliases),
    )  # fmt: skip


def of_territory(
    raw: RawTable, columns: tuple[Column, ...], context: Context
) -> tuple[Batch, Territory]:
    """Typed rows of the communes of the territory, `own_code` being the code as it is written.

    The others are put aside without their text: a national file has tens of thousands of them.
    """
    territory = load_territory(Path(context.settings.territory_dir))
    batch = check_rows(raw, columns, territory)
    written = raw.frame.select("line_number", pl.col(CODE).str.strip_chars().alias("own_code"))
    rows = batch.rows.join(written, on="line_number", how="left", maintain_order="left")
    inside = pl.col(CODE).is_in([commune.code for commune in territory.communes])
    aside = rows.filter(~inside).select(
        "line_number",
        code=pl.lit(OUTSIDE),
        reason=pl.lit(REASONS[OUTSIDE]),
        raw_text=pl.lit(LEFT_OUT),
    )
    rejected = pl.concat([batch.rejected, aside.cast(REJECTED_SCHEMA)]).sort("line_number")
    notices = counted({"COMMUNES_HORS_TERRITOIRE": aside.height}, batch.rows_read)
    return Batch(rows.filter(inside), rejected, [*batch.notices, *notices]), territory


def put_aside(raw: RawTable, batch: Batch, reasons: dict[str, str]) -> Batch:
    """The batch without the rows of which `code` says what is wrong."""
    return sorted_out(raw, batch, batch.rows, REASONS | reasons)


def absent_notice(code: str, found: pl.Series, territory: Territory) -> list[Notice]:
    """One notice ({rows}, {all}, {names}) of the communes of the territory that are not found."""
    known = set(found)
    names = [commune.name for commune in territory.communes if commune.code not in known]
    if not names:
        return []
    everything = spaced(len(territory.communes))
    return [Notice(code, {"rows": spaced(len(names)), "all": everything, "names": listed(names)})]
