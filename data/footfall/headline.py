"""The headline of the footfall page: its key figures, read from a few rows each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select

from data import schema
from data.footfall import key_figures as science
from data.footfall.key_figures import DayRow, KeyFigure
from data.footfall.months import month_starts, months_covered
from data.footfall.queries import DAY, month_items
from data.footfall.sites import within
from data.selection import Selection


@dataclass(frozen=True)
class Headline:
    """The key figures of a selection, and what they rest on."""

    figures: dict[str, KeyFigure]
    sites_published: int
    sites: int
    site_days_hidden: int
    site_days: int
    last_day: date | None


def headline(engine: Engine, selection: Selection) -> Headline:
    """The key figures of the page, by indicator key, with their perimeter."""
    now = _day_rows(engine, selection.scope, selection.start, selection.end)
    before: dict[date, DayRow] = {}
    if selection.compared:
        rows = _day_rows(engine, selection.scope, *selection.compared)
        before = {row.day + selection.lag: row for row in rows}
    figures = [_sum_figure("sessions", now, before), _sum_figure("terminals", now, before)]
    figures += _seasonality(now)
    figures += [
        _dwell_figure(engine, selection),
        _return_figure(engine, selection),
        _availability_figure(engine, selection),
        _index_figure(engine, selection),
    ]
    sites_published, sites = _perimeter(engine, selection)
    hidden, all_days, last_day = _coverage(engine, selection)
    by_key = {figure.key: figure for figure in figures}
    return Headline(by_key, sites_published, sites, hidden, all_days, last_day)


def _coverage(engine: Engine, selection: Selection) -> tuple[int, int, date | None]:
    """Hidden site-days, all site-days of the period, and the last day of the whole territory."""
    hidden, published = func.sum(DAY.sites_hidden), func.sum(DAY.sites_published)
    with engine.connect() as connection:
        row = connection.execute(
            select(hidden, published).where(
                DAY.scope == selection.scope, DAY.day.between(selection.start, selection.end)
            )
        ).one()
        last_day = connection.scalar(select(func.max(DAY.day)).where(DAY.scope == selection.scope))
    hidden_days, published_days = (value or 0 for value in row)
    return hidden_days, hidden_days + published_days, last_day


def _perimeter(engine: Engine, selection: Selection) -> tuple[int, int]:
    """Sites with at least one published day, and sites of the territory."""
    month, site = schema.site_month_total.c, schema.site.c
    months = month_starts(selection.start, selection.end)
    published = (
        select(func.count(month.site_id.distinct()))
        .join_from(schema.site_month_total, schema.site, site.site_id == month.site_id)
        .where(month.month.in_(months), month.days_published > 0, within(selection.scope))
    )
    everything = select(func.count()).select_from(schema.site).where(within(selection.scope))
    with engine.connect() as connection:
        return connection.scalar(published), connection.scalar(everything)


def _day_rows(engine: Engine, scope: str, start: date, end: date) -> list[DayRow]:
    with engine.connect() as connection:
        rows = connection.execute(
            select(DAY.day, DAY.sessions, DAY.terminals, DAY.complete)
            .where(DAY.scope == scope, DAY.day.between(start, end))
            .order_by(DAY.day)
        )
        return [DayRow(*row) for row in rows]


def _sum_figure(key: str, now: list[DayRow], before: dict[date, DayRow]) -> KeyFigure:
    value = science.total(getattr(row, key) for row in now)
    here, there, days = science.paired(now, before, key)
    facts = {key: value, "comparable_days": days, "days": len(now)}
    return KeyFigure(key, value, there, here, facts)


def _seasonality(now: list[DayRow]) -> list[KeyFigure]:
    extremes = science.peak_and_trough(now)
    terminals = science.total(row.terminals for row in now)
    season = science.season_terminals(now)
    share = science.share_pct(season, terminals)
    share_figure = KeyFigure(
        "may_october_share_pct",
        share,
        facts={"season_terminals": season, "terminals": terminals, "may_october_share_pct": share},
    )
    if extremes is None:
        return [KeyFigure("peak_trough_ratio", None), share_figure]
    peak, trough = extremes
    value = science.ratio(peak.terminals, trough.terminals)
    facts = {
        "peak_terminals": peak.terminals,
        "peak_day": peak.day,
        "trough_terminals": trough.terminals,
        "trough_day": trough.day,
        "peak_trough_ratio": value,
    }
    return [KeyFigure("peak_trough_ratio", value, facts=facts), share_figure]


def _dwell_figure(engine: Engine, selection: Selection) -> KeyFigure:
    items = month_items(engine, selection, "dwell")
    counts = {int(item): int(count) for item, count in items.itertuples(index=False)}
    median = science.grouped_median(counts)
    if median is None:
        return KeyFigure("median_dwell_min", None)
    facts = {**median.__dict__, "median_dwell_min": median.median_min}
    return KeyFigure("median_dwell_min", median.median_min, facts=facts)


def _return_figure(engine: Engine, selection: Selection) -> KeyFigure:
    row = schema.footfall_return.c
    months = months_covered(selection.start, selection.end)
    with engine.connect() as connection:
        terminals, returning = connection.execute(
            select(func.sum(row.terminals), func.sum(row.returned)).where(
                row.scope == selection.scope, row.month.in_(months)
            )
        ).one()
    value = science.share_pct(returning, terminals)
    facts = {"returning": returning, "consenting": terminals, "return_share_pct": value}
    return KeyFigure("return_share_pct", value, facts=facts)


def _availability_figure(engine: Engine, selection: Selection) -> KeyFigure:
    up_h, expected_h = _availability(engine, selection.scope, selection.start, selection.end)
    value = science.share_pct(up_h, expected_h)
    before = None
    if selection.compared:
        before = science.share_pct(*_availability(engine, selection.scope, *selection.compared))
    facts = {"up_h": up_h, "expected_h": expected_h, "access_points_up_share_pct": value}
    return KeyFigure("access_points_up_share_pct", value, before, value, facts)


def _availability(engine: Engine, scope: str, start: date, end: date) -> tuple[float, float]:
    row = schema.availability_day.c
    with engine.connect() as connection:
        return tuple(
            connection.execute(
                select(func.sum(row.up_h), func.sum(row.expected_h)).where(
                    row.scope == scope, row.day.between(start, end)
                )
            ).one()
        )


def _index_figure(engine: Engine, selection: Selection) -> KeyFigure:
    with engine.connect() as connection:
        here, there = connection.execute(
            select(func.sum(DAY.common_terminals), func.sum(DAY.common_terminals_before)).where(
                DAY.scope == selection.scope,
                DAY.day.between(selection.start, selection.end),
                DAY.complete,
            )
        ).one()
    value = science.share_pct(here, there)
    facts = {
        "common_terminals": here,
        "common_terminals_before": there,
        "constant_index": value,
    }
    return KeyFigure("constant_index", value, facts=facts)
