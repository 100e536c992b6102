"""Published footfall summed by territory: `core_footfall_*` in, the `out_footfall_*` that screens
read out.

Reads published cells only, so that a sum can never say more than its parts. Rebuilding a day or a
month twice changes nothing.
"""

from collections.abc import Collection
from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection, Table, case, delete, func, select

from data import schema
from data.selection import YEAR_OF_WEEKS
from loaders import store
from loaders.scopes import site_scopes

PUBLISHED = pl.col("terminals").is_not_null()
LONGEST_MONTH = timedelta(days=31)
# Days or months named in one statement: databases limit its parameters.
STATEMENT_DAYS = 500


def rebuild_all(connection: Connection) -> None:
    """Rebuild every day and month that the published grid holds, and no other."""
    day = schema.site_day.c.day
    for table in (
        schema.footfall_day,
        schema.footfall_week_hour,
        schema.site_month_total,
        schema.footfall_month,
        schema.footfall_return,
    ):
        connection.execute(delete(table))
    days = set(connection.scalars(select(day).distinct()))
    rebuild_days(connection, days)
    months = {day.replace(day=1) for day in days}
    for table in (schema.site_month, schema.site_return):
        months |= set(connection.scalars(select(table.c.month).distinct()))
    rebuild_months(connection, months)


def rebuild_days(connection: Connection, days: Collection[date]) -> None:
    """Rebuild the day rows of these days, and of those that are compared with them."""
    later = {day + YEAR_OF_WEEKS for day in days}
    wanted = sorted({*days, *later})
    scopes = site_scopes(connection)
    for first in range(0, len(wanted), STATEMENT_DAYS):
        chunk = wanted[first : first + STATEMENT_DAYS]
        grid = _site_days(connection, {*chunk, *(day - YEAR_OF_WEEKS for day in chunk)})
        rows = _days_by_scope(grid, chunk, scopes, _site_service(connection))
        _replace(connection, schema.footfall_day, "day", chunk, rows)


def _days_by_scope(
    grid: pl.DataFrame, days: list[date], scopes: pl.DataFrame, service: pl.DataFrame
) -> pl.DataFrame:
    """out_footfall_day of `days`; a sum without any published site is missing, not zero."""
    comparable = PUBLISHED & pl.col("complete")
    before = grid.filter(comparable).select(
        "site_id", pl.col("day") + YEAR_OF_WEEKS, before="terminals"
    )
    both = pl.col("before").is_not_null() & comparable
    sums = (
        grid.filter(pl.col("day").is_in(days))
        .join(before, on=["site_id", "day"], how="left")
        .join(scopes, on="site_id")
        .group_by("scope", "day")
        .agg(
            pl.col("sessions", "terminals").sum(),
            sites_published=PUBLISHED.sum(),
            sites_hidden=(~PUBLISHED).sum(),
            common_sites=both.sum(),
            common_terminals=pl.col("terminals").filter(both).sum(),
            common_terminals_before=pl.col("before").filter(both).sum(),
            complete=pl.col("complete").all(),
        )
    )
    in_service = _sites_in_service(days, scopes, service)
    return sums.join(in_service, on=["scope", "day"], how="left").with_columns(
        pl.when(pl.col("sites_published") > 0).then(pl.col("sessions", "terminals")),
        pl.when(pl.col("common_sites") > 0).then(
            pl.col("common_terminals", "common_terminals_before")
        ),
        pl.col("sites_in_service").fill_null(0),
    )


def _sites_in_service(
    days: list[date], scopes: pl.DataFrame, service: pl.DataFrame
) -> pl.DataFrame:
    """Sites of each territory open on each day; an unknown date of service is always open."""
    everyday = pl.DataFrame({"day": days}, schema={"day": pl.Date})
    return (
        service.join(everyday, how="cross")
        .filter(
            (pl.col("opened_on") <= pl.col("day")).fill_null(True),
            (pl.col("closed_on") >= pl.col("day")).fill_null(True),
        )
        .join(scopes, on="site_id")
        .group_by("scope", "day")
        .agg(sites_in_service=pl.len())
    )


