"""Whole months behind a period: what is published, or bought, by month only."""

from datetime import date, timedelta


def month_starts(first: date, last: date) -> list[date]:
    """The first day of every month touched by `first`..`last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = (first.year * 12 + first.month - 1 + step for step in range(count))
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def month_end(day: date) -> date:
    """The last day of the month that holds `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def whole_months(first: date, last: date) -> list[date]:
    """The months that lie entirely inside `first`..`last`."""
    return [m for m in month_starts(first, last) if m >= first and month_end(m) <= last]


def months_covered(first: date, last: date) -> list[date]:
    """The months that stand for a period: the whole ones, else those it touches."""
    return whole_months(first, last) or month_starts(first, last)


def edge_days(first: date, last: date) -> list[tuple[date, date]]:
    """What remains of `first`..`last` around its whole months, as day ranges."""
    months = whole_months(first, last)
    if not months:
        return [(first, last)]
    ranges = [
        (first, months[0] - timedelta(days=1)),
        (month_end(months[-1]) + timedelta(days=1), last),
    ]
    return [(start, end) for start, end in ranges if start <= end]
