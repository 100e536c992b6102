"""What each repair gave back to its sector, from the nights of the leak and those after."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data import schema
from data.water.detection import Watch
from data.water.saved import AFTER_NIGHTS, BEFORE_NIGHTS, Saving, saved_flow
from data.water.sector_hours import SectorHours
from data.water.vocabulary import BUDGET, SECTOR
from loaders import store
from loaders.water.sector_alerts import YEAR_HOURS

# A leak ends on the day of its repair, as seen from nights that are seen later.
AROUND = timedelta(days=14)
REPAIR = {"repair_id": pl.String, "sector_id": pl.String, "repaired_day": pl.Date}
SAVING = {
    "repair_id": pl.String,
    **dict.fromkeys(("before_m3_h", "after_m3_h", "saved_m3_h"), pl.Float64),
    **dict.fromkeys(("low_m3_h", "high_m3_h", "eur_year"), pl.Float64),
}


def repair_savings(
    connection: Connection,
    hours: SectorHours,
    watched: Watch,
    alerts: pl.DataFrame,
    prices: pl.DataFrame,
) -> pl.DataFrame:
    """out_water_saving: the repairs of which enough nights are known; null without a price.

    Nights before the leak began are left out, as are those that other repairs or the next leak of
    the sector touch. Repairs of one sector on one day are not told apart: none is given.
    """
    repairs = _repairs(connection)
    price_of = dict(prices.iter_rows())
    begun = alerts.filter(place_kind=SECTOR, budget=BUDGET)
    rows = []
    for sector, own in repairs.partition_by("sector_id", as_dict=True).items():
        if sector[0] not in hours.sectors:
            continue
        night = watched.days.night_m3_h[hours.sectors.index(sector[0])]
        leaks = begun.filter(place_id=sector[0])
        for repair, saved in _savings(hours.days, night, own, leaks):
            price = price_of.get(sector[0])
            eur_year = None if price is None else saved.saved_m3_h * YEAR_HOURS * price
            rows.append((repair, *vars(saved).values(), eur_year))
    return pl.DataFrame(rows, schema=SAVING, orient="row").sort("repair_id")


def _repairs(connection: Connection) -> pl.DataFrame:
    row = schema.water_repair.c
    statement = select(*(row[name] for name in REPAIR)).where(row.sector_id.is_not(None))
    return store.read(connection, statement.order_by(row.sector_id, row.repaired_day), REPAIR)


def _savings(
    days: NDArray[np.datetime64],
    night: NDArray[np.float64],
    repairs: pl.DataFrame,
    leaks: pl.DataFrame,
) -> Iterator[tuple[str, Saving]]:
    """The repairs of one sector, in order, whose saving is known."""
    for repair, _, day in repairs.filter(pl.len().over("repaired_day") == 1).iter_rows():
        after = (days - np.datetime64(day, "D")).astype(int)
        first, last = _alone(day, repairs["repaired_day"], leaks)
        near = (after >= -BEFORE_NIGHTS) & (after <= AFTER_NIGHTS)
        others = (days <= np.datetime64(first, "D")) | (days >= np.datetime64(last, "D"))
        if (after == 0).any():
            own = np.where(near & others, np.nan, night)
            saved = saved_flow(own, int(np.argmin(np.abs(after))))
            if saved:
                yield repair, saved


def _alone(day: date, repaired: pl.Series, leaks: pl.DataFrame) -> tuple[date, date]:
    """The days between which nights speak of one repair alone, both left out.

    From the start of its leak, or the repair before, to the next leak or repair.
    """
    own = leaks.filter(
        pl.col("since") < day, pl.col("last_day").is_between(day - AROUND, day + AROUND)
    )
    starts = [repaired.filter(repaired < day).max(), own["since"].max()]
    ends = [
        repaired.filter(repaired > day).min(),
        leaks.filter(pl.col("since") > day)["since"].min(),
    ]
    return (
        max((start for start in starts if start), default=date.min),
        min((end for end in ends if end), default=date.max),
    )
