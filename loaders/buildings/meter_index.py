"""Faces of meters: one continuous index over changes of device, and what lies between readings.

The index stored is the one read, plus what earlier devices had counted: so the sum of
consumptions is last index - first + changes. From an index read less than hourly, daily
consumptions are deduced: the day's own where readings are a day apart, else an even share.
"""

from dataclasses import dataclass

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings.vocabulary import SPREAD
from data.reference_values import ReferenceValues
from data.series import rollups
from loaders import store
from loaders.buildings import meter_steps, meter_units
from loaders.series_windows import READING, kinds_of, read_readings

DAY_S = 86_400
# More than a day and a half between two readings of an index: the days between get equal shares.
APART_S = DAY_S * 3 // 2
CHANGE = {"meter_id": pl.String, "at_s": pl.Int64, "last_index": pl.Float64,
          "first_index": pl.Float64}  # fmt: skip
LATEST_S = 2**62
# A face read several times a day tells of the days that its readings cover.
WHOLE_DAY_SHARE = 0.95


@dataclass(frozen=True)
class Changes:
    """Changes of device known before a load, and with it."""

    before: pl.DataFrame
    after: pl.DataFrame

    @property
    def altered(self) -> pl.DataFrame:
        """meter_id and at_s of the earliest change that the load brought or corrected."""
        new = self.after.join(self.before, on=list(CHANGE), how="anti")
        return new.group_by("meter_id").agg(pl.col("at_s").min())


def write_changes(connection: Connection, rows: pl.DataFrame) -> tuple[Changes, pl.DataFrame]:
    """Store the changes that `depose` and `pose` rows tell; also the rows that tell none.

    A change is a removal and the next fitting of the same meter.
    """
    table = schema.meter_change
    before = store.read(connection, select(*(table.c[name] for name in CHANGE)), CHANGE)
    previous = pl.col("nature", "value").shift().over("meter_id").name.prefix("previous_")
    following = pl.col("nature").shift(-1).over("meter_id").alias("following_nature")
    ends = (
        rows.filter(pl.col("nature").is_in(["depose", "pose"]))
        .sort("meter_id", "at_s", "nature")
        .with_columns(previous, following)
    )
    fitted = (pl.col("nature") == "pose") & (pl.col("previous_nature") == "depose")
    removed = (pl.col("nature") == "depose") & (pl.col("following_nature") == "pose")
    alone = ends.filter(~(fitted.fill_null(False) | removed.fill_null(False)))
    new = ends.filter(fitted.fill_null(False)).select(
        "meter_id",
        "at_s",
        pl.col("previous_value").alias("last_index"),
        pl.col("value").alias("first_index"),
    )
    store.upsert(connection, table, new)
    kept = before.join(new, on=["meter_id", "at_s"], how="anti")
    return Changes(before, pl.concat([kept, new])), alone.select(rows.columns)


def offsets(rows: pl.DataFrame, changes: pl.DataFrame, *, removal: bool = False) -> pl.Series:
    """What to add to each index read (meter_id, at_s): Σ last - first index of earlier changes.

    The last index of a device (`removal`) is that of the device that leaves.
    """
    numbered = rows.select("meter_id", "at_s").with_row_index("row")
    added = (
        numbered.join(changes.rename({"at_s": "change_s"}), on="meter_id")
        .filter(pl.col("change_s") <= pl.col("at_s") - int(removal))
        .group_by("row")
        .agg((pl.col("last_index") - pl.col("first_index")).sum().alias("added"))
    )
    return numbered.join(added, on="row", how="left", maintain_order="left")["added"].fill_null(0.0)


