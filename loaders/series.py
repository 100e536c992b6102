"""Writes measured series: their description, their readings, their hours and days.

One mechanism for every theme. `register_series` describes, `write_readings` stores and says which
local days it touched, `rebuild_rollups` recomputes those days and no other.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl
from sqlalchemy import Connection, delete, insert, select, text, update

from data import schema
from data.selection import SYNDICAT
from data.series import rollups
from data.territory import Territory
from loaders import store
from loaders.series_scopes import rebuild_scope_days
from loaders.series_windows import READING, Window, kinds_of, neighbours, read_readings, windows

DIRTY = {"series_no": pl.Int64, "day": pl.Date, "added": pl.Int64, "revised": pl.Int64}
MONTHS_IN_YEAR = 12


def register_series(
    connection: Connection, frame: pl.DataFrame, territory: Territory
) -> dict[str, int]:
    """Add or update the series described by `frame` (columns of core_series but series_no).

    Returns the number of each series_key. A series belongs to the syndicate and to whatever is
    known of its commune. Raises ValueError for an unknown kind.
    """
    wrong = frame.filter(~pl.col("kind").str.contains(f"^({rollups.KIND_FORM})$"))
    if wrong.height:
        raise ValueError(f"unknown kind of series: {wrong['kind'][0]}")
    table = schema.series
    stored = {row.series_key: row._mapping for row in connection.execute(select(table))}
    for row in frame.iter_rows(named=True):
        old = stored.get(row["series_key"])
        if old is None:
            connection.execute(insert(table).values(row))
        elif any(old[name] != value for name, value in row.items()):
            number = table.c.series_no == old["series_no"]
            connection.execute(update(table).where(number).values(row))
    known = _numbers(connection)
    communes = dict(zip(frame["series_key"], frame["commune_code"], strict=True))
    _write_scopes(connection, {known[key]: code for key, code in communes.items()}, territory)
    return {key: known[key] for key in communes}


def _numbers(connection: Connection) -> dict[str, int]:
    columns = schema.series.c
    return dict(connection.execute(select(columns.series_key, columns.series_no)).all())


def _write_scopes(
    connection: Connection, communes: dict[int, str | None], territory: Territory
) -> None:
    table = schema.series_scope
    connection.execute(delete(table).where(table.c.series_no.in_(communes)))
    rows = [
        (scope, number)
        for number, code in communes.items()
        for scope in scopes_of_commune(territory, code)
    ]
    store.insert(connection, table, pl.DataFrame(rows, schema=["scope", "series_no"], orient="row"))


def scopes_of_commune(territory: Territory, code: str | None) -> tuple[str, ...]:
    """The scopes of what lies in a commune: always the syndicate, then those that are known."""
    commune = territory.commune(code) if code else None
    if commune is None:
        return (SYNDICAT,)
    epci = (f"epci:{commune.epci}",) if commune.epci else ()
    return SYNDICAT, f"departement:{commune.departement}", *epci, f"commune:{commune.code}"


def write_readings(connection: Connection, frame: pl.DataFrame) -> pl.DataFrame:
    """Store readings (series_no or series_key, at_s, value, quality); a later value replaces.

    Returns the local days to rebuild (DIRTY) with the readings added and revised in each; a
    reading already stored with the same value touches nothing. Of two readings of one instant in
    `frame`, the last is kept. Raises ValueError for a series that is not registered.
    """
    given = _numbered(connection, frame).unique(
        ["series_no", "at_s"], keep="last", maintain_order=True
    )
    kinds = kinds_of(connection, given["series_no"].unique().to_list())
    given = given.join(kinds, on="series_no", how="left").with_columns(
        rollups.local_day(rollups.measured_at_s()).alias("day")
    )
    changed = _changed(connection, given)
    added = changed.filter(~pl.col("revised")).select(READING.keys()).sort("at_s", "series_no")
    for month in added.select(pl.from_epoch("at_s").dt.truncate("1mo").unique()).to_series():
        month_s = int(month.replace(tzinfo=UTC).timestamp())
        ensure_partitions(connection, month_s, month_s)
    store.insert(connection, schema.reading, added)
    store.upsert(connection, schema.reading, changed.filter("revised").select(READING.keys()))
    touched = changed.group_by("series_no", "day").agg(
        (~pl.col("revised")).sum().cast(pl.Int64).alias("added"),
        pl.col("revised").sum().cast(pl.Int64),
    )
    return _with_following_days(connection, touched, kinds)


def _numbered(connection: Connection, frame: pl.DataFrame) -> pl.DataFrame:
    if "series_no" not in frame.columns:
        numbers = _numbers(connection)
        if unknown := sorted(set(frame["series_key"].unique()) - set(numbers)):
            raise ValueError(f"series not registered: {', '.join(unknown)}")
        number = pl.col("series_key").replace_strict(numbers, return_dtype=pl.Int64)
        frame = frame.with_columns(number.alias("series_no"))
    return frame.select(pl.col(name).cast(kind) for name, kind in READING.items())


def _changed(connection: Connection, given: pl.DataFrame) -> pl.DataFrame:
    """The given readings that the store does not hold as they are; `revised` where it differs."""
    stored = [
        read_readings(connection, window.numbers, window.start_s, window.end_s)
        for window in windows(given)
    ]
    if not stored:
        return given.with_columns(pl.lit(False).alias("revised"))
    old = pl.concat(stored).rename({"value": "old_value", "quality": "old_quality"})
    same = (pl.col("value") == pl.col("old_value")) & (pl.col("quality") == pl.col("old_quality"))
    return (
        given.join(old, on=["series_no", "at_s"], how="left")
        .filter(~same.fill_null(False))
        .with_columns(pl.col("old_value").is_not_null().alias("revised"))
    )


def _with_following_days(
    connection: Connection, touched: pl.DataFrame, kinds: pl.DataFrame
) -> pl.DataFrame:
    """Add the day of the reading that follows each run of days: its step begins in the run."""
    following = [touched.select(DIRTY.keys())]
    for window in windows(touched):
        after = neighbours(connection, window.numbers, window.end_s, forward=True)
        following.append(
            after.join(kinds, on="series_no")
            .select("series_no", rollups.local_day(rollups.measured_at_s()).alias("day"))
            .with_columns(pl.lit(0, pl.Int64).alias("added"), pl.lit(0, pl.Int64).alias("revised"))
        )
    return (
        pl.concat(following)
        .group_by("series_no", "day")
        .agg(pl.col("added", "revised").sum())
        .sort("series_no", "day")
    )


def rebuild_rollups(connection: Connection, dirty: pl.DataFrame) -> None:
    """Recompute hours, days and notices of the given local days (series_no, day), and no other.

    After any sequence of loads the tables are what one computation of everything would give.
    """
    kinds = kinds_of(connection, dirty["series_no"].unique().to_list())
    for window in windows(dirty):
        _clear(connection, window, kinds)
        steps = _steps_of(connection, window, kinds)
        measured = rollups.measured(steps)
        store.insert(connection, schema.series_hour, rollups.hours(measured))
        store.insert(connection, schema.series_day, rollups.days(measured))
        store.insert(connection, schema.series_notice, rollups.notices(steps))
    if not dirty.is_empty():
        rebuild_scope_days(connection, dirty["day"].min(), dirty["day"].max())


def _steps_of(connection: Connection, window: Window, kinds: pl.DataFrame) -> pl.DataFrame:
    before = neighbours(connection, window.numbers, window.start_s, forward=False)
    inside = read_readings(connection, window.numbers, window.start_s, window.end_s)
    readings = pl.concat([before, inside.drop("quality")])
    steps = rollups.steps(readings.join(kinds, on="series_no").sort("series_no", "at_s"))
    belongs = (pl.col("measured_s") >= window.start_s) & (pl.col("measured_s") < window.end_s)
    return steps.filter(belongs)


def _clear(connection: Connection, window: Window, kinds: pl.DataFrame) -> None:
    hour, day, notice = schema.series_hour.c, schema.series_day.c, schema.series_notice.c
    connection.execute(
        delete(schema.series_hour).where(
            hour.series_no.in_(window.numbers),
            hour.hour_s >= window.start_s,
            hour.hour_s < window.end_s,
        )
    )
    connection.execute(
        delete(schema.series_day).where(
            day.series_no.in_(window.numbers), day.day.between(window.first, window.last)
        )
    )
    indexes = set(kinds.filter(rollups.is_index)["series_no"])
    # A notice belongs to the reading that ends it, as in `rollups.measured_at_s`.
    for lag_s, numbers in (
        (1, [number for number in window.numbers if number in indexes]),
        (0, [number for number in window.numbers if number not in indexes]),
    ):
        ended_s = notice.end_s - lag_s
        connection.execute(
            delete(schema.series_notice).where(
                notice.series_no.in_(numbers), ended_s >= window.start_s, ended_s < window.end_s
            )
        )


def ensure_partitions(connection: Connection, first_s: int, last_s: int) -> None:
    """Create the monthly partitions of core_reading that hold these instants, where missing.

    Months are UTC. Does nothing where the table is not partitioned (SQLite).
    """
    if connection.dialect.name != "postgresql":
        return
    for month, following in _months(first_s, last_s):
        name = f"{schema.reading.name}_{month:%Y_%m}"
        bounds = [int(bound.timestamp()) for bound in (month, following)]
        if connection.scalar(text("SELECT to_regclass(:name) IS NULL"), {"name": name}):
            connection.execute(
                text(
                    f"CREATE TABLE {name} PARTITION OF {schema.reading.name} "
                    f"FOR VALUES FROM ({bounds[0]}) TO ({bounds[1]})"
                )
            )


def _months(first_s: int, last_s: int) -> Iterator[tuple[datetime, datetime]]:
    first, last = (datetime.fromtimestamp(at_s, UTC) for at_s in (first_s, last_s))
    for number in range(
        first.year * MONTHS_IN_YEAR + first.month - 1, last.year * MONTHS_IN_YEAR + last.month
    ):
        yield _month(number), _month(number + 1)


def _month(number: int) -> datetime:
    return datetime(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1, tzinfo=UTC)
