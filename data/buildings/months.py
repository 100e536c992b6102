"""The whole months that stand for a period: energy is bought, compared and judged by month."""

from datetime import date, timedelta

from data.months import month_end, month_starts, whole_months
from data.selection import Selection

YEAR_OF_MONTHS = 12


def energy_months(selection: Selection) -> list[date]:
    """First days of the whole months of a period.

    A rolling year is the last twelve whole months; a period without a whole month is the last
    whole month that it knows. Never empty.
    """
    last = last_whole_month(selection.end)
    if selection.period == "glissante":
        return month_starts(months_before(last, YEAR_OF_MONTHS - 1), last)
    return whole_months(selection.start, selection.end) or [last]


def last_whole_month(day: date) -> date:
    """The first day of the last month that is over on the evening of `day`."""
    if month_end(day) == day:
        return day.replace(day=1)
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_before(month: date, count: int) -> date:
    """The first day of the month `count` months before that of `month`."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def compared_months(selection: Selection) -> list[date]:
    """The months that those of `energy_months` are compared with, in the same order.

    N-1 is the same month one year before (as many years as keeps the two apart); the period
    before is as many months earlier. Empty without comparison.
    """
    months = energy_months(selection)
    if selection.comparison == "aucune":
        return []
    years = -(-len(months) // YEAR_OF_MONTHS)
    back = years * YEAR_OF_MONTHS if selection.comparison == "n-1" else len(months)
    return [months_before(month, back) for month in months]