def continuous(rows: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Index rows with the value to store; of a change, the fitting says all at its instant."""
    removal = rows["nature"] == "depose"
    leaving, staying = (offsets(rows, changes, removal=side) for side in (True, False))
    value = rows["value"] + leaving.zip_with(removal, staying)
    order = pl.when(pl.col("nature") == "depose").then(0).otherwise(1)
    return (
        rows.with_columns(value.alias("value"))
        .sort("meter_id", "at_s", order, maintain_order=True)
        .unique(["meter_id", "at_s"], keep="last", maintain_order=True)
    )


def moved(connection: Connection, faces: pl.DataFrame, changes: Changes) -> pl.DataFrame:
    """Stored readings of `faces` (meter_id, series_no) that a new change moves, moved."""
    touched = faces.join(changes.altered.rename({"at_s": "change_s"}), on="meter_id")
    if touched.is_empty():
        return pl.DataFrame(schema=READING)
    stored = read_readings(
        connection, touched["series_no"].to_list(), touched["change_s"].min(), LATEST_S
    ).join(touched.select("series_no", "meter_id"), on="series_no")
    shift = offsets(stored, changes.after) - offsets(stored, changes.before)
    shifted = stored.with_columns((pl.col("value") + shift).alias("value"))
    return shifted.filter(shift != 0).select(READING.keys())


def deduced(connection: Connection, faces: pl.DataFrame, values: ReferenceValues) -> pl.DataFrame:
    """Daily consumptions (series_no of the face, day, value, quality) of all that faces say.

    `faces` has series_no, gas_m3 and coefficient_no (the series of the coefficients of a gas
    index in m³, or null). Left out: the step that a reset leaves unknown, and a day that readings
    cover in part.
    """
    numbers = faces["series_no"].to_list()
    readings = read_readings(connection, numbers, 0, LATEST_S).join(
        kinds_of(connection, numbers), on="series_no"
    )
    steps = rollups.steps(readings.sort("series_no", "at_s"))
    steps = _in_kwh(connection, rollups.measured(steps).drop_nulls("before_s"), faces, values)
    day = rollups.local_day(pl.col("measured_s"))
    first = rollups.local_day(pl.col("before_s") - 1).dt.offset_by("1d")
    apart = (pl.col("at_s") - pl.col("before_s")) > APART_S
    rows = steps.with_columns(
        day.alias("last_day"),
        pl.when(apart).then(first).otherwise(day).alias("first_day"),
        pl.when(apart).then(SPREAD).otherwise("quality").alias("quality"),
    )
    covered_s = (pl.col("at_s") - pl.col("before_s")).sum()
    whole = (pl.col("step_s").first() >= DAY_S) | (covered_s >= WHOLE_DAY_SHARE * DAY_S)
    return (
        meter_steps.spread(rows)
        .group_by("series_no", "day")
        .agg(pl.col("value").sum(), pl.col("quality").max(), whole.alias("whole"))
        .filter("whole")
        .select("series_no", "day", "value", "quality")
        .sort("series_no", "day")
    )


def _in_kwh(
    connection: Connection, steps: pl.DataFrame, faces: pl.DataFrame, values: ReferenceValues
) -> pl.DataFrame:
    """Volumes of gas by the coefficient given with the reading, else by the reference value."""
    gas = faces.filter("gas_m3")
    if gas.is_empty() or steps.is_empty():
        return steps
    given = read_readings(
        connection, gas["coefficient_no"].drop_nulls().to_list(), 0, LATEST_S
    ).select(pl.col("series_no").alias("coefficient_no"), "at_s", pl.col("value").alias("given"))
    steps = steps.join(faces, on="series_no").join(given, on=["coefficient_no", "at_s"], how="left")
    days = steps.select(rollups.local_day(pl.col("measured_s")).alias("day"))["day"]
    usual = {
        day: meter_units.gas_value(values, meter_units.KWH_PER_M3, day) for day in days.unique()
    }
    reference = days.replace_strict(usual, return_dtype=pl.Float64)
    factor = pl.when("gas_m3").then(pl.coalesce("given", reference)).otherwise(1.0)
    return steps.with_columns((pl.col("value") * factor).alias("value")).drop("given")


def face_kind(digits: pl.Expr) -> pl.Expr:
    """ "index:6" for a face of six digits, "index" when that is not known."""
    return (
        pl.when(digits.is_not_null())
        .then(pl.format("index:{}", digits.fill_null(0)))
        .otherwise(pl.lit("index"))
    )
