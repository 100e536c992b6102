"""What a file says of a meter against what the store knows of it: units that were mistaken.

Nothing is corrected here: readings that cannot be of the unit they claim are put aside, all
those of the meter, for one of them is then no better known than another.
"""

from collections.abc import Collection
from datetime import date

import polars as pl
from sqlalchemy import Connection, extract, func, or_, select

from data import schema
from data.buildings.vocabulary import ENERGIES
from loaders import store
from loaders.buildings.meter_series import BILL_WAY, FACE_WAY, MEASURED_WAY, SPREAD_WAY
from loaders.counts import three_figures

# An active power in kW may pass the subscribed kVA, not by more.
POWER_MARGIN = 1.3
# Two series of one meter on the same days: their median ratio is one, but for rounding.
SAME = (0.8, 1.25)
# A meter against itself at the same season, over a whole file.
SEASON = (1 / 6, 6.0)
LEAST_DAYS, LEAST_DAYS_OF_SEASON = 3, 7
# Inside a file, a thousand times more from one day to the next: Wh and kWh.
THOUSAND = (800.0, 1250.0)
# A day of any building, by m² of floor; the second, of a floor that is not known, in all.
LARGEST_KWH, LARGEST_M3 = (100.0, 200_000.0), (1.0, 10_000.0)
# Their mean over a file, by m²: several times that of a swimming pool.
UNUSUAL_KWH, UNUSUAL_M3 = 10.0, 0.2
# A meter of pumps or floodlights serves a shelter of a few m².
LEAST_FLOOR_M2 = 100.0
BEYOND_WORDS = "jusqu’à {} {} par jour, plus qu’aucun bâtiment de cette taille"
THOUSAND_WORDS = "mille fois plus, ou moins, d’un jour à l’autre du fichier"
OTHER_WORDS = "{} fois ce que dit une autre série de ce compteur aux mêmes dates"
AROUND_DAYS = 5
PLACE_DAY = {"meter_id": pl.String, "day": pl.Date, "value": pl.Float64}


def too_powerful(hours: pl.Expr) -> pl.Expr:
    """Whether a consumption of electricity over `hours` passes what is subscribed."""
    power_kw = pl.col("value") / hours
    excess = power_kw > POWER_MARGIN * pl.col("subscribed_kva")
    return ((pl.col("energy") == "electricity") & excess).fill_null(False)


def by_day(connection: Connection, slices: pl.DataFrame) -> pl.DataFrame:
    """What meters use a day: meter_id, quantity, most, mean and floor_m2, that of their buildings.

    `slices`: meter_id, quantity, first_day, last_day, value. The floor is LEAST_FLOOR_M2 at
    least, null where that of a building is not known.
    """
    link, building = schema.meter_building.c, schema.building.c
    statement = (
        select(
            link.meter_id, func.sum(building.floor_m2), func.count(), func.count(building.floor_m2)
        )
        .join_from(schema.meter_building, schema.building, building.building_id == link.building_id)
        .where(link.meter_id.in_(slices["meter_id"].unique().to_list()))
        .group_by(link.meter_id)
    )
    kinds = {"meter_id": pl.String, "floor_m2": pl.Float64, "buildings": pl.Int64,
             "measured": pl.Int64}  # fmt: skip
    floors = store.read(connection, statement, kinds).filter(
        pl.col("buildings") == pl.col("measured")
    )
    days = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    return (
        slices.group_by("meter_id", "quantity", maintain_order=True)
        .agg((pl.col("value") / days).max().alias("most"), pl.col("value").sum() / days.sum())
        .rename({"value": "mean"})
        .join(floors, on="meter_id", how="left", maintain_order="left")
        .with_columns(pl.col("floor_m2").clip(LEAST_FLOOR_M2))
        .select("meter_id", "quantity", "most", "mean", "floor_m2")
    )


