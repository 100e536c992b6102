"""The opening hours of one day."""

from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours, State

from data.inclusion.opening import WEEK, Span, read_hours

# A break that begins and ends between these hours is that of lunch.
LUNCH_FROM, LUNCH_UNTIL, LONGEST_LUNCH = time(11, 30), time(14, 30), timedelta(hours=2, minutes=30)


def day_spans(hours: str | None, day: date) -> list[Span] | None:
    """The open spans of a day, none when it is closed; None for hours not known that day."""
    read: OpeningHours | None = read_hours(hours)
    if read is None:
        return None
    start = datetime.combine(day, time())
    intervals = list(read.intervals(start, start + timedelta(days=1)))
    if any(state == State.UNKNOWN for *_times, state, _comment in intervals):
        return None
    return [Span(*interval[:2]) for interval in intervals if interval[2] == State.OPEN]


def next_opening(hours: str | None, day: date) -> datetime | None:
    """When a place opens after a day, within a week; None when that is not known."""
    read = read_hours(hours)
    if read is None:
        return None
    after = datetime.combine(day + timedelta(days=1), time())
    following = read.intervals(after, after + WEEK)
    return next((start for start, _end, state, _comment in following if state == State.OPEN), None)


def is_whole_day(span: Span) -> bool:
    """Whether a span is a day without end."""
    return span.end - span.start >= timedelta(days=1)


def closes_for_lunch(spans: list[Span]) -> bool:
    """Whether two spans are a day with a break for lunch."""
    if len(spans) != 2:
        return False
    start, end = spans[0].end, spans[1].start
    return start.time() >= LUNCH_FROM and end.time() <= LUNCH_UNTIL and end - start <= LONGEST_LUNCH
