"""Leaks of sectors at every budget of false alarms: each said once, priced, with confidence."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.reference_values import ReferenceValues
from data.series.rollups import local_day
from data.water.detection import SectorLeak, Watch
from data.water.rules import unit_cost_eur_m3
from data.water.sector_hours import SectorHours
from data.water.vocabulary import SECTOR
from loaders import store
from loaders.water.service_years import last_volumes

YEAR_HOURS = 8_760
# A noise is heard, a repair made, so many days around a leak at most.
NEAR_DAYS = 14
# A sector silent for longer than this says nothing of tonight.
SILENT_DAYS = 30
# How far above its threshold a score leaves no doubt, and how much of its hours must be known.
SURE_RATIO = 2.0
KNOWN_SHARE = 0.8
# Footfall of a commune, on the days of a leak, that could explain it: ratio to the weeks before.
CROWD_RATIO = 1.3
CROWD_DAYS, USUAL_DAYS = 14, 56
HIGH, MEDIUM, LOW = "high", "medium", "low"
ALERT = {
    "budget": pl.Float64,
    "place_kind": pl.String,
    "place_id": pl.String,
    "since": pl.Date,
    "kind": pl.String,
    "detected": pl.Date,
    "last_day": pl.Date,
    "open": pl.Boolean,
    "flow_m3_h": pl.Float64,
    "low_m3_h": pl.Float64,
    "high_m3_h": pl.Float64,
    "lost_m3": pl.Float64,
    "eur": pl.Float64,
    "eur_year": pl.Float64,
    "confidence": pl.String,
    "noises": pl.Int64,
}
PLACED_DAY = {"place": pl.String, "day": pl.Date}
FOOTFALL = {"commune_code": pl.String, "day": pl.Date, "terminals": pl.Int64}


def sector_alerts(
    connection: Connection,
    hours: SectorHours,
    watched: Watch,
    prices: pl.DataFrame,
) -> pl.DataFrame:
    """ALERT of every budget, at the `prices` (sector_prices); null without one.

    What a leak took is its flow over the hours known: a missing hour is no flow.
    """
    leaks = [leak for found in _by_sector(watched.leaks) for leak in said_once(found)]
    rows = [_row(hours, leak) for leak in leaks]
    found = pl.DataFrame(
        rows, schema=ALERT | {"unknown": pl.Boolean, "sure": pl.Boolean}, orient="row"
    ).with_row_index("row")
    near = _near(connection, found)
    return (
        found.join(near, on="row", how="left", maintain_order="left")
        .join(_crowded(connection, found), on="row", how="left", maintain_order="left")
        .join(prices, on="place_id", how="left", maintain_order="left")
        .with_columns(
            noises=pl.col("heard").fill_null(0).cast(pl.Int64),
            confidence=_confidence(),
            eur=pl.col("lost_m3") * pl.col("eur_per_m3"),
            eur_year=pl.col("flow_m3_h") * YEAR_HOURS * pl.col("eur_per_m3"),
        )
        .select(ALERT.keys())
    )  # fmt: skip


def _by_sector(leaks: Iterable[SectorLeak]) -> list[list[SectorLeak]]:
    """The leaks of each budget and sector."""

    def of(leak: SectorLeak) -> tuple[float, int]:
        return leak.budget, leak.row

    return [list(found) for _, found in groupby(sorted(leaks, key=of), of)]


def said_once(leaks: list[SectorLeak]) -> list[SectorLeak]:
    """Leaks of one sector and budget, by first day, those that run on the same days told as one.

    It keeps the kind of what fired first, and the flow of what weighs most.
    """
    told: list[SectorLeak] = []
    for leak in sorted(leaks, key=lambda leak: (leak.since, leak.detected, leak.kind)):
        if told and leak.since <= told[-1].last:
            told[-1] = _as_one(told[-1], leak)
        else:
            told.append(leak)
    return told


def _as_one(leak: SectorLeak, other: SectorLeak) -> SectorLeak:
    first = min(leak, other, key=lambda one: one.detected)
    most = max(leak, other, key=lambda one: one.flow_m3_h)
    return replace(
        most,
        kind=first.kind,
        since=min(leak.since, other.since),
        detected=first.detected,
        last=max(leak.last, other.last),
        open=leak.open or other.open,
        score=max(leak.score, other.score),
    )


def _row(hours: SectorHours, leak: SectorLeak) -> tuple:
    """A row of ALERT without price, then whether hours lack, and whether the score leaves doubt."""
    flow = hours.flow_m3_h[leak.row]
    ran = np.isfinite(flow[leak.since : leak.last + 1])
    since, detected, last = (
        hours.days[day].astype(object) for day in (leak.since, leak.detected, leak.last)
    )
    known = np.flatnonzero(np.isfinite(flow).any(axis=1))
    silent = len(hours.days) - 1 - (known[-1] if len(known) else 0) > SILENT_DAYS
    return (
        leak.budget, SECTOR, hours.sectors[leak.row], since, leak.kind, detected, last,
        leak.open and not silent, leak.flow_m3_h, leak.low_m3_h, leak.high_m3_h,
        leak.flow_m3_h * int(ran.sum()), None, None, MEDIUM, 0,
        bool(ran.mean() < KNOWN_SHARE), leak.score >= SURE_RATIO and leak.low_m3_h > 0,
    )  # fmt: skip


def _confidence() -> pl.Expr:
    """What was heard or repaired near says yes; then doubt, then a score far above its threshold.

    Doubt: too few hours are known, or the commune was full.
    """
    seen = (pl.col("heard").fill_null(0) > 0) | (pl.col("repaired").fill_null(0) > 0)
    doubt = pl.col("unknown") | pl.col("crowded").fill_null(False)
    return (
        pl.when(seen)
        .then(pl.lit(HIGH))
        .when(doubt)
        .then(pl.lit(LOW))
        .when("sure")
        .then(pl.lit(HIGH))
        .otherwise(pl.lit(MEDIUM))
    )


def _near(connection: Connection, alerts: pl.DataFrame) -> pl.DataFrame:
    """row, heard, repaired: noises and repairs of the sector on the days around each alert."""
    noise, repair = schema.water_noise.c, schema.water_repair.c
    heard = store.read(
        connection,
        select(noise.sector_id, noise.at_s).where(noise.sector_id.is_not(None)),
        {"place": pl.String, "at_s": pl.Int64},
    ).select("place", local_day(pl.col("at_s")).alias("day"), pl.lit("heard").alias("what"))
    repaired = store.read(
        connection,
        select(repair.sector_id, repair.repaired_day).where(repair.sector_id.is_not(None)),
        PLACED_DAY,
    ).with_columns(pl.lit("repaired").alias("what"))
    around = timedelta(days=NEAR_DAYS)
    near = (
        alerts.join(pl.concat([heard, repaired]), left_on="place_id", right_on="place")
        .filter(pl.col("day").is_between(pl.col("since") - around, pl.col("last_day") + around))
        .group_by("row")
    )
    return near.agg((pl.col("what") == what).sum().alias(what) for what in ("heard", "repaired"))


def sector_prices(connection: Connection, values: ReferenceValues, today: date) -> pl.DataFrame:
    """place_id, eur_per_m3: what a m³ not lost saves the service of each sector."""
    sector, volumes = schema.water_sector.c, last_volumes(connection)
    rows = [
        (name, unit_cost_eur_m3(values, service, volumes.get(service), today))
        for name, service in connection.execute(select(sector.sector_id, sector.service_id))
    ]
    return pl.DataFrame(
        rows, schema={"place_id": pl.String, "eur_per_m3": pl.Float64}, orient="row"
    )


def _crowded(connection: Connection, alerts: pl.DataFrame) -> pl.DataFrame:
    """row, crowded: whether the commune had far more terminals in the first days of the alert.

    Each day is held against the same weekday of the eight weeks before the alert.
    """
    sector = schema.water_sector.c
    communes = store.read(
        connection,
        select(sector.sector_id, sector.commune_code).where(sector.commune_code.is_not(None)),
        {"place_id": pl.String, "commune_code": pl.String},
    )
    placed = alerts.select("row", "place_id", "since", "last_day").join(communes, on="place_id")
    days = _footfall(connection, placed["commune_code"].unique().to_list())
    after = (pl.col("day") - pl.col("since")).dt.total_days()
    near = placed.join(days, on="commune_code").with_columns(
        after=after, weekday=pl.col("day").dt.weekday()
    )
    usual = near.filter(pl.col("after").is_between(-USUAL_DAYS, -1))
    usual = usual.group_by("row", "weekday").agg(usual=pl.col("terminals").mean())
    during = near.filter(
        pl.col("after").is_between(0, CROWD_DAYS - 1), pl.col("day") <= pl.col("last_day")
    )
    sums = during.join(usual, on=["row", "weekday"]).group_by("row")
    return sums.agg(crowded=pl.col("terminals").sum() > CROWD_RATIO * pl.col("usual").sum())


def _footfall(connection: Connection, communes: list[str]) -> pl.DataFrame:
    """FOOTFALL: the published days of communes."""
    row = schema.footfall_day.c
    statement = select(row.scope, row.day, row.terminals).where(
        row.scope.in_([f"commune:{code}" for code in communes]), row.terminals.is_not(None)
    )
    read = store.read(connection, statement, FOOTFALL)
    return read.with_columns(pl.col("commune_code").str.strip_prefix("commune:"))
