"""Opening hours of places, as OpenStreetMap writes them: how long, when, and now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours, ParserError, State

COUNTRY = "FR"
# A Monday whose week has no public holiday: hours of a usual week are counted on it.
USUAL_MONDAY = date(2026, 1, 12)
WEEK = timedelta(days=7)
SATURDAY = 5
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
SPAN = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?\s*[-–à]\s*(\d{1,2})\s*[:hH]\s*(\d{2})?")


@dataclass(frozen=True)
class Span:
    """From an instant to another of the local clock, on one day."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class OpenNow:
    """Whether a place is open, and when that changes; None: not within what its hours say."""

    is_open: bool
    changes_at: datetime | None


def usual_week(hours: str | None) -> list[Span] | None:
    """The spans of a usual week, in order; None for hours not known or not readable.

    A place that says it is open or closed for ever has one span a day, or none.
    """
    read = read_hours(hours)
    if read is None:
        return None
    monday = datetime.combine(USUAL_MONDAY, time())
    return [
        Span(start, end)
        for start, end, state, *_ in _by_day(read, monday, monday + WEEK)
        if state == State.OPEN
    ]


def open_hours_a_week(hours: str | None) -> float | None:
    """How many hours a usual week is open; None when not known."""
    week = usual_week(hours)
    if week is None:
        return None
    return sum(((span.end - span.start) / timedelta(hours=1) for span in week), 0.0)


def open_on_saturday(hours: str | None) -> bool | None:
    """Whether a usual Saturday has open hours; None when not known."""
    week = usual_week(hours)
    return None if week is None else any(span.start.weekday() == SATURDAY for span in week)


def open_now(hours: str | None, local: datetime) -> OpenNow | None:
    """Whether a place is open at an instant of the local clock (naive); None when not known."""
    read = read_hours(hours)
    if read is None:
        return None
    state, _comment = read.state(local)
    return None if state == State.UNKNOWN else OpenNow(state == State.OPEN, read.next_change(local))


def from_french_days(days: Mapping[int, str | None]) -> str | None:
    """OpenStreetMap hours of days (0 is Monday) such as "09:00 - 12:00 / 13h30 - 17h".

    A day without text is closed; None when no day can be read, or when one of them cannot.
    """
    rules = []
    for weekday, text in sorted(days.items()):
        if not (text or "").strip():
            continue
        spans = [_span(found.groups()) for found in SPAN.finditer(text)]
        left = SPAN.sub("", text)
        if not spans or re.search(r"\d", left):
            return None
        rules.append(f"{DAYS[weekday]} {','.join(spans)}")
    told = "; ".join(rules)
    return told if told and read_hours(told) else None


def _span(parts: tuple[str | None, ...]) -> str:
    from_h, from_min, to_h, to_min = (int(part or 0) for part in parts)
    return f"{from_h:02}:{from_min:02}-{to_h:02}:{to_min:02}"


def read_hours(hours: str | None) -> OpeningHours | None:
    """The hours of a text; None when there is none, or when it cannot be read."""
    if not (hours or "").strip():
        return None
    try:
        return OpeningHours(hours, country=COUNTRY)
    except ParserError:
        return None


def _by_day(read: OpeningHours, first: datetime, after: datetime) -> list[tuple]:
    """The intervals of some days, cut at midnight."""
    return [
        interval
        for day in range((after - first).days)
        for interval in read.intervals(first + timedelta(days=day), first + timedelta(days=day + 1))
    ]
