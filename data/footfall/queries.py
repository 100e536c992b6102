"""Footfall as screens read it: (engine, selection) -> frame or figures, from `out_` tables."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
from sqlalchemy import Engine, Select, func, select

from data import schema
from data.db import fetch
from data.footfall.key_figures import DWELL_BOUNDS_MIN
from data.footfall.vocabulary import DWELL_LABELS, language_name
from data.months import month_end, months_covered
from data.selection import SYNDICAT, Selection

DAY = schema.footfall_day.c
MONTH = schema.footfall_month.c


def daily(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a day of the period, known or not.

    Columns: day, terminals, sessions, terminals_before, index (7 days, 100 = same sites 364 days
    before), common_terminals, common_terminals_before (its terms, by day), complete,
    sites_published, sites_hidden, school_holiday, public_holiday, event.
    """
    rows = fetch(engine, _days(selection.scope, selection.start, selection.end))
    if rows.empty:
        return rows.assign(
            terminals_before=None, index=None, school_holiday=None, public_holiday=None, event=None
        )
    calendar = fetch(engine, _calendar(selection))
    everyday = pd.DataFrame({"day": _day_list(selection)})
    frame = everyday.merge(rows, how="left", on="day").merge(calendar, how="left", on="day")
    frame["complete"] = frame["complete"].eq(True)
    frame["index"] = _weekly_index(frame)
    frame["terminals_before"] = _before(engine, selection, frame["day"])
    frame["event"] = frame["day"].map(_event_names(engine, selection))
    return frame


def _weekly_index(frame: pd.DataFrame) -> pd.Series:
    """100 × terminals of the last 7 days ÷ those of the same sites 52 weeks before, to a tenth.

    Sums first, then one division; a day without both terms is a gap.
    """
    both = frame[["common_terminals", "common_terminals_before"]].astype("Float64")
    weekly = both.rolling(7, min_periods=1).sum()
    index = 100 * weekly["common_terminals"] / weekly["common_terminals_before"]
    known = both.notna().all(axis=1) & (weekly["common_terminals_before"] > 0)
    # More digits would say nothing and double the weight of the page.
    return index.where(known).round(1)


def _days(scope: str, start: date, end: date) -> Select:
    return (
        select(
            DAY.day,
            DAY.terminals,
            DAY.sessions,
            DAY.complete,
            DAY.sites_published,
            DAY.sites_hidden,
            DAY.common_terminals,
            DAY.common_terminals_before,
        )
        .where(DAY.scope == scope, DAY.day.between(start, end))
        .order_by(DAY.day)
    )


def _calendar(selection: Selection) -> Select:
    calendar = schema.calendar_day.c
    return (
        select(calendar.day, calendar.school_holiday, calendar.public_holiday)
        .where(calendar.day.between(selection.start, selection.end))
        .order_by(calendar.day)
    )


def _day_list(selection: Selection) -> list[date]:
    return [selection.start + timedelta(days=step) for step in range(selection.days)]


def _before(engine: Engine, selection: Selection, days: pd.Series) -> pd.Series | None:
    if selection.compared is None:
        return None
    rows = fetch(engine, _days(selection.scope, *selection.compared))
    terminals = dict(zip(rows["day"], rows["terminals"], strict=True))
    return days.map(lambda day: terminals.get(day - selection.lag)).astype("Float64")


def _event_names(engine: Engine, selection: Selection) -> dict[date, str]:
    """The events of each day, those of the territory and those of the whole syndicate."""
    event = schema.event.c
    rows = fetch(
        engine,
        select(event.label, event.first_day, event.last_day)
        .where(
            event.scope.in_({selection.scope, SYNDICAT}),
            event.first_day <= selection.end,
            event.last_day >= selection.start,
        )
        .order_by(event.first_day, event.label),
    )
    names: dict[date, list[str]] = {}
    for row in rows.itertuples():
        for step in range((row.last_day - row.first_day).days + 1):
            names.setdefault(row.first_day + timedelta(days=step), []).append(row.label)
    return {day: ", ".join(labels) for day, labels in names.items()}


def week_hours(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Connections started in each hour of an average week.

    Columns: weekday (0 = Monday), hour, sessions_per_day, covered_pct: the share of the published
    connections of these months that published hours hold, the same on every row. Hours under the
    threshold are absent.
    """
    cell = schema.footfall_week_hour.c
    months = months_covered(selection.start, selection.end)
    frame = fetch(
        engine,
        select(cell.weekday, cell.hour, func.sum(cell.sessions).label("sessions"))
        .where(cell.scope == selection.scope, cell.month.in_(months))
        .group_by(cell.weekday, cell.hour)
        .order_by(cell.weekday, cell.hour),
    )
    days = _published_days(engine, selection.scope, months)
    count_of_weekday = Counter(day.weekday() for day, _ in days)
    frame["sessions_per_day"] = frame["sessions"] / frame["weekday"].map(count_of_weekday)
    published = sum(sessions for _, sessions in days)
    frame["covered_pct"] = 100 * frame["sessions"].sum() / published if published else None
    return frame.drop(columns="sessions")


def _published_days(engine: Engine, scope: str, months: list[date]) -> list[tuple[date, int]]:
    """The days of these months that are published, with their sessions."""
    statement = select(DAY.day, DAY.sessions).where(
        DAY.scope == scope,
        DAY.sessions.is_not(None),
        DAY.day.between(months[0], month_end(months[-1])),
    )
    with engine.connect() as connection:
        return [(day, sessions) for day, sessions in connection.execute(statement)]


def month_items(engine: Engine, kind: str, scope: str, start: date, end: date) -> pd.DataFrame:
    """Published counts of one kind over the months of a period: item, count, largest first."""
    return fetch(
        engine,
        select(MONTH.item, func.sum(MONTH.count).label("count"))
        .where(
            MONTH.kind == kind,
            MONTH.scope == scope,
            MONTH.month.in_(months_covered(start, end)),
        )
        .group_by(MONTH.item)
        .order_by(func.sum(MONTH.count).desc(), MONTH.item),
    )


def dwell(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Visits by dwell class: class_start_min, label, class_end_min (NaN: open), visits,
    share_pct."""
    items = month_items(engine, "dwell", selection.scope, selection.start, selection.end)
    frame = items.rename(columns={"count": "visits"})
    frame["class_start_min"] = frame.pop("item").astype(int)
    ends = dict(pairwise(DWELL_BOUNDS_MIN[:-1]))
    frame["label"] = frame["class_start_min"].map(DWELL_LABELS)
    frame["class_end_min"] = frame["class_start_min"].map(ends)
    frame["share_pct"] = 100 * frame["visits"] / frame["visits"].sum()
    return frame.sort_values("class_start_min").reset_index(drop=True)


def languages(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Connections by language of the terminal: language, sessions, share_pct."""
    items = month_items(engine, "language", selection.scope, selection.start, selection.end)
    frame = items.rename(columns={"count": "sessions"})
    frame["language"] = frame.pop("item").map(language_name)
    frame["share_pct"] = 100 * frame["sessions"] / frame["sessions"].sum()
    return frame
