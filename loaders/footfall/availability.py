"""Hours of service of access points by local day and territory, from their changes of state."""

from collections.abc import Collection
from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.selection import SYNDICAT
from data.series.rollups import day_start_s
from loaders import store

HOUR_S = 3600
ACCESS_POINT = {
    "access_point_id": pl.String,
    "site_id": pl.String,
    "opened_on": pl.Date,
    "closed_on": pl.Date,
}
STATE = {"access_point_id": pl.String, "at_s": pl.Int64, "up": pl.Boolean}
# Days named in one statement, and held in memory at once.
DAYS_AT_ONCE = 400


def rebuild_availability(connection: Connection, days: Collection[date]) -> None:
    """Rewrite out_footfall_availability_day for these days.

    `up_h` and `expected_h` are hours of the local day (23 to 25 a day), summed over the access
    points in service whose state is known: before its first change, an access point counts
    neither as up nor as down. A state lasts until the next one.
    """
    states, points = _states(connection), _access_points(connection)
    scopes = _site_scopes(connection)
    wanted = sorted(set(days))
    table = schema.availability_day
    for position in range(0, len(wanted), DAYS_AT_ONCE):
        chunk = wanted[position : position + DAYS_AT_ONCE]
        connection.execute(delete(table).where(table.c.day.in_(chunk)))
        by_site = site_availability(points, states, chunk)
        by_scope = by_site.join(scopes, on="site_id").group_by("scope", "day")
        sums = by_scope.agg(pl.col("access_points", "up_h", "expected_h").sum())
        store.insert(connection, table, sums.sort("scope", "day"))


def site_availability(points: pl.DataFrame, states: pl.DataFrame, days: list[date]) -> pl.DataFrame:
    """site_id, day, access_points, up_h, expected_h: the access points with a known state."""
    bounds = pl.DataFrame({"day": days}, schema={"day": pl.Date}).with_columns(
        day_start_s(pl.col("day")).alias("start_s"),
        day_start_s(pl.col("day") + timedelta(days=1)).alias("end_s"),
    )
    opened = pl.col("opened_on").is_null() | (pl.col("opened_on") <= pl.col("day"))
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") >= pl.col("day"))
    service = points.join(bounds, how="cross").filter(opened & still_open)
    seconds = _elapsed(_elapsed(service, states, "start_s"), states, "end_s")
    return (
        seconds.with_columns(
            ((pl.col("end_s_known") - pl.col("start_s_known")) / HOUR_S).alias("expected_h"),
            ((pl.col("end_s_up") - pl.col("start_s_up")) / HOUR_S).alias("up_h"),
        )
        .filter(pl.col("expected_h") > 0)
        .group_by("site_id", "day")
        .agg(pl.len().cast(pl.Int64).alias("access_points"), pl.col("up_h", "expected_h").sum())
    )


def _elapsed(service: pl.DataFrame, states: pl.DataFrame, at: str) -> pl.DataFrame:
    """Add how long each access point had been known, and up, at the instant of a column.

    Both are zero before the first change of state.
    """
    since = pl.col(at) - pl.col("at_s")
    up_s = pl.col("up_before_s") + since * pl.col("up").cast(pl.Int64)
    known_s = pl.col(at) - pl.col("first_s")
    return (
        service.sort(at)
        .join_asof(
            states.sort("at_s"),
            left_on=at,
            right_on="at_s",
            by="access_point_id",
            strategy="backward",
            check_sortedness=False,
        )
        .with_columns(
            known_s.fill_null(0).alias(f"{at}_known"), up_s.fill_null(0).alias(f"{at}_up")
        )
        .drop("at_s", "up", "up_before_s", "first_s")
    )


def _states(connection: Connection) -> pl.DataFrame:
    """Changes of state with `first_s`, the first of each access point, and `up_before_s`, how
    long it had been up before the change."""
    columns = [schema.access_point_state.c[name] for name in STATE]
    states = store.read(connection, select(*columns), STATE).sort("access_point_id", "at_s")
    lasted_s = (pl.col("at_s") - pl.col("at_s").shift()) * pl.col("up").shift().cast(pl.Int64)
    return states.with_columns(
        lasted_s.over("access_point_id").fill_null(0).alias("lasted_s"),
        pl.col("at_s").first().over("access_point_id").alias("first_s"),
    ).select(
        "access_point_id",
        "at_s",
        "up",
        "first_s",
        pl.col("lasted_s").cum_sum().over("access_point_id").alias("up_before_s"),
    )


def _access_points(connection: Connection) -> pl.DataFrame:
    columns = [schema.access_point.c[name] for name in ACCESS_POINT]
    return store.read(connection, select(*columns), ACCESS_POINT)


def _site_scopes(connection: Connection) -> pl.DataFrame:
    """Every territory of each site: one row a (site, territory)."""
    site = schema.site.c
    kinds = {
        "commune": site.commune_code,
        "epci": site.epci_code,
        "departement": site.departement_code,
    }
    codes = store.read(
        connection,
        select(site.site_id, *(column.label(kind) for kind, column in kinds.items())),
        {"site_id": pl.String, **dict.fromkeys(kinds, pl.String)},
    ).with_columns(pl.col("site_id").alias("site"))
    named = codes.unpivot(index="site_id", variable_name="kind", value_name="code").drop_nulls()
    scopes = named.select("site_id", pl.format("{}:{}", "kind", "code").alias("scope"))
    return pl.concat([scopes, codes.select("site_id", pl.lit(SYNDICAT).alias("scope"))])
