"""The whole months that a screen shows: those of the period that the store knows."""

from datetime import date

from sqlalchemy import Engine, func, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, energy_months, months_before
from data.months import month_starts
from data.selection import SYNDICAT, Selection


def shown_months(engine: Engine, selection: Selection) -> list[date]:
    """The months of the period; later than the last month of the store, that one stands.

    A rolling year is then the twelve months that end with it. Never empty.
    """
    months, last = energy_months(selection), last_known_month(engine)
    if last is None or months[-1] <= last:
        return months
    if selection.period == "glissante":
        return twelve_months(last)
    return [month for month in months if month <= last] or [last]


def months_drawn(engine: Engine, selection: Selection) -> list[date]:
    """The months of a drawing: those shown, or the twelve that end with them when fewer."""
    months = shown_months(engine, selection)
    return months if len(months) >= YEAR_OF_MONTHS else twelve_months(months[-1])


def last_known_month(engine: Engine) -> date | None:
    """The last whole month of the store; None without any."""
    row = schema.building_scope_month.c
    with engine.connect() as connection:
        return connection.scalar(select(func.max(row.month)).where(row.scope == SYNDICAT))


def twelve_months(last: date) -> list[date]:
    """The twelve months that end with a month."""
    return month_starts(months_before(last, YEAR_OF_MONTHS - 1), last)


def compared_with(months: list[date], comparison: str) -> list[date]:
    """The months that `months` are compared with, as `months.compared_months` does."""
    if comparison == "aucune":
        return []
    back = months_back(months, comparison)
    return [months_before(month, back) for month in months]


def months_back(months: list[date], comparison: str) -> int:
    """How many months there are from a month to the one it is compared with."""
    years = -(-len(months) // YEAR_OF_MONTHS)
    return years * YEAR_OF_MONTHS if comparison == "n-1" else len(months)