def beyond_any_building(used: pl.DataFrame) -> dict[str, str]:
    """Meters (`by_day`) of which a day passes what any building uses, in words.

    A first load has no other reading to be compared with.
    """
    by_m2, at_all = (_of_water(LARGEST_M3[side], LARGEST_KWH[side]) for side in (0, 1))
    beyond = used.filter(
        pl.col("most") > pl.coalesce(by_m2 * pl.col("floor_m2"), at_all)
    ).with_columns(_of_water(pl.lit("m³"), pl.lit("kWh")).alias("unit"))
    return {
        meter: BEYOND_WORDS.format(three_figures(per_day), unit)
        for meter, per_day, unit in beyond.select("meter_id", "most", "unit").iter_rows()
    }


def large_for_their_floor(used: pl.DataFrame, doubts: Collection[str]) -> list[str]:
    """Other meters (`by_day`) that use, day after day, what next to no building does.

    They are loaded: servers, pumps and floors in error are real. In Wh said kWh, or in litres said
    m³, a building is there as soon as it uses 3.7 kWh, or 0.07 m³, by m² and year.
    """
    unusual = _of_water(UNUSUAL_M3, UNUSUAL_KWH) * pl.col("floor_m2")
    large = used.filter(pl.col("mean") > unusual)["meter_id"]
    return [meter for meter in large if meter not in doubts]


def _of_water(water: float | pl.Expr, energy: float | pl.Expr) -> pl.Expr:
    return pl.when(pl.col("quantity") == ENERGIES["water"].quantity).then(water).otherwise(energy)


def change_of_unit(days: pl.DataFrame) -> list[str]:
    """Meters whose days (meter_id, day, value) become a thousand times more, or less."""
    used = days.filter(pl.col("value") > 0).sort("meter_id", "day")
    if used.is_empty():
        return []
    typical = {"window_size": AROUND_DAYS, "min_samples": LEAST_DAYS}
    value = pl.col("value")
    frame = used.with_columns(
        value.rolling_median(**typical).shift().over("meter_id").alias("before"),
        value.reverse().rolling_median(**typical).reverse().over("meter_id").alias("after"),
    )
    ratio = pl.col("after") / pl.col("before")
    jumped = ratio.is_between(*THOUSAND) | (1 / ratio).is_between(*THOUSAND)
    return frame.filter(jumped)["meter_id"].unique().sort().to_list()


def suspect_meters(connection: Connection, slices: pl.DataFrame, source_key: str) -> dict[str, str]:
    """Meters of which the slices contradict the store, each with the ratio found in words.

    `slices`: meter_id, quantity, series_key, first_day, last_day (both included), value.
    """
    days = slices.filter(pl.col("first_day") == pl.col("last_day")).rename({"first_day": "day"})
    found = dict.fromkeys(change_of_unit(days), THOUSAND_WORDS)
    if slices.is_empty():
        return found
    measured, spread = (
        _against_others(connection, slices, source_key, way) for way in (MEASURED_WAY, SPREAD_WAY)
    )
    season = _against_season(connection, slices)
    for ratios, bounds, words in (
        (measured, SAME, OTHER_WORDS),
        # Shares of a period are no days: only a unit makes such a difference.
        (spread, SEASON, OTHER_WORDS),
        (season, SEASON, "{} fois ce que ce compteur mesure d’habitude à la même saison"),
    ):
        outside = ratios.filter(~pl.col("ratio").is_between(*bounds))
        for meter, ratio in outside.select("meter_id", "ratio").iter_rows():
            found.setdefault(meter, words.format(three_figures(ratio)))
    return found


