"""Hours of each cabinet, by month and by year, from its schedules and the nights of its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, last_whole_month, months_before
from data.lighting.burning import Reduction, Schedule, off_at
from data.lighting.nights import night_cell
from data.months import month_end
from data.territory import Territory
from loaders.lighting.lighting_sky import Place, Sky

# Schedules by date of effect, the earliest first.
Dated = list[tuple[date, Schedule]]
TWO_O_CLOCK_MIN = 120
HOURS = {
    "cabinet_id": pl.String,
    "month": pl.Date,
    "hours": pl.Float64,
    "full_hours": pl.Float64,
}
STATE = {
    "cabinet_id": pl.String,
    "hours_year": pl.Float64,
    "full_hours_year": pl.Float64,
    "dark_hours_year": pl.Float64,
    "off_at_2h": pl.Boolean,
    "decided": pl.Date,
}


@dataclass(frozen=True)
class Segment:
    """A schedule, from `first` to the eve of `following`."""

    schedule: Schedule
    first: date
    following: date


def read_schedules(connection: Connection) -> dict[str, Dated]:
    """The schedules of each cabinet by date of effect, the earliest first."""
    row, less = schema.light_schedule.c, schema.light_reduction.c
    reductions: dict[tuple[str, date], list[Reduction]] = {}
    ordered = select(schema.light_reduction).order_by(less.cabinet_id, less.first_day, less.rank)
    for each in connection.execute(ordered):
        key = each.cabinet_id, each.first_day
        reductions.setdefault(key, []).append(
            Reduction(*(getattr(each, name) for name in Reduction.__annotations__))
        )
    schedules: dict[str, Dated] = {}
    for each in connection.execute(
        select(schema.light_schedule).order_by(row.cabinet_id, row.first_day)
    ):
        lowered = tuple(reductions.get((each.cabinet_id, each.first_day), ()))
        schedule = Schedule(each.rule, each.on_min, each.off_min, lowered)
        schedules.setdefault(each.cabinet_id, []).append((each.first_day, schedule))
    return schedules


def segments(schedules: Dated) -> Iterator[Segment]:
    """Each schedule with the day on which the next one replaces it."""
    for number, (first, schedule) in enumerate(schedules):
        after = schedules[number + 1 : number + 2]
        yield Segment(schedule, first, after[0][0] if after else date.max)


def cabinet_places(
    cabinets: pl.DataFrame, points: pl.DataFrame, territory: Territory
) -> dict[str, Place]:
    """The night cell of each cabinet: where it stands, else its points, else its town hall.

    A cabinet of which nothing says where it is has no night.
    """
    middles = points.group_by("cabinet_id").agg(
        pl.col("latitude_deg", "longitude_deg").mean().name.prefix("mean_")
    )
    rows = cabinets.join(middles, on="cabinet_id", how="left").select(
        "cabinet_id", "commune_code", "latitude_deg", "longitude_deg", "mean_latitude_deg",
        "mean_longitude_deg",
    )  # fmt: skip
    found = {}
    for cabinet_id, code, latitude, longitude, *middle in rows.iter_rows():
        commune = territory.commune(code) if code else None
        hall = (commune.town_hall_lat, commune.town_hall_lon) if commune else (None, None)
        for point in ((latitude, longitude), middle, hall):
            if None not in point:
                found[cabinet_id] = night_cell(*point)
                break
    return found


def cabinet_hours(
    schedules: dict[str, Dated],
    places: dict[str, Place],
    sky: Sky,
    months: list[date],
) -> pl.DataFrame:
    """HOURS of each cabinet and month that a schedule covers whole.

    The day that a schedule takes effect is the first of which all hours follow it.
    """
    starts = np.array([sky.index(month) for month in months])
    ends = np.array([sky.index(month_end(month) + timedelta(days=1)) for month in months])
    columns: dict[str, list] = {name: [] for name in HOURS}
    for cabinet_id, dated in schedules.items():
        if cabinet_id not in places:
            continue
        sums = np.zeros((3, len(months)))
        for segment in segments(dated):
            first, following = sky.index(segment.first), sky.index(segment.following)
            before = sky.cumulated(places[cabinet_id], segment.schedule)
            sums += before[:, ends.clip(first, following)]
            sums -= before[:, starts.clip(first, following)]
        covered = starts >= sky.index(dated[0][0])
        columns["cabinet_id"] += [cabinet_id] * int(covered.sum())
        columns["month"] += [month for month, known in zip(months, covered, strict=True) if known]
        columns["hours"] += sums[0, covered].tolist()
        columns["full_hours"] += sums[1, covered].tolist()
    return pl.DataFrame(columns, schema=HOURS)


def schedule_states(
    schedules: dict[str, Dated],
    places: dict[str, Place],
    sky: Sky,
    today: date,
) -> pl.DataFrame:
    """STATE of each cabinet: what its present schedule makes of the last twelve whole months.

    `decided` is since when nights are switched off without interruption, null when they are not.
    """
    start, end = year_before(today)
    evenings = [start + timedelta(days=n) for n in range((end - start).days)]
    off_at_2h: dict[Schedule, bool] = {}
    rows = []
    for cabinet_id, dated in schedules.items():
        schedule = present_schedule(dated, today)
        if cabinet_id not in places or schedule is None:
            continue
        if schedule not in off_at_2h:
            off_at_2h[schedule] = _mostly_off(schedule, evenings)
        before = sky.cumulated(places[cabinet_id], schedule)
        hours, full, dark = (before[:, sky.index(end)] - before[:, sky.index(start)]).tolist()
        rows.append((cabinet_id, hours, full, dark, off_at_2h[schedule], _decided(dated, today)))
    return pl.DataFrame(rows, schema=STATE, orient="row")


def year_before(today: date) -> tuple[date, date]:
    """The first of the last twelve whole months, and the day after them."""
    last = last_whole_month(today)
    return months_before(last, YEAR_OF_MONTHS - 1), month_end(last) + timedelta(days=1)


def _mostly_off(schedule: Schedule, evenings: list[date]) -> bool:
    """Whether most nights of the year are switched off at 2 h."""
    off = sum(off_at(schedule, evening, TWO_O_CLOCK_MIN) for evening in evenings)
    return 2 * off > len(evenings)


def switches_off(schedule: Schedule) -> bool:
    """Whether a schedule has a window without light, some nights at least."""
    return any(reduction.level_pct <= 0 for reduction in schedule.reductions)


def present_schedule(dated: Dated, today: date) -> Schedule | None:
    """The schedule in force today; None before the first."""
    known = [schedule for first, schedule in dated if first <= today]
    return known[-1] if known else None


def _decided(dated: Dated, today: date) -> date | None:
    decided = None
    for first, schedule in dated:
        if first <= today:
            decided = (decided or first) if switches_off(schedule) else None
    return decided
