"""The imagined customers' meters: what each takes a day, the least of its hours, its leaks."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl

from data.months import month_end, month_starts
from loaders.demo.days import CUSTOMER_DAYS, CUSTOMERS, generator

M3_DAY = {"domestique": 0.29, "professionnel": 0.9, "public": 1.6, "agricole": 2.2}
SPREAD, DAY_SHAPE = 0.45, 3.0
# Some take water at every hour of the night by use.
BY_NIGHT = {"domestique": 0.01, "professionnel": 0.12, "public": 0.1, "agricole": 0.15}
AWAY, UNREAD = 0.05, 0.012
SEASON = (0.94, 0.94, 0.95, 0.98, 1.03, 1.1, 1.12, 1.08, 1.02, 0.97, 0.94, 0.93)
WEEKEND = 1.08
LEAK_CHANCE, LEAK_DAYS, LEAK_L_PER_H = 0.006, (4, 70), (4, 90)
LITRES, HOURS = 1000, 24


def day_rows(customers: pl.DataFrame, first: date, last: date) -> Iterator[pl.DataFrame]:
    """core_water_customer_day, a frame a month."""
    mean_m3, by_night = _habits(customers)
    for month in month_starts(first, last):
        days = pl.date_range(month, month_end(month), eager=True)
        random = generator(CUSTOMER_DAYS, month.year, month.month)
        shape = customers.height, len(days)
        taken = mean_m3[:, None] * _season(days) * random.gamma(DAY_SHAPE, 1 / DAY_SHAPE, shape)
        taken[random.random(shape) < AWAY] = 0
        least = np.where(by_night[:, None], taken * LITRES / HOURS * 0.35, 0.0)
        leak = _leaks_l_per_h(customers.height, month, days)
        told = random.random(shape) > UNREAD
        yield (
            pl.DataFrame(
                {
                    "customer_no": np.repeat(customers["customer_no"].to_numpy(), len(days)),
                    "day": pl.concat([days] * customers.height),
                    "volume_m3": np.round(taken + leak * HOURS / LITRES, 3).ravel(),
                    "least_l_per_h": np.round(least + leak, 1).ravel(),
                    "hours": np.full(taken.size, HOURS),
                    "told": told.ravel(),
                }
            )
            .filter(pl.col("told"), pl.col("day") <= last)
            .drop("told")
        )


def _habits(customers: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    random = generator(CUSTOMERS, 1)
    usual = customers["usage"].replace_strict(M3_DAY, return_dtype=pl.Float64).to_numpy()
    chance = customers["usage"].replace_strict(BY_NIGHT, return_dtype=pl.Float64).to_numpy()
    spread = np.exp(SPREAD * random.standard_normal(customers.height) - SPREAD**2 / 2)
    return usual * spread, random.random(customers.height) < chance


def _season(days: pl.Series) -> np.ndarray:
    month = np.array(SEASON)[days.dt.month().to_numpy() - 1]
    return month * np.where(days.dt.weekday().to_numpy() > 5, WEEKEND, 1)


def _leaks_l_per_h(count: int, month: date, days: pl.Series) -> np.ndarray:
    """What leaks take each day of a month: those that began in it or in the two before."""
    total = np.zeros((count, len(days)))
    began = month
    for _ in range(3):
        random = generator(CUSTOMERS, 2, began.year, began.month)
        leaks = np.flatnonzero(random.random(count) < LEAK_CHANCE)
        start = random.integers(0, 28, len(leaks))
        length = random.uniform(*LEAK_DAYS, len(leaks))
        flow = np.exp(random.uniform(*np.log(LEAK_L_PER_H), len(leaks)))
        age = (days - began).dt.total_days().to_numpy()[None, :] - start[:, None]
        total[leaks] += flow[:, None] * ((age >= 0) & (age < length[:, None]))
        began = (began - timedelta(days=1)).replace(day=1)
    return total
