"""What cabinets do that their inventory and schedules do not say: from loads, else from bills."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, and_, select

from data import schema
from data.lighting.anomalies import bill_anomalies, load_anomalies
from data.lighting.burning import Schedule
from data.series.rollups import TIME_ZONE
from loaders import store
from loaders.lighting.lighting_hours import Dated, segments
from loaders.lighting.lighting_sky import Place, place_nights

THEME, QUANTITY = "lighting", "light_kwh"
# Fewer hours in a year are the trials of a repair.
ANOMALY_H = 24
LOAD = {
    "cabinet_id": pl.String,
    "series_no": pl.Int64,
    "step_s": pl.Int64,
}
HOUR = {"hour_s": pl.Int64, "value": pl.Float64}
FOUND = {"cabinet_id": pl.String, "load_anomaly": pl.String, "load_kwh": pl.Float64}


def with_anomalies(states: pl.DataFrame, loads: pl.DataFrame) -> pl.DataFrame:
    """Add anomaly, anomaly_kwh and anomaly_eur of the last twelve months.

    Loads say what happens, bills only that something does: loads come first. Of bills,
    anomaly_kwh = measured − expected, judged where every point has a power; euros are those of
    kWh too many, at the price of the cabinet, null for too few.
    """
    measured, expected = (
        states[name].to_numpy().astype(float) for name in ("measured_kwh", "expected_kwh")
    )
    whole = (states["points"] == states["points_with_power"]).to_numpy()
    words = bill_anomalies(measured, np.where(whole, expected, np.nan))
    gap_kwh = pl.col("measured_kwh") - pl.col("expected_kwh")
    joined = states.with_columns(bill_anomaly=pl.Series(words.tolist(), dtype=pl.String)).join(
        loads, on="cabinet_id", how="left", maintain_order="left"
    )
    of_bills = pl.when(pl.col("bill_anomaly").is_not_null()).then(gap_kwh)
    return joined.with_columns(
        anomaly=pl.coalesce("load_anomaly", "bill_anomaly"),
        anomaly_kwh=pl.when(pl.col("load_anomaly").is_not_null())
        .then("load_kwh")
        .otherwise(of_bills),
    ).with_columns(
        anomaly_eur=pl.when(pl.col("anomaly_kwh") > 0).then(
            pl.col("anomaly_kwh") * pl.col("price_eur_kwh")
        )
    )


def found_in_loads(
    connection: Connection,
    states: pl.DataFrame,
    schedules: dict[str, Dated],
    places: dict[str, Place],
    year: tuple[date, date],
) -> pl.DataFrame:
    """FOUND: the heaviest anomaly of the hourly loads of each cabinet in a year, with its kWh.

    `year` is its first day and the day after its last. A night without light has no kWh.
    """
    powers = dict(states.select("cabinet_id", "power_kw").iter_rows())
    rows = []
    for cabinet_id, number in _finest_series(connection).items():
        if cabinet_id not in places or cabinet_id not in schedules:
            continue
        sums = np.zeros(5)
        for segment in segments(schedules[cabinet_id]):
            first, after = max(segment.first, year[0]), min(segment.following, year[1])
            if first < after:
                hours = _hours(connection, number, first, after)
                power = powers.get(cabinet_id) or np.nan
                sums += _anomalies(hours, places[cabinet_id], segment.schedule, power, first, after)
        if found := _heaviest(sums):
            rows.append((cabinet_id, *found))
    return pl.DataFrame(rows, schema=FOUND, orient="row")


def _finest_series(connection: Connection) -> dict[str, int]:
    """The hourly series of each cabinet, real for a real one; the finest of several."""
    row, cabinet = schema.series.c, schema.light_cabinet.c
    same = and_(cabinet.cabinet_id == row.place, cabinet.simulated == row.simulated)
    statement = (
        select(row.place, row.series_no, row.step_s)
        .join_from(schema.series, schema.light_cabinet, same)
        .where(row.theme == THEME, row.quantity == QUANTITY, row.step_s <= 3600)
        .order_by(row.place, row.step_s.desc(), row.series_key.desc())
    )
    return {place: number for place, number, _ in connection.execute(statement)}


def _hours(connection: Connection, number: int, first: date, after: date) -> pl.DataFrame:
    """HOUR of complete hours between two local days, the second left out."""
    days = pl.Series([first, after]).cast(pl.Datetime).dt.replace_time_zone(TIME_ZONE)
    start_s, end_s = days.dt.epoch("s").to_list()
    hour = schema.series_hour.c
    statement = (
        select(hour.hour_s, hour.value)
        .where(
            hour.series_no == number,
            hour.hour_s >= start_s,
            hour.hour_s < end_s,
            hour.readings >= hour.expected,
        )
        .order_by(hour.hour_s)
    )
    return store.read(connection, statement, HOUR)


def _anomalies(
    hours: pl.DataFrame,
    place: Place,
    schedule: Schedule,
    power_kw: float,
    first: date,
    after: date,
) -> np.ndarray:
    """Hours and kWh lit by day, hours and kWh lit when off, hours off at night."""
    found = place_nights(place, first, after - timedelta(days=1))
    at_s, load_kw = hours["hour_s"].to_numpy(), hours["value"].to_numpy()
    days = load_anomalies(at_s, load_kw, found, schedule, power_kw)
    names = ("lit_by_day_h", "lit_by_day_kwh", "lit_when_off_h", "lit_when_off_kwh")
    return np.array([float(days[name].sum()) for name in (*names, "off_at_night_h")])


def _heaviest(sums: np.ndarray) -> tuple[str, float | None] | None:
    by_day_h, by_day_kwh, off_h, off_kwh, night_h = sums.tolist()
    wasted = [("jour", by_day_h, by_day_kwh), ("extinction", off_h, off_kwh)]
    word, hours, kwh = max(wasted, key=lambda each: each[2])
    if hours >= ANOMALY_H:
        return word, kwh
    return ("nuit", None) if night_h >= ANOMALY_H else None
