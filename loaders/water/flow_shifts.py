"""Whether a file gives a sensor the clock that it always had: against the hours stored of it.

A clock is told late only by whole hours, against the same hours already stored, or against the
working days of the weeks before. Days on either side of a change of legal time are never compared:
some meters stay on winter time all year, and their profile moves by an hour that day.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection

from loaders.water.flow_steps import HOUR_S, stored_hours

DAY_S, DAY_HOURS = 86_400, 24
# UTC said to be legal time is an hour or two too early, the reverse too late.
SHIFTS = (-2, -1, 1, 2)
# The weeks that say the usual day, and the part of a file, at either end, that is looked at.
PAST_S, NEAR_S = 28 * DAY_S, 28 * DAY_S
# Hours already stored: nearly all found again, shifted; at their own instant, not half of them.
LEAST_HOURS, FOUND, MISSED, SAME = 24, 0.9, 0.5, 0.003
# Working days that make a usual day. Of what is unexplained, a shift leaves less than this part:
# no true week of two years of five real sectors falls under 0.6.
LEAST_DAYS, LATE_PART = 5, 0.5
WORKING_DAYS = 5


def shifted_sensors(connection: Connection, hours: pl.DataFrame) -> dict[str, str]:
    """Sensors whose hours (HOURLY) are those of another clock, each with what was found in words.

    What the store holds of the very same instants speaks first.
    """
    found: dict[str, str] = {}
    spans = hours.group_by("sensor").agg(
        first_s=pl.col("hour_s").min() // DAY_S * DAY_S,
        last_s=pl.col("hour_s").max() // DAY_S * DAY_S + DAY_S,
    )
    for (first_s, last_s), group in spans.group_by("first_s", "last_s", maintain_order=True):
        sensors = group["sensor"].to_list()
        near_s, late_s = min(first_s + NEAR_S, last_s), max(last_s - NEAR_S, first_s)
        stored = stored_hours(
            connection, sensors, [(first_s - PAST_S, near_s), (late_s, last_s + DAY_S)]
        )
        own = hours.filter(pl.col("sensor").is_in(stored["sensor"].unique().to_list()))
        for (sensor,), flows in own.partition_by("sensor", as_dict=True).items():
            words = _shift_of(flows, stored.filter(sensor=sensor), near_s)
            if words:
                found[sensor] = words
    return found


def _shift_of(own: pl.DataFrame, stored: pl.DataFrame, near_s: int) -> str:
    """How far the hours of one sensor are from those stored of it; empty when they are not."""
    shared = {shift: _found_again(own, stored, shift) for shift in (0, *SHIFTS)}
    best = max(SHIFTS, key=lambda shift: shared[shift])
    if shared[0] < MISSED and shared[best] >= FOUND:
        return f"{_hours(best)} que les mêmes valeurs déjà chargées"
    if shared[0] >= MISSED:
        return ""
    before = stored.filter(pl.col("hour_s") < own["hour_s"].min())
    shift = _profile_shift(own.filter(pl.col("hour_s") < near_s), before)
    return f"{_hours(shift)} que ses journées des semaines précédentes" if shift else ""


def _hours(shift: int) -> str:
    return f"{abs(shift)} h plus {'tôt' if shift < 0 else 'tard'}"


def _found_again(own: pl.DataFrame, stored: pl.DataFrame, shift: int) -> float:
    """Share of the hours that the store holds too, `shift` hours before; 0 when too few are."""
    moved = stored.select(pl.col("hour_s") + shift * HOUR_S, stored="m3_h")
    both = own.join(moved, on="hour_s")
    if both.height < LEAST_HOURS:
        return 0.0
    apart, size = (pl.col("m3_h") - pl.col("stored")).abs(), pl.col("stored").abs()
    return both.select((apart <= SAME * size.clip(lower_bound=size.median())).mean()).item()


def _profile_shift(own: pl.DataFrame, before: pl.DataFrame) -> int:
    """The hours of SHIFTS by which the usual day of `before` explains the days of `own`, else 0."""
    days, past = _working(own), _working(before)
    if days.is_empty():
        return 0
    # The time in force at the end of the file, on both sides.
    ahead = days["ahead_s"][-1]
    day, usual = (_usual_day(part.filter(ahead_s=ahead)) for part in (days, past))
    if day is None or usual is None:
        return 0
    left = {shift: _unexplained(day, np.roll(usual, shift)) for shift in range(-11, 13)}
    best = min(left, key=lambda shift: left[shift])
    return best if best in SHIFTS and left[best] < LATE_PART * left[0] else 0


def _working(hours: pl.DataFrame) -> pl.DataFrame:
    """Hours of Monday to Friday, with their local day, hour of the day and `ahead_s` of UTC."""
    utc = pl.from_epoch("hour_s", time_unit="s")
    local = utc.dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/Paris")
    naive = local.dt.replace_time_zone(None)
    return (
        hours.sort("hour_s")
        .with_columns(
            day=local.dt.date(), hour=local.dt.hour(), ahead_s=(naive - utc).dt.total_seconds()
        )
        .filter(pl.col("day").dt.weekday() <= WORKING_DAYS)
    )


def _usual_day(hours: pl.DataFrame) -> NDArray[np.float64] | None:
    """(24,) the median of each hour; None when too few days, or a whole hour, are not known."""
    known = hours.group_by("hour").agg(pl.col("m3_h").median(), pl.len().alias("days"))
    if known.height < DAY_HOURS or known["days"].min() < LEAST_DAYS:
        return None
    return known.sort("hour")["m3_h"].to_numpy()


def _unexplained(day: NDArray[np.float64], usual: NDArray[np.float64]) -> float:
    """The part of a day that a usual one leaves; 1 without likeness."""
    spread, likely = day - day.mean(), usual - usual.mean()
    size = np.sqrt((spread**2).sum() * (likely**2).sum())
    alike = max(float((spread * likely).sum() / size), 0.0) if size > 0 else 0.0
    return 1 - alike**2
