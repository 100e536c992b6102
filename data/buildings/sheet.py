"""The sheet of one building: who it is, its key figures, its months.

Everything here is for a scope `batiment:ID`; for another, nothing.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.buildings.alerts import open_alerts
from data.buildings.days import building_meters
from data.buildings.headline import added, at_stake_figure, decree_figure
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.opening_words import opening_words
from data.buildings.shown_months import compared_with, shown_months, twelve_months
from data.buildings.vocabulary import CATEGORIES, COMPLETE_SHARE, ENERGIES, FINAL_ENERGIES
from data.buildings.years import building_years
from data.db import fetch
from data.key_figure import KeyFigure
from data.months import month_end
from data.selection import Selection

KG_PER_T = 1000
KWH = {energy: f"{energy}_kwh" for energy in FINAL_ENERGIES}


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
    labels = meters["energy"].map({key: energy.label for key, energy in ENERGIES.items()})
    figures = _figures(engine, selection)
    return Identity(
        building_id=row.building_id,
        name=row.name,
        category_label=CATEGORIES[row.category],
        commune=row.commune or "",
        floor_m2=row.floor_m2,
        opening_words=opening_words(_opening(engine, row.building_id)),
        subject_to_decree=row.subject_to_decree,
        station_name=row.station_name or "",
        meters=list(zip(meters["meter_id"], labels, meters["share"], strict=True)),
        simulated=row.simulated,
        figures={figure.key: figure for figure in figures},
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
    rows = month_rows(engine, building_of(selection))
    years = building_years(engine, selection.scope, months[-1])
    year = {name: None if pd.isna(years.at[0, name]) else years.at[0, name] for name in years}
    return [
        *_month_figures(rows, months, compared_with(months, selection.comparison)),
        _year_figure("kwh_m2", year, "final_kwh", "floor_m2"),
        _year_figure("peer_median_kwh_m2", year, "peers"),
        decree_figure(years),
        at_stake_figure(engine, selection.scope, years),
        _known_figure(year["known_share"], months[-1]),
    ]


def _year_figure(key: str, year: dict, *terms: str) -> KeyFigure:
    return KeyFigure(key, year[key], facts={name: year[name] for name in (*terms, key)})


def _known_figure(known_share: float | None, last_month: date) -> KeyFigure:
    first = months_before(last_month, YEAR_OF_MONTHS - 1)
    days = (month_end(last_month) - first).days + 1
    share = None if known_share is None else 100 * known_share
    known_days = None if known_share is None else round(known_share * days)
    facts = {"known_days": known_days, "days": days, "known_share_pct": share}
    return KeyFigure("known_share_pct", share, facts=facts)


def month_rows(engine: Engine, building_id: str) -> pd.DataFrame:
    """Every month of a building, by energy."""
    row = schema.building_month.c
    statement = select(schema.building_month).where(row.building_id == building_id)
    return fetch(engine, statement.order_by(row.month, row.energy))


def _month_figures(rows: pd.DataFrame, months: list[date], before: list[date]) -> list[KeyFigure]:
    """Energy, euros, emissions and water of the months, and of those compared with.

    A month is compared when its energy is complete both times.
    """
    now, then = rows[rows["month"].isin(months)], rows[rows["month"].isin(before)]
    both, other = _common(now, then, dict(zip(before, months, strict=False)))
    eur = {
        "energy_only_eur": summed(now[now["energy"] != "water"]["eur"]),
        "water_eur": summed(now[now["energy"] == "water"]["eur"]),
    }
    known = set(rows["energy"])
    energies = {
        name: summed(now[now["energy"] == energy]["final_kwh"]) if energy in known else 0.0
        for energy, name in KWH.items()
    }
    water = [frame[frame["energy"] == "water"] for frame in (now, both, other)]
    return [
        _month_figure("final_kwh", "final_kwh", (now, both, other), energies),
        _month_figure("energy_eur", "eur", (now, both, other), eur),
        _month_figure("tco2e", "kgco2e", (now, both, other), {}, 1 / KG_PER_T),
        _month_figure("water_m3", "value", water, {}),
    ]


def _common(
    now: pd.DataFrame, then: pd.DataFrame, month_of: dict[date, date]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lines of both periods that are complete in the two."""
    now, then = (
        frame[frame["known_days"] >= COMPLETE_SHARE * frame["days"]] for frame in (now, then)
    )
    now_lines = pd.MultiIndex.from_arrays([now["month"], now["energy"]])
    then_lines = pd.MultiIndex.from_arrays([then["month"].map(month_of), then["energy"]])
    return now[now_lines.isin(then_lines)], then[then_lines.isin(now_lines)]


def _month_figure(
    key: str, column: str, frames: tuple, facts: dict[str, object], factor: float = 1
) -> KeyFigure:
    sums = [summed(frame[column]) for frame in frames]
    value, comparable, before = (None if one is None else one * factor for one in sums)
    return KeyFigure(key, value, before, comparable, {**facts, key: value})


def summed(values: pd.Series) -> float | None:
    """The sum of what is known; None when nothing is."""
    return added(*map(float, values.dropna()))


def monthly(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a month of the period, twelve at least, known or not.

    Columns: month, electricity_kwh, gas_kwh, heat_kwh, oil_kwh (final energy), total_kwh,
    before_kwh, water_m3, spread_share_pct and known_share_pct (of the days of its energies),
    complete, buildings (1), works.
    """
    months = shown_months(engine, selection)
    if len(months) < YEAR_OF_MONTHS:
        months = twelve_months(months[-1])
    before = compared_with(months, selection.comparison) or [None] * len(months)
    rows = month_rows(engine, building_of(selection))
    energies = set(rows["energy"]) & set(FINAL_ENERGIES)
    works = building_works(engine, building_of(selection))
    lines = [
        _month_line(rows, month, then, energies) | {"works": _works_of_month(works, month)}
        for month, then in zip(months, before, strict=True)
    ]
    frame = pd.DataFrame(lines)
    numbers = [name for name in frame if name.endswith(("_kwh", "_m3", "_pct"))]
    return frame.astype(dict.fromkeys(numbers, "Float64"))


def _month_line(
    rows: pd.DataFrame, month: date, before: date | None, energies: set[str]
) -> dict[str, object]:
    own = rows[(rows["month"] == month) & rows["energy"].isin(FINAL_ENERGIES)]
    water = rows[(rows["month"] == month) & (rows["energy"] == "water")]
    then = rows[(rows["month"] == before) & rows["energy"].isin(FINAL_ENERGIES)]
    days = len(energies) * month_end(month).day
    known = 100 * own["known_days"].sum() / days if days else None
    by_energy = dict(zip(own["energy"], own["final_kwh"], strict=True))
    return {
        "month": month,
        **{name: by_energy.get(energy) for energy, name in KWH.items()},
        "total_kwh": summed(own["final_kwh"]),
        "before_kwh": summed(then["final_kwh"]),
        "water_m3": summed(water["value"]),
        "spread_share_pct": 100 * own["spread_days"].sum() / days if days else None,
        "known_share_pct": known,
        "complete": known is not None and known >= 100 * COMPLETE_SHARE,
        "buildings": 1,
    }


def building_works(engine: Engine, building_id: str) -> pd.DataFrame:
    """The works of a building, oldest first."""
    row = schema.work.c
    statement = select(schema.work).where(row.building_id == building_id)
    return fetch(engine, statement.order_by(row.first_day, row.work_id))


def _works_of_month(works: pd.DataFrame, month: date) -> str | None:
    touching = works[(works["first_day"] <= month_end(month)) & (works["last_day"] >= month)]
    return ", ".join(touching["label"]) or None
