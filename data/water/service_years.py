"""The years of services: which one is shown, and what several services make together."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Engine, func, select

from data import schema
from data.selection import Selection
from data.water.aggregate import INDICATORS, LENGTH
from data.water.official import VOLUMES
from data.water.scope import within_services

YEAR, SERVICE = schema.water_service_year.c, schema.water_service.c
# Of the numbers of a service, None and NaN are one: not known.
NUMBERS = [
    "produced_m3", "imported_m3", "exported_m3", "distributed_m3", "metered_m3", "unmetered_m3",
    "service_m3", "authorised_m3", "lost_m3", "pipe_km", "renewed_km", "customers", "yield_pct",
    "threshold_pct", "unmetered_index_m3_km_day", "loss_index_m3_km_day",
    "consumption_index_m3_km_day", "renewal_pct", "knowledge_points", "levy_eur", "point_eur",
    "lost_eur", "target_yield_pct",
]  # fmt: skip
OF_YEAR = ["service_id", "name", "year", "density_class", "judgement", *NUMBERS]


class Served(NamedTuple):
    """An indicator of services together, how many it is of, and how many declared that year."""

    value: float | None = None
    services: int = 0
    all_services: int = 0


def service_years(engine: Engine, scope: str) -> pd.DataFrame:
    """OF_YEAR: every year of the services of a scope, by year then name; volumes in m³."""
    own = {"name": SERVICE.name, "target_yield_pct": SERVICE.target_yield_pct}
    statement = (
        select(*(own.get(name, YEAR.get(name)) for name in OF_YEAR))
        .join_from(
            schema.water_service_year,
            schema.water_service,
            SERVICE.service_id == YEAR.service_id,
        )
        .where(within_services(scope))
        .order_by(YEAR.year, SERVICE.name, SERVICE.service_id)
    )
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(statement)]
    words = len(OF_YEAR) - len(NUMBERS)
    # All numbers in one block: columns made one by one are slow to cut.
    numbers = np.array([row[words:] for row in rows], dtype=float).reshape(-1, len(NUMBERS))
    frame = pd.DataFrame(numbers, columns=NUMBERS)
    for position, name in enumerate(OF_YEAR[:words]):
        frame.insert(position, name, [row[position] for row in rows])
    return frame


def shown_year(engine: Engine, selection: Selection) -> int | None:
    """The last declared year of a scope that is over by the end of the period, else the first one.

    A rolling year that ends before the last declaration still shows a whole year. None without any.
    """
    statement = (
        select(YEAR.year)
        .join_from(
            schema.water_service_year,
            schema.water_service,
            SERVICE.service_id == YEAR.service_id,
        )
        .where(within_services(selection.scope))
        .group_by(YEAR.year)
        .order_by(YEAR.year)
    )
    with engine.connect() as connection:
        years = list(connection.scalars(statement))
    return year_of(years, selection)


def year_of(years: list[int], selection: Selection) -> int | None:
    """`shown_year` among known years, in order."""
    over = [year for year in years if date(year, 12, 31) <= selection.end]
    return next(iter(over[-1:] or years[:1]), None)


def compared_year(selection: Selection, year: int | None) -> int | None:
    """The year before the one shown; None without comparison."""
    return None if year is None or selection.compared is None else year - 1


def of_year(years: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """The rows of one year."""
    return years[years["year"] == year]


def by_year(years: pd.DataFrame, indicator: str) -> dict[int, Served]:
    """An indicator of the services of each year together: `aggregate.together`, year by year.

    Its value is None in a year when no service has all that it needs.
    """
    needed, of_sums = INDICATORS[indicator]
    figures = years[list(needed)].to_numpy(dtype=float)
    kept = _counted(figures, needed)
    known, row = np.unique(years["year"].to_numpy(), return_inverse=True)
    sums = np.zeros((len(known), len(needed)))
    np.add.at(sums, row[kept], figures[kept])
    services = np.bincount(row[kept], minlength=len(known))
    declared = np.bincount(row, minlength=len(known))
    values = of_sums(dict(zip(needed, sums.T, strict=True)))
    return {
        int(year): Served(float(value) if count else None, int(count), int(everyone))
        for year, value, count, everyone in zip(known, values, services, declared, strict=True)
    }


def counted(years: pd.DataFrame, indicator: str) -> NDArray[np.bool_]:
    """Which rows have all the figures that an indicator needs; a length of zero is none."""
    needed = INDICATORS[indicator][0]
    return _counted(years[list(needed)].to_numpy(dtype=float), needed)


def _counted(figures: NDArray[np.float64], needed: Sequence[str]) -> NDArray[np.bool_]:
    known = (figures >= 0).all(axis=1)
    return known & (figures[:, needed.index(LENGTH)] > 0) if LENGTH in needed else known


def of_both_years(years: pd.DataFrame) -> pd.DataFrame:
    """Of the rows of two years, those of the services that have one in each."""
    return years[years["service_id"].duplicated(keep=False)]


def complete(rows: pd.DataFrame) -> pd.DataFrame:
    """The services that declared all their volumes, and whose balance can be: nothing negative."""
    volumes = rows[[*VOLUMES, "distributed_m3", "lost_m3"]].to_numpy(dtype=float)
    return rows[(volumes >= 0).all(axis=1)]


def weighed_pct(own: pd.DataFrame, column: str) -> tuple[float | None, int]:
    """A yield wanted of each service (threshold, target) for complete services together, and of
    how many of them it is known.

    100 × what would be used ÷ what enters, each service being at its own: Σ pct × (V1 + V2) ÷
    Σ (V1 + V2). None without any.
    """
    pct = own[column].to_numpy(dtype=float)
    entered = own["produced_m3"].to_numpy(dtype=float) + own["imported_m3"].to_numpy(dtype=float)
    known = np.isfinite(pct)
    total = entered[known].sum()
    value = float(pct[known] @ entered[known] / total) if total > 0 else None
    return value, int(known.sum())


def known_sums(rows: pd.DataFrame, names: Sequence[str]) -> dict[str, float | None]:
    """The sum of what is known of each column; None when nothing is."""
    figures = rows[list(names)].to_numpy(dtype=float)
    sums, some = np.nansum(figures, axis=0), np.isfinite(figures).any(axis=0)
    known = zip(names, sums.tolist(), some.tolist(), strict=True)
    return {name: total if any_known else None for name, total, any_known in known}


def services_in(engine: Engine, scope: str) -> int:
    """How many services a scope holds."""
    statement = select(func.count()).select_from(schema.water_service)
    with engine.connect() as connection:
        return connection.scalar(statement.where(within_services(scope)))
