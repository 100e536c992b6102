"""What sensors of water measure, and its way to the unit in which it is stored.

A flow is in m³/h, a mean over its step; a volume (of a step) and an index are in m³, a level in m.
"""

import re

import polars as pl

from loaders.reading import folded

FLOW, VOLUME, INDEX, LEVEL = "débit", "volume", "index", "niveau"
UNKNOWN = "?"
# Nature -> quantity of `data.water.vocabulary.QUANTITIES`, its unit, kind of its series.
STORED = {
    FLOW: ("water_flow_m3_h", "m³/h", "instantaneous"),
    VOLUME: ("water_m3", "m³", "consumption"),
    INDEX: ("water_m3", "m³", "index"),
    LEVEL: ("water_level_m", "m", "instantaneous"),
}
# Unit, folded -> what of the stored unit it is, and the natures that it may have.
UNITS = {
    "ls": (3.6, (FLOW,)),
    "lmin": (0.06, (FLOW,)),
    "lh": (0.001, (FLOW,)),
    "m3h": (1.0, (FLOW,)),
    "m3j": (1 / 24, (FLOW,)),
    "m3": (1.0, (VOLUME, INDEX)),
    "l": (0.001, (VOLUME, INDEX)),
    "m": (1.0, (LEVEL,)),
    "cm": (0.01, (LEVEL,)),
}
NATURES = {
    **dict.fromkeys(("debit", "flow", "debitmoyen"), FLOW),
    **dict.fromkeys(("volume", "consommation", "conso"), VOLUME),
    "index": INDEX,
    **dict.fromkeys(("niveau", "hauteur", "level"), LEVEL),
}
# "DMA 1 (L/s)", "Index du forage [m³]".
TITLE = re.compile(r"^(.*?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]$")
INDEX_WORD = re.compile(r"(?i)\bindex\b")
# Of the times that an index was read, it rose or stood at least this often.
RISING_SHARE, LEAST_READ = 0.95, 10


def known_units(texts: pl.Series) -> pl.Series:
    """Each unit as a key of UNITS; null where it is none of them."""
    known = {text: found for text in texts.unique().drop_nulls() if (found := unit_of(text))}
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def unit_of(text: str) -> str | None:
    """The key of UNITS that a text is: "m³/h", "m3/h", "L/s", "l.s-1" is none."""
    key = folded(text)
    return key if key in UNITS else None


def known_natures(texts: pl.Series) -> pl.Series:
    """Each nature as a key of STORED, UNKNOWN when it is another word, null when not said."""
    known = {text: NATURES.get(folded(text), UNKNOWN) for text in texts.unique().drop_nulls()}
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def nature_told() -> pl.Expr:
    """The nature of a cell: as said, else that of its unit; a m³ alone does not tell."""
    only = {unit: natures[0] for unit, (_, natures) in UNITS.items() if len(natures) == 1}
    return pl.coalesce("nature", _of_unit(only, pl.String)).alias("nature")


def unfit() -> pl.Expr:
    """The code of what a unit and a nature do not say together; null where they do."""
    pairs = [f"{unit} {nature}" for unit, (_, natures) in UNITS.items() for nature in natures]
    fits = pl.concat_str("unit", "nature", separator=" ").is_in(pairs)
    return (
        pl.when(pl.col("unit").is_null())
        .then(pl.lit("UNITE_INATTENDUE"))
        .when(pl.col("nature") == UNKNOWN)
        .then(pl.lit("NATURE_INCONNUE"))
        .when(pl.col("nature").is_null())
        .then(pl.lit("NATURE_A_PRECISER"))
        .when(~fits)
        .then(pl.lit("UNITE_INATTENDUE"))
    )


def converted(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells with `value` in the stored unit of their nature."""
    factors = {unit: factor for unit, (factor, _) in UNITS.items()}
    return cells.with_columns((pl.col("value") * _of_unit(factors, pl.Float64)).alias("value"))


def _of_unit(values: dict[str, object], kind: type[pl.DataType]) -> pl.Expr:
    return pl.col("unit").replace_strict(values, default=None, return_dtype=kind)


def title_of(text: str) -> tuple[str, str] | None:
    """Sensor and key of UNITS of the title of a column, None when it has no known unit."""
    found = TITLE.match(text.strip())
    unit = unit_of(found[2]) if found else None
    return (found[1], unit) if unit and found[1] else None


def nature_of(title: str, unit: str, values: pl.Series) -> str | None:
    """What a column of a wide file is: a m³ that only rises is an index, else a volume.

    None when too few values tell it.
    """
    natures = UNITS[unit][1]
    if len(natures) == 1:
        return natures[0]
    if INDEX_WORD.search(title):
        return INDEX
    known = values.drop_nulls()
    if len(known) < LEAST_READ:
        return None
    rising = (known.diff().drop_nulls() >= 0).mean() >= RISING_SHARE
    return INDEX if rising and known[-1] > known[0] else VOLUME
