"""The sessions of days that are over become published cells, once; then months, then sums.

A published number is never changed: a second one would let a reader subtract. A hidden site-day
showed no number, so that a fuller load may still publish it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import Connection, Table, delete, func, select

from data import schema
from data.footfall import publication
from data.footfall.publication import MONTH_COUNT, SITE_DAY
from loaders import store
from loaders.footfall import footfall_rollup

CELL = ["kind", "site_id", "month", "item"]
LAST_HOUR = 23


@dataclass(frozen=True)
class Rules:
    """What publication depends on besides sessions: today in Paris, the threshold, and whether
    the first and last day are known to be whole (else their first and last hours tell)."""

    today: date
    threshold: int
    whole_days: bool


def published_site_days(connection: Connection, sessions: pl.DataFrame) -> pl.DataFrame:
    """The site-days [site_id, day] of these sessions' span that already show a number."""
    cell = schema.site_day.c
    first, last = sessions["day"].min(), sessions["day"].max()
    statement = select(cell.site_id, cell.day).where(
        cell.day.between(first, last), cell.terminals.is_not(None)
    )
    return store.read(connection, statement, {"site_id": pl.String, "day": pl.Date})


def publish(connection: Connection, sessions: pl.DataFrame, rules: Rules) -> None:
    """Publish the days of `sessions` (SESSION), all over and none shown yet, then what follows."""
    if sessions.is_empty():
        months = close_months(connection, pl.DataFrame(schema=MONTH_COUNT), rules)
        footfall_rollup.rebuild_months(connection, months)
        return
    days = publication.site_days(sessions, rules.threshold)
    kept = publication.of_published_days(sessions, days)
    everyone = pl.concat([days, _silent_site_days(connection, days)])
    complete = _complete_days(sessions, rules)
    store.upsert(connection, schema.site_day, everyone.join(complete, on="day"))
    store.insert(connection, schema.site_hour, publication.site_hours(kept, rules.threshold))
    _keep_consented_days(connection, kept)
    counts = publication.month_counts(kept)
    del kept
    months = close_months(connection, counts, rules)
    touched = set(complete["day"])
    footfall_rollup.rebuild_days(connection, touched)
    footfall_rollup.rebuild_months(connection, months | {day.replace(day=1) for day in touched})


def _complete_days(sessions: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Each day of a load, and whether it was read whole.

    The first day of a file is whole when it has sessions from its first hour on, the last one up
    to its last hour; the days between are.
    """
    days = sessions.group_by("day").agg(first=pl.col("hour").min(), last=pl.col("hour").max())
    starts_whole = (pl.col("first") == 0) | (pl.col("day") > pl.col("day").min())
    ends_whole = (pl.col("last") == LAST_HOUR) | (pl.col("day") < pl.col("day").max())
    return days.select("day", complete=pl.lit(rules.whole_days) | (starts_whole & ends_whole))


def _silent_site_days(connection: Connection, days: pl.DataFrame) -> pl.DataFrame:
    """Hidden days of the sites in service that sent data before and nothing on a loaded day.

    Hidden, not zero: zero and few must not be told apart. A day is loaded when any site has
    sessions on it.
    """
    cell, site = schema.site_day.c, schema.site.c
    seen = select(cell.site_id, func.min(cell.day).label("first")).group_by(cell.site_id).subquery()
    statement = select(site.site_id, seen.c.first, site.opened_on, site.closed_on).join(
        seen, seen.c.site_id == site.site_id, isouter=True
    )
    dates = dict.fromkeys(("first", "opened_on", "closed_on"), pl.Date)
    sites = store.read(connection, statement, {"site_id": pl.String, **dates})
    here = days.group_by("site_id").agg(first_here=pl.col("day").min())
    known = select(cell.site_id, cell.day).where(
        cell.day.between(days["day"].min(), days["day"].max())
    )
    present = store.read(connection, known, {"site_id": pl.String, "day": pl.Date})
    return (
        sites.join(here, on="site_id", how="left")
        .join(days.select("day").unique(), how="cross")
        .filter(
            pl.col("day") >= pl.min_horizontal("first", "first_here"),
            (pl.col("day") >= pl.col("opened_on")).fill_null(True),
            (pl.col("day") <= pl.col("closed_on")).fill_null(True),
        )
        .join(pl.concat([present, days.select(SITE_DAY)]), on=SITE_DAY, how="anti")
        .select(*SITE_DAY, sessions=pl.lit(None, pl.Int64), terminals=pl.lit(None, pl.Int64))
    )


def _keep_consented_days(connection: Connection, sessions: pl.DataFrame) -> None:
    days = (
        sessions.filter(pl.col("consented_terminal").is_not_null())
        .select("site_id", "consented_terminal", "day")
        .unique()
    )
    store.upsert(connection, schema.consented_day, days)


def close_months(connection: Connection, counts: pl.DataFrame, rules: Rules) -> set[date]:
    """Publish the counts of months that are over, keep those of the current one; the months
    closed. What waited for them is destroyed.

    Counts that come after a month was closed come from days published since: their own line is
    protected by itself, then added.
    """
    current = rules.today.replace(day=1)
    waiting = schema.month_count
    over = pl.concat(
        [
            store.read(
                connection, select(*waiting.columns).where(waiting.c.month < current), MONTH_COUNT
            ),
            counts.filter(pl.col("month") < current),
        ]
    )
    over = over.group_by(CELL).agg(pl.col("count", "terminal_days").sum())
    connection.execute(delete(waiting).where(waiting.c.month < current))
    _add(connection, schema.site_month, publication.published_months(over, rules.threshold))
    _add(connection, waiting, counts.filter(pl.col("month") >= current))
    months = set(over["month"])
    for month in sorted(months):
        _publish_returns(connection, month, rules.threshold)
    _forget_past_years(connection, rules.today)
    return months


def _add(connection: Connection, table: Table, cells: pl.DataFrame) -> None:
    """Add counts to the cells of a month table."""
    types = {name: MONTH_COUNT[name] for name in cells.columns}
    columns = [table.c[name] for name in types]
    months: Collection[date] = set(cells["month"])
    before = store.read(connection, select(*columns).where(table.c.month.in_(months)), types)
    before = before.join(cells, on=CELL, how="semi")
    sums = pl.concat([cells, before]).group_by(CELL).agg(pl.exclude(CELL).sum())
    store.upsert(connection, table, sums)


def _publish_returns(connection: Connection, month: date, threshold: int) -> None:
    """Returns of a month that is over, for the sites that show none yet."""
    day, shown = schema.consented_day.c, schema.site_return
    after = (month + footfall_rollup.LONGEST_MONTH).replace(day=1)
    of_year = day.day.between(month.replace(month=1), after)
    consented = store.read(
        connection,
        select(day.site_id, day.consented_terminal, day.day).where(of_year),
        {"site_id": pl.String, "consented_terminal": pl.String, "day": pl.Date},
    )
    returns = publication.published_returns(consented, month, threshold)
    known = connection.scalars(select(shown.c.site_id).where(shown.c.month == month)).all()
    store.insert(connection, shown, returns.filter(~pl.col("site_id").is_in(known)))


def _forget_past_years(connection: Connection, today: date) -> None:
    """Destroy what follows consenting terminals through a year that is over, and its key."""
    key = schema.terminal_key.c.period
    connection.execute(
        delete(schema.consented_day).where(schema.consented_day.c.day < date(today.year, 1, 1))
    )
    connection.execute(
        delete(schema.terminal_key).where(key.like("year:%"), key < f"year:{today.year}")
    )
