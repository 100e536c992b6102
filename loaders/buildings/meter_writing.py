"""Readings of meters into measured series: whatever the source, checked against the store once.

A row that the store contradicts is put aside with its reason; nothing is corrected in silence.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data.reference_values import ReferenceValues, read_values
from data.series.rollups import local_day
from data.territory import load_territory
from loaders import series
from loaders.buildings import meter_checks, meter_series, meter_steps, meter_units
from loaders.buildings.meter_faces import slices_of_faces, with_face_series, write_faces
from loaders.buildings.meter_names import unknown_code
from loaders.buildings.meter_notices import notices_of
from loaders.buildings.meter_rows import FACES, MeterBatch, Sorting
from loaders.buildings.meter_series import Place
from loaders.pipeline import REJECTED_SCHEMA, Context, Written
from loaders.repeated_hours import with_repeated_hours
from loaders.simulated import refuse_mixing

HOUR_S, DAY_S = 3600, 86_400


def write(connection: Connection, batch: MeterBatch, context: Context, source_key: str) -> Written:
    """Store the readings of a batch, and rebuild the days and screens that they touch."""
    refuse_mixing(connection, context)
    if batch.rows.is_empty():
        return Written(None, None)
    territory = load_territory(Path(context.settings.territory_dir))
    values, sorting = read_values(connection), Sorting()
    named = meter_series.with_meters(batch.rows, meter_series.known_meters(connection))
    rows = _typed(named, values, sorting)
    flows = _flows(rows.filter(~pl.col("nature").is_in(FACES)), sorting)
    faces = with_face_series(connection, rows.filter(pl.col("nature").is_in(FACES)))
    doubts, large = _doubts(connection, flows, faces, source_key)
    flows, faces = (sorting.without_meters(side, doubts) for side in (flows, faces))
    place = Place(connection, territory, source_key, context.simulated)
    dirty = [_write_flows(place, flows), write_faces(place, faces, values, sorting)]
    _rebuild(place, meter_series.together(dirty), context)
    aside = pl.concat(sorting.aside)
    batch.notices.extend(notices_of(named, rows, aside, doubts, large))
    return Written(*_days(flows, faces), _rejected(batch, aside), _watermark(batch.rows, context))


def _typed(rows: pl.DataFrame, values: ReferenceValues, sorting: Sorting) -> pl.DataFrame:
    """Rows of known meters, in the unit of their energy, one an instant."""
    rows = meter_units.with_unit(rows).with_columns(
        local_day(pl.col("at_s")).alias("day"),
        pl.when(pl.col("nature").is_not_null())
        .then("nature")
        .when(pl.col("unit").str.to_lowercase().is_in(["w", "kw"]))
        .then(pl.lit("puissance"))
        .otherwise(pl.lit("consommation"))
        .alias("nature"),
    )
    rows = sorting.kept(
        rows.with_columns(
            pl.when(pl.col("meter_id").is_null())
            .then(unknown_code())
            .when(meter_units.unfit())
            .then(pl.lit("UNITE_INATTENDUE"))
            .when(meter_units.implausible_coefficient())
            .then(pl.lit("COEFFICIENT_GAZ_INVRAISEMBLABLE"))
            .alias("code")
        )
    )
    rows = meter_units.converted(rows, values)
    rows = with_repeated_hours(rows, ("meter_id", "nature"))
    doubled = ~pl.struct("meter_id", "at_s", _same_measure()).is_first_distinct()
    return sorting.kept(
        rows.with_columns(
            pl.when(pl.col("value").is_null())
            .then(pl.lit("REFERENCE_ABSENTE"))
            .when(doubled)
            .then(pl.lit("HORODATAGE_EN_DOUBLE"))
            .alias("code")
        )
    )


def _same_measure() -> pl.Expr:
    """Consumption and power say one thing in two ways; so do not removal and fitting."""
    return pl.when(pl.col("nature").is_in(FACES)).then("nature").otherwise(pl.lit("")).alias("way")


def _flows(rows: pl.DataFrame, sorting: Sorting) -> pl.DataFrame:
    """Consumptions with their step, powers made energies, with the key of their series."""
    rows = sorting.kept(meter_steps.with_steps(rows))
    hours = pl.col("step_s") / HOUR_S
    power = pl.col("nature") == "puissance"
    rows = rows.with_columns(pl.when(power).then(pl.col("value") * hours).otherwise("value"))
    implausible = pl.lit("PUISSANCE_INVRAISEMBLABLE")
    rows = sorting.kept(
        rows.with_columns(pl.when(meter_checks.too_powerful(hours)).then(implausible).alias("code"))
    )
    rows = meter_series.with_series_key(rows, meter_series.grain(pl.col("step_s")))
    given = rows["last_day"]
    ends = meter_steps.periods(rows.sort("line_number"))["last_day"]
    return rows.sort("line_number").with_columns(
        pl.Series("first_day", rows.sort("line_number")["day"]),
        given.zip_with(given.is_not_null(), ends).alias("last_day"),
    )


def _doubts(
    connection: Connection, flows: pl.DataFrame, faces: pl.DataFrame, source_key: str
) -> tuple[dict[str, str], list[str]]:
    """The meters that the file or the store belies, with what was found; those to be checked."""
    spoken = pl.concat([_slices(flows), slices_of_faces(faces).with_columns(whole=pl.lit(True))])
    whole = spoken.filter("whole").drop("whole")
    used = meter_checks.by_day(connection, spoken)
    beyond = meter_checks.beyond_any_building(used)
    doubts = beyond | meter_checks.suspect_meters(connection, whole, source_key)
    return doubts, meter_checks.large_for_their_floor(used, doubts)


def _slices(flows: pl.DataFrame) -> pl.DataFrame:
    """What a file says of each meter by day, or by period; `whole`: no part of it is missing."""
    keys = ["meter_id", "quantity", "series_key"]
    periods = flows.filter(pl.col("step_s") > DAY_S).select(
        *keys, "first_day", "last_day", "value", whole=pl.lit(True)
    )
    whole = (DAY_S - HOUR_S) / pl.col("step_s").first()
    days = (
        flows.filter(pl.col("step_s") <= DAY_S)
        .group_by(*keys, pl.col("day").alias("first_day"))
        .agg(pl.col("value").sum(), (pl.len() >= whole.floor().clip(1)).alias("whole"))
        .select(*keys, "first_day", pl.col("first_day").alias("last_day"), "value", "whole")
    )
    return pl.concat([periods, days])


def _write_flows(place: Place, flows: pl.DataFrame) -> pl.DataFrame:
    if flows.is_empty():
        return pl.DataFrame(schema=series.DIRTY)
    long = pl.col("step_s") > DAY_S
    periods, steps = flows.filter(long), flows.filter(~long)
    place.register(
        flows.with_columns(
            pl.when(long).then(DAY_S).otherwise("step_s").alias("step_s"),
            pl.when(long)
            .then(pl.lit(meter_series.SPREAD_WAY))
            .otherwise(pl.lit(meter_series.MEASURED_WAY))
            .alias("way"),
        )
    )
    shares = meter_steps.spread(periods.drop("day"))
    readings = [steps.select(meter_series.READINGS), meter_series.daily_shares(shares)]
    return series.write_readings(place.connection, pl.concat(readings))


def _rebuild(place: Place, dirty: pl.DataFrame, context: Context) -> None:
    # The screens of buildings are rebuilt by whoever writes what they read.
    from loaders.buildings import building_rollup

    added, revised = dirty["added"].sum(), dirty["revised"].sum()
    context.progress(f"Mesures ajoutées : {added} ; corrigées : {revised}.")
    if dirty.is_empty() and not context.again:
        # A base read again every hour brings the same day: nothing that screens read has changed.
        return
    series.rebuild_rollups(place.connection, dirty)
    building_rollup.rebuild(place.connection, place.territory)


def _days(flows: pl.DataFrame, faces: pl.DataFrame) -> tuple[date | None, date | None]:
    """First and last day of what was stored."""
    days = pl.concat(
        [
            flows["day"],
            flows.filter(pl.col("step_s") > DAY_S)["last_day"],
            faces.select(local_day(pl.col("at_s") - 1))["at_s"],
        ]
    )
    return days.min(), days.max()


def _rejected(batch: MeterBatch, aside: pl.DataFrame) -> pl.DataFrame:
    return batch.raw.with_raw_text(aside).select(REJECTED_SCHEMA.keys()).sort("line_number")


def _watermark(rows: pl.DataFrame, context: Context) -> str | None:
    """Where the next SQL reading starts; a file says nothing of what the base holds."""
    if not context.from_sql:
        return None
    return datetime.fromtimestamp(rows["at_s"].max(), UTC).isoformat()
