"""The step of each sensor, found in the file itself, and what readings are by hour."""

import polars as pl
from sqlalchemy import Connection, func, select

from data import schema
from loaders import store
from loaders.water.flow_units import FLOW, INDEX, LEVEL, STORED, VOLUME
from loaders.water.water_names import THEME

HOUR_S, MINUTE_S, SHORTEST_S = 3600, 60, 300
# Fewer readings do not tell a step when the store knows one.
LEAST_READINGS = 4
HOURLY = {"sensor": pl.String, "hour_s": pl.Int64, "m3_h": pl.Float64}


def with_steps(connection: Connection, cells: pl.DataFrame) -> pl.DataFrame:
    """Cells with the `step_s` of their sensor: the most frequent time between two readings.

    A few readings have the step that the store knows, else an hour when they are further apart.
    """
    apart = pl.col("at_s").sort().diff()
    whole = ((apart / MINUTE_S).round() * MINUTE_S).cast(pl.Int64)
    found = cells.group_by("sensor", "nature").agg(
        whole.filter(apart > 0).mode().min().alias("found_s"), pl.len().alias("readings")
    )
    step = (
        pl.when(pl.col("readings") < LEAST_READINGS)
        .then(pl.coalesce("known_s", pl.col("found_s").clip(upper_bound=HOUR_S), pl.lit(HOUR_S)))
        .otherwise(pl.coalesce("found_s", pl.lit(HOUR_S)))
    )
    steps = found.join(_known(connection), on=["sensor", "nature"], how="left").select(
        "sensor", "nature", step.alias("step_s")
    )
    return cells.join(steps, on=["sensor", "nature"], how="left", maintain_order="left")


def _known(connection: Connection) -> pl.DataFrame:
    """sensor, nature, `known_s`: the finest step of the series of the store."""
    row = schema.series.c
    statement = (
        select(row.place, row.quantity, row.kind, func.min(row.step_s))
        .where(row.theme == THEME)
        .group_by(row.place, row.quantity, row.kind)
    )
    stored = {(quantity, kind): nature for nature, (quantity, _, kind) in STORED.items()}
    natures = [
        (sensor, stored.get((quantity, kind)), step_s)
        for sensor, quantity, kind, step_s in connection.execute(statement)
    ]
    kinds = {"sensor": pl.String, "nature": pl.String, "known_s": pl.Int64}
    return pl.DataFrame(natures, schema=kinds, orient="row").drop_nulls("nature")


def odd_step() -> pl.Expr:
    """Whether a step is no part of an hour of five minutes at least."""
    step = pl.col("step_s")
    return ~step.is_between(SHORTEST_S, HOUR_S) | (HOUR_S % step != 0)


def hourly(cells: pl.DataFrame) -> pl.DataFrame:
    """HOURLY: the mean flow of each hour of each sensor, whatever the nature of its readings."""
    hour_s = (pl.col("at_s") // HOUR_S * HOUR_S).alias("hour_s")
    ordered = cells.filter(pl.col("nature") == INDEX).sort("sensor", "at_s")
    rise, elapsed_s = (pl.col(name).diff().over("sensor") for name in ("value", "at_s"))
    flows = [
        cells.filter(pl.col("nature") == FLOW).select("sensor", hour_s, m3_h="value"),
        cells.filter(pl.col("nature") == VOLUME).select(
            "sensor", hour_s, m3_h=pl.col("value") * HOUR_S / pl.col("step_s")
        ),
        ordered.select(
            "sensor",
            ((pl.col("at_s") - 1) // HOUR_S * HOUR_S).alias("hour_s"),
            m3_h=pl.when((rise >= 0) & (elapsed_s > 0)).then(rise * HOUR_S / elapsed_s),
        ).drop_nulls(),
    ]
    return pl.concat(flows).group_by("sensor", "hour_s").agg(pl.col("m3_h").mean())


def stored_hours(
    connection: Connection, sensors: list[str], spans: list[tuple[int, int]]
) -> pl.DataFrame:
    """HOURLY of the store for these sensors, in any of these spans of instants (end excluded)."""
    row, hour = schema.series.c, schema.series_hour.c
    level, _, instantaneous = STORED[LEVEL]
    numbers = {
        number: (place, kind == instantaneous)
        for number, place, kind in connection.execute(
            select(row.series_no, row.place, row.kind).where(
                row.theme == THEME, row.place.in_(sensors), row.quantity != level
            )
        )
    }
    parts = [pl.DataFrame(schema=HOURLY)]
    kinds = {"series_no": pl.Int64, "hour_s": pl.Int64, "m3_h": pl.Float64, "whole": pl.Boolean}
    for start_s, end_s in spans:
        statement = select(
            hour.series_no, hour.hour_s, hour.value, hour.readings >= hour.expected
        ).where(hour.series_no.in_(numbers), hour.hour_s >= start_s, hour.hour_s < end_s)
        found = store.read(connection, statement, kinds)
        place, mean = (
            pl.col("series_no").replace_strict(
                {number: told[part] for number, told in numbers.items()}, return_dtype=kind
            )
            for part, kind in ((0, pl.String), (1, pl.Boolean))
        )
        parts.append(
            found.filter(mean | pl.col("whole")).select(place.alias("sensor"), "hour_s", "m3_h")
            if numbers
            else parts[0]
        )
    return pl.concat(parts).unique(["sensor", "hour_s"], keep="first")
