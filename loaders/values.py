"""From columns of French text to values; what cannot be read is told apart from what is absent."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from data.calendar import local_to_utc_s
from data.territory import Territory, normalise_commune_code

ABSENT_WORDS = ("", "-", "–", "—", "nd", "n.d.", "n.d", "nc", "n.c.", "n.c", "na", "n/a", "null",
                "\\n", "none", "nan", "#n/a", "non disponible", "non communiqué")  # fmt: skip
TRUE_WORDS = ("oui", "o", "vrai", "true", "t", "yes", "y", "1")
FALSE_WORDS = ("non", "n", "faux", "false", "f", "no", "0")
SPACES = r"[\s\u00a0\u202f\u2009]+"
EXPONENT = r"(?:[eE][+-]?\d+)?"
DECIMAL_LAST = rf"^[+-]?(?:\d{{1,3}}(?: \d{{3}})+|\d+)?(?:[.,]\d+)?{EXPONENT}$"
POINT_GROUPS = r"^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$"
COMMA_GROUPS = r"^[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$"
# The forms of a date, each read only where its pattern matches: order then decides nothing.
DAY_FORMS = (
    (r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
    (r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
    (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
    (r"\d{1,2}\.\d{1,2}\.\d{4}", "%d.%m.%Y"),
    (r"\d{8}", "%Y%m%d"),
    (r"[A-Za-z]+ \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"[A-Za-z]+ [A-Za-z]+ \d{1,2}, \d{4}", "%a %b %d, %Y"),
)
CLOCK_FORMS = (
    (r"[ T]\d{1,2}:\d{2}", " %H:%M"),
    (r"[ T]\d{1,2}:\d{2}:\d{2}(?:\.\d+)?", " %H:%M:%S%.f"),
    (r"[ T]\d{1,2}:\d{2} ?[AaPp][Mm]", " %I:%M %p"),
)
OFFSET = r"(?:Z|[+-]\d{2}:?\d{2})$"
EPOCH_S = r"^\d{9,10}(?:\.0+)?$"
# "June" -> "Jun", "Thursday" -> "Thu".
LONG_NAME = r"([A-Za-z]{3})[A-Za-z]+"
YEARS = (1900, 2100)
SLASHED, MONTHS = r"^\s*(\d{1,2})/(\d{1,2})/\d{4}", 12
# The year 2000: an instant before is that of a clock that was never set.
EARLIEST_S = 946_684_800
# What both databases hold in an Integer column, and in the key of an index.
LARGEST_INTEGER = 2**31 - 1
LONGEST_TEXT = 500
METROPOLE_LAT, METROPOLE_LON = (41.0, 51.5), (-5.6, 10.0)


class Parsed(NamedTuple):
    """Values (null where absent or unreadable) and the mask of what could not be read."""

    value: pl.Series
    failed: pl.Series


class Instants(NamedTuple):
    """UTC seconds, the mask of what could not be read, and the clock-change cases."""

    utc_s: pl.Series
    failed: pl.Series
    repeated: pl.Series
    inexistent: pl.Series


class Coordinates(NamedTuple):
    """WGS84 degrees, the mask of unusable points, and of those whose axes were exchanged."""

    latitude: pl.Series
    longitude: pl.Series
    failed: pl.Series
    swapped: pl.Series


def absent(text: pl.Series) -> pl.Series:
    """Where a cell says that there is no value: empty, "n.d.", "NC", "-"…"""
    return text.is_null() | text.str.strip_chars().str.to_lowercase().is_in(ABSENT_WORDS)


def _parsed(text: pl.Series, value: pl.Series) -> Parsed:
    missing = absent(text)
    value = value.set(missing, None)
    return Parsed(value, value.is_null() & ~missing)


def parse_text(text: pl.Series) -> Parsed:
    """Text without spaces around; null where absent. Fails when too long for a name or a code."""
    clean = text.str.strip_chars()
    return _parsed(text, clean.set((clean.str.len_chars() > LONGEST_TEXT).fill_null(False), None))


def parse_number(text: pl.Series) -> Parsed:
    """Numbers: "1 234,5" with any space, "12,5", "12.5", "1.234,5", "1,234.5", "-3", "1e3".

    A lone comma or point is the decimal mark ("1,234" is 1.234); repeated ones are thousands.
    """
    clean = text.str.strip_chars().str.replace_all("−", "-", literal=True)
    clean = clean.str.replace_all(SPACES, " ")
    plain = pl.col("t").str.replace_all(" ", "", literal=True)
    as_decimal = (
        pl.when(pl.col("t").str.contains(DECIMAL_LAST))
        .then(plain.str.replace(",", ".", literal=True))
        .when(pl.col("t").str.contains(POINT_GROUPS))
        .then(plain.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(pl.col("t").str.contains(COMMA_GROUPS))
        .then(plain.str.replace_all(",", "", literal=True))
    )
    digits = clean.alias("t").to_frame().select(as_decimal).to_series()
    return _parsed(text, digits.cast(pl.Float64, strict=False))


def parse_integer(text: pl.Series) -> Parsed:
    """Whole numbers, as `parse_number` reads them; a fraction fails, and what no count reaches."""
    value, _ = parse_number(text)
    whole = value.set((value != value.round()) | (value.abs() > LARGEST_INTEGER), None)
    return _parsed(text, whole.cast(pl.Int64, strict=False))


def parse_bool(text: pl.Series) -> Parsed:
    """oui, vrai, true, 1… and non, faux, false, 0…"""
    word = text.str.strip_chars().str.to_lowercase()
    value = (
        word.alias("t")
        .to_frame()
        .select(
            pl.when(pl.col("t").is_in(TRUE_WORDS))
            .then(True)
            .when(pl.col("t").is_in(FALSE_WORDS))
            .then(False)
        )
        .to_series()
    )
    return _parsed(text, value)


def parse_day(text: pl.Series) -> Parsed:
    """Days: "2026-12-31", "31/12/2026", "Thu Jun 30, 2016", "20261231"; a time is left out."""
    clean = _clean_moment(text)
    value = _coalesced(clean, [*DAY_FORMS, *_moment_forms()]).dt.date()
    return _parsed(text, value)


def parse_local(text: pl.Series) -> Parsed:
    """Clock times of Paris, without offset: "31/12/2026 14:05", "Dec 31, 2022 10:00 PM".

    A day alone is its midnight. Naive Datetime in milliseconds.
    """
    return _parsed(text, _coalesced(_clean_moment(text), [*DAY_FORMS, *_moment_forms()]))


def parse_instant(text: pl.Series, ordered: bool = False) -> Instants:
    """UTC seconds of instants: with an offset or Z, epoch seconds, or Paris clock times.

    `ordered` and the rule of the repeated hour: see `data.calendar.local_to_utc_s`.
    """
    distinct = text.unique() if not ordered else text
    if 2 * len(distinct) < len(text):
        # Many series at the same instants: each text is read once.
        known = distinct.alias("text").to_frame().with_columns(**parse_instant(distinct)._asdict())
        rows = (
            text.alias("text")
            .to_frame()
            .join(known, on="text", how="left", nulls_equal=True, maintain_order="left")
        )
        return Instants(*(rows[name] for name in Instants._fields))
    clean = _clean_moment(text)
    local, _ = parse_local(text)
    naive_s, repeated, inexistent = local_to_utc_s(local.to_numpy(), ordered)
    # A hole in the array is 1970 to the clock, null here.
    from_local = pl.Series(naive_s).set(local.is_null(), None)
    epoch = clean.set(~clean.str.contains(EPOCH_S).fill_null(False), None)
    seconds = from_local.zip_with(from_local.is_not_null(), _with_offset_s(clean))
    seconds = seconds.zip_with(
        seconds.is_not_null(), epoch.cast(pl.Float64, strict=False).cast(pl.Int64)
    )
    seconds = seconds.set((seconds < EARLIEST_S).fill_null(False), None)
    value, failed = _parsed(text, seconds)
    return Instants(value, failed, pl.Series(repeated), pl.Series(inexistent))


def american(text: pl.Series) -> pl.Series:
    """Dates written month first, once one of a column can be nothing else: "12/31/2026".

    "01/02/2026" beside it is then no better known: all of this form are said to be so, unless
    another ("31/12/2026") shows that the column is French and the first one mistaken.
    """
    distinct = text.unique()
    if 2 * len(distinct) < len(text):
        return text.is_in(distinct.filter(american(distinct)).implode()).fill_null(False)
    first, second = (
        text.str.extract(SLASHED, part).cast(pl.Int64, strict=False) for part in (1, 2)
    )
    month_first = (first <= MONTHS) & second.is_between(MONTHS + 1, 31)
    day_first = first.is_between(MONTHS + 1, 31) & (second <= MONTHS)
    if not month_first.any() or day_first.any():
        return pl.repeat(False, len(text), dtype=pl.Boolean, eager=True)
    return first.is_not_null()


def _clean_moment(text: pl.Series) -> pl.Series:
    return text.str.strip_chars().str.replace_all(SPACES, " ")


def _moment_forms() -> list[tuple[str, str]]:
    return [(day + clock, d + c) for day, d in DAY_FORMS for clock, c in CLOCK_FORMS]


def _coalesced(text: pl.Series, forms: Sequence[tuple[str, str]]) -> pl.Series:
    """Naive datetimes of the texts that match one of the forms whole, within YEARS."""
    value = pl.Series([None] * len(text), dtype=pl.Datetime("ms"))
    text = text.set(american(text), None)
    text = text.str.replace(r"(\d)T(\d)", "$1 $2").str.replace_all(LONG_NAME, "$1")
    pending = text.is_not_null().arg_true()
    for pattern, form in forms:
        fits = text[pending].str.contains(f"^{pattern}$")
        rows, pending = pending.filter(fits), pending.filter(~fits)
        if len(rows):
            clock = "" if ":" in form else " 00:00"
            moments = (text[rows] + clock).str.to_datetime(
                form if not clock else f"{form} %H:%M", strict=False, time_unit="ms"
            )
            value = value.scatter(rows, moments)
        if not len(pending):
            break
    return value.set(~value.dt.year().is_between(*YEARS).fill_null(True), None)


def _with_offset_s(text: pl.Series) -> pl.Series:
    """UTC seconds of ISO texts that end with Z or an offset; null for the others."""
    value = pl.Series([None] * len(text), dtype=pl.Int64)
    rows = text.str.contains(OFFSET).fill_null(False).arg_true()
    if rows.is_empty():
        return value
    iso = text[rows].str.replace("Z$", "+00:00").str.replace(r"^(\S+) (\d\d:)", "${1}T${2}")
    iso = iso.str.replace(r"([+-]\d{2})(\d{2})$", "${1}:${2}")
    iso = iso.str.replace(r"(T\d\d:\d\d)([+-])", "${1}:00${2}")
    moments = iso.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", strict=False, time_unit="ms")
    moments = moments.set(~moments.dt.year().is_between(*YEARS).fill_null(True), None)
    return value.scatter(rows, moments.dt.epoch("s"))


def split_point(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The two halves of "48.86, 2.34" (also "48,86 ; 2,34"), as text; null when not two."""
    pattern = r"^[\[(]?\s*([-+\d.,]*\d)\s*(?:;|,\s|\s|,)\s*([-+]?\d[\d.,]*)\s*[\])]?$"
    return text.str.extract(pattern, 1), text.str.extract(pattern, 2)


