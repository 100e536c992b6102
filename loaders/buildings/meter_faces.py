"""Writes the faces of meters: changes of device, continuous indexes, daily consumptions deduced."""

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.reference_values import ReferenceValues
from data.series.rollups import local_day
from loaders import series, store
from loaders.buildings import meter_index, meter_series, meter_steps, meter_units
from loaders.buildings.meter_rows import Sorting
from loaders.buildings.meter_series import Place

HOUR_S, DAY_S = 3600, 86_400
# Of an index that was read once, until another reading tells its step.
USUAL_FACE_S = 31 * DAY_S
GAS_VOLUME, COEFFICIENT = "gas_m3", "gas_kwh_per_m3"


def with_face_series(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """Index rows with the step (`step_s`) and the key of their series; `often` if hourly or less.

    Read hourly or oftener, a face is a series of its own; else all its readings are one series,
    whose step is the shortest met. A face of gas in m³ stays in m³, under a quantity apart.
    """
    apart = pl.col("at_s").filter(pl.col("nature") == "index").sort().diff().median()
    found = rows.group_by("meter_id").agg(apart.round().cast(pl.Int64).alias("apart_s"))
    rows = rows.join(found, on="meter_id", how="left", maintain_order="left").join(
        _known_steps(connection), on="meter_id", how="left", maintain_order="left"
    )
    step = pl.coalesce("apart_s", "known_s", USUAL_FACE_S).clip(meter_steps.SHORTEST_S)
    often = (step <= HOUR_S) & (DAY_S % step == 0) & ~pl.col("gas_index_m3")
    slow = pl.min_horizontal(step, pl.when(pl.col("known_s") > HOUR_S).then("known_s"))
    rows = rows.with_columns(
        pl.when(often).then(step).otherwise(slow).alias("step_s"), often.alias("often")
    ).drop("apart_s", "known_s")
    grain = (
        pl.when("often")
        .then(pl.format("{}-{}", pl.lit(meter_series.FACE), "step_s"))
        .otherwise(pl.lit(meter_series.FACE))
    )
    keyed = meter_series.with_series_key(rows, grain)
    quantity = pl.when("gas_index_m3").then(pl.lit(GAS_VOLUME)).otherwise("quantity")
    return keyed.with_columns(
        quantity.alias("face_quantity"),
        pl.format("energie:{}:{}:{}", quantity, "meter_id", grain).alias("series_key"),
    )


def _known_steps(connection: Connection) -> pl.DataFrame:
    """meter_id, known_s: the shortest step of the faces that the store has."""
    row = schema.series.c
    statement = select(row.place, row.step_s).where(
        row.theme == meter_series.THEME, row.kind.startswith("index")
    )
    known = store.read(connection, statement, {"meter_id": pl.String, "known_s": pl.Int64})
    return known.group_by("meter_id").agg(pl.col("known_s").min())


def slices_of_faces(faces: pl.DataFrame) -> pl.DataFrame:
    """What lies between the last readings of two days of an index, of one device alone."""
    kwh = pl.when("gas_index_m3").then(sum(meter_units.GAS_KWH_PER_M3) / 2).otherwise(1.0)
    lasts = (
        faces.filter((pl.col("nature") == "index").all().over("meter_id"))
        .with_columns(local_day(pl.col("at_s") - 1).alias("last_day"), pl.col("value") * kwh)
        .sort("meter_id", "at_s")
        .unique(["meter_id", "last_day"], keep="last", maintain_order=True)
    )
    before = pl.col("last_day").shift().over("meter_id").dt.offset_by("1d")
    return (
        lasts.with_columns(
            before.alias("first_day"), pl.col("value").diff().over("meter_id").alias("value")
        )
        .drop_nulls("first_day")
        .select("meter_id", "quantity", "series_key", "first_day", "last_day", "value")
    )


def write_faces(
    place: Place, faces: pl.DataFrame, values: ReferenceValues, sorting: Sorting
) -> pl.DataFrame:
    """Store index rows and all that follows from them; the days to rebuild."""
    nothing = pl.DataFrame(schema=series.DIRTY)
    if faces.is_empty():
        return nothing
    changes, alone = meter_index.write_changes(place.connection, faces)
    sorting.kept(alone.with_columns(pl.lit("CHANGEMENT_INCOMPLET").alias("code")))
    faces = meter_index.continuous(
        faces.join(alone, on="line_number", how="anti", maintain_order="left"), changes.after
    )
    if faces.is_empty():
        return nothing
    numbers = place.register(_described(faces))
    number = pl.col("series_key").replace_strict(numbers, return_dtype=pl.Int64)
    faces = faces.with_columns(number.alias("series_no"))
    moved = meter_index.moved(
        place.connection, faces.select("meter_id", "series_no").unique(), changes
    )
    readings = [
        series.write_readings(place.connection, moved),
        series.write_readings(place.connection, faces.select(meter_series.READINGS)),
    ]
    _write_coefficients(place, faces)
    deduced = _write_deduced(place, faces.filter(~pl.col("often")), values)
    return meter_series.together([*readings, deduced])


def _described(faces: pl.DataFrame) -> pl.DataFrame:
    """Faces as series; how many digits they have counts only in the unit of the device."""
    plain = pl.col("unit").is_in(["kWh", "m³"]) & pl.col("note").is_null()
    units = pl.col("energy").replace_strict(meter_series.UNIT_OF_ENERGY, return_dtype=pl.String)
    return faces.with_columns(
        pl.col("face_quantity").alias("quantity"),
        pl.when("gas_index_m3").then(pl.lit("m³")).otherwise(units).alias("unit"),
        pl.when("often")
        .then(pl.lit(meter_series.MEASURED_WAY))
        .otherwise(pl.lit(meter_series.FACE_WAY))
        .alias("way"),
        meter_index.face_kind(pl.when(plain).then("digits")).alias("kind"),
    )


def _write_coefficients(place: Place, faces: pl.DataFrame) -> None:
    """Keep the coefficients given beside volumes of gas."""
    given = faces.filter("gas_index_m3").drop_nulls("coefficient")
    if given.is_empty():
        return
    rows = given.with_columns(
        _coefficient_key().alias("series_key"),
        pl.lit(COEFFICIENT).alias("quantity"),
        pl.lit("kWh/m³").alias("unit"),
        pl.lit("instantaneous").alias("kind"),
        pl.lit(meter_series.FACE_WAY).alias("way"),
    )
    place.register(rows)
    readings = rows.with_columns(pl.col("coefficient").alias("value"))
    series.write_readings(place.connection, readings.select(meter_series.READINGS))


def _coefficient_key() -> pl.Expr:
    return pl.format("energie:{}:{}:{}", pl.lit(COEFFICIENT), "meter_id", pl.lit(meter_series.FACE))


def _write_deduced(place: Place, faces: pl.DataFrame, values: ReferenceValues) -> pl.DataFrame:
    """Replace the daily consumptions of these faces by what their readings now say."""
    if faces.is_empty():
        return pl.DataFrame(schema=series.DIRTY)
    keyed = meter_series.with_series_key(
        faces.rename({"series_no": "face_no"}), pl.lit(meter_series.FROM_FACE)
    ).unique("series_key")
    numbers = place.register(
        keyed.drop("unit").with_columns(
            pl.lit(DAY_S).alias("step_s"), pl.lit(meter_series.SPREAD_WAY).alias("way")
        )
    )
    known = meter_series.series_numbers(place.connection)
    keyed = keyed.with_columns(
        pl.col("series_key").replace_strict(numbers, return_dtype=pl.Int64).alias("deduced_no"),
        _coefficient_key()
        .replace_strict(known, default=None, return_dtype=pl.Int64)
        .alias("coefficient_no"),
    )
    found = meter_index.deduced(
        place.connection,
        keyed.select(
            pl.col("face_no").alias("series_no"),
            pl.col("gas_index_m3").alias("gas_m3"),
            "coefficient_no",
        ),
        values,
    )
    readings = found.join(
        keyed.select(pl.col("face_no").alias("series_no"), "deduced_no"), on="series_no"
    ).select(
        pl.col("deduced_no").alias("series_no"),
        meter_series.day_start_s(pl.col("day")).alias("at_s"),
        "value",
        "quality",
    )
    return meter_series.replace_readings(place.connection, readings, numbers.values())
