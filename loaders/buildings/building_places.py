"""Buildings of the store by name and by place: who a row speaks of, which weather is theirs."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, func, select, update

from data import schema
from data.territory import Territory

EARTH_RADIUS_KM = 6371.0
# Stations are judged on the days that they have in the last three years of weather known here:
# one that was closed, or has just been opened, is not the weather of a building.
JUDGED = timedelta(days=3 * 365)
ENOUGH_DAYS = 0.8
# Beyond, the weather is another one.
FARTHEST_KM = 150.0


def known_buildings(connection: Connection) -> dict[str, str]:
    """Every building by its identifier in capitals."""
    return {
        name.upper(): name for name in connection.scalars(select(schema.building.c.building_id))
    }


def buildings_of(texts: pl.Series, known: dict[str, str]) -> pl.Series:
    """The building that each text names, whatever its case; null where it names none."""
    return texts.str.to_uppercase().replace_strict(known, default=None, return_dtype=pl.String)


def assign_stations(connection: Connection, territory: Territory) -> None:
    """Give every building the nearest weather station that has data.

    A building without coordinates stands at the town hall of its commune; one whose place is not
    known, or is far from any station, has none.
    """
    stations = _stations(connection)
    building = schema.building
    rows = connection.execute(
        select(
            building.c.building_id,
            building.c.latitude_deg,
            building.c.longitude_deg,
            building.c.commune_code,
            building.c.station_id,
        )
    ).all()
    for building_id, latitude, longitude, commune_code, before in rows:
        point = _point(latitude, longitude, commune_code, territory)
        station = _nearest(point, stations)
        if station != before:
            connection.execute(
                update(building)
                .where(building.c.building_id == building_id)
                .values(station_id=station)
            )


def _stations(connection: Connection) -> pl.DataFrame:
    """station_id, latitude_deg, longitude_deg of the placed stations that have enough days."""
    day, station = schema.degree_day.c, schema.weather_station.c
    last = connection.scalar(select(func.max(day.day))) or date.min + JUDGED
    days = (
        select(day.station_id, func.count().label("days"))
        .where(day.day > last - JUDGED)
        .group_by(day.station_id)
        .subquery()
    )
    rows = connection.execute(
        select(station.station_id, station.latitude_deg, station.longitude_deg, days.c.days)
        .join(days, days.c.station_id == station.station_id)
        .where(station.latitude_deg.is_not(None))
        .order_by(station.station_id)
    )
    columns = {"station_id": pl.String, "latitude_deg": pl.Float64, "longitude_deg": pl.Float64,
               "days": pl.Int64}  # fmt: skip
    frame = pl.DataFrame([tuple(row) for row in rows], schema=columns, orient="row")
    return frame.filter(pl.col("days") >= ENOUGH_DAYS * pl.col("days").max())


def _point(
    latitude: float | None, longitude: float | None, commune_code: str | None, territory: Territory
) -> tuple[float, float] | None:
    if latitude is not None and longitude is not None:
        return latitude, longitude
    commune = territory.commune(commune_code) if commune_code else None
    if commune is None or commune.town_hall_lat is None or commune.town_hall_lon is None:
        return None
    return commune.town_hall_lat, commune.town_hall_lon


def _nearest(point: tuple[float, float] | None, stations: pl.DataFrame) -> str | None:
    if point is None or stations.is_empty():
        return None
    distances = distance_km(
        *point, stations["latitude_deg"].to_numpy(), stations["longitude_deg"].to_numpy()
    )
    nearest = int(np.argmin(distances))
    return stations["station_id"][nearest] if distances[nearest] <= FARTHEST_KM else None


def distance_km(
    latitude_deg: float, longitude_deg: float, latitudes_deg: np.ndarray, longitudes_deg: np.ndarray
) -> np.ndarray:
    """Great-circle distances from one point to several: the haversine formula, in km."""
    latitude, longitude = np.radians(latitude_deg), np.radians(longitude_deg)
    latitudes, longitudes = np.radians(latitudes_deg), np.radians(longitudes_deg)
    half = (
        np.sin((latitudes - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(latitudes) * np.sin((longitudes - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
