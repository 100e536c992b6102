"""The measured series of a meter: how each is named, described and written.

Several series of a meter say the same thing at several grains; `data.series.queries.place_days`
keeps one of each day. `direction` orders them: what was measured that day comes before what was
spread over a period, a bill after both, and the face of a meter read now and then last.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.buildings.vocabulary import ENERGIES, ESTIMATED, MEASURED, SPREAD
from data.series.rollups import day_start_s, local_day
from data.territory import Territory
from loaders import series, store
from loaders.buildings.meter_names import DIGITS_OF_PRM, bare_name
from loaders.series_windows import read_readings

THEME = "buildings"
DAY_S = 86_400
USUAL_CURVE_S = 1800
CURVE, DAILY, PERIOD, FACE, BILL = "courbe", "jour", "periode", "releve", "facture"
# What is deduced from the face of a meter, day by day.
FROM_FACE = "jour-releve"
MEASURED_WAY, SPREAD_WAY, BILL_WAY, FACE_WAY = "", "etale", "facture", "index"
METER = {
    "meter_id": pl.String,
    "energy": pl.String,
    "calorific_basis": pl.String,
    "subscribed_kva": pl.Float64,
    "digits": pl.Int64,
    "commune_code": pl.String,
    "located": pl.Boolean,
}
UNIT_OF_ENERGY = {energy.key: energy.unit for energy in ENERGIES.values()}
LATEST_S = 2**62
READINGS = ("series_key", "at_s", "value", "quality")


def known_meters(connection: Connection) -> pl.DataFrame:
    """METER: every meter with the commune of the building that it serves most."""
    meter, link, building = schema.meter.c, schema.meter_building.c, schema.building.c
    statement = (
        select(
            meter.meter_id,
            meter.energy,
            meter.calorific_basis,
            meter.subscribed_kva,
            meter.digits,
            building.commune_code,
            building.building_id.is_not(None),
        )
        .select_from(schema.meter)
        .outerjoin(schema.meter_building, link.meter_id == meter.meter_id)
        .outerjoin(schema.building, building.building_id == link.building_id)
        .order_by(meter.meter_id, link.share.desc(), link.building_id)
    )
    return store.read(connection, statement, METER).unique("meter_id", keep="first")


def with_meters(rows: pl.DataFrame, meters: pl.DataFrame) -> pl.DataFrame:
    """Rows beside their meter, named by `meter` as the file writes it; null where unknown.

    Case, spaces and quotation marks do not count; a spreadsheet may have eaten the first zeros
    of a PRM.
    """
    known = {bare_name(meter).upper(): meter for meter in meters["meter_id"].to_list()}
    found = {}
    for text in rows["meter"].unique().drop_nulls().to_list():
        plain = bare_name(text).upper()
        found[text] = known.get(plain) or known.get(plain.zfill(DIGITS_OF_PRM))
    meter_id = pl.col("meter").replace_strict(found, default=None, return_dtype=pl.String)
    return rows.with_columns(meter_id.alias("meter_id")).join(
        meters, on="meter_id", how="left", maintain_order="left"
    )


def grain(step_s: pl.Expr) -> pl.Expr:
    """The grain of consumptions of a step: "courbe" at 30 minutes, "courbe-600" at 10."""
    return (
        pl.when(step_s > DAY_S)
        .then(pl.lit(PERIOD))
        .when(step_s == DAY_S)
        .then(pl.lit(DAILY))
        .when(step_s == USUAL_CURVE_S)
        .then(pl.lit(CURVE))
        .otherwise(pl.format("courbe-{}", step_s))
    )


def with_series_key(rows: pl.DataFrame, grain: pl.Expr) -> pl.DataFrame:
    """Rows with `quantity` and the `series_key` of their meter at a grain."""
    quantities = {energy.key: energy.quantity for energy in ENERGIES.values()}
    quantity = pl.col("energy").replace_strict(quantities, return_dtype=pl.String)
    return rows.with_columns(quantity.alias("quantity")).with_columns(
        pl.format("energie:{}:{}:{}", "quantity", "meter_id", grain).alias("series_key")
    )


@dataclass(frozen=True)
class Place:
    """Where a batch is written, and under which source."""

    connection: Connection
    territory: Territory
    source_key: str
    simulated: bool

    def register(self, rows: pl.DataFrame) -> dict[str, int]:
        """The numbers of the series of `rows` (columns of METER, series_key, quantity, step_s).

        `kind`, `unit` and `way` may be given; by default consumptions measured step by step, in
        the unit of the energy.
        """
        unit = pl.col("energy").replace_strict(UNIT_OF_ENERGY, return_dtype=pl.String)
        defaults = {"kind": pl.lit("consumption"), "way": pl.lit(MEASURED_WAY), "unit": unit}
        described = rows.unique("series_key").with_columns(
            value.alias(name) for name, value in defaults.items() if name not in rows.columns
        )
        nowhere = pl.lit(None, pl.Float64)
        return series.register_series(
            self.connection,
            described.sort("series_key").select(
                "series_key",
                pl.lit(THEME).alias("theme"),
                "quantity",
                "unit",
                "kind",
                "step_s",
                pl.col("meter_id").alias("place"),
                pl.col("way").alias("direction"),
                "commune_code",
                nowhere.alias("latitude_deg"),
                nowhere.alias("longitude_deg"),
                pl.lit(self.source_key).alias("source_key"),
                pl.lit(self.simulated).alias("simulated"),
            ),
            self.territory,
        )


def series_numbers(connection: Connection) -> dict[str, int]:
    """The number of every series of buildings, by key."""
    row = schema.series.c
    statement = select(row.series_key, row.series_no).where(row.theme == THEME)
    return dict(connection.execute(statement).all())


def daily_shares(spread: pl.DataFrame) -> pl.DataFrame:
    """READINGS of shares of periods (series_key, day, value)."""
    return spread.select(
        "series_key",
        day_start_s(pl.col("day")).alias("at_s"),
        "value",
        pl.lit(SPREAD, pl.Int64).alias("quality"),
    )


def replace_readings(
    connection: Connection, readings: pl.DataFrame, numbers: Iterable[int]
) -> pl.DataFrame:
    """Make `readings` (series_no, at_s, value, quality) all that the series `numbers` hold.

    Returns the days to rebuild, as `series.write_readings` does: unchanged readings touch none.
    """
    numbers = sorted(set(numbers))
    if not numbers:
        return pl.DataFrame(schema=series.DIRTY)
    stored = read_readings(connection, numbers, 0, LATEST_S)
    gone = stored.join(readings, on=["series_no", "at_s"], how="anti")
    reading = schema.reading.c
    for number, at_s in gone.group_by("series_no").agg("at_s").iter_rows():
        connection.execute(
            delete(schema.reading).where(reading.series_no == number, reading.at_s.in_(at_s))
        )
    removed = (
        gone.group_by("series_no", local_day(pl.col("at_s")).alias("day"))
        .agg(pl.lit(0, pl.Int64).alias("added"), pl.len().cast(pl.Int64).alias("revised"))
        .select(series.DIRTY.keys())
    )
    return together([removed, series.write_readings(connection, readings)])


def together(dirty: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The days to rebuild of several writes, each once."""
    return (
        pl.concat([pl.DataFrame(schema=series.DIRTY), *dirty])
        .group_by("series_no", "day")
        .agg(pl.col("added", "revised").sum())
        .sort("series_no", "day")
    )


def quality(estimated: pl.Expr) -> pl.Expr:
    """ESTIMATED where the source says so, else MEASURED."""
    return pl.when(estimated).then(ESTIMATED).otherwise(MEASURED).cast(pl.Int64)
