"""The imagined bills of street lighting: quarters since 2021, the price rise, what goes wrong."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from data.months import month_end, month_starts
from loaders.demo.days import LIGHT_BILLS, LIGHT_ODDITIES
from loaders.demo.lights import DemoCabinet

FIRST_QUARTER = date(2021, 10, 1)
MONTHS = 3
# A bill comes a month after its quarter.
DELAY = timedelta(days=30)
# Year -> euros a kWh, subscription apart.
PRICES_EUR = {2021: 0.13, 2022: 0.18, 2023: 0.27, 2024: 0.22, 2025: 0.18, 2026: 0.17}
SUBSCRIPTION_EUR_KVA_YEAR = 20.0
PRICE_SPREAD, HABIT_SPREAD = 0.03, 0.04
# What the old lamps drew before a renewal, times what the LED draw.
BEFORE_LED = 2.6
# What goes wrong -> share of the cabinets, since a day of their own.
LIT_BY_DAY, DEAD, WRONG_INVENTORY = "lit by day", "dead", "wrong inventory"
FAULTS = {LIT_BY_DAY: 0.02, DEAD: 0.01, WRONG_INVENTORY: 0.03}
BY_DAY_TIMES, WRONG_TIMES = 2.0, 1.5
FAULTY_FROM, FAULTY_DAYS = date(2025, 1, 1), 600


def billed_months(today: date) -> list[date]:
    """The months of the quarters whose bill has come."""
    months = month_starts(FIRST_QUARTER, today - DELAY)
    whole = [month for month in months if month_end(month) <= today - DELAY]
    return whole[: len(whole) - len(whole) % MONTHS]


def bill_rows(
    cabinets: Sequence[DemoCabinet], hours: pl.DataFrame, months: Sequence[date]
) -> pl.DataFrame:
    """Rows of core_light_bill; `hours` are those of each cabinet and month [HOURS].

    A quarter is billed at once and spread over its days, so its months are prorated.
    """
    by_cabinet = {
        str(key[0]): dict(part.select("month", "hours").iter_rows())
        for key, part in hours.group_by("cabinet_id")
    }
    frames = [
        _cabinet_rows(cabinet, by_cabinet[cabinet.cabinet_id], months) for cabinet in cabinets
    ]
    return pl.concat(frames)


def _cabinet_rows(
    cabinet: DemoCabinet, hours: dict[date, float], months: Sequence[date]
) -> pl.DataFrame:
    random = cabinet.random(LIGHT_BILLS)
    price_factor = 1 + PRICE_SPREAD * random.standard_normal()
    habit = 1 + HABIT_SPREAD * random.standard_normal()
    used = np.array([cabinet.power_kw * hours[month] for month in months]) * habit
    used *= fault_factor(cabinet, months)
    used *= [BEFORE_LED if cabinet.led and month.year < cabinet.year else 1.0 for month in months]
    days = np.array([month_end(month).day for month in months], dtype=float)
    quarter = np.arange(len(months)) // MONTHS
    by_quarter = np.bincount(quarter, used) / np.bincount(quarter, days)
    kwh = by_quarter[quarter] * days
    price = np.array([PRICES_EUR[min(month.year, max(PRICES_EUR))] for month in months])
    subscription = SUBSCRIPTION_EUR_KVA_YEAR * cabinet.subscribed_kva * days / 365.25
    return pl.DataFrame(
        {
            "supply_point": [f"PDL-{cabinet.cabinet_id}"] * len(months),
            "month": list(months),
            "kwh": kwh.round(2),
            "eur": (kwh * price * price_factor + subscription).round(2),
            "subscription_eur": subscription.round(2),
            "commune_code": [cabinet.commune.code] * len(months),
            "epci_code": [cabinet.commune.epci] * len(months),
            "departement_code": [cabinet.commune.departement] * len(months),
            "prorated": [True] * len(months),
            "simulated": [True] * len(months),
        },
        schema_overrides={"epci_code": pl.String},
    )


def fault_of(cabinet: DemoCabinet) -> tuple[str, date]:
    """What goes wrong in a cabinet (nothing, most often), and since when."""
    random = cabinet.random(LIGHT_ODDITIES)
    drawn, since = random.random(), FAULTY_FROM + timedelta(int(random.integers(FAULTY_DAYS)))
    edges = np.cumsum(list(FAULTS.values()))
    rank = int(np.searchsorted(edges, drawn, side="right"))
    return [*FAULTS, ""][rank], since


def fault_factor(cabinet: DemoCabinet, months: Sequence[date]) -> np.ndarray:
    """What a fault multiplies the use of each month by."""
    fault, since = fault_of(cabinet)
    if fault == WRONG_INVENTORY:
        return np.full(len(months), WRONG_TIMES)
    times = {LIT_BY_DAY: BY_DAY_TIMES, DEAD: 0.0}.get(fault, 1.0)
    return np.where([month >= since for month in months], times, 1.0)
