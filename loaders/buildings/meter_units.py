"""Units of what meters say, and their way to the unit in which each energy is stored.

Electricity, heat and oil in kWh, gas in kWh PCS, water in m³. A power is brought to kW here and
to kWh where its step is known.
"""

from datetime import date

import polars as pl

from data.reference_values import ReferenceValues
from loaders.reading import folded

KWH = {"Wh": 0.001, "kWh": 1.0, "MWh": 1000.0}
KW = {"W": 0.001, "kW": 1.0}
M3 = {"m³": 1.0, "L": 0.001}
UNITS = {
    **{folded(unit): (unit, None) for unit in (*KWH, *KW, *M3)},
    **{folded(unit + basis): (unit, basis) for unit in KWH for basis in ("PCS", "PCI")},
    **dict.fromkeys(("litre", "litres"), ("L", None)),
    "metrecube": ("m³", None),
}
ENERGY, POWER, VOLUME = "energy", "power", "volume"
KIND_OF_UNIT = {
    **dict.fromkeys(KWH, ENERGY),
    **dict.fromkeys(KW, POWER),
    **dict.fromkeys(M3, VOLUME),
}
FACTORS = KWH | KW | M3
# What natural gas gives, in kWh PCS by m³: outside, the coefficient is something else.
GAS_KWH_PER_M3 = (8.5, 13.0)
PCS_PER_PCI, KWH_PER_M3 = "gas_pcs_per_pci", "gas_kwh_pcs_per_m3"
GAS = "gas"


def with_unit(rows: pl.DataFrame, column: str = "unit") -> pl.DataFrame:
    """`unit` as we write it and `basis` (PCS, PCI or null), null where it is not a known unit."""
    texts = rows[column].drop_nulls().unique().to_list()
    known = {text: UNITS.get(folded(text), (None, None)) for text in texts}
    unit, basis = ({text: pair[side] for text, pair in known.items()} for side in (0, 1))
    return rows.with_columns(
        pl.col(column).replace_strict(basis, default=None, return_dtype=pl.String).alias("basis"),
        pl.col(column).replace_strict(unit, default=None, return_dtype=pl.String).alias("unit"),
    )


def kind_of_unit() -> pl.Expr:
    """ENERGY, POWER or VOLUME."""
    return pl.col("unit").replace_strict(KIND_OF_UNIT, default=None, return_dtype=pl.String)


def unfit() -> pl.Expr:
    """Whether a unit says nothing of the energy, or of what the row is (`nature`).

    Volumes are those of water and gas; water is nothing else; a power is no index.
    """
    kind, water = kind_of_unit(), pl.col("energy") == "water"
    return (
        kind.is_null()
        | ((kind == VOLUME) & ~pl.col("energy").is_in(["water", GAS]))
        | ((kind != VOLUME) & water)
        | ((kind == POWER) != (pl.col("nature") == "puissance"))
        | (pl.col("basis").is_not_null() & (pl.col("energy") != GAS))
    ).fill_null(True)


def converted(rows: pl.DataFrame, values: ReferenceValues) -> pl.DataFrame:
    """`value` in kWh, kWh PCS or m³ (kW for a power); `note` names a conversion by default.

    Gas: m³ by the coefficient of the row or by the reference value of its day; PCI by the
    reference ratio. Null where no reference value is known. An index of gas in m³ stays in m³:
    `loaders.buildings.meter_index` converts what lies between two readings.
    """
    gas, kind = pl.col("energy") == GAS, kind_of_unit()
    volume = gas & (kind == VOLUME)
    pci = gas & (kind != VOLUME) & (pl.coalesce("basis", "calorific_basis") == "PCI")
    flow = ~pl.col("nature").is_in(["index", "depose", "pose"])
    by_default = volume & flow & pl.col("coefficient").is_null()
    rows = rows.with_columns(
        _of_day(rows, values, PCS_PER_PCI).alias("pcs_per_pci"),
        _of_day(rows, values, KWH_PER_M3).alias("kwh_per_m3"),
    )
    factor = (
        pl.when(volume & flow)
        .then(pl.coalesce("coefficient", "kwh_per_m3"))
        .when(pci)
        .then("pcs_per_pci")
        .otherwise(1.0)
    )
    unit = pl.col("unit").replace_strict(FACTORS, return_dtype=pl.Float64)
    return rows.with_columns(
        (pl.col("value") * unit * factor).alias("value"),
        pl.when(by_default)
        .then(pl.lit(KWH_PER_M3))
        .when(pci)
        .then(pl.lit(PCS_PER_PCI))
        .alias("note"),
        (volume & ~flow).alias("gas_index_m3"),
    ).drop("pcs_per_pci", "kwh_per_m3")


def _of_day(rows: pl.DataFrame, values: ReferenceValues, kind: str) -> pl.Expr:
    """The reference value of each row's day; the earliest known one for the days before."""
    days = rows["day"].unique().drop_nulls().to_list()
    found = {day: gas_value(values, kind, day) for day in days}
    return pl.col("day").replace_strict(found, default=None, return_dtype=pl.Float64)


def gas_value(values: ReferenceValues, kind: str, day: date) -> float | None:
    """A reference value of gas on a day; before the first known day, the first known value."""
    known = values.by_item.get((kind, GAS), ())
    earliest = min(known, key=lambda value: value.first_day, default=None)
    found = values.at(kind, GAS, day) or earliest
    return found.value if found else None


def implausible_coefficient() -> pl.Expr:
    """Whether a coefficient given for gas is that of no natural gas."""
    gas = pl.col("energy") == GAS
    return (gas & ~pl.col("coefficient").is_between(*GAS_KWH_PER_M3)).fill_null(False)