def parse_coordinates(latitude: pl.Series, longitude: pl.Series) -> Coordinates:
    """WGS84 points; exchanged axes are put right where that puts the point in mainland France.

    Fails: one axis alone, out of range (projected metres), or 0, 0. Both absent is not a fault.
    """
    lat, lat_failed = parse_number(latitude)
    lon, lon_failed = parse_number(longitude)
    swapped = (lat.is_between(*METROPOLE_LON) & lon.is_between(*METROPOLE_LAT)).fill_null(False)
    lat, lon = lon.zip_with(swapped, lat), lat.zip_with(swapped, lon)
    outside = ~(lat.is_between(-90, 90) & lon.is_between(-180, 180)) | ((lat == 0) & (lon == 0))
    failed = lat_failed | lon_failed | outside.fill_null(False) | (lat.is_null() != lon.is_null())
    return Coordinates(lat.set(failed, None), lon.set(failed, None), failed, swapped)


def parse_commune(text: pl.Series, territory: Territory) -> Parsed:
    """INSEE codes of today: lost zero put back, merged communes followed."""
    codes = {}
    for given in text.unique().drop_nulls():
        code = normalise_commune_code(given)
        codes[given] = code and territory.current_commune_code(code)
    value = text.replace_strict(codes, default=None, return_dtype=pl.String)
    return _parsed(text, value)
