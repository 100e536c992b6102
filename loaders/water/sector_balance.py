"""Net inflow of each sector, hour by hour, from its meters that tell the truth and its tanks."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data import schema
from data.water.balance import net_inflow_m3_h
from data.water.fault import Fault, runs
from data.water.faults import masked, sensor_faults
from data.water.faults_hours import LEAST_HOURS, reversals
from data.water.faults_readings import hours_of
from data.water.sector_hours import HOURS, SectorHours, sector_hours
from loaders import store
from loaders.water.sector_flows import MeterHours, meter_hours
from loaders.water.tank_levels import tank_volumes

GAP, LEVEL = "gap", "level"
FAULT = {
    "meter_id": pl.String,
    "kind": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "open": pl.Boolean,
    "sector_id": pl.String,
    "detail": pl.Float64,
}
METER = {"sector_id": pl.String, "meter_id": pl.String, "sign": pl.Int64}
TANK = {"sector_id": pl.String, "tank_id": pl.String}


@dataclass(frozen=True)
class SectorBalance:
    """Hours of every sector, in local days and in UTC hours from `start_s`; FAULT of its sensors.

    `net_m3_h` (s, n) is what `hours` was made from.
    """

    hours: SectorHours
    start_s: int
    net_m3_h: NDArray[np.float64]
    faults: pl.DataFrame


def sector_balance(connection: Connection) -> SectorBalance | None:
    """The balance of every sector of the store; None when no meter has readings.

    Hours of a meter at fault are not known, nor are those of its sector; a sector that would lose
    more than it receives, for longer than chance allows, is held to have a meter turned.
    """
    read, sectors = meter_hours(connection), _sectors(connection)
    if not read.flow_m3_h.size or not sectors:
        return None
    meters, tanks = _meters(connection), _tanks(connection)
    local = sector_hours(read.meters, read.at_s, read.flow_m3_h)
    slots = hours_of(read.at_s, local.days[0])
    found = _whole(local, sensor_faults(local))
    true = _true(read, masked(local, found), slots)
    volumes = tank_volumes(connection, tanks["tank_id"].to_list(), read.start_s, len(read.at_s))
    net = _net(sectors, meters, tanks, true, volumes)
    hours = sector_hours(sectors, read.at_s, net)
    turned = reversals(hours.flow_m3_h)
    hours = masked(hours, turned)
    net[np.isnan(hours.flow_m3_h.reshape(len(sectors), -1)[:, slots])] = np.nan
    faults = pl.concat(
        [
            _fault_rows(local, found, meters.select("meter_id", "sector_id")),
            _fault_rows(hours, turned, pl.DataFrame({"meter_id": sectors, "sector_id": sectors})),
            _silent(local, meters),
            _levels(local, meters, tanks, volumes, slots),
        ]
    )
    return SectorBalance(hours, read.start_s, net, _once(faults))


def _sectors(connection: Connection) -> list[str]:
    sector = schema.water_sector.c.sector_id
    return list(connection.scalars(select(sector).order_by(sector)))


def _meters(connection: Connection) -> pl.DataFrame:
    row = schema.water_sector_meter.c
    statement = select(*(row[name] for name in METER)).order_by(row.sector_id, row.meter_id)
    return store.read(connection, statement, METER)


def _tanks(connection: Connection) -> pl.DataFrame:
    row = schema.water_tank.c
    return store.read(connection, select(*(row[name] for name in TANK)).order_by(row.tank_id), TANK)


def _whole(hours: SectorHours, faults: list[Fault]) -> list[Fault]:
    """Faults, but for gaps that are only the rest of the last day, of which nothing came yet."""
    known = np.isfinite(hours.flow_m3_h).any(axis=0).ravel()
    end = int(np.flatnonzero(known)[-1]) + 1 if known.any() else 0
    return [
        fault
        for fault in faults
        if fault.kind != GAP or min(fault.end_hour, end) - fault.start_hour >= LEAST_HOURS
    ]


def _true(read: MeterHours, local: SectorHours, slots: NDArray[np.int64]) -> MeterHours:
    """What meters measured, not known where they are at fault."""
    told = np.isfinite(local.flow_m3_h.reshape(len(read.meters), -1)[:, slots])
    return MeterHours(read.meters, read.start_s, np.where(told, read.flow_m3_h, np.nan))


def _net(
    sectors: list[str],
    meters: pl.DataFrame,
    tanks: pl.DataFrame,
    read: MeterHours,
    volumes: NDArray[np.float64],
) -> NDArray[np.float64]:
    """(s, n) net inflow; a meter without reading, a tank without level: nothing is known."""
    row_of = {meter: row for row, meter in enumerate(read.meters)}
    net = np.full((len(sectors), read.flow_m3_h.shape[1]), np.nan)
    signs, held = meters.partition_by("sector_id", as_dict=True), tanks["sector_id"].to_numpy()
    for row, sector in enumerate(sectors):
        own = signs.get((sector,))
        if own is not None and all(meter in row_of for meter in own["meter_id"]):
            flows = read.flow_m3_h[[row_of[meter] for meter in own["meter_id"]]]
            net[row] = net_inflow_m3_h(flows, own["sign"].to_list(), volumes[held == sector])
    return net


def _fault_rows(hours: SectorHours, faults: list[Fault], sector_of: pl.DataFrame) -> pl.DataFrame:
    """FAULT of the rows of `hours`; a meter of two sectors is told of the first."""
    sectors = dict(reversed(list(sector_of.iter_rows())))
    days = hours.days.astype(object)
    rows = [
        (
            hours.sectors[fault.row],
            fault.kind,
            days[fault.start_hour // HOURS],
            days[(fault.end_hour - 1) // HOURS],
            fault.open,
            sectors.get(hours.sectors[fault.row]),
            fault.detail,
        )
        for fault in faults
    ]
    return pl.DataFrame(rows, schema=FAULT, orient="row")


def _silent(hours: SectorHours, meters: pl.DataFrame) -> pl.DataFrame:
    """FAULT: meters of a sector that nothing was ever read of."""
    known = set(hours.sectors)
    first, last = hours.days[[0, -1]].astype(object)
    rows = [
        (meter, GAP, first, last, True, sector, float(len(hours.days) * HOURS))
        for sector, meter, _ in meters.unique("meter_id", keep="first").iter_rows()
        if meter not in known
    ]
    return pl.DataFrame(rows, schema=FAULT, orient="row")


def _levels(
    hours: SectorHours,
    meters: pl.DataFrame,
    tanks: pl.DataFrame,
    volumes: NDArray[np.float64],
    slots: NDArray[np.int64],
) -> pl.DataFrame:
    """FAULT: hours that begin with a volume of a tank that is not known, with their number."""
    days, unknown = hours.days, np.isnan(volumes[:, :-1])
    for row, sector in enumerate(tanks["sector_id"]):
        own = np.isin(hours.sectors, meters.filter(sector_id=sector)["meter_id"].to_list())
        read = np.isfinite(hours.flow_m3_h[own]).any(axis=0).ravel()[slots]
        # Before the first reading of the sector, its tank lacks to nothing.
        unknown[row] &= np.logical_or.accumulate(read)
    rows = [
        (
            tanks["tank_id"][row],
            LEVEL,
            days[slots[first] // HOURS].astype(object),
            days[slots[after - 1] // HOURS].astype(object),
            after == unknown.shape[1],
            tanks["sector_id"][row],
            float(after - first),
        )
        for row, first, after in runs(unknown)
        if after - first >= LEAST_HOURS
    ]
    return pl.DataFrame(rows, schema=FAULT, orient="row")


def _once(faults: pl.DataFrame) -> pl.DataFrame:
    """One row a sensor, kind and first day: the longest."""
    keys = ["meter_id", "kind", "first_day"]
    return faults.sort(*keys, "last_day").unique(keys, keep="last", maintain_order=True)
