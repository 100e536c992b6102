"""Cells of an inventory that need a reading of their own, and what is said of its points."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data.quality import Notice
from loaders import values
from loaders.counts import counted
from loaders.placing import listed
from loaders.reading import RawTable

# Column -> the unit that a cell may end with: "100 W", "3 000 K", "1 %".
UNITS = {
    "puissance": r"(?i)w(atts?)?",
    "température de couleur": r"(?i)°?k(elvins?)?",
    "ulr": "%",
    "puissance souscrite": r"(?i)kva",
    "niveau": "%",
}
YEAR = r"^\d{4}(?:\.0)?$"
NO = ("non", "n", "0", "faux", "false", "sans")


def without_units(raw: RawTable) -> RawTable:
    """Numbers without the unit that some inventories write after them."""
    own = [
        pl.col(name).str.replace(rf"\s*(?:{unit})\s*$", "")
        for name, unit in UNITS.items()
        if name in raw.frame.columns
    ]
    return replace(raw, frame=raw.frame.with_columns(own))


def installed_years(texts: pl.Series) -> pl.Series:
    """The year of "2008" or of "15/03/2008"; null where neither."""
    clean = texts.str.strip_chars()
    years = clean.set(~clean.str.contains(YEAR).fill_null(False), None)
    days, _ = values.parse_day(texts)
    return years.str.slice(0, 4).cast(pl.Int64).fill_null(days.dt.year().cast(pl.Int64))


def notices_of_points(
    points: pl.DataFrame, kept: pl.DataFrame, unknown_lamps: Sequence[str]
) -> list[Notice]:
    """What is said of the points that are loaded without something."""
    made = points.filter(~pl.col("named_point"))
    dimmed = kept["gradation"].str.strip_chars().str.to_lowercase()
    counts = {
        "POINTS_SANS_PUISSANCE": points["power_w"].null_count(),
        "POINTS_SANS_COORDONNEES": points["latitude_deg"].null_count(),
        "POINTS_SANS_IDENTIFIANT": made.height,
        "POINTS_SUR_UN_MEME_MAT": int(made["point_id"].str.ends_with(")").sum()),
        "GRADATION_A_DECLARER": int((~dimmed.is_in(NO)).sum()),
    }
    notices = counted(counts, points.height)
    if unknown_lamps:
        notices.append(Notice("LAMPES_INCONNUES", {"names": listed(unknown_lamps)}))
    return notices
