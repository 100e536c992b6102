"""Clocks, weekdays and seasons of a schedule, as people write them."""

import re
from datetime import date

import polars as pl

from data.lighting.burning import ALL_YEAR, EVERY_DAY
from loaders.buildings.opening_hours import named_days
from loaders.words import plain

DAY_MIN = 1440
CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?(?::\d{2})?)?\s*")
SEASON_DAY = re.compile(r"(\d{1,2})(?:er)?\s*[/ .]\s*(\d{1,2}|[a-z]+)")
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
# A year in which every day exists.
LEAP_YEAR = 2024


def minutes(texts: pl.Series) -> pl.Series:
    """Minutes from midnight of "23:30", "23h", "5"; past 24 h counted on ("29:00" is 5 the next
    day); null where it is no clock."""
    return _each(texts, _minutes, pl.Int64)


def _minutes(text: str) -> int | None:
    found = CLOCK.fullmatch(text.strip())
    if found is None or int(found[2] or 0) >= 60:
        return None
    return int(found[1]) * 60 + int(found[2] or 0)


def weekdays(texts: pl.Series) -> pl.Series:
    """Digits from Monday 0: "lu-ve" is "01234", nothing is every day; null where unreadable."""
    return _each(texts.fill_null(""), _weekdays, pl.String)


def _weekdays(text: str) -> str | None:
    if plain(text) in ("", "tous", "tous les jours", "toutes les nuits"):
        return EVERY_DAY
    try:
        days = named_days(text)
    except KeyError:
        return None
    return "".join(str(day) for day in sorted(set(days)))


def seasons(first: pl.Series, last: pl.Series) -> pl.DataFrame:
    """season_start and season_end ("MM-DD"), and `unread`: half a season, or no day of a year.

    Both absent is the whole year.
    """
    start, end = (_each(texts, _season_day, pl.String) for texts in (first, last))
    whole = first.is_null() & last.is_null()
    return pl.DataFrame(
        {
            "season_start": start.set(whole, ALL_YEAR[0]),
            "season_end": end.set(whole, ALL_YEAR[1]),
            "season_unread": ~whole & (start.is_null() | end.is_null()),
        }
    )


def _season_day(text: str) -> str | None:
    """ "15/05", "15 mai", "1er juin", "15/05/2026" -> "05-15"."""
    bare = re.sub(r"[/ .]\d{4}$", "", text.strip())
    folded = bare if "/" in bare else plain(bare).replace("1 er", "1er")
    found = SEASON_DAY.fullmatch(folded)
    if found is None:
        return None
    month = found[2]
    number = MONTHS.index(month) + 1 if month in MONTHS else month
    try:
        return f"{date(LEAP_YEAR, int(number), int(found[1])):%m-%d}"
    except ValueError:
        return None


def _each(texts: pl.Series, read: object, kind: type[pl.DataType]) -> pl.Series:
    found = {text: read(text) for text in texts.unique().drop_nulls()}
    return texts.replace_strict(found, default=None, return_dtype=kind)
