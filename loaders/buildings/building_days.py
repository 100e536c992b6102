"""What each building used each day, by energy: meters by their share, the best series of each.

A day of a building is known when all its meters of that energy that are in service are: a sum
that lacks a meter is missing, not smaller.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection, Select, and_, select

from data import schema
from data.buildings.meter_readings import by_day, may_be_spread
from data.buildings.meter_sums import summed
from data.buildings.vocabulary import ENERGIES, SPREAD
from data.series.queries import place_days
from data.series.rollups import GAP, local_day
from loaders import store
from loaders.buildings.meter_series import THEME

# Series of one place, side by side in one statement: bounds its memory.
SERIES_AT_ONCE = 500
SERIES = {
    "series_no": pl.Int64,
    "meter_id": pl.String,
    "energy": pl.String,
    "kind": pl.String,
    "may_be_spread": pl.Boolean,
}
LINK = {"meter_id": pl.String, "energy": pl.String, "building_id": pl.String, "share": pl.Float64}
READ_DAY = {"series_no": pl.Int64, "day": pl.Date, "value": pl.Float64}
READ_INSTANT = {"series_no": pl.Int64, "at_s": pl.Int64, "value": pl.Float64}
SPREAD_DAY = {"series_no": pl.Int64, "day": pl.Date}


@dataclass(frozen=True)
class EnergyDays:
    """One energy: `value` and `spread` are arrays of one row a building, one column a day.

    `value` is in the unit of the energy, NaN where it is not known; `spread` tells the days that
    come from a bill or another period, not from the day itself.
    """

    energy: str
    buildings: list[str]
    first: date
    value: np.ndarray
    spread: np.ndarray

    @property
    def days(self) -> np.ndarray:
        """The local days of the columns."""
        return np.datetime64(self.first, "D") + np.arange(self.value.shape[1])

    @property
    def last(self) -> date:
        """The last day of the store, that of the last column."""
        return self.first + timedelta(days=self.value.shape[1] - 1)

    @property
    def known(self) -> np.ndarray:
        """Whether each day of each building is known."""
        return ~np.isnan(self.value)

    def between(self, first: date, last: date) -> "EnergyDays":
        """The days from `first` to `last` that the store has; without column when it has none."""
        start = min(max((first - self.first).days, 0), self.value.shape[1])
        end = max((last - self.first).days + 1, start)
        return replace(
            self,
            first=self.first + timedelta(days=start),
            value=self.value[:, start:end],
            spread=self.spread[:, start:end],
        )

    def only(self, row: int) -> "EnergyDays":
        """The days of one building."""
        rows = slice(row, row + 1)
        return replace(
            self,
            buildings=self.buildings[rows],
            value=self.value[rows],
            spread=self.spread[rows],
        )


def energy_days(connection: Connection) -> list[EnergyDays]:
    """Every energy that buildings have readings of, over the same days."""
    series, links = _series(connection), meter_links(connection)
    read = {
        energy: days
        for energy in ENERGIES
        if not (days := _meter_days(connection, series.filter(energy=energy))).is_empty()
    }
    if not read:
        return []
    first = min(days["day"].min() for days in read.values())
    last = max(days["day"].max() for days in read.values())
    count = (last - first).days + 1
    return [
        _of_buildings(energy, days, links.filter(energy=energy), first, count)
        for energy, days in read.items()
    ]


def _series(connection: Connection) -> pl.DataFrame:
    row, meter = schema.series.c, schema.meter.c
    quantity = {energy.quantity: energy.key for energy in ENERGIES.values()}
    statement = (
        select(
            row.series_no,
            row.place,
            meter.energy,
            row.kind,
            may_be_spread(),
        )
        .join_from(
            schema.series,
            schema.meter,
            and_(meter.meter_id == row.place, meter.simulated == row.simulated),
        )
        .where(
            row.theme == THEME,
            row.quantity.in_(quantity),
            by_day(),
        )
        .order_by(row.place, row.series_no)
    )
    return store.read(connection, statement, SERIES)


def meter_links(connection: Connection) -> pl.DataFrame:
    """LINK: each meter and each building that it reads for, by building."""
    link, meter = schema.meter_building.c, schema.meter.c
    statement = (
        select(link.meter_id, meter.energy, link.building_id, link.share)
        .join_from(schema.meter_building, schema.meter, meter.meter_id == link.meter_id)
        .join(schema.building, schema.building.c.building_id == link.building_id)
        .where(link.share > 0)
        .order_by(link.building_id, link.meter_id)
    )
    return store.read(connection, statement, LINK)


def _meter_days(connection: Connection, series: pl.DataFrame) -> pl.DataFrame:
    """meter_id, day, value, spread: the complete days of each meter, once each."""
    alone = pl.len().over("meter_id") == 1
    parts = [
        read_many(connection, statement, READ_DAY)
        for rows, statement_of in (
            (series.filter(alone), _days_of),
            (series.filter(~alone), _best_days_of),
        )
        for statement in map(statement_of, _chunks(rows))
    ]
    if not parts:
        return pl.DataFrame(schema={"meter_id": pl.String, "day": pl.Date, "value": pl.Float64})
    found = (
        pl.concat(parts)
        .join(_gap_ends(connection, series), on=["series_no", "day"], how="anti")
        .join(series.select("series_no", "meter_id"), on="series_no")
    )
    spread = pl.concat([pl.DataFrame(schema=SPREAD_DAY), *_spread_days(connection, series)])
    return found.join(spread.with_columns(spread=True), on=["series_no", "day"], how="left").select(
        "meter_id", "day", "value", pl.col("spread").fill_null(False)
    )


def _gap_ends(connection: Connection, series: pl.DataFrame) -> pl.DataFrame:
    """series_no, day: where an index catches up with days that were not read."""
    notice = schema.series_notice.c
    statement = select(notice.series_no, notice.end_s).where(notice.code == GAP)
    found = store.read(connection, statement, {"series_no": pl.Int64, "end_s": pl.Int64})
    return found.join(
        series.filter(pl.col("kind").str.starts_with("index")), on="series_no", how="semi"
    ).select("series_no", day=local_day(pl.col("end_s") - 1))


def _spread_days(connection: Connection, series: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """SPREAD_DAY: the days that are shares of a longer period, in the series that may have some."""
    reading = schema.reading.c
    for numbers in _chunks(series.filter("may_be_spread")):
        statement = select(reading.series_no, reading.at_s, reading.value).where(
            reading.series_no.in_(numbers), reading.quality == SPREAD
        )
        found = read_many(connection, statement, READ_INSTANT)
        yield found.select("series_no", day=local_day(pl.col("at_s")))


def _chunks(series: pl.DataFrame) -> Iterable[list[int]]:
    """Series numbers, those of one meter always together."""
    groups = series.group_by("meter_id", maintain_order=True).agg("series_no")["series_no"]
    chunk: list[int] = []
    for group in groups.to_list():
        if len(chunk) + len(group) > SERIES_AT_ONCE and chunk:
            yield chunk
            chunk = []
        chunk += group
    if chunk:
        yield chunk


def _days_of(numbers: list[int]) -> Select:
    day = schema.series_day.c
    return select(day.series_no, day.day, day.value).where(
        day.series_no.in_(numbers), day.readings >= day.expected
    )


def _best_days_of(numbers: list[int]) -> Select:
    """Of each place and day the series to keep; ranking a lone series would only cost time."""
    ranked = place_days().where(schema.series.c.series_no.in_(numbers)).subquery()
    return select(ranked.c.series_no, ranked.c.day, ranked.c.value).where(
        ranked.c.rank == 1, ranked.c.readings >= ranked.c.expected
    )


def read_many(connection: Connection, statement: Select, kinds: dict) -> pl.DataFrame:
    """The rows that a statement finds, as a frame of these column types; COPY on PostgreSQL."""
    literal = {"literal_binds": True}
    sql = str(statement.compile(dialect=connection.dialect, compile_kwargs=literal))
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as copy:
            content = b"".join(bytes(part) for part in copy)
        if not content:
            return pl.DataFrame(schema=kinds)
        return pl.read_csv(content, has_header=False, schema=kinds)
    raw = {name: pl.String if kind == pl.Date else kind for name, kind in kinds.items()}
    rows = pl.DataFrame(cursor.execute(sql).fetchall(), schema=raw, orient="row")
    days = [name for name, kind in kinds.items() if kind == pl.Date]
    return rows.with_columns(pl.col(days).str.to_date("%Y-%m-%d"))


def _of_buildings(
    energy: str, days: pl.DataFrame, links: pl.DataFrame, first: date, count: int
) -> EnergyDays:
    """Meters summed by building, each by its share."""
    links = links.join(days.select("meter_id").unique(), on="meter_id", maintain_order="left")
    value, spread = _meter_arrays(days, links["meter_id"].to_list(), first, count)
    starts = first_rows(links)
    if not len(starts):
        return EnergyDays(energy, [], first, value, spread)
    return EnergyDays(
        energy,
        links["building_id"].gather(starts).to_list(),
        first,
        summed(value, links["share"].to_numpy(), starts),
        np.logical_or.reduceat(spread, starts),
    )


def first_rows(links: pl.DataFrame) -> np.ndarray:
    """The first row of each building in links sorted by building."""
    return np.flatnonzero(links["building_id"].rle_id().diff().fill_null(1).to_numpy())


def _meter_arrays(
    days: pl.DataFrame, meters: list[str], first: date, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Values and whether spread, one row an entry of `meters` (one may come twice)."""
    distinct = sorted(set(meters))
    rows = {meter: row for row, meter in enumerate(distinct)}
    days = days.filter(pl.col("meter_id").is_in(distinct))
    row = days["meter_id"].cast(pl.Enum(distinct)).to_physical().to_numpy()
    column = (days["day"] - first).dt.total_days().to_numpy()
    value = np.full((len(distinct), count), np.nan)
    spread = np.zeros((len(distinct), count), bool)
    value[row, column] = days["value"].to_numpy()
    spread[row, column] = days["spread"].to_numpy()
    order = [rows[meter] for meter in meters]
    return value[order], spread[order]
