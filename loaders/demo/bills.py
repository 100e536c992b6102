"""Bills of the meters that nobody else reads: some estimated, put right by the next one."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from data.buildings.vocabulary import SPREAD
from data.calendar import day_bounds_utc_s
from data.months import month_end, month_starts
from loaders.demo.building_works import Changes
from loaders.demo.energy import DemoDays, consumption
from loaders.demo.meters import DemoMeter

BILL_MONTHS = {"gas": 1, "heat": 1, "oil": 2, "water": 2}
BILL_EUR = {"gas": 0.098, "heat": 0.104, "oil": 0.121, "water": 4.35}
FIXED_EUR = 14.0
# One bill in six is estimated, too high by this share.
ESTIMATED_EVERY, ESTIMATE_EXCESS = 6, 0.12
BILL = {
    "meter_id": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "value": pl.Float64,
    "amount_eur": pl.Float64,
    "estimated": pl.Boolean,
    "simulated": pl.Boolean,
}


def bill_rows(meter: DemoMeter, days: DemoDays, changes: Changes) -> pl.DataFrame:
    """Rows of core_bill of a meter: the whole periods that are over on the last of the days."""
    used = consumption(meter, days, changes)
    rows, owed = [], 0.0
    for number, first, last in _periods(days, BILL_MONTHS[meter.energy]):
        true = used[days.between(first, last + timedelta(days=1))].sum()
        estimated = number % ESTIMATED_EVERY == meter.building.number % ESTIMATED_EVERY
        excess = ESTIMATE_EXCESS * true if estimated else 0.0
        value = float(np.round(true + excess - owed, 1))
        owed = excess
        amount = round(value * BILL_EUR[meter.energy] + FIXED_EUR, 2)
        rows.append((meter.meter_id, first, last, value, amount, estimated, True))
    return pl.DataFrame(rows, schema=BILL, orient="row")


def _periods(days: DemoDays, months: int) -> list[tuple[int, date, date]]:
    """Number, first and last day of the periods of some months that lie inside the days."""
    starts = [m for m in month_starts(days.first, days.last) if m.month % months == 1 % months]
    periods = []
    for first in starts:
        last = month_end(first + timedelta(days=31 * (months - 1)))
        if first >= days.first and last <= days.last:
            periods.append(((first.year * 12 + first.month) // months, first, last))
    return periods


def spread_values(bills: pl.DataFrame) -> pl.DataFrame:
    """Each bill shared evenly by its days: [at_s, value, quality]."""
    day = pl.date_ranges("first_day", "last_day")
    days = bills.select(
        day.alias("day"), (pl.col("value") / day.list.len()).alias("value")
    ).explode("day")
    at_s = [day_bounds_utc_s(day)[0] for day in days["day"]]
    return days.select(
        pl.Series("at_s", at_s, pl.Int64), "value", pl.lit(SPREAD, pl.Int64).alias("quality")
    )
