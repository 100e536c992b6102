"""What a load of readings says of the meters it met."""

import polars as pl

from data.quality import Notice
from loaders.buildings.meter_names import REWRITTEN, lost_zero
from loaders.buildings.meter_units import KWH_PER_M3, PCS_PER_PCI

NAMED = 5


def notices_of(
    named: pl.DataFrame,
    kept: pl.DataFrame,
    aside: pl.DataFrame,
    doubts: dict[str, str],
    large: list[str],
) -> list[Notice]:
    """Unknown meters, meters without building, units in doubt, conversions by default, changes.

    `named`: all rows beside their meter; `kept`: those of known meters, in the unit of the store;
    `large`: meters that use much for their floor.
    """
    nowhere = kept.filter(~pl.col("located"))["meter_id"]
    facts = {
        **names_of_meters(named),
        "COMPTEURS_SANS_BATIMENT": nowhere,
        "UNITES_SUSPECTES": pl.Series(list(doubts), dtype=pl.String),
        "UNITES_A_VERIFIER": pl.Series(large, dtype=pl.String),
        "GAZ_COEFFICIENT_PAR_DEFAUT": _noted(kept, KWH_PER_M3),
        "GAZ_PCI_CONVERTI": _noted(kept, PCS_PER_PCI),
        "COMPTEURS_CHANGES": _changed(kept, aside),
    }
    return [
        Notice(code, {"names": names_of(meters)})
        for code, meters in facts.items()
        if not meters.is_empty()
    ]


def names_of_meters(named: pl.DataFrame) -> dict[str, pl.Series]:
    """By notice, the meters that the store does not know, and those known by one more zero."""
    readable = ~pl.col("meter").str.contains(REWRITTEN)
    return {
        "COMPTEURS_INCONNUS": named.filter(pl.col("meter_id").is_null() & readable)["meter"],
        "PRM_ZERO_RETABLI": named.filter(lost_zero())["meter_id"],
    }


def _noted(rows: pl.DataFrame, note: str) -> pl.Series:
    face_of_gas = pl.col("gas_index_m3") & pl.col("coefficient").is_null()
    by_default = (pl.col("note") == note) | (face_of_gas & pl.lit(note == KWH_PER_M3))
    return rows.filter(by_default)["meter_id"]


def _changed(rows: pl.DataFrame, aside: pl.DataFrame) -> pl.Series:
    fitted = rows.filter(pl.col("nature") == "pose")
    return fitted.join(aside, on="line_number", how="anti")["meter_id"]


def names_of(meters: pl.Series) -> str:
    """The first meters by name, and how many more: "A, B… (12 en tout)"."""
    names = meters.drop_nulls().unique().sort().to_list()
    listed = ", ".join(names[:NAMED])
    return listed if len(names) <= NAMED else f"{listed}… ({len(names)} en tout)"
