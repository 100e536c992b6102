"""The days of one building, as the sums of its meters by energy."""

from datetime import date, datetime

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Select, select

from data import schema
from data.buildings.meter_readings import by_day, may_be_spread
from data.buildings.meter_sums import summed
from data.buildings.vocabulary import ENERGIES, QUANTITIES, SPREAD
from data.db import fetch
from data.series.queries import PARIS, place_days

THEME = "buildings"
# Code of a gap in `out_series_notice`.
GAP = "LACUNE"
DAY_COLUMNS = ["day", "energy", "value", "spread"]


def building_meters(engine: Engine, building_id: str) -> pd.DataFrame:
    """The meters of a building, by energy: meter_id, energy, share."""
    link, meter = schema.meter_building.c, schema.meter.c
    frame = fetch(
        engine,
        select(link.meter_id, meter.energy, link.share)
        .join_from(schema.meter_building, schema.meter, meter.meter_id == link.meter_id)
        .where(link.building_id == building_id, link.share > 0)
        .order_by(link.meter_id),
    )
    rank = {energy: position for position, energy in enumerate(ENERGIES)}
    return frame.sort_values("energy", key=lambda keys: keys.map(rank), kind="stable")


def building_days(engine: Engine, building_id: str) -> pd.DataFrame:
    """Every day of a building from its first to its last one: DAY_COLUMNS, by energy and day.

    `value` is missing where a meter in service is; `spread` tells the days that come from a bill.
    """
    meters = building_meters(engine, building_id)
    read = _meter_days(engine, meters["meter_id"].tolist())
    if read.empty:
        return pd.DataFrame(columns=DAY_COLUMNS)
    everyday = pd.date_range(read["day"].min(), read["day"].max(), freq="D").date
    parts = [
        _energy_days(energy, own.set_index("meter_id")["share"], read, everyday)
        for energy, own in meters.groupby("energy", sort=False)
    ]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def _meter_days(engine: Engine, meters: list[str]) -> pd.DataFrame:
    """place, quantity, day, value, spread: the complete days of meters, the best series of each."""
    series = schema.series.c
    own = (series.place.in_(meters), series.theme == THEME, by_day())
    ranked = place_days().where(*own).subquery()
    row = ranked.c
    frame = fetch(
        engine,
        select(row.series_no, row.place, row.quantity, row.day, row.value)
        .where(row.rank == 1, row.readings >= row.expected)
        .order_by(row.day),
    )
    described = fetch(
        engine, select(series.series_no, series.kind, may_be_spread().label("spread")).where(*own)
    )
    shared = described[described["spread"].astype(bool)]["series_no"].tolist()
    indexes = described[described["kind"].str.startswith("index")]["series_no"].tolist()
    reading, notice = schema.reading.c, schema.series_notice.c
    shares = select(reading.series_no, reading.at_s).where(
        reading.series_no.in_(shared), reading.quality == SPREAD
    )
    caught_up = select(notice.series_no, notice.end_s - 1).where(
        notice.series_no.in_(indexes), notice.code == GAP
    )
    days = list(zip(frame["series_no"], frame["day"], strict=True))
    spread, ends = _local_days(engine, shares), _local_days(engine, caught_up)
    frame["spread"] = [day in spread for day in days]
    return frame[[day not in ends for day in days]]


def _local_days(engine: Engine, instants: Select) -> set[tuple[int, date]]:
    """Series and local day of each instant."""
    with engine.connect() as connection:
        return {
            (number, datetime.fromtimestamp(at_s, PARIS).date())
            for number, at_s in connection.execute(instants)
        }


def _energy_days(
    energy: str, shares: pd.Series, read: pd.DataFrame, everyday: np.ndarray
) -> pd.DataFrame:
    own = read[read["quantity"].map(QUANTITIES).eq(energy) & read["place"].isin(shares.index)]
    if own.empty:
        return pd.DataFrame(columns=DAY_COLUMNS)
    value = own.pivot(index="place", columns="day", values="value").reindex(columns=everyday)
    spread = own.groupby("day")["spread"].any()
    total = summed(value.to_numpy(float), shares[value.index].to_numpy(float), np.array([0]))[0]
    return pd.DataFrame(
        {
            "day": everyday,
            "energy": energy,
            "value": total,
            "spread": spread.reindex(everyday, fill_value=False).to_numpy(),
        }
    )


def daily_means(engine: Engine, building_id: str, first: date) -> dict[date, float]:
    """Mean temperature in °C of the days known at the station of the building, from `first` on."""
    row, building = schema.degree_day.c, schema.building.c
    statement = (
        select(row.day, row.mean_c)
        .join_from(schema.degree_day, schema.building, building.station_id == row.station_id)
        .where(building.building_id == building_id, row.day >= first)
    )
    with engine.connect() as connection:
        return dict(map(tuple, connection.execute(statement)))
