"""Sensors of water that do not tell the truth: which, since when, of which sector."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data import schema
from data.series import rollups
from data.water.fault import Fault, runs
from data.water.faults_hours import LEAST_HOURS
from data.water.impossible_balance import KIND
from data.water.sector_hours import HOURS, SectorHours
from loaders import store
from loaders.water.sector_flows import FLOWS, THEME

GAP, RESET, LEVEL = "gap", "reset", "level"
FAULT = {
    "meter_id": pl.String,
    "kind": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "open": pl.Boolean,
    "sector_id": pl.String,
    "detail": pl.Float64,
}


def whole(hours: SectorHours, faults: list[Fault]) -> list[Fault]:
    """Faults, but for gaps that are only the rest of the last day, of which nothing came yet."""
    known = np.isfinite(hours.flow_m3_h).any(axis=0).ravel()
    end = int(np.flatnonzero(known)[-1]) + 1 if known.any() else 0
    return [
        fault
        for fault in faults
        if fault.kind != GAP or min(fault.end_hour, end) - fault.start_hour >= LEAST_HOURS
    ]


def fault_rows(hours: SectorHours, faults: list[Fault], sector_of: pl.DataFrame) -> pl.DataFrame:
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


def silent_rows(hours: SectorHours, meters: pl.DataFrame) -> pl.DataFrame:
    """FAULT: meters of a sector that nothing was ever read of."""
    known = set(hours.sectors)
    first, last = hours.days[[0, -1]].astype(object)
    rows = [
        (meter, GAP, first, last, True, sector, float(len(hours.days) * HOURS))
        for sector, meter, _ in meters.unique("meter_id", keep="first").iter_rows()
        if meter not in known
    ]
    return pl.DataFrame(rows, schema=FAULT, orient="row")


def exit_rows(hours: SectorHours, exits: pl.DataFrame) -> pl.DataFrame:
    """FAULT of the sectors that nothing enters, and of their meters (`exits`): from first to last.

    A sector's own is under its name, as its balance is that of no one meter.
    """
    first, last = hours.days[[0, -1]].astype(object)
    rows = [
        (name, kind, first, last, True, sector, None)
        for sector, meter, _ in exits.iter_rows()
        for name, kind in ((meter, "reversed"), (sector, KIND))
    ]
    return pl.DataFrame(rows, schema=FAULT, orient="row")


def by_sector(connection: Connection, faults: pl.DataFrame) -> pl.DataFrame:
    """FAULT of each sector concerned: that of a meter between two is told of both."""
    row = schema.water_sector_meter.c
    statement = select(row.meter_id, row.sector_id)
    shared = store.read(connection, statement, {"meter_id": pl.String, "sector_id": pl.String})
    both = faults.drop("sector_id").join(shared, on="meter_id").select(FAULT.keys())
    return pl.concat([faults, both]).unique(["meter_id", "kind", "first_day", "sector_id"])


def level_rows(
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


def reset_rows(connection: Connection, meters: pl.DataFrame) -> pl.DataFrame:
    """FAULT: indexes that went back, by so many m³, from one reading to the next."""
    row, notice = schema.series.c, schema.series_notice.c
    statement = (
        select(row.place, notice.start_s, notice.end_s, notice.detail)
        .join_from(schema.series, schema.series_notice, notice.series_no == row.series_no)
        .where(row.theme == THEME, row.quantity.in_(FLOWS), notice.code == rollups.RESET)
    )
    kinds = {"meter_id": pl.String, "start_s": pl.Int64, "end_s": pl.Int64, "detail": pl.Float64}
    first_sector = meters.unique("meter_id", keep="first")
    return (
        store.read(connection, statement, kinds)
        .join(first_sector, on="meter_id", how="left")
        .select(
            "meter_id",
            pl.lit(RESET).alias("kind"),
            rollups.local_day(pl.col("start_s")).alias("first_day"),
            rollups.local_day(pl.col("end_s") - 1).alias("last_day"),
            pl.lit(False).alias("open"),
            "sector_id",
            "detail",
        )
    )


def once(faults: pl.DataFrame) -> pl.DataFrame:
    """One row a sensor, kind and first day: the longest."""
    keys = ["meter_id", "kind", "first_day"]
    return faults.sort(*keys, "last_day").unique(keys, keep="last", maintain_order=True)
