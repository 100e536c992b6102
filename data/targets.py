"""What the operator aims at, beside the figures that it is about."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine, select

from data import schema
from data.indicators import INDICATORS, Target
from data.key_figure import KeyFigure
from data.selection import YEAR_OF_WEEKS, Selection


def with_targets(
    engine: Engine, selection: Selection, figures: Sequence[KeyFigure], year: int | None = None
) -> dict[str, KeyFigure]:
    """The figures by key, each with the next target declared for it on this very territory.

    `year`: that of the figures, where it is not the one in which the selection ends. What is
    aimed at for the sum of a year says nothing of a period shorter than a year of weeks.
    """
    aims = {"level", "year"} if selection.days >= YEAR_OF_WEEKS.days else {"level"}
    of_year = year or selection.end.year
    targets = _next_targets(engine, selection.scope, of_year)
    return {
        figure.key: replace(figure, target=targets.get(figure.key))
        if INDICATORS[figure.key].aim in aims
        else figure
        for figure in figures
    }


def _next_targets(engine: Engine, scope: str, year: int) -> dict[str, Target]:
    """Indicator -> its target of this year, else the first of those to come."""
    row = schema.target.c
    statement = (
        select(row.indicator_key, row.year, row.value, row.origin)
        .where(row.scope == scope, row.year >= year)
        .order_by(row.year.desc())
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    # The nearest year is read last.
    return {key: Target(due, value, origin, due == year) for key, due, value, origin in rows}
