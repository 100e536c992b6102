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
from data.buildings.vocabulary import ENERGIES
from data.series.queries import place_days
from loaders import store

THEME = "buildings"
# Series of one place, side by side in one statement: bounds its memory.
SERIES_AT_ONCE = 500
# A meter that falls silent stays in service this long: late is not withdrawn.
IN_SERVICE_DAYS = 365
DAY_S = 86_400
SERIES = {
    "series_no": pl.Int64,
    "meter_id": pl.String,
    "energy": pl.String,
    "step_s": pl.Int64,
    "kind": pl.String,
    "bill": pl.Boolean,
}
LINK = {"meter_id": pl.String, "energy": pl.String, "building_id": pl.String, "share": pl.Float64}
READ_DAY = {"series_no": pl.Int64, "day": pl.Date, "value": pl.Float64}


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
            row.step_s,
            row.kind,
            row.series_key.endswith(":facture", autoescape=True),
        )
        .join_from(
            schema.series,
            schema.meter,
            and_(meter.meter_id == row.place, meter.simulated == row.simulated),
        )
        .where(row.theme == THEME, row.quantity.in_(quantity))
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
        _read_many(connection, statement)
        for rows, statement_of in (
            (series.filter(alone), _days_of),
            (series.filter(~alone), _best_days_of),
        )
        for statement in map(statement_of, _chunks(rows))
    ]
    if not parts:
        return pl.DataFrame(schema={"meter_id": pl.String, "day": pl.Date, "value": pl.Float64})
    found = pl.concat(parts).join(
        series.select("series_no", "meter_id", spread="bill"), on="series_no"
    )
    return found.select("meter_id", "day", "value", "spread")


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


def _read_many(connection: Connection, statement: Select) -> pl.DataFrame:
    """The rows of READ_DAY that a statement finds, by COPY on PostgreSQL."""
    literal = {"literal_binds": True}
    sql = str(statement.compile(dialect=connection.dialect, compile_kwargs=literal))
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as copy:
            content = b"".join(bytes(part) for part in copy)
        if not content:
            return pl.DataFrame(schema=READ_DAY)
        return pl.read_csv(content, has_header=False, schema=READ_DAY)
    raw = {**READ_DAY, "day": pl.String}
    rows = pl.DataFrame(cursor.execute(sql).fetchall(), schema=raw, orient="row")
    return rows.with_columns(pl.col("day").str.to_date("%Y-%m-%d"))


def _of_buildings(
    energy: str, days: pl.DataFrame, links: pl.DataFrame, first: date, count: int
) -> EnergyDays:
    """Meters summed by building, each by its share."""
    links = links.join(days.select("meter_id").unique(), on="meter_id", maintain_order="left")
    value, spread = _meter_arrays(days, links["meter_id"].to_list(), first, count)
    buildings, summed, starts = summed_by_building(links, value, _in_service(~np.isnan(value)))
    if buildings:
        spread = np.logical_or.reduceat(spread, starts)
    return EnergyDays(energy, buildings, first, summed, spread)


def summed_by_building(
    links: pl.DataFrame, value: np.ndarray, in_service: np.ndarray | bool
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Buildings, their sums by share, and the first row of each in `links`, in its order.

    `value` and `in_service` have one row a link; a sum is NaN where one of the meters in service
    is not known, or where none is.
    """
    buildings = links["building_id"].to_numpy()
    starts = np.flatnonzero(buildings[1:] != buildings[:-1]) + 1
    starts = np.r_[0, starts] if len(buildings) else starts
    if not len(starts):
        return [], value, starts
    known = ~np.isnan(value)
    share = links["share"].to_numpy()[:, None]
    contribution = np.where(in_service, value * share, 0.0)
    summed = np.add.reduceat(contribution, starts)
    some = np.logical_or.reduceat(known, starts)
    return list(buildings[starts]), np.where(some, summed, np.nan), starts


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


def _in_service(known: np.ndarray) -> np.ndarray:
    """From the first known day of a meter to a year after its last one."""
    column = np.arange(known.shape[1])
    first = known.argmax(axis=1)[:, None]
    last = column[-1] - known[:, ::-1].argmax(axis=1)[:, None]
    return (column >= first) & (column <= last + IN_SERVICE_DAYS)
