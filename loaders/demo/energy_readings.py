"""From daily consumption to what meters say: days, steps within the day, indexes, silences."""

from datetime import date

import numpy as np
import polars as pl

from data.buildings.vocabulary import MEASURED
from loaders.demo import load_curves
from loaders.demo.bills import bill_rows, spread_values
from loaders.demo.building_works import Changes
from loaders.demo.days import METERS, generator
from loaders.demo.energy import DemoDays, consumption, demo_days, heard, leak_m3_h
from loaders.demo.meters import INDEX_DIGITS, DemoMeter, Reading, series_key

# An index runs from this day on: the same day reads the same whatever the window.
INDEX_FROM = date(2020, 1, 1)
FACE = 10**INDEX_DIGITS
ROLLOVER_ON, METER_CHANGED_ON = date(2026, 1, 20), date(2026, 2, 10)
FIRST_INDEX_OF_NEW_METER = 3.0
# Hours of water are known for a year and the month begun.
FINE_WATER_YEARS = 1


def meter_readings(meter: DemoMeter, days: DemoDays, changes: Changes) -> list[pl.DataFrame]:
    """The readings of every series of a meter: [series_key, at_s, value, quality]."""
    if meter.reading is Reading.BILL:
        spread = spread_values(bill_rows(meter, days, changes))
        return [_frame(meter, spread["at_s"], spread["value"], spread["quality"])]
    told = heard(meter, days)
    readings = [_index_readings if meter.reading is Reading.INDEX else _day_readings]
    if meter.fine:
        readings.append(_load_curve if meter.energy == "electricity" else _water_hours)
    return [read(meter, days, changes, told) for read in readings]


def _frame(
    meter: DemoMeter,
    at_s: np.ndarray | pl.Series,
    value: np.ndarray | pl.Series,
    quality: int | pl.Series = MEASURED,
    grain: str | None = None,
) -> pl.DataFrame:
    key = series_key(meter, grain or meter.reading.value)
    return pl.DataFrame({"at_s": at_s, "value": value}).select(
        pl.lit(key).alias("series_key"),
        "at_s",
        "value",
        pl.lit(quality).cast(pl.Int64).alias("quality"),
    )


def measured(meter: DemoMeter, days: DemoDays, changes: Changes) -> np.ndarray:
    """What goes through the meter each day, leaks included."""
    used = consumption(meter, days, changes)
    if meter.energy != "water":
        return used
    length_h = np.diff(days.midnights_s) / 3600
    return np.round(used + leak_m3_h(meter.building, days, changes) * length_h, 3)


def _day_readings(
    meter: DemoMeter, days: DemoDays, changes: Changes, told: np.ndarray
) -> pl.DataFrame:
    return _frame(meter, days.midnights_s[:-1][told], measured(meter, days, changes)[told])


def _load_curve(
    meter: DemoMeter, days: DemoDays, changes: Changes, told: np.ndarray
) -> pl.DataFrame:
    steps = load_curves.clock(days, 1800)
    daily = consumption(meter, days, changes)
    value = load_curves.electricity_steps(meter.building, daily, days, steps)
    kept = told[steps.row]
    return _frame(meter, steps.at_s[kept], value[kept], grain="courbe")


def _water_hours(
    meter: DemoMeter, days: DemoDays, changes: Changes, told: np.ndarray
) -> pl.DataFrame:
    year_before = date(days.last.year - FINE_WATER_YEARS, days.last.month, 1)
    since = max(days.first, year_before)
    told = told[days.between(since, date.max)]
    days = demo_days(since, days.last, days.zone)
    steps = load_curves.clock(days, 3600)
    daily = consumption(meter, days, changes)
    used = load_curves.water_steps(meter.building, daily, days, steps)
    value = np.round(used + leak_m3_h(meter.building, days, changes)[steps.row], 3)
    kept = told[steps.row]
    return _frame(meter, steps.at_s[kept], value[kept], grain="courbe")


def _index_readings(
    meter: DemoMeter, days: DemoDays, changes: Changes, told: np.ndarray
) -> pl.DataFrame:
    """One index a midnight, from the first of the window to the last before today."""
    kept = np.append(True, told[:-1])
    return _frame(meter, days.midnights_s[:-1][kept], index_face(meter, days, changes)[:-1][kept])


def index_face(meter: DemoMeter, days: DemoDays, changes: Changes) -> np.ndarray:
    """The index at the first midnight of the days and at each that follows."""
    begin = min(INDEX_FROM, days.first)
    every = demo_days(begin, days.last, days.zone)
    reached = np.append(0.0, np.cumsum(measured(meter, every, changes)))
    start = float(generator(METERS, meter.building.number).integers(500, 20_000))
    if meter.rolls:
        known = reached[: (ROLLOVER_ON - begin).days + 1]
        start = FACE - 1.0 - known[-1]
    return np.round((start + reached) % FACE, 3)[(days.first - begin).days :]


def meter_change_rows(meters: list[DemoMeter], days: DemoDays, changes: Changes) -> pl.DataFrame:
    """Rows of core_meter_change: the last of the meters read by index is changed one day."""
    by_index = [meter for meter in meters if meter.reading is Reading.INDEX]
    columns = {"meter_id": pl.String, "at_s": pl.Int64}
    columns |= {"last_index": pl.Float64, "first_index": pl.Float64}
    if not by_index or not days.first < METER_CHANGED_ON <= days.last:
        return pl.DataFrame(schema=columns)
    row = (METER_CHANGED_ON - days.first).days
    last_index = float(index_face(by_index[-1], days, changes)[row])
    changed = (by_index[-1].meter_id, int(days.midnights_s[row]), last_index)
    return pl.DataFrame([(*changed, FIRST_INDEX_OF_NEW_METER)], schema=columns, orient="row")
