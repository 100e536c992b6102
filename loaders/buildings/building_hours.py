"""Hours of buildings that are metered by the hour: loads, profiles of the week, leaks."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings import base_load
from data.buildings.months import YEAR_OF_MONTHS, last_whole_month, months_before
from data.buildings.vocabulary import ENERGIES
from data.months import month_end
from data.series.rollups import HOUR_S, TIME_ZONE, day_start_s
from loaders import store
from loaders.buildings.building_days import first_rows, meter_links, read_many
from loaders.buildings.meter_series import THEME

# A week of hours needs four weeks of them.
LEAST_HOURS = 4 * 7 * 24
HOUR = {"series_no": pl.Int64, "hour_s": pl.Int64, "value": pl.Float64}
HOURLY = {"series_no": pl.Int64, "meter_id": pl.String, "energy": pl.String}
LOAD_COLUMNS = [column.name for column in schema.load.columns]
PROFILE_COLUMNS = [column.name for column in schema.load_profile.columns]
Opening = list[tuple[int, int, int]]


@dataclass(frozen=True)
class EnergyHours:
    """One energy by the hour: `value` of one row a building, one column an hour from `start_s`.

    NaN where a meter of the building is not known by the hour; `day`, `weekday` (0: Monday) and
    `hour` are local.
    """

    energy: str
    buildings: list[str]
    start_s: int
    value: np.ndarray
    day: np.ndarray
    weekday: np.ndarray
    hour: np.ndarray


def energy_hours(connection: Connection, last_day: date) -> list[EnergyHours]:
    """The hours of the last twelve whole months and of the days since, by energy."""
    first_day = months_before(last_whole_month(last_day), YEAR_OF_MONTHS - 1)
    hours = _hours_between(first_day, last_day)
    series, links = _hourly_series(connection), meter_links(connection)
    return [
        found
        for energy in ENERGIES
        if (found := _of_energy(connection, energy, series, links, hours)) and found.buildings
    ]


def _hours_between(first_day: date, last_day: date) -> pl.DataFrame:
    """hour_s, day, weekday, hour of every hour of these local days."""
    bounds = pl.DataFrame({"first": [first_day], "last": [last_day]}).select(
        day_start_s(pl.col("first")), day_start_s(pl.col("last").dt.offset_by("1d"))
    )
    local = pl.from_epoch("hour_s").dt.replace_time_zone("UTC").dt.convert_time_zone(TIME_ZONE)
    return pl.DataFrame({"hour_s": range(*bounds.row(0), HOUR_S)}).with_columns(
        day=local.dt.date(), weekday=local.dt.weekday() - 1, hour=local.dt.hour()
    )


def _hourly_series(connection: Connection) -> pl.DataFrame:
    """The finest series of each meter that is read by the hour or oftener."""
    row, meter = schema.series.c, schema.meter.c
    statement = (
        select(row.series_no, row.place, meter.energy)
        .join_from(schema.series, schema.meter, meter.meter_id == row.place)
        .where(row.theme == THEME, row.step_s <= HOUR_S, meter.simulated == row.simulated)
        .order_by(row.place, row.step_s, row.series_key)
    )
    return store.read(connection, statement, HOURLY).unique(
        "meter_id", keep="first", maintain_order=True
    )


def _of_energy(
    connection: Connection,
    energy: str,
    series: pl.DataFrame,
    links: pl.DataFrame,
    hours: pl.DataFrame,
) -> EnergyHours | None:
    series, links = series.filter(energy=energy), links.filter(energy=energy)
    # A building with a meter that is not read by the hour has no load.
    whole = pl.col("meter_id").is_in(series["meter_id"].implode()).all().over("building_id")
    links = links.filter(whole)
    if links.is_empty():
        return None
    start_s = hours["hour_s"][0]
    value = np.full((series.height, hours.height), np.nan)
    for row, number in enumerate(series["series_no"]):
        found = _series_hours(connection, number, start_s, hours["hour_s"][-1])
        value[row, (found["hour_s"].to_numpy() - start_s) // HOUR_S] = found["value"].to_numpy()
    rows = {meter: row for row, meter in enumerate(series["meter_id"])}
    order = np.array([rows[meter] for meter in links["meter_id"]], dtype=int)
    starts = first_rows(links)
    buildings = links["building_id"].gather(starts).to_list()
    share = links["share"].to_numpy()[:, None]
    summed = np.add.reduceat(value[order] * share, starts)
    local = {name: hours[name].to_numpy() for name in ("day", "weekday", "hour")}
    return EnergyHours(energy, buildings, start_s, summed, **local)


def _series_hours(connection: Connection, number: int, first_s: int, last_s: int) -> pl.DataFrame:
    """The complete hours of a series."""
    row = schema.series_hour.c
    statement = select(row.series_no, row.hour_s, row.value).where(
        row.series_no == number,
        row.hour_s.between(first_s, last_s),
        row.readings >= row.expected,
    )
    return read_many(connection, statement, HOUR)


def openings(connection: Connection) -> dict[str, Opening]:
    """Opening hours of the buildings that have some: (weekday, start_min, end_min)."""
    row = schema.opening.c
    found: dict[str, Opening] = {}
    statement = select(row.building_id, row.weekday, row.start_min, row.end_min)
    for building, *hours in connection.execute(statement):
        found.setdefault(building, []).append(tuple(hours))
    return found


def load_rows(
    energies: list[EnergyHours], opened: dict[str, Opening]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """out_building_load and out_building_load_profile of the last twelve whole months."""
    loads, profiles = [], [pl.DataFrame(schema=dict.fromkeys(PROFILE_COLUMNS, pl.Null))]
    for hours in energies:
        within = hours.day <= np.datetime64(
            month_end(last_whole_month(hours.day[-1].astype(object)))
        )
        for building, value in zip(hours.buildings, hours.value, strict=True):
            known = within & np.isfinite(value)
            if known.sum() >= LEAST_HOURS:
                loads.append(_load(hours, building, value, known, opened.get(building)))
                profiles.append(_profile(hours, building, value, known))
    kinds = dict.fromkeys(LOAD_COLUMNS, pl.Float64) | dict.fromkeys(
        ("building_id", "energy"), pl.String
    )
    kinds |= dict.fromkeys(("first_day", "last_day"), pl.Date)
    rows = pl.DataFrame(loads, schema=kinds, orient="row").with_columns(
        pl.col(pl.Float64).fill_nan(None)
    )
    return rows, pl.concat(profiles[1:] or profiles)


def _load(
    hours: EnergyHours,
    building: str,
    value: np.ndarray,
    known: np.ndarray,
    opening: Opening | None,
) -> tuple:
    hourly, weekday, hour = value[known], hours.weekday[known], hours.hour[known]
    open_share = base_load.open_shares(weekday, hour, opening) if opening else None
    shares = base_load.shares(hourly, weekday, hour, open_share)
    days = hours.day[known].astype(object)
    base_per_h = base_load.base_load(hourly)
    parts = (shares.night_pct, shares.weekend_pct, shares.closed_pct)
    return building, hours.energy, days[0], days[-1], float(hourly.mean()), base_per_h, *parts


def _profile(
    hours: EnergyHours, building: str, value: np.ndarray, known: np.ndarray
) -> pl.DataFrame:
    cell = hours.weekday[known].astype(int) * 24 + hours.hour[known]
    count = np.bincount(cell, minlength=7 * 24)
    total = np.bincount(cell, value[known], minlength=7 * 24)
    some = np.flatnonzero(count)
    return pl.DataFrame(
        {
            "building_id": [building] * len(some),
            "energy": [hours.energy] * len(some),
            "weekday": some // 24,
            "hour": some % 24,
            "mean_per_h": total[some] / count[some],
            "days": count[some],
        }
    )
