"""Leaks after the meters of customers, from their days: since when, how much, what they cost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Connection, cast, extract, func, select

from data import schema
from data.buildings.leaks import LEAST_NIGHTS, LIMIT_L_PER_H, LITRES
from data.reference_values import ReferenceValues
from data.water import customer_leaks as rule
from data.water.customer_leaks import CustomerLeak, abnormal_m3, usual_m3
from data.water.rules import rules
from data.water.vocabulary import CUSTOMER, CUSTOMER_METER
from loaders import store
from loaders.water.customer_days import LEAST_HOURS
from loaders.water.sector_alerts import ALERT, YEAR_HOURS
from loaders.water.sector_flows import numbers_of

DAY_S, DAY_H = 86_400, 24
# Whole weeks, so that each day has its own weekday before.
YEAR_DAYS = 364
HOME = "domestique"
# A leak back after so few days is the same one.
SAME_LEAK_DAYS = 7
# Of the year before, days above the limit that leave room for a leak of three months.
USE_SHARE = 0.25
# Customers read together: bounds the memory of a rebuild.
CUSTOMERS_AT_ONCE = 1_000
NOT_READ = -1.0
HIGH, MEDIUM, LOW = "high", "medium", "low"
CUSTOMER_ROW = {"customer_no": pl.Int64, "meter_id": pl.String, "usage": pl.String}


@dataclass(frozen=True)
class CustomerDays:
    """Days from `first` on: `volume_m3` and `least_l_per_h` (c, d), NaN where not known.

    A day of which fewer than LEAST_HOURS are known is not.
    """

    meters: list[str]
    usages: list[str]
    first: np.datetime64
    volume_m3: NDArray[np.float64]
    least_l_per_h: NDArray[np.float64]


def customer_alerts(connection: Connection, values: ReferenceValues, today: date) -> pl.DataFrame:
    """ALERT of customers, at the price that a customer pays for a m³; null without a price.

    What a leak took is its flow over the days on which it is known to run; its budget is 0: it is
    no chance.
    """
    limit = values.at("water_leak_l_per_h", "water", today)
    price = values.at("price_eur_per_unit", "water", today)
    factor = rules(values, today).abnormal_factor
    limit_l_per_h = limit.value if limit else LIMIT_L_PER_H
    rows = [
        _row(days, row, leak, stopped, factor)
        for days in _days(connection)
        for stopped in [days.least_l_per_h <= limit_l_per_h]
        for row, leak in _leaks(days, limit_l_per_h)
    ]
    eur_per_m3 = pl.lit(price.value if price else None, pl.Float64)
    return pl.DataFrame(rows, schema=ALERT, orient="row").with_columns(
        eur=pl.col("lost_m3") * eur_per_m3,
        eur_year=pl.col("flow_m3_h") * YEAR_HOURS * eur_per_m3,
    )


def _days(connection: Connection) -> Iterator[CustomerDays]:
    """The days of all customers, some at a time."""
    customer, row = schema.water_customer.c, schema.water_customer_day.c
    statement = select(*(customer[name] for name in CUSTOMER_ROW)).order_by(customer.customer_no)
    customers = store.read(connection, statement, CUSTOMER_ROW)
    for part in customers.iter_slices(CUSTOMERS_AT_ONCE):
        numbers = part["customer_no"]
        epoch_s = cast(extract("epoch", row.day), BigInteger)
        days = (
            select(
                row.customer_no, epoch_s, row.volume_m3,
                func.coalesce(row.least_l_per_h, NOT_READ),
            )
            # What a part of a day took is no day: an end of leak, or half of a volume.
            .where(row.customer_no.between(numbers[0], numbers[-1]), row.hours >= LEAST_HOURS)
        )  # fmt: skip
        number, at_s, volume, least = numbers_of(connection, days, 4)
        own = np.isin(number, numbers.to_numpy())
        if own.any():
            yield _arrays(part, number[own], at_s[own], volume[own], least[own])


def _arrays(
    customers: pl.DataFrame,
    number: NDArray[np.float64],
    at_s: NDArray[np.float64],
    volume: NDArray[np.float64],
    least: NDArray[np.float64],
) -> CustomerDays:
    day = (at_s // DAY_S).astype(np.int64)
    first = day.min()
    shape = customers.height, int(day.max() - first) + 1
    cell = np.searchsorted(customers["customer_no"].to_numpy(), number), day - first
    volumes, leasts = np.full(shape, np.nan), np.full(shape, np.nan)
    volumes[cell] = volume
    leasts[cell] = np.where(least == NOT_READ, np.nan, least)
    names = (customers[name].to_list() for name in ("meter_id", "usage"))
    return CustomerDays(*names, np.datetime64(int(first), "D"), volumes, leasts)


def _leaks(days: CustomerDays, limit_l_per_h: float) -> Iterator[tuple[int, CustomerLeak]]:
    """Row and leak: from the least hour of days where it is known, else from days alone."""
    above = days.least_l_per_h > limit_l_per_h
    for row in np.flatnonzero((above[:, 1:] & above[:, :-1]).any(axis=1)):
        least = days.least_l_per_h[row]
        for leak in said_once(rule.leaks_from_least(least, limit_l_per_h)):
            before = least[max(leak.since - YEAR_DAYS, 0) : leak.since]
            if not _runs_by_use(before, days.usages[row], limit_l_per_h):
                yield int(row), leak
    unread = np.isnan(days.least_l_per_h).all(axis=1)
    for row in np.flatnonzero(unread & _may_rise(days.volume_m3, limit_l_per_h)):
        for leak in rule.leaks_from_days(days.volume_m3[row], limit_l_per_h):
            yield int(row), leak


def said_once(leaks: list[CustomerLeak]) -> list[CustomerLeak]:
    """Leaks of one customer, in order; one that is back within SAME_LEAK_DAYS was not repaired.

    The level is then the least of both.
    """
    told: list[CustomerLeak] = []
    for leak in leaks:
        if told and leak.since - told[-1].last <= SAME_LEAK_DAYS:
            level = min(told[-1].litres_per_h, leak.litres_per_h)
            told[-1] = replace(told[-1], last=leak.last, open=leak.open, litres_per_h=level)
        else:
            told.append(leak)
    return told


def _runs_by_use(before: NDArray[np.float64], usage: str, limit_l_per_h: float) -> bool:
    """Whether water used to run all night before a leak (n,): then this may be ordinary use.

    More than USE_SHARE of the known days of the year before were above the limit. With fewer than
    LEAST_NIGHTS of them use cannot be excluded, but in a home.
    """
    known = before[np.isfinite(before)]
    if len(known) < LEAST_NIGHTS:
        return usage != HOME
    return bool((known > limit_l_per_h).mean() > USE_SHARE)


def _may_rise(daily_m3: NDArray[np.float64], limit_l_per_h: float) -> NDArray[np.bool_]:
    """Rows on which the rule of days fires at least once: most have none, and it is slow."""
    window, past = rule.WINDOW_DAYS, rule.PAST_DAYS
    if daily_m3.shape[1] < window + past:
        return np.zeros(len(daily_m3), bool)
    least = sliding_window_view(daily_m3, window, axis=1).min(axis=2) * LITRES
    before = sliding_window_view(least[:, :-window], past - window + 1, axis=1)
    rise = least[:, past:] - np.fmax.reduce(before, axis=2)
    return (rise > DAY_H * limit_l_per_h).any(axis=1)


def _row(
    days: CustomerDays, row: int, leak: CustomerLeak, stopped: NDArray[np.bool_], factor: float
) -> tuple:
    span = slice(leak.since, leak.last + 1)
    ran_days = int((np.isfinite(days.volume_m3[row, span]) & ~stopped[row, span]).sum())
    since, detected, last = (
        (days.first + at).astype(object) for at in (leak.since, leak.detected, leak.last)
    )
    flow_m3_h = leak.litres_per_h / LITRES
    return (
        0.0, CUSTOMER_METER, days.meters[row], since, CUSTOMER, detected, last, leak.open,
        flow_m3_h, None, None, flow_m3_h * DAY_H * ran_days, None, None,
        _confidence(days, row, leak, factor), 0,
    )  # fmt: skip


def _confidence(days: CustomerDays, row: int, leak: CustomerLeak, factor: float) -> str:
    """High above twice the usual volume of that period, low when only days are read.

    The usual is that of the same days of the years before; where none is known, medium.
    """
    if np.isnan(days.least_l_per_h[row]).all():
        return LOW
    volume = days.volume_m3[row]
    spans = [
        volume[max(leak.since - back, 0) : max(leak.last + 1 - back, 0)]
        for back in YEAR_DAYS * np.arange(1, rule.USUAL_YEARS + 1)
    ]
    known = [int(np.isfinite(span).sum()) for span in spans]
    taken = volume[leak.since : leak.last + 1]
    usual = usual_m3(np.array([np.nansum(span) for span in spans]), known, len(taken))
    return HIGH if abnormal_m3(np.nansum(taken), usual, factor) > 0 else MEDIUM