def rebuild_months(connection: Connection, months: Collection[date]) -> None:
    """Rebuild the week-hour, dwell, language, return and site rows of these months (first days)."""
    scopes = site_scopes(connection)
    for month in sorted(months):
        _replace(
            connection,
            schema.footfall_week_hour,
            "month",
            [month],
            _week_hours(connection, month, scopes),
        )
        totals = _site_totals(_site_days_of_month(connection, month))
        _replace(connection, schema.site_month_total, "month", [month], totals)
        for core, out, line in (
            (schema.site_month, schema.footfall_month, ["kind", "scope", "month", "item"]),
            (schema.site_return, schema.footfall_return, ["scope", "month"]),
        ):
            sums = _month_by_scope(connection, core, month, line, scopes)
            _replace(connection, out, "month", [month], sums)


def _week_hours(connection: Connection, month: date, scopes: pl.DataFrame) -> pl.DataFrame:
    """Sessions of a month by territory, weekday (0: Monday) and hour.

    The database sums the weeks of a site: five times fewer rows leave it.
    """
    cell = schema.site_hour.c
    weekday = case(_weekdays(month), value=cell.day).label("weekday")
    statement = (
        select(cell.site_id, weekday, cell.hour, func.sum(cell.sessions))
        .where(_within_month(schema.site_hour, month))
        .group_by(cell.site_id, weekday, cell.hour)
    )
    types = {"site_id": pl.String, **dict.fromkeys(("weekday", "hour", "sessions"), pl.Int64)}
    return (
        store.read(connection, statement, types)
        .join(scopes, on="site_id")
        .group_by("scope", pl.lit(month).alias("month"), "weekday", "hour")
        .agg(pl.col("sessions").sum())
    )


def _weekdays(month: date) -> dict[date, int]:
    days = (month + timedelta(days=n) for n in range(LONGEST_MONTH.days))
    return {day: day.weekday() for day in days}


def _site_totals(grid: pl.DataFrame) -> pl.DataFrame:
    """Published sums of each site and month; zero with no published day (see days_published)."""
    return grid.group_by("site_id", pl.col("day").dt.month_start().alias("month")).agg(
        pl.col("sessions", "terminals").sum(),
        days_published=PUBLISHED.sum(),
        days_hidden=(~PUBLISHED).sum(),
    )


def _month_by_scope(
    connection: Connection, core: Table, month: date, line: list[str], scopes: pl.DataFrame
) -> pl.DataFrame:
    """Published cells of a month's core table summed by territory; pairs stay between sites."""
    types = {"month": pl.Date, **dict.fromkeys(("kind", "site_id", "item"), pl.String)}
    read = {column.name: types.get(column.name, pl.Int64) for column in core.columns}
    cells = store.read(connection, select(*core.columns).where(core.c.month == month), read)
    if "kind" in line:
        cells = cells.filter(pl.col("kind") != "pair")
    sums = pl.exclude("site_id", *line).sum()
    return cells.join(scopes, on="site_id").group_by(line).agg(sums)


def _site_service(connection: Connection) -> pl.DataFrame:
    site = schema.site.c
    types = {"site_id": pl.String, "opened_on": pl.Date, "closed_on": pl.Date}
    return store.read(connection, select(site.site_id, site.opened_on, site.closed_on), types)


SITE_DAY = {
    "site_id": pl.String,
    "day": pl.Date,
    "sessions": pl.Int64,
    "terminals": pl.Int64,
    "complete": pl.Boolean,
}


def _site_days(connection: Connection, days: Collection[date]) -> pl.DataFrame:
    cell = schema.site_day
    return store.read(
        connection,
        select(*(cell.c[name] for name in SITE_DAY)).where(cell.c.day.in_(days)),
        SITE_DAY,
    )


def _site_days_of_month(connection: Connection, month: date) -> pl.DataFrame:
    cell = schema.site_day
    statement = select(*(cell.c[name] for name in SITE_DAY)).where(_within_month(cell, month))
    return store.read(connection, statement, SITE_DAY)


def _within_month(cell: Table, month: date) -> object:
    after = (month + LONGEST_MONTH).replace(day=1)
    return (cell.c.day >= month) & (cell.c.day < after)


def _replace(
    connection: Connection, table: Table, period: str, periods: list[date], rows: pl.DataFrame
) -> None:
    """The rows of these periods (days or months) and no other, written in place of the old."""
    connection.execute(delete(table).where(table.c[period].in_(periods)))
    store.insert(connection, table, rows.select(column.name for column in table.columns))
