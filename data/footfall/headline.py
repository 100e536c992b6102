"""The headline of the footfall page: its key figures, read from a few rows each."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Engine, func, select

from data import schema
from data.footfall import key_figures as science
from data.footfall.key_figures import DayRow
from data.footfall.queries import DAY, month_items
from data.footfall.sites import within
from data.key_figure import KeyFigure
from data.months import month_starts, months_covered
from data.selection import Selection
from data.targets import with_targets


@dataclass(frozen=True)
class Headline:
    """The key figures of a selection, and what they rest on."""

    figures: dict[str, KeyFigure]
    sites_published: int
    sites: int
    site_days_hidden: int
    site_days: int
    # The months that stand for the period in figures published by month.
    months: list[date]


def headline(engine: Engine, selection: Selection) -> Headline:
    """The key figures of the page, by indicator key, with their perimeter."""
    scope, start, end = selection.scope, selection.start, selection.end
    now, before = _day_rows(engine, scope, start, end), []
    figures = _period_figures(engine, scope, start, end, now)
    if selection.compared:
        before = _day_rows(engine, scope, *selection.compared)
        earlier = _period_figures(engine, scope, *selection.compared, before)
        figures = [
            replace(figure, before=former.value, comparable=figure.value)
            for figure, former in zip(figures, earlier, strict=True)
        ]
    aligned = {row.day + selection.lag: row for row in before}
    figures += [_sum_figure(key, now, aligned) for key in ("sessions", "terminals")]
    figures.append(_index_figure(engine, selection))
    return Headline(
        with_targets(engine, selection, figures),
        *_perimeter(engine, selection),
        *_coverage(engine, selection),
        months_covered(start, end),
    )


def _period_figures(
    engine: Engine, scope: str, start: date, end: date, rows: list[DayRow]
) -> list[KeyFigure]:
    """The figures that a period has by itself, in an order that does not change."""
    return [
        _peak_figure(rows),
        _season_figure(rows),
        _dwell_figure(engine, scope, start, end),
        _return_figure(engine, scope, start, end),
        _availability_figure(engine, scope, start, end),
    ]


def _coverage(engine: Engine, selection: Selection) -> tuple[int, int]:
    """Hidden site-days, and all site-days of the period."""
    hidden, published = func.sum(DAY.sites_hidden), func.sum(DAY.sites_published)
    statement = select(func.coalesce(hidden, 0), func.coalesce(hidden + published, 0)).where(
        DAY.scope == selection.scope, DAY.day.between(selection.start, selection.end)
    )
    with engine.connect() as connection:
        return tuple(connection.execute(statement).one())


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


def _peak_figure(rows: list[DayRow]) -> KeyFigure:
    extremes = science.peak_and_trough(rows)
    if extremes is None:
        return KeyFigure("peak_trough_ratio", None)
    peak, trough = extremes
    value = science.ratio(peak.terminals, trough.terminals)
    facts = {
        "peak_terminals": peak.terminals,
        "peak_day": peak.day,
        "trough_terminals": trough.terminals,
        "trough_day": trough.day,
        "peak_trough_ratio": value,
    }
    return KeyFigure("peak_trough_ratio", value, facts=facts)


def _season_figure(rows: list[DayRow]) -> KeyFigure:
    terminals, season = science.total(row.terminals for row in rows), science.season_terminals(rows)
    value = science.share_pct(season, terminals)
    facts = {"season_terminals": season, "terminals": terminals, "may_october_share_pct": value}
    return KeyFigure("may_october_share_pct", value, facts=facts)


def _dwell_figure(engine: Engine, scope: str, start: date, end: date) -> KeyFigure:
    items = month_items(engine, "dwell", scope, start, end)
    counts = {int(item): int(count) for item, count in items.itertuples(index=False)}
    median = science.grouped_median(counts)
    if median is None:
        return KeyFigure("median_dwell_min", None)
    facts = {**vars(median), "median_dwell_min": median.median_min}
    return KeyFigure("median_dwell_min", median.median_min, facts=facts)


def _return_figure(engine: Engine, scope: str, start: date, end: date) -> KeyFigure:
    row = schema.footfall_return.c
    statement = select(func.sum(row.terminals), func.sum(row.returned)).where(
        row.scope == scope, row.month.in_(months_covered(start, end))
    )
    with engine.connect() as connection:
        terminals, returning = connection.execute(statement).one()
    value = science.share_pct(returning, terminals)
    facts = {"returning": returning, "consenting": terminals, "return_share_pct": value}
    return KeyFigure("return_share_pct", value, facts=facts)


def _availability_figure(engine: Engine, scope: str, start: date, end: date) -> KeyFigure:
    row = schema.availability_day.c
    statement = select(func.sum(row.up_h), func.sum(row.expected_h)).where(
        row.scope == scope, row.day.between(start, end)
    )
    with engine.connect() as connection:
        up_h, expected_h = connection.execute(statement).one()
    value = science.share_pct(up_h, expected_h)
    facts = {"up_h": up_h, "expected_h": expected_h, "access_points_up_share_pct": value}
    return KeyFigure("access_points_up_share_pct", value, facts=facts)


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
