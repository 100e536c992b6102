"""Hours of the meters of water, in m³/h, on one run of UTC hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from data import schema
from data.series.rollups import GAP, HOUR_S, RESET
from loaders import store

THEME = "water"
FLOWS = ("water_flow_m3_h", "water_m3")
INSTANTANEOUS, INDEX = "instantaneous", "index"
# Of the readings of an hour, those that make it known.
KNOWN_SHARE = 0.5
# Series read together: bounds the memory of a rebuild.
SERIES_AT_ONCE = 50
SERIES = {"series_no": pl.Int64, "meter_id": pl.String, "kind": pl.String, "step_s": pl.Int64}


@dataclass(frozen=True)
class MeterHours:
    """`flow_m3_h` (m, n): the mean of each UTC hour from `start_s` on; NaN: not known."""

    meters: list[str]
    start_s: int
    flow_m3_h: NDArray[np.float64]

    @property
    def at_s(self) -> NDArray[np.int64]:
        """The instants at which the hours begin."""
        return self.start_s + HOUR_S * np.arange(self.flow_m3_h.shape[1])


def meter_hours(connection: Connection) -> MeterHours:
    """Every meter that has readings, whether it is of a sector or not.

    Of the series of one meter that of the finest step speaks first; the others fill its holes.
    """
    series = series_of(connection, FLOWS)
    start_s, count = _span(connection, series["series_no"].to_list())
    meters = series["meter_id"].unique(maintain_order=True).to_list()
    flow = np.full((len(meters), count), np.nan)
    row_of = {meter: row for row, meter in enumerate(meters)}
    described = {number: (row_of[meter], kind) for number, meter, kind, _ in series.iter_rows()}
    for number, hour, value, share in _read(connection, list(described)):
        row, kind = described[number]
        mean = _mean(kind, value, share)
        column = ((hour - start_s) // HOUR_S).astype(np.int64)
        if kind.startswith(INDEX):
            mean[np.isin(column, _untold(connection, number, start_s))] = np.nan
        flow[row, column] = np.where(np.isnan(flow[row, column]), mean, flow[row, column])
    return MeterHours(meters, start_s, flow)


def series_of(connection: Connection, quantities: tuple[str, ...]) -> pl.DataFrame:
    """SERIES of these quantities, by sensor, the finest step first."""
    row = schema.series.c
    statement = (
        select(row.series_no, row.place, row.kind, row.step_s)
        .where(row.theme == THEME, row.quantity.in_(quantities), row.step_s <= HOUR_S)
        .order_by(row.place, row.step_s, row.series_no)
    )
    return store.read(connection, statement, SERIES)


def numbers_of(connection: Connection, statement: Select, columns: int) -> NDArray[np.float64]:
    """The rows of a statement of numbers, (columns, rows): a million in half a second."""
    literal = {"literal_binds": True}
    sql = str(statement.compile(dialect=connection.dialect, compile_kwargs=literal))
    cursor = connection.connection.cursor()
    cursor.execute(sql)
    return np.fromiter(chain.from_iterable(cursor), dtype=float).reshape(-1, columns).T


def _span(connection: Connection, numbers: list[int]) -> tuple[int, int]:
    """The first hour and the number of hours of some series; no hour without any."""
    hour = schema.series_hour.c
    # One look at the key for each series: a minimum over all would read every row.
    ends = [
        connection.execute(
            select(func.min(hour.hour_s), func.max(hour.hour_s)).where(hour.series_no == number)
        ).one()
        for number in numbers
    ]
    known = [end for end in ends if end[0] is not None]
    if not known:
        return 0, 0
    start_s = min(first for first, _ in known)
    return start_s, (max(last for _, last in known) - start_s) // HOUR_S + 1


def _read(
    connection: Connection, numbers: list[int]
) -> Iterator[tuple[int, NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]]:
    """Each series that has hours: their instants, values, and the share of each that was read."""
    row = schema.series_hour.c
    for first in range(0, len(numbers), SERIES_AT_ONCE):
        part = sorted(numbers[first : first + SERIES_AT_ONCE])
        statement = (
            select(row.series_no, row.hour_s, row.value, 1.0 * row.readings / row.expected)
            .where(row.series_no.in_(part))
            .order_by(row.series_no, row.hour_s)
        )
        table = numbers_of(connection, statement, 4)
        for number in numbers[first : first + SERIES_AT_ONCE]:
            begin, end = np.searchsorted(table[0], [number, number + 1])
            if end > begin:
                yield number, *table[1:, begin:end]


def _mean(kind: str, value: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean flow of hours of which a share was read; NaN where too little of one was.

    A volume is that of what was read of the hour; the differences of an index leave nothing out.
    """
    if kind.startswith(INDEX):
        return value.copy()
    known = share >= KNOWN_SHARE
    whole = value if kind == INSTANTANEOUS else value / np.where(known, share, 1.0)
    return np.where(known, whole, np.nan)


def _untold(connection: Connection, number: int, start_s: int) -> NDArray[np.int64]:
    """Columns that a hole or a reset of an index makes unknown: what it missed has no hour."""
    notice = schema.series_notice.c
    statement = select(notice.code, notice.start_s, notice.end_s).where(
        notice.series_no == number, notice.code.in_((GAP, RESET))
    )
    spans = [np.empty(0, np.int64)]
    for code, first_s, last_s in connection.execute(statement):
        # An index read on the hour closes the hour before.
        first, last = ((at_s - 1 - start_s) // HOUR_S for at_s in (first_s, last_s))
        # A hole within one hour leaves nothing out of it.
        if code == RESET or first != last:
            spans.append(np.arange(first, last + 1))
    return np.concatenate(spans)
