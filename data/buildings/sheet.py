"""The sheet of one building: who it is, its key figures, its months.

Everything here is for a scope `batiment:ID`; for another, nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Engine, Row, select

from data import schema
from data.buildings.alerts import open_alerts
from data.buildings.days import building_meters
from data.buildings.headline import at_stake_figure, decree_figure, sum_figures
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.opening_words import opening_words
from data.buildings.scope_months import ScopeMonths, energy_month, scope_months
from data.buildings.shown_months import months_drawn, shown_months
from data.buildings.vocabulary import CATEGORIES, COMPLETE_SHARE, ENERGIES, FINAL_ENERGIES
from data.buildings.years import building_years
from data.db import fetch
from data.key_figure import KeyFigure
from data.months import month_end
from data.selection import Selection


@dataclass(frozen=True)
class Identity:
    """Who a building is, its key figures and its open alerts."""

    building_id: str
    name: str
    category_label: str
    commune: str
    floor_m2: float | None
    # "lundi à vendredi 8 h 30-12 h"; empty when not known.
    opening_words: str
    subject_to_decree: bool | None
    station_name: str
    # Identifier, energy, share.
    meters: list[tuple[str, str, float]]
    simulated: bool
    figures: dict[str, KeyFigure]
    alerts: pd.DataFrame


def building_of(selection: Selection) -> str:
    """The identifier of the building of a selection; empty when it is not one."""
    kind, _, identifier = selection.scope.partition(":")
    return identifier if kind == "batiment" else ""


def identity(engine: Engine, selection: Selection) -> Identity | None:
    """Who the building is; None for an unknown one.

    Energy, euros and emissions are of the months of the period, the others of the twelve months
    that end with the last of them.
    """
    building, station, place = schema.building.c, schema.weather_station.c, schema.scope.c
    statement = (
        select(schema.building, station.name.label("station_name"), place.label.label("commune"))
        .select_from(
            schema.building.outerjoin(
                schema.weather_station, station.station_id == building.station_id
            ).outerjoin(schema.scope, place.scope == "commune:" + building.commune_code)
        )
        .where(building.building_id == building_of(selection))
    )
    with engine.connect() as connection:
        row = connection.execute(statement).first()
    if row is None:
        return None
    meters = building_meters(engine, row.building_id)
    return Identity(
        building_id=row.building_id,
        name=row.name,
        category_label=CATEGORIES[row.category],
        commune=row.commune or "",
        floor_m2=row.floor_m2,
        opening_words=opening_words(_opening(engine, row.building_id)),
        subject_to_decree=row.subject_to_decree,
        station_name=row.station_name or "",
        meters=[(each.meter_id, ENERGIES[each.energy].label, each.share) for each in meters],
        simulated=row.simulated,
        figures={figure.key: figure for figure in _figures(engine, selection)},
        alerts=open_alerts(engine, selection),
    )


def _opening(engine: Engine, building_id: str) -> list[tuple[int, int, int]]:
    row = schema.opening.c
    statement = (
        select(row.weekday, row.start_min, row.end_min)
        .where(row.building_id == building_id)
        .order_by(row.weekday, row.start_min)
    )
    with engine.connect() as connection:
        return [tuple(hours) for hours in connection.execute(statement)]


def _figures(engine: Engine, selection: Selection) -> list[KeyFigure]:
    months = shown_months(engine, selection)
    sums = scope_months(engine, selection.scope, months, selection.comparison)
    (year,) = building_years(engine, selection.scope, months[-1])
    known = year.known_share is not None
    return [
        *sum_figures(sums),
        _year_figure("kwh_m2", year, "final_kwh", "floor_m2"),
        _year_figure("peer_median_kwh_m2", year, "peers"),
        decree_figure(engine, selection.scope, months[-1]),
        at_stake_figure(engine, selection.scope, known=known),
        _known_figure(year.known_share, months[-1]),
    ]


def _year_figure(key: str, year: Row, *terms: str) -> KeyFigure:
    value = getattr(year, key)
    return KeyFigure(key, value, facts={name: getattr(year, name) for name in (*terms, key)})


def _known_figure(known_share: float | None, last_month: date) -> KeyFigure:
    first = months_before(last_month, YEAR_OF_MONTHS - 1)
    days = (month_end(last_month) - first).days + 1
    share = None if known_share is None else 100 * known_share
    known_days = None if known_share is None else round(known_share * days)
    facts = {"known_days": known_days, "days": days, "known_share_pct": share}
    return KeyFigure("known_share_pct", share, facts=facts)


def monthly(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a month of the period, twelve at least, known or not.

    Columns: those of `energy_month`, before_kwh, water_m3, spread_share_pct and known_share_pct
    (of the days of its energies), complete, buildings (1), works.
    """
    months = months_drawn(engine, selection)
    building_id = building_of(selection)
    sums = scope_months(engine, f"batiment:{building_id}", months, selection.comparison)
    works = list(building_works(engine, building_id).itertuples())
    return pd.DataFrame([_month_line(sums, month, works) for month in months])


def _month_line(sums: ScopeMonths, month: date, works: Sequence[Any]) -> dict[str, object]:
    days = len(sums.energies.intersection(FINAL_ENERGIES)) * month_end(month).day
    known, spread = (
        100 * sum(sums.known(name, FINAL_ENERGIES, [month])) / days if days else None
        for name in ("known_days", "spread_days")
    )
    return {
        **energy_month(sums, month),
        "before_kwh": sums.kwh(months_before(month, sums.back)) if sums.back else None,
        "water_m3": next(iter(sums.known("value", ["water"], [month])), None),
        "spread_share_pct": spread,
        "known_share_pct": known,
        "complete": known is not None and known >= 100 * COMPLETE_SHARE,
        "buildings": 1,
        "works": _works_of_month(works, month),
    }


def building_works(engine: Engine, building_id: str) -> pd.DataFrame:
    """The works of a building, oldest first."""
    row = schema.work.c
    statement = select(schema.work).where(row.building_id == building_id)
    return fetch(engine, statement.order_by(row.first_day, row.work_id))


def _works_of_month(works: Sequence[Any], month: date) -> str | None:
    end = month_end(month)
    touching = [row.label for row in works if row.first_day <= end and row.last_day >= month]
    return ", ".join(touching) or None
