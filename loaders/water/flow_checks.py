"""Whether a file gives a sensor the unit that it always had: against its own past, then its sector.

Nothing is corrected: all the readings of a sensor whose unit is in doubt are put aside, for one
is then no better known than another.
"""

from collections.abc import Iterator

import polars as pl
from sqlalchemy import Connection, func, select

from data import schema
from loaders import store
from loaders.counts import three_figures
from loaders.water.flow_steps import HOUR_S, stored_hours

DAY_S = 86_400
NEAR_S, YEAR_S = 14 * DAY_S, 364 * DAY_S
# What units are mistaken for each other by: L/s, m³/h, m³/day, L/min, L/h, m³/s.
FACTORS = (3.6, 16.67, 24.0, 60.0, 86.4, 1000.0, 3600.0)
# A unit multiplies every hour alike; a leak adds the same flow to all, nights grow far more.
TYPICAL, SPREAD = 0.2, 0.45
SPREAD_QUANTILES = (0.15, 0.85)
LEAST_HOURS = 24
# Two values of the same hours are in the very same ratio.
SAME, SAME_SPREAD = 0.02, 0.02
# A sector that one meter alone feeds, in m³ a day for a customer: outside the first bounds no
# unit can be right, outside the second it is worth a look.
IMPOSSIBLE_M3_DAY, UNUSUAL_M3_DAY = (0.015, 15.0), (0.1, 2.0)
HOURS_IN_DAY = 24


def suspect_sensors(connection: Connection, hours: pl.DataFrame) -> dict[str, str]:
    """Sensors whose hours (HOURLY) contradict the store, each with what was found in words."""
    found: dict[str, str] = {}
    spans = hours.group_by("sensor").agg(
        first_s=pl.col("hour_s").min() // DAY_S * DAY_S,
        last_s=pl.col("hour_s").max() // DAY_S * DAY_S + DAY_S,
    )
    for (first_s, last_s), group in spans.group_by("first_s", "last_s", maintain_order=True):
        sensors = group["sensor"].to_list()
        own = hours.filter(pl.col("sensor").is_in(sensors))
        for ratios, same in _ratios(connection, own, sensors, first_s, last_s):
            for sensor, ratio in ratios.iter_rows():
                words = "{} fois ce qui est déjà chargé aux mêmes heures" if same else (
                    "{} fois ce qu’il mesure d’habitude"
                )  # fmt: skip
                found.setdefault(sensor, words.format(three_figures(ratio)))
    return _beyond_customers(connection, hours, IMPOSSIBLE_M3_DAY) | found


def unusual_sensors(connection: Connection, hours: pl.DataFrame) -> dict[str, str]:
    """Sensors whose flow is unusual, be it not impossible, for the customers of their sector."""
    return _beyond_customers(connection, hours, UNUSUAL_M3_DAY)


def _ratios(
    connection: Connection, hours: pl.DataFrame, sensors: list[str], first_s: int, last_s: int
) -> Iterator[tuple[pl.DataFrame, bool]]:
    """sensor and ratio of those in doubt: at the same hours, just before, just after, last year."""
    near_s = min(last_s, first_s + NEAR_S)
    late_s = max(first_s, last_s - NEAR_S)
    past = stored_hours(
        connection,
        sensors,
        [
            (first_s - NEAR_S, near_s),
            (late_s, last_s + NEAR_S),
            (first_s - YEAR_S, near_s - YEAR_S),
        ],
    )
    if past.is_empty():
        return
    yield _same_hours(hours, past), True
    between = pl.col("hour_s").is_between
    for own, stored in (
        (between(first_s, near_s), between(first_s - NEAR_S, first_s - 1)),
        (between(late_s, last_s), between(last_s, last_s + NEAR_S)),
        (between(first_s, near_s), between(first_s - YEAR_S, near_s - YEAR_S)),
    ):
        yield _by_clock(hours.filter(own), past.filter(stored)), False


