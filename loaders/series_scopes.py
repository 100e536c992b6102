"""Sums of counts of each territory, by day: what screens read instead of every series.

Counts only. Of a consumption the day of a territory says little: meters come late, a bill stands
for two months, one meter serves several buildings. Energy is summed by month, from buildings.
"""

from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from data import schema
from data.series.queries import place_days

ADDED_KIND = "count"


def rebuild_scope_days(connection: Connection, first: date, last: date) -> None:
    """Rewrite out_series_scope_day for the days `first`..`last`, one place counted once a day."""
    table, day = schema.series_scope_day, schema.series_day.c
    connection.execute(delete(table).where(table.c.day.between(first, last)))
    ranked = (
        place_days()
        .where(schema.series.c.kind == ADDED_KIND, day.day.between(first, last))
        .subquery()
    )
    member = schema.series_scope.c
    sums = (
        select(
            member.scope,
            ranked.c.quantity,
            ranked.c.simulated,
            ranked.c.day,
            func.count(),
            func.sum(ranked.c.value),
        )
        .join_from(ranked, schema.series_scope, member.series_no == ranked.c.series_no)
        .where(ranked.c.rank == 1)
        .group_by(member.scope, ranked.c.quantity, ranked.c.simulated, ranked.c.day)
    )
    columns = ["scope", "quantity", "simulated", "day", "places", "value"]
    connection.execute(insert(table).from_select(columns, sums))
