"""Clocks of sensors: time zones that files declare, two measures of one instant, frozen clocks."""

import re

import polars as pl

from data.quality import Notice
from loaders import values
from loaders.repeated_hours import naive

PARIS, UNKNOWN = "paris", "?"
FIXED = re.compile(r"^(?:UTC|GMT|Z)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?$", re.IGNORECASE)
# What names the clock time of Paris, summer and winter.
PARIS_WORDS = ("paris", "local", "cest", "cet", "legale", "heurefrancaise")
IN_TITLE = re.compile(r"\b(?:UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?", re.IGNORECASE)
# Sensors of water were not read before 2005: an older date is that of a clock never set.
EARLIEST_S = 1_104_534_400
MOST_MINUTES = 14 * 60
KEY = ("sensor", "nature", "at_s")
FROZEN_TIMES = 3


def zone_of(text: str) -> int | str:
    """Minutes ahead of UTC of "UTC", "UTC+1", "GMT+01:00"; PARIS, or UNKNOWN."""
    fixed = FIXED.match(text.strip())
    if fixed:
        sign, hours, minutes = fixed.groups()
        ahead = (int(hours or 0) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
        return ahead if abs(ahead) <= MOST_MINUTES else UNKNOWN
    letters = re.sub(r"[^a-zéè]", "", text.lower()).replace("é", "e")
    return PARIS if any(word in letters for word in PARIS_WORDS) else UNKNOWN


def zone_of_title(title: str) -> int | str:
    """The zone that the title of a column of instants names; PARIS when it names none."""
    fixed = IN_TITLE.search(title)
    return zone_of(fixed[0]) if fixed else PARIS


def in_utc(texts: pl.Series, minutes: pl.Series) -> pl.Series:
    """Clock times of a zone `minutes` ahead of UTC written as UTC; other texts as they are.

    A text that has its own offset, or a zone that is that of Paris (null), stays.
    """
    if minutes.null_count() == len(minutes):
        return texts
    given = pl.DataFrame({"text": texts, "minutes": minutes})
    # Several sensors share their instants: each is read once.
    distinct = given.unique()
    clock = values.parse_local(distinct["text"]).value.alias("clock")
    utc = (pl.col("clock") - pl.duration(minutes="minutes")).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    moved = naive(pl.col("text")) & pl.col("minutes").is_not_null() & pl.col("clock").is_not_null()
    told = distinct.with_columns(clock).with_columns(
        pl.when(moved).then(utc).otherwise("text").alias("utc")
    )
    keys = ["text", "minutes"]
    found = given.join(told, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return found["utc"]


def instants(texts: pl.Series, zone: int | str) -> values.Instants:
    """UTC seconds of the lines of one file, in order or backwards, whose zone is declared.

    The two passages of a repeated hour are told apart by the order of the lines.
    """
    if zone != PARIS:
        return values.parse_instant(in_utc(texts, pl.repeat(zone, len(texts), eager=True)))
    if not _backwards(texts):
        return values.parse_instant(texts, ordered=True)
    reversed_ = values.parse_instant(texts.reverse(), ordered=True)
    return values.Instants(*(part.reverse() for part in reversed_))


def _backwards(texts: pl.Series) -> bool:
    known = values.parse_instant(pl.concat([texts.head(1), texts.tail(1)])).utc_s.drop_nulls()
    return len(known) > 1 and known[0] > known[1]


def impossible(now_s: int) -> pl.Expr:
    """The code of an instant that no sensor can have."""
    return (
        pl.when(pl.col("at_s").is_null())
        .then(pl.lit("DATE_ILLISIBLE"))
        .when(pl.col("at_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(pl.col("at_s") < EARLIEST_S)
        .then(pl.lit("HORLOGE_REMISE_A_ZERO"))
    )


def doubled(cells: pl.DataFrame) -> pl.Expr:
    """The code of the cells that share the instant of another of their sensor.

    The same value twice is said twice. Two values leave the truth unknown; three or more are
    those of a clock that stands still.
    """
    positions = _shared(cells)
    if positions.is_empty():
        return pl.lit(None, pl.String)
    shared = cells[positions].with_columns(positions.alias("row"))
    several = shared.group_by(KEY).agg(pl.col("value").n_unique().alias("different"))
    told = shared.select(*KEY, "row").join(several, on=KEY, how="left", maintain_order="left")
    code = (
        pl.when(pl.col("different") >= FROZEN_TIMES)
        .then(pl.lit("HORLOGE_FIGEE"))
        .when(pl.col("different") > 1)
        .then(pl.lit("MESURES_CONTRADICTOIRES"))
        .when(~pl.struct(KEY).is_first_distinct())
        .then(pl.lit("HORODATAGE_EN_DOUBLE"))
    )
    none = pl.repeat(None, cells.height, dtype=pl.String, eager=True)
    return pl.lit(none.scatter(told["row"], told.select(code).to_series()))


def _shared(cells: pl.DataFrame) -> pl.Series:
    """Positions of the cells whose sensor has another at the same instant."""
    sensors = cells.select("sensor", "nature").unique().with_row_index("number")
    number = cells.select("sensor", "nature").join(
        sensors, on=["sensor", "nature"], how="left", maintain_order="left"
    )["number"]
    # One whole number for both: instants stay below 2 ** 40.
    return (number.cast(pl.Int64) * 2**40 + cells["at_s"]).is_duplicated().arg_true()


def inexistent_notice(inexistent: pl.Series) -> list[Notice]:
    """What is said of clock times that spring leaps over."""
    rows = int(inexistent.sum())
    return [Notice("HEURE_INEXISTANTE", {"rows": rows})] if rows else []
