"""Footfall of communes beside the night flow: a full campsite is no leak."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import Engine, select

from data import schema

DAY = schema.footfall_day.c
# Days compared, the weeks of the same weekdays before them, and how late footfall may be.
LATEST_DAYS, USUAL_WEEKS, LATE_DAYS = 7, 8, 14
WEEK = 7
# Known days of a weekday under which it has no usual.
LEAST_WEEKS = 3


def footfall_against_usual(
    engine: Engine, communes: Collection[str], day: date
) -> dict[str, float | None]:
    """Footfall of communes around a day: 100 × (its last 7 known days ÷ their usual − 1), in %.

    The usual of a day is the mean of the same weekdays of the eight weeks before those seven days.
    None with fewer than seven known days in the last three weeks, or when one has no usual.
    """
    first = day - timedelta(days=WEEK * USUAL_WEEKS + LATEST_DAYS + LATE_DAYS)
    statement = (
        select(DAY.scope, DAY.day, DAY.terminals)
        .where(
            DAY.scope.in_({f"commune:{code}" for code in communes}),
            DAY.day.between(first, day),
            DAY.terminals.is_not(None),
        )
        .order_by(DAY.scope, DAY.day)
    )
    known: dict[str, dict[date, int]] = {code: {} for code in communes}
    with engine.connect() as connection:
        for scope, known_day, terminals in connection.execute(statement):
            known[scope.removeprefix("commune:")][known_day] = terminals
    return {code: _against_usual(days, day) for code, days in known.items()}


def _against_usual(terminals: dict[date, int], day: date) -> float | None:
    latest = sorted(terminals)[-LATEST_DAYS:]
    if len(latest) < LATEST_DAYS or latest[0] <= day - timedelta(days=LATEST_DAYS + LATE_DAYS):
        return None
    usual = [_usual(terminals, one, latest[0]) for one in latest]
    if None in usual or not sum(usual):
        return None
    return 100 * (sum(terminals[one] for one in latest) / sum(usual) - 1)


def _usual(terminals: dict[date, int], day: date, before: date) -> float | None:
    weeks = (day - timedelta(days=WEEK * number) for number in range(1, USUAL_WEEKS + 4))
    same = [terminals[one] for one in weeks if one < before and one in terminals][:USUAL_WEEKS]
    return sum(same) / len(same) if len(same) >= LEAST_WEEKS else None
