"""Volumes of tanks at the turn of each hour, from their levels."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, or_, select

from data import schema
from data.series.rollups import GAP_STEPS, HOUR_S
from data.water.balance import tank_volume_m3
from loaders.water.sector_flows import numbers_of, series_of

LEVELS = ("water_level_m",)


def tank_volumes(
    connection: Connection, tanks: list[str], start_s: int, hours: int
) -> NDArray[np.float64]:
    """(t, hours + 1): volume in m³ at the start of each UTC hour and at the end of the last.

    Between two readings the level is linear. NaN: no reading on both sides within a step and a
    half, outside the curve of the tank, or without a curve.
    """
    at_s = start_s + HOUR_S * np.arange(hours + 1)
    volume = np.full((len(tanks), hours + 1), np.nan)
    curves = _curves(connection)
    for number, tank, _, step_s in series_of(connection, LEVELS).iter_rows():
        if tank in tanks:
            read_s, level_m = _near_hours(connection, number, step_s)
            found = _between(at_s, read_s, level_m, GAP_STEPS * step_s)
            own = volume[tanks.index(tank)]
            known = tank_volume_m3(found, *curves.get(tank, ((), ())))
            own[:] = np.where(np.isnan(own), known, own)
    return volume


def _curves(connection: Connection) -> dict[str, tuple[list[float], list[float]]]:
    """Levels and volumes of the curve of each tank, by rising level."""
    point = schema.water_tank_volume.c
    statement = select(point.tank_id, point.level_m, point.volume_m3)
    curves: dict[str, tuple[list[float], list[float]]] = {}
    for tank, level_m, volume_m3 in connection.execute(
        statement.order_by(point.tank_id, point.level_m)
    ):
        levels, volumes = curves.setdefault(tank, ([], []))
        levels.append(level_m)
        volumes.append(volume_m3)
    return curves


def _near_hours(
    connection: Connection, number: int, step_s: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Instants and levels of the readings within a step and a half of the turn of an hour."""
    reading = schema.reading.c
    reach_s = int(GAP_STEPS * step_s)
    # A percent sign would be read as a parameter by the driver.
    past_s = reading.at_s - reading.at_s // HOUR_S * HOUR_S
    near = or_(past_s <= reach_s, past_s >= HOUR_S - reach_s)
    statement = (
        select(reading.at_s, reading.value)
        .where(and_(reading.series_no == number, near))
        .order_by(reading.at_s)
    )
    return tuple(numbers_of(connection, statement, 2))


def _between(
    at_s: NDArray[np.int64],
    read_s: NDArray[np.float64],
    value: NDArray[np.float64],
    furthest_s: float,
) -> NDArray[np.float64]:
    """Linear between two readings at most `furthest_s` apart; NaN elsewhere."""
    if not len(read_s):
        return np.full(len(at_s), np.nan)
    after = np.searchsorted(read_s, at_s)
    exact = (after < len(read_s)) & (read_s[np.minimum(after, len(read_s) - 1)] == at_s)
    inside = (after > 0) & (after < len(read_s))
    near = np.clip(after, 1, max(len(read_s) - 1, 1))
    apart_s = read_s[np.minimum(near, len(read_s) - 1)] - read_s[near - 1]
    known = exact | (inside & (apart_s <= furthest_s))
    return np.where(known, np.interp(at_s, read_s, value), np.nan)
