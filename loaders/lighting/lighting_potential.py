"""What each cabinet used in its last year of bills, and what it could still save."""

from dataclasses import replace
from datetime import date

import polars as pl

from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.lighting.burning import ALL_YEAR, EVERY_DAY, Reduction, Schedule
from data.reference_values import ReferenceValues
from loaders.lighting.lighting_hours import present_schedule, switches_off
from loaders.lighting.lighting_months import known_sum
from loaders.lighting.lighting_sky import Place, Sky
from loaders.lighting.lighting_stock import W_PER_KW

LIGHT = "light"
# The switch-off that is proposed where none is decided: 23 h to 5 h, every night.
SWITCH_OFF = Reduction(EVERY_DAY, *ALL_YEAR, 23 * 60, 5 * 60, 0.0)
LESS_HOURS = {"cabinet_id": pl.String, "less_hours_year": pl.Float64}


def last_year(lines: pl.DataFrame) -> pl.DataFrame:
    """cabinet_id, measured_kwh, expected_kwh, eur, price_eur_kwh of the last twelve months billed.

    Expected is of the months of which kWh are billed, so that the two compare; of all where none
    is. The price is without subscription, where that is told; null where nothing is billed.
    """
    billed = lines.filter(pl.col("measured_kwh").is_not_null())
    last = (billed if billed.height else lines)["month"].max()
    if last is None:
        last = date.min.replace(year=2)
    year = lines.filter(pl.col("month").is_between(months_before(last, YEAR_OF_MONTHS - 1), last))
    measured = pl.col("measured_kwh").is_not_null()
    priced = measured & pl.col("eur").is_not_null()
    energy_eur = (pl.col("eur") - pl.col("subscription_eur").fill_null(0)).filter(priced).sum()
    kwh = pl.col("measured_kwh").filter(priced).sum()
    return year.group_by("cabinet_id").agg(
        known_sum("measured_kwh"),
        known_sum("eur"),
        expected_kwh=pl.when(measured.any())
        .then(known_sum("expected_kwh", measured))
        .otherwise(known_sum("expected_kwh")),
        price_eur_kwh=pl.when((kwh > 0) & (energy_eur > 0)).then(energy_eur / kwh),
    )


def led_power(points: pl.DataFrame, values: ReferenceValues, today: date) -> pl.DataFrame:
    """cabinet_id, led_kw: the power of its points were every lamp LED of the reference power.

    A lamp that is less powerful already stays. Null where no LED power is known for today.
    """
    led = values.at("light_led_w_per_point", LIGHT, today)
    reference_w = pl.lit(led.value if led else None, pl.Float64)
    power = pl.col("power_w")
    becomes = (
        pl.when(pl.col("lamp") == "led")
        .then(power)
        .otherwise(pl.min_horizontal(power, reference_w))
    )
    known = power if led else pl.lit(None, pl.Float64)
    return points.group_by("cabinet_id").agg(
        led_kw=pl.when(known.count() > 0).then(becomes.sum() / W_PER_KW)
    )


def less_hours(
    schedules: dict[str, list[tuple[date, Schedule]]],
    places: dict[str, Place],
    sky: Sky,
    today: date,
    year: tuple[date, date],
) -> pl.DataFrame:
    """LESS_HOURS: hours of a year (its first day, the day after its last) with SWITCH_OFF.

    A cabinet that already switches off keeps its own hours.
    """
    rows = []
    for cabinet_id, dated in schedules.items():
        schedule = present_schedule(dated, today)
        if schedule is None or cabinet_id not in places:
            continue
        if not switches_off(schedule):
            schedule = replace(schedule, reductions=(*schedule.reductions, SWITCH_OFF))
        before = sky.cumulated(places[cabinet_id], schedule)
        first, after = (sky.index(day) for day in year)
        rows.append((cabinet_id, float(before[0, after] - before[0, first])))
    return pl.DataFrame(rows, schema=LESS_HOURS, orient="row")


def with_potential(states: pl.DataFrame, values: ReferenceValues, today: date) -> pl.DataFrame:
    """Add potential_kwh and potential_eur: LED everywhere, and SWITCH_OFF where none is decided.

    potential = power × hours − LED power × hours with the switch-off, per year, at the price of
    the cabinet's own bills, else the reference; null without known power or schedule.
    """
    reference = values.at("light_price_eur_per_kwh", LIGHT, today)
    price = pl.coalesce("price_eur_kwh", pl.lit(reference.value if reference else None, pl.Float64))
    kept = pl.col("power_kw") * pl.col("hours_year")
    less = pl.col("led_kw") * pl.col("less_hours_year")
    known = pl.col("points_with_power") > 0
    return states.with_columns(
        potential_kwh=pl.when(known).then((kept - less).clip(0)),
    ).with_columns(potential_eur=pl.col("potential_kwh") * price, price_eur_kwh=price)