def _against_others(
    connection: Connection, slices: pl.DataFrame, source_key: str, way: str
) -> pl.DataFrame:
    """meter_id and the median ratio to other series of a way that know the same days."""
    series, day = schema.series.c, schema.series_day.c
    meters = slices["meter_id"].unique().to_list()
    known = connection.execute(
        select(series.series_no).where(
            series.place.in_(meters),
            series.quantity.in_(slices["quantity"].unique().to_list()),
            series.direction == way,
            or_(
                series.series_key.not_in(slices["series_key"].unique().to_list()),
                series.source_key != source_key,
            ),
        )
    )
    numbers = [number for (number,) in known]
    if not numbers:
        return pl.DataFrame(schema={"meter_id": pl.String, "ratio": pl.Float64})
    statement = (
        select(series.place, day.day, func.max(day.value))
        .join_from(schema.series_day, schema.series, series.series_no == day.series_no)
        .where(
            day.series_no.in_(numbers),
            day.day.between(*_span(slices)),
            day.readings >= day.expected,
        )
        .group_by(series.place, day.day)
    )
    stored = store.read(connection, statement, PLACE_DAY)
    return _ratios(slices, stored)


def _ratios(slices: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Median of slice ÷ sum of its days, over the slices of which every day is stored."""
    length = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    matched = (
        slices.with_row_index("slice")
        .with_columns(length.alias("length"), pl.date_ranges("first_day", "last_day").alias("day"))
        .explode("day")
        .join(stored.rename({"value": "stored"}), on=["meter_id", "day"])
        .group_by("slice", "meter_id")
        .agg(pl.col("value", "length").first(), pl.col("stored").sum(), pl.len().alias("days"))
        .filter(pl.col("days") == pl.col("length"), pl.col("value") > 0, pl.col("stored") > 0)
    )
    return (
        matched.group_by("meter_id")
        .agg((pl.col("value") / pl.col("stored")).median().alias("ratio"), pl.col("days").sum())
        .filter(pl.col("days") >= LEAST_DAYS)
    )


def _against_season(connection: Connection, slices: pl.DataFrame) -> pl.DataFrame:
    """meter_id and the median ratio of the days of the file to those of the same months before.

    Only where a file brings a week of a meter and the store another week of the same month.
    """
    length = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    rows = slices.filter(pl.col("value") > 0).with_columns(
        length.alias("days"),
        (pl.col("value") / length).alias("per_day"),
        pl.col("first_day").dt.offset_by("14d").dt.month().alias("late_month"),
        pl.col("first_day").dt.month().alias("month"),
    )
    rows = rows.with_columns(
        pl.when(pl.col("days") > AROUND_DAYS).then("late_month").otherwise("month").alias("month")
    )
    long_enough = pl.col("days").sum().over("meter_id") >= LEAST_DAYS_OF_SEASON
    rows = rows.filter(long_enough)
    if rows.is_empty():
        return pl.DataFrame(schema={"meter_id": pl.String, "ratio": pl.Float64})
    usual = _usual_days(connection, rows)
    return (
        rows.join(usual, on=["meter_id", "month"])
        .group_by("meter_id")
        .agg((pl.col("per_day") / pl.col("usual")).median().alias("ratio"))
    )


def _usual_days(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """meter_id, month, `usual`: the mean of the known days of that month outside the file."""
    series, day = schema.series.c, schema.series_day.c
    month = extract("month", day.day)
    statement = (
        select(series.place, month, func.avg(day.value), func.count())
        .join_from(schema.series_day, schema.series, series.series_no == day.series_no)
        .where(
            series.place.in_(rows["meter_id"].unique().to_list()),
            series.quantity.in_(rows["quantity"].unique().to_list()),
            series.direction.not_in([FACE_WAY, BILL_WAY]),
            day.readings >= day.expected,
            ~day.day.between(*_span(rows)),
        )
        .group_by(series.place, month)
    )
    kinds = {"meter_id": pl.String, "month": pl.Int8, "usual": pl.Float64, "known": pl.Int64}
    found = store.read(connection, statement, kinds)
    return found.filter(pl.col("known") >= LEAST_DAYS_OF_SEASON, pl.col("usual") > 0)


def _span(slices: pl.DataFrame) -> tuple[date, date]:
    return slices["first_day"].min(), slices["last_day"].max()
