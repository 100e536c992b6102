"""The days of one building, as the sums of its meters by energy."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Row, Select, select

from data import schema
from data.buildings.meter_readings import by_day, may_be_spread
from data.buildings.meter_sums import IN_SERVICE_DAYS, summed
from data.buildings.vocabulary import ENERGIES, SPREAD
from data.series.queries import PARIS, place_days

THEME = "buildings"
# Code of a gap in `out_series_notice`.
GAP = "LACUNE"
DAY_COLUMNS = ["day", "energy", "value", "spread"]


@dataclass(frozen=True)
class _MeterDays:
    """Days of meters (m, n) from `first` on; where they are in service, and shares of a bill."""

    value: np.ndarray
    serving: np.ndarray
    spread: np.ndarray


def building_meters(engine: Engine, building_id: str) -> list[Row]:
    """The meters of a building, by energy: meter_id, energy, share."""
    link, meter = schema.meter_building.c, schema.meter.c
    statement = (
        select(link.meter_id, meter.energy, link.share)
        .join_from(schema.meter_building, schema.meter, meter.meter_id == link.meter_id)
        .where(link.building_id == building_id, link.share > 0)
        .order_by(link.meter_id)
    )
    rank = {energy: position for position, energy in enumerate(ENERGIES)}
    with engine.connect() as connection:
        return sorted(connection.execute(statement), key=lambda row: rank[row.energy])


def building_days(
    engine: Engine, building_id: str, first: date = date.min, last: date = date.max
) -> pd.DataFrame:
    """Every day of a building from its first to its last one: DAY_COLUMNS, by energy and day.

    `first` and `last` keep, and read, those between only. `value` is missing where a meter in
    service is; `spread` tells the days that come from a bill.
    """
    meters = building_meters(engine, building_id)
    series = _series(engine, [meter.meter_id for meter in meters])
    first = max([first, *sorted(row.first_day for row in series)[:1]])
    last = min([last, *sorted(row.last_day for row in series)[-1:]])
    if not series or last < first:
        return pd.DataFrame(columns=DAY_COLUMNS)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    known = {row.place for row in series}
    meters = [meter for meter in meters if meter.meter_id in known]
    read = _meter_days(engine, series, [meter.meter_id for meter in meters], days)
    parts = [
        _energy_days(energy, list(own), read, days)
        for energy, own in groupby(enumerate(meters), key=lambda one: one[1].energy)
    ]
    return pd.concat(parts, ignore_index=True)


def _series(engine: Engine, meters: list[str]) -> list[Row]:
    """The series that speak of the days of meters, with their first and last complete days."""
    series, day = schema.series.c, schema.series_day.c
    # A meter is in service or not by its whole history, whatever the days asked for.
    own = select(day.day).where(day.series_no == series.series_no, day.readings >= day.expected)
    statement = select(
        series.series_no,
        series.place,
        series.kind,
        may_be_spread().label("spread"),
        own.order_by(day.day).limit(1).scalar_subquery().label("first_day"),
        own.order_by(day.day.desc()).limit(1).scalar_subquery().label("last_day"),
    ).where(series.place.in_(meters), series.theme == THEME, by_day())
    with engine.connect() as connection:
        return [row for row in connection.execute(statement) if row.first_day is not None]


def _meter_days(
    engine: Engine, series: list[Row], meters: list[str], days: list[date]
) -> _MeterDays:
    """The complete days of meters, the best series of each; not those that end a gap."""
    spread_days, gap_ends = _spread_days(engine, series, days), _gap_ends(engine, series, days)
    lines = {one.series_no: meters.index(one.place) for one in series}
    value = np.full((len(meters), len(days)), np.nan)
    spread = np.zeros(value.shape, dtype=bool)
    with engine.connect() as connection:
        for number, day, amount in connection.execute(_complete_days(series, days)):
            if (number, day) not in gap_ends:
                cell = lines[number], (day - days[0]).days
                value[cell], spread[cell] = amount, (number, day) in spread_days
    return _MeterDays(value, _serving(series, meters, days), spread)


def _complete_days(series: list[Row], days: list[date]) -> Select:
    """series_no, day, value of the complete days, of the best series of each meter."""
    day, numbers = schema.series_day.c, [row.series_no for row in series]
    wanted = day.series_no.in_(numbers), day.day.between(days[0], days[-1])
    if len({row.place for row in series}) == len(series):
        # Ranking lone series would only cost time.
        found = select(day.series_no, day.day, day.value)
        return found.where(*wanted, day.readings >= day.expected)
    row = place_days().where(*wanted).subquery().c
    found = select(row.series_no, row.day, row.value)
    return found.where(row.rank == 1, row.readings >= row.expected)


def _serving(series: list[Row], meters: list[str], days: list[date]) -> np.ndarray:
    """Where each meter is in service, as `meter_sums.in_service` tells of a whole history."""
    serving = np.zeros((len(meters), len(days)), dtype=bool)
    column = np.arange(len(days))
    for line, meter in enumerate(meters):
        own = [row for row in series if row.place == meter]
        start = (min(row.first_day for row in own) - days[0]).days
        end = (max(row.last_day for row in own) - days[0]).days
        serving[line] = (column >= start) & (column <= end + IN_SERVICE_DAYS)
    return serving


def _spread_days(engine: Engine, series: list[Row], days: list[date]) -> set[tuple[int, date]]:
    """Series and days that are shares of a bill."""
    row = schema.reading.c
    numbers = [one.series_no for one in series if one.spread]
    statement = select(row.series_no, row.at_s).where(
        row.series_no.in_(numbers), row.quality == SPREAD, row.at_s.between(*_seconds(days))
    )
    return _local_days(engine, statement) if numbers else set()


def _gap_ends(engine: Engine, series: list[Row], days: list[date]) -> set[tuple[int, date]]:
    """Series and days on which an index has caught up with a gap: more than a day is in them."""
    row = schema.series_notice.c
    numbers = [one.series_no for one in series if one.kind.startswith("index")]
    measured_s = row.end_s - 1
    statement = select(row.series_no, measured_s).where(
        row.series_no.in_(numbers), row.code == GAP, measured_s.between(*_seconds(days))
    )
    return _local_days(engine, statement) if numbers else set()


def _seconds(days: list[date]) -> tuple[int, int]:
    """The first and the last second of days that follow one another."""
    midnights = (
        datetime.combine(day, time(), PARIS) for day in (days[0], days[-1] + timedelta(days=1))
    )
    start, end = (int(midnight.timestamp()) for midnight in midnights)
    return start, end - 1


def _local_days(engine: Engine, instants: Select) -> set[tuple[int, date]]:
    """Series and local day of each instant."""
    with engine.connect() as connection:
        return {
            (number, datetime.fromtimestamp(at_s, PARIS).date())
            for number, at_s in connection.execute(instants)
        }


def _energy_days(
    energy: str, meters: list[tuple[int, Row]], read: _MeterDays, days: list[date]
) -> pd.DataFrame:
    """The days of one energy, from its meters and their lines."""
    lines = [line for line, _ in meters]
    share = np.array([meter.share for _, meter in meters])
    total = summed(read.value[lines], share, np.array([0]), read.serving[lines])[0]
    spread = read.spread[lines].any(axis=0)
    return pd.DataFrame({"day": days, "energy": energy, "value": total, "spread": spread})


def daily_means(
    engine: Engine, building_id: str, first: date, last: date = date.max
) -> dict[date, float]:
    """Mean temperature in °C of the days known at the station of the building, in a period."""
    row, building = schema.degree_day.c, schema.building.c
    statement = (
        select(row.day, row.mean_c)
        .join_from(schema.degree_day, schema.building, building.station_id == row.station_id)
        .where(building.building_id == building_id, row.day.between(first, last))
    )
    with engine.connect() as connection:
        return dict(map(tuple, connection.execute(statement)))
