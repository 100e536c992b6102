"""Net inflow of each sector, hour by hour, from its meters that tell the truth and its tanks."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data import schema
from data.water.balance import net_inflow_m3_h
from data.water.faults import masked, sensor_faults
from data.water.faults_hours import reversals
from data.water.faults_readings import hours_of
from data.water.impossible_balance import KIND, impossible_balances
from data.water.sector_hours import SectorHours, sector_hours
from loaders import store
from loaders.water.sector_flows import MeterHours, meter_hours
from loaders.water.sensor_faults import (
    exit_rows,
    fault_rows,
    level_rows,
    once,
    reset_rows,
    silent_rows,
    whole,
)
from loaders.water.tank_levels import tank_volumes

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

    Hours of a meter at fault are not known, nor are those of its sector; nor are those of a sector
    that would lose more than it receives, for longer than chance allows. Where water only leaves,
    a meter is declared the wrong way: those of the sector are not believed, elsewhere either.
    """
    read, sectors = meter_hours(connection), _sectors(connection)
    if not read.flow_m3_h.size or not sectors:
        return None
    meters, tanks = _meters(connection), _tanks(connection)
    local = sector_hours(read.meters, read.at_s, read.flow_m3_h)
    slots = hours_of(read.at_s, local.days[0])
    found = whole(local, sensor_faults(local))
    true = _true(read, masked(local, found), slots)
    exits = _only_exits(meters)
    doubted = np.isin(true.meters, exits["meter_id"].to_list())
    true.flow_m3_h[doubted] = np.nan
    volumes = tank_volumes(connection, tanks["tank_id"].to_list(), read.start_s, len(read.at_s))
    net = _net(sectors, meters, tanks, true, volumes)
    hours = sector_hours(sectors, read.at_s, net)
    turned = [replace(fault, kind=KIND) for fault in reversals(hours.flow_m3_h)]
    turned += impossible_balances(hours)
    hours = masked(hours, turned)
    net[np.isnan(hours.flow_m3_h.reshape(len(sectors), -1)[:, slots])] = np.nan
    faults = pl.concat(
        [
            fault_rows(local, found, meters.select("meter_id", "sector_id")),
            fault_rows(hours, turned, pl.DataFrame({"meter_id": sectors, "sector_id": sectors})),
            silent_rows(local, meters),
            exit_rows(local, exits),
            level_rows(local, meters, tanks, volumes, slots),
            reset_rows(connection, meters),
        ]
    )
    return SectorBalance(hours, read.start_s, net, once(faults))


def _sectors(connection: Connection) -> list[str]:
    sector = schema.water_sector.c.sector_id
    return list(connection.scalars(select(sector).order_by(sector)))


def _meters(connection: Connection) -> pl.DataFrame:
    row = schema.water_sector_meter.c
    statement = select(*(row[name] for name in METER)).order_by(row.sector_id, row.meter_id)
    return store.read(connection, statement, METER)


def _only_exits(meters: pl.DataFrame) -> pl.DataFrame:
    """METER of the sectors that nothing enters."""
    return meters.filter((pl.col("sign") < 0).all().over("sector_id"))


def _tanks(connection: Connection) -> pl.DataFrame:
    row = schema.water_tank.c
    return store.read(connection, select(*(row[name] for name in TANK)).order_by(row.tank_id), TANK)


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