def _same_hours(hours: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """Sensors of which the hours already stored become a constant number of times themselves."""
    ratio = pl.col("m3_h") / pl.col("m3_h_right")
    both = hours.join(past, on=["sensor", "hour_s"]).filter(
        pl.col("m3_h") > 0, pl.col("m3_h_right") > 0
    )
    low, high = (pl.col("ratio").quantile(share) for share in SPREAD_QUANTILES)
    told = both.with_columns(ratio.alias("ratio")).group_by("sensor").agg(
        pl.col("ratio").median().alias("typical"),
        (high / low - 1).alias("spread"),
        pl.len().alias("hours"),
    )  # fmt: skip
    constant = (pl.col("hours") >= LEAST_HOURS) & (pl.col("spread") <= SAME_SPREAD)
    return told.filter(constant & _near_factor("typical", SAME)).select("sensor", "typical")


def _by_clock(hours: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """Sensors of which every hour of the day is about a factor of units away from what it was."""
    clock = (pl.col("hour_s") // HOUR_S % HOURS_IN_DAY).alias("clock")
    usual = past.group_by("sensor", clock).agg(pl.col("m3_h").median().alias("usual"))
    low, high = (pl.col("ratio").quantile(share) for share in SPREAD_QUANTILES)
    told = (
        hours.with_columns(clock)
        .join(usual, on=["sensor", "clock"])
        .filter(pl.col("m3_h") > 0, pl.col("usual") > 0)
        .with_columns((pl.col("m3_h") / pl.col("usual")).alias("ratio"))
        .group_by("sensor")
        .agg(
            pl.col("ratio").median().alias("typical"),
            low.alias("low"),
            high.alias("high"),
            pl.len().alias("hours"),
        )
    )
    factor = _factor("typical")
    alike = (pl.col("low") > (1 - SPREAD) * factor) & (pl.col("high") < (1 + SPREAD) * factor)
    enough = pl.col("hours") >= LEAST_HOURS
    return told.filter(enough & _near_factor("typical", TYPICAL) & alike).select(
        "sensor", "typical"
    )


def _near_factor(name: str, tolerance: float) -> pl.Expr:
    return (pl.col(name) / _factor(name) - 1).abs() <= tolerance


def _factor(name: str) -> pl.Expr:
    """The factor of units nearest to a ratio."""
    factors = [*FACTORS, *(1 / factor for factor in FACTORS)]
    away = {factor: (pl.col(name) / factor).log().abs() for factor in factors}
    nearest = pl.min_horizontal(away.values())
    return pl.coalesce(
        pl.when(distance == nearest).then(pl.lit(factor)) for factor, distance in away.items()
    )


def _beyond_customers(
    connection: Connection, hours: pl.DataFrame, bounds: tuple[float, float]
) -> dict[str, str]:
    """Sensors, alone on their sector, whose flow is outside what its customers may use."""
    per_customer = (
        hours.group_by("sensor")
        .agg(pl.col("m3_h").median(), pl.len().alias("hours"))
        .filter(pl.col("hours") >= LEAST_HOURS, pl.col("m3_h") > 0)
        .join(_lone_meters(connection), on="sensor")
        .with_columns((HOURS_IN_DAY * pl.col("m3_h") / pl.col("customers")).alias("m3_day"))
        .filter(~pl.col("m3_day").is_between(*bounds))
    )
    return {
        sensor: f"{three_figures(m3_day)} m³ par abonné et par jour"
        for sensor, m3_day in per_customer.select("sensor", "m3_day").iter_rows()
    }


def _lone_meters(connection: Connection) -> pl.DataFrame:
    """sensor, customers: meters that feed one sector, which has no other."""
    meter, sector = schema.water_sector_meter.c, schema.water_sector.c
    alone = select(meter.sector_id).group_by(meter.sector_id).having(func.count() == 1)
    shared = select(meter.meter_id).group_by(meter.meter_id).having(func.count() > 1)
    statement = (
        select(meter.meter_id, sector.customers)
        .join_from(
            schema.water_sector_meter, schema.water_sector, sector.sector_id == meter.sector_id
        )
        .where(
            meter.sector_id.in_(alone),
            meter.meter_id.not_in(shared),
            meter.sign == 1,
            sector.customers > 0,
        )
    )
    return store.read(connection, statement, {"sensor": pl.String, "customers": pl.Int64})
