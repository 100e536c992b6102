"""What the nights of each sector say: today, day by day, and the last weeks hour by hour."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data import schema
from data.series.rollups import HOUR_S
from data.water.detection import Watch
from data.water.faults_readings import hours_of
from data.water.night_flow import NIGHT, night_flow_m3_h
from data.water.night_use import leakage_m3_km_day, night_use_m3_h
from data.water.rules import Rules
from data.water.sector_hours import HOURS, SectorHours
from data.water.usual import known_quantiles
from data.water.vocabulary import BUDGET, SECTOR
from loaders import store
from loaders.water.sector_balance import SectorBalance
from loaders.water.sensor_faults import by_sector

# The nights that say how a sector is today; those of the last days only.
NIGHTS, LAST_DAYS = 7, 30
# A sector without a known night for longer says nothing of tonight, nor do its alerts.
TONIGHT_DAYS = 8
# A day says how much enters with so many known hours.
LEAST_HOURS = 20
HOUR_DAYS = 60
# The usual of an hour: that hour of so many days of the same kind, without a leak, before it.
USUAL_DAYS = 8
KINDS_OF_DAY = 7
SUNDAY = 6
SECTOR_ROW = {
    "sector_id": pl.String,
    "pipe_km": pl.Float64,
    "customers": pl.Float64,
    "declared_m3_h": pl.Float64,
}
STATE = {
    column.name: {"String": pl.String, "Boolean": pl.Boolean, "Date": pl.Date, "Float": pl.Float64}
    .get(type(column.type).__name__, pl.Int64)
    for column in schema.water_sector_state.columns
}  # fmt: skip


def sector_days(balance: SectorBalance, watched: Watch) -> pl.DataFrame:
    """out_water_sector_day: the days from the first known one of each sector, known or not."""
    hours = balance.hours
    known = np.isfinite(hours.flow_m3_h)
    count = known.sum(axis=2)
    told = np.logical_or.accumulate(count > 0, axis=1)
    inflow = np.where(known, hours.flow_m3_h, 0.0).sum(axis=2)
    row, day = np.nonzero(told)
    days = watched.days
    frame = pl.DataFrame(
        {
            "sector_id": np.array(hours.sectors, dtype=object)[row],
            "day": hours.days[day],
            "inflow_m3": np.where(count > 0, inflow, np.nan)[told],
            "hours": count[told],
            "night_m3_h": days.night_m3_h[told],
            "least_m3_h": _least(hours)[told],
            "expected_m3_h": days.expected_m3_h[told],
            "score": np.where(days.judged, days.score, np.nan)[told],
            "threshold": np.where(days.judged, days.threshold, np.nan)[told],
        },
        schema_overrides={"sector_id": pl.String, "day": pl.Date},
    )
    return _missing_is_null(frame)


def _least(hours: SectorHours) -> NDArray[np.float64]:
    """(s, d) the least hour of the nights that are known."""
    night = hours.flow_m3_h[..., NIGHT]
    least = np.fmin.reduce(night, axis=2)
    return np.where(np.isfinite(night_flow_m3_h(hours.flow_m3_h)), least, np.nan)


def sector_states(
    connection: Connection,
    balance: SectorBalance | None,
    watched: Watch | None,
    alerts: pl.DataFrame,
    faults: pl.DataFrame,
    rules: Rules,
) -> pl.DataFrame:
    """out_water_sector: a row for every sector, with what is not known left null.

    A sector is judged when its past is long enough and a night of the last week is known; else no
    leak of it is held to run tonight.
    """
    described = _described(connection)
    nights = _nights(balance, watched)
    states = described.join(nights, on="sector_id", how="left", maintain_order="left")
    silent = states.filter(~pl.col("tonight").fill_null(True))["sector_id"].implode()
    open_alerts = alerts.filter("open", place_kind=SECTOR, budget=BUDGET).filter(
        ~pl.col("place_id").is_in(silent)
    )
    counted = (
        open_alerts.group_by(sector_id="place_id").agg(
            open_alerts=pl.len().cast(pl.Int64),
            leak_m3_h=pl.col("flow_m3_h").sum(),
            eur_year=pl.when(pl.col("eur_year").is_not_null().all()).then(pl.col("eur_year").sum()),
        ),
        by_sector(connection, faults.filter("open"))
        .group_by("sector_id")
        .agg(open_faults=pl.len().cast(pl.Int64)),
    )
    for found in counted:
        states = states.join(found, on="sector_id", how="left", maintain_order="left")
    use = night_use_m3_h(states["customers"], states["declared_m3_h"], rules.night)
    leakage = leakage_m3_km_day(states["night_m3_h"], use, states["pipe_km"], rules.night)
    none = ["open_alerts", "open_faults", "known_days"]
    return (
        states.with_columns(
            pl.col("judged").fill_null(False),
            pl.col(none).fill_null(0),
            night_use_m3_h=pl.Series(use, dtype=pl.Float64),
            leakage_m3_km_day=pl.Series(leakage, dtype=pl.Float64),
        )
        .pipe(_missing_is_null)
        .select(STATE.keys())
        .sort("sector_id")
    )


def _described(connection: Connection) -> pl.DataFrame:
    sector = schema.water_sector.c
    return store.read(
        connection,
        select(sector.sector_id, sector.pipe_km, sector.customers, sector.night_use_m3_h),
        SECTOR_ROW,
    )


def _nights(balance: SectorBalance | None, watched: Watch | None) -> pl.DataFrame:
    """What the last days say of each sector; no row without any."""
    names = ("sector_id", "judged", "last_day", "night_m3_h", "inflow_m3_day", "known_days")
    kinds = {name: STATE[name] for name in names} | {"tonight": pl.Boolean}
    if balance is None or watched is None:
        return pl.DataFrame(schema=kinds)
    hours = balance.hours
    known = np.isfinite(hours.flow_m3_h).any(axis=2)
    night = watched.days.night_m3_h[:, -LAST_DAYS:]
    flow = hours.flow_m3_h[:, -LAST_DAYS:]
    rows = [
        (
            sector,
            bool(watched.days.judged[row, -1] and np.isfinite(night[row, -TONIGHT_DAYS:]).any()),
            hours.days[known[row]][-1].astype(object) if known[row].any() else None,
            _median_of_last(night[row]),
            _inflow_m3_day(flow[row]),
            int(known[row, -LAST_DAYS:].sum()),
            bool(np.isfinite(night[row, -TONIGHT_DAYS:]).any()),
        )
        for row, sector in enumerate(hours.sectors)
    ]
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _median_of_last(night: NDArray[np.float64]) -> float:
    known = night[np.isfinite(night)][-NIGHTS:]
    return float(np.median(known)) if len(known) else float("nan")


def _inflow_m3_day(flow: NDArray[np.float64]) -> float:
    """Mean of the days (d, 24) of which `LEAST_HOURS` are known; NaN without any."""
    told = flow[np.isfinite(flow).sum(axis=1) >= LEAST_HOURS]
    return float(np.nanmean(told, axis=1).mean()) * HOURS if len(told) else float("nan")


@dataclass(frozen=True)
class _Shown:
    """Local days that are shown hour by hour, by index, and the kind of every day."""

    first: int
    kind: NDArray[np.int64]


def sector_hour_rows(balance: SectorBalance, alerts: pl.DataFrame) -> pl.DataFrame:
    """out_water_sector_hour: the last weeks, each hour beside its usual.

    The usual is the median of that hour on the eight days of the same kind (weekday, holidays as
    Sundays) before, those without an alert of the budget in force: a leak is no habit. Null when
    fewer than half of them are known.
    """
    hours = balance.hours
    shown = _Shown(max(len(hours.days) - HOUR_DAYS, 0), _kinds(hours))
    usual = np.full((len(hours.sectors), len(hours.days) - shown.first, HOURS), np.nan)
    leaking = _leaking(hours, alerts)
    for row in range(len(hours.sectors)):
        _fill_usual(usual[row], hours.flow_m3_h[row], leaking[row], shown)
    at_s = balance.start_s + HOUR_S * np.arange(balance.net_m3_h.shape[1])
    slot = hours_of(at_s, hours.days[0]) - shown.first * HOURS
    recent = slot >= 0
    by_slot = usual.reshape(len(hours.sectors), -1)[:, slot[recent]]
    net = balance.net_m3_h[:, recent]
    row, column = np.nonzero(np.isfinite(net) | np.isfinite(by_slot))
    frame = pl.DataFrame(
        {
            "sector_id": np.array(hours.sectors, dtype=object)[row],
            "hour_s": at_s[recent][column],
            "inflow_m3_h": net[row, column],
            "usual_m3_h": by_slot[row, column],
        },
        schema_overrides={"sector_id": pl.String},
    )
    return _missing_is_null(frame)


def _kinds(hours: SectorHours) -> NDArray[np.int64]:
    """(d,) the weekday, a public holiday being a Sunday."""
    weekday = (hours.days.astype("datetime64[D]").astype(np.int64) + 3) % KINDS_OF_DAY
    return np.where(hours.holiday, SUNDAY, weekday)


def _leaking(hours: SectorHours, alerts: pl.DataFrame) -> NDArray[np.bool_]:
    """(s, d) the days of an alert of the budget in force."""
    leaking = np.zeros(hours.flow_m3_h.shape[:2], bool)
    row_of = {sector: row for row, sector in enumerate(hours.sectors)}
    for alert in alerts.filter(place_kind=SECTOR, budget=BUDGET).iter_rows(named=True):
        first, last = (
            (np.datetime64(alert[day], "D") - hours.days[0]).astype(int)
            for day in ("since", "last_day")
        )
        leaking[row_of[alert["place_id"]], first : last + 1] = True
    return leaking


def _fill_usual(
    usual: NDArray[np.float64],
    flow: NDArray[np.float64],
    leaking: NDArray[np.bool_],
    shown: _Shown,
) -> None:
    """Write the usual of one sector (days shown, 24) from all its days (d, 24)."""
    quiet = np.isfinite(flow).any(axis=1) & ~leaking
    none = np.full((USUAL_DAYS, HOURS), np.nan)
    for kind in range(KINDS_OF_DAY):
        days = np.flatnonzero(shown.kind[shown.first :] == kind)
        past = np.flatnonzero(quiet & (shown.kind == kind))
        before = sliding_window_view(np.concatenate([none, flow[past]]), USUAL_DAYS, axis=0)
        last = before[np.searchsorted(past, days + shown.first)]
        usual[days] = known_quantiles(last, (0.5,))[0]


def _missing_is_null(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))
